//! Which column holds what: headings in Norwegian and English, as people and forms write them.

use crate::findings::{Finding, Findings};
use crate::sheet::Row;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Number,
    Name,
    First,
    Second,
    Contact,
    Email,
    Phone,
    Received,
}

impl Field {
    const ALL: [Field; 8] = [
        Field::Number,
        Field::Name,
        Field::First,
        Field::Second,
        Field::Contact,
        Field::Email,
        Field::Phone,
        Field::Received,
    ];

    /// The headings it goes by, evened out. The first one is what a lead is told to write.
    fn headings(self) -> &'static [&'static str] {
        match self {
            Field::Number => &["kommunenr", "kommunenummer", "knr", "nr", "municipality number", "number"],
            Field::Name => &["kommune", "kommunenavn", "kommunenamn", "municipality", "municipality name", "name"],
            Field::First => &[
                "pri 1",
                "pri 1 dato",
                "prioritet 1",
                "1 prioritet",
                "1 pri",
                "førstevalg",
                "første valg",
                "ønsket dato",
                "ønskt dato",
                "first choice",
                "choice 1",
            ],
            Field::Second => &[
                "pri 2",
                "pri 2 dato",
                "prioritet 2",
                "2 prioritet",
                "2 pri",
                "andrevalg",
                "andre valg",
                "alternativ dato",
                "second choice",
                "choice 2",
                "alternative date",
            ],
            Field::Contact => {
                &["kontaktperson", "kontakt", "navn kontaktperson", "namn kontaktperson", "contact", "contact person"]
            }
            Field::Email => &["e post", "epost", "e postadresse", "epostadresse", "e mail", "email", "e mail address"],
            Field::Phone => {
                &["telefon", "tlf", "mobil", "telefonnummer", "mobilnummer", "phone", "mobile", "telephone"]
            }
            Field::Received => &["mottatt", "motteke", "mottatt dato", "tidspunkt", "received", "timestamp"],
        }
    }

    /// What it is, in a message.
    fn label(self) -> &'static str {
        match self {
            Field::Number => "the municipality's number",
            Field::Name => "the municipality",
            Field::First => "the first choice",
            Field::Second => "the second choice",
            Field::Contact => "the contact person",
            Field::Email => "the e-mail address",
            Field::Phone => "the phone number",
            Field::Received => "the time it was received",
        }
    }
}

/// Where each field stands in a sheet; the municipality and the first choice are always there.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    at: [Option<usize>; Field::ALL.len()],
    headings: Vec<String>,
}

impl Columns {
    /// The column of a field, from 0.
    pub fn of(&self, field: Field) -> Option<usize> {
        self.at[field as usize]
    }

    /// The heading of a column as it is written.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }
}

/// Reads the heading row. Gives nothing if a needed column is missing or there are two of a kind.
pub fn find(file: &str, row: &Row, findings: &mut Findings) -> Option<Columns> {
    let mut columns = Columns { headings: row.cells().map(str::to_owned).collect(), ..Columns::default() };
    let errors_before = findings.errors();
    for (column, heading) in row.cells().enumerate().filter(|(_, heading)| !heading.is_empty()) {
        let finding = match field(heading) {
            None => Finding::notice(file, "is a column that is not read")
                .remedy("that is right if it holds neither municipality, dates nor contact"),
            Some(field) => match columns.at[field as usize].replace(column) {
                None => continue,
                Some(first) => Finding::error(
                    file,
                    format!("is a second column for {}; the first is \"{}\"", field.label(), columns.heading(first)),
                )
                .remedy("keep one of them, or give the other a heading that says what it is"),
            },
        };
        findings.push(finding.at(row.place(column)).value(heading));
    }
    if columns.of(Field::Number).or(columns.of(Field::Name)).is_none() {
        findings.push(missing(file, row, Field::Name));
    }
    if columns.of(Field::First).is_none() {
        findings.push(missing(file, row, Field::First));
    }
    (findings.errors() == errors_before).then_some(columns)
}

fn missing(file: &str, row: &Row, field: Field) -> Finding {
    let found: Vec<&str> = row.cells().collect();
    Finding::error(file, format!("no column holds {}; the headings found are: {}", field.label(), found.join(", ")))
        .at(row.place(0))
        .remedy(format!("call its column \"{}\"", field.headings()[0]))
}

fn field(heading: &str) -> Option<Field> {
    let evened = evened(heading);
    Field::ALL.into_iter().find(|field| field.headings().contains(&evened.as_str()))
}

/// Small letters, and one blank for each run of anything else.
fn evened(heading: &str) -> String {
    let spaced: String = heading.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_heading_stands_for_one_field() {
        for field in Field::ALL {
            for heading in field.headings() {
                assert_eq!(evened(heading), *heading);
                let owners: Vec<Field> =
                    Field::ALL.into_iter().filter(|field| field.headings().contains(heading)).collect();
                assert_eq!(owners, [field], "{heading}");
            }
        }
    }

    #[test]
    fn case_and_punctuation_do_not_matter() {
        assert_eq!(field("PRI. 1-dato:"), Some(Field::First));
        assert_eq!(field("E-post"), Some(Field::Email));
        assert_eq!(field("Merknad"), None);
    }
}
