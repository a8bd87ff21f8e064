//! What headings say: the words for each field in Norwegian and English, as people and forms write them.
//!
//! A heading is known if it is one of the spellings below, or if it contains those of exactly one
//! field. "Kommune" is the weakest of all, as questions mention it in passing ("Hvilken dato ønsker din
//! kommune (pri 1)?"), and "kontaktperson" the next ("E-post til kontaktperson").
//!
//! It must never know a heading by its likeness to another.

use std::collections::HashMap;

use crate::exercise::{DateId, Exercise};
use crate::registration::choice_name;
use crate::sheet::Row;
use crate::text::words;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Number,
    Municipality,
    /// By rank, from 1.
    Choice(usize),
    /// Which choice this date is.
    Rank(DateId),
    Contact,
    Email,
    Phone,
    Participants,
    Comment,
    Received,
    /// What a form asks of whoever fills it in: used where there is no column of its own.
    FormName,
    FormEmail,
    /// Known, and of no use here.
    Nothing,
}

/// Fields whose spellings are listed, with the key of each in `[import.columns]`.
const LISTED: [(Field, &str, &[&str]); 11] = [
    (
        Field::Number,
        "number",
        &[
            "kommunenr",
            "kommunenummer",
            "kommune nr",
            "kommune nummer",
            "knr",
            "municipality number",
            "municipality no",
        ],
    ),
    (
        Field::Municipality,
        "municipality",
        &[
            "kommune",
            "kommunenavn",
            "kommunenamn",
            "navn på kommune",
            "namn på kommune",
            "municipality",
            "municipality name",
        ],
    ),
    (
        Field::Contact,
        "contact",
        &[
            "kontaktperson",
            "kontakt",
            "kontaktpersonens navn",
            "navn på kontaktperson",
            "namn på kontaktperson",
            "contact",
            "contact person",
            "contact name",
        ],
    ),
    (
        Field::Email,
        "email",
        &[
            "e post",
            "epost",
            "e postadresse",
            "epostadresse",
            "e mail",
            "email",
            "mail",
            "e mail address",
            "email address",
        ],
    ),
    (
        Field::Phone,
        "phone",
        &[
            "telefon",
            "tlf",
            "mobil",
            "telefonnummer",
            "telefonnr",
            "tlf nr",
            "tlfnr",
            "mobilnummer",
            "mobilnr",
            "mobiltelefon",
            "phone",
            "phone number",
            "mobile",
            "telephone",
        ],
    ),
    (
        Field::Participants,
        "participants",
        &[
            "antall deltakere",
            "antall deltagere",
            "antal deltakarar",
            "talet på deltakarar",
            "tal på deltakarar",
            "deltakere",
            "deltakarar",
            "number of participants",
            "participants",
        ],
    ),
    (
        Field::Comment,
        "comment",
        &[
            "kommentar",
            "kommentarer",
            "kommentarar",
            "merknad",
            "merknader",
            "merknadar",
            "comment",
            "comments",
            "remark",
            "remarks",
        ],
    ),
    (
        Field::Received,
        "received",
        &[
            "mottatt",
            "motteke",
            "mottatt dato",
            "mottatt tidspunkt",
            "innsendt",
            "registrert",
            "tidspunkt",
            "tidsmerke",
            "fullføringstidspunkt",
            "completion time",
            "timestamp",
            "received",
            "submitted",
        ],
    ),
    (Field::FormName, "", &["navn", "namn", "name"]),
    (Field::FormEmail, "", &[]),
    (
        Field::Nothing,
        "",
        &[
            "id",
            "starttidspunkt",
            "start time",
            "sist endret",
            "last modified time",
            "fylke",
            "county",
            "refused because",
        ],
    ),
];

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

