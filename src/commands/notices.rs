//! Letters besides those of dates: one kind at a time, to all that it is for; a list of who is due one, or the sending.
//!
//! It must never send without being told to, and never send the same to the same municipality twice.

pub mod confirmation;
pub mod contact_test;
pub mod directive;
pub mod evaluation;
pub mod message;
pub mod receipts;
pub mod remind;

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use serde::Serialize;

use super::letters::Letters;
use super::sending::{self, DueLetter, why_due};
use super::{Console, Outcome, Session, Workspace, count};
use crate::cli::Posting;
use crate::delivery::Due;
use crate::folder::io_problem;
use crate::letter::{Attachment, Kind};
use crate::municipality::Municipality;
use crate::show::{Column, Grid, Page, View};
use crate::workspace::Unclear;
use crate::workspace::attachments::attachment;

/// What a letter of a kind is to one municipality.
pub struct Judged {
    /// Whether one is due.
    pub due: Due,
    /// Why it is, or what is to be known if it is not.
    pub why: String,
}

impl Judged {
    /// The reason is one only where a letter is due.
    fn because(due: Due, why: &str) -> Judged {
        let why = if matches!(due, Due::Letter(_)) { why.to_owned() } else { String::new() };
        Judged { due, why }
    }
}

/// What goes with letters of the lead's own.
#[derive(Default)]
struct Enclosed {
    files: Vec<Attachment>,
    /// Where to tell how the exercise was.
    link: Option<String>,
    /// What municipalities have written that cannot be read.
    unclear: Unclear,
    /// The name of the file with the words, the subject and the words.
    words: Option<(String, String, String)>,
}

/// Shows or sends letters of one kind. `judge` tells what they are to a municipality; none if they are not for it.
fn round(
    session: &Session,
    opened: &Workspace,
    kind: Kind,
    enclosed: Enclosed,
    judge: impl Fn(&Letters<'_>, &Municipality) -> Option<Judged>,
    posting: &Posting,
    console: &mut Console,
) -> Result<Outcome> {
    let _lock = if posting.leaving.send { Some(opened.folder.lock()?) } else { None };
    let only = opened.only(&posting.only)?;
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    let mut letters = Letters::open(opened, &registrations, &assignments)?;
    let dispatch =
        if posting.leaving.send { Some(sending::open_dispatch(opened, &mut letters.history)?) } else { None };
    (letters.files, letters.link, letters.unclear) = (enclosed.files, enclosed.link, enclosed.unclear);
    if let Some((file, subject, words)) = enclosed.words {
        letters = letters.say(file, &subject, &words)?;
    }
    let judge = |letters: &Letters<'_>, one: &Municipality| {
        let is_meant = only.as_ref().is_none_or(|only| only.contains(&one.number));
        if is_meant { judge(letters, one) } else { None }
    };
    if let Some(name) = &posting.show {
        return show(kind, &letters, opened.municipality(name)?, judge, console);
    }
    let Some(mut dispatch) = dispatch else {
        console.show(&List::of(kind, &letters, judge), posting.listing.format)?;
        return Ok(Outcome::Done);
    };
    sending::send(
        session,
        &mut dispatch,
        &mut letters,
        |now| due_letters(kind, now, judge),
        posting.leaving,
        posting.listing.format,
        console,
    )
}

/// The letters that are due, in the order of municipalities.
fn due_letters<'l>(
    kind: Kind,
    letters: &'l Letters<'l>,
    judge: impl Fn(&Letters<'_>, &Municipality) -> Option<Judged>,
) -> Vec<DueLetter<'l>> {
    let due = letters.opened.municipalities.iter().filter_map(|municipality| {
        let Judged { due: Due::Letter(envelope), why } = judge(letters, municipality)? else { return None };
        let why = why_due(why, &letters.history, municipality.number, |other| other == kind);
        Some(DueLetter { municipality, envelope: *envelope, why })
    });
    due.collect()
}

