//! Reads the headings of a list: what each column holds, and what has to be said of it. A field that two columns could hold
//! is refused, and so are dates below a heading that does not say which choice they are.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::problem::Problem;
use super::profile::{Answers, Profile};
use super::remedy;
use super::settled::{Certain, Settled};
use super::spellings::{OF_FORMS, TAKING_PART};
use super::unread::{Unread, tell};
use super::vocabulary::{Heading, Meaning, Vocabulary};
use crate::findings::{Finding, Findings, Value, quoted};
use crate::sheet::Row;
use crate::text::words;

/// Reads the heading row. Gives nothing if anything is refused or a needed column is missing. `look` looks at the cells of
/// columns.
pub fn read(
    file: &str,
    row: &Row,
    vocabulary: &Vocabulary<'_>,
    look: impl FnOnce(&mut BTreeMap<usize, Profile>),
    findings: &mut Findings,
) -> Option<Columns> {
    let errors_before = findings.errors();
    let meanings = vocabulary.meanings(row);
    let is_form = is_form(row);
    let certain = Certain::of(&meanings, vocabulary);
    let in_doubt = meanings.iter().enumerate().filter_map(|(column, (written, meaning))| {
        Some((column, certain.look_at(written, meaning, is_form, vocabulary)?))
    });
    let mut profiles: BTreeMap<usize, Profile> = in_doubt.collect();
    if !profiles.is_empty() {
        look(&mut profiles);
    }
    let columns = Columns::new(row);
    let mut reading = Reading { file, row, vocabulary, meanings, certain, is_form, profiles, columns };
    reading.settle(findings);
    reading.tell_beside(findings);
    reading.tell_gap(findings);
    let missing = reading.missing();
    // Where a column was refused, it may be the one.
    if !missing.is_empty() && (findings.errors() == errors_before || missing.contains(&Heading::Municipality)) {
        findings.push(reading.without(&missing));
    }
    (findings.errors() == errors_before).then_some(reading.columns)
}

/// Whether headings are those of the export of a form, which asks everyone for a name and an address by itself.
fn is_form(headings: &Row) -> bool {
    headings.cells().any(|cell| OF_FORMS.contains(&words(cell).as_str()))
}

/// Whether a heading asks who takes part, so that "nei" below it is an answer.
fn asks_who_takes_part(heading: &str) -> bool {
    words(heading).split(' ').any(|word| TAKING_PART.iter().any(|stem| word.starts_with(stem)))
}

/// The headings of a list while they are read.
struct Reading<'r> {
    file: &'r str,
    row: &'r Row,
    vocabulary: &'r Vocabulary<'r>,
    meanings: Vec<(&'r str, Meaning)>,
    certain: Certain,
    is_form: bool,
    /// What the cells of the columns hold whose headings leave it open.
    profiles: BTreeMap<usize, Profile>,
    columns: Columns,
}