impl Field {
    /// What it is, in a message.
    pub fn label(self) -> String {
        match self {
            Field::Number => "the municipality's number".to_owned(),
            Field::Municipality => "the municipality".to_owned(),
            Field::Choice(rank) => format!("the {}", choice_name(rank)),
            Field::Rank(_) => "the rank of a date".to_owned(),
            Field::Contact | Field::FormName => "the contact person".to_owned(),
            Field::Email | Field::FormEmail => "the e-mail address".to_owned(),
            Field::Phone => "the phone number".to_owned(),
            Field::Participants => "the number of participants".to_owned(),
            Field::Comment => "the comment".to_owned(),
            Field::Received => "the time it was received".to_owned(),
            Field::Nothing => "nothing that is read".to_owned(),
        }
    }

    /// Its key in `[import.columns]`.
    pub fn key(self) -> Option<String> {
        match self {
            Field::Choice(rank) => Some(choice_name(rank).replace(' ', "_")),
            _ => LISTED
                .iter()
                .find(|(field, key, _)| *field == self && !key.is_empty())
                .map(|(_, key, _)| (*key).to_owned()),
        }
    }
}

/// What a heading stands for.
pub enum Meaning {
    One(Field),
    /// More than one field could be meant.
    Several(Vec<Field>),
    Unknown,
}

/// All that headings can say, made ready for looking up.
pub struct Vocabulary<'e> {
    exercise: &'e Exercise,
    /// What `[import.columns]` says.
    mapped: HashMap<String, Field>,
    by_spelling: HashMap<String, Field>,
    /// The spellings that can be a part of a heading, by their first word.
    by_first_word: HashMap<String, Vec<(String, Field)>>,
}

