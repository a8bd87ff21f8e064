//! What the headings of a list of those who took part say. Municipalities are found by the words of registrations.

use crate::findings::{Value, quoted};
use crate::intake::vocabulary::{Heading, Meaning, Vocabulary};
use crate::registration::Field;
use crate::text::words;

/// What a column of such a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    Number,
    Municipality,
    /// Whether it took part.
    TookPart,
    /// How many people were seen.
    HeadCount,
    /// The date that the row is about.
    Date,
    /// The same as [`Holds::TookPart`], the other way round.
    Negated,
    /// Participants, expected or seen.
    Participants,
    /// What a municipality chose.
    Choice,
    /// Whom to reach, when, and what else says nothing of who took part.
    Beside,
    /// What was planned, a remark, or something that nobody knows.
    Other,
}

/// With one of these, a heading speaks of what was planned.
const PLANNED: &[&str] = &[
    "påmeldt",
    "påmeldte",
    "påmelde",
    "påmelding",
    "forventet",
    "forventede",
    "forventa",
    "ventet",
    "ventede",
    "venta",
    "planlagt",
    "planlagte",
    "planlagde",
    "meldt",
    "meldte",
    "invitert",
    "inviterte",
    "kapasitet",
    "expected",
    "announced",
    "planned",
    "registered",
    "invited",
    "capacity",
    "so far",
];
const NOT: &[&str] = &["ikke", "ikkje", "not", "fravær", "fråvær", "fraværende", "fråverande", "absent", "forfall"];
const COUNT: &[&str] = &[
    "antall",
    "antal",
    "talet på",
    "tal på",
    "hvor mange",
    "kor mange",
    "how many",
    "head count",
    "headcount",
    "number of people",
    "number of participants",
    "people",
    "personer",
    "personar",
];
const TOOK_PART: &[&str] = &[
    "deltok",
    "deltatt",
    "møtte",
    "møtt",
    "oppmøte",
    "frammøte",
    "fremmøte",
    "til stede",
    "tilstede",
    "til stades",
    "var med",
    "took part",
    "attended",
    "attendance",
    "present",
];
const PARTICIPANTS: &[&str] = &["participants", "deltakere", "deltagere", "deltakarar", "deltakarane"];
const DATE: &[&str] = &["dato", "date", "øvelsesdato", "øvingsdato"];

impl Holds {
    pub fn of(heading: &str, vocabulary: &Vocabulary<'_>) -> Holds {
        let text = words(heading);
        let has = |phrases: &[&str]| phrases.iter().any(|phrase| has_words(&text, phrase));
        match vocabulary.meaning(heading) {
            Meaning::One(Heading::Choice(_) | Heading::Rank(_)) => return Holds::Choice,
            Meaning::One(Heading::Number) => return Holds::Number,
            Meaning::One(known @ Heading::Municipality) if !vocabulary.is_doubtful(heading, known) => {
                return Holds::Municipality;
            }
            _ => {}
        }
        match text.as_str() {
            _ if has(PLANNED) => Holds::Other,
            _ if has(NOT) => Holds::Negated,
            _ if has(COUNT) => Holds::HeadCount,
            _ if has(TOOK_PART) => Holds::TookPart,
            text if PARTICIPANTS.contains(&text) => Holds::Participants,
            text if DATE.contains(&text) => Holds::Date,
            _ if heading.ends_with('?') && asks_for_municipality(heading, vocabulary) => Holds::Municipality,
            _ if says_nothing(&vocabulary.meaning(heading)) => Holds::Beside,
            _ => Holds::Other,
        }
    }

    /// Whether its cells are read.
    pub fn is_read(self) -> bool {
        match self {
            Holds::Number | Holds::Municipality | Holds::TookPart | Holds::HeadCount | Holds::Date => true,
            Holds::Negated | Holds::Participants | Holds::Choice | Holds::Beside | Holds::Other => false,
        }
    }

