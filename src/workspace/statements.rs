//! The statements of a folder that is open, beside the table of registrations that is made from them.
//!
//! The statements are written first and the table after them. Where a crash came between, the next command that writes
//! registrations makes the table anew; what the lead has changed in the table becomes statements. Both are told apart by
//! the entry that follows each table (`a_crash_between_statements_and_table_is_mended`,
//! `what_the_lead_edits_in_the_table_is_a_statement` in tests/it/statements.rs).

use chrono::{NaiveDateTime, Timelike};

use super::{Failure, Result, Workspace, accept, stranded};
use crate::findings::Findings;
use crate::folder::REGISTRATIONS;
use crate::municipality::{ByNumber, Number, Numbered};
use crate::registration::{Field, Fields, Registration, Registrations, Source};
use crate::statement::{Entry, Road, Run, Standing, Statement, Statements, WrittenAnswer};

/// The statements of a folder, and what is to be added to them.
#[derive(Debug)]
pub(super) struct OpenStatements<'w> {
    workspace: &'w Workspace,
    all: Statements,
    /// How many entries are on disk.
    on_disk: usize,
    /// The table as it is on disk.
    table: Registrations,
}

impl Workspace {
    /// The time, as statements and tables have it.
    pub(super) fn local_now(&self) -> NaiveDateTime {
        let now = self.now.naive_local();
        now.with_nanosecond(0).unwrap_or(now)
    }

    /// All that was said, as it is on disk.
    pub(super) fn statements(&self) -> Result<Statements> {
        let mut findings = Findings::new();
        let statements = self.folder.statements(&mut findings)?;
        accept(findings)?;
        Ok(statements)
    }

    /// All that was said, with what the lead has changed in the table since. The caller holds the lock if it writes.
    pub(super) fn open_statements(&self) -> Result<OpenStatements<'_>> {
        let (all, table) = (self.statements()?, self.registrations()?);
        let mut open = OpenStatements { workspace: self, on_disk: all.entries().len(), all, table };
        open.note_edits()?;
        Ok(open)
    }

    /// What is registered by statements, of those who are invited.
    pub(super) fn registrations_of(&self, statements: &Statements) -> Registrations {
        let registrations = statements.standing(&self.exercise.dates);
        let registrations = registrations.iter().filter_map(Standing::registration);
        let invited = registrations.filter(|registration| self.municipalities.get(registration.municipality).is_some());
        invited.cloned().collect()
    }
}