impl<'e> Vocabulary<'e> {
    pub fn new(exercise: &'e Exercise) -> Vocabulary<'e> {
        let by_key = |key: &str| fields().find(|field| field.key().as_deref() == Some(key));
        let mapped = exercise.import_columns.iter().filter_map(|(key, heading)| Some((words(heading), by_key(key)?)));
        let mut vocabulary = Vocabulary {
            exercise,
            mapped: mapped.collect(),
            by_spelling: HashMap::new(),
            by_first_word: HashMap::new(),
        };
        // A field that is mapped to another heading, or to none, is not to be found by its usual ones.
        let is_mapped =
            |field: &Field| field.key().is_some_and(|key| exercise.import_columns.contains_key(key.as_str()));
        for field in fields().filter(|field| !is_mapped(field)) {
            for spelling in spellings(field) {
                if can_be_part(&field) {
                    let first = spelling.split(' ').next().unwrap_or_default().to_owned();
                    vocabulary.by_first_word.entry(first).or_default().push((spelling.clone(), field));
                }
                vocabulary.by_spelling.insert(spelling, field);
            }
        }
        vocabulary
    }

    /// How many columns of a row would be known if it were the headings.
    pub fn known(&self, row: &Row) -> usize {
        row.cells().filter(|cell| matches!(self.meaning(cell), Meaning::One(_))).count()
    }

    /// What a heading stands for.
    pub fn meaning(&self, heading: &str) -> Meaning {
        // No heading is as long as that, and no comment is worth looking through.
        const LONGEST: usize = 500;
        let heading_words = if heading.len() > LONGEST { String::new() } else { words(heading) };
        if heading_words.is_empty() {
            return Meaning::Unknown;
        }
        if let Some(field) = self.mapped.get(&heading_words).or_else(|| self.by_spelling.get(&heading_words)) {
            return Meaning::One(*field);
        }
        if let Ok(date) = self.exercise.dates.find(heading) {
            return Meaning::One(Field::Rank(date));
        }
        let mut fits = self.parts(&heading_words);
        for weak in [Field::Municipality, Field::Contact] {
            if fits.len() > 1 {
                fits.retain(|field| *field != weak);
            }
        }
        match fits.as_slice() {
            [] => Meaning::Unknown,
            [one] => Meaning::One(*one),
            _ => Meaning::Several(fits),
        }
    }

    /// The fields of which a spelling is a part of a heading, in the order of the fields.
    fn parts(&self, heading: &str) -> Vec<Field> {
        let word_starts = std::iter::once(0).chain(heading.match_indices(' ').map(|(at, _)| at + 1));
        let mut found: Vec<Field> = Vec::new();
        for start in word_starts {
            let rest = &heading[start..];
            let first = rest.split(' ').next().unwrap_or_default();
            for (spelling, field) in self.by_first_word.get(first).into_iter().flatten() {
                let ends = rest
                    .strip_prefix(spelling.as_str())
                    .is_some_and(|after| after.is_empty() || after.starts_with(' '));
                if ends && !found.contains(field) {
                    found.push(*field);
                }
            }
        }
        found.sort_by_key(|field| fields().position(|known| known == *field));
        found
    }
}

/// Words such as "navn" and "id" say something only when they stand alone.
fn can_be_part(field: &Field) -> bool {
    !matches!(field, Field::FormName | Field::FormEmail | Field::Nothing)
}

fn fields() -> impl Iterator<Item = Field> {
    LISTED.iter().map(|(field, ..)| *field).chain((1..=MOST_CHOICES).map(Field::Choice))
}

fn spellings(field: Field) -> Vec<String> {
    let Field::Choice(rank) = field else {
        let listed = LISTED.iter().find(|(listed, ..)| *listed == field);
        return listed.map(|(_, _, spellings)| spellings.iter().map(ToString::to_string).collect()).unwrap_or_default();
    };
    let numbered =
        NUMBERED.iter().flat_map(|word| [format!("{word} {rank}"), format!("{word}{rank}"), format!("{rank} {word}")]);
    let in_words = IN_WORDS.get(rank - 1).copied().unwrap_or_default();
    numbered.chain(in_words.iter().map(ToString::to_string)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Findings;

    fn exercise() -> Exercise {
        let mut findings = Findings::new();
        let text = include_str!("../../exercise.toml");
        Exercise::read(text, &mut findings).expect("the sample is good")
    }

    fn field(heading: &str) -> Option<Field> {
        match Vocabulary::new(&exercise()).meaning(heading) {
            Meaning::One(field) => Some(field),
            _ => None,
        }
    }

    #[test]
    fn each_spelling_stands_for_one_field() {
        for field in fields() {
            for spelling in spellings(field) {
                assert_eq!(words(&spelling), spelling);
                let owners: Vec<Field> = fields().filter(|field| spellings(*field).contains(&spelling)).collect();
                assert_eq!(owners, [field], "{spelling}");
            }
        }
    }

    #[test]
    fn headings_are_known_by_spelling_or_by_what_they_contain() {
        for (heading, known) in [
            ("PRI. 1-dato:", Field::Choice(1)),
            ("Prioritet 2", Field::Choice(2)),
            ("2. prioritet", Field::Choice(2)),
            ("Førstevalg", Field::Choice(1)),
            ("Alternativ dato", Field::Choice(2)),
            ("4. valg", Field::Choice(4)),
            ("Hvilken dato ønsker kommunen (pri 1)?", Field::Choice(1)),
            ("Kva for ein dato ønskjer di kommune (2. prioritet)?", Field::Choice(2)),
            ("Hvilken kommune svarer du for?", Field::Municipality),
            ("E-post til kontaktperson", Field::Email),
            ("Telefon kontaktperson", Field::Phone),
            ("Kontaktperson i kommunen", Field::Contact),
            ("Hvor mange? (antall deltakere)", Field::Participants),
            ("Tidsmerke", Field::Received),
            ("Fullføringstidspunkt", Field::Received),
            ("24.11.2022", Field::Rank(DateId(1))),
        ] {
            assert_eq!(field(heading), Some(known), "{heading}");
        }
        for heading in ["", "Rolle", "Sted", "Pri 1 og pri 2", "E-post og telefon", "25.11.2022"] {
            assert_eq!(field(heading), None, "{heading}");
        }
    }
}
