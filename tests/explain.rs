//! What `explain` says would get worse does get worse, when the municipality is given the date.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

mod common;

use std::collections::BTreeMap;

use common::Desk;
use serde_json::Value;

fn assigned() -> Desk {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk
}

/// The choice that each municipality has, by number; none where it is without a date.
fn choices(desk: &Desk) -> BTreeMap<String, Option<u64>> {
    let shown: Value = serde_json::from_str(&desk.run(&["assign", "--dry-run", "--format", "json"]).out).unwrap();
    let lines = shown["assignments"].as_array().unwrap().iter();
    lines.map(|line| (line["number"].as_str().unwrap().to_owned(), line["choice"].as_u64())).collect()
}

fn explained(desk: &Desk, municipality: &str) -> Value {
    serde_json::from_str(&desk.done(&format!("explain {municipality} --format json"))).unwrap()
}

#[test]
fn what_is_said_to_get_worse_does_and_nothing_else() {
    let desk = assigned();
    let now = choices(&desk);
    let mut obstacles = 0;
    for (municipality, choice) in &now {
        let explanation = explained(&desk, municipality);
        if *choice == Some(1) {
            assert_eq!(explanation["obstacles"], Value::Array(Vec::new()));
            continue;
        }
        for obstacle in explanation["obstacles"].as_array().unwrap() {
            obstacles += 1;
            let said: BTreeMap<String, Option<u64>> = obstacle["worse_off"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| (one["number"].as_str().unwrap().to_owned(), one["instead"].as_u64()))
                .collect();
            assert!(!said.is_empty(), "{municipality} could have had it better");
            let forced = assigned();
            forced.done(&format!("pin {municipality} {}", obstacle["date"].as_str().unwrap()));
            let then = choices(&forced);
            let worse = now.iter().filter(|(other, before)| {
                *other != municipality && before.is_some() && then[*other].is_none_or(|after| Some(after) > **before)
            });
            let worse: BTreeMap<String, Option<u64>> = worse.map(|(other, _)| (other.clone(), then[other])).collect();
            assert_eq!(worse, said, "{municipality} on {}", obstacle["date"]);
        }
    }
    assert!(obstacles >= 10, "{obstacles}");
}

#[test]
fn one_more_seat_gives_what_was_said() {
    let desk = assigned();
    let what_if: Value = serde_json::from_str(&desk.done("assign --what-if --format json")).unwrap();
    let change = &what_if["changes"][0];
    assert_eq!(change["date"], "2022-11-22");
    desk.edit(
        "exercise.toml",
        "start = 2022-11-22T09:30:00\nend = 2022-11-22T11:30:00\ncapacity = 14",
        "start = 2022-11-22T09:30:00\nend = 2022-11-22T11:30:00\ncapacity = 15",
    );
    let then: Value = serde_json::from_str(&desk.run(&["assign", "--format", "json"]).out).unwrap();
    assert_eq!((&then["placed"], &then["by_choice"]), (&change["then"]["placed"], &change["then"]["by_choice"]));
}
