//! Which column of a sheet holds what.
//!
//! It must never take one column for two fields, or one of two columns for a field.

use super::vocabulary::{Field, MOST_CHOICES, Meaning, Vocabulary};
use crate::exercise::DateId;
use crate::findings::{Finding, Findings};
use crate::sheet::Row;
use crate::text::words;

/// The heading of the first column in a file of refused rows.
pub const WHY: &str = "Refused because";

/// Where each field stands in a sheet.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    fields: Vec<(Field, usize)>,
    headings: Vec<String>,
}

impl Columns {
    /// The column of a field, from 0.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.fields.iter().find(|(found, _)| *found == field).map(|(_, column)| *column)
    }

    /// The columns of the choices, best first.
    pub fn choices(&self) -> Vec<usize> {
        (1..=MOST_CHOICES).filter_map(|rank| self.of(Field::Choice(rank))).collect()
    }

    /// The columns that hold the rank of a date.
    pub fn ranks(&self) -> Vec<(DateId, usize)> {
        let rank = |(field, column): &(Field, usize)| match field {
            Field::Rank(date) => Some((*date, *column)),
            _ => None,
        };
        self.fields.iter().filter_map(rank).collect()
    }

    /// The column that says why a row was refused before.
    pub fn why(&self) -> Option<usize> {
        self.headings.iter().position(|heading| heading.eq_ignore_ascii_case(WHY))
    }

    /// Heading and field of each column that is read.
    pub fn described(&self) -> Vec<(String, String)> {
        self.fields.iter().map(|(field, column)| (self.headings[*column].clone(), field.label())).collect()
    }
}

/// Reads the heading row. Gives nothing if a needed column is missing or there are two of a kind.
pub fn find(file: &str, row: &Row, vocabulary: &Vocabulary<'_>, findings: &mut Findings) -> Option<Columns> {
    let mut columns = Columns { fields: Vec::new(), headings: row.cells().map(str::to_owned).collect() };
    let meanings: Vec<Meaning> = row.cells().map(|heading| vocabulary.meaning(heading)).collect();
    let errors_before = findings.errors();
    let is_form = meanings.iter().any(|one| matches!(one, Meaning::One(Field::Nothing)))
        || row.cells().any(|cell| matches!(words(cell).as_str(), "tidsmerke" | "timestamp"));
    for (column, (heading, meaning)) in row.cells().zip(meanings).enumerate() {
        let finding = match meaning {
            Meaning::One(Field::Nothing) => continue,
            Meaning::One(field) => match columns.enter(field, column, is_form) {
                None => continue,
                Some(first) => Finding::error(
                    file,
                    format!("is a second column for {}; the first is \"{}\"", field.label(), columns.headings[first]),
                )
                .remedy("keep one of them, or give the other a heading that says what it is"),
            },
            Meaning::Several(fields) => {
                let labels: Vec<String> = fields.iter().map(|field| field.label()).collect();
                let key = fields.first().and_then(|field| field.key()).unwrap_or_default();
                Finding::notice(file, format!("is not read: it could be {}", labels.join(" or "))).remedy(format!(
                    "if it is one of them, say so in exercise.toml under [import.columns]: {key} = \"{heading}\""
                ))
            }
            Meaning::Unknown if heading.is_empty() => continue,
            Meaning::Unknown => Finding::notice(file, "is a column that is not read")
                .remedy("nothing to do, unless it holds something that registrations need"),
        };
        findings.push(finding.at(row.place(column)).value(heading));
    }
    columns.use_form_columns();
    let municipality = columns.of(Field::Number).or(columns.of(Field::Municipality));
    let first_choice = columns.of(Field::Choice(1)).or(columns.ranks().first().map(|(_, column)| *column));
    let needed = [(Field::Municipality, municipality), (Field::Choice(1), first_choice)];
    let missing: Vec<Field> = needed.into_iter().filter(|(_, at)| at.is_none()).map(|(field, _)| field).collect();
    if !missing.is_empty() {
        findings.push(without(&missing, file, row));
    }
    (findings.errors() == errors_before).then_some(columns)
}

impl Columns {
    /// Takes note of a column; gives back the one that holds the same field already. In the export of a
    /// form, the first address is that of whoever filled it in.
    fn enter(&mut self, field: Field, column: usize, is_form: bool) -> Option<usize> {
        let field = match field {
            Field::Email if is_form && self.of(Field::FormEmail).is_none() && self.of(Field::Email).is_none() => {
                Field::FormEmail
            }
            field => field,
        };
        let known = self.of(field);
        if known.is_none() {
            self.fields.push((field, column));
        }
        known
    }

    /// Lets what a form asks of everyone stand in where nothing else was asked.
    fn use_form_columns(&mut self) {
        for (stand_in, field) in [(Field::FormEmail, Field::Email), (Field::FormName, Field::Contact)] {
            if let (Some(column), None) = (self.of(stand_in), self.of(field)) {
                self.fields.push((field, column));
            }
        }
        self.fields.retain(|(field, _)| !matches!(field, Field::FormEmail | Field::FormName));
    }
}

/// The finding for a sheet in which nothing holds these fields.
fn without(missing: &[Field], file: &str, row: &Row) -> Finding {
    let found: Vec<&str> = row.cells().filter(|heading| !heading.is_empty()).collect();
    let labels: Vec<String> = missing.iter().map(|field| field.label()).collect();
    let keys = missing.iter().filter_map(|field| field.key()).map(|key| format!("{key} = \"HEADING\""));
    let lines: Vec<String> = std::iter::once("[import.columns]".to_owned()).chain(keys).collect();
    Finding::error(
        file,
        format!("no column holds {}; the headings found are: {}", labels.join(" or "), found.join(", ")),
    )
    .at(row.place(0))
    .remedy(format!("say which one does in exercise.toml, with the lines {}", lines.join(" and ")))
}
