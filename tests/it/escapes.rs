//! Nothing that others wrote speaks to the terminal: every control character and every character that turns the direction
//! of a text is thrown down every road by which text comes in, and the bytes that come out are looked at, on a terminal
//! and in a pipe.

use std::process::{Command, Stdio};

use crate::common::Desk;
use crate::smtp::server::{Act, Fault, Server, Stage};

/// Every character with power, but for the line end, and commands made of them: the clipboard (OSC 52), a cleared screen,
/// a title, a forged line.
fn hostile() -> String {
    let controls = (1..=0x9f_u8).map(char::from).filter(|c| c.is_control() && *c != '\n' && *c != '\r');
    let others = ['\u{61c}', '\u{200e}', '\u{200f}', '\u{2028}', '\u{2029}'];
    let turning = ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}');
    let all: String = controls.chain(others).chain(turning).collect();
    format!("x\u{1b}]52;c;aGVp\u{7}\u{1b}[2J\u{1b}[31mred\u{9b}8m\u{1b}]0;title\u{1b}\\\rforged {all}y")
}

/// What came out has no power: it is text, line ends, tabs, and the styles of a page.
fn assert_harmless(what: &str, out: &[u8]) {
    let text = str::from_utf8(out).unwrap_or_else(|_| panic!("{what}: {}", String::from_utf8_lossy(out)));
    let mut text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\u{1b}[0m", "");
    for style in ["1m", "31m", "33m", "36m"] {
        text = text.replace(&format!("\u{1b}[{style}"), "");
    }
    let turns =
        |c: char| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let power = text.char_indices().find(|(_, c)| c.is_control() && !matches!(c, '\n' | '\t') || turns(*c));
    if let Some((at, character)) = power {
        let around: String = text[at..].chars().take(40).collect();
        panic!("{what}: {character:?} in {around:?}");
    }
}

/// Runs a command in a pipe and, where `script` is, on a terminal. What it says must have something of the road in it.
fn run(desk: &Desk, arguments: &[&str], expected: &str) {
    let piped = Command::new(env!("CARGO_BIN_EXE_ovelse"))
        .args(arguments)
        .current_dir(desk.root())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let all = [piped.stdout, piped.stderr].concat();
    assert_harmless(&format!("{arguments:?}"), &all);
    let said = String::from_utf8_lossy(&all);
    assert!(said.contains(expected), "{arguments:?} does not say {expected:?}: {said}");
    on_terminal(desk, arguments);
}

#[cfg(target_os = "linux")]
fn on_terminal(desk: &Desk, arguments: &[&str]) {
    let quoted = |word: &&str| format!("'{}'", word.replace('\'', "'\\''"));
    let line =
        std::iter::once(&env!("CARGO_BIN_EXE_ovelse")).chain(arguments).map(quoted).collect::<Vec<_>>().join(" ");
    let ran = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(desk.root())
        .stdin(Stdio::null())
        .output();
    match ran {
        Ok(ran) => assert_harmless(&format!("{arguments:?} on a terminal"), &ran.stdout),
        #[expect(clippy::print_stderr, reason = "what is not tried is told")]
        Err(error) => eprintln!("skipped on a terminal: script cannot be run: {error}"),
    }
}

#[cfg(not(target_os = "linux"))]
fn on_terminal(_: &Desk, _: &[&str]) {}

#[test]
fn what_stands_in_tables_of_registrations() {
    let desk = Desk::sample();
    let hostile = hostile();
    // Within a cell it would be a line of its own.
    let cell = hostile.replace('\r', "");
    desk.write(
        "celler.csv",
        format!("Kommune;Pri 1;Pri 2;\"{cell}\"\n\"Gol{cell}\";24.11;29.11;a\nHol;\"{cell}\";;b\n"),
    );
    run(&desk, &["import", "celler.csv"], "celler.csv:2:1");
    run(&desk, &["import", "celler.csv", "--format", "json"], "celler.csv");
    run(&desk, &["import", "celler.csv", "--format", "csv"], "celler.csv");
    run(&desk, &["import", "celler.csv", "-v", "--dry-run"], "celler.csv");
    // Names with control characters are refused; others that turn a text are read.
    let turning = "a\u{202e}b\u{2066}c\u{200f}";
    let row = format!("Gol;24.11;\"Kari {turning}\";k@example.no;\"{turning}\"\n");
    desk.write("navn.csv", "Kommune;Pri 1;Kontaktperson;E-post;Kommentar\n".to_owned() + &row);
    desk.run(&["import", "navn.csv", "--now", "2022-08-01T09:00"]);
    for format in ["table", "csv", "json"] {
        run(&desk, &["list", "--format", format], "Gol");
    }
    run(&desk, &["history"], "Gol");
    desk.run(&["assign"]);
    for format in ["table", "csv", "json", "html"] {
        run(&desk, &["roster", "24.11", "--format", format], "Gol");
    }
    // What is opened by another program, perhaps on a terminal.
    desk.done("roster 24.11 -o liste.csv");
    desk.done("export-letters -o ut --now 2022-08-22T09:00");
    for file in ["liste.csv", "ut/contacts.csv"] {
        assert!(desk.read(file).contains("Kari"), "{}", desk.read(file));
        assert_harmless(file, desk.read(file).trim_start_matches('\u{feff}').as_bytes());
    }
    desk.write("data/incoming/uklart.csv", format!("Kommune;Pri 1\nHol;\"kanskje {cell}\"\n"));
    desk.run(&["import", "data/incoming/uklart.csv", "--partial", "--now", "2022-08-01T10:00"]);
    run(&desk, &["receipts", "--show", "Hol", "--now", "2022-08-02T09:00"], "Hol");
    run(&desk, &["receipts", "--now", "2022-08-02T09:00"], "Hol");
}

#[cfg(unix)]
#[test]
fn names_of_files_and_of_sheets_and_what_was_typed() {
    let desk = Desk::sample();
    let hostile = hostile();
    let name = format!("{}.csv", hostile.replace('/', "").chars().take(80).collect::<String>());
    desk.write(&name, "Kommune;Pri 1\nIngensteds;24.11\n");
    run(&desk, &["import", &name], "Ingensteds");
    run(&desk, &["import", &name, "--format", "json"], "Ingensteds");
    run(&desk, &["replies", &name], "x");
    run(&desk, &["import", &format!("mangler{name}")], "mangler");
    run(&desk, &["import", &name, "--sheet", &hostile], "x");
    run(&desk, &["explain", &hostile], "x");
    run(&desk, &["list", &format!("--{hostile}")], "x");
    // A mark of direction alone is no control character.
    run(&desk, &["list", "--\u{202e}x"], "x");
    run(&desk, &["archive", "-o", &format!("ut{name}.zip")], "ut");
    run(&desk, &["purge"], "Will be deleted");
}

#[test]
fn what_the_folder_itself_says() {
    let desk = Desk::sample();
    let hostile = hostile();
    let escaped: String = hostile
        .chars()
        .map(|c| if c.is_control() { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() })
        .collect();
    desk.edit("exercise.toml", "place = \"Teams\"", &format!("place = \"{}\"", escaped.replace("\\\r", "")));
    run(&desk, &["check"], "exercise.toml");
    run(&desk, &["status"], "exercise.toml");
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv");
    desk.write("data/municipalities.csv", list.replacen("Gol", &format!("\"Gol{hostile}\""), 1));
    run(&desk, &["check"], "municipalities.csv");
    desk.write("data/municipalities.csv", list);
    desk.write("templates/nb/invitation.md", format!("Subject: Hei\n\n{{{{ {hostile} }}}}\n"));
    run(&desk, &["check"], "invitation.md");
}

#[test]
fn what_comes_back_by_mail() {
    let desk = Desk::invited();
    let hostile = hostile();
    let mails = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    for entry in std::fs::read_dir(mails).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut changed = text;
        for mark in ["Subject: ", "SUMMARY:", "COMMENT:", "CN=", "From: ", "Diagnostic-Code: smtp; ", "550 5.1.1 "] {
            changed = changed.replace(mark, &format!("{mark}{hostile}"));
        }
        desk.write(&format!("svar/{}", path.file_name().unwrap().to_string_lossy()), changed);
    }
    run(&desk, &["replies", "svar"], "svar/");
    let desk = Desk::invited();
    for entry in std::fs::read_dir(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut changed = text;
        for mark in ["Subject: ", "COMMENT:", "Diagnostic-Code: smtp; ", "550 5.1.1 "] {
            changed = changed.replace(mark, &format!("{mark}{hostile}"));
        }
        desk.write(&format!("svar/{}", path.file_name().unwrap().to_string_lossy()), changed);
    }
    desk.run(&["replies", "svar"]);
    for arguments in
        [&["replies"][..], &["replies", "--format", "csv"], &["replies", "--format", "json"], &["replies", "--people"]]
    {
        run(&desk, arguments, "");
    }
    for format in ["table", "csv", "json"] {
        run(&desk, &["log", "--format", format], "");
    }
    run(&desk, &["report"], "");
}

#[test]
fn what_a_server_says() {
    for said in ["550 5.1.1 \u{1b}]52;c;aGVp\u{7}\u{1b}[2J\rforged\u{202e}", "451 \u{9b}2J\u{8}\u{7f}later"] {
        let server = Server::start(&[Fault { stage: Stage::To, from: 0, times: 99, act: Act::Say(said) }]);
        let desk = Desk::sample();
        let mail = format!(
            "\n[mail]\ntransport = \"smtp\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nretry_for = \"1s\"\n",
            server.port
        );
        desk.write("exercise.toml", desk.read("exercise.toml") + &mail);
        desk.done("register Gol --first 24.11 --now 2022-08-01T09:00");
        desk.done("assign");
        let sent = desk.run(&["invite", "--send", "--yes", "--only", "Gol"]);
        assert!(sent.out.contains("Gol"), "{}{}", sent.out, sent.err);
        assert_harmless("sending", (sent.out + &sent.err).as_bytes());
        for format in ["table", "csv", "json"] {
            run(&desk, &["log", "--format", format], "Gol");
        }
    }
}
