//! registrations.csv: one row per municipality that has answered.
//!
//! Several contacts stand in the same cells, one to a line.

use chrono::NaiveDateTime;

use super::problem::Problem;
use super::record::{self, Cells, Column, Context, Record};
use crate::exercise::moment;
use crate::findings::Findings;
use crate::municipality::Number;
use crate::registration::{Answer, Answered, Answers, Choices, Field, Registration, Source, choice_name};

/// In the place of the first choice, where no date was chosen.
const ANY: &str = "any";
const DECLINED: &str = "declined";

impl Record for Registration {
    const FILE: &'static str = "data/registrations.csv";

    fn columns() -> Vec<Column<Registration>> {
        let mut columns = vec![
            Self::column("number", |registration, _| registration.municipality.to_string().into()),
            Self::column("municipality", |registration, context| context.name(registration.municipality).into()),
            Self::numbered_columns(
                choice_name,
                2,
                |registration| registration.answer.dates().len(),
                |registration, place, context| match (&registration.answer, place) {
                    (Answer::Any, 0) => ANY.into(),
                    (Answer::Declined, 0) => DECLINED.into(),
                    (answer, _) => {
                        answer.dates().get(place).map_or("", |date| context.exercise.dates.key(*date)).into()
                    }
                },
            ),
        ];
        columns.extend(Field::ALL.iter().map(|field| {
            if field.is_in_all_tables() {
                Self::column(field.key(), |registration, _| registration.cell(*field))
            } else {
                Self::later_column(field.key(), |registration, _| registration.cell(*field))
            }
        }));
        columns.push(Self::column("imported", |registration, _| time(registration.imported).into()));
        columns.push(Self::column("source", |registration, _| registration.source.to_string().into()));
        columns
    }

    fn read(cells: &mut Cells<'_>) -> Option<Registration> {
        let municipality = cells.municipality("number");
        let answer = answer(cells);
        let imported = cells.value("imported", Problem::NotATime, moment);
        let source = cells.value("source", Problem::NotASource, |cell| cell.parse().ok());
        let nobody = Source { file: String::new(), line: 0 };
        let mut registration = Registration::new(Number::NOBODY, Answer::Any, NaiveDateTime::default(), nobody);
        let mut is_readable = true;
        for field in Field::ALL {
            if let Err(problem) = registration.read_cell(*field, cells.text(field.key())) {
                cells.refuse(field.key(), problem);
                is_readable = false;
            }
        }
        let read = Registration {
            municipality: municipality?,
            answer: answer?,
            imported: imported?,
            source: source?,
            ..registration
        };
        is_readable.then_some(read)
    }
}

/// The answers of a table of registrations, without whom to write to. What is wrong with other cells does not matter here.
pub(super) fn read_answers(bytes: &[u8], context: Context<'_>, findings: &mut Findings) -> Answers {
    let mut answers = Answers::default();
    record::read_rows::<Registration, _>(bytes, context, findings, answered, |answered| {
        answers.insert(answered).is_none()
    });
    answers
}

fn answered(cells: &mut Cells<'_>) -> Option<Answered> {
    let municipality = cells.municipality("number");
    let answer = answer(cells);
    let arrival = match cells.optional(Field::Received.key(), Problem::NotATime, moment)? {
        None => cells.value("imported", Problem::NotATime, moment),
        received => received,
    };
    Some(Answered { municipality: municipality?, answer: answer?, arrival: arrival? })
}

fn time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

