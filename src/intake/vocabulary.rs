//! What headings say: the words for each field in Norwegian and English, as people and forms write them.
//!
//! A heading is known if it is one of the spellings below or of the [`Field`]s', or if it contains those of exactly one
//! field. "Kommune" is the weakest of all, as questions mention it in passing ("Hvilken dato ønsker din
//! kommune (pri 1)?"), and "kontaktperson" the next ("E-post til kontaktperson"). A heading is never known by its
//! likeness to another.

use std::collections::HashMap;

use crate::exercise::{DateId, Exercise};
use crate::registration::Field;
use crate::registration::choice_name;
use crate::sheet::Row;
use crate::text::words;

/// What a heading can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    Number,
    Municipality,
    /// By rank, from 1.
    Choice(usize),
    /// Which choice this date is.
    Rank(DateId),
    /// Another field of a registration.
    Field(Field),
    /// What a form asks of whoever fills it in: used where there is no column of its own.
    FormName,
    FormEmail,
    /// Known, and not needed here.
    Ignored,
}

const NUMBER: &[&str] =
    &["kommunenr", "kommunenummer", "kommune nr", "kommune nummer", "knr", "municipality number", "municipality no"];
const MUNICIPALITY: &[&str] = &[
    "kommune",
    "kommunenavn",
    "kommunenamn",
    "navn på kommune",
    "namn på kommune",
    "municipality",
    "municipality name",
];
const FORM_NAME: &[&str] = &["navn", "namn", "name"];
const IGNORED: &[&str] =
    &["id", "starttidspunkt", "start time", "sist endret", "last modified time", "fylke", "county", "refused because"];

/// The spellings of a choice: with its number, and in words for the first three.
const NUMBERED: [&str; 7] = ["pri", "prio", "prioritet", "priority", "valg", "val", "choice"];
const IN_WORDS: [&[&str]; 3] = [
    &[
        "førstevalg",
        "førsteval",
        "første valg",
        "første val",
        "førsteprioritet",
        "første prioritet",
        "førsteønske",
        "første ønske",
        "ønsket dato",
        "ønskt dato",
        "ønska dato",
        "first choice",
        "1st choice",
        "preferred date",
    ],
    &[
        "andrevalg",
        "andreval",
        "andre valg",
        "andre val",
        "andreprioritet",
        "andre prioritet",
        "andreønske",
        "andre ønske",
        "alternativ dato",
        "second choice",
        "2nd choice",
        "alternative date",
    ],
    &[
        "tredjevalg",
        "tredjeval",
        "tredje valg",
        "tredje val",
        "tredjeprioritet",
        "tredje prioritet",
        "third choice",
        "3rd choice",
    ],
];
/// No exercise asks for more than so many choices by number.
pub const MOST_CHOICES: usize = 9;

impl Heading {
    /// What it is called in messages: as in the headings of registrations.csv.
    pub fn name(self) -> String {
        match self {
            Heading::Number => "number".to_owned(),
            Heading::Municipality => "municipality".to_owned(),
            Heading::Choice(rank) => choice_name(rank),
            Heading::Rank(_) => "rank".to_owned(),
            Heading::Field(field) => field.key().to_owned(),
            Heading::FormName => Field::Contact.key().to_owned(),
            Heading::FormEmail => Field::Email.key().to_owned(),
            Heading::Ignored => String::new(),
        }
    }

    /// Its key in `[import.columns]`.
    pub fn key(self) -> Option<String> {
        match self {
            Heading::Number | Heading::Municipality | Heading::Choice(_) | Heading::Field(_) => {
                Some(self.name().replace(' ', "_"))
            }
            Heading::Rank(_) | Heading::FormName | Heading::FormEmail | Heading::Ignored => None,
        }
    }

    /// Words such as "navn" and "id" say something only when they stand alone.
    fn can_be_part(self) -> bool {
        !matches!(self, Heading::FormName | Heading::FormEmail | Heading::Ignored)
    }

