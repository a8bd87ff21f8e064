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
    let exported = desk.done("templates export");
    assert!(exported.starts_with("134 templates written to templates.\n"), "{exported}");
    desk.done("check");
    let before = desk.done("preview Gol");
    desk.write("templates/nb/closing.txt", "Hilsen oss\r\n");
    let own = desk.done("preview Bærum");
    assert!(own.trim_end().ends_with("Øvelsesdirektivet kommer i en egen e-post.\n\nHilsen oss"), "{own}");
    assert_eq!(desk.done("preview Gol"), before);
    // What is there is not written over.
    let exported = desk.done("templates export");
    assert!(exported.starts_with("0 templates written to templates.\n134 templates were there"), "{exported}");
    assert_eq!(desk.read("templates/nb/closing.txt"), "Hilsen oss\r\n");
}

#[test]
fn a_mistake_in_a_template_is_told_with_file_and_line_and_stops_every_letter() {
    let desk = assigned();
    desk.write("templates/nn/closing.txt", "\n\nHelsing {{ organizer }}\n");
    desk.write("templates/en/update.html", "{% if %}");
    desk.write("templates/nb/invitasjon.txt", "Hei");
    let checked = desk.run(&["check"]);
    assert_eq!(checked.code, 2);
    let expected = "templates/en/update.html:1:7: error: \"%}\" unexpected end of block";
    assert!(checked.out.contains(expected), "{}", checked.out);
    assert!(checked.out.contains("did you mean nb/invitation.txt?"), "{}", checked.out);
    std::fs::remove_file(desk.path("templates/en/update.html")).unwrap();
    let checked = desk.run(&["check"]);
    let expected = "templates/nn/closing.txt:3:12: error: \"organizer\" is not a name that letters know\n    \
                    did you mean organiser?";
    assert!(checked.out.contains(expected), "{}", checked.out);
    let refused = desk.run(&["invite", "--send"]);
    assert_eq!((refused.code, desk.files("data/outbox").len()), (2, 0), "{}", refused.err);
    assert!(refused.err.contains("the letter to Gol cannot be written"), "{}", refused.err);
}

#[test]
fn a_file_that_cannot_go_with_invitations_is_told_before_anything_is_sent() {
    let desk = assigned();
    let exercise = desk.read("exercise.toml");
    let with = |lines: &str| desk.write("exercise.toml", format!("{exercise}\n{lines}\n"));
    desk.write("big.bin", vec![0; 200_000]);
    desk.write("empty.pdf", "");
    for (lines, problem) in [
        ("[invitation]\nattach = [\"none.pdf\"]", "cannot go with invitations: there is no such file"),
        ("[invitation]\nattach = [\"data\"]", "cannot go with invitations: this is a folder"),
        ("[invitation]\nattach = [\"empty.pdf\"]", "is empty"),
        ("[invitation]\nattach = [\"../x.pdf\"]", "is not a file in the exercise folder"),
        ("[invitation]\nattach = [\"/etc/passwd\"]", "is not a file in the exercise folder"),
        (
            "[invitation]\nattach = [\"big.bin\"]\n[mail]\nmax_message_size = \"250 kB\"",
            "makes messages of more than 273702 bytes; max_message_size is 250000",
        ),
        ("[invitation]\nalarm = \"yesterday\"", "is not a time before the start"),
        ("[mail]\nmax_message_size = 20", "is not what max_message_size needs"),
        ("[invitation]\nforwardable = \"yes\"", "is not what forwardable needs"),
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
    assert!(refused.out.contains("a link leads out of the exercise folder"), "{}", refused.out);
}