impl OpenStatements<'_> {
    /// All that was said.
    pub(super) fn all(&self) -> &Statements {
        &self.all
    }

    /// What stands.
    pub(super) fn standing(&self) -> ByNumber<Standing> {
        self.all.standing(&self.workspace.exercise.dates)
    }

    /// What is registered.
    pub(super) fn registrations(&self) -> Registrations {
        self.workspace.registrations_of(&self.all)
    }

    /// Adds what one command takes in, also where that is nothing: `undo` must not take back an earlier command for it.
    pub(super) fn say(&mut self, run: Run) {
        self.all.push(Entry::Said(run));
    }

    /// A run with nothing in it yet.
    pub(super) fn run(&self, road: Road) -> Run {
        Run {
            run: self.all.next_run(),
            at: self.workspace.local_now(),
            road,
            files: Vec::new(),
            lists: std::collections::BTreeMap::new(),
            statements: Vec::new(),
        }
    }

    /// The run that was taken back last, if the table does not have that yet.
    pub(super) fn half_undone(&self) -> Option<&Run> {
        let Some(Entry::Undone { run, .. }) = self.all.entries().last() else { return None };
        let said = self.all.entries().iter().find_map(|entry| match entry {
            Entry::Said(said) if said.run == *run => Some(said),
            _ => None,
        });
        said.filter(|_| !is_same_table(&self.registrations(), &self.table))
    }

    /// The table as it is on disk.
    pub(super) fn table(&self) -> &Registrations {
        &self.table
    }

    /// Takes a run back.
    pub(super) fn undo(&mut self, run: usize) {
        self.all.push(Entry::Undone { run, at: self.workspace.local_now() });
    }

    /// Writes what was added, and the table if it comes to something else now. Tells whether the table was replaced.
    pub(super) fn write(mut self) -> Result<bool> {
        self.check_dates()?;
        let folder = &self.workspace.folder;
        let new = &self.all.entries()[self.on_disk..];
        if !new.is_empty() {
            folder.append_statements(new)?;
        }
        let registrations = self.registrations();
        if is_same_table(&registrations, &self.table) {
            return Ok(false);
        }
        folder.write(&registrations, self.workspace.tables())?;
        let written = self.written();
        folder.append_statements(std::slice::from_ref(&written))?;
        self.all.push(written);
        Ok(true)
    }

    /// That the table has been written.
    fn written(&self) -> Entry {
        let standing = self.standing();
        let registered = standing.iter().filter(|standing| standing.registration().is_some()).map(Standing::number);
        let left_out = registered.filter(|number| self.workspace.municipalities.get(*number).is_none()).collect();
        Entry::Written { at: self.workspace.local_now(), left_out }
    }

    /// Refuses to lose an answer that names a date which the exercise does not have any more.
    fn check_dates(&self) -> Result<()> {
        let standing = self.standing();
        let is_invited = |standing: &&Standing| self.workspace.municipalities.get(standing.number()).is_some();
        let gone: Vec<&str> = standing.iter().filter(is_invited).filter_map(Standing::gone).collect();
        let Some(name) = gone.first() else { return Ok(()) };
        let count = gone.iter().filter(|other| *other == name).count();
        Err(Failure::Rejected(vec![stranded::in_statements(name, count)]))
    }

    /// Makes statements of rows of the table that do not follow from what was said. A table that is not there at all is
    /// made anew.
    fn note_edits(&mut self) -> Result<()> {
        if !self.workspace.folder.has(REGISTRATIONS)? {
            return Ok(());
        }
        let (said, written) = (self.registrations(), self.workspace.registrations_of(&self.all.written()));
        let mut run = self.run(self.all.road_of_table());
        for (municipality, row, said) in self.table.beside(&said) {
            // Where a crash came before the table was written, it still has what it had.
            let was_left_out = row.is_none() && self.all.left_out().contains(&municipality);
            if !was_left_out && !is_same(row, said) && !is_same(row, written.get(municipality)) {
                run.statements.push(self.edit(municipality, row));
            }
        }
        if !run.statements.is_empty() {
            self.say(run);
            if is_same_table(&self.registrations(), &self.table) {
                let written = self.written();
                self.all.push(written);
            }
        }
        Ok(())
    }

    /// A row of the table as a statement: all that it holds; or that it is gone.
    fn edit(&self, municipality: Number, row: Option<&Registration>) -> Statement {
        let now = self.workspace.local_now();
        let Some(row) = row else {
            let source = Source { file: REGISTRATIONS.to_owned(), line: 1 };
            return Statement::withdrawal(municipality, now, source);
        };
        let said = if self.all.is_empty() { row.arrival() } else { now };
        let told: Fields = Field::ALL.iter().copied().collect();
        let answer = WrittenAnswer::of(&row.answer, &self.workspace.exercise.dates);
        Statement::of(row, Some(answer), told, said)
    }
}

fn is_same_table(this: &Registrations, other: &Registrations) -> bool {
    this.len() == other.len() && this.beside(other).all(|(_, this, other)| is_same(this, other))
}

/// Whether two rows say the same; a spreadsheet program keeps no seconds.
fn is_same(this: Option<&Registration>, other: Option<&Registration>) -> bool {
    let minute = |time: NaiveDateTime| time.with_second(0);
    match (this, other) {
        (Some(this), Some(other)) => {
            this.differences(other).is_empty()
                && this.source == other.source
                && this.received.map(minute) == other.received.map(minute)
                && minute(this.imported) == minute(other.imported)
        }
        (this, other) => this.is_none() && other.is_none(),
    }
}
