//! What `explain` says would get worse does get worse, when the municipality is given the date.

use std::collections::BTreeMap;

use crate::common::Desk;
use serde_json::Value;

/// A minimum that can just be reached, and groups of both kinds.
const RULES: &str = "minimum = 4

[[group]]
name = 'sammen'
rule = 'same-date'
members = ['Asker', 'Lier', 'Nannestad']

[[group]]
name = 'hver for seg'
rule = 'different-dates'
members = ['Hole', 'Ringerike', 'Krødsherad', 'Modum']
";

/// The sample with dates assigned, after what is added to the last date and the end of exercise.toml.
fn assigned(rules: &str) -> Desk {
    let desk = Desk::sample();
    desk.write("exercise.toml", desk.read("exercise.toml") + rules);
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
    assert!(obstacles_that_are_true("") >= 10);
}

#[test]
fn what_is_said_to_get_worse_does_with_groups_and_minimums_too() {
    assert!(obstacles_that_are_true(RULES) >= 10);
}

/// How many obstacles `explain` names, each of which has been tried.
fn obstacles_that_are_true(rules: &str) -> usize {
    let desk = assigned(rules);
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
            let forced = assigned(rules);
            forced.done(&format!("pin {municipality} {}", obstacle["date"].as_str().unwrap()));
            if obstacle["impossible"].is_string() {
                assert_eq!(forced.run(&["assign"]).code, 2);
                continue;
            }
            assert!(!said.is_empty(), "{municipality} could have had it better");
            let then = choices(&forced);
            let worse = now.iter().filter(|(other, before)| {
                *other != municipality && before.is_some() && then[*other].is_none_or(|after| Some(after) > **before)
            });
            let worse: BTreeMap<String, Option<u64>> = worse.map(|(other, _)| (other.clone(), then[other])).collect();
            assert_eq!(worse, said, "{municipality} on {}", obstacle["date"]);
        }
    }
    obstacles
}

/// What comes of assigning after a change.
fn totals(desk: &Desk) -> (Value, Value) {
    let then: Value = serde_json::from_str(&desk.run(&["assign", "--format", "json"]).out).unwrap();
    (then["placed"].clone(), then["by_choice"].clone())
}

#[test]
fn each_change_gives_what_was_said() {
    let rehearsed = assigned(RULES);
    rehearsed.done("pin Hurdal 22.11");
    rehearsed.run(&["assign"]);
    let what_if: Value = serde_json::from_str(&rehearsed.done("assign --what-if --format json")).unwrap();
    let said = |field: &str, value: &str| {
        let changes = what_if["changes"].as_array().unwrap();
        let change = changes.iter().find(|change| change[field] == value).unwrap_or_else(|| panic!("{field} {value}"));
        (change["then"]["placed"].clone(), change["then"]["by_choice"].clone())
    };
    let after = |change: &dyn Fn(&Desk)| {
        let desk = assigned(RULES);
        desk.done("pin Hurdal 22.11");
        desk.run(&["assign"]);
        change(&desk);
        totals(&desk)
    };
    let hours = "start = 2022-11-22T09:30:00\nend = 2022-11-22T11:30:00\ncapacity = ";
    let seat = |desk: &Desk| desk.edit("exercise.toml", &format!("{hours}14"), &format!("{hours}15"));
    assert_eq!(after(&seat), said("date", "2022-11-22"));
    let pin = |desk: &Desk| drop(desk.done("unpin Hurdal"));
    assert_eq!(after(&pin), said("unpinned", "3037"));
    let minimum = |desk: &Desk| desk.edit("exercise.toml", "minimum = 4\n", "");
    assert_eq!(after(&minimum), said("without_minimum", "2022-12-01"));
    for group in RULES.split("\n\n").skip(1) {
        let name = if group.contains("'sammen'") { "sammen" } else { "hver for seg" };
        let without = |desk: &Desk| desk.edit("exercise.toml", group.trim_end(), "");
        assert_eq!(after(&without), said("without_group", name));
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let desk = assigned(RULES);
    let before = desk.read("data/assignments.csv");
    let table = desk.read("data/registrations.csv");
    let (headings, rows) = table.split_once("\r\n").unwrap();
    let reversed: Vec<&str> = rows.lines().rev().collect();
    desk.write("data/registrations.csv", format!("{headings}\r\n{}\r\n", reversed.join("\r\n")));
    desk.write("data/assignments.csv", "number;municipality;date;choice;pinned;note\r\n");
    desk.run(&["assign"]);
    assert_eq!(desk.read("data/assignments.csv"), before);
}
