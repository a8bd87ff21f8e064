//! Taking registrations in: reading spreadsheets, and putting what they say beside what is registered.

use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Context, Result, Session, Workspace};
use crate::findings::{Finding, Findings, typed};
use crate::folder::FolderError;
use crate::intake::{About, Batch, Intake, Merged};
use crate::municipality::Number;
use crate::registration::{Answer, Effect, Registration, Source};
use crate::sheet::{MOST_BYTES, too_large};
use crate::words::{Words, say};

/// A spreadsheet as it was given.
#[derive(Debug)]
pub(crate) struct Spreadsheet {
    /// Its name as the lead gave it.
    pub(crate) name: String,
    /// Where it is; none for standard input.
    pub(crate) path: Option<PathBuf>,
    pub(crate) bytes: Vec<u8>,
}

/// How spreadsheets are to be imported.
#[derive(Debug)]
pub(crate) struct ImportOptions<'o> {
    /// The sheet of a workbook that is meant.
    pub(crate) sheet: Option<&'o str>,
    /// Rows that the lead has chosen where rows contradict each other.
    pub(crate) take: &'o [Source],
    /// Whether rows that can be read are taken in even if others are refused.
    pub(crate) partial: bool,
    pub(crate) dry_run: bool,
}

/// What taking registrations in has done.
#[derive(Debug, Default)]
pub(crate) struct Imported {
    /// How each file was read.
    pub(crate) files: Vec<(String, About)>,
    pub(crate) rows: usize,
    pub(crate) registrations: Vec<Taken>,
    /// The number of rows that were refused.
    pub(crate) refused: usize,
    /// The files that these rows were written to.
    pub(crate) refused_files: Vec<String>,
    pub(crate) findings: Vec<Finding>,
    /// Whether one of the findings is an error.
    pub(crate) has_errors: bool,
    /// Whether registrations.csv has been replaced.
    pub(crate) is_written: bool,
}

/// A registration that was read, and what it did.
#[derive(Debug)]
pub(crate) struct Taken {
    pub(crate) municipality: Number,
    pub(crate) answer: Answer,
    pub(crate) source: Source,
    pub(crate) effect: Effect,
    /// What has changed: choices, contact and other fields, by their columns.
    pub(crate) changed: Vec<&'static str>,
    /// Whether it came after the deadline.
    pub(crate) is_late: bool,
    /// The date for which the municipality has been sent an invitation.
    pub(crate) invited: Option<NaiveDate>,
}

impl Session {
    /// Reads spreadsheets from where the lead stands; `-` is standard input. Those that are too large are left out,
    /// with a finding.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn spreadsheets(&self, files: &[PathBuf], findings: &mut Findings) -> Result<Vec<Spreadsheet>> {
        let start = self.start()?;
        let mut spreadsheets = Vec::new();
        for file in files {
            if file == Path::new("-") {
                let mut bytes = Vec::new();
                let read = std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes);
                read.context(say!("import-cannot-read-standard-input"))?;
                spreadsheets.push(Spreadsheet { name: "stdin".to_owned(), path: None, bytes });
                continue;
            }
            let (name, path) = (file.display().to_string(), start.join(file));
            let failed = |error| FolderError::of(file, error);
            let found = std::fs::metadata(&path).map_err(failed)?;
            if found.is_dir() {
                return Err(say!("import-is-a-folder", folder = &name, typed = typed(&name)).into());
            }
            if found.len() > MOST_BYTES {
                findings.push(too_large(&name));
                continue;
            }
            let bytes = std::fs::read(&path).map_err(failed)?;
            spreadsheets.push(Spreadsheet { name, path: Some(path), bytes });
        }
        Ok(spreadsheets)
    }
}

impl Workspace {
    /// Imports spreadsheets: all or nothing, unless it may be partial. `findings` are those of reading the files. The
    /// caller holds the lock unless this is a dry run.
    ///
    /// # Errors
    /// When a table or a file of refused rows cannot be read or written.
    pub(crate) fn import(
        &self,
        session: &Session,
        spreadsheets: &[Spreadsheet],
        options: &ImportOptions<'_>,
        mut findings: Findings,
        words: Words,
    ) -> Result<Imported> {
        let intake = Intake {
            exercise: &self.exercise,
            municipalities: &self.municipalities,
            now: self.now.naive_local(),
            sheet: options.sheet,
            take: options.take,
        };
        let (mut batch, mut files) = (Batch::default(), Vec::new());
        for spreadsheet in spreadsheets {
            let about = intake.read(&spreadsheet.name, &spreadsheet.bytes, &mut batch, &mut findings);
            files.extend(about.map(|about| (spreadsheet.name.clone(), about)));
        }
        let merged = batch.finish(&intake, &mut findings);
        let may_write = !options.dry_run && (options.partial || !findings.has_errors());
        let refused_files = if may_write && merged.refused > 0 {
            session.write_refused_rows(spreadsheets, &intake, &merged.contradictions, words)?
        } else {
            Vec::new()
        };
        Ok(Imported { files, refused_files, ..self.take_in(merged, findings, may_write)? })
    }

    /// Takes registrations that were read in, and writes them if they `may` be written and change anything.
    ///
    /// # Errors
    /// When a table cannot be read or written.
    pub(super) fn take_in(&self, merged: Merged, findings: Findings, may_write: bool) -> Result<Imported> {
        let mut registrations = self.registrations()?;
        let history = self.history()?;
        let mut imported = Imported {
            rows: merged.rows,
            refused: merged.refused,
            has_errors: findings.has_errors(),
            findings: findings.in_file_order(),
            ..Imported::default()
        };
        for registration in merged.standing {
            let Registration { municipality, ref answer, ref source, .. } = registration;
            let invitation = history.invited(municipality).and_then(|letter| letter.meeting.as_ref());
            let mut taken = Taken {
                municipality,
                answer: answer.clone(),
                source: source.clone(),
                effect: Effect::Unchanged,
                changed: Vec::new(),
                is_late: self.exercise.is_late(registration.arrival()),
                invited: invitation.map(|meeting| meeting.start.date_naive()),
            };
            taken.effect = registrations.receive(registration);
            if let (Effect::Changed(old), Some(new)) = (&taken.effect, registrations.get(municipality)) {
                taken.changed = new.differences(old);
            }
            imported.registrations.push(taken);
        }
        let has_changes =
            imported.registrations.iter().any(|taken| matches!(taken.effect, Effect::New | Effect::Changed(_)));
        if may_write && has_changes {
            self.folder.write(&registrations, self.tables())?;
            imported.is_written = true;
        }
        Ok(imported)
    }
}