/// Shows a letter as it would be written.
fn show(
    kind: Kind,
    letters: &Letters<'_>,
    municipality: &Municipality,
    judge: impl Fn(&Letters<'_>, &Municipality) -> Option<Judged>,
    console: &mut Console,
) -> Result<Outcome> {
    let name = &municipality.name;
    let Some(judged) = judge(letters, municipality) else {
        bail!("{name} is not among those who get such a letter\n    see who is: the same command without --show");
    };
    let envelope = match judged.due {
        Due::Letter(envelope) => *envelope,
        Due::Nothing(_) | Due::Uncertain(_) | Due::Undeliverable(_) => {
            console.say(format_args!("No such letter is due to {name}; this is how one would be written now."));
            letters.addressee(municipality).envelope(kind, String::new())
        }
    };
    let content = letters.write(municipality, envelope)?.content;
    let files: String = content.attachments.iter().map(|file| format!("Attached: {}\n", file.name)).collect();
    let to = format!("{} <{}>", content.to.name, content.to.email);
    write!(console.out, "To: {to}\nSubject: {}\n{files}\n{}\n", content.subject, content.text)?;
    Ok(Outcome::Done)
}

/// Reads a file that goes with letters, from where the lead stands.
pub fn read(session: &Session, file: &Path) -> Result<Vec<u8>> {
    let path = session.start()?.join(file);
    let bytes = std::fs::read(&path).map_err(|error| {
        let (problem, remedy) = io_problem(&error);
        let remedy = remedy.map(|remedy| format!("\n    {remedy}")).unwrap_or_default();
        anyhow::anyhow!("{} cannot be read: {problem}{remedy}", file.display())
    })?;
    if bytes.is_empty() {
        bail!("{} is empty\n    look at the file", file.display());
    }
    Ok(bytes)
}

fn read_all(session: &Session, files: &[PathBuf]) -> Result<Vec<Attachment>> {
    let read = |file: &PathBuf| {
        let name = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        Ok(attachment(&name, read(session, file)?))
    };
    files.iter().map(read).collect()
}

/// Who gets a letter of a kind, and whether it is due.
#[derive(Debug, Serialize)]
struct List {
    kind: Kind,
    municipalities: Vec<Row>,
    /// How many of them are due one.
    due: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    municipality: String,
    /// Where it goes.
    to: String,
    letter: State,
    /// Why it is due, or what is to be known if it is not.
    why: String,
    /// When the last one was sent.
    last: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Due,
    /// Nothing more is needed for now.
    Enough,
    /// Nobody knows whether the last one has left.
    Uncertain,
    /// The last one could not be delivered, and there is no other address.
    Undeliverable,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Due => "due",
            State::Enough => "–",
            State::Uncertain => "uncertain",
            State::Undeliverable => "undeliverable",
        }
    }
}

impl List {
    fn of(kind: Kind, letters: &Letters<'_>, judge: impl Fn(&Letters<'_>, &Municipality) -> Option<Judged>) -> List {
        let rows = letters.opened.municipalities.iter().filter_map(|one| {
            let Judged { due, why } = judge(letters, one)?;
            let (letter, why) = match due {
                Due::Letter(_) => (State::Due, why_due(why, &letters.history, one.number, |other| other == kind)),
                Due::Nothing(_) => (State::Enough, why),
                Due::Uncertain(_) => (State::Uncertain, why),
                Due::Undeliverable(reason) => {
                    (State::Undeliverable, reason.map(|reason| reason.to_string()).unwrap_or_default())
                }
            };
            let last = letters.history.sent_of(one.number, kind).last().map(|(_, at)| *at);
            Some(Row {
                number: one.number.to_string(),
                municipality: one.name.clone(),
                to: letters.addressee(one).envelope(kind, String::new()).address().to_owned(),
                letter,
                why,
                last: last.map(|at| at.to_rfc3339()),
            })
        });
        let municipalities: Vec<Row> = rows.collect();
        let due = municipalities.iter().filter(|row| row.letter == State::Due).count();
        List { kind, municipalities, due }
    }
}

impl View for List {
    fn page(&self, page: &mut Page) {
        if !self.municipalities.is_empty() {
            let columns = [
                Column::text("Municipality"),
                Column::under("To"),
                Column::text("Letter"),
                Column::text("Why"),
                Column::text("Last sent"),
            ];
            let rows = self.municipalities.iter().map(|row| {
                // The day and the time are enough for people.
                let last = row.last.as_ref().map(|at| at.chars().take(16).collect::<String>().replace('T', " "));
                let Row { municipality, to, letter, why, .. } = row;
                [municipality.clone(), to.clone(), letter.word().to_owned(), why.clone(), last.unwrap_or_default()]
            });
            page.table(&columns, rows);
            page.gap();
        }
        page.line(match self.due {
            0 => "No letter is due.".to_owned(),
            due => format!("{} due. To send: the same command with --send", count(due, "letter is", "letters are")),
        });
    }

    fn grid(&self) -> Grid {
        let rows = self.municipalities.iter().map(|row| {
            let Row { number, municipality, to, letter, why, last } = row;
            let cells = [number, municipality, self.kind.name(), to, letter.word(), why];
            let last = last.clone().unwrap_or_default();
            cells.into_iter().map(str::to_owned).chain([last]).collect()
        });
        let headings = ["number", "municipality", "kind", "to", "letter", "why", "last"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
