//! Random lives of an exercise, played through the program as a lead would play them, and what must be true of each at
//! every step (`walk/holds.rs`).
//!
//! `WALKS=5000 cargo test --test walk` plays so many lives, and `WALK_SEED=7` other ones. A life that fails is made as
//! short as it goes, and printed as the commands that a person can run. With `WALK_FOUND=DIR` it is put into that folder as
//! it is, and the others are played.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

#[path = "walk/calendar.rs"]
mod calendar;
#[path = "walk/claims.rs"]
mod claims;
#[path = "walk/desk.rs"]
mod desk;
#[path = "walk/edits.rs"]
mod edits;
#[path = "walk/holds.rs"]
mod holds;
#[path = "walk/letters.rs"]
mod letters;
#[path = "walk/mail.rs"]
mod mail;
#[path = "walk/server.rs"]
mod server;
#[path = "walk/steps.rs"]
mod steps;
#[path = "walk/world.rs"]
mod world;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use proptest_state_machine::ReferenceStateMachine;

use desk::Broken;
use steps::{Life, Lives, Step};
use world::World;

/// As many lives are played at once as there are tests below.
const THREADS: u32 = 4;

fn number(variable: &str, default: u32) -> u32 {
    std::env::var(variable).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// Plays one life; what does not hold, and what was done before.
fn live(life: &Life, steps: &[Step], seen: Option<&AtomicUsize>) -> Result<(), (Broken, String)> {
    let mut world = World::begin(life);
    world
        .begins()
        .and_then(|()| {
            steps.iter().try_for_each(|step| {
                // From it proptest knows which steps came after the fault.
                seen.map(|seen| seen.fetch_add(1, Ordering::SeqCst));
                world.step(step)
            })
        })
        .map_err(|broken| (broken, world.desk.script().to_owned()))
}

/// Plays every fourth of the lives.
fn play(thread: u32) {
    let seed = number("WALK_SEED", 17);
    let config = Config {
        cases: number("WALKS", 80).div_ceil(THREADS),
        rng_seed: RngSeed::Fixed(u64::from(seed) << 8 | u64::from(thread)),
        failure_persistence: None,
        max_shrink_iters: number("WALK_SHRINKS", 400),
        max_shrink_time: 120_000,
        ..Config::default()
    };
    let mut runner = TestRunner::new(config);
    let played = runner.run(&Lives::sequential_strategy(6..26), |(life, steps, seen)| {
        match live(&life, &steps, seen.as_deref()) {
            Err((broken, script)) => {
                let told = format!("{broken} (WALK_SEED={seed})\n--- what was done:\n{script}");
                let Some(folder) = std::env::var_os("WALK_FOUND") else { return Err(TestCaseError::fail(told)) };
                let name = format!("{}-{thread}-{}.txt", broken.check, steps.len());
                std::fs::write(Path::new(&folder).join(name), told)
                    .map_err(|error| TestCaseError::fail(error.to_string()))
            }
            Ok(()) => Ok(()),
        }
    });
    if let Err(error) = played {
        panic!("{}", error.to_string().replace("\\n", "\n"));
    }
}

#[test]
fn whatever_a_lead_does_the_exercise_stays_true_1() {
    play(1);
}

#[test]
fn whatever_a_lead_does_the_exercise_stays_true_2() {
    play(2);
}

#[test]
fn whatever_a_lead_does_the_exercise_stays_true_3() {
    play(3);
}

#[test]
fn whatever_a_lead_does_the_exercise_stays_true_4() {
    play(4);
}
