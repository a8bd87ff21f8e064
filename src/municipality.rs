//! Who is invited, and finding one of them by number or by name as people write it.
//!
//! A name is only ever matched exactly once its spelling has been evened out; a near miss is never
//! accepted, as Ås and Ål, Hol and Hole, Nes and Nesbyen all exist.

mod by_number;
mod finding;
mod known;
mod naming;
pub mod norway;

pub use by_number::{ByNumber, Numbered};
pub use finding::{OtherYear, Unknown};
pub use naming::is_lossy;

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};

use crate::email::Email;
use crate::findings::{Finding, Findings, Place};
use crate::language::Language;
use crate::sheet::{Row, Sheet, Table};

/// The name of the file, from the exercise folder.
pub const FILE: &str = "data/municipalities.csv";

/// A municipality's number: four digits, the leading zero kept; or that of another organisation, of five to
/// nine digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(u32);

impl Number {
    /// A number that no municipality can have.
    pub const NOBODY: Number = Number(0);
}

/// A text is not the number of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not a number of four to nine digits")]
pub struct NotANumber;

impl FromStr for Number {
    type Err = NotANumber;

    /// Takes four digits, or three where a spreadsheet has dropped the zero (`301` is Oslo, 0301), or five to
    /// nine that begin with no zero, as organisation numbers do; also with the decimals that some programs
    /// write (`301.0`).
    ///
    /// # Errors
    /// When it is anything else.
    fn from_str(written: &str) -> Result<Number, NotANumber> {
        let digits = written.trim();
        let digits = digits.strip_suffix(".0").or(digits.strip_suffix(",0")).unwrap_or(digits);
        let fits = matches!(digits.len(), 3..=9) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = digits.parse().map_err(|_| NotANumber)?;
        // Municipalities' numbers begin with the county's, from 03: below 0100 there are none.
        let in_full = digits.len() <= 4 || !digits.starts_with('0');
        if fits && in_full && number >= 100 { Ok(Number(number)) } else { Err(NotANumber) }
    }
}

