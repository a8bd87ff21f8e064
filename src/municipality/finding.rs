//! Finding one of those invited by what people write, and saying why nobody was found.
//!
//! A name is never accepted because it is similar: `a_near_miss_is_refused_and_suggested`.

use super::list::Municipality;
use super::number::Number;
use super::{Municipalities, known, naming};
use crate::findings::{problems, suggestion};

problems! {
    /// Why a text does not name one of the municipalities that are invited.
    #[expect(clippy::enum_variant_names, reason = "their names are keys of the catalogue and codes of the JSON")]
    pub enum Unknown in "municipality" {
        /// A number that is not on the list.
        UnknownNumber,
        /// A name that is not on the list.
        UnknownName {
            /// The name that it may have been meant to be.
            suggestion: Option<String>,
        },
        /// A name that several have.
        SeveralOfThatName {
            /// Each with its number.
            names: Vec<String>,
        },
        /// A name of a municipality that lies somewhere else.
        Elsewhere {
            /// The one that is invited.
            name: String,
        },
        /// A municipality that no longer exists.
        Former {
            /// The one that it became part of.
            name: String,
        },
        /// Letters are missing.
        LostLetters,
        /// A number and a name that do not belong together.
        NumberAndNameDisagree {
            /// The municipality with that number.
            by_number: String,
            /// The municipality with that name.
            by_name: String,
        },
    }
}

impl Municipalities {
    /// The one that people mean by a number (`3025`, `301`), a name (`Asker kommune`, `Aas`, `Våler i
    /// Viken`) or both (`3025 Asker`).
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub fn find(&self, written: &str) -> Result<&Municipality, Unknown> {
        self.find_noting(written).map(|(found, _)| found)
    }

    /// The same, and its number of this year if it was found by a number of another one.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub fn find_noting(&self, written: &str) -> Result<(&Municipality, Option<Number>), Unknown> {
        if let Ok(number) = written.parse::<Number>() {
            return self.numbered(number);
        }
        let Some((number, name)) = number_and_name(written) else { return Ok((self.named(written)?, None)) };
        let (by_number, note) = self.numbered(number)?;
        let by_name = self.named(name)?;
        if by_number == by_name {
            Ok((by_number, note))
        } else {
            Err(Unknown::NumberAndNameDisagree { by_number: by_number.name.clone(), by_name: by_name.name.clone() })
        }
    }

    fn numbered(&self, number: Number) -> Result<(&Municipality, Option<Number>), Unknown> {
        if let Some(found) = self.get(number) {
            return Ok((found, None));
        }
        if let Some(found) = known::other_number(number).and_then(|other| self.get(other)) {
            return Ok((found, Some(found.number)));
        }
        match known::former_by_number(number) {
            Some(former) => Err(Unknown::Former { name: self.current_name(&former) }),
            None => Err(Unknown::UnknownNumber),
        }
    }

    fn named(&self, written: &str) -> Result<&Municipality, Unknown> {
        if naming::is_lossy(written) {
            return Err(Unknown::LostLetters);
        }
        let readings = naming::readings(written);
        let mut elsewhere = None;
        for reading in &readings {
            let mut found = self.spelled(&reading.name);
            if let Some(place) = &reading.place {
                elsewhere = found.first().map(|municipality| municipality.name.clone());
                found.retain(|municipality| known::counties(municipality.number).contains(place));
            }
            match found.as_slice() {
                [] => {}
                [only] => return Ok(only),
                several => {
                    let full = |found: &&Municipality| format!("{} ({})", found.name, found.number);
                    return Err(Unknown::SeveralOfThatName { names: several.iter().map(full).collect() });
                }
            }
        }
        if let Some(former) = readings.iter().find_map(known::former_by_name) {
            return Err(Unknown::Former { name: self.current_name(&former) });
        }
        if let Some(name) = elsewhere {
            return Err(Unknown::Elsewhere { name });
        }
        let names = self.iter().map(|municipality| municipality.name.as_str());
        let shortest = readings.last().map(|reading| reading.name.as_str()).unwrap_or_default();
        Err(Unknown::UnknownName { suggestion: suggestion(shortest, names).map(str::to_owned) })
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
