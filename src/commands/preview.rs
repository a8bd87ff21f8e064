//! `ovelse preview`: a letter to one municipality, byte for byte as it would be sent. Nothing is written to the exercise
//! folder.

use std::io::Write;
use std::path::PathBuf;

use super::{Console, Outcome, Session};
use crate::cli::{Part, Preview};
use crate::findings::Sentence;
use crate::kind::Kind;
use crate::letter::{Envelope, Letter};
use crate::municipality::Municipality;
use crate::words::say;
use crate::workspace::due::{Due, Seating};
use crate::workspace::letters::Letters;
use crate::workspace::{Context, Result};

pub(crate) fn run(session: &Session, args: &Preview, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let municipality = workspace.municipality(&args.municipality.name())?;
    let letters = workspace.letters()?;
    let envelope = envelope(&letters, municipality, args.kind)?;
    if !matches!(letters.due_of_place(municipality), Due::Letter(due) if *due == envelope) {
        console.say(say!("preview-not-due", name = &municipality.name));
    }
    let letter = letters.write(municipality, &envelope)?;
    let bytes = part(&letters, &letter, args.part)?;
    if args.open {
        let path = keep(municipality, args.part, &bytes)?;
        let opened = opener::open(&path).map_err(|error| Sentence::verbatim(error.to_string()));
        opened.context(say!("preview-cannot-open", file = path.as_path()))?;
        console.say(say!("preview-opened", file = path.as_path()));
    } else {
        console.write(&bytes)?;
    }
    Ok(Outcome::Done)
}

/// The letter that is due, or of the kind that is asked for; where none is due, the one that it would get today if it
/// had been told nothing.
fn envelope(letters: &Letters<'_>, municipality: &Municipality, kind: Option<Kind>) -> Result<Envelope> {
    let of = |kind| letters.addressee(municipality).envelope(kind);
    match (kind, letters.due_of_place(municipality), letters.seating(municipality.number)) {
        (Some(kind), ..) => Ok(of(kind)),
        (None, Due::Letter(envelope), _) => Ok(*envelope),
        (None, _, Seating::Placed(_)) => Ok(of(Kind::Invitation)),
        (None, _, Seating::Waiting) => Ok(of(Kind::Unplaced)),
        (None, _, Seating::Out | Seating::Open) => Err(say!("preview-nothing-due", name = &municipality.name).into()),
    }
}

fn part(letters: &Letters<'_>, letter: &Letter<'_>, part: Part) -> Result<Vec<u8>> {
    let content = &letter.content;
    Ok(match part {
        Part::Text => format!("{}\n", content.text).into_bytes(),
        Part::Html => format!("{}\n", content.html).into_bytes(),
        Part::Ics => content.calendar.clone().ok_or_else(|| say!("preview-no-calendar"))?.into_bytes(),
        Part::Eml => letters.message(letter)?,
    })
}

fn ending(part: Part) -> &'static str {
    match part {
        Part::Text => ".txt",
        Part::Html => ".html",
        Part::Ics => ".ics",
        Part::Eml => ".eml",
    }
}

/// Puts it where programs can open it, outside of the exercise folder.
fn keep(municipality: &Municipality, part: Part, bytes: &[u8]) -> Result<PathBuf> {
    let prefix = format!("ovelse-{}-", municipality.number);
    let file = tempfile::Builder::new().prefix(&prefix).suffix(ending(part)).tempfile();
    let mut file = file.context(say!("preview-no-temporary-file"))?;
    file.write_all(bytes)?;
    let (_, path) = file.keep().map_err(|error| error.error).context(say!("preview-no-temporary-file"))?;
    Ok(path)
}
