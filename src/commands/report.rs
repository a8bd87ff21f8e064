//! `ovelse report`: the exercise in figures, for the lead, the chief and next year's planner.
//!
//! It must never hold the name, the address or the telephone number of a person.

mod sections;

use std::path::Path;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;

use super::{Console, Outcome, Session, Workspace};
use crate::assignment::Assignments;
use crate::attendance::Attendance;
use crate::cli::Report as Args;
use crate::delivery::History;
use crate::registration::{Answers, Registrations};
use crate::reply::Replies;
use crate::show::{Document, workbook};
use crate::workspace::Correspondence;

pub fn run(session: &Session, args: &Args, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let Some(file) = &args.output else {
        let document = document(&opened)?;
        console.out.write_all(document.markdown().as_bytes())?;
        return Ok(Outcome::Done);
    };
    let form = Form::of(file)?;
    session.write_to(file, &form.bytes(&document(&opened)?)?)?;
    console.say(format_args!("The report is written to {}.", file.display()));
    Ok(Outcome::Done)
}

/// A form of the report, by the ending of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Html,
    Xlsx,
    Markdown,
}

impl Form {
    fn of(file: &Path) -> Result<Form> {
        let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        match ending.as_str() {
            "html" | "htm" => Ok(Form::Html),
            "xlsx" => Ok(Form::Xlsx),
            "md" => Ok(Form::Markdown),
            _ => bail!(
                "{} does not say which kind of file it is to be\n    let its name end in .html, .xlsx or .md",
                file.display()
            ),
        }
    }

    /// The report in this form.
    pub fn bytes(self, document: &Document) -> Result<Vec<u8>> {
        Ok(match self {
            Form::Html => document.html().context("the page cannot be made")?.into_bytes(),
            Form::Markdown => document.markdown().into_bytes(),
            Form::Xlsx => workbook(document.tables()).context("the workbook cannot be made")?,
        })
    }
}

/// All that figures are made from.
struct Figures<'a> {
    opened: &'a Workspace,
    registrations: Registrations,
    answers: Answers,
    assignments: Assignments,
    attendance: Attendance,
    history: History,
    replies: Replies,
    today: NaiveDate,
}

impl Figures<'_> {
    fn correspondence(&self) -> Correspondence<'_> {
        Correspondence { history: &self.history, replies: &self.replies }
    }
}

/// The report.
pub fn document(opened: &Workspace) -> Result<Document> {
    let registrations = opened.registrations()?;
    let answers = registrations.answers();
    let figures = Figures {
        assignments: opened.assignments(&answers)?,
        attendance: opened.attendance()?,
        history: opened.history()?,
        replies: opened.replies()?,
        today: opened.now.date_naive(),
        opened,
        registrations,
        answers,
    };
    let day = |day: NaiveDate| day.format("%-d %B %Y");
    let exercise = &opened.exercise;
    Ok(Document {
        title: exercise.title.to_string(),
        facts: vec![
            exercise.theme.to_string(),
            exercise.organiser.to_string(),
            format!("Deadline {}. As of {}.", day(exercise.deadline), day(figures.today)),
        ],
        sections: sections::all(&figures),
        landscape: false,
    })
}
