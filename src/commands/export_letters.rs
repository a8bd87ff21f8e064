//! `ovelse export-letters`: every letter of the exercise as files, and whom to call, for the day on which mail does not
//! work.
//!
//! It must never touch a file that is there already, nor count a letter as sent.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use mail_parser::MessageParser;

use super::letters::Letters;
use super::{Console, Outcome, Session, count};
use crate::cli::ExportLetters;
use crate::delivery::{Due, Record, Standing, file_name, in_file_name};
use crate::folder::replace_file;
use crate::sheet;
use crate::workspace::sample::unused_folder;

pub fn run(session: &Session, args: &ExportLetters, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    let letters = Letters::open(&opened, &registrations, &assignments)?;
    let start = session.start()?;
    let folder = start.join(unused_folder(&start, args.output.clone())?);
    let (mut sent, mut due, mut uncertain) = (0, 0, 0);
    for municipality in opened.municipalities.iter() {
        let own = folder.join(format!("{}-{}", municipality.number, in_file_name(&municipality.name)));
        for Record { file, .. } in letters.history.all_sent_to(municipality.number) {
            let path = opened.folder.outbox().join(file);
            let message = std::fs::read(&path).with_context(|| format!("data/outbox/{file} cannot be read"))?;
            write(&own, file, &message)?;
            sent += 1;
        }
        match letters.due(municipality) {
            Due::Letter(envelope) => {
                let letter = letters.write(municipality, *envelope)?;
                let file = file_name(&letter, &municipality.name, false).replace(".eml", "-due.eml");
                write(&own, &file, &letters.message(&letter)?)?;
                due += 1;
            }
            Due::Uncertain(_) => uncertain += 1,
            Due::Nothing(_) | Due::Undeliverable(_) => {}
        }
    }
    put(&folder.join("contacts.csv"), &contacts(&letters))?;
    let (sent, due) = (count(sent, "letter", "letters"), count(due, "letter", "letters"));
    let shown = args.output.display();
    console.say(format_args!("{shown}: {sent} as sent, {due} as due, each as .eml and .txt, and contacts.csv."));
    if uncertain > 0 {
        let are = count(uncertain, "letter is", "letters are");
        console.say(format_args!("{are} uncertain and not among them; settle them first: ovelse settle"));
    }
    Ok(Outcome::Done)
}

/// A letter, and its words alone beside it: a text opens everywhere.
fn write(folder: &Path, file: &str, message: &[u8]) -> Result<()> {
    put(&folder.join(file), message)?;
    let parsed = MessageParser::default().parse(message);
    let Some(parsed) = parsed else { return Ok(()) };
    let header = |name: &str| parsed.header_raw(name).map(str::trim).unwrap_or_default().to_owned();
    let to = parsed
        .to()
        .and_then(|to| to.first())
        .map(|to| format!("{} <{}>", to.name().unwrap_or_default(), to.address().unwrap_or_default()));
    let text = format!(
        "To: {}\nDate: {}\nSubject: {}\n\n{}\n",
        to.unwrap_or_default(),
        header("Date"),
        parsed.subject().unwrap_or_default(),
        parsed.body_text(0).unwrap_or_default()
    );
    put(&folder.join(PathBuf::from(file).with_extension("txt")), text.replace("\r\n", "\n").as_bytes())
}

fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_file(path, bytes).with_context(|| format!("{} cannot be written", path.display()))
}

/// Whom to call, and what about.
fn contacts(letters: &Letters<'_>) -> Vec<u8> {
    let rows = letters.opened.municipalities.iter().map(|one| {
        let contact = letters.contact(one.number).cloned().unwrap_or_default();
        let (date, link) = match letters.standing(one.number) {
            Standing::Placed(seat) => {
                let date = letters.opened.exercise.dates.get(seat.date);
                (date.in_full(), date.link.to_string())
            }
            _ => Default::default(),
        };
        let email = contact.email.map(|email| email.to_string()).unwrap_or_default();
        let (number, own) = (one.number.to_string(), one.email.to_string());
        let (name, phone) = (contact.name.unwrap_or_default(), contact.phone.unwrap_or_default());
        [number, one.name.clone(), date, name, phone, email, own, link]
    });
    let headings = ["number", "municipality", "date", "contact", "phone", "email", "official email", "link"];
    sheet::write(headings, rows)
}
