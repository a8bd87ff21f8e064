//! The next exercise: what it takes over from the one before, and what it does not.

use crate::common::{Desk, words};

/// A former exercise in the folder `former`: Nannestad had no date, and who took part on 24 November is recorded.
fn former() -> Desk {
    let (desk, sample) = (Desk::empty(), Desk::invited());
    for file in ["exercise.toml", "data/municipalities.csv", "data/registrations.csv", "data/assignments.csv"] {
        desk.write(&format!("former/{file}"), sample.read(file));
    }
    desk.write("former/data/statements.jsonl", sample.read("data/statements.jsonl"));
    desk.write("former/templates/nb/closing.md", "Hilsen oss\n");
    let mail = "\n[mail]\ntransport = \"smtp\"\nhost = \"smtp.example.no\"\n\n[invitation]\nalarm = \"1d\"\nattach = [\"program.pdf\"]\n";
    desk.write("former/program.pdf", "x");
    desk.write("former/exercise.toml", sample.read("exercise.toml") + mail);
    desk
}

const NEW: &str = "init ny --after former --title Ny --theme Strøm --deadline 24.09.2027 --date \"24.11.2027 09:30-11:30\" --capacity 60 --now 2027-01-10T09:00";

fn said(desk: &Desk, command: &str) -> String {
    let ran = desk.run(&words(command));
    format!("{}\n{}{}", ran.code, ran.out, ran.err)
}

#[test]
fn the_next_exercise_takes_over_what_is_the_leads_and_nothing_of_the_former_one() {
    let desk = former();
    let before = desk.read("former/exercise.toml");
    let said = said(&desk, NEW);
    assert!(said.starts_with('0') && said.contains("Taken over: organiser, contact, mail"), "{said}");
    assert!(said.contains("no date for them: Nannestad"), "{said}");
    assert_eq!(desk.read("former/exercise.toml"), before, "the former folder is only read");
    let text = desk.read("ny/exercise.toml");
    for line in [
        "id = \"ny\"",
        "title = \"Ny\"",
        "organiser = \"Statsforvalteren i Oslo og Viken\"",
        "name = \"Kari Eksempel\"",
        "host = \"smtp.example.no\"",
        "alarm = \"1d\"",
        "start = 2027-11-24T09:30:00",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    for gone in ["2022-11-24", "program.pdf", "[[group]]"] {
        assert!(!text.contains(&format!("\n{gone}")) && !text.contains(&format!("[\"{gone}")), "{gone}\n{text}");
    }
    assert_eq!(desk.read("ny/templates/nb/closing.md"), "Hilsen oss\n");
    let list = desk.read("ny/data/municipalities.csv");
    let row =
        |name: &str| list.lines().find(|row| row.contains(&format!(";{name};"))).expect("it is invited").to_owned();
    assert!(row("Nannestad").ends_with(";2") && row("Vestby").ends_with(';'), "{list}");
    assert!(list.lines().any(|row| row.ends_with(";1")), "who got a second choice: {list}");
    assert!(row("Asker").contains("postmottak.asker@example.no"));
    let mut desk = desk;
    desk.cd("ny");
    let checked = desk.run(&words("check --now 2027-01-10T09:00"));
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    assert_eq!(desk.done("list --missing --format csv").lines().count(), 53, "nobody has answered yet");
    assert!(!desk.path("data/registrations.csv").exists());
}

#[test]
fn a_second_round_is_for_those_who_have_not_taken_part() {
    let desk = former();
    let refused = said(&desk, &format!("{NEW} --only-missing"));
    assert!(refused.starts_with('2') && refused.contains("nobody has recorded who took part"), "{refused}");
    assert!(!desk.path("ny").exists());
    desk.done("-C former attendance 24.11 Vestby Halden --now 2022-11-25T09:00");
    let said = said(&desk, &format!("{NEW} --only-missing"));
    assert!(said.contains("2 municipalities have taken part and are not invited again."), "{said}");
    let list = desk.read("ny/data/municipalities.csv");
    assert!(!list.contains("Vestby") && !list.contains("Halden") && list.contains("Asker"), "{list}");
}

#[test]
fn what_cannot_be_a_former_exercise_is_refused_and_nothing_is_made() {
    let desk = former();
    desk.write("tom/notat.txt", "x");
    for (from, problem) in [("tom", "exercise.toml"), ("finnes-ikke", "exercise.toml")] {
        let refused = said(&desk, &NEW.replace("--after former", &format!("--after {from}")));
        assert!(refused.starts_with('2') && refused.contains(problem), "{refused}");
    }
    let refused = said(&desk, &NEW.replace("init ny", "init ikt-2022"));
    assert!(refused.starts_with('2') && refused.contains("has the id ikt-2022 too"), "{refused}");
    assert!(!desk.path("ny").exists() && !desk.path("ikt-2022").exists());
}
