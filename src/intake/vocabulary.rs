//! What headings say: the words for each field in Norwegian, English and Northern Sámi, as people and forms write them.
//!
//! A heading is known if it is one of [`super::spellings`] or of the [`Field`]s', if it says which choice it is
//! ([`super::ranking`]), or if it contains the spellings of exactly one field. "Kommune" is the weakest of all, as questions
//! mention it in passing ("Hvilken dato ønsker din kommune (pri 1)?"), and "kontaktperson" the next ("E-post til
//! kontaktperson"). A heading is never known by its likeness to another.

use std::collections::{BTreeMap, HashMap};

use super::context::Intake;
use super::ranking::{MOST_CHOICES, ranks};
use super::spellings::{ASKING, DOUBTFUL, FORM_NAME, IGNORED, MUNICIPALITY, NUMBER, ORGANISATION};
use crate::exercise::{DateId, Exercise};
use crate::registration::Field;
use crate::registration::choice_name;
use crate::sheet::{Epoch, Row};
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
    /// Who answers, if not a person: a municipality where its cells are.
    Organisation,
    /// Known, and not needed here.
    Ignored,
}

/// So many choices have a key in `[import.columns]`.
const MOST_NAMED: usize = 12;
/// No heading is as long as that, in bytes, and no comment is worth looking through.
const LONGEST: usize = 500;

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
            Heading::Organisation => Heading::Municipality.name(),
            Heading::Ignored => String::new(),
        }
    }

    /// Its key in `[import.columns]`.
    pub fn key(self) -> Option<String> {
        match self {
            Heading::Choice(rank) if rank > MOST_NAMED => None,
            Heading::Number | Heading::Municipality | Heading::Choice(_) | Heading::Field(_) => {
                Some(self.name().replace(' ', "_"))
            }
            Heading::Rank(_) | Heading::FormName | Heading::FormEmail | Heading::Organisation | Heading::Ignored => {
                None
            }
        }
    }

    /// Words such as "navn" and "id" say something only when they stand alone.
    fn can_be_part(self) -> bool {
        !matches!(self, Heading::FormName | Heading::FormEmail | Heading::Organisation | Heading::Ignored)
    }

    fn spellings(self) -> Vec<String> {
        let listed = match self {
            Heading::Number => NUMBER,
            Heading::Municipality => MUNICIPALITY,
            Heading::Field(field) => field.description().headings,
            Heading::FormName => FORM_NAME,
            Heading::Organisation => ORGANISATION,
            Heading::Ignored => IGNORED,
            // What a choice is called is said by rule.
            Heading::Choice(_) | Heading::Rank(_) | Heading::FormEmail => &[],
        };
        listed.iter().map(ToString::to_string).collect()
    }
}

/// All that have spellings.
fn headings() -> impl Iterator<Item = Heading> {
    let fields = Field::ALL.iter().copied().map(Heading::Field);
    let others = [Heading::FormName, Heading::FormEmail, Heading::Organisation, Heading::Ignored];
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

impl Meaning {
    fn of(fits: Vec<Heading>) -> Meaning {
        match fits.as_slice() {
            [] => Meaning::Unknown,
            [only] => Meaning::One(*only),
            _ => Meaning::Several(fits),
        }
    }

    pub fn is(&self, heading: Heading) -> bool {
        matches!(self, Meaning::One(one) if *one == heading)
    }
}

/// How much of a row is headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct AsHeadings {
    /// Whether it asks for a municipality and a choice, in so many words.
    pub asks: bool,
    /// Whether it seems to name a municipality's column and that of a choice.
    pub is_complete: bool,
    /// How many columns would be known.
    pub known: usize,
    /// Whether it has a column for each date, not for each choice.
    pub is_ranked: bool,
}

/// What stands in brackets at the end: "Prioriter datoene [22. november]".
fn bracketed(written: &str) -> Option<&str> {
    let within = |open: char, close: char| Some(written.strip_suffix(close)?.rsplit_once(open)?.1);
    within('[', ']').or_else(|| within('(', ')'))
}

fn is_somebody(heading: Heading) -> bool {
    matches!(heading, Heading::Number | Heading::Municipality | Heading::Organisation | Heading::FormName)
}

fn is_question(written: &str) -> bool {
    written.ends_with('?') || words(written).split(' ').any(|word| ASKING.contains(&word))
}