impl From<Number> for u128 {
    /// A number of its own for each, in the same order.
    fn from(number: Number) -> u128 {
        number.0.into()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One of those invited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Municipality {
    /// Its number.
    pub number: Number,
    /// Its name without "kommune": `Asker`.
    pub name: String,
    /// The name as it is addressed: `Asker kommune`, `Akershus universitetssykehus HF`.
    pub full_name: String,
    /// The language it has decided on; none if it is neutral.
    pub language: Option<Language>,
    /// Its official address.
    pub email: Email,
    /// Where that stands in the file.
    pub email_place: Place,
    /// Other names that the lead knows it by.
    pub aliases: Vec<String>,
    /// Who has a higher one gives way later when dates are assigned; 0 unless the lead says otherwise.
    pub priority: i32,
}

impl Numbered for Municipality {
    fn number(&self) -> Number {
        self.number
    }
}

impl Municipality {
    /// The name as a municipality is addressed: `Asker kommune`.
    #[must_use]
    pub fn addressed(name: &str) -> String {
        format!("{name} kommune")
    }
}

/// All that are invited, in the order of their numbers.
#[derive(Debug, Clone, Default)]
pub struct Municipalities {
    list: ByNumber<Municipality>,
    /// Made when the first name is looked up: the tool's own tables have numbers.
    names: OnceLock<Names>,
}

/// The names that people may write.
#[derive(Debug, Clone, Default)]
struct Names {
    /// By evened-out name and alias.
    by_name: HashMap<String, Vec<Number>>,
    /// By spelling without æ, ø and å.
    by_ascii: HashMap<String, Vec<Number>>,
}

impl Names {
    fn of(municipalities: &ByNumber<Municipality>) -> Names {
        let mut names = Names::default();
        for municipality in municipalities.iter() {
            let number = municipality.number;
            let known = known::aliases().filter(|(known, _)| *known == number).map(|(_, alias)| alias);
            let aliases = municipality.aliases.iter().map(String::as_str);
            for name in known.chain(aliases).chain([municipality.name.as_str()]) {
                let name = naming::evened(name);
                for spelling in naming::without_norwegian_letters(&name) {
                    enter(&mut names.by_ascii, spelling, number);
                }
                enter(&mut names.by_name, name, number);
            }
        }
        names
    }
}

impl Municipalities {
    /// Reads municipalities.csv: the columns `number`, `name`, `language` and `email`, in any order, and
    /// `aliases` (divided by commas), `priority` (a whole number) and `full_name` (for those who are no
    /// municipality) where there are any; others are the lead's own. All that is wrong is added to `findings`.
    pub fn read(bytes: &[u8], findings: &mut Findings) -> Option<Municipalities> {
        let sheet = Sheet::of_table(FILE, bytes).map_err(|finding| findings.push(*finding)).ok()?;
        let table = Table::open(&sheet, ["number", "name", "language", "email"], findings)?;
        let aliases = table.column("aliases");
        let (priority, full_name) = (table.column("priority"), table.column("full_name"));
        let errors_before = findings.errors();
        let columns = table.columns();
        let rows = table.read_all(findings, |row, findings| {
            if row.cell(columns[3]).is_empty() {
                return Some(Err(row.place(columns[3])));
            }
            let mut municipality = read_row(row, columns, findings)?;
            if let Some(full_name) = full_name.filter(|column| !row.cell(*column).is_empty()) {
                municipality.full_name = read_name(row, full_name, "is not a name", findings);
            }
            let other_names = aliases.map(|column| row.cell(column)).unwrap_or_default().split([',', ';', '|']);
            municipality.aliases =
                other_names.map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
            municipality.priority = priority.and_then(|column| read_priority(row, column, findings)).unwrap_or(0);
            Some(Ok(municipality))
        });
        let (rows, without_address): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
        refuse_without_address(without_address.into_iter().filter_map(Result::err), findings);
        let read = rows.len();
        let municipalities = Municipalities { list: rows.into_iter().flatten().collect(), names: OnceLock::new() };
        if municipalities.len() < read {
            for (place, value, line) in sheet.repeated(columns[0], |written| written.parse::<Number>().ok()) {
                let problem = format!("stands on line {line} already");
                findings.push(at(place, &value, problem).remedy("remove one of the two rows"));
            }
        }
        if municipalities.is_empty() && findings.errors() == errors_before {
            findings.push(Finding::error(FILE, "nobody is invited").remedy("write a row for each municipality"));
        }
        (findings.errors() == errors_before).then_some(municipalities)
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.list))
    }

    /// Warns of those whose address is the one that invitations come from: calendars do not let an
    /// organiser answer an invitation of its own.
    pub fn check_addresses(&self, organiser: &Email, findings: &mut Findings) {
        for municipality in self.iter().filter(|one| one.email == *organiser) {
            let problem = format!("is the address of {} and the one that invitations come from", municipality.name);
            findings.push(
                Finding::warning(FILE, problem)
                    .at(municipality.email_place)
                    .value(municipality.email.to_string())
                    .remedy("give one of them another address: nobody can answer an invitation of their own"),
            );
        }
    }

    /// The number of those invited.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nobody is invited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Municipality> {
        self.list.iter()
    }

    /// The one of that number.
    #[must_use]
    pub fn get(&self, number: Number) -> Option<&Municipality> {
        self.list.get(number)
    }
}

fn enter(names: &mut HashMap<String, Vec<Number>>, name: String, number: Number) {
    let numbers = names.entry(name).or_default();
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}

