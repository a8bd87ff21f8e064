//! An exercise folder, the program run in it, and what was done there as a script.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDateTime;
use serde_json::Value;
use tempfile::TempDir;

/// What does not hold.
#[derive(Debug)]
pub struct Broken {
    /// Which of the things that must hold.
    pub check: &'static str,
    pub text: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} does not hold:\n{}", self.check, self.text)
    }
}

pub type Held<T = ()> = Result<T, Broken>;

/// Holds, or tells what does not.
pub fn hold(check: &'static str, holds: bool, text: impl FnOnce() -> String) -> Held {
    if holds { Ok(()) } else { Err(Broken { check, text: text() }) }
}

/// What a command came to.
#[derive(Debug)]
pub struct Ran {
    pub command: String,
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Whether it has done something, or shown it.
    pub fn is_accepted(&self) -> bool {
        self.code < 2
    }

    /// Everything that it said.
    pub fn said(&self) -> String {
        format!("{} ended with {}\n{}{}", self.command, self.code, self.out, self.err)
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or(Value::Null)
    }
}

/// A row of a table, by its headings.
pub type Row = BTreeMap<String, String>;

pub struct Desk {
    folder: TempDir,
    pub now: NaiveDateTime,
    /// Whether that is what the program takes it for without being told.
    pub is_real: bool,
    script: String,
    /// Whether what is run is looked at by the test alone.
    pub is_looking: bool,
}

impl Desk {
    /// In memory where that is possible: whether the disk keeps its word is not asked here.
    pub fn new(now: NaiveDateTime, is_real: bool) -> Desk {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() };
        Desk { folder: folder.expect("there is room"), now, is_real, script: String::new(), is_looking: false }
    }

    pub fn path(&self, file: &str) -> PathBuf {
        self.folder.path().join("exercise").join(file)
    }

    /// A path beside the exercise.
    pub fn outside(&self, file: &str) -> PathBuf {
        self.folder.path().join(file)
    }

    pub fn script(&self) -> &str {
        &self.script
    }

    pub fn note(&mut self, words: &str) {
        let _ = writeln!(self.script, "# {words}");
    }

    pub fn write(&mut self, file: &str, content: &str) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it can be made");
        fs::write(&path, content).expect("it can be written");
        let _ = writeln!(self.script, "cat > {file} <<'END'\n{}\nEND", content.trim_end().replace('\r', ""));
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap_or_default()
    }

    pub fn files(&self, folder: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(folder)) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort();
        names
    }

    /// The rows of a table; none without the table.
    pub fn table(&self, file: &str) -> Vec<Row> {
        let text = self.read(file);
        let text = text.trim_start_matches('\u{feff}');
        let separator = if text.lines().next().is_some_and(|heading| heading.contains(';')) { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_reader(text.as_bytes());
        reader.deserialize().filter_map(Result::ok).collect()
    }

    /// Everything in the folder that says how far the exercise has come.
    pub fn state(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut state = BTreeMap::new();
        let mut folders = vec![self.path("")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("it is a folder").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with(".ovelse.lock") {
                    state.insert(path.clone(), fs::read(path).unwrap_or_default());
                }
            }
        }
        state
    }

    /// The same of a command whose JSON is wanted.
    pub fn json(&mut self, arguments: &[&str]) -> Held<Value> {
        let arguments: Vec<&str> = arguments.iter().copied().chain(["--format", "json"]).collect();
        let ran = self.run(&arguments)?;
        let value = ran.json();
        hold("json", !ran.is_accepted() || !value.is_null(), || ran.said())?;
        Ok(value)
    }

    /// Runs the program now. It never ends in another way than it says it does.
    pub fn run(&mut self, arguments: &[&str]) -> Held<Ran> {
        let now = self.now.format("%Y-%m-%dT%H:%M").to_string();
        let mut arguments = arguments.to_vec();
        if !self.is_real {
            arguments.extend(["--now", &now]);
        }
        let command =
            std::iter::once("ovelse").chain(arguments.iter().copied()).map(quoted).collect::<Vec<_>>().join(" ");
        if !self.is_looking {
            let _ = writeln!(self.script, "{command}");
        }
        let output = Command::new(env!("CARGO_BIN_EXE_ovelse"))
            .args(&arguments)
            .current_dir(self.path(""))
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null())
            .output()
            .expect("the program starts");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        let ran = Ran {
            command,
            code: output.status.code().unwrap_or(-1),
            out: text(output.stdout),
            err: text(output.stderr),
        };
        if !self.is_looking && ran.code > 0 {
            let first = ran.err.lines().next().unwrap_or_default();
            let _ = writeln!(self.script, "# exit code {}: {first}", ran.code);
        }
        let ends_well = (0..=2).contains(&ran.code) && !ran.err.contains("panicked");
        hold("exit-code", ends_well, || ran.said())?;
        hold("error-in-words", ran.code != 2 || !(ran.err.is_empty() && ran.out.is_empty()), || ran.said())?;
        Ok(ran)
    }
}

/// As a shell wants it.
fn quoted(word: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "-_./:=@+".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) { word.to_owned() } else { format!("\"{word}\"") }
}
