//! A new exercise after a former one: what is taken over, and who comes first this time because of what it got then.
//!
//! The former folder is only read. What is taken over is the lead's: who organises, whom to ask, how letters are sent and
//! worded, who is invited at which address. Dates, groups and answers belong to the former exercise.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Context, Result, Workspace};
use crate::assignment::Seat;
use crate::exercise::{TEMPLATES, edit};
use crate::findings::Findings;
use crate::folder::FileProblem;
use crate::municipality::Number;
use crate::registration::Answer;
use crate::words::say;

/// Why a municipality comes first this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Before {
    /// It got a later choice.
    LaterChoice,
    /// It took part in nothing, though it had asked to: it had no date.
    NoDate,
}

impl Before {
    /// How much higher its priority is.
    fn raise(self) -> i32 {
        match self {
            Before::LaterChoice => 1,
            Before::NoDate => 2,
        }
    }
}

/// What is taken over from a former exercise.
#[derive(Debug)]
pub(crate) struct TakenOver {
    /// The text of its exercise.toml.
    exercise: String,
    /// data/municipalities.csv as it is to be.
    pub(crate) municipalities: Vec<u8>,
    /// The other files, from the folder's top.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// Those with a higher priority, by name, and why.
    pub(crate) raised: Vec<(String, Before)>,
    /// How many are invited.
    pub(crate) invited: usize,
    /// How many of the former exercise are not, as they have taken part.
    pub(crate) left_out: usize,
}

impl Workspace {
    /// What a new exercise takes over from this one. With `only_missing`, those who took part are not invited.
    ///
    /// # Errors
    /// When a file cannot be read; or those who took part are to be left out, and nobody has recorded who did.
    pub(crate) fn taken_over(&self, only_missing: bool) -> Result<TakenOver> {
        let answers = self.answers()?;
        let assignments = self.assignments(&answers)?;
        let attendance = self.attendance()?;
        if only_missing && attendance.is_empty() {
            return Err(say!("init-nothing-recorded").into());
        }
        let took_part: HashSet<Number> =
            attendance.iter().filter(|one| one.took_part).map(|one| one.municipality).collect();
        let is_invited = |number: Number| !only_missing || !took_part.contains(&number);
        let mut priorities = HashMap::new();
        let mut raised = Vec::new();
        for municipality in self.municipalities.iter().filter(|municipality| is_invited(municipality.number)) {
            let number = municipality.number;
            let answer = answers.get(number).map(|answered| &answered.answer);
            if let Some(before) = before(answer, assignments.seat(number)) {
                priorities.insert(number, municipality.priority.saturating_add(before.raise()));
                raised.push((municipality.name.clone(), before));
            }
        }
        let invited = self.municipalities.iter().filter(|municipality| is_invited(municipality.number)).count();
        let mut findings = Findings::new();
        Ok(TakenOver {
            exercise: self.folder.exercise_text(&mut findings)?.unwrap_or_default(),
            municipalities: self.folder.municipality_list(is_invited, &priorities)?,
            files: self.own_files()?,
            raised,
            invited,
            left_out: self.municipalities.len() - invited,
        })
    }

    /// The templates of the lead, and the certificate that letters are sent by.
    fn own_files(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        let templates = self.folder.own_templates(&mut Findings::new())?;
        let mut files: BTreeMap<String, Vec<u8>> =
            templates.into_iter().map(|(name, text)| (format!("{TEMPLATES}/{name}"), text.into_bytes())).collect();
        if let Some(file) = self.exercise.mail.ca_file() {
            match self.folder.file(file) {
                Ok(bytes) => drop(files.insert(file.to_owned(), bytes)),
                Err(FileProblem::NotFound) => {}
                Err(problem) => return Err(problem).context(say!("workspace-cannot-read", file = file)),
            }
        }
        Ok(files)
    }
}

impl TakenOver {
    /// The text of the new exercise.toml with what is taken over.
    #[must_use]
    pub(crate) fn text(&self, new: &str) -> String {
        edit::taken_over(new, &self.exercise).unwrap_or_else(|| new.to_owned())
    }
}

fn before(answer: Option<&Answer>, seat: Option<Seat>) -> Option<Before> {
    match (answer?, seat) {
        (Answer::Declined, _) => None,
        (_, None) => Some(Before::NoDate),
        (Answer::Dates(_), Some(seat)) if seat.rank != Some(1) => Some(Before::LaterChoice),
        (Answer::Dates(_) | Answer::Any, Some(_)) => None,
    }
}
