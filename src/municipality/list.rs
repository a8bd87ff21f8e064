//! Reading municipalities.csv, the lead's list of those invited.

use std::borrow::Cow;

use super::by_number::{ByNumber, Numbered};
use super::known;
use super::naming::evened;
use super::number::Number;
use crate::email::Email;
use crate::findings::{Finding, Findings, Place, Sentence, problems};
use crate::language::Language;
use crate::sheet::{Row, Sheet, Table};
use crate::text::normalised;

/// The name of the file, from the exercise folder.
pub const FILE: &str = "data/municipalities.csv";

/// One of those invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// By which tables and logs know it.
    pub number: Number,
    /// Its name without "kommune": `Asker`.
    pub name: String,
    /// The name as one is addressed who is no municipality: `Akershus universitetssykehus HF`.
    pub other_full_name: Option<String>,
    /// The language it has decided on; none if it is neutral.
    pub language: Option<Language>,
    /// The official address, where letters go when no contact is known, and copies of invitations; none as long as nobody has
    /// written it. Only letters need it.
    pub email: Option<Email>,
    /// Where that stands in the file.
    pub email_place: Place,
    /// Who stands in for whoever gets its letters, and gets each of them, too.
    pub deputy: Option<Email>,
    /// Other names that the lead knows it by.
    pub aliases: Vec<String>,
    /// Higher priorities are displaced last when dates are assigned; 0 unless the lead says otherwise.
    pub priority: i32,
}

impl Numbered for Municipality {
    fn number(&self) -> Number {
        self.number
    }
}

impl Municipality {
    /// The name as it is addressed: `Asker kommune`, `Akershus universitetssykehus HF`.
    #[must_use]
    pub fn full_name(&self) -> Cow<'_, str> {
        match &self.other_full_name {
            Some(full_name) => full_name.into(),
            None if self.is_municipality() => format!("{} kommune", self.name).into(),
            None => self.name.as_str().into(),
        }
    }

    /// Its own address; empty if it has none.
    #[must_use]
    pub(crate) fn address(&self) -> &str {
        self.email.as_ref().map_or("", Email::as_str)
    }

    /// Whether it is a municipality of Norway, of today or of an earlier year, and not another organisation that is invited:
    /// by its number, or else by its name where the lead has given no other.
    #[must_use]
    pub fn is_municipality(&self) -> bool {
        let is_by_name = || self.other_full_name.is_none() && known::is_name(&evened(&self.name));
        known::bearer(self.number).is_some() || is_by_name()
    }
}

problems! {
    /// What can be wrong in municipalities.csv.
    pub(crate) enum ListProblem in "municipalities" {
        /// A second row for one number.
        AlreadyListed { line: usize },
        /// No rows.
        NobodyInvited,
        /// The address that invitations come from.
        OrganiserAddress { name: String },
        /// Rows without an address; how many beside this one.
        NoAddress { others: usize },
        /// Not a number of a municipality or an organisation.
        NotANumber,
        /// Nothing, or control characters.
        NotAName,
        /// Longer than names are.
        NameTooLong {
            /// In characters.
            most: usize,
        },
        /// Not one of the languages.
        NotALanguage,
        /// Not a whole number.
        NotAPriority,
    }
}

/// All rows; nothing if anything is wrong.
pub(super) fn read(bytes: &[u8], findings: &mut Findings) -> Option<ByNumber<Municipality>> {
    let sheet = Sheet::of_table(FILE, bytes).map_err(|finding| findings.push(*finding)).ok()?;
    let table = Table::open(&sheet, ["number", "name", "language", "email"], findings)?;
    let aliases = table.column("aliases");
    let (priority, full_name) = (table.column("priority"), table.column("full_name"));
    let deputy = table.column("deputy");
    let errors_before = findings.errors();
    let columns = table.columns();
    let mut without_address = Vec::new();
    let rows = table.read_all(findings, |row, findings| {
        if row.cell(columns[3]).is_empty() {
            without_address.push(row.place(columns[3]));
        }
        let mut municipality = read_row(row, columns, findings)?;
        if let Some(full_name) = full_name.filter(|column| !row.cell(*column).is_empty()) {
            municipality.other_full_name = Some(read_name(row, full_name, findings));
        }
        municipality.deputy = deputy.and_then(|column| read_address(row, column, findings)).flatten();
        municipality.aliases = aliases.map(|column| read_aliases(row.cell(column))).unwrap_or_default();
        municipality.priority = priority.and_then(|column| read_priority(row, column, findings)).unwrap_or(0);
        Some(municipality)
    });
    warn_without_address(&without_address, findings);
    let read = rows.len();
    let list: ByNumber<Municipality> = rows.into_iter().collect();
    if list.len() < read {
        for (place, value, line) in sheet.repeated(columns[0], |written| written.parse::<Number>().ok()) {
            findings.push(at(place, &value, ListProblem::AlreadyListed { line }));
        }
    }
    if list.is_empty() && findings.errors() == errors_before {
        findings.push(Finding::error(FILE, ListProblem::NobodyInvited));
    }
    (findings.errors() == errors_before).then_some(list)
}

