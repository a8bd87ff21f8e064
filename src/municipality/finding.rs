//! Finding one of those invited by what people write, and saying why nobody was found.
//!
//! A name is never accepted because it is similar: `a_near_miss_is_refused_and_suggested`.

use super::known::{Bearer, Former, How};
use super::list::Municipality;
use super::naming::{Written, evened};
use super::norway::OfToday;
use super::number::Number;
use super::{Municipalities, known, naming};
use crate::findings::{problems, suggestion};
use crate::text::{has_lost_letters, visible};

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
            /// What it was called, if its number was written.
            former: Option<String>,
            /// The one that it is a part of.
            name: String,
            /// The year in which it ended.
            year: String,
            /// Whether it became a part of that one then.
            at_once: &'static str,
            /// Whether that one is invited.
            invited: &'static str,
        },
        /// A municipality that several have parts of.
        Divided {
            former: Option<String>,
            names: Vec<String>,
            year: String,
            at_once: &'static str,
            /// Whether any of them is invited.
            invited: &'static str,
        },
        /// A municipality that has another name, and is not invited.
        Renamed {
            former: Option<String>,
            name: String,
            year: String,
        },
        /// The name of a municipality that is not invited.
        NotInvited {
            county: String,
        },
        /// The number of a municipality that is not invited.
        NumberNotInvited {
            name: String,
            county: String,
        },
        /// The names of several municipalities.
        SeveralNamed {
            names: Vec<String>,
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

problems! {
    /// How a text was understood that is not quite right.
    pub(crate) enum Reading in "municipality" {
        /// A number of another year.
        NumberOfAnotherYear {
            name: String,
            number: String,
        },
        /// A name that it had before.
        NameOfAnotherYear {
            name: String,
            year: String,
        },
    }
}

/// So many words are looked through for the names of several municipalities.
const MOST_WORDS: usize = 40;

/// One that was found, and how it was found if that is worth saying.
type Found<'m> = (&'m Municipality, Option<Reading>);

impl Municipalities {
    /// The one that people mean by a number (`3025`, `301`), a name (`Asker kommune`, `Aas`, `Våler i
    /// Viken`) or both (`3025 Asker`).
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub(crate) fn find(&self, written: &str) -> Result<&Municipality, Unknown> {
        self.find_noting(written).map(|(found, _)| found)
    }

