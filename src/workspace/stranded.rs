//! Dates that tables name and the exercise does not have, or has two of: what a lead's edit of exercise.toml leaves behind.
//! `check` and every other command say the same of them, with the command that mends it (`tests/it/plan.rs`).

use std::collections::BTreeMap;

use super::Result;
use crate::exercise::{DateProblem, ExerciseDates, moment};
use crate::findings::{Finding, Findings, Place, Value, problems, typed};
use crate::folder::{ASSIGNMENTS, DateName, Folder, REGISTRATIONS, STATEMENTS};
use crate::words::say;

problems! {
    /// What is wrong with a name that a table has for a date.
    enum Problem in "stranded" {
        /// No date is called so any more.
        Gone {
            day: Value,
            /// How many name it, table by table.
            named: Value,
            /// It, as it is typed in a command.
            from: Value,
            /// The date that it may be now, as it is typed.
            to: Option<Value>,
        },
        /// Two dates may be meant.
        Several { day: Value, dates: Value, named: Value, from: Value, to: Value },
    }
}

/// A name that tables have for a date, and that names none, or several.
#[derive(Debug, Clone)]
pub(crate) struct Stranded {
    /// As it stands in the tables.
    pub(crate) name: String,
    problem: DateProblem,
    file: &'static str,
    place: Place,
    /// By table, how many rows have it.
    rows: BTreeMap<&'static str, usize>,
}

/// The names in the tables of a folder that none of the dates has.
pub(crate) fn stranded(folder: &Folder, dates: &ExerciseDates) -> Result<Vec<Stranded>> {
    Ok(stranded_of(&folder.date_names()?, dates))
}

fn stranded_of(names: &[DateName], dates: &ExerciseDates) -> Vec<Stranded> {
    let mut all: Vec<Stranded> = Vec::new();
    for DateName { file, name, place, rows } in names {
        // What is no date at all is told where the table is read.
        let Err(problem @ (DateProblem::NotOffered | DateProblem::Several(_))) = dates.find(name) else { continue };
        match all.iter_mut().find(|known| known.name == *name) {
            Some(known) => *known.rows.entry(file).or_default() += rows,
            None => {
                let rows = BTreeMap::from([(*file, *rows)]);
                all.push(Stranded { name: name.clone(), problem, file, place: *place, rows });
            }
        }
    }
    all
}

/// What is wrong with them, each with the command that mends it.
pub(crate) fn findings(folder: &Folder, dates: &ExerciseDates) -> Result<Findings> {
    let names = folder.date_names()?;
    let stranded = stranded_of(&names, dates);
    let is_named = |id| names.iter().any(|name| dates.find(&name.name) == Ok(id));
    let new: Vec<String> = dates.offered().filter(|id| !is_named(*id)).map(|id| dates.written(id)).collect();
    // Only where it is the one thing that it can be.
    let only = match (new.as_slice(), stranded.as_slice()) {
        ([only], [_]) => Some(only.clone()),
        _ => None,
    };
    let mut findings = Findings::new();
    stranded.iter().for_each(|stranded| findings.push(stranded.finding(only.as_ref(), dates)));
    Ok(findings)
}

/// A name of a date as a lead types it.
fn typed_name(name: &str) -> Value {
    match moment(name) {
        Some(moment) if !name.contains(' ') => typed(moment.format("%d.%m.%Y").to_string()),
        _ => typed(name),
    }
}

/// A name of a date as a day, with its hour where it has one.
pub(crate) fn day_of(name: &str) -> Value {
    match moment(name) {
        Some(moment) if name.contains(' ') => moment.into(),
        Some(moment) => moment.date().into(),
        None => name.into(),
    }
}

/// Whether a finding about one cell is told by one about its date.
pub(crate) fn is_told_by(finding: &Finding) -> bool {
    matches!(finding.problem.key().as_str(), "date-not-offered" | "date-several")
}

/// The same of a date that only statements name, and with how many registrations.
pub(crate) fn in_statements(name: &str, count: usize) -> Finding {
    let named = Value::List(vec![say!("stranded-registrations", count = count).into()]);
    let problem = Problem::Gone { day: day_of(name), named, from: typed_name(name), to: None };
    Finding::error(STATEMENTS, problem).value(name)
}

impl Stranded {
    fn finding(&self, only: Option<&String>, dates: &ExerciseDates) -> Finding {
        let (day, from, named) = (day_of(&self.name), typed_name(&self.name), self.named());
        let problem = match &self.problem {
            DateProblem::Several(several) => {
                let either = Value::Either(several.iter().map(Value::from).collect());
                Problem::Several { day, dates: either, named, from, to: typed(self.first_of(dates)) }
            }
            _ => Problem::Gone { day, named, from, to: only.map(typed) },
        };
        Finding::error(self.file, problem).at(self.place).value(&self.name)
    }

    /// How many name it, table by table.
    fn named(&self) -> Value {
        let rows = |file: &str| self.rows.get(file).copied().unwrap_or_default();
        let (registrations, assigned) = (rows(REGISTRATIONS), rows(ASSIGNMENTS));
        let attended = self.rows.values().sum::<usize>() - registrations - assigned;
        let parts = [
            (registrations, say!("stranded-registrations", count = registrations)),
            (assigned, say!("stranded-assigned", count = assigned)),
            (attended, say!("stranded-attended", count = attended)),
        ];
        Value::List(parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part.into()).collect())
    }

    /// The first of the dates that it may be, as it is typed.
    fn first_of(&self, dates: &ExerciseDates) -> String {
        let first = dates.ids().find(|id| dates.key(*id).starts_with(&self.name));
        first.map(|id| dates.key(id).to_owned()).unwrap_or_default()
    }
}