    /// Whether it says which municipality a row is about.
    fn is_municipality(self) -> bool {
        matches!(self, Holds::Number | Holds::Municipality)
    }
}

fn asks_for_municipality(heading: &str, vocabulary: &Vocabulary<'_>) -> bool {
    matches!(vocabulary.meaning(heading), Meaning::One(Heading::Municipality))
}

/// Whether what stands below a heading cannot be about who took part.
fn says_nothing(meaning: &Meaning) -> bool {
    let Meaning::One(heading) = *meaning else { return false };
    match heading {
        Heading::Field(field) => field.is_of_contact() || field == Field::Received,
        Heading::FormName | Heading::FormEmail | Heading::Ignored => true,
        Heading::Number | Heading::Municipality | Heading::Choice(_) | Heading::Rank(_) | Heading::Organisation => {
            false
        }
    }
}

/// Whether the words of a phrase stand in a text, one after the other.
fn has_words(text: &str, phrase: &str) -> bool {
    format!(" {text} ").contains(&format!(" {phrase} "))
}

/// The headings of the columns, and what each holds.
#[derive(Debug)]
pub struct Columns {
    headings: Vec<String>,
    holds: Vec<Holds>,
}

impl Columns {
    pub fn of<'c>(cells: impl Iterator<Item = &'c str>, vocabulary: &Vocabulary<'_>) -> Columns {
        let (headings, holds) = cells.map(|cell| (cell.to_owned(), Holds::of(cell, vocabulary))).unzip();
        Columns { headings, holds }
    }

    /// The first column that holds this.
    pub fn first(&self, holds: Holds) -> Option<usize> {
        self.holds.iter().position(|held| *held == holds)
    }

    /// All columns, from 0, with what they hold.
    pub fn all(&self) -> impl Iterator<Item = (usize, Holds)> {
        self.holds.iter().copied().enumerate()
    }

    pub fn width(&self) -> usize {
        self.headings.len()
    }

    pub fn name_municipalities(&self) -> bool {
        self.holds.iter().any(|holds| holds.is_municipality())
    }

    /// Whether it is asked who took part, or how many: else all that are named did.
    pub fn has_answers(&self) -> bool {
        self.holds.iter().any(|holds| matches!(holds, Holds::TookPart | Holds::HeadCount))
    }

    /// The heading of a column, for a message.
    pub fn quoted(&self, column: usize) -> Value {
        quoted(self.headings.get(column).map_or("", String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;

    #[test]
    fn what_was_planned_is_never_taken_for_what_was_seen() {
        let exercise =
            Exercise::read(include_str!("../../../exercise.toml"), &mut Findings::new()).expect("the sample");
        let vocabulary = Vocabulary::new(&exercise);
        for (heading, holds) in [
            ("Kommune", Holds::Municipality),
            ("Kommunenr.", Holds::Number),
            ("Hvilken kommune kom du fra?", Holds::Municipality),
            ("Deltok?", Holds::TookPart),
            ("Deltok kommunen (ja/nei)", Holds::TookPart),
            ("Took part", Holds::TookPart),
            ("Til stede", Holds::TookPart),
            ("Antall", Holds::HeadCount),
            ("Antall deltakere", Holds::HeadCount),
            ("Antall møtt", Holds::HeadCount),
            ("Head count", Holds::HeadCount),
            ("Antall påmeldte", Holds::Other),
            ("Announced people", Holds::Other),
            ("Participants", Holds::Participants),
            ("Deltakere", Holds::Participants),
            ("Deltok ikke", Holds::Negated),
            ("Antall som ikke møtte", Holds::Negated),
            ("Pri 1", Holds::Choice),
            ("24.11.2022", Holds::Choice),
            ("Dato", Holds::Date),
            ("Merknad", Holds::Other),
            ("Status", Holds::Other),
            ("Kontaktperson", Holds::Beside),
            ("Fylke", Holds::Beside),
        ] {
            assert_eq!(Holds::of(heading, &vocabulary), holds, "{heading}");
        }
    }
}
