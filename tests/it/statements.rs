//! What was said last stands, in whatever order files are read, and however often.

mod chosen;
mod division;
mod lists;

use std::collections::BTreeMap;

use crate::common::Desk;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

const JULY: &str =
    "Kommune;Pri 1;Pri 2;Kontaktperson;E-post;Kommentar\nMoss;24.11;22.11;Kari Prøve;kari@example.no;Ring\n";

/// The sample with one list, read on 1 July.
fn desk() -> Desk {
    let desk = Desk::sample();
    std::fs::remove_dir_all(desk.path("data/incoming")).unwrap();
    desk.write("data/incoming/july.csv", JULY);
    desk.done("import data/incoming/july.csv --now 2022-07-01T09:00");
    desk
}

/// The row of a municipality in `list --format csv`, without its number.
fn registered(desk: &Desk, municipality: &str) -> String {
    let list = desk.done("list --format csv");
    let row = list.lines().find_map(|row| row.split_once(&format!(";{municipality};")));
    row.map(|(_, row)| row.to_owned()).unwrap_or_default()
}

/// How many cases a property is tried with: so many, unless `PROPTEST_CASES` says otherwise.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

#[test]
fn importing_a_file_again_changes_nothing() {
    let desk = desk();
    let files = ["data/registrations.csv", "data/statements.jsonl"];
    let before = files.map(|file| desk.read(file));
    let again = desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    assert!(again.ends_with("Nothing has changed.\n"), "{again}");
    // Nor does the same list under another name, in another order, or as another kind of file.
    desk.write("list.csv", JULY.replace("Pri 1;Pri 2", "Første valg;Andre valg").replace(';', ","));
    let other = desk.done("import list.csv --now 2022-08-23T09:00");
    assert!(other.ends_with("Nothing has changed.\n"), "{other}");
    assert_eq!(desk.read(files[0]), before[0]);
}

#[test]
fn what_is_said_after_a_row_of_the_same_day_stands() {
    let desk = desk();
    desk.write("day.csv", "Kommune;Pri 1;Mottatt\nGol;24.11;20.07.2022\nHol;24.11;20.07.2022\n");
    desk.done("import day.csv --now 2022-07-20T10:00");
    desk.done("register Gol --withdraw --now 2022-07-20T11:00");
    desk.done("register Hol --first 22.11 --now 2022-07-20T11:00");
    desk.done("import day.csv --now 2022-07-20T12:00");
    assert_eq!(registered(&desk, "Gol"), "");
    assert!(registered(&desk, "Hol").starts_with("2022-11-22;"), "{}", registered(&desk, "Hol"));
}

#[test]
fn an_address_that_was_registered_by_hand_stands_when_the_list_is_read_again() {
    let desk = desk();
    desk.done("register Moss --email ny@example.no --now 2022-07-20T09:00");
    let again = desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    assert!(again.contains("Nothing has changed."), "{again}");
    assert!(
        again.contains(
            "data/incoming/july.csv:2:1: notice: Moss has been registered otherwise since this row was first read: \
             contact Kari Prøve, ny@example.no (registered by hand, 20 July 2022 09:00)\n    \
             To make the row stand again, run: ovelse register Moss --contact \"Kari Prøve\" --email kari@example.no\n"
        ),
        "{again}"
    );
    assert!(registered(&desk, "Moss").contains(";ny@example.no;"), "{}", registered(&desk, "Moss"));
    // And the hint does what it says.
    desk.done("register Moss --contact \"Kari Prøve\" --email kari@example.no");
    assert!(!desk.done("import data/incoming/*.csv").contains("notice"));
}

#[test]
fn a_withdrawal_by_phone_is_not_undone_by_the_list() {
    let desk = desk();
    desk.done("register Moss --withdraw --now 2022-07-20T09:00");
    let again = desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    assert_eq!(registered(&desk, "Moss"), "");
    assert!(
        again.contains("Moss has withdrawn since this row was first read (registered by hand, 20 July 2022 09:00)\n")
            && again.contains("run: ovelse register Moss --first 2022-11-24 --second 2022-11-22 --contact"),
        "{again}"
    );
    // What is new is heard.
    desk.write("data/incoming/august.csv", "Kommune;Pri 1\nMoss;29.11\n");
    desk.done("import data/incoming/*.csv --now 2022-08-23T09:00");
    assert!(registered(&desk, "Moss").starts_with("2022-11-29;"));
}

