//! The program is killed at any moment, again and again: in the end every letter has arrived once.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::server::Server;
use super::{EVERYONE, desk, log, start};

/// Numbers as if drawn, the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn killed_at_any_moment_every_letter_arrives_once_or_is_reported_uncertain() {
    let mut dice = Dice(1);
    let (mut kills, mut uncertain_in_all) = (0, 0);
    for round in 0..25 {
        let (server, connections) =
            if round % 2 == 0 { (Server::start(&[]), 1) } else { (Server::that_takes_many(&[]), 3) };
        let desk = desk(&server, &format!("connections = {connections}"));
        while server.got().len() < EVERYONE.len() && kills < 400 {
            let mut child = start(&desk);
            // Some stage of some letter, and a moment within it, which may be between any two steps of the program.
            server.wait_for(1 + usize::try_from(dice.below(12)).unwrap());
            let moment = Instant::now() + Duration::from_micros(dice.below(2_500));
            while Instant::now() < moment {
                std::hint::spin_loop();
            }
            let _ = child.kill();
            child.wait().unwrap();
            kills += 1;
            let uncertain = uncertain(&desk.done("log --format csv"));
            uncertain_in_all += uncertain.len();
            for number in uncertain {
                // The lead looks into the mailbox.
                let arrived = server.got().iter().any(|got| got.to == format!("{number}@example.no"));
                desk.done(&format!("settle {number} {}", if arrived { "--sent" } else { "--resend" }));
            }
        }
        assert_eq!(desk.run(&["invite", "--send", "--yes"]).code, 0, "round {round}");
        assert_eq!(desk.run(&["invite", "--send", "--yes"]).out, "No letter is due: nothing is sent.\n");
        let mut times: HashMap<String, usize> = HashMap::new();
        for got in server.got() {
            *times.entry(got.to).or_default() += 1;
        }
        assert_eq!(times.len(), EVERYONE.len(), "round {round}: {times:?}");
        assert!(times.values().all(|times| *times == 1), "round {round}: {times:?}");
        // What the log calls sent, or the lead has settled so, is what the server took.
        let sent = log(&desk).into_iter().filter(|(event, _)| event == "sent").count();
        let settled = desk.read("data/deliveries.jsonl").matches("\"sent\":true").count();
        assert_eq!(sent + settled, EVERYONE.len(), "round {round}");
    }
    assert!(
        kills >= 100 && uncertain_in_all >= 20,
        "{kills} kills left {uncertain_in_all} letters uncertain: too few to tell"
    );
}

/// The municipalities' numbers of the letters of which nobody knows.
fn uncertain(table: &str) -> Vec<String> {
    let rows = table.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>());
    rows.filter(|row| row[9] == "uncertain").map(|row| row[4].to_owned()).collect()
}