    fn spellings(self) -> Vec<String> {
        let listed = match self {
            Heading::Number => NUMBER,
            Heading::Municipality => MUNICIPALITY,
            Heading::Field(field) => field.description().headings,
            Heading::FormName => FORM_NAME,
            Heading::Ignored => IGNORED,
            Heading::Choice(rank) => return choice_spellings(rank),
            Heading::Rank(_) | Heading::FormEmail => &[],
        };
        listed.iter().map(ToString::to_string).collect()
    }
}

fn choice_spellings(rank: usize) -> Vec<String> {
    let numbered =
        NUMBERED.iter().flat_map(|word| [format!("{word} {rank}"), format!("{word}{rank}"), format!("{rank} {word}")]);
    let in_words = IN_WORDS.get(rank - 1).copied().unwrap_or_default();
    numbered.chain(in_words.iter().map(ToString::to_string)).collect()
}

/// All that have spellings.
fn headings() -> impl Iterator<Item = Heading> {
    let fields = Field::ALL.iter().copied().map(Heading::Field);
    let others = [Heading::FormName, Heading::FormEmail, Heading::Ignored];
    let choices = (1..=MOST_CHOICES).map(Heading::Choice);
    [Heading::Number, Heading::Municipality].into_iter().chain(fields).chain(others).chain(choices)
}

/// What a heading stands for.
pub enum Meaning {
    One(Heading),
    /// It could stand for any of these.
    Several(Vec<Heading>),
    Unknown,
}

/// All that headings can say, made ready for looking up.
pub struct Vocabulary<'e> {
    exercise: &'e Exercise,
    /// What `[import.columns]` says.
    mapped: HashMap<String, Heading>,
    by_spelling: HashMap<String, Heading>,
    /// The spellings that can be a part of a heading, by their first word.
    by_first_word: HashMap<String, Vec<(String, Heading)>>,
}

