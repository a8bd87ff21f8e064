//! `ovelse announce`: the announcement of the exercise; `--form`: an empty registration form.
//!
//! It must never name a link to a meeting: an announcement is for everybody.

mod form;

use anyhow::{Context, Result, bail};

use super::{Console, Outcome, Session};
use crate::cli::{Announce, AnnouncementFormat};
use crate::letter::{self, Form};

pub fn run(session: &Session, args: &Announce, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let language = args.language.unwrap_or(opened.exercise.language);
    let Some(file) = &args.form else {
        let form = match args.format {
            AnnouncementFormat::Text => Form::Text,
            AnnouncementFormat::Markdown => Form::Markdown,
            AnnouncementFormat::Html => Form::Html,
        };
        let text = letter::announcement(&opened.exercise, language, form, &opened.templates()?)?;
        console.out.write_all(text.as_bytes())?;
        return Ok(Outcome::Done);
    };
    let form = form::Empty::of(&opened.exercise, &opened.municipalities, language);
    let shown = file.display();
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let bytes = match ending.as_deref() {
        Some("csv") => form.csv(),
        Some("xlsx") => form.xlsx().context("the form cannot be made")?,
        _ => bail!("{shown} is neither .xlsx nor .csv\n    name the form like registration.xlsx"),
    };
    if session.start()?.join(file).exists() {
        bail!("{shown} is there already\n    delete it, or write the form to another file");
    }
    session.write_to(file, &bytes)?;
    console.say(format_args!("The form is written to {shown}. What comes back is read with: ovelse import FILE"));
    Ok(Outcome::Done)
}
