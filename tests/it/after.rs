//! The next exercise: what it takes over from the one before, who comes first because of what it got there, and who is invited
//! again.

use crate::common::{Desk, words};

/// A former exercise in the folder `former`: Nannestad had no date.
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

/// A former exercise with few seats, in which everything that can befall a municipality befalls one.
fn eventful() -> Desk {
    let (desk, sample) = (Desk::empty(), Desk::sample());
    let dates = "[[date]]\nstart = 2022-11-22T09:30:00\nend = 2022-11-22T11:30:00\ncapacity = 1\nplace = \"A\"\n\
        [[date]]\nstart = 2022-11-24T09:30:00\nend = 2022-11-24T11:30:00\ncapacity = 2\nplace = \"A\"\n\
        [[date]]\nstart = 2022-11-29T09:30:00\nend = 2022-11-29T11:30:00\ncapacity = 2\nplace = \"A\"\n\
        [[date]]\nstart = 2022-12-01T09:30:00\nend = 2022-12-01T11:30:00\ncapacity = 2\nplace = \"A\"\n";
    let text = sample.read("exercise.toml");
    desk.write("former/exercise.toml", text.split_once("[[date]]").expect("it has dates").0.to_owned() + dates);
    desk.write("former/data/municipalities.csv", sample.read("data/municipalities.csv"));
    for (index, registered) in [
        "Asker --first 22.11",
        "Bærum --first 22.11 --second 24.11",
        "Hol --first 22.11",
        "Sigdal --first 22.11",
        "Vestby --first 22.11",
        "Gol --first 1.12",
        "Ål --first 1.12 --second 29.11",
        "Moss --first any",
        "Flå --declined",
        "Hole --first 24.11",
    ]
    .into_iter()
    .enumerate()
    {
        desk.done(&format!("-C former register {registered} --now 2022-07-01T09:{index:02}"));
    }
    desk.done("-C former register Hole --withdraw --now 2022-07-02T09:00");
    desk.run(&words("-C former assign --now 2022-08-20T09:00"));
    desk.done("-C former pin Vestby 24.11");
    desk.done("-C former invite --send --now 2022-08-20T10:00");
    // It was moved after the invitations had left.
    desk.done("-C former move 1.12 2.12 --now 2022-08-31T09:00");
    desk.done("-C former call-off 2.12 --note Storm --now 2022-09-01T09:00");
    desk.run(&words("-C former assign --now 2022-09-01T10:00"));
    desk
}

const NEW: &str = "init ny --after former --title Ny --theme Strøm --deadline 24.09.2027 --date \"24.11.2027 09:30-11:30\" --capacity 60 --now 2027-01-10T09:00";

fn said(desk: &Desk, command: &str) -> String {
    let ran = desk.run(&words(command));
    format!("{}\n{}{}", ran.code, ran.out, ran.err)
}

/// The row of a municipality in the new list.
fn row(desk: &Desk, name: &str) -> String {
    let list = desk.read("ny/data/municipalities.csv");
    list.lines().find(|row| row.contains(&format!(";{name};"))).expect("it is invited").to_owned()
}

