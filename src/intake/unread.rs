//! Columns that are not read, and how that is told: one by one, or in one line where there are many.

use super::problem::Problem;
use super::vocabulary::Heading;
use crate::findings::{Finding, Findings, Place, Value, quoted};

/// A column with something in it that is not read.
pub struct Unread {
    pub place: Place,
    pub heading: String,
    /// What its heading could stand for.
    pub could_be: Vec<Heading>,
    /// Whether it holds e-mail addresses or phone numbers.
    pub is_of_addresses: bool,
}

/// Tells of them. More than so many of a kind are one finding.
const MOST: usize = 3;

pub fn tell(file: &str, unread: Vec<Unread>, findings: &mut Findings) {
    let (addresses, others): (Vec<Unread>, Vec<Unread>) = unread.into_iter().partition(|column| column.is_of_addresses);
    for (columns, kind) in [(addresses, Finding::warning as fn(String, Problem) -> Finding), (others, Finding::notice)]
    {
        if columns.len() > MOST {
            findings.push(together(file, &columns, kind));
            continue;
        }
        for column in columns {
            let finding = kind(file.to_owned(), problem(&column)).at(column.place);
            findings.push(finding.value(column.heading));
        }
    }
}

fn problem(column: &Unread) -> Problem {
    if column.could_be.len() > 1 {
        let fields = Value::Either(column.could_be.iter().map(|heading| heading.name().into()).collect());
        let key = column
            .could_be
            .iter()
            .filter(|heading| !matches!(heading, Heading::Choice(_)))
            .find_map(|heading| heading.key());
        return Problem::AmbiguousColumn { fields, key, heading: column.heading.clone() };
    }
    match (column.heading.is_empty(), column.is_of_addresses) {
        (true, _) => Problem::NoHeading,
        (_, true) => Problem::UnreadAddresses,
        (_, false) => Problem::UnknownColumn,
    }
}

fn together(file: &str, columns: &[Unread], kind: fn(String, Problem) -> Finding) -> Finding {
    let named = columns.iter().filter(|column| !column.heading.is_empty()).take(MOST);
    let headings: Vec<Value> = named.map(|column| quoted(&column.heading)).collect();
    let headings = if headings.is_empty() { "–".into() } else { Value::List(headings) };
    let count = columns.len();
    let problem = if columns.iter().any(|column| column.is_of_addresses) {
        Problem::ManyUnreadAddresses { count, headings }
    } else {
        Problem::ManyUnknownColumns { count, headings }
    };
    let finding = kind(file.to_owned(), problem);
    columns.first().map_or(finding.clone(), |first| finding.at(first.place))
}
