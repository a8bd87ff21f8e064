//! Columns that are not read, and how that is told: one by one, or in one line where there are many.

use super::problem::Problem;
use super::profile::Answers;
use super::vocabulary::Heading;
use crate::findings::{Finding, Findings, Place, Value, quoted};

/// A column with something in it that is not read.
pub struct Unread {
    pub place: Place,
    pub heading: String,
    /// What its heading could stand for.
    pub could_be: Vec<Heading>,
    /// The line of exercise.toml for the first of these that is no choice, if one is safe.
    pub line: Option<String>,
    /// Whether it holds e-mail addresses or phone numbers.
    pub has_addresses: bool,
    pub answers: Option<Answers>,
}

/// Tells of them. More than so many of a kind are one finding.
const MOST: usize = 3;

pub fn tell(file: &str, unread: Vec<Unread>, findings: &mut Findings) {
    let (answers, others): (Vec<Unread>, Vec<Unread>) = unread.into_iter().partition(|column| column.answers.is_some());
    let (addresses, others): (Vec<Unread>, Vec<Unread>) = others.into_iter().partition(|column| column.has_addresses);
    let warning = Finding::warning as fn(String, Problem) -> Finding;
    for (columns, kind) in [(answers, warning), (addresses, warning), (others, Finding::notice)] {
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
    if let Some(Answers { count, example, line }) = &column.answers {
        return Problem::UnreadAnswers { count: *count, example: quoted(example), line: *line };
    }
    if column.could_be.len() > 1 {
        let fields = Value::Either(column.could_be.iter().map(|heading| heading.name().into()).collect());
        return Problem::AmbiguousColumn { fields, line: column.line.clone() };
    }
    match (column.heading.is_empty(), column.has_addresses) {
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
    let problem = match columns {
        [first, ..] if first.answers.is_some() => Problem::ManyUnreadAnswers { count, headings },
        [first, ..] if first.has_addresses => Problem::ManyUnreadAddresses { count, headings },
        _ => Problem::ManyUnknownColumns { count, headings },
    };
    let finding = kind(file.to_owned(), problem);
    columns.first().map_or(finding.clone(), |first| finding.at(first.place))
}