fn answer(cells: &mut Cells<'_>) -> Option<Answer> {
    let headings = cells.numbered();
    let first = headings.first().map_or("", String::as_str);
    match cells.text(first) {
        ANY => return Some(Answer::Any),
        DECLINED => return Some(Answer::Declined),
        _ => {}
    }
    let mut dates = Vec::new();
    let mut are_readable = true;
    for heading in headings {
        if !cells.text(heading).is_empty() {
            let date = cells.date(heading);
            are_readable &= date.is_some();
            dates.extend(date);
        }
    }
    if !are_readable {
        return None;
    }
    let choices = Choices::new(dates);
    if choices.is_none() {
        cells.refuse(first, Problem::NotAnAnswer);
    }
    choices.map(Answer::Dates)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::exercise::{DateId, Exercise};
    use crate::municipality::Municipalities;
    use crate::registration::{Person, Registrations};
    use crate::text::composed;

    /// A text as it can stand in a cell: composed, no control characters, no blanks around it.
    fn line() -> impl Strategy<Value = String> {
        prop_oneof!["\\PC{1,20}", "[-=+@'\"–;,|?]{1,3}[a-zæøå]{0,3}"]
            .prop_map(|text| composed(text.trim().into()).into_owned())
            .prop_filter("not empty, and not the mark for what is unknown", |text| !text.is_empty() && text != "–")
    }

    fn person() -> impl Strategy<Value = Person> {
        let email = "[a-z]{1,8}@[a-z]{1,8}\\.no".prop_map(|text| text.parse().expect("an address"));
        (proptest::option::of(line()), proptest::option::of(email), proptest::option::of(line()))
            .prop_map(|(name, email, phone)| Person { name, email, phone })
            .prop_filter("somebody", |person| !person.is_empty())
    }

    fn registration() -> impl Strategy<Value = Registration> {
        let answer = prop_oneof![
            Just(Answer::Any),
            Just(Answer::Declined),
            (Just(vec![0usize, 1, 2, 3]).prop_shuffle(), 1usize..=4).prop_map(|(order, length)| {
                let ids: Vec<DateId> = exercise().dates.ids().collect();
                Answer::Dates(Choices::new(order.into_iter().take(length).map(|index| ids[index])).expect("a choice"))
            }),
        ];
        let time = (0i64..100_000_000).prop_map(|seconds| {
            chrono::DateTime::from_timestamp(1_600_000_000 + seconds, 0).expect("a time").naive_utc()
        });
        let comment = proptest::collection::vec(line(), 0..3)
            .prop_map(|lines| Some(lines.join("\n")).filter(|all| !all.is_empty()));
        let contacts = proptest::collection::vec(person(), 0..4);
        let source = (line(), 1usize..2_000_000).prop_map(|(file, line)| Source { file, line });
        let numbers = municipalities().iter().map(|municipality| municipality.number).collect::<Vec<_>>();
        let participants = proptest::option::of(any::<u32>());
        let number = proptest::sample::select(numbers);
        (number, answer, contacts, participants, comment, proptest::option::of(time.clone()), time, source).prop_map(
            |(municipality, answer, contacts, participants, comment, received, imported, source)| Registration {
                municipality,
                answer,
                contacts,
                participants,
                comment,
                received,
                imported,
                source,
            },
        )
    }

    fn exercise() -> Exercise {
        let text = include_str!("../../exercise.toml");
        Exercise::read(text, &mut Findings::new()).expect("the sample is good")
    }

    fn municipalities() -> Municipalities {
        let bytes = include_bytes!("../../data/municipalities.csv");
        Municipalities::read(bytes, &mut Findings::new()).expect("the sample is good")
    }

    proptest! {
        #[test]
        fn any_registration_that_is_written_is_read_back_the_same(all in proptest::collection::vec(registration(), 0..8)) {
            let (exercise, municipalities) = (exercise(), municipalities());
            let context = Context { exercise: &exercise, municipalities: &municipalities };
            let registrations: Registrations = all.into_iter().collect();
            let mut findings = Findings::new();
            let read: Registrations = record::read(&record::write(&registrations, context), context, &mut findings);
            let answers = read_answers(&record::write(&registrations, context), context, &mut findings);
            prop_assert_eq!(findings, Findings::new());
            prop_assert_eq!(answers, read.answers());
            prop_assert_eq!(read, registrations);
        }
    }

    #[test]
    fn answers_are_read_whatever_is_wrong_with_contacts() {
        let (exercise, municipalities) = (exercise(), municipalities());
        let context = Context { exercise: &exercise, municipalities: &municipalities };
        let table = "number;municipality;first choice;second choice;contact;email;phone;participants;comment;received;\
             imported;source\n3025;Asker;2022-11-24;;;not an address;;many;;2022-07-01;2022-08-01;x\n";
        let mut findings = Findings::new();
        let answers = read_answers(table.as_bytes(), context, &mut findings);
        assert_eq!(findings, Findings::new());
        let arrivals: Vec<String> = answers.iter().map(|answered| answered.arrival.to_string()).collect();
        assert_eq!(arrivals, ["2022-07-01 00:00:00"]);
    }
}