#[test]
fn of_two_lists_the_one_that_was_read_last_stands_whichever_is_read_again() {
    let desk = desk();
    desk.write("data/incoming/august.csv", "Kommune;Pri 1\nMoss;29.11\n");
    desk.done("import data/incoming/august.csv --now 2022-08-01T09:00");
    for files in ["july.csv", "august.csv", "*.csv"] {
        let again = desk.done(&format!("import data/incoming/{files} --now 2022-08-02T09:00"));
        assert!(again.contains("Nothing has changed."), "{files}: {again}");
        assert_eq!(again.contains("notice"), files == "july.csv", "what stands is in the import: {again}");
        assert!(registered(&desk, "Moss").starts_with("2022-11-29;;"), "{}", registered(&desk, "Moss"));
    }
}

#[test]
fn an_answer_keeps_its_place_in_the_queue_whatever_else_changes() {
    let desk = desk();
    // The deadline was 19 August.
    desk.done("register Moss --email ny@example.no --now 2022-08-22T09:00");
    desk.write("data/incoming/late.csv", "Kommune;Pri 1;Pri 2;Antall deltakere\nMoss;24.11;22.11;7\n");
    let changed = desk.done("import data/incoming/late.csv --now 2022-08-23T09:00");
    assert!(changed.contains("participants changed") && !changed.contains("Late: Moss"), "{changed}");
    assert!(registered(&desk, "Moss").ends_with(";7;Ring;2022-07-01T09:00:00;no"), "{}", registered(&desk, "Moss"));
    // Another answer has a time of its own, and the first one again too.
    desk.done("register Moss --first 29.11 --now 2022-08-24T09:00");
    desk.done("register Moss --first 24.11 --second 22.11 --now 2022-08-25T09:00");
    assert!(registered(&desk, "Moss").ends_with(";2022-08-25T09:00:00;yes"), "{}", registered(&desk, "Moss"));
}

#[test]
fn a_column_that_is_not_there_leaves_a_field_alone_and_an_empty_cell_empties_it() {
    let desk = desk();
    desk.write("a.csv", "Kommune;Pri 1;Pri 2\nMoss;24.11;22.11\n");
    assert!(desk.done("import a.csv").contains("Nothing has changed."));
    desk.write("b.csv", "Kommune;Pri 1;Pri 2;Kontaktperson;E-post\nMoss;24.11;22.11;Kari Prøve;\n");
    let emptied = desk.done("import b.csv");
    assert!(emptied.contains("Moss: contact changed, b.csv:2"), "{emptied}");
    assert!(registered(&desk, "Moss").contains(";Kari Prøve;;;;Ring;"), "{}", registered(&desk, "Moss"));
    desk.write("c.csv", "Kommune;Pri 1;Pri 2;Kommentar\nMoss;24.11;22.11;\n");
    let emptied = desk.done("import c.csv");
    assert!(emptied.contains("Moss: comment changed, c.csv:2"), "{emptied}");
    // A list that was saved with one more column, which is empty, says nothing else anew.
    desk.done("register Moss --email ny@example.no --participants 4");
    desk.write(
        "data/incoming/july.csv",
        JULY.replace("Kommentar\n", "Kommentar;Deltakere\n").replace("Ring\n", "Ring;\n"),
    );
    desk.done("import data/incoming/july.csv");
    assert!(registered(&desk, "Moss").contains(";Kari Prøve;ny@example.no;;;;"), "{}", registered(&desk, "Moss"));
}

