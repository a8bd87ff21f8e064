//! Who may know whom: the rooms of src, which of them may use which, and no circle.
//!
//! A file uses another if a path in it (in a `use` or in the code) names something that is defined in the other. A name
//! that a module only passes on (`pub use`) counts as used where it is defined, and passing on what lies in a module of
//! its own is no use. So a parent and its child are a circle only if the child takes something that is written in the
//! parent's file while the parent takes something out of the child's. What is not seen: a method, a field or a trait of
//! a value whose type is not named. Tests are left out.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{File, files};
use names::Names;

mod names;

/// Each room and which others it may use, besides itself. A room is a file or folder of src; the domain is several.
const ROOMS: &[(&str, &str)] = &[
    ("text", ""),
    ("findings", "text"),
    ("failure", "findings"),
    ("sheet", "findings text"),
    ("mail", "findings text"),
    ("domain", "findings sheet text"),
    ("dates", "domain findings text"),
    ("intake", "domain findings sheet text"),
    ("assign", "domain findings text"),
    ("letter", "domain findings dates text"),
    ("inbox", "domain findings mail text"),
    ("folder", "domain failure findings sheet text"),
    ("delivery", "domain failure findings folder letter text"),
    ("words", "domain failure findings dates text assign delivery inbox intake letter folder sheet mail"),
    ("workspace", "domain failure findings dates text assign delivery folder inbox intake letter mail sheet words"),
    ("show", "domain failure findings dates sheet text words"),
    ("cli", "domain findings delivery letter show text"),
    (
        "commands",
        "domain failure findings dates text assign cli delivery folder inbox intake letter mail sheet show words workspace",
    ),
    ("main", "cli commands domain failure show words workspace"),
];

/// What exercises are made of.
const DOMAIN: &[&str] = &[
    "assignment",
    "attendance",
    "email",
    "exercise",
    "group",
    "kind",
    "language",
    "municipality",
    "personal",
    "registration",
    "reply",
    "statement",
];

fn room(file: &File) -> &str {
    let module: Vec<&str> = file.module.iter().map(String::as_str).collect();
    match module.as_slice() {
        [] => "lib",
        // The dates of letters, too, are words; they know no room that has words.
        ["words", "dates", ..] => "dates",
        [room, ..] if DOMAIN.contains(room) => "domain",
        [room, ..] => room,
    }
}

/// That one file uses another, and where.
struct Use<'a> {
    from: &'a File,
    to: &'a File,
    place: String,
}

fn uses(files: &[File]) -> Vec<Use<'_>> {
    let names = Names::of(files);
    let mut uses = Vec::new();
    for from in files.iter().filter(|file| file.path != "lib.rs") {
        for (line, path) in names.used_in(from) {
            let Some(to) = names.definition(&path) else { continue };
            if to.path != from.path && to.path != "lib.rs" {
                uses.push(Use { from, to, place: format!("src/{}:{line}: {}", from.path, path.join("::")) });
            }
        }
    }
    uses
}

#[test]
fn every_room_uses_only_those_that_it_may() {
    let files = files();
    let wrong: Vec<String> = uses(&files)
        .into_iter()
        .filter(|used| {
            let (from, to) = (room(used.from), room(used.to));
            let may = ROOMS.iter().find(|(name, _)| *name == from).map_or("", |(_, may)| may);
            from != to && !may.split(' ').any(|room| room == to)
        })
        .map(|used| used.place)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_is_in_a_room() {
    for file in files().iter().filter(|file| file.path != "lib.rs") {
        assert!(ROOMS.iter().any(|(name, _)| *name == room(file)), "src/{} is in no room of this test", file.path);
    }
}

/// So that no circle can be allowed.
#[test]
fn a_room_may_use_only_those_above_it_in_the_table() {
    for (index, (name, may)) in ROOMS.iter().enumerate() {
        for used in may.split_whitespace() {
            assert!(ROOMS[..index].iter().any(|(above, _)| *above == used), "{name} may use {used}");
        }
    }
}

#[test]
fn no_command_uses_a_sibling() {
    let files = files();
    let command = |file: &File| match file.module.as_slice() {
        [room, command, ..] if room == "commands" => Some(command.clone()),
        _ => None,
    };
    let wrong: Vec<String> = uses(&files)
        .into_iter()
        .filter(|used| match (command(used.from), command(used.to)) {
            (Some(from), Some(to)) => from != to,
            _ => false,
        })
        .map(|used| used.place)
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_circle_between_rooms_or_files() {
    let files = files();
    let mut between_rooms: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut between_files: BTreeMap<(String, String), String> = BTreeMap::new();
    for used in uses(&files) {
        let rooms = (room(used.from).to_owned(), room(used.to).to_owned());
        if rooms.0 != rooms.1 {
            between_rooms.entry(rooms).or_insert(used.place.clone());
        }
        between_files.entry((used.from.path.clone(), used.to.path.clone())).or_insert(used.place);
    }
    let circles = [circles(&between_rooms), circles(&between_files)].concat();
    assert!(circles.is_empty(), "{}", circles.join("\n\n"));
}

/// For each set of nodes from which every other of the set can be reached: where they use each other.
fn circles(uses: &BTreeMap<(String, String), String>) -> Vec<String> {
    let reached = |from: &String| {
        let mut reached = BTreeSet::new();
        let mut waiting = vec![from];
        while let Some(node) = waiting.pop() {
            for (_, to) in uses.keys().filter(|(from, _)| from == node) {
                if reached.insert(to) {
                    waiting.push(to);
                }
            }
        }
        reached
    };
    let nodes: BTreeSet<&String> = uses.keys().map(|(from, _)| from).collect();
    let reached: BTreeMap<&String, BTreeSet<&String>> = nodes.into_iter().map(|node| (node, reached(node))).collect();
    let mut circles: BTreeMap<&BTreeSet<&String>, Vec<&String>> = BTreeMap::new();
    for (node, all) in reached.iter().filter(|(node, all)| all.contains(*node)) {
        circles.entry(all).or_default().push(node);
    }
    let places = |circle: Vec<&String>| {
        let within = |(from, to): &(String, String)| circle.contains(&from) && circle.contains(&to);
        let lines =
            uses.iter().filter(|(ends, _)| within(ends)).map(|((from, to), place)| format!("{from} → {to}  {place}"));
        lines.collect::<Vec<_>>().join("\n")
    };
    circles.into_values().map(places).collect()
}

#[test]
fn no_file_is_longer_than_can_be_kept_in_mind() {
    let long: Vec<String> =
        files().iter().filter(|file| file.lines > 450).map(|file| format!("{} {}", file.path, file.lines)).collect();
    assert!(long.is_empty(), "more than 450 lines: {long:?}");
}

#[test]
fn commands_are_thin() {
    let lines: usize = files().iter().filter(|file| file.path.starts_with("commands")).map(|file| file.lines).sum();
    let number = include_str!("../../src/commands.rs").matches("        Command::").count();
    assert!(number > 30 && lines <= 170 * number, "{number} commands have {lines} lines");
}
