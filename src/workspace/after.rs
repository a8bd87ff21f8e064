//! A new exercise after a former one: what is taken over, who comes first this time because of what it got then, and who has
//! not taken part yet.
//!
//! The former folder is only read. What is taken over is the lead's: who organises, whom to ask, how letters are sent and
//! worded, who is invited at which address, and who belongs together. Dates and answers belong to the former exercise.

mod former;
mod kept;
mod past;
mod taken;
mod told;

use std::collections::{BTreeMap, HashMap};

use super::{Context, Result, accept};
use crate::exercise::TEMPLATES;
use crate::findings::{Findings, typed};
use crate::folder::FileProblem;
use crate::municipality::address_list::ListedAddress;
use crate::municipality::{Municipality, Number};
use crate::words::say;
pub(crate) use former::Former;
use former::in_folder;
use past::{Before, Missing, Past};
use taken::Raised;
pub(crate) use taken::TakenOver;
pub(crate) use told::Told;

impl Former {
    /// What a new exercise takes over. With `only_missing`, those who took part are not invited. Addresses that are empty
    /// are filled in from `listed`.
    ///
    /// # Errors
    /// When a file cannot be read; or those who took part are to be left out, and nobody has recorded who did, or it was
    /// everyone.
    pub(crate) fn taken_over(&self, only_missing: bool, listed: &[ListedAddress]) -> Result<TakenOver> {
        self.take_over(only_missing, listed).map_err(|failure| in_folder(failure, &self.shown))
    }

    fn take_over(&self, only_missing: bool, listed: &[ListedAddress]) -> Result<TakenOver> {
        let workspace = &self.workspace;
        let past = Past::of(workspace)?;
        let missing = if only_missing { Some(self.missing(&past)?) } else { None };
        let is_invited = |number: Number| missing.as_ref().is_none_or(|missing| missing.contains_key(&number));
        let invited: Vec<&Municipality> =
            workspace.municipalities.iter().filter(|municipality| is_invited(municipality.number)).collect();
        let raised: HashMap<Number, (Before, i32)> = invited.iter().filter_map(|one| past.raised(one)).collect();
        let priorities = raised.iter().map(|(number, (_, priority))| (*number, *priority)).collect();
        let (addresses, refilled) = self.refilled(listed, &is_invited);
        let has_address = |one: &Municipality| one.email.is_some() || addresses.contains_key(&one.number);
        let mut findings = Findings::new();
        let exercise = workspace.folder.exercise_text(&mut findings)?.unwrap_or_default();
        Ok(TakenOver {
            exercise,
            municipalities: workspace.folder.municipality_list(is_invited, &priorities, &addresses)?,
            files: self.own_files()?,
            raised: invited.iter().filter_map(|one| with_priority(one, raised.get(&one.number))).collect(),
            is_assigned: past.is_assigned(),
            groups: self.kept_groups(&is_invited),
            invited: invited.len(),
            left_out: workspace.municipalities.len() - invited.len(),
            missing: self.missing_by_why(missing.unwrap_or_default()),
            refilled,
            without_address: invited.iter().filter(|one| !has_address(one)).count(),
        })
    }

    /// Those who have not taken part, and why.
    fn missing(&self, past: &Past<'_>) -> Result<HashMap<Number, Missing>> {
        let workspace = &self.workspace;
        if past.attendance.is_empty() {
            let first = workspace.exercise.dates.offered().next();
            let is_to_come = first.filter(|date| workspace.is_to_come(*date));
            let first = is_to_come.map(|date| workspace.exercise.dates.short(date));
            let folder = typed(self.shown.display().to_string());
            return Err(say!("init-nothing-recorded", folder = folder, first = first).into());
        }
        let all = workspace.municipalities.iter();
        let missing: HashMap<_, _> = all.filter_map(|one| Some((one.number, past.missing(one.number)?))).collect();
        if missing.is_empty() {
            return Err(say!("init-all-took-part").into());
        }
        Ok(missing)
    }

    fn missing_by_why(&self, missing: HashMap<Number, Missing>) -> Vec<(Missing, String)> {
        let mut missing: Vec<(Missing, Number)> = missing.into_iter().map(|(number, why)| (why, number)).collect();
        missing.sort_unstable();
        missing.into_iter().map(|(why, number)| (why, self.workspace.name(number))).collect()
    }

    /// The templates of the lead, and the certificate that letters are sent by.
    fn own_files(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        let (folder, mut findings) = (&self.workspace.folder, Findings::new());
        let templates = folder.own_templates(&mut findings)?;
        accept(findings)?;
        let mut files: BTreeMap<String, Vec<u8>> =
            templates.into_iter().map(|(name, text)| (format!("{TEMPLATES}/{name}"), text.into_bytes())).collect();
        if let Some(file) = self.workspace.exercise.mail.ca_file() {
            match folder.file(file) {
                Ok(bytes) => drop(files.insert(file.to_owned(), bytes)),
                Err(FileProblem::NotFound) => {}
                Err(problem) => return Err(problem).context(say!("workspace-cannot-read", file = file)),
            }
        }
        Ok(files)
    }
}

fn with_priority(one: &Municipality, raised: Option<&(Before, i32)>) -> Option<Raised> {
    let priority = raised.map_or(one.priority, |(_, priority)| *priority);
    let (municipality, why) = (one.name.clone(), raised.map(|(why, _)| *why));
    (why.is_some() || priority != 0).then_some(Raised { municipality, why, priority, had_one: one.priority != 0 })
}