#[test]
fn what_the_lead_edits_in_the_table_is_a_statement() {
    let desk = desk();
    desk.edit("data/registrations.csv", "kari@example.no", "rettet@example.no");
    desk.write("data/incoming/hol.csv", "Kommune;Pri 1\nHol;29.11\n");
    desk.done("import data/incoming/*.csv --now 2022-07-20T09:00");
    assert!(registered(&desk, "Moss").contains(";rettet@example.no;"));
    assert!(desk.read("data/statements.jsonl").contains(r#""road":"edit""#));
    // A row that was deleted stays away, and one that was written by hand stays.
    let table = desk.read("data/registrations.csv");
    let row = table.lines().find(|row| row.contains(";Moss;")).unwrap();
    let other = row.replace("3002;Moss", "3025;Asker");
    desk.write("data/registrations.csv", table.replace(row, &other));
    desk.done("register Hol --participants 5 --now 2022-07-21T09:00");
    desk.done("import data/incoming/*.csv --now 2022-07-22T09:00");
    assert_eq!(registered(&desk, "Moss"), "");
    assert!(registered(&desk, "Asker").contains(";rettet@example.no;"));
}

#[test]
fn a_folder_of_an_earlier_version_carries_its_table_over() {
    let desk = desk();
    desk.done("register Hol --first 29.11 --email hol@example.no --now 2022-07-20T09:00");
    std::fs::remove_file(desk.path("data/statements.jsonl")).unwrap();
    let table = desk.read("data/registrations.csv");
    desk.done("register Asker --first 24.11 --now 2022-07-21T09:00");
    let statements = desk.read("data/statements.jsonl");
    assert!(
        statements.starts_with(r#"{"event":"said","run":1,"at":"2022-07-21T09:00:00","road":"carried""#),
        "{statements}"
    );
    for row in table.lines() {
        assert!(desk.read("data/registrations.csv").contains(row), "{row}");
    }
    desk.done("import data/incoming/*.csv --now 2022-07-22T09:00");
    assert!(
        registered(&desk, "Moss").starts_with("2022-11-24;2022-11-22;Kari Prøve;kari@example.no;;;Ring;2022-07-01")
    );
}

#[test]
fn a_crash_between_statements_and_table_is_mended() {
    let desk = desk();
    let table = desk.read("data/registrations.csv");
    desk.done("register Hol --first 29.11 --now 2022-07-20T09:00");
    let between = desk.read("data/registrations.csv");
    desk.done("register Moss --first 29.11 --now 2022-07-20T10:00");
    let statements = desk.read("data/statements.jsonl");
    let lines: Vec<&str> = statements.lines().collect();
    // Each of the two runs is followed by the entry that the table is written.
    assert_eq!(lines.len(), 6, "{statements}");
    for (kept, table, moss) in [(3, &table, "2022-11-24;"), (5, &between, "2022-11-29;")] {
        let desk = desk.copy();
        desk.write("data/statements.jsonl", lines[..kept].join("\n") + "\n");
        desk.write("data/registrations.csv", table);
        desk.done("register Asker --first 24.11 --now 2022-07-21T09:00");
        assert!(registered(&desk, "Hol").starts_with("2022-11-29;"), "{kept}");
        assert!(registered(&desk, "Moss").starts_with(moss), "{kept}: {}", registered(&desk, "Moss"));
    }
    // A table that is gone is made anew.
    std::fs::remove_file(desk.path("data/registrations.csv")).unwrap();
    desk.done("import data/incoming/july.csv --now 2022-07-22T09:00");
    assert!(
        registered(&desk, "Moss").starts_with("2022-11-29;") && registered(&desk, "Hol").starts_with("2022-11-29;")
    );
}

#[test]
fn a_run_is_read_whole_or_not_at_all() {
    let desk = desk();
    let (whole, table) = (desk.read("data/statements.jsonl"), desk.read("data/registrations.csv"));
    desk.done("register Moss --first 29.11 --now 2022-07-20T10:00");
    let last = desk.read("data/statements.jsonl")[whole.len()..].lines().next().unwrap().to_owned();
    for cut in [0, 1, last.len() / 2, last.len()] {
        let desk = desk.copy();
        desk.write("data/statements.jsonl", format!("{whole}{}", &last[..cut]));
        desk.write("data/registrations.csv", &table);
        desk.done("check");
        desk.done("register Hol --first 29.11 --now 2022-07-21T10:00");
        desk.done("import data/incoming/*.csv --now 2022-07-22T10:00");
        assert!(registered(&desk, "Moss").starts_with("2022-11-24;"), "cut at {cut}");
    }
    desk.write("data/statements.jsonl", format!("{}\n{whole}", &last[..last.len() / 2]));
    for command in ["check", "import data/incoming/july.csv", "register Hol --first 29.11"] {
        let ran = desk.run(&crate::common::words(command));
        assert_eq!(ran.code, 2, "{command}");
        let said = ran.out + &ran.err;
        assert!(
            said.contains("data/statements.jsonl:1:") && said.contains("is not a record of what was said"),
            "{said}"
        );
    }
}

#[test]
fn undo_takes_back_the_last_command_and_then_the_one_before() {
    let desk = desk();
    let table = desk.read("data/registrations.csv");
    desk.done("register Moss --email ny@example.no --now 2022-07-20T09:00");
    let between = desk.read("data/registrations.csv");
    desk.write("data/incoming/august.csv", "Kommune;Pri 1\nMoss;29.11\nHol;29.11\n");
    desk.done("import data/incoming/august.csv --now 2022-08-01T09:00");
    let shown = desk.run(&["undo"]);
    assert_eq!(shown.code, 1, "nobody can be asked");
    assert!(shown.out.contains("the import of data/incoming/august.csv of 1 August 2022 09:00"), "{}", shown.out);
    assert!(registered(&desk, "Hol").starts_with("2022-11-29"), "nothing was done yet");
    let statements = desk.read("data/statements.jsonl");
    desk.done("undo --yes --now 2022-08-02T09:00");
    assert_eq!(desk.read("data/registrations.csv"), between);
    assert!(desk.read("data/statements.jsonl").starts_with(&statements), "what was said is kept");
    desk.done("undo --yes --now 2022-08-02T10:00");
    assert_eq!(desk.read("data/registrations.csv"), table);
    desk.done("undo --yes --now 2022-08-02T11:00");
    assert_eq!(registered(&desk, "Moss"), "");
    let nothing = desk.run(&["undo", "--yes"]);
    assert_eq!(nothing.code, 2);
    assert!(nothing.err.contains("there is no import or registration by hand to take back"), "{}", nothing.err);
    // What was taken back can be said again.
    desk.done("import data/incoming/july.csv --now 2022-08-03T09:00");
    assert!(registered(&desk, "Moss").starts_with("2022-11-24;2022-11-22;Kari Prøve;"));
}

#[test]
fn undo_after_an_import_that_brought_nothing_takes_back_nothing_else() {
    let desk = desk();
    let table = desk.read("data/registrations.csv");
    let again = desk.done("import data/incoming/july.csv --now 2022-08-01T09:00");
    assert!(again.contains("Nothing has changed."), "{again}");
    let undone = desk.done("undo --yes --now 2022-08-01T10:00");
    assert!(undone.contains("the import of data/incoming/july.csv of 1 August 2022 09:00"), "{undone}");
    assert!(undone.contains("what is registered does not change"), "{undone}");
    assert_eq!(desk.read("data/registrations.csv"), table);
}

#[test]
fn a_withdrawal_has_its_time_and_what_was_said_later_stands() {
    let desk = desk();
    desk.done("register Moss --first 29.11 --received \"10.07.2022 12:00\" --now 2022-07-20T09:00");
    let earlier =
        desk.run(&["register", "Moss", "--withdraw", "--received", "09.07.2022 12:00", "--now", "2022-07-21T09:00"]);
    assert_eq!(earlier.code, 1, "{}", earlier.out);
    assert!(earlier.out.contains("Its later answer stands: 2022-11-29"), "{}", earlier.out);
    assert!(registered(&desk, "Moss").starts_with("2022-11-29;"));
    let later = desk.done("register Moss --withdraw --received \"11.07.2022 12:00\" --now 2022-07-22T09:00");
    assert!(later.contains("now counts as not having answered"), "{later}");
    assert_eq!(registered(&desk, "Moss"), "");
    let future = desk.run(&["register", "Gol", "--withdraw", "--received", "11.07.2023", "--now", "2022-07-22T09:00"]);
    assert_eq!(future.code, 2, "{}", future.err);
    assert!(future.err.contains("--received"), "{}", future.err);
}

#[test]
fn what_is_offered_to_make_a_row_stand_again_does_so_where_there_are_several_contacts() {
    let desk = desk();
    desk.write("b.csv", "Kommune;Pri 1;Pri 2;Kontaktperson;E-post\nMoss;24.11;22.11;Ola Prøve;ola@example.no\n");
    desk.done("import b.csv --now 2022-07-10T09:00");
    desk.done(
        "register Moss --first 24.11 --second 22.11 --contact \"Kari Prøve\" --email ny@example.no --now 2022-07-11T09:00",
    );
    let again = desk.done("import data/incoming/july.csv --now 2022-07-12T09:00");
    let (_, offered) = again.split_once("run: ovelse ").unwrap();
    let offered = offered.lines().next().unwrap();
    desk.done(&format!("{offered} --now 2022-07-12T10:00"));
    let table = desk.read("data/registrations.csv");
    assert!(table.contains("\"kari@example.no\nola@example.no\""), "{offered}\n{table}");
}

#[test]
fn a_date_of_two_words_is_asked_for_in_quotation_marks() {
    let desk = desk();
    let divided = desk.run(&["register", "Moss", "--first", "24.", "november", "--second", "22.11"]);
    assert_eq!(divided.code, 2);
    assert!(divided.err.contains("Put the date between quotation marks: --first \"24. november\""), "{}", divided.err);
    assert!(registered(&desk, "Moss").starts_with("2022-11-24;2022-11-22"), "nothing has changed");
}

#[test]
fn a_change_of_the_received_time_alone_is_told() {
    let desk = desk();
    desk.done("register Moss --first 24.11 --second 22.11 --received \"10.07.2022 12:00\" --now 2022-07-20T09:00");
    let changed = desk.done("register Moss --comment x --received \"11.07.2022 12:00\" --now 2022-07-20T10:00");
    assert!(changed.contains("Moss"), "{changed}");
    desk.done("undo --yes --now 2022-07-20T11:00");
    let only_time =
        desk.done("register Moss --email kari@example.no --received \"12.07.2022 12:00\" --now 2022-07-20T12:00");
    assert!(only_time.contains("Moss: received changed"), "{only_time}");
    let undone = desk.done("undo --yes --now 2022-07-20T13:00");
    assert!(undone.contains("received"), "{undone}");
}

#[test]
fn purge_takes_persons_out_of_what_was_said() {
    let desk = desk();
    desk.done("register Moss --contact \"Øvrig Person\" --email ny@example.no --now 2022-07-20T09:00");
    desk.write("notat.txt", "Kari Prøve ringte fra kari@example.no");
    desk.done("purge --yes --now 2022-12-05T09:00");
    let statements = desk.read("data/statements.jsonl");
    for datum in ["Kari", "kari@", "Øvrig", "ny@", "july.csv", "Ring", "contents"] {
        assert!(!statements.contains(datum), "{datum} in {statements}");
    }
    assert!(!desk.path("notat.txt").exists(), "who was a contact once is sought too");
    // And the table still follows from it.
    let table = desk.read("data/registrations.csv");
    desk.done("register Hol --first 29.11 --now 2022-12-05T10:00");
    assert!(desk.read("data/registrations.csv").contains(table.lines().nth(1).unwrap()));
    assert!(!desk.read("data/statements.jsonl").contains(r#""road":"edit""#));
}

/// A step of a lead, in the property below.
#[derive(Debug, Clone)]
enum Step {
    /// Writes and imports a list with these answers, by municipality.
    Import(Vec<(usize, usize)>),
    /// Imports a list that was imported before, perhaps under another name.
    Again(usize, bool),
    Register(usize, usize),
    Withdraw(usize),
    /// The lead changes the date of a municipality in the table.
    Edit(usize, usize),
    Undo,
}

const MUNICIPALITIES: [&str; 3] = ["Moss", "Hol", "Gol"];
const DATES: [&str; 3] = ["2022-11-22", "2022-11-24", "2022-11-29"];

fn step() -> impl Strategy<Value = Step> {
    let one = || (0..MUNICIPALITIES.len(), 0..DATES.len());
    prop_oneof![
        3 => proptest::collection::btree_map(0..MUNICIPALITIES.len(), 0..DATES.len(), 1..3)
            .prop_map(|list| Step::Import(list.into_iter().collect())),
        3 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(list, renamed)| Step::Again(list.index(100), renamed)),
        2 => one().prop_map(|(municipality, date)| Step::Register(municipality, date)),
        1 => (0..MUNICIPALITIES.len()).prop_map(Step::Withdraw),
        1 => one().prop_map(|(municipality, date)| Step::Edit(municipality, date)),
        2 => Just(Step::Undo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(12), max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_was_said_last_stands_whatever_is_read_again(steps in proptest::collection::vec(step(), 1..12)) {
        played(&steps)?;
    }
}

/// One command in the model: which list it read for the first time, if it did, and what it said; none is a withdrawal.
#[derive(Debug, Clone)]
struct Spoken {
    list: Option<usize>,
    said: Vec<(usize, Option<usize>)>,
    is_edit: bool,
}

/// Plays the steps beside a model in which a row speaks when it is read first, and never again unless that is undone.
fn played(steps: &[Step]) -> Result<(), TestCaseError> {
    let desk = Desk::sample();
    let mut model: Vec<Spoken> = Vec::new();
    let mut lists: Vec<Vec<(usize, usize)>> = Vec::new();
    for (hour, step) in steps.iter().enumerate() {
        let now = format!("--now 2022-07-01T{hour:02}:00");
        let stood = standing(&model);
        let (mut list, mut said) = (None, Vec::new());
        // What a command brings nothing to can be taken back too.
        let is_command = match step {
            Step::Undo => false,
            Step::Again(..) => !lists.is_empty(),
            Step::Edit(municipality, date) => stood.get(municipality).is_some_and(|stands| stands != date),
            Step::Import(_) | Step::Register(..) | Step::Withdraw(_) => true,
        };
        match step {
            Step::Import(rows) => {
                list = Some(lists.len());
                said = answers(rows);
                lists.push(rows.clone());
                write(&desk, lists.len() - 1, &format!("{}.csv", lists.len() - 1), rows);
                desk.done(&format!("import {}.csv {now}", lists.len() - 1));
            }
            Step::Again(number, renamed) if !lists.is_empty() => {
                let number = number % lists.len();
                let file = format!("{}{number}.csv", if *renamed { "copy-" } else { "" });
                write(&desk, number, &file, &lists[number]);
                let again = desk.done(&format!("import {file} {now}"));
                if model.iter().any(|spoken| spoken.list == Some(number)) {
                    prop_assert!(again.ends_with("Nothing has changed.\n"), "{}", again);
                } else {
                    (list, said) = (Some(number), answers(&lists[number]));
                }
            }
            Step::Register(municipality, date) => {
                desk.done(&format!("register {} --first {} {now}", MUNICIPALITIES[*municipality], DATES[*date]));
                said.push((*municipality, Some(*date)));
            }
            Step::Withdraw(municipality) => {
                desk.done(&format!("register {} --withdraw {now}", MUNICIPALITIES[*municipality]));
                // Who has not answered says nothing by it.
                said.extend(stood.contains_key(municipality).then_some((*municipality, None)));
            }
            Step::Edit(municipality, date) if is_command => {
                let name = MUNICIPALITIES[*municipality];
                let (from, to) = (DATES[stood[municipality]], DATES[*date]);
                desk.edit("data/registrations.csv", &format!(";{name};{from};"), &format!(";{name};{to};"));
                said.push((*municipality, Some(*date)));
            }
            Step::Again(..) | Step::Edit(..) => {}
            Step::Undo => {
                // What the lead has written into the table is not a command's.
                let last = model.iter().rposition(|spoken| !spoken.is_edit).map(|last| model.remove(last));
                let ran = desk.run(&["undo", "--yes", "--now", &now[6..]]);
                prop_assert_eq!(ran.code, if last.is_some() { 0 } else { 2 }, "{}{}", ran.out, ran.err);
            }
        }
        if is_command {
            model.push(Spoken { list, said, is_edit: matches!(step, Step::Edit(..)) });
        }
        let stands = standing(&model);
        for (place, municipality) in MUNICIPALITIES.iter().enumerate() {
            let registered = registered(&desk, municipality);
            let expected = stands.get(&place).map_or("", |date| DATES[*date]);
            prop_assert_eq!(registered.split(';').next().unwrap_or_default(), expected, "{} at {}", municipality, hour);
        }
    }
    Ok(())
}

fn answers(rows: &[(usize, usize)]) -> Vec<(usize, Option<usize>)> {
    rows.iter().map(|(municipality, date)| (*municipality, Some(*date))).collect()
}

/// A comment makes each row one of its list.
fn write(desk: &Desk, number: usize, file: &str, rows: &[(usize, usize)]) {
    let row = |(municipality, date): &(usize, usize)| {
        format!("{};{};list {number}\n", MUNICIPALITIES[*municipality], DATES[*date])
    };
    desk.write(file, format!("Kommune;Pri 1;Kommentar\n{}", rows.iter().map(row).collect::<String>()));
}

fn standing(model: &[Spoken]) -> BTreeMap<usize, usize> {
    let mut standing = BTreeMap::new();
    for (municipality, date) in model.iter().flat_map(|spoken| &spoken.said) {
        match date {
            Some(date) => drop(standing.insert(*municipality, *date)),
            None => drop(standing.remove(municipality)),
        }
    }
    standing
}