    /// The same, and how it was understood if it was found by a number or a name of another year.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub(crate) fn find_noting(&self, written: &str) -> Result<Found<'_>, Unknown> {
        self.look_up(written).map_err(|unknown| match unknown {
            Unknown::UnknownName { suggestion: None } => Unknown::UnknownName { suggestion: self.suggestion(written) },
            unknown => unknown,
        })
    }

    /// One that is written much like it; to look for it takes longer than all the rest.
    fn suggestion(&self, written: &str) -> Option<String> {
        let written = &visible(written);
        let name = number_and_name(written).map_or(&**written, |(_, name)| name);
        let readings = naming::readings(name);
        self.similar(readings.last().map(|reading| reading.name.as_str()).unwrap_or_default())
    }

    /// As [`Municipalities::find_noting`], without a suggestion.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one that is invited.
    pub(crate) fn look_up(&self, written: &str) -> Result<Found<'_>, Unknown> {
        let written = &visible(written);
        if let Ok(number) = written.parse::<Number>() {
            return self.numbered(number);
        }
        let Some((number, name)) = number_and_name(written) else { return self.named(written) };
        let by_number = self.numbered(number)?;
        let readings = naming::readings(name);
        if readings.iter().any(|reading| self.has_name(by_number.0, number, reading)) {
            return Ok(by_number);
        }
        let by_name = self.named(name)?;
        if by_number.0 == by_name.0 {
            Ok(by_number)
        } else {
            let (by_number, by_name) = (by_number.0.name.clone(), by_name.0.name.clone());
            Err(Unknown::NumberAndNameDisagree { by_number, by_name })
        }
    }

    fn numbered(&self, number: Number) -> Result<Found<'_>, Unknown> {
        if let Some(found) = self.get(number) {
            return Ok((found, None));
        }
        match known::bearer(number) {
            None => Err(Unknown::UnknownNumber),
            Some(Bearer::Former(former)) => self.formerly(former, Some(former.name.to_owned())),
            Some(Bearer::Today(today)) => match self.today(today) {
                Some(found) => {
                    let (name, number) = (found.name.clone(), found.number.to_string());
                    Ok((found, Some(Reading::NumberOfAnotherYear { name, number })))
                }
                None => {
                    let (name, county) = (today.name.to_owned(), today.county.to_owned());
                    Err(Unknown::NumberNotInvited { name, county })
                }
            },
        }
    }

    /// Whether one has a name, or had it when it had a number.
    fn has_name(&self, found: &Municipality, number: Number, reading: &Written) -> bool {
        let had =
            || matches!(known::bearer(number), Some(Bearer::Former(former)) if evened(former.name) == reading.name);
        self.spelled(&reading.name).contains(&found) && reading.place.is_none() || had()
    }

    fn named(&self, written: &str) -> Result<Found<'_>, Unknown> {
        if has_lost_letters(written) {
            return Err(Unknown::LostLetters);
        }
        let (mut elsewhere, readings) = (None, naming::readings(written));
        // Before "Hemnes" may be a genitive, it is the name of another municipality.
        let (literal, genitive): (Vec<_>, Vec<_>) = readings.iter().partition(|reading| !reading.is_genitive);
        for readings in [literal, genitive] {
            for reading in &readings {
                if let Some(found) = self.invited(reading, &mut elsewhere)? {
                    return Ok((found, None));
                }
            }
            if let Some(bearers) = readings.iter().map(|reading| meant(reading)).find(|bearers| !bearers.is_empty()) {
                return self.one_of(&bearers);
            }
        }
        match self.all_named(written).as_slice() {
            [] => {}
            [name, others @ ..] if others.iter().all(|other| other == name) => {
                if let Ok(found) = self.named(name) {
                    return Ok(found);
                }
            }
            names => return Err(Unknown::SeveralNamed { names: names.to_vec() }),
        }
        if let Some(name) = elsewhere {
            return Err(Unknown::Elsewhere { name });
        }
        Err(Unknown::UnknownName { suggestion: None })
    }

    /// The one invited that has a name as it is spelled, where it is said to lie.
    fn invited(&self, reading: &Written, elsewhere: &mut Option<String>) -> Result<Option<&Municipality>, Unknown> {
        let mut found = self.spelled(&reading.name);
        if let Some(place) = &reading.place {
            *elsewhere = found.first().map(|municipality| municipality.name.clone());
            found.retain(|municipality| known::is_in(municipality.number, place));
        }
        match found.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(only)),
            several => {
                let full = |found: &&Municipality| format!("{} ({})", found.name, found.number);
                Err(Unknown::SeveralOfThatName { names: several.iter().map(full).collect() })
            }
        }
    }

    /// The one invited among those in the country that have or had a name that nobody invited has.
    fn one_of(&self, bearers: &[Bearer]) -> Result<Found<'_>, Unknown> {
        let is_invited = |bearer: &Bearer| match bearer {
            Bearer::Today(today) => self.today(today).is_some(),
            Bearer::Former(former) => former.parts.iter().any(|part| self.today(part).is_some()),
        };
        // A municipality that ended long ago is meant only where nothing else is.
        let (today, former): (Vec<Bearer>, Vec<Bearer>) =
            bearers.iter().partition(|bearer| matches!(bearer, Bearer::Today(_)));
        let former = former.into_iter().filter(|bearer| today.is_empty() || is_invited(bearer));
        let meant: Vec<Bearer> = today.iter().copied().chain(former).collect();
        match meant.as_slice() {
            [Bearer::Former(former)] => self.formerly(former, None),
            [Bearer::Today(today)] => match self.today(today) {
                Some(found) => Ok((found, None)),
                None => Err(Unknown::NotInvited { county: today.county.to_owned() }),
            },
            several => {
                let names = several.iter().map(|bearer| bearer.with_county()).collect();
                Err(Unknown::SeveralOfThatName { names })
            }
        }
    }

    /// What became of a municipality that has ended. A part is not the whole: its answer may not be that of the one that
    /// it is a part of, unless only its name has changed.
    fn formerly(&self, former: &Former, called: Option<String>) -> Result<Found<'_>, Unknown> {
        let yes = |is: bool| if is { "yes" } else { "no" };
        let (year, at_once) = (former.year.to_string(), yes(former.how == How::AtOnce));
        let invited = former.parts.first().and_then(|part| self.today(part));
        let mut names: Vec<String> = former.parts.iter().map(|part| self.current_name(part)).collect();
        match (names.len(), invited) {
            (1, Some(found)) if former.how == How::Renamed => {
                let name = found.name.clone();
                Ok((found, Some(Reading::NameOfAnotherYear { name, year })))
            }
            (1, None) if former.how == How::Renamed => {
                Err(Unknown::Renamed { former: called, name: names.remove(0), year })
            }
            (1, _) => {
                let (name, invited) = (names.remove(0), yes(invited.is_some()));
                Err(Unknown::Former { former: called, name, year, at_once, invited })
            }
            _ => {
                let invited = yes(former.parts.iter().any(|part| self.today(part).is_some()));
                Err(Unknown::Divided { former: called, names, year, at_once, invited })
            }
        }
    }

    /// The names of which a text is made up, one after the other; none if anything else is in it.
    fn all_named(&self, written: &str) -> Vec<String> {
        let written = evened(&written.replace([',', ';', '+'], " "));
        let words: Vec<&str> = written.split(' ').filter(|word| !matches!(*word, "og" | "and" | "kommune")).collect();
        // More words are no list of municipalities in one cell.
        if words.len() > MOST_WORDS { Vec::new() } else { self.names_in(&words).unwrap_or_default() }
    }

    fn names_in(&self, words: &[&str]) -> Option<Vec<String>> {
        if words.is_empty() {
            return Some(Vec::new());
        }
        (1..=words.len()).rev().find_map(|end| {
            let name = self.name_spelled(&words[..end].join(" "))?;
            Some(std::iter::once(name).chain(self.names_in(&words[end..])?).collect())
        })
    }

    fn name_spelled(&self, name: &str) -> Option<String> {
        if let Some(found) = self.spelled(name).first() {
            return Some(found.name.clone());
        }
        let written = Written { name: name.to_owned(), place: None, is_genitive: false };
        known::bearers(&written).first().map(|bearer| match bearer {
            Bearer::Today(today) => self.current_name(today),
            Bearer::Former(former) => former.name.to_owned(),
        })
    }

    /// The name of one invited that is spelled nearly so, unless another one in the country is nearer.
    fn similar(&self, written: &str) -> Option<String> {
        let invited: Vec<&str> = self.iter().map(|municipality| municipality.name.as_str()).collect();
        suggestion(written, invited.iter().copied())?;
        let nearest = suggestion(written, invited.iter().copied().chain(known::names()))?;
        invited.contains(&nearest).then(|| nearest.to_owned())
    }

    /// All that have a name as it is spelled, or else all whose name can be spelled so without æ, ø, å, unless it is the
    /// name of another one: Lardal is not Lærdal.
    fn spelled(&self, name: &str) -> Vec<&Municipality> {
        let names = self.names();
        let in_ascii = || names.by_ascii.get(name).filter(|_| !known::is_name(name));
        let numbers = names.by_name.get(name).or_else(in_ascii);
        numbers.into_iter().flatten().filter_map(|number| self.get(*number)).collect()
    }

    /// The one of today if it is invited, by whichever of its numbers the list has it.
    fn today(&self, today: &OfToday) -> Option<&Municipality> {
        self.by_today().get(today.number).and_then(|number| self.get(*number))
    }

    fn current_name(&self, today: &OfToday) -> String {
        self.today(today).map_or_else(|| today.name.to_owned(), |found| found.name.clone())
    }
}

