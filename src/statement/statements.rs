//! All that was said, in the order in which it was read.

use std::collections::{BTreeSet, HashSet};

use super::entry::{Entry, Road, Run, Spoken};
use super::list::List;
use super::moves::Moves;
use super::standing::Standing;
use crate::exercise::ExerciseDates;
use crate::municipality::{ByNumber, Number, Numbered};

/// All that was said, in the order in which it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements(Vec<Entry>);

impl FromIterator<Entry> for Statements {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Statements {
        Statements(entries.into_iter().collect())
    }
}

impl Statements {
    /// The entries, in their order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: Entry) {
        self.0.push(entry);
    }

    /// Whether nothing was ever said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs().next().is_none()
    }

    /// The dates that were moved, in the order in which they were.
    #[must_use]
    pub fn moves(&self) -> Moves<'_> {
        Moves::of(&self.0)
    }

    /// Those that the table of registrations was written from last; without a crash between, they come to the same as all.
    #[must_use]
    pub fn written(&self) -> Statements {
        let last = self.0.iter().rposition(|entry| matches!(entry, Entry::Written { .. }));
        let (written, since) = self.0.split_at(last.map_or(0, |last| last + 1));
        // What a date is called is no part of what was said.
        let moves = since.iter().filter(|entry| matches!(entry, Entry::Moved(_)));
        Statements(written.iter().chain(moves).cloned().collect())
    }

    /// Those who are not in the table of registrations because they were not invited when it was written last.
    #[must_use]
    pub fn left_out(&self) -> &[Number] {
        let last = self.0.iter().rev().find_map(|entry| match entry {
            Entry::Written { left_out, .. } => Some(left_out.as_slice()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    fn runs(&self) -> impl Iterator<Item = &Run> {
        self.0.iter().filter_map(|entry| match entry {
            Entry::Said(run) => Some(run),
            Entry::Undone { .. } | Entry::Moved(_) | Entry::Closed { .. } | Entry::Written { .. } => None,
        })
    }

    /// The runs that are taken back.
    #[must_use]
    pub fn undone(&self) -> BTreeSet<usize> {
        let undone = self.0.iter().filter_map(|entry| match entry {
            Entry::Undone { run, .. } => Some(*run),
            Entry::Said(_) | Entry::Moved(_) | Entry::Closed { .. } | Entry::Written { .. } => None,
        });
        undone.collect()
    }

    fn counting_runs(&self) -> impl Iterator<Item = &Run> {
        let undone = self.undone();
        self.runs().filter(move |run| !undone.contains(&run.run))
    }

    /// The number of the next run.
    #[must_use]
    pub fn next_run(&self) -> usize {
        self.runs().map(|run| run.run).max().map_or(1, |last| last + 1)
    }

    /// The import or registration by hand that `undo` takes back.
    #[must_use]
    pub fn last_to_undo(&self) -> Option<&Run> {
        self.counting_runs().filter(|run| !run.road.is_of_table()).last()
    }

    /// Every statement, those that are taken back included.
    pub fn spoken(&self) -> impl Iterator<Item = Spoken<'_>> {
        let statements = self.runs().flat_map(|run| run.statements.iter().map(move |statement| (run, statement)));
        statements.enumerate().map(|(index, (run, statement))| Spoken { index, run, statement })
    }

    /// What statements call dates today, each name once.
    #[must_use]
    pub fn date_names(&self, dates: &ExerciseDates) -> BTreeSet<&str> {
        self.moves().names(self.spoken(), dates)
    }

    /// What stands of each municipality that said anything.
    #[must_use]
    pub fn standing(&self, dates: &ExerciseDates) -> ByNumber<Standing> {
        let (undone, moves) = (self.undone(), self.moves());
        let mut spoken: Vec<Spoken<'_>> = self.spoken().filter(|spoken| !undone.contains(&spoken.run.run)).collect();
        // What was said at the same time stays in the order in which it was read.
        spoken.sort_by_key(|spoken| (spoken.statement.municipality, spoken.statement.said));
        let mut all: Vec<Standing> = Vec::new();
        for spoken in &spoken {
            let municipality = spoken.statement.municipality;
            if all.last().is_none_or(|last| last.number() != municipality) {
                all.push(Standing::new(municipality));
            }
            if let Some(standing) = all.last_mut() {
                standing.hear(spoken, &moves.answer(spoken, dates));
            }
        }
        all.into_iter().collect()
    }

    /// The identities of all rows that were read, those that are taken back aside.
    #[must_use]
    pub fn contents(&self) -> HashSet<&str> {
        let statements = self.counting_runs().flat_map(|run| &run.statements);
        statements.flat_map(|statement| statement.contents.iter().map(String::as_str)).collect()
    }

    /// The lists that were delivered, by the names of their files: the last delivery of each.
    #[must_use]
    pub fn lists(&self) -> Vec<(&str, &List)> {
        let mut lists: Vec<(&str, &List)> = Vec::new();
        for run in self.counting_runs() {
            let is_replaced =
                |(name, former): &(&str, &List)| run.lists.iter().any(|(file, list)| list.is_later(file, former, name));
            lists.retain(|list| !is_replaced(list));
            lists.extend(run.lists.iter().map(|(file, list)| (file.as_str(), list)));
        }
        lists
    }

    /// Whether a list was ever delivered as it is.
    #[must_use]
    pub fn has_list(&self, list: &List) -> bool {
        self.counting_runs().flat_map(|run| run.lists.values()).any(|known| known == list)
    }

    /// The road of a run's statements, for one that is made of the table: a folder that has none yet carries it over.
    #[must_use]
    pub fn road_of_table(&self) -> Road {
        if self.is_empty() { Road::Carried } else { Road::Edit }
    }
}
