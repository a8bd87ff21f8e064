//! A lead's own words.

use crate::common::Desk;

fn assigned() -> Desk {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk
}

#[test]
fn a_changed_copy_wins_in_its_language_and_no_other() {
    let desk = assigned();
    let exported = desk.done("templates export --all");
    assert!(exported.starts_with("Wrote 64 templates to templates.\n"), "{exported}");
    desk.done("check");
    let before = desk.done("preview Gol");
    desk.write("templates/nb/closing.md", "Hilsen **oss**\r\n");
    let own = desk.done("preview Bærum");
    assert!(own.trim_end().ends_with("Øvelsesdirektivet kommer i en egen e-post.\n\nHilsen oss"), "{own}");
    assert_eq!(desk.done("preview Gol"), before);
    // The HTML follows by itself.
    let html = desk.done("preview Bærum --part html");
    assert!(html.contains("<p>Hilsen <strong>oss</strong></p>") && !html.contains("Vennlig hilsen"), "{html}");
    // What is there is not written over.
    let exported = desk.done("templates export --all");
    assert!(exported.starts_with("No template was written.\n64 templates already existed"), "{exported}");
    assert_eq!(desk.read("templates/nb/closing.md"), "Hilsen **oss**\r\n");
}

#[test]
fn only_the_templates_that_are_asked_for_are_written() {
    let desk = assigned();
    let listed = desk.done("templates export --format csv");
    assert!(listed.contains("templates/nb/invitation.md;built-in"), "{listed}");
    assert!(!desk.path("templates").exists());
    desk.done("templates export nn/closing.md layout reminder");
    let mut written = desk.files("templates/nb");
    written.extend(desk.files("templates/nn"));
    assert_eq!(written, ["reminder.md", "closing.md", "reminder.md"]);
    assert!(desk.path("templates/layout.html").exists());
    let listed = desk.done("templates export --format csv");
    assert!(listed.contains("templates/nn/closing.md;kept"), "{listed}");
    let refused = desk.run(&["templates", "export", "closing", "invitasjon"]);
    assert_eq!((refused.code, desk.path("templates/en/closing.md").exists()), (2, false));
    assert!(refused.err.contains("there is no template invitasjon\n    Did you mean invitation?"), "{}", refused.err);
}

#[test]
fn templates_as_they_were_before_are_refused_with_what_to_do() {
    let desk = assigned();
    desk.write("templates/nb/closing.txt", "Hilsen oss\n");
    for command in ["check", "preview Bærum", "invite --send", "announce"] {
        let refused = desk.run(&crate::common::words(command));
        assert_eq!(refused.code, 2, "{command}");
        let said = refused.out + &refused.err;
        assert!(said.contains("templates/nb/closing.txt:1:1: error: "), "{command}: {said}");
        assert!(said.contains("templates/nb/closing.md"), "{command}: {said}");
    }
    assert!(desk.files("data/outbox").is_empty());
    // The page of messages that leads wrote has no successor.
    std::fs::rename(desk.path("templates/nb/closing.txt"), desk.path("templates/message.html")).unwrap();
    let refused = desk.run(&["check"]);
    let said = "templates/message.html:1:1: error: no letter is made from this file any more\n    Delete it.";
    assert!(refused.out.contains(said), "{}", refused.out);
}