/// Those in the country that have or had a name. A genitive of one that has ended is a typing mistake: "Mos" is not Mo.
fn meant(reading: &Written) -> Vec<Bearer> {
    let mut bearers = known::bearers(reading);
    bearers.retain(|bearer| !reading.is_genitive || matches!(bearer, Bearer::Today(_)));
    bearers
}

/// `3025 Asker`, `3025 - Asker`, `Asker (3025)`, `Asker 3025`; `301 Oslo` where a spreadsheet has dropped the zero.
fn number_and_name(written: &str) -> Option<(Number, &str)> {
    let written = written.trim();
    let divides = [' ', '\u{a0}', '-', '–', ':', '.', ','];
    if let Some((name, number)) = written.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        return Some((number.parse().ok()?, name.trim()));
    }
    let is_digit = |c: char| c.is_ascii_digit();
    let behind = written.trim_end_matches(is_digit);
    let (number, name) = match written.trim_start_matches(is_digit) {
        before if before.len() < written.len() => (&written[..written.len() - before.len()], before),
        // A longer one at the end is a phone number.
        _ if written.len() - behind.len() > 4 || written.contains("v/") => return None,
        _ => (&written[behind.len()..], behind),
    };
    let name = name.trim_matches(divides);
    (number.len() >= 3 && !name.is_empty()).then_some((number.parse().ok()?, name))
}