/// All that headings can say, made ready for looking up.
pub struct Vocabulary<'e> {
    exercise: &'e Exercise,
    /// `[import.columns]`.
    import_columns: &'e BTreeMap<&'static str, String>,
    /// What `[import.columns]` says.
    mapped: HashMap<String, Heading>,
    by_spelling: HashMap<String, Heading>,
    /// The spellings that can be a part of a heading, by their first word.
    by_first_word: HashMap<String, Vec<(String, Heading)>>,
}

impl<'e> Vocabulary<'e> {
    pub fn new(exercise: &'e Exercise) -> Vocabulary<'e> {
        Vocabulary::with(exercise, &exercise.import_columns)
    }

    /// That of a registration form, whose headings mean what they say, whatever those of other spreadsheets mean.
    pub fn of_form(exercise: &'e Exercise) -> Vocabulary<'e> {
        static NONE: BTreeMap<&str, String> = BTreeMap::new();
        Vocabulary::with(exercise, &NONE)
    }

    fn with(exercise: &'e Exercise, import_columns: &'e BTreeMap<&'static str, String>) -> Vocabulary<'e> {
        let by_key = |key: &str| headings().find(|heading| heading.key().as_deref() == Some(key));
        let mapped = import_columns.iter().filter_map(|(key, written)| Some((words(written), by_key(key)?)));
        let mut vocabulary = Vocabulary {
            exercise,
            import_columns,
            mapped: mapped.filter(|(heading, _)| !heading.is_empty()).collect(),
            by_spelling: HashMap::new(),
            by_first_word: HashMap::new(),
        };
        for heading in headings().filter(|heading| !vocabulary.is_not_read(*heading)).collect::<Vec<_>>() {
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

    /// Whether `[import.columns]` says where a field stands, or that it is not read.
    pub fn is_mapped(&self, heading: Heading) -> bool {
        self.line(heading).is_some()
    }

    /// Whether it says that a field is not read.
    fn is_not_read(&self, heading: Heading) -> bool {
        self.line(heading).is_some_and(|written| words(written).is_empty())
    }

    fn line(&self, heading: Heading) -> Option<&str> {
        let key = heading.key()?;
        self.import_columns.get(key.as_str()).map(String::as_str)
    }

    /// What each heading of a list stands for. Where a list has the heading that `[import.columns]` names for a field, no
    /// other heading of that list stands for the field.
    pub fn meanings<'r>(&self, row: &'r Row) -> Vec<(&'r str, Meaning)> {
        let named: Vec<Heading> = row.cells().filter_map(|cell| self.mapped.get(&words(cell)).copied()).collect();
        let meaning = |written: &'r str| match self.meaning(written) {
            Meaning::One(heading) if named.contains(&heading) && !self.is_named(written) => Meaning::Unknown,
            Meaning::Several(mut fits) => {
                fits.retain(|heading| !named.contains(heading));
                Meaning::of(fits)
            }
            meaning => meaning,
        };
        row.cells().map(|cell| (cell, meaning(cell))).collect()
    }

    /// Whether a row is the headings of a list, as far as it says.
    pub fn as_headings(&self, row: &Row, intake: &Intake<'_>) -> AsHeadings {
        if !row.is_within_limits() {
            return AsHeadings::default();
        }
        let meanings = self.meanings(row);
        let one = |is: &dyn Fn(Heading) -> bool| {
            meanings.iter().any(|(_, meaning)| matches!(meaning, Meaning::One(heading) if is(*heading)))
        };
        let has_choice = one(&|heading| matches!(heading, Heading::Choice(_)));
        let has_dates = one(&|heading| matches!(heading, Heading::Rank(_)));
        let asks_who = meanings.iter().any(|(cell, meaning)| {
            matches!(meaning, Meaning::One(heading) if is_somebody(*heading))
                && (self.is_spelled(cell) || is_question(cell))
        });
        let known = meanings.iter().filter(|(_, meaning)| matches!(meaning, Meaning::One(_))).count();
        let is_complete = asks_who && (has_choice || has_dates) || has_choice && one(&is_somebody);
        // An answer has no headings in it.
        if known > 0 && row.cells().any(|cell| intake.names_municipality(cell)) {
            return AsHeadings::default();
        }
        AsHeadings { asks: is_complete && asks_who, is_complete, known, is_ranked: has_dates && !has_choice }
    }

    /// Whether a cell can be the heading that makes a row the headings of a list, whatever stands beside it.
    pub fn can_ask(&self, cell: &str) -> bool {
        let is_value = cell.is_empty() || cell.len() > LONGEST || cell.contains('@');
        !is_value
            && match self.known(&words(cell)) {
                Some(heading) => is_somebody(heading),
                None => is_question(cell),
            }
    }

    fn known(&self, heading: &str) -> Option<Heading> {
        self.mapped.get(heading).or_else(|| self.by_spelling.get(heading)).copied()
    }

    /// Whether `[import.columns]` can name a heading.
    pub fn can_be_named(written: &str) -> bool {
        written.len() <= LONGEST && !written.contains('@') && !words(written).is_empty()
    }

    /// Whether a heading is named in `[import.columns]`.
    pub fn is_named(&self, written: &str) -> bool {
        self.mapped.contains_key(&words(written))
    }

    /// Whether a heading is one of the spellings, or is named in `[import.columns]`.
    pub fn is_spelled(&self, written: &str) -> bool {
        self.known(&words(written)).is_some()
    }

    /// Whether what a heading seems to stand for depends on the cells below it.
    pub fn is_doubtful(&self, written: &str, heading: Heading) -> bool {
        let words = words(written);
        match heading {
            _ if self.mapped.contains_key(&words) => false,
            Heading::FormName | Heading::Organisation => true,
            Heading::Field(Field::Received) => !self.is_spelled(written) || DOUBTFUL.contains(&words.as_str()),
            Heading::Municipality => !self.is_spelled(written),
            _ => false,
        }
    }

    /// Whether a heading says which choice it is, whatever else is to be read there.
    pub fn says_rank(written: &str) -> bool {
        !ranks(&words(written)).is_empty()
    }

    /// What a heading stands for.
    pub fn meaning(&self, written: &str) -> Meaning {
        let is_value = written.len() > LONGEST || written.contains('@');
        let heading = if is_value { String::new() } else { words(written) };
        if heading.is_empty() {
            return Meaning::Unknown;
        }
        // In a table of Excel, the second of two headings "E-post" is "E-post2".
        let without_digit = heading.strip_suffix(|c: char| ('2'..='9').contains(&c));
        if let Some(known) = self.known(&heading).or_else(|| self.known(without_digit?)) {
            return Meaning::One(known);
        }
        if let Ok(date) = self.exercise.dates.find_since(written, Epoch::default()) {
            return Meaning::One(Heading::Rank(date));
        }
        let mut fits = self.parts(&heading);
        for weak in [Heading::Municipality, Heading::Field(Field::Contact)] {
            if fits.len() > 1 {
                fits.retain(|fit| *fit != weak);
            }
        }
        match bracketed(written).and_then(|within| self.exercise.dates.find_since(within, Epoch::default()).ok()) {
            Some(date) if fits.is_empty() => Meaning::One(Heading::Rank(date)),
            _ => Meaning::of(fits),
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
        let choices = ranks(heading).into_iter().map(Heading::Choice);
        found.extend(choices.filter(|choice| !self.is_not_read(*choice)));
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
            ("Pri 12", Heading::Choice(12)),
            ("Ønsket dato (pri 2)", Heading::Choice(2)),
            ("Ønsket dato [Pri 2]", Heading::Choice(2)),
            ("Kommunens navn", Heading::Municipality),
            ("Virksomhet", Heading::Organisation),
            ("Hvor mange deltar", Heading::Field(Field::Participants)),
            ("Tidspunkt for siste endring", Heading::Ignored),
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
            ("Prioriter datoene [24. november]", Heading::Rank(DateId(1))),
            ("Dato for registrering", Heading::Field(Field::Received)),
            ("E-post2", Heading::Field(Field::Email)),
        ] {
            assert_eq!(meaning(heading), Some(known), "{heading}");
        }
        for heading in
            ["", "Rolle", "Sted", "Pri 1 og pri 2", "E-post og telefon", "25.11.2022", "E-post: ida@example.no"]
        {
            assert_eq!(meaning(heading), None, "{heading}");
        }
    }
}