/// The warning for a municipality that has the address that invitations come from.
pub(super) fn organiser_address(municipality: &Municipality) -> Finding {
    Finding::warning(FILE, ListProblem::OrganiserAddress { name: municipality.name.clone() })
        .at(municipality.email_place)
        .value(municipality.address())
}

/// An address that need not be there; none if it is none.
#[expect(clippy::option_option, reason = "unreadable, empty or an address")]
fn read_address(row: &Row, column: usize, findings: &mut Findings) -> Option<Option<Email>> {
    match row.cell(column) {
        "" => Some(None),
        written => match written.parse::<Email>() {
            Ok(email) => Some(Some(email)),
            Err(problem) => {
                findings.push(error(row, column, problem));
                None
            }
        },
    }
}

fn read_row(row: &Row, columns: [usize; 4], findings: &mut Findings) -> Option<Municipality> {
    let [number_at, name_at, language_at, email_at] = columns;
    let number = row.cell(number_at).parse::<Number>().ok();
    if number.is_none() {
        findings.push(error(row, number_at, ListProblem::NotANumber));
    }
    let name = read_name(row, name_at, findings);
    let language = read_language(row.cell(language_at));
    if language.is_none() {
        findings.push(error(row, language_at, ListProblem::NotALanguage));
    }
    let email = read_address(row, email_at, findings);
    Some(Municipality {
        number: number?,
        name,
        other_full_name: None,
        deputy: None,
        language: language?,
        email: email?,
        email_place: row.place(email_at),
        aliases: Vec::new(),
        priority: 0,
    })
}

/// A new list has no addresses yet: that is one matter, not hundreds.
fn warn_without_address(places: &[Place], findings: &mut Findings) {
    let Some((first, others)) = places.split_first() else { return };
    findings.push(Finding::warning(FILE, ListProblem::NoAddress { others: others.len() }).at(*first));
}

/// In characters. The longest name of a body in Norway has some hundred.
const LONGEST_NAME: usize = 250;

/// A name, whatever may be wrong with it.
fn read_name(row: &Row, column: usize, findings: &mut Findings) -> String {
    let name = row.cell(column);
    if name.is_empty() || name.contains(char::is_control) {
        findings.push(error(row, column, ListProblem::NotAName));
    } else if name.chars().count() > LONGEST_NAME {
        let problem = ListProblem::NameTooLong { most: LONGEST_NAME };
        findings.push(at(row.place(column), &name.chars().take(LONGEST_NAME).collect::<String>(), problem));
    }
    name.to_owned()
}

fn read_aliases(written: &str) -> Vec<String> {
    let names = written.split([',', ';', '|']).map(str::trim);
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn read_priority(row: &Row, column: usize, findings: &mut Findings) -> Option<i32> {
    let written = Some(row.cell(column)).filter(|written| !written.is_empty())?;
    let priority = written.parse().ok();
    if priority.is_none() {
        findings.push(error(row, column, ListProblem::NotAPriority));
    }
    priority
}

/// The language decided on; none within for a neutral municipality.
#[expect(clippy::option_option, reason = "not a language, neutral, or one of them")]
fn read_language(written: &str) -> Option<Option<Language>> {
    match Language::find(written) {
        Some(language) => Some(Some(language)),
        None => matches!(normalised(written).as_str(), "nøytral" | "neutral" | "").then_some(None),
    }
}

fn error(row: &Row, column: usize, problem: impl Into<Sentence>) -> Finding {
    at(row.place(column), row.cell(column), problem)
}

fn at(place: Place, value: &str, problem: impl Into<Sentence>) -> Finding {
    Finding::error(FILE, problem).at(place).value(value)
}
