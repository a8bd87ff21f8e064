//! Which column of a sheet holds what. A field that two columns could hold is refused.

use super::problem::Problem;
use super::vocabulary::{Heading, MOST_CHOICES, Meaning, Vocabulary};
use crate::exercise::DateId;
use crate::findings::{Finding, Findings, Value, quoted};
use crate::registration::Field;
use crate::sheet::Row;
use crate::text::words;

/// The heading of the first column in a file of refused rows.
pub const REASON: &str = "Refused because";

/// Where each field stands in a sheet.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    known: Vec<(Heading, usize)>,
    headings: Vec<String>,
}

impl Columns {
    /// The column of a heading, from 0.
    pub fn of(&self, heading: Heading) -> Option<usize> {
        self.known.iter().find(|(known, _)| *known == heading).map(|(_, column)| *column)
    }

    /// The columns of the choices, best first.
    pub fn choices(&self) -> Vec<usize> {
        (1..=MOST_CHOICES).filter_map(|rank| self.of(Heading::Choice(rank))).collect()
    }

    /// The columns that hold the rank of a date.
    pub fn ranks(&self) -> Vec<(DateId, usize)> {
        let rank = |(heading, column): &(Heading, usize)| match heading {
            Heading::Rank(date) => Some((*date, *column)),
            _ => None,
        };
        self.known.iter().filter_map(rank).collect()
    }

    /// The columns of the other fields, in the order of fields.
    pub fn fields(&self) -> Vec<(Field, usize)> {
        Field::ALL.iter().filter_map(|field| Some((*field, self.of(Heading::Field(*field))?))).collect()
    }

    /// The column that says why a row was refused before.
    pub fn reason(&self) -> Option<usize> {
        self.headings.iter().position(|heading| heading.eq_ignore_ascii_case(REASON))
    }

    /// The heading of a column, as it is written.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// How many headings there are, with the empty ones.
    pub fn width(&self) -> usize {
        self.headings.len()
    }

    /// Heading and field of each column that is read.
    pub fn described(&self) -> Vec<(String, String)> {
        self.known.iter().map(|(heading, column)| (self.headings[*column].clone(), heading.name())).collect()
    }

    /// Takes note of a column; gives back the one that holds the same field already. In the export of a
    /// form, the first address is that of whoever filled it in.
    fn enter(&mut self, heading: Heading, column: usize, is_form: bool) -> Option<usize> {
        let email = Heading::Field(Field::Email);
        let is_first = self.of(Heading::FormEmail).is_none() && self.of(email).is_none();
        let heading = if heading == email && is_form && is_first { Heading::FormEmail } else { heading };
        let known = self.of(heading);
        if known.is_none() {
            self.known.push((heading, column));
        }
        known
    }

    /// Lets what a form asks of everyone stand in where nothing else was asked.
    fn use_form_columns(&mut self) {
        for (stand_in, field) in [(Heading::FormEmail, Field::Email), (Heading::FormName, Field::Contact)] {
            if let (Some(column), None) = (self.of(stand_in), self.of(Heading::Field(field))) {
                self.known.push((Heading::Field(field), column));
            }
        }
        self.known.retain(|(heading, _)| !matches!(heading, Heading::FormEmail | Heading::FormName));
    }
}

/// Reads the heading row. Gives nothing if a needed column is missing or there are two of a kind.
pub fn find(file: &str, row: &Row, vocabulary: &Vocabulary<'_>, findings: &mut Findings) -> Option<Columns> {
    let mut columns = Columns { known: Vec::new(), headings: row.cells().map(str::to_owned).collect() };
    let meanings: Vec<Meaning> = row.cells().map(|heading| vocabulary.meaning(heading)).collect();
    let errors_before = findings.errors();
    let is_form = meanings.iter().any(|meaning| matches!(meaning, Meaning::One(Heading::Ignored)))
        || row.cells().any(|cell| matches!(words(cell).as_str(), "tidsmerke" | "timestamp"));
    for (column, (written, meaning)) in row.cells().zip(meanings).enumerate() {
        let finding = match meaning {
            Meaning::One(Heading::Ignored) => continue,
            Meaning::One(heading) => match columns.enter(heading, column, is_form) {
                None => continue,
                Some(first) => {
                    let first = quoted(&columns.headings[first]);
                    Finding::error(file, Problem::SecondColumn { field: heading.name(), first })
                }
            },
            Meaning::Several(headings) => {
                let fields = Value::Either(headings.iter().map(|heading| heading.name().into()).collect());
                let key = headings.first().and_then(|heading| heading.key()).unwrap_or_default();
                Finding::notice(file, Problem::AmbiguousColumn { fields, key, heading: written.to_owned() })
            }
            Meaning::Unknown if written.is_empty() => continue,
            Meaning::Unknown => Finding::notice(file, Problem::UnknownColumn),
        };
        findings.push(finding.at(row.place(column)).value(written));
    }
    columns.use_form_columns();
    let municipality = columns.of(Heading::Number).or(columns.of(Heading::Municipality));
    let first_choice = columns.of(Heading::Choice(1)).or(columns.ranks().first().map(|(_, column)| *column));
    let needed = [(Heading::Municipality, municipality), (Heading::Choice(1), first_choice)];
    let missing: Vec<Heading> = needed.into_iter().filter(|(_, at)| at.is_none()).map(|(heading, _)| heading).collect();
    if !missing.is_empty() {
        findings.push(without(&missing, file, row));
    }
    (findings.errors() == errors_before).then_some(columns)
}

/// The finding for a sheet in which nothing holds these fields.
fn without(missing: &[Heading], file: &str, row: &Row) -> Finding {
    let headings = row.cells().filter(|heading| !heading.is_empty()).map(str::to_owned).collect();
    let fields = Value::Either(missing.iter().map(|heading| heading.name().into()).collect());
    let keys = missing.iter().filter_map(|heading| heading.key()).map(|key| format!("{key} = \"HEADING\""));
    let keys = Value::from(keys.collect::<Vec<_>>());
    Finding::error(file, Problem::MissingColumn { fields, headings, keys }).at(row.place(0))
}
