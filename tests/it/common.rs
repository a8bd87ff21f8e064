//! A temporary exercise folder, and the built binary run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A lead's desk: an exercise folder that is gone when the test is.
pub struct Desk {
    folder: TempDir,
    /// Where commands run, below the folder.
    here: PathBuf,
}

impl Desk {
    pub fn empty() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let here = folder.path().canonicalize().unwrap();
        Desk { folder, here }
    }

    /// With a copy of the sample exercise of this repository.
    pub fn sample() -> Desk {
        let desk = Desk::empty();
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in [
            "exercise.toml",
            "data/municipalities.csv",
            "data/incoming/paamelding-juli.csv",
            "data/incoming/paamelding-august.csv",
        ] {
            desk.write(file, fs::read(repository.join(file)).unwrap());
        }
        desk.write("data/secret", "sample\n");
        desk
    }

    /// The same, with all registrations read, dates assigned and invitations sent on 22 August.
    pub fn invited() -> Desk {
        let desk = Desk::sample();
        desk.done(
            "import data/incoming/paamelding-juli.csv data/incoming/paamelding-august.csv --now 2022-08-22T09:00",
        );
        desk.run(&["assign"]);
        desk.done("invite --send --now 2022-08-22T10:00");
        desk
    }

    /// With an exercise as `init` makes it: the municipalities of two counties, one date, no links and no addresses.
    pub fn begun() -> Desk {
        let mut desk = Desk::empty();
        desk.done(
            "init o --county 03 --county 32 --title Øvelse --theme IKT --organiser Statsforvalteren --deadline 24.09.2027 --date \"24.11.2027 09:30-11:30\" --capacity 30 --contact-name Kari --contact-email kari@example.no --contact-phone 1",
        );
        desk.cd("o");
        desk
    }

    /// Another folder with the same in it.
    pub fn copy(&self) -> Desk {
        let desk = Desk::empty();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let file = path.strip_prefix(self.root()).unwrap();
                    desk.write(file.to_str().unwrap(), fs::read(&path).unwrap());
                }
            }
        }
        desk
    }

    /// The folder itself, wherever commands run now.
    pub fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap()
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.here.join(file)
    }

    pub fn cd(&mut self, folder: &str) {
        self.here = self.here.join(folder);
    }

    pub fn write(&self, file: &str, content: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// The text of a file, or nothing.
    pub fn read_if_there(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_default()
    }

    /// Changes a file as a lead would in an editor.
    pub fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} holds no {from:?}");
        self.write(file, text.replacen(from, to, 1));
    }

    pub fn files(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, "")
    }

    pub fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        let mut child = Command::new(env!("CARGO_BIN_EXE_ovelse"))
            .args(arguments)
            .current_dir(&self.here)
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that does not read its input closes it, which is no failure of the test.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Ran::of(child.wait_with_output().unwrap())
    }

    /// Runs a command that must be done in full; gives what it printed.
    pub fn done(&self, command: &str) -> String {
        let ran = self.run(&words(command));
        assert_eq!(ran.code, 0, "{command}\n{}{}", ran.out, ran.err);
        ran.out
    }
}

/// What a command came to.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        Ran {
            code: output.status.code().expect("it was not killed"),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// The words of a command line; double quotes keep blanks together.
pub fn words(command: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = command.trim();
    while !rest.is_empty() {
        let (word, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("the quote is closed"),
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        words.push(word);
        rest = after.trim_start();
    }
    words
}

/// The plain text of the letters of a kind that were written at a time.
pub fn letters(desk: &Desk, at: &str, kind: &str) -> Vec<String> {
    let files = desk.files("data/outbox");
    let meant = files.iter().filter(|file| file.starts_with(at) && file.contains(&format!("-{kind}")));
    meant.map(|file| plain_text(&desk.read(&format!("data/outbox/{file}")))).collect()
}

/// The plain text of a mail.
pub fn plain_text(mail: &str) -> String {
    let message = mail_parser::MessageParser::default().parse(mail).expect("it is a mail");
    message.body_text(0).expect("it has a text").into_owned()
}

/// What a command says, whatever it ends with.
pub fn says(desk: &Desk, command: &str) -> String {
    let ran = desk.run(&words(command));
    format!("{}\n{}{}", ran.code, ran.out, ran.err)
}