impl Reading<'_> {
    /// Settles what each column holds.
    fn settle(&mut self, findings: &mut Findings) {
        let (mut unread, mut unclear) = (Vec::new(), Vec::new());
        for column in 0..self.meanings.len() {
            match self.settled(column) {
                Settled::Holds(Heading::Ignored) | Settled::Passed => {}
                Settled::Holds(heading) => self.enter(heading, column, findings),
                Settled::Unread(could_be) => unread.push(self.unread(column, could_be)),
                Settled::Unclear => unclear.push(column),
                Settled::IsNot(field) => {
                    let (line, field) = (self.line(Heading::Field(field), column), field.key().to_owned());
                    findings.push(self.finding(Finding::error, column, Problem::DatesInField { field, line }));
                }
                Settled::Refused(problem) => findings.push(self.finding(Finding::error, column, problem)),
            }
        }
        for column in &unclear {
            let problem = self.unclear(*column, unclear.len() == 1);
            findings.push(self.finding(Finding::error, *column, problem));
        }
        tell(self.file, unread, findings);
    }

    fn settled(&self, column: usize) -> Settled {
        let (written, meaning) = &self.meanings[column];
        match (self.profiles.get(&column), meaning) {
            (Some(profile), meaning) => self.certain.settle(written, meaning, profile),
            (None, Meaning::One(heading)) => Settled::Holds(*heading),
            (None, _) => Settled::Passed,
        }
    }

    fn enter(&mut self, heading: Heading, column: usize, findings: &mut Findings) {
        if let Some(first) = self.columns.enter(heading, column, self.is_form) {
            findings.push(self.finding(Finding::error, column, self.second(heading, first)));
            return;
        }
        let answers = self.profiles.get(&column).and_then(|profile| profile.answers(false));
        if let (Heading::Field(field), Some(Answers { count, example, line })) = (heading, answers) {
            let field = field.key().to_owned();
            let problem = Problem::AnswersInField { field, count, example: quoted(example), line };
            findings.push(self.finding(Finding::warning, column, problem));
        }
    }

    /// Two columns for one field. Of a choice, only a heading says which one it is: a line in exercise.toml could leave
    /// the other one out.
    fn second(&self, heading: Heading, first: usize) -> Problem {
        let (field, written) = (heading.name(), quoted(self.row.cell(first)));
        match heading {
            Heading::Choice(_) | Heading::Rank(_) => Problem::SecondChoiceColumn { field, first: written },
            _ => Problem::SecondColumn { field, first: written, line: self.line(heading, first) },
        }
    }

    fn unread(&self, column: usize, could_be: Vec<Heading>) -> Unread {
        let is_free = |heading: &Heading| {
            !matches!(heading, Heading::Choice(_)) && !self.meanings.iter().any(|(_, other)| other.is(*heading))
        };
        let other = could_be.iter().find(|heading| is_free(heading)).copied();
        let (written, profile) = (self.row.cell(column), self.profiles.get(&column));
        Unread {
            place: self.row.place(column),
            heading: written.to_owned(),
            line: other.and_then(|heading| self.line(heading, column)),
            could_be,
            has_addresses: profile.is_some_and(Profile::has_addresses),
            answers: profile.and_then(|profile| profile.answers(asks_who_takes_part(written))),
        }
    }

    /// Dates below a heading that does not say which choice they are. A heading that speaks of a rank must not be made
    /// another one by a line in exercise.toml, and of several columns no line can say which is which.
    fn unclear(&self, column: usize, is_only: bool) -> Problem {
        let (written, rank) = (self.row.cell(column), self.certain.missing_choice);
        if written.is_empty() {
            return Problem::DatesWithoutHeading { rank };
        }
        let is_safe = is_only && !Vocabulary::says_rank(written);
        let line = if is_safe { self.line(Heading::Choice(rank), column) } else { None };
        Problem::UnclearChoice { rank, line }
    }

    /// Tells of columns that are not read because another one holds the field.
    fn tell_beside(&mut self, findings: &mut Findings) {
        for (column, field, read) in self.columns.use_form_columns() {
            if self.profiles.get(&column).is_none_or(|profile| !profile.is_empty()) {
                let (field, first) = (field.key().to_owned(), quoted(self.row.cell(read)));
                findings.push(self.finding(Finding::notice, column, Problem::UnreadBeside { field, first }));
            }
        }
    }

    fn tell_gap(&self, findings: &mut Findings) {
        let gap = self.columns.gap().filter(|(rank, _)| !self.vocabulary.is_mapped(Heading::Choice(*rank)));
        if let Some((missing, column)) = gap {
            findings.push(self.finding(Finding::warning, column, Problem::MissingRank { missing }));
        }
    }

    /// What is needed and stands in no column.
    fn missing(&self) -> Vec<Heading> {
        let columns = &self.columns;
        let municipality = columns.of(Heading::Number).or(columns.of(Heading::Municipality));
        let first_choice = columns.of(Heading::Choice(1)).or(columns.ranks().first().map(|(_, column)| *column));
        let needed = [(Heading::Municipality, municipality), (Heading::Choice(1), first_choice)];
        needed.into_iter().filter(|(_, at)| at.is_none()).map(|(heading, _)| heading).collect()
    }

    /// The finding for a list in which nothing holds these fields.
    fn without(&self, missing: &[Heading]) -> Finding {
        let headings = self.row.cells().filter(|heading| !heading.is_empty()).map(str::to_owned).collect();
        let fields = Value::Either(missing.iter().map(|heading| heading.name().into()).collect());
        let keys = missing.iter().filter_map(|heading| heading.key()).map(|key| format!("{key} = \"HEADING\""));
        let keys = Value::from(keys.collect::<Vec<_>>());
        let problem = Problem::MissingColumn { fields, headings, keys };
        Finding::error(self.file, problem).at(self.row.place(0))
    }

    fn line(&self, heading: Heading, column: usize) -> Option<String> {
        remedy::line(heading, column, self.row, self.vocabulary)
    }

    fn finding(&self, kind: fn(String, Problem) -> Finding, column: usize, problem: Problem) -> Finding {
        kind(self.file.to_owned(), problem).at(self.row.place(column)).value(self.row.cell(column))
    }
}