impl<'e> Vocabulary<'e> {
    pub fn new(exercise: &'e Exercise) -> Vocabulary<'e> {
        let by_key = |key: &str| headings().find(|heading| heading.key().as_deref() == Some(key));
        let mapped = exercise.import_columns.iter().filter_map(|(key, written)| Some((words(written), by_key(key)?)));
        let mut vocabulary = Vocabulary {
            exercise,
            mapped: mapped.collect(),
            by_spelling: HashMap::new(),
            by_first_word: HashMap::new(),
        };
        // A field that is mapped to another heading, or to none, is not to be found by its usual ones.
        let is_mapped =
            |heading: &Heading| heading.key().is_some_and(|key| exercise.import_columns.contains_key(key.as_str()));
        for heading in headings().filter(|heading| !is_mapped(heading)) {
            for spelling in heading.spellings() {
                if heading.can_be_part() {
                    let first = spelling.split(' ').next().unwrap_or_default().to_owned();
                    vocabulary.by_first_word.entry(first).or_default().push((spelling.clone(), heading));
                }
                vocabulary.by_spelling.insert(spelling, heading);
            }
        }
        vocabulary
    }

    /// How many columns of a row would be known if it were the headings.
    pub fn known(&self, row: &Row) -> usize {
        row.cells().filter(|cell| matches!(self.meaning(cell), Meaning::One(_))).count()
    }

    /// What a heading stands for.
    pub fn meaning(&self, written: &str) -> Meaning {
        // No heading is as long as that, and no comment is worth looking through.
        const LONGEST: usize = 500;
        let heading = if written.len() > LONGEST { String::new() } else { words(written) };
        if heading.is_empty() {
            return Meaning::Unknown;
        }
        if let Some(known) = self.mapped.get(&heading).or_else(|| self.by_spelling.get(&heading)) {
            return Meaning::One(*known);
        }
        if let Ok(date) = self.exercise.dates.find(written) {
            return Meaning::One(Heading::Rank(date));
        }
        let mut fits = self.parts(&heading);
        for weak in [Heading::Municipality, Heading::Field(Field::Contact)] {
            if fits.len() > 1 {
                fits.retain(|fit| *fit != weak);
            }
        }
        match fits.as_slice() {
            [] => Meaning::Unknown,
            [only] => Meaning::One(*only),
            _ => Meaning::Several(fits),
        }
    }

    /// All of which a spelling is a part of a heading, in the order of [`headings`].
    fn parts(&self, heading: &str) -> Vec<Heading> {
        let word_starts = std::iter::once(0).chain(heading.match_indices(' ').map(|(at, _)| at + 1));
        let mut found: Vec<Heading> = Vec::new();
        for start in word_starts {
            let rest = &heading[start..];
            let first = rest.split(' ').next().unwrap_or_default();
            for (spelling, known) in self.by_first_word.get(first).into_iter().flatten() {
                let ends = rest
                    .strip_prefix(spelling.as_str())
                    .is_some_and(|after| after.is_empty() || after.starts_with(' '));
                if ends && !found.contains(known) {
                    found.push(*known);
                }
            }
        }
        found.sort_by_key(|known| headings().position(|heading| heading == *known));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Findings;
    use crate::language::Language;

    fn exercise() -> Exercise {
        let mut findings = Findings::new();
        let text = include_str!("../../exercise.toml");
        Exercise::read(text, &mut findings).expect("the sample is good")
    }

    fn meaning(heading: &str) -> Option<Heading> {
        match Vocabulary::new(&exercise()).meaning(heading) {
            Meaning::One(heading) => Some(heading),
            _ => None,
        }
    }

    #[test]
    fn each_spelling_stands_for_one_field() {
        for heading in headings() {
            for spelling in heading.spellings() {
                assert_eq!(words(&spelling), spelling);
                let owners: Vec<_> = headings().filter(|other| other.spellings().contains(&spelling)).collect();
                assert_eq!(owners, [heading], "{spelling}");
            }
        }
    }

    #[test]
    fn what_an_empty_form_asks_for_is_read_by_itself() {
        for (field, language) in Field::ALL.iter().flat_map(|field| Language::ALL.map(|language| (field, language))) {
            let Some(heading) = field.in_form(language) else { continue };
            assert_eq!(meaning(heading), Some(Heading::Field(*field)), "{heading}");
        }
    }

    #[test]
    fn headings_are_known_by_spelling_or_by_what_they_contain() {
        for (heading, known) in [
            ("PRI. 1-dato:", Heading::Choice(1)),
            ("Prioritet 2", Heading::Choice(2)),
            ("2. prioritet", Heading::Choice(2)),
            ("Førstevalg", Heading::Choice(1)),
            ("Alternativ dato", Heading::Choice(2)),
            ("4. valg", Heading::Choice(4)),
            ("Hvilken dato ønsker kommunen (pri 1)?", Heading::Choice(1)),
            ("Kva for ein dato ønskjer di kommune (2. prioritet)?", Heading::Choice(2)),
            ("Hvilken kommune svarer du for?", Heading::Municipality),
            ("E-post til kontaktperson", Heading::Field(Field::Email)),
            ("Telefon kontaktperson", Heading::Field(Field::Phone)),
            ("Kontaktperson i kommunen", Heading::Field(Field::Contact)),
            ("Hvor mange? (antall deltakere)", Heading::Field(Field::Participants)),
            ("Tidsmerke", Heading::Field(Field::Received)),
            ("Fullføringstidspunkt", Heading::Field(Field::Received)),
            ("24.11.2022", Heading::Rank(DateId(1))),
        ] {
            assert_eq!(meaning(heading), Some(known), "{heading}");
        }
        for heading in ["", "Rolle", "Sted", "Pri 1 og pri 2", "E-post og telefon", "25.11.2022"] {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }
}