fn read_row(row: &Row, columns: [usize; 4], findings: &mut Findings) -> Option<Municipality> {
    let [number_at, name_at, language_at, email_at] = columns;
    let number = row.cell(number_at).parse::<Number>().map_err(|problem| {
        findings.push(
            at(row.place(number_at), row.cell(number_at), problem.to_string())
                .remedy("write its number as SSB lists it, like 0301"),
        );
    });
    let name = read_name(row, name_at, "is not a municipality's name", findings);
    let language = read_language(row.cell(language_at)).ok_or_else(|| {
        findings.push(
            at(row.place(language_at), row.cell(language_at), "is not a language".to_owned())
                .remedy("write bokmål, nynorsk, nøytral or engelsk"),
        );
    });
    let email = row.cell(email_at).parse::<Email>().map_err(|problem| {
        findings.push(at(row.place(email_at), row.cell(email_at), problem.to_string()).remedy(problem.remedy()));
    });
    Some(Municipality {
        number: number.ok()?,
        full_name: Municipality::addressed(&name),
        name,
        language: language.ok()?,
        email: email.ok()?,
        email_place: row.place(email_at),
        aliases: Vec::new(),
        priority: 0,
    })
}

/// A new list has no addresses yet: that is one mistake, not hundreds.
fn refuse_without_address(mut places: impl Iterator<Item = Place>, findings: &mut Findings) {
    let Some(first) = places.next() else { return };
    let others = match places.count() {
        0 => String::new(),
        1 => ", nor has a further row".to_owned(),
        others => format!(", nor have {others} further rows"),
    };
    let finding = Finding::error(FILE, format!("the municipality has no e-mail address{others}")).at(first);
    findings.push(finding.remedy("write its official address, like postmottak@example.no"));
}

/// A name, whatever may be wrong with it.
fn read_name(row: &Row, column: usize, problem: &str, findings: &mut Findings) -> String {
    let name = row.cell(column);
    if name.is_empty() || name.contains(char::is_control) {
        let remedy = "write its name, like Oslo";
        findings.push(at(row.place(column), name, problem.to_owned()).remedy(remedy));
    }
    name.to_owned()
}

fn read_priority(row: &Row, column: usize, findings: &mut Findings) -> Option<i32> {
    let written = Some(row.cell(column)).filter(|written| !written.is_empty())?;
    let priority = written.parse().ok();
    if priority.is_none() {
        findings.push(
            at(row.place(column), written, "is not a priority".to_owned())
                .remedy("write a whole number, higher for those who are to give way later, or leave the cell empty"),
        );
    }
    priority
}

/// The language decided on; none within for a neutral municipality.
fn read_language(written: &str) -> Option<Option<Language>> {
    match Language::find(written) {
        Some(language) => Some(Some(language)),
        None => matches!(written.to_lowercase().as_str(), "nøytral" | "neutral" | "").then_some(None),
    }
}

