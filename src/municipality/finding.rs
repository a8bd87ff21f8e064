//! Finding one of those invited by what people write, and saying why nobody was found.
//!
//! It must never accept a name because it is similar.

use super::{FILE, Municipalities, Municipality, Number, known, naming};
use crate::findings::suggestion;

/// Why a text does not name one of the municipalities that are invited.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// A number that is not on the list.
    #[error("is not the number of a municipality that is invited")]
    Number,
    /// A name that is not on the list, and the one it may have been meant to be.
    #[error("is not the name of a municipality that is invited")]
    Name(Option<String>),
    /// A name that several have.
    #[error("is the name of more than one municipality: {}", .0.join(" and "))]
    Several(Vec<String>),
    /// A name of one that lies somewhere else.
    #[error("lies elsewhere than the {0} that is invited")]
    Elsewhere(String),
    /// A municipality that is no more, and the one that it is a part of now.
    #[error("is no municipality any more: it is now part of {0}")]
    Former(String),
    /// Letters are missing.
    #[error("has lost letters: a program saved the file that did not know æ, ø and å")]
    Lossy,
    /// A number and a name that do not belong together.
    #[error("has the number of one municipality and the name of another: {0} and {1}")]
    Disagree(String, String),
}

impl Unknown {
    /// What to do about it.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Unknown::Number => format!("correct it, or add the municipality to {FILE}"),
            Unknown::Name(None) => format!("write its name or number as in {FILE}"),
            Unknown::Name(Some(name)) => format!("did you mean \"{name}\"? Write its name or number as in {FILE}"),
            Unknown::Several(_) => "write the number instead".to_owned(),
            Unknown::Elsewhere(_) => "write the number if it is the one that is invited, or remove the row".to_owned(),
            Unknown::Former(name) => format!("ask whom it answers for, and write \"{name}\" if it is all of it"),
            Unknown::Lossy => "ask for the file anew, saved as UTF-8 or as a workbook, or write the name".to_owned(),
            Unknown::Disagree(..) => "correct the number or the name".to_owned(),
        }
    }
}

/// A municipality that was found by a number of another year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is the number of another year; it is read as {0}")]
pub struct OtherYear(pub Number);

impl Municipalities {
    /// The one that people mean by a number (`3025`, `301`), a name (`Asker kommune`, `Aas`, `Våler i
    /// Viken`) or both (`3025 Asker`).
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub fn find(&self, written: &str) -> Result<&Municipality, Unknown> {
        self.find_noting(written).map(|(found, _)| found)
    }

    /// The same, and a note if it was found by a number of another year.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub fn find_noting(&self, written: &str) -> Result<(&Municipality, Option<OtherYear>), Unknown> {
        if let Ok(number) = written.parse::<Number>() {
            return self.numbered(number);
        }
        let Some((number, name)) = number_and_name(written) else { return Ok((self.named(written)?, None)) };
        let (by_number, note) = self.numbered(number)?;
        let by_name = self.named(name)?;
        if by_number == by_name {
            Ok((by_number, note))
        } else {
            Err(Unknown::Disagree(by_number.name.clone(), by_name.name.clone()))
        }
    }

    fn numbered(&self, number: Number) -> Result<(&Municipality, Option<OtherYear>), Unknown> {
        if let Some(found) = self.get(number) {
            return Ok((found, None));
        }
        if let Some(found) = known::other_number(number).and_then(|other| self.get(other)) {
            return Ok((found, Some(OtherYear(found.number))));
        }
        match known::former_by_number(number) {
            Some(former) => Err(Unknown::Former(self.current_name(&former))),
            None => Err(Unknown::Number),
        }
    }

    fn named(&self, written: &str) -> Result<&Municipality, Unknown> {
        if naming::is_lossy(written) {
            return Err(Unknown::Lossy);
        }
        let readings = naming::readings(written);
        let mut elsewhere = None;
        for reading in &readings {
            let mut found = self.spelled(&reading.name);
            if let Some(place) = &reading.place {
                elsewhere = found.first().map(|one| one.name.clone());
                found.retain(|one| known::counties(one.number).contains(place));
            }
            match found.as_slice() {
                [] => {}
                [one] => return Ok(one),
                several => {
                    let full = |one: &&Municipality| format!("{} ({})", one.name, one.number);
                    return Err(Unknown::Several(several.iter().map(full).collect()));
                }
            }
        }
        if let Some(former) = readings.iter().find_map(known::former_by_name) {
            return Err(Unknown::Former(self.current_name(&former)));
        }
        if let Some(name) = elsewhere {
            return Err(Unknown::Elsewhere(name));
        }
        let names = self.iter().map(|municipality| municipality.name.as_str());
        let shortest = readings.last().map(|reading| reading.name.as_str()).unwrap_or_default();
        Err(Unknown::Name(suggestion(shortest, names).map(str::to_owned)))
    }

    /// All that have a name as it is spelled, or else all whose name can be spelled so without æ, ø, å.
    fn spelled(&self, name: &str) -> Vec<&Municipality> {
        let names = self.names();
        let numbers = names.by_name.get(name).or_else(|| names.by_ascii.get(name));
        numbers.into_iter().flatten().filter_map(|number| self.get(*number)).collect()
    }

    fn current_name(&self, former: &known::Former) -> String {
        let number = self.get(former.number).map(|found| found.number).or_else(|| known::other_number(former.number));
        let found = number.and_then(|number| self.get(number));
        found.map_or_else(|| former.now.clone(), |found| found.name.clone())
    }
}

/// `3025 Asker`, `3025 - Asker`, `Asker (3025)`.
fn number_and_name(written: &str) -> Option<(Number, &str)> {
    let written = written.trim();
    if let Some((name, number)) = written.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        return Some((number.parse().ok()?, name.trim()));
    }
    let (number, name) = written.split_at(written.find(|c: char| !c.is_ascii_digit())?);
    let name = name.trim_start_matches([' ', '\u{a0}', '-', '–', ':', '.', ',']);
    (number.len() >= 4 && !name.is_empty()).then_some((number.parse().ok()?, name))
}
