//! Taking registrations in: reading spreadsheets, and putting what they say beside what is registered.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::statements::OpenStatements;
use super::{Context, Result, Session, Workspace};
use crate::findings::{Finding, Findings, Place, problems, typed};
use crate::folder::{FileProblem, FolderError, disk};
use crate::intake::{About, Batch, Heard, Intake, Merged};
use crate::municipality::Number;
use crate::registration::{Answer, Effect, Registration, Source};
use crate::sheet::{MOST_BYTES, too_large};
use crate::statement::{Road, Run, STANDARD_INPUT};
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
    /// Whether that has begun, while others are to come.
    pub(crate) has_begun: bool,
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
                spreadsheets.push(Spreadsheet { name: STANDARD_INPUT.to_owned(), path: None, bytes });
                continue;
            }
            let (name, path) = (file.display().to_string(), start.join(file));
            match disk::read_at_most(&path, MOST_BYTES) {
                Ok(Some(bytes)) => spreadsheets.push(Spreadsheet { name, path: Some(path), bytes }),
                Ok(None) => findings.push(too_large(&name)),
                Err(FileProblem::IsAFolder) => {
                    return Err(say!("import-is-a-folder", folder = &name, typed = typed(&name)).into());
                }
                Err(problem) => return Err(FolderError::of(file, problem).into()),
            }
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
        let open = self.open_statements()?;
        let intake = Intake {
            exercise: &self.exercise,
            municipalities: &self.municipalities,
            now: self.local_now(),
            sheet: options.sheet,
            take: options.take,
        };
        let (mut batch, mut files) = (Batch::after(open.all().contents()), Vec::new());
        for spreadsheet in spreadsheets {
            let about = intake.read(&spreadsheet.name, &spreadsheet.bytes, &mut batch, &mut findings);
            files.extend(about.map(|about| (spreadsheet.name.clone(), about)));
        }
        let merged = batch.finish(&intake, &mut findings);
        let may_write = !options.dry_run && (options.partial || !findings.has_errors());
        let refused_files = if may_write && merged.refused > 0 {
            session.write_refused_rows(spreadsheets, &intake, &merged, words)?
        } else {
            Vec::new()
        };
        let mut run = open.run(Road::Import);
        run.files = spreadsheets.iter().map(|spreadsheet| spreadsheet.name.clone()).collect();
        let statement = |heard: &Heard| heard.statement(&self.exercise.dates, self.local_now());
        run.statements = merged.heard.iter().map(statement).collect();
        run.lists = self.new_lists(&open, &merged, &mut findings);
        Ok(Imported { files, refused_files, ..self.take_in(open, run, merged, findings, may_write)? })
    }

    /// Takes in what was read, and writes it if it `may` be written and anything in it is new.
    ///
    /// # Errors
    /// When a table cannot be read or written.
    pub(super) fn take_in(
        &self,
        mut open: OpenStatements<'_>,
        run: Run,
        merged: Merged,
        mut findings: Findings,
        may_write: bool,
    ) -> Result<Imported> {
        let history = self.history()?;
        let before = open.registrations();
        let new: BTreeSet<Number> = run.statements.iter().map(|statement| statement.municipality).collect();
        open.say(run);
        let after = open.registrations();
        self.note_repeated(&open, &merged, &new, &mut findings);
        let is_news = |read: &Registration| {
            new.contains(&read.municipality)
                && before.get(read.municipality).is_none_or(|old| old.answer != read.answer)
        };
        findings
            .extend(merged.standing.iter().filter(|read| is_news(read)).filter_map(|read| self.called_off_in(read)));
        let mut imported = Imported {
            rows: merged.rows,
            refused: merged.refused,
            has_errors: findings.has_errors(),
            findings: findings.in_file_order(),
            ..Imported::default()
        };
        for mut registration in merged.standing {
            registration.answer = registration.answer.with_dates(|date| self.exercise.dates.today(date));
            let municipality = registration.municipality;
            let (old, stands) = (before.get(municipality), after.get(municipality));
            let invitation = history.invited(municipality).and_then(|letter| letter.meeting.as_ref());
            imported.registrations.push(Taken {
                municipality,
                effect: effect(&registration, old, stands, new.contains(&municipality)),
                changed: old.zip(stands).map(|(old, stands)| stands.changes_from(old)).unwrap_or_default(),
                is_late: self.exercise.is_late(stands.unwrap_or(&registration).arrival()),
                invited: invitation.map(|meeting| meeting.start.date_naive()),
                has_begun: self.told_until().zip(invitation).is_some_and(|(now, meeting)| meeting.start <= now),
                answer: registration.answer,
                source: registration.source,
            });
        }
        if may_write {
            imported.is_written = open.write()?;
        }
        Ok(imported)
    }
}

problems! {
    /// What the lead should know of an answer that was taken in.
    enum Problem in "taken" {
        /// It asks for dates that are called off.
        CalledOff { municipality: String, count: usize, dates: Vec<String> },
    }
}

impl Workspace {
    /// The dates of an answer that are called off, if any are.
    fn called_off_in(&self, read: &Registration) -> Option<Finding> {
        let dates = &self.exercise.dates;
        let asked = read.answer.dates().iter().map(|date| dates.today(*date));
        let off: Vec<String> = asked.filter(|date| dates.is_called_off(*date)).map(|date| dates.short(date)).collect();
        let (municipality, count) = (self.name(read.municipality), off.len());
        let place = Place { line: read.source.line, column: 1 };
        let problem = Problem::CalledOff { municipality, count, dates: off };
        (count > 0).then(|| Finding::warning(read.source.file.clone(), problem).at(place))
    }
}

/// What a registration that was read has done.
fn effect(read: &Registration, old: Option<&Registration>, stands: Option<&Registration>, is_new: bool) -> Effect {
    match (old, stands) {
        (None, Some(_)) => Effect::New,
        (Some(old), Some(stands)) if !stands.changes_from(old).is_empty() => Effect::Changed(Box::new(old.clone())),
        (_, stands) if is_new && stands.is_none_or(|stands| stands.answer != read.answer) => {
            Effect::Outdated(stands.cloned().map(Box::new))
        }
        _ => Effect::Unchanged,
    }
}
