//! What the lead is told of the next exercise: what was taken over and what not, who comes first and why, who is invited
//! again and why.

use super::former::Former;
use super::past::{Before, Missing};
use super::taken::{Raised, TakenOver};
use crate::exercise::taken_over::taken_tables;
use crate::findings::{Sentence, typed};
use crate::words::say;

/// A line; with names, where it introduces any.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) line: Sentence,
    pub(crate) names: Vec<Sentence>,
}

impl Told {
    fn line(line: Sentence) -> Told {
        Told { line, names: Vec::new() }
    }

    fn names(line: Sentence, names: impl IntoIterator<Item = String>) -> Told {
        Told { line, names: names.into_iter().map(Sentence::verbatim).collect() }
    }
}

impl Former {
    /// What the lead is told of what was taken over.
    pub(crate) fn told(&self, taken: &TakenOver) -> Vec<Told> {
        let tables = taken_tables(&taken.exercise);
        let mut told = self.what(taken, &tables);
        told.extend(self.invited_again(taken));
        told.extend(priorities(taken));
        told.extend(
            Some(self.dates_to_come())
                .filter(|dates| !dates.is_empty())
                .map(|dates| Told::line(say!("init-not-over", dates = dates))),
        );
        let (filled, different) = (taken.refilled.filled, taken.refilled.different);
        if filled + different > 0 {
            told.push(Told::line(say!("init-refilled", filled = filled, different = different)));
        }
        if taken.without_address > 0 {
            told.push(Told::line(say!("init-without-address", count = taken.without_address)));
        }
        let letters = tables.contains(&"letters").then(|| "[letters]".to_owned());
        let words: Vec<String> = letters.into_iter().chain(taken.templates().map(str::to_owned)).collect();
        if !words.is_empty() {
            told.push(Told::names(say!("init-read-again"), words));
        }
        told
    }

    /// What is in the new folder, and what is not.
    fn what(&self, taken: &TakenOver, tables: &[&str]) -> Vec<Told> {
        let groups = taken.groups.iter().filter(|group| group.is_kept()).count();
        let mut what = Told::names(say!("init-taken-over", folder = self.shown.as_path()), []);
        what.names.push(say!("init-taken-fields"));
        what.names.extend(tables.iter().map(|table| Sentence::verbatim(format!("[{table}]"))));
        what.names.extend((groups > 0).then(|| say!("init-taken-groups", count = groups)));
        what.names.extend(taken.files.keys().map(Sentence::verbatim));
        what.names.push(say!("init-taken-municipalities", addresses = taken.invited - taken.without_address));
        let mut told = vec![what];
        let attached = &self.workspace.exercise.invitation.attach;
        if !attached.is_empty() {
            told.push(Told::names(say!("init-not-attached"), attached.iter().map(|attached| attached.file.clone())));
        }
        for group in taken.groups.iter().filter(|group| !group.left_out.is_empty()) {
            let (name, out) = (&group.name, group.left_out.clone());
            told.push(Told::line(match group.is_kept() {
                true => say!("init-group-without", group = name, municipalities = out),
                false => say!("init-group-left-out", group = name),
            }));
        }
        told
    }

    /// Who is invited again, where only some are.
    fn invited_again(&self, taken: &TakenOver) -> Vec<Told> {
        if taken.missing.is_empty() {
            return Vec::new();
        }
        let dates = &self.workspace.exercise.dates;
        let mut told = vec![Told::line(say!("init-left-out", count = taken.left_out))];
        for same in taken.missing.chunk_by(|(one, _), (other, _)| one == other) {
            let (why, date) = (same[0].0, same[0].0.date().map(|date| dates.short(date)));
            let line = say!("init-missing", why = <&str>::from(why), date = date);
            told.push(Told::names(line, same.iter().map(|(_, name)| name.clone())));
        }
        let unrecorded = taken.missing.iter().find(|(why, _)| matches!(why, Missing::Unrecorded(_)));
        if let Some(date) = unrecorded.and_then(|(why, _)| why.date()) {
            let (folder, date) = (typed(self.shown.display().to_string()), typed(dates.key(date)));
            told.push(Told::line(say!("init-unrecorded", folder = folder, date = date)));
        }
        told
    }

    /// The dates that are to come: what happens on them is not known.
    fn dates_to_come(&self) -> Vec<String> {
        let dates = &self.workspace.exercise.dates;
        dates.offered().filter(|date| self.workspace.is_to_come(*date)).map(|date| dates.short(date)).collect()
    }
}

fn priorities(taken: &TakenOver) -> Vec<Told> {
    let mut told = Vec::new();
    for why in Before::ALL {
        let names = of(taken, Some(why));
        if !names.is_empty() {
            let line = say!("init-raised", why = <&str>::from(why), raise = why.raise());
            told.push(Told::names(line, names));
        }
    }
    if told.is_empty() {
        let assigned = if taken.is_assigned { "yes" } else { "no" };
        told.push(Told::line(say!("init-nobody-raised", assigned = assigned)));
    }
    let kept = of(taken, None);
    if !kept.is_empty() {
        told.push(Told::names(say!("init-priority-kept"), kept));
    }
    told
}

/// The names of those for whom that is why, with the priority of those who had one before.
fn of(taken: &TakenOver, why: Option<Before>) -> Vec<String> {
    let name = |one: &Raised| match one.had_one {
        true => format!("{} ({})", one.municipality, one.priority),
        false => one.municipality.clone(),
    };
    taken.raised.iter().filter(|one| one.why == why).map(name).collect()
}