#[test]
fn the_next_exercise_takes_over_what_is_the_leads_and_nothing_of_the_former_one() {
    let desk = former();
    let before = desk.read("former/exercise.toml");
    let said = said(&desk, NEW);
    assert!(said.starts_with('0'), "{said}");
    for told in [
        "Taken over from former: organiser, place and language, [contact], [letters], [invitation], [mail],\n",
        "templates/nb/closing.md, municipalities with addresses\n",
        "Not taken over, as it went with the former letters: program.pdf\n",
        "Priority 2 higher, as they had no date: Nannestad\n",
        "Priority 1 higher, as they got a later choice: Oslo,",
        "read it again: [letters], templates/nb/closing.md\n",
        "Next: go to ny,",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
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
    for gone in ["2022-11-24", "program.pdf", "[[group]]", "# [letters]", "# [mail]"] {
        assert!(!text.contains(&format!("\n{gone}")) && !text.contains(&format!("[\"{gone}")), "{gone}\n{text}");
    }
    assert_eq!(desk.read("ny/templates/nb/closing.md"), "Hilsen oss\n");
    let list = desk.read("ny/data/municipalities.csv");
    assert!(row(&desk, "Nannestad").ends_with(";2") && row(&desk, "Vestby").ends_with(';'), "{list}");
    assert!(list.lines().any(|row| row.ends_with(";1")), "who got a second choice: {list}");
    assert!(row(&desk, "Asker").contains("postmottak.asker@example.no"));
    let mut desk = desk;
    desk.cd("ny");
    let checked = desk.run(&words("check --now 2027-01-10T09:00"));
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    assert_eq!(desk.done("list --missing --format csv").lines().count(), 53, "nobody has answered yet");
    assert!(!desk.path("data/registrations.csv").exists());
}

#[test]
fn what_is_typed_goes_before_what_is_taken_over() {
    let desk = former();
    let said = said(&desk, &format!("{NEW} --organiser Fylket --contact-email ola@example.no"));
    let text = desk.read("ny/exercise.toml");
    for line in ["organiser = \"Fylket\"", "email = \"ola@example.no\"", "name = \"Kari Eksempel\""] {
        assert!(text.contains(line), "{line}\n{said}{text}");
    }
}

#[test]
fn who_got_less_than_it_asked_for_comes_first_next_time_and_who_declined_does_not() {
    let desk = eventful();
    desk.done("-C former attendance 22.11 Asker Sigdal --now 2022-11-22T12:00");
    let said = said(&desk, NEW);
    for told in [
        "Priority 2 higher, as they had no date: Hol\n",
        "Priority 2 higher, as their date was called off and they got no other: Gol\n",
        "Priority 1 higher, as they got a later choice: Bærum, Ål\n",
        "Priority 1 higher, as they got a date that they had not asked for: Vestby\n",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    for (name, priority) in [("Hol", "2"), ("Gol", "2"), ("Bærum", "1"), ("Ål", "1"), ("Vestby", "1")] {
        assert!(row(&desk, name).ends_with(&format!(";{priority}")), "{}", row(&desk, name));
    }
    for (name, why) in [
        ("Asker", "first choice"),
        ("Moss", "any date"),
        ("Sigdal", "came all the same"),
        ("Flå", "declined"),
        ("Hole", "withdrew"),
        ("Frogn", "never answered"),
    ] {
        assert!(row(&desk, name).ends_with(';'), "{why}: {}", row(&desk, name));
    }
}

#[test]
fn a_date_that_is_called_off_by_hand_counts_before_dates_are_assigned_again() {
    let desk = eventful();
    desk.edit(
        "former/exercise.toml",
        "start = 2022-11-24T09:30:00\n",
        "start = 2022-11-24T09:30:00\ncalled_off = true\n",
    );
    let said = said(&desk, NEW);
    assert!(said.contains("as their date was called off and they got no other: Vestby, Bærum, Gol\n"), "{said}");
}

#[test]
fn a_priority_that_was_there_is_raised_from_where_it_was_or_kept_and_told() {
    let desk = eventful();
    let list = desk.read("former/data/municipalities.csv").replace("\r\n", "\n");
    let list: Vec<String> = list
        .lines()
        .map(|row| match row {
            _ if row.contains("number") => format!("{row},priority"),
            _ if row.contains(",Hol,") => format!("{row},3"),
            _ if row.contains(",Bærum,") => format!("{row},-1"),
            _ if row.contains(",Asker,") => format!("{row},4"),
            _ => format!("{row},"),
        })
        .collect();
    desk.write("former/data/municipalities.csv", list.join("\n"));
    let said = said(&desk, NEW);
    assert!(said.contains("as they had no date: Hol (5), Sigdal\n"), "{said}");
    assert!(said.contains("as they got a later choice: Bærum (0), Ål\n"), "{said}");
    assert!(
        said.contains("Priority as before (take it away if it was for the former exercise alone): Asker (4)\n"),
        "{said}"
    );
    assert!(row(&desk, "Hol").ends_with(";5") && row(&desk, "Asker").ends_with(";4"), "{}", row(&desk, "Hol"));
    assert!(row(&desk, "Bærum").ends_with(";0"), "{}", row(&desk, "Bærum"));
}

#[test]
fn where_no_dates_were_assigned_nobody_comes_first() {
    let (desk, sample) = (Desk::empty(), Desk::sample());
    for file in ["exercise.toml", "data/municipalities.csv"] {
        desk.write(&format!("former/{file}"), sample.read(file));
    }
    desk.done("-C former register Asker --first 22.11 --now 2022-07-01T09:00");
    let said = said(&desk, NEW);
    assert!(said.contains("Nobody has a higher priority: no dates were assigned.\n"), "{said}");
}

#[test]
fn a_second_round_is_for_those_who_have_not_taken_part_each_for_a_reason() {
    let desk = eventful();
    desk.done("-C former attendance 22.11 Asker --now 2022-11-25T09:00");
    desk.done("-C former attendance 24.11 --absent Bærum --now 2022-11-25T09:00");
    let second = format!("{NEW} --only-missing").replace("2027-01-10T09:00", "2022-11-25T09:00");
    let said_before = said(&desk, &second.replace("init ny", "init før"));
    assert!(
        said_before.contains("though they have a place on 29 November, which is to come: Moss, Ål\n"),
        "{said_before}"
    );
    let not_over =
        "The former exercise is not over (to come: 29 November). What happens there from now on is not taken over.\n";
    assert!(said_before.contains(not_over), "{said_before}");
    let said = said(&desk, &format!("{NEW} --only-missing"));
    for told in [
        "1 municipality has taken part and is not invited again.\n",
        "Invited again, as they did not come: Bærum\n",
        "Invited again, as they had no date: Hol, Sigdal\n",
        "Invited again, as their date was called off and they got no other: Gol\n",
        "Invited again, though they declined: Flå\n",
        "Invited again, as they have no registration: Oslo, Halden,",
        "Invited again, as nobody has recorded whether they came on 24 November: Vestby\n",
        "Invited again, as nobody has recorded whether they came on 29 November: Moss, Ål\n",
        "If they came, record it (ovelse -C former attendance 2022-11-24), delete the new folder and run this again.\n",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let list = desk.read("ny/data/municipalities.csv");
    assert!(!list.contains("Asker") && list.contains("Hole") && list.lines().count() == 52, "{list}");
}

#[test]
fn a_second_round_needs_to_know_who_took_part_and_somebody_who_did_not() {
    let desk = former();
    let second = format!("{NEW} --only-missing");
    let refused = said(&desk, &second);
    assert!(refused.starts_with('2') && refused.contains("nobody has recorded who took part"), "{refused}");
    assert!(refused.contains("Record it first: ovelse -C former attendance DATE."), "{refused}");
    let refused = said(&desk, &second.replace("2027-01-10T09:00", "2022-10-10T09:00"));
    assert!(refused.contains("has not been held: its first date is 22 November"), "{refused}");
    assert!(!desk.path("ny").exists());
    desk.edit("former/data/municipalities.csv", "3001,", "9999,");
    let list = desk.read("former/data/municipalities.csv");
    let only: Vec<&str> = list.lines().filter(|row| row.contains("number") || row.contains(",Vestby,")).collect();
    desk.write("former/data/municipalities.csv", only.join("\n"));
    desk.done("-C former attendance 24.11 Vestby --now 2022-11-25T09:00");
    let refused = said(&desk, &second);
    assert!(refused.starts_with('2') && refused.contains("all who were invited took part"), "{refused}");
}

#[test]
fn groups_come_along_as_far_as_their_members_are_invited() {
    let desk = eventful();
    let groups = "\n# Samme IKT.\n[[group]]\nname = \"IKT\"\nrule = \"different-dates\"\nmembers = [\"Asker\", \"Ål\", \"3040\"]\n\
        \n[[group]]\nname = \"To\"\nrule = \"same-date\"\nmembers = [\"Asker\", \"Frogn\"]\n";
    desk.write("former/exercise.toml", desk.read("former/exercise.toml") + groups);
    let all = said(&desk, NEW);
    assert!(all.contains("2 groups"), "{all}");
    assert!(desk.read("ny/exercise.toml").contains(groups), "{}", desk.read("ny/exercise.toml"));
    desk.done("-C former attendance 22.11 Asker --now 2022-11-25T09:00");
    let some = said(&desk, &format!("{NEW} --only-missing").replace("init ny", "init annen"));
    for told in [
        "1 group,",
        "The group IKT is without Asker.\n",
        "The group To is not taken over: fewer than two of its members are invited.\n",
    ] {
        assert!(some.contains(told), "{told}\n{some}");
    }
    let text = desk.read("annen/exercise.toml");
    let kept = "\n# Samme IKT.\n[[group]]\nname = \"IKT\"\nrule = \"different-dates\"\nmembers = [\"Ål\", \"3040\"]\n";
    assert!(text.contains(kept), "{text}");
    desk.done("-C annen check --now 2027-01-10T09:00");
}

/// Purging leaves the addresses of municipalities; a lead may take them away, too.
#[test]
fn after_an_exercise_that_was_purged_all_but_the_addresses_that_are_gone_is_taken_over() {
    let desk = eventful();
    desk.done("-C former attendance 22.11 Asker --now 2022-11-25T09:00");
    desk.done("-C former purge --yes");
    let purged = said(&desk, NEW);
    assert!(purged.starts_with('0') && purged.contains("got no other: Gol\n"), "{purged}");
    assert!(!purged.contains("no address"), "{purged}");
    let list = desk.read("former/data/municipalities.csv");
    let without: Vec<String> = list.lines().map(|row| row.replace("postmottak.", "")).collect();
    let without: Vec<String> = without.iter().map(|row| row.split("@example.no").next().unwrap().to_owned()).collect();
    let without: Vec<String> = without
        .iter()
        .map(|row| if row.contains("number") { row.clone() } else { row[..=row.rfind(',').unwrap()].to_owned() })
        .collect();
    desk.write("former/data/municipalities.csv", without.join("\n"));
    desk.write("adresser.csv", "Kommune;E-post\nAsker;post@asker.example.no\nHol;post@hol.example.no\n");
    let gone = said(&desk, &NEW.replace("init ny", "init uten"));
    let told = "52 municipalities have no address. To fill in from a list: ovelse addresses FILE\n";
    assert!(gone.starts_with('0') && gone.contains(told), "{gone}");
    let listed = said(&desk, &format!("{NEW} --only-missing --addresses adresser.csv").replace("init ny", "init med"));
    assert!(listed.contains("From the list: 1 address filled in, and none that differs.\n"), "{listed}");
    assert!(listed.contains("50 municipalities have no address."), "{listed}");
    assert!(desk.read("med/data/municipalities.csv").contains(";Hol;nøytral;post@hol.example.no;2"));
}

#[test]
fn an_address_that_differs_from_the_list_is_kept_and_told() {
    let desk = former();
    desk.write("adresser.csv", "Kommune;E-post\nAsker;post@asker.example.no\n");
    let listed = said(&desk, &format!("{NEW} --addresses adresser.csv"));
    assert!(
        listed.contains("0 addresses filled in, and 1 that differs and was left. To see it: ovelse addresses FILE\n"),
        "{listed}"
    );
    assert!(row(&desk, "Asker").contains("postmottak.asker@example.no"));
    let refused = said(&desk, &format!("{NEW} --addresses exercise.toml").replace("init ny", "init to"));
    assert!(refused.starts_with('2') && !desk.path("to").exists(), "{refused}");
}

#[test]
fn what_cannot_be_a_former_exercise_is_refused_and_nothing_is_made() {
    let desk = former();
    desk.write("tom/notat.txt", "x");
    desk.write("gal/exercise.toml", "id");
    desk.write("arkiv.zip", "x");
    desk.write("arkiv/tables/exercise.toml", "x");
    for (from, problem) in [
        ("tom", "error: there is no exercise.toml in tom\n"),
        ("former/data", "error: there is no exercise.toml in former/data\n"),
        ("finnes-ikke", "error: there is no folder finnes-ikke\n"),
        ("former/exercise.toml", "error: former/exercise.toml is a file\n"),
        ("arkiv.zip", "error: arkiv.zip is a file\n"),
        ("arkiv", "error: arkiv is an archive of an exercise\n"),
        ("gal", "gal/exercise.toml:1:1: error: "),
    ] {
        let refused = said(&desk, &NEW.replace("--after former", &format!("--after {from}")));
        assert!(refused.starts_with('2') && refused.contains(problem), "{problem}{refused}");
    }
    let refused = said(&desk, &NEW.replace("init ny", "init ikt-2022"));
    assert!(refused.starts_with('2') && refused.contains("has the id ikt-2022 too"), "{refused}");
    let refused = said(&desk, &NEW.replace("init ny", "init former"));
    assert!(refused.starts_with('2') && refused.contains("former is not empty"), "{refused}");
    for inside in ["former/ny", "former/data/ny"] {
        let refused = said(&desk, &NEW.replace("init ny", &format!("init {inside}")));
        assert!(refused.starts_with('2') && refused.contains("would lie inside the former exercise"), "{refused}");
    }
    desk.write("former/data/assignments.csv", "a;b\n1;2\n");
    let refused = said(&desk, NEW);
    assert!(refused.starts_with('2') && refused.contains("former/data/assignments.csv"), "{refused}");
    assert!(!desk.path("ny").exists() && !desk.path("ikt-2022").exists() && !desk.path("former/ny").exists());
}

#[test]
fn what_the_remedy_makes_of_an_archive_is_a_former_exercise() {
    let desk = eventful();
    desk.done("-C former archive -o ../arkiv --now 2022-12-05T09:00");
    desk.write("laget/exercise.toml", desk.read("arkiv/tables/exercise.toml"));
    for table in desk.files("arkiv/tables").into_iter().filter(|table| table != "exercise.toml") {
        desk.write(&format!("laget/data/{table}"), desk.read(&format!("arkiv/tables/{table}")));
    }
    let said = said(&desk, &NEW.replace("--after former", "--after laget"));
    assert!(said.starts_with('0') && said.contains("as they got a later choice: Bærum, Ål\n"), "{said}");
}