fn at(place: Place, value: &str, problem: String) -> Finding {
    Finding::error(FILE, problem).at(place).value(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "number;name;language;email\n\
        301;Oslo;nøytral;oslo@example.no\n\
        3021;Ås;nøytral;as@example.no\n\
        3018;Våler;bokmål;valer@example.no\n\
        3419;Våler;bokmål;valer.innlandet@example.no\n\
        3038;Hole;bokmål;hole@example.no\n";

    fn read(text: &str) -> (Option<Municipalities>, Vec<String>) {
        let mut findings = Findings::new();
        let read = Municipalities::read(text.as_bytes(), &mut findings);
        (
            read,
            findings
                .into_iter()
                .map(|finding| crate::words::Words::of(Language::En).finding(&finding).to_string())
                .collect(),
        )
    }

    fn found(written: &str) -> Result<String, Unknown> {
        let (list, findings) = read(LIST);
        assert_eq!(findings, [""; 0]);
        list.expect("the list is good").find(written).map(|found| found.number.to_string())
    }

    #[test]
    fn whoever_is_no_municipality_is_addressed_as_the_lead_says() {
        let (list, findings) = read(
            "number;name;language;email;full_name\n0301;Oslo;;oslo@example.no;\n\
             983971636;Ahus;;ahus@example.no;Akershus universitetssykehus HF\n",
        );
        assert_eq!(findings, [""; 0]);
        let list = list.expect("the list is good");
        let names: Vec<_> = list.iter().map(|one| one.full_name.as_str()).collect();
        assert_eq!(names, ["Oslo kommune", "Akershus universitetssykehus HF"]);
    }

    #[test]
    fn a_municipality_is_found_as_people_write_it() {
        for written in
            ["Oslo", "OSLO KOMMUNE", " oslo\u{a0} kommune", "0301", "301", "301.0", "0301 Oslo", "Oslo (0301)"]
        {
            assert_eq!(found(written), Ok("0301".into()), "{written}");
        }
        assert_eq!(found("A\u{30a}s"), Ok("3021".into()));
        assert_eq!(found("Våler (Innlandet)"), Ok("3419".into()));
    }

    #[test]
    fn a_near_miss_is_refused_and_suggested() {
        assert_eq!(found("Hol"), Err(Unknown::Name(Some("Hole".into()))));
        assert_eq!(found("Ål"), Err(Unknown::Name(Some("Ås".into()))));
        assert_eq!(found("Trondheim"), Err(Unknown::Name(None)));
        assert_eq!(found("9999"), Err(Unknown::Number));
        assert_eq!(found("kommune"), Err(Unknown::Name(None)));
    }

    #[test]
    fn every_known_spelling_is_read_as_expected() {
        let list = std::fs::read("data/municipalities.csv").expect("the sample is there");
        let list = Municipalities::read(&list, &mut Findings::new()).expect("it is good");
        let cases =
            include_str!("municipality/spellings.csv").lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        for case in cases {
            let found = list.find(case[0]).ok().map(|found| found.number.to_string());
            assert_eq!(found.as_deref().unwrap_or_default(), case[1], "{}: {:?}", case[0], list.find(case[0]));
        }
    }

    #[test]
    fn a_number_of_another_year_is_noted() {
        let (list, _) = read(LIST);
        let list = list.expect("the list is good");
        let noted = |written| list.find_noting(written).map(|(found, note)| (found.name.as_str(), note.is_some()));
        assert_eq!(noted("3218"), Ok(("Ås", true)));
        assert_eq!(noted("3021"), Ok(("Ås", false)));
        assert_eq!(noted("3218 Ås"), Ok(("Ås", true)));
    }

    #[test]
    fn what_is_no_name_of_anyone_invited_is_refused_with_the_reason() {
        assert_eq!(found("B?rum"), Err(Unknown::Lossy));
        assert_eq!(found("Ski"), Err(Unknown::Former("Nordre Follo".into())));
        assert_eq!(found("0213"), Err(Unknown::Former("Nordre Follo".into())));
        assert_eq!(found("Nes i Buskerud"), Err(Unknown::Former("Nesbyen".into())));
        assert_eq!(found("Hole (Innlandet)"), Err(Unknown::Elsewhere("Hole".into())));
        assert_eq!(found("3021 Hole"), Err(Unknown::Disagree("Ås".into(), "Hole".into())));
    }

    #[test]
    fn a_name_that_two_have_needs_the_number() {
        assert!(matches!(found("Våler"), Err(Unknown::Several(both)) if both.len() == 2));
    }

    #[test]
    fn every_mistake_in_the_list_is_reported_at_once() {
        let (list, findings) = read(
            "number;name;language;email\n\
             31;Oslo;nøytral;oslo@example.no\n\
             3021;;nynorks;as\n\
             3038;Hole;bokmål;hole@example.no\n\
             3038;Hole;bokmål;hole@example.no\n",
        );
        assert!(list.is_none());
        let places: Vec<&str> = findings.iter().map(|f| f.split(" error").next().unwrap_or_default()).collect();
        assert_eq!(
            places,
            [
                "data/municipalities.csv:2:1:",
                "data/municipalities.csv:3:2:",
                "data/municipalities.csv:3:3:",
                "data/municipalities.csv:3:4:",
                "data/municipalities.csv:5:1:",
            ]
        );
    }
}