#[test]
fn an_export_of_all_earlier_templates_is_one_finding() {
    let desk = assigned();
    for name in ["message.html", "nb/closing.html", "nb/closing.txt", "nn/update.subject.txt"] {
        desk.write(&format!("templates/{name}"), "Hilsen oss\n");
    }
    desk.done("templates export layout");
    let refused = desk.run(&["check"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("templates has 4 files of an earlier version"), "{}", refused.out);
    assert!(refused.out.contains("\n1 error."), "{}", refused.out);
}

#[test]
fn the_announcement_of_an_earlier_version_is_part_of_the_same_finding() {
    let desk = assigned();
    desk.write("templates/nb/closing.txt", "Hilsen oss\n");
    for language in ["nb", "nn", "en"] {
        let announcement = "# {{ title }}\n\nTil <{{ contact.email | safe }}>\n";
        desk.write(&format!("templates/{language}/announcement.md"), announcement);
    }
    let refused = desk.run(&["check"]);
    assert_eq!(refused.code, 2);
    let said = "templates has 4 files of an earlier version\n    \
                Move all .txt and .html files except layout.html, and each announcement.md, out of templates. If";
    assert!(refused.out.contains(said) && refused.out.contains("\n1 error."), "{}", refused.out);
    for file in ["templates/nb/closing.txt", "templates/nn/announcement.md", "templates/en/announcement.md"] {
        std::fs::remove_file(desk.path(file)).unwrap();
    }
    let refused = desk.run(&["check"]);
    let said = "templates/nb/announcement.md:1:1: error: the announcement is of an earlier version\n    Move it out";
    assert!(refused.out.contains(said) && refused.out.contains("\n1 error."), "{}", refused.out);
}

#[test]
fn a_file_that_is_no_template_is_told_with_what_was_probably_meant() {
    let desk = assigned();
    desk.write("templates/nb/invitation.md.txt", "Emne: Hei\n\nHei\n");
    let refused = desk.run(&["check"]);
    let said = "templates/nb/invitation.md.txt:1:1: error: a template has a name that ends in .md\n    \
                Rename it to templates/nb/invitation.md\n";
    assert!(refused.code == 2 && refused.out.contains(said), "{}", refused.out);
    std::fs::remove_file(desk.path("templates/nb/invitation.md.txt")).unwrap();
    for (name, remedy) in [
        ("readme.txt", "List the templates: ovelse templates export"),
        ("invitation.md", "Did you mean nb/invitation.md?"),
        ("nb/notes.md", "List the templates: ovelse templates export"),
        ("nn/remainder.md", "Did you mean nn/reminder.md?"),
        ("layuot.html", "Did you mean layout.html?"),
    ] {
        let file = format!("templates/{name}");
        desk.write(&file, "{{ Les dette");
        desk.write(&file, "Les dette");
        let said =
            format!("{file}: warning: no letter uses this file, unless another template includes it\n    {remedy}\n");
        assert!(desk.done("check").contains(&said), "{name}: {}", desk.done("check"));
        std::fs::remove_file(desk.path(&file)).unwrap();
    }
}

#[test]
fn every_mistake_of_every_template_is_told_at_once() {
    let desk = assigned();
    desk.write(
        "templates/nb/update.md",
        "Emne: {{ nix }} {{ open }} {{ meeting }} {{ x }} {{ titel }}\n\n\
         {% if tema %}{{ a1 }}{% else %}{{ a2 }}{% endif %}\n{% for day in days %}{{ day }}{% endfor %}{{ late }} Hei\n",
    );
    desk.write("templates/nn/closing.md", "{{ kontakt }} {{ kontakt.namn }}");
    desk.write("templates/en/closing.md", "{% if %}");
    let checked = desk.run(&["check"]);
    let places: Vec<&str> =
        checked.out.lines().filter_map(|line| line.split_once(": error: ")).map(|(place, _)| place).collect();
    let expected = [
        "en/closing.md:1:7",
        "nb/update.md:1:10",
        "nb/update.md:1:20",
        "nb/update.md:1:31",
        "nb/update.md:1:45",
        "nb/update.md:1:53",
        "nb/update.md:3:7",
        "nb/update.md:3:17",
        "nb/update.md:3:35",
        "nb/update.md:4:15",
        "nb/update.md:4:46",
        "nn/closing.md:1:4",
        "nn/closing.md:1:18",
    ];
    assert_eq!(places, expected.map(|place| format!("templates/{place}")), "{}", checked.out);
}

#[test]
fn a_letter_without_text_is_refused() {
    let desk = assigned();
    desk.write("templates/nb/reminder.md", "Emne: Hei\n\n");
    desk.write("templates/nn/announcement.md", "\n");
    let refused = desk.run(&["check"]);
    for file in ["nb/reminder.md", "nn/announcement.md"] {
        let said = format!("templates/{file}:1:1: error: there is no text\n    Write it, or delete the file");
        assert!(refused.code == 2 && refused.out.contains(&said), "{}", refused.out);
    }
    std::fs::remove_dir_all(desk.path("templates")).unwrap();
    desk.write("hei.txt", "Emne: Hei\n");
    let refused = desk.run(&["mail", "hei.txt", "--to", "Gol"]);
    assert!(
        refused.err.contains("hei.txt:1:1: error: there is no text\n    Write it below the subject\n"),
        "{}",
        refused.err
    );
}

#[test]
fn what_is_special_to_an_exercise_is_said_in_its_words_or_not_at_all() {
    let desk = assigned();
    let announced = |language: &str| desk.done(&format!("announce --language {language}"));
    assert!(announced("nn").contains("la IKT-drifta sitje saman"));
    let exercise = desk.read("exercise.toml");
    let (before, rest) = exercise.split_once("[letters.practical]").unwrap();
    let after = &rest[rest.find("\n[").unwrap()..];
    desk.write("exercise.toml", format!("{before}{after}"));
    for text in [desk.done("preview Bærum"), announced("nb"), announced("en")] {
        assert!(!text.contains("IKT-driften sitte") && !text.contains("IT operations"), "{text}");
    }
    let practical = "practical = \"\"\"\nMøt på *rådhuset*\nkl. 9.\n\nTa med mat.\"\"\"";
    desk.write("exercise.toml", format!("{before}[letters]\n{practical}\n{after}"));
    assert!(desk.done("preview Gol").contains("\n\nMøt på *rådhuset*\nkl. 9.\n\nTa med mat.\n\n"));
    assert!(desk.done("preview Gol --part html").contains("<p>Møt på *rådhuset*<br>\nkl. 9.</p>\n<p>Ta med mat.</p>"));
    let markdown = desk.done("announce --format markdown");
    assert!(markdown.contains("Møt på \\*rådhuset\\*\\\nkl. 9.\n\nTa med mat.\n\n"), "{markdown}");
}

#[test]
fn texts_of_an_exercise_are_in_the_language_of_each_letter() {
    let desk = assigned();
    desk.done("invite --send --only Gol --only Bærum --now 2022-08-22T10:00");
    desk.edit("exercise.toml", "place = \"Teams\"", "place = { nb = \"Teams\", nn = \"Teams, på nett\" }");
    desk.edit("exercise.toml", "theme = \"IKT-anslag", "theme.nn = \"IKT-åtak\"\ntheme.nb = \"IKT-anslag");
    // Nothing is different from what was told: it is only said in another language.
    let due = desk.done("invite --only Gol --only Bærum --now 2022-08-22T11:00");
    assert!(!due.contains("update"), "{due}");
    let (gol, bærum) = (desk.done("preview Gol --kind invitation"), desk.done("preview Bærum --kind invitation"));
    assert!(gol.contains("Tema: IKT-åtak\n") && gol.contains("Stad: Teams, på nett\n"), "{gol}");
    assert!(bærum.contains("Tema: IKT-anslag med") && bærum.contains("Sted: Teams\n"), "{bærum}");
    let calendar = desk.done("preview Gol --kind invitation --part ics");
    assert!(calendar.contains("LOCATION:Teams\\, på nett\r\n"), "{calendar}");
    // A language that letters are written in is missing; the exercise's own must be there.
    desk.edit("data/municipalities.csv", "3025,Asker,nøytral", "3025,Asker,engelsk");
    let checked = desk.run(&["check"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    for key in ["theme", "place"] {
        assert!(checked.out.contains(&format!("{key} has no text in en")), "{}", checked.out);
    }
    desk.edit("exercise.toml", "theme.nb", "theme.en");
    let checked = desk.run(&["check"]);
    assert_eq!(checked.code, 2);
    assert!(checked.out.contains("theme has no text in nb, the exercise's language"), "{}", checked.out);
}

#[test]
fn a_place_that_changes_in_one_language_is_told_anew_to_those_who_read_that_language() {
    let desk = assigned();
    let places = |nb: &str, nn: &str| format!("place = {{ nb = \"{nb}\", nn = \"{nn}\" }}");
    desk.edit("exercise.toml", "place = \"Teams\"", &places("Rådhuset", "Tinghuset"));
    desk.done("invite --send --only Gol --only Bærum --now 2022-08-22T10:00");
    let due = || desk.done("invite --only Gol --only Bærum --now 2022-08-22T11:00 --format csv");
    desk.edit("exercise.toml", "Rådhuset", "Torget");
    let listed = due();
    assert!(listed.contains("Bærum;") && listed.contains("was told another place: \"\"Rådhuset\"\""), "{listed}");
    assert_eq!(listed.matches("update").count(), 1, "{listed}");
    desk.edit("exercise.toml", "Torget", "Rådhuset");
    desk.edit("exercise.toml", "Tinghuset", "Kulturhuset");
    let listed = due();
    assert!(listed.contains("was told another place: \"\"Tinghuset\"\""), "{listed}");
    assert_eq!(listed.matches("update").count(), 1, "{listed}");
    let update = desk.done("preview Gol --kind update --now 2022-08-22T11:00");
    assert!(update.contains("Tidlegare stad: Tinghuset") && update.contains("Stad: Kulturhuset"), "{update}");
    // Who reads another language from now on is told nothing new: it is the same place.
    desk.edit("exercise.toml", "Kulturhuset", "Tinghuset");
    desk.edit("data/municipalities.csv", "3041,Gol,nynorsk", "3041,Gol,bokmål");
    assert!(!due().contains("update"), "{}", due());
}

#[test]
fn a_mistake_in_a_template_is_told_with_file_and_line_and_stops_every_letter() {
    let desk = assigned();
    desk.write("templates/nn/closing.md", "\n\nHelsing {{ organizer }}\n");
    desk.write("templates/en/update.md", "{% if %}");
    desk.write("templates/nb/invitasjon.md", "Hei");
    let checked = desk.run(&["check"]);
    assert_eq!(checked.code, 2);
    let expected = "templates/en/update.md:1:7: error: the template cannot be read: unexpected end of block";
    assert!(checked.out.contains(expected), "{}", checked.out);
    assert!(checked.out.contains("Did you mean nb/invitation.md?"), "{}", checked.out);
    std::fs::remove_file(desk.path("templates/en/update.md")).unwrap();
    let checked = desk.run(&["check"]);
    let expected = "templates/nn/closing.md:3:12: error: \"organizer\" is not a name that this template can use\n    \
                    Did you mean organiser?";
    assert!(checked.out.contains(expected), "{}", checked.out);
    let refused = desk.run(&["invite", "--send"]);
    assert_eq!((refused.code, desk.files("data/outbox").len()), (2, 0), "{}", refused.err);
    assert!(refused.err.contains("templates/nn/closing.md:3:12: error: "), "{}", refused.err);
}

#[test]
fn a_file_that_cannot_go_with_invitations_is_told_before_anything_is_sent() {
    let desk = assigned();
    let exercise = desk.read("exercise.toml");
    let with = |lines: &str| desk.write("exercise.toml", format!("{exercise}\n{lines}\n"));
    desk.write("big.bin", vec![0; 200_000]);
    desk.write("empty.pdf", "");
    for (lines, problem) in [
        ("[invitation]\nattach = [\"none.pdf\"]", "cannot be attached to invitations: there is no such file"),
        ("[invitation]\nattach = [\"data\"]", "cannot be attached to invitations: this is a folder"),
        ("[invitation]\nattach = [\"empty.pdf\"]", "is empty"),
        ("[invitation]\nattach = [\"../x.pdf\"]", "is not a file in the exercise folder"),
        ("[invitation]\nattach = [\"/etc/passwd\"]", "is not a file in the exercise folder"),
        (
            "[invitation]\nattach = [\"big.bin\"]\n[mail]\nmax_message_size = \"250 kB\"",
            "makes messages of 273702 bytes, and max_message_size is 250000",
        ),
        ("[invitation]\nalarm = \"yesterday\"", "is not a time before the start"),
        ("[mail]\nmax_message_size = 20", "does not fit max_message_size"),
        ("[invitation]\nforwardable = \"yes\"", "does not fit forwardable"),
    ] {
        with(lines);
        for command in ["check", "invite --send"] {
            let refused = desk.run(&crate::common::words(command));
            assert_eq!(refused.code, 2, "{lines}");
            assert!((refused.out + &refused.err).contains(problem), "{lines}");
        }
    }
    assert!(desk.files("data/outbox").is_empty());
    // A message can be too large though its files are not: the words count as well.
    with("[mail]\nmax_message_size = \"5 kB\"");
    let refused = desk.run(&["invite", "--send"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("more than max_message_size, 5000"), "{}", refused.err);
    assert!(desk.files("data/outbox").is_empty());
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_file_out_of_the_exercise_folder() {
    let desk = assigned();
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "secret").unwrap();
    std::os::unix::fs::symlink(outside.path(), desk.path("program.pdf")).unwrap();
    desk.write("exercise.toml", desk.read("exercise.toml") + "\n[invitation]\nattach = [\"program.pdf\"]\n");
    let refused = desk.run(&["check"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("a link that leads out of the exercise folder"), "{}", refused.out);
}

#[test]
fn what_to_do_with_templates_is_said_only_of_those_that_were_written() {
    let desk = Desk::sample();
    assert!(desk.done("templates export nb/closing.md").contains("\nEdit it, then run: "));
    assert!(desk.done("templates export nn/closing.md en/closing.md").contains("\nEdit them, then run: "));
    let again = desk.done("templates export nb/closing.md");
    assert_eq!(again, "No template was written.\n1 template already existed and was left unchanged.\n");
}

#[test]
fn a_template_that_goes_on_for_ever_is_a_mistake() {
    for endless in [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% endfor %}",
        "{% for a in range(99999) %}{{ \"x\" * 1000 }}{% endfor %}",
        "{{ \"x\" * 90000000 }}",
    ] {
        let desk = Desk::sample();
        desk.write("templates/nb/invitation.md", format!("Subject: Hei\n\n{endless}\n"));
        let checked = desk.run(&["check"]);
        assert_eq!(checked.code, 2, "{endless}: {}", checked.out);
        let said = "error: the template comes to more than a letter can be";
        assert!(checked.out.contains(said), "{endless}: {}", checked.out);
    }
}
