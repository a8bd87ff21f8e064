//! Which column of a sheet holds what. A field that two columns could hold is refused.

use std::collections::BTreeMap;

use super::problem::Problem;
use super::profile::Profile;
use super::ranking::MOST_CHOICES;
use super::unread::{Unread, tell};
use super::vocabulary::{Heading, Meaning, Vocabulary};
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
    /// Further columns of a field whose texts can be put together.
    further: Vec<(Field, usize)>,
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

    /// Further columns of fields that have one, such as Mobil beside Telefon.
    pub fn further(&self) -> &[(Field, usize)] {
        &self.further
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
        let further = self.further.iter().map(|(field, column)| (Heading::Field(*field), *column));
        let all = self.known.iter().copied().chain(further);
        all.map(|(heading, column)| (self.headings[column].clone(), heading.name())).collect()
    }

    /// Takes note of a column; gives back the one that holds the same field already. In the export of a
    /// form, the first address is that of whoever filled it in.
    fn enter(&mut self, heading: Heading, column: usize, is_form: bool) -> Option<usize> {
        let email = Heading::Field(Field::Email);
        let is_first = self.of(Heading::FormEmail).is_none() && self.of(email).is_none();
        let heading = if heading == email && is_form && is_first { Heading::FormEmail } else { heading };
        let known = self.of(heading);
        match (known, heading) {
            (None, _) => self.known.push((heading, column)),
            (Some(_), Heading::Field(field @ (Field::Phone | Field::Comment))) => {
                self.further.push((field, column));
                return None;
            }
            _ => {}
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

/// The column that says why a row was refused before, among the headings of a list.
pub fn reason(headings: &Row) -> Option<usize> {
    headings.cells().position(|heading| heading.eq_ignore_ascii_case(REASON))
}

/// What a column comes to once its cells have been looked at.
enum Settled {
    Holds(Heading),
    /// It is not read. It could be any of these.
    Unread(Vec<Heading>),
    Refused(Problem),
    /// There is nothing in it, or nothing that is needed.
    Passed,
}

/// What the other columns of a sheet hold for certain.
struct Certain {
    municipality: bool,
    /// The best choice that no column holds.
    missing_choice: usize,
    choices: bool,
}

impl Certain {
    fn of(meanings: &[(&str, Meaning)], vocabulary: &Vocabulary<'_>) -> Certain {
        let has = |is: &dyn Fn(Heading) -> bool| {
            meanings.iter().any(|(written, meaning)| match meaning {
                Meaning::One(heading) => is(*heading) && !vocabulary.is_doubtful(written, *heading),
                _ => false,
            })
        };
        let missing = (1..=MOST_CHOICES).find(|rank| !has(&|heading| heading == Heading::Choice(*rank)));
        Certain {
            municipality: has(&|heading| matches!(heading, Heading::Number | Heading::Municipality)),
            missing_choice: missing.unwrap_or(MOST_CHOICES),
            choices: has(&|heading| matches!(heading, Heading::Choice(_))),
        }
    }

    /// Whether only the cells can say what a column holds.
    fn leaves_in_doubt(&self, written: &str, meaning: &Meaning, vocabulary: &Vocabulary<'_>) -> bool {
        match meaning {
            Meaning::One(Heading::Rank(_)) => self.choices,
            Meaning::One(heading) => vocabulary.is_doubtful(written, *heading),
            Meaning::Several(_) | Meaning::Unknown => true,
        }
    }

    /// What a column holds whose heading leaves it in doubt.
    fn settle(&self, written: &str, meaning: &Meaning, profile: Profile) -> Settled {
        if profile.is_empty() {
            return Settled::Passed;
        }
        match meaning {
            Meaning::One(Heading::Rank(_)) => Settled::Refused(Problem::RanksBesideChoices),
            Meaning::Several(headings) => self.one_of(written, headings, profile),
            _ if profile.is_of_dates() => self.unclear(written),
            Meaning::One(heading @ (Heading::FormName | Heading::Organisation)) => match heading {
                _ if profile.is_of_municipalities() && !self.municipality => Settled::Holds(Heading::Municipality),
                Heading::FormName if !profile.is_of_municipalities() => Settled::Holds(Heading::FormName),
                _ => Settled::Unread(Vec::new()),
            },
            Meaning::One(Heading::Municipality) if self.municipality && !profile.has_municipalities() => {
                Settled::Unread(Vec::new())
            }
            Meaning::One(Heading::Field(Field::Received)) if !profile.has_moments() => Settled::Unread(Vec::new()),
            Meaning::One(heading) => Settled::Holds(*heading),
            Meaning::Unknown if self.choices && profile.is_of_numbers() && asks_for_rank(written) => {
                Settled::Refused(Problem::RanksBesideChoices)
            }
            Meaning::Unknown => Settled::Unread(Vec::new()),
        }
    }

    /// Of a heading that could mean several things: a choice if there are dates below it, else not a choice.
    fn one_of(&self, written: &str, headings: &[Heading], profile: Profile) -> Settled {
        let is_choice = |heading: &Heading| matches!(heading, Heading::Choice(_));
        let (choices, others): (Vec<Heading>, Vec<Heading>) = headings.iter().partition(|heading| is_choice(heading));
        match (choices.as_slice(), others.as_slice()) {
            ([only], _) if profile.is_of_dates() => Settled::Holds(*only),
            ([first, ..], []) if profile.is_ranked() => Settled::Holds(*first),
            _ if profile.is_of_dates() => self.unclear(written),
            ([_, ..], [only]) => Settled::Holds(*only),
            _ => Settled::Unread(headings.to_vec()),
        }
    }

    fn unclear(&self, written: &str) -> Settled {
        let heading = Heading::Choice(self.missing_choice);
        // A heading that speaks of a rank must not be made another one by a line in exercise.toml.
        let key = heading.key().filter(|_| !written.is_empty() && !Vocabulary::says_rank(written));
        let rank = self.missing_choice;
        Settled::Refused(if written.is_empty() {
            Problem::DatesWithoutHeading { rank }
        } else {
            Problem::UnclearChoice { rank, key, heading: written.to_owned() }
        })
    }
}

/// Whether a heading is about ranks: "Prioritet", beside a column of dates.
fn asks_for_rank(written: &str) -> bool {
    let words = words(written);
    ["prio", "rang", "rank"].iter().any(|word| words.starts_with(word))
}

/// Reads the heading row. Gives nothing if a needed column is missing, there are two of a kind, or there are dates below
/// a heading that does not say which choice they are. `profiles` looks at the cells of columns.
pub fn find(
    file: &str,
    row: &Row,
    vocabulary: &Vocabulary<'_>,
    profiles: impl FnOnce(&[usize]) -> BTreeMap<usize, Profile>,
    findings: &mut Findings,
) -> Option<Columns> {
    let headings = row.cells().map(str::to_owned).collect();
    let mut columns = Columns { headings, ..Columns::default() };
    let meanings: Vec<(&str, Meaning)> = row.cells().map(|heading| (heading, vocabulary.meaning(heading))).collect();
    let errors_before = findings.errors();
    let is_form = meanings.iter().any(|(_, meaning)| matches!(meaning, Meaning::One(Heading::Ignored)))
        || row.cells().any(|cell| matches!(words(cell).as_str(), "tidsmerke" | "timestamp"));
    let certain = Certain::of(&meanings, vocabulary);
    let in_doubt = meanings
        .iter()
        .enumerate()
        .filter(|(_, (written, meaning))| certain.leaves_in_doubt(written, meaning, vocabulary));
    let in_doubt: Vec<usize> = in_doubt.map(|(column, _)| column).collect();
    let profiles = if in_doubt.is_empty() { BTreeMap::new() } else { profiles(&in_doubt) };
    let mut unread = Vec::new();
    for (column, (written, meaning)) in meanings.into_iter().enumerate() {
        let profile = profiles.get(&column).copied();
        let settled = match (profile, &meaning) {
            (Some(profile), meaning) => certain.settle(written, meaning, profile),
            (None, Meaning::One(heading)) => Settled::Holds(*heading),
            (None, _) => Settled::Passed,
        };
        let problem = match settled {
            Settled::Holds(Heading::Ignored) | Settled::Passed => continue,
            Settled::Holds(heading) => match columns.enter(heading, column, is_form) {
                None => continue,
                Some(first) => second(heading, quoted(&columns.headings[first]), &columns.headings[first]),
            },
            Settled::Unread(could_be) => {
                let is_of_addresses = profile.is_some_and(Profile::is_of_addresses);
                unread.push(Unread {
                    place: row.place(column),
                    heading: written.to_owned(),
                    could_be,
                    is_of_addresses,
                });
                continue;
            }
            Settled::Refused(problem) => problem,
        };
        findings.push(Finding::error(file, problem).at(row.place(column)).value(written));
    }
    tell(file, unread, findings);
    columns.use_form_columns();
    let municipality = columns.of(Heading::Number).or(columns.of(Heading::Municipality));
    let first_choice = columns.of(Heading::Choice(1)).or(columns.ranks().first().map(|(_, column)| *column));
    let needed = [(Heading::Municipality, municipality), (Heading::Choice(1), first_choice)];
    let missing: Vec<Heading> = needed.into_iter().filter(|(_, at)| at.is_none()).map(|(heading, _)| heading).collect();
    // Where a column was refused, it may be the one.
    if !missing.is_empty() && (findings.errors() == errors_before || municipality.is_none()) {
        findings.push(without(&missing, file, row));
    }
    (findings.errors() == errors_before).then_some(columns)
}

/// Two columns for one field. Of a choice, only a heading says which one it is: a line in exercise.toml could leave the
/// other one out.
fn second(heading: Heading, first: Value, written: &str) -> Problem {
    match heading {
        Heading::Choice(_) | Heading::Rank(_) => Problem::SecondChoiceColumn { field: heading.name(), first },
        _ => Problem::SecondColumn {
            field: heading.name(),
            first,
            key: heading.key().unwrap_or_default(),
            heading: written.to_owned(),
        },
    }
}

/// The finding for a sheet in which nothing holds these fields.
fn without(missing: &[Heading], file: &str, row: &Row) -> Finding {
    let headings = row.cells().filter(|heading| !heading.is_empty()).map(str::to_owned).collect();
    let fields = Value::Either(missing.iter().map(|heading| heading.name().into()).collect());
    let keys = missing.iter().filter_map(|heading| heading.key()).map(|key| format!("{key} = \"HEADING\""));
    let keys = Value::from(keys.collect::<Vec<_>>());
    Finding::error(file, Problem::MissingColumn { fields, headings, keys }).at(row.place(0))
}
