//! `ovelse report`: the exercise in figures, for the lead, the chief and next year's planner.
//!
//! No person is named in it (tests/it/report.rs).

mod municipalities;
mod sections;

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::cli::Report as Args;
use crate::findings::Sentence;
use crate::show::{Console, Document, Section, html, markdown, workbook};
use crate::statement::ClosingStep;
use crate::words::{Words, say};
use crate::workspace::{Context, Failure, Figures, Result, Session, Workspace};

pub fn run(session: &Session, args: &Args, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let Some(file) = &args.output else {
        let document = document(&workspace, console.words)?;
        console.out.write_all(markdown(&document).as_bytes())?;
        return Ok(Outcome::Done);
    };
    let form = Form::of(file)?;
    session.write_to(file, &form.bytes(&document(&workspace, console.words)?)?)?;
    console.say(say!("report-written", file = file.as_path()));
    // The report is written, whether or not that can be noted now.
    if workspace.is_over()
        && let Ok(_lock) = workspace.folder.lock()
    {
        workspace.note_closing(ClosingStep::Report)?;
    }
    Ok(Outcome::Done)
}

/// The report in each form, with the names of the files.
pub(super) fn files(workspace: &Workspace, words: Words) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let document = document(workspace, words)?;
    let files = [("report.html", Form::Html), ("report.md", Form::Markdown), ("report.xlsx", Form::Xlsx)];
    files.into_iter().map(|(name, form)| Ok((name, form.bytes(&document)?))).collect()
}

/// A form of the report, by the ending of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
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
            _ => Err(say!("report-unknown-ending", file = file).into()),
        }
    }

    /// The report in this form.
    fn bytes(self, document: &Document) -> Result<Vec<u8>> {
        match self {
            Form::Html => {
                let page = html(document).map_err(Failure::verbatim).context(say!("show-cannot-make-page"))?;
                Ok(page.into_bytes())
            }
            Form::Markdown => Ok(markdown(document).into_bytes()),
            Form::Xlsx => {
                workbook(document.tables()).map_err(Failure::verbatim).context(say!("show-cannot-make-workbook"))
            }
        }
    }
}

fn document(workspace: &Workspace, words: Words) -> Result<Document> {
    let figures = workspace.figures()?;
    let exercise = &workspace.exercise;
    let report = Report { workspace, figures: &figures, words };
    let dates = say!("report-dates-and-today", deadline = exercise.deadline, today = workspace.now.date_naive());
    Ok(Document {
        words,
        title: exercise.title.to_string(),
        facts: vec![exercise.theme.to_string(), exercise.organiser.to_string(), words.say(&dates)],
        sections: report.sections(),
        landscape: false,
    })
}

/// What sections are made from.
struct Report<'a> {
    workspace: &'a Workspace,
    figures: &'a Figures<'a>,
    words: Words,
}

impl Report<'_> {
    /// All sections, in the order in which a reader asks.
    fn sections(&self) -> Vec<Section> {
        vec![
            self.coverage(),
            self.choices(),
            self.dates(),
            self.attendance(),
            self.arrivals(),
            self.unregistered(),
            self.letters(),
            self.participations(),
            self.municipalities(),
        ]
    }

    fn say(&self, sentence: impl Into<Sentence>) -> String {
        self.words.say(&sentence.into())
    }

    fn say_each<const N: usize>(&self, sentences: [Sentence; N]) -> [String; N] {
        sentences.map(|sentence| self.words.say(&sentence))
    }
}
