//! `ovelse announce`: the announcement of the exercise; `--form`: a registration form to hand out.
//!
//! An announcement is for everybody, so it names no link to a meeting.

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::cli::{Announce, AnnouncementFormat};
use crate::folder::disk;
use crate::language::Language;
use crate::letter::{self, Form};
use crate::show::{Console, RegistrationForm};
use crate::words::say;
use crate::workspace::{Context, Failure, Result, Session, Workspace};

pub fn run(session: &Session, args: &Announce, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let language = args.language.unwrap_or(workspace.exercise.language);
    if let Some(file) = &args.form {
        write_form(session, &workspace, language, file)?;
        console.say(say!("announce-form-written", file = file.as_path()));
        return Ok(Outcome::Done);
    }
    let form = match args.format {
        AnnouncementFormat::Text => Form::Text,
        AnnouncementFormat::Markdown => Form::Markdown,
        AnnouncementFormat::Html => Form::Html,
    };
    let text = letter::announcement(&workspace.exercise, language, form, &workspace.templates()?);
    let text = text.map_err(|error| Failure::Rejected(vec![error.finding()]))?;
    console.out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn write_form(session: &Session, workspace: &Workspace, language: Language, file: &Path) -> Result<()> {
    let form = RegistrationForm::new(&workspace.exercise, &workspace.municipalities, language);
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let bytes = match ending.as_deref() {
        Some("csv") => form.csv(),
        Some("xlsx") => form.xlsx().map_err(|error| say!("announce-no-form", reason = error.to_string()))?,
        _ => return Err(say!("announce-not-a-form", file = file).into()),
    };
    if disk::what_is(&session.start()?.join(file)).context(say!("workspace-cannot-write", file = file))?.is_some() {
        return Err(say!("announce-form-exists", file = file).into());
    }
    session.write_to(file, &bytes)
}
