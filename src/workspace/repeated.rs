//! Rows that were read before and what has become of them: those that say something else than what stands now, and those
//! that are gone from a list.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::Workspace;
use super::statements::OpenStatements;
use crate::findings::{Finding, Findings, Place, Sentence, Value, problems};
use crate::folder::REGISTRATIONS;
use crate::intake::{Heard, Merged};
use crate::municipality::Number;
use crate::registration::{Answer, Field, Registration};
use crate::statement::{List, Road, Spoken, Standing, WITHDRAWAL};
use crate::words::in_shell;

problems! {
    /// What the lead should know of rows that were read before.
    pub(crate) enum Problem in "repeated" {
        /// Something else stands since.
        SaysOtherwise {
            municipality: String,
            standing: Vec<Sentence>,
            origin: Sentence,
            since: NaiveDateTime,
            arguments: Option<String>,
        },
        /// The municipality has taken its registration back since.
        Withdrawn { municipality: String, origin: Sentence, since: NaiveDateTime, arguments: Option<String> },
        /// Municipalities that the list named when it was last imported, under another name if one is told.
        Gone { municipalities: Vec<String>, count: usize, municipality: Value, former: Option<String> },
    }
}

problems! {
    /// Parts of the sentences above.
    enum Part in "repeated" {
        /// An answer.
        Answer { answer: Sentence },
        /// A field and what is in it, if anything is.
        Field { field: &'static str, content: Option<String> },
    }
}

problems! {
    /// By which road a statement came, as a part of a sentence.
    pub(crate) enum Origin in "origin" {
        /// A row of a spreadsheet.
        Row { source: String },
        /// `ovelse register`.
        ByHand,
        /// The lead has changed the table.
        InTable { file: &'static str },
    }
}

impl Origin {
    pub(crate) fn of(spoken: &Spoken<'_>) -> Origin {
        match spoken.run.road {
            Road::Import | Road::Carried => Origin::Row { source: spoken.statement.source.to_string() },
            Road::Register => Origin::ByHand,
            Road::Edit => Origin::InTable { file: REGISTRATIONS },
        }
    }
}

impl Workspace {
    /// Tells of rows that were read before, without a time, and are not what stands: unless another row of the same import
    /// is, or has said something new.
    pub(super) fn note_repeated(
        &self,
        open: &OpenStatements<'_>,
        merged: &Merged,
        new: &BTreeSet<Number>,
        findings: &mut Findings,
    ) {
        let standing = open.standing();
        let spoken: Vec<Spoken<'_>> = open.all().spoken().collect();
        for rows in
            merged.repeated.chunk_by(|row, next| row.registration.municipality == next.registration.municipality)
        {
            let Some(stands) = rows.first().and_then(|row| standing.get(row.registration.municipality)) else {
                continue;
            };
            let dates = &self.exercise.dates;
            let changes = |row: &Heard| stands.differs_from(&row.statement(dates, self.local_now()), dates);
            let is_said_anew = rows.iter().any(|row| new.contains(&row.registration.municipality));
            if is_said_anew || rows.iter().any(|row| changes(row).is_empty()) {
                continue;
            }
            if let Some(row) = rows.iter().rfind(|row| row.registration.received.is_none()) {
                findings.extend(self.says_otherwise(row, &changes(row), stands, &spoken));
            }
        }
    }

    fn says_otherwise(
        &self,
        row: &Heard,
        changes: &[&'static str],
        stands: &Standing,
        spoken: &[Spoken<'_>],
    ) -> Option<Finding> {
        let part = if stands.registration().is_some() { *changes.first()? } else { WITHDRAWAL };
        let spoken = spoken.get(stands.origin(part)?)?;
        let read = &row.registration;
        let municipality = self.name(read.municipality);
        let (origin, since) = (Origin::of(spoken).into(), spoken.statement.said);
        let is_lost = |field: Field| stands.registration().is_none() && !read.cell(field).is_empty();
        // One of several contacts is only changed together with the answer that they gave.
        let are_several = stands.registration().is_some_and(|registration| registration.contacts.len() > 1);
        let with_choices = changes.contains(&"choices") || (are_several && changes.contains(&Field::Contact.key()));
        let is_changed = |field: Field| changes.contains(&field.part().key()) || is_lost(field);
        let arguments = self.arguments(row, is_changed, with_choices);
        let problem = match stands.registration() {
            Some(registration) => {
                let standing = changes.iter().map(|part| self.standing_part(registration, part)).collect();
                Problem::SaysOtherwise { municipality, standing, origin, since, arguments }
            }
            None => Problem::Withdrawn { municipality, origin, since, arguments },
        };
        let place = Place { line: read.source.line, column: 1 };
        Some(Finding::notice(read.source.file.clone(), problem).at(place))
    }

    /// A part of what stands.
    fn standing_part(&self, registration: &Registration, part: &'static str) -> Sentence {
        let Some(field) = Field::ALL.iter().find(|field| field.key() == part) else {
            let answer = registration.answer.in_words(|date| self.exercise.dates.short(date));
            return Part::Answer { answer }.into();
        };
        let content = match (field, registration.contact()) {
            (Field::Contact, person) => person.map(|person| {
                let email = person.email.as_ref().map(ToString::to_string);
                let parts = [person.name.clone(), email, person.phone.clone()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            }),
            (field, _) => registration.value(*field).map(|value| value.to_string()),
        };
        Part::Field { field: part, content }.into()
    }

    /// The arguments of `register` that make the row stand again, if there are any that can.
    fn arguments(&self, row: &Heard, is_changed: impl Fn(Field) -> bool, with_choices: bool) -> Option<String> {
        const OPTIONS: [&str; 3] = ["--first", "--second", "--third"];
        let read = &row.registration;
        let mut words = vec![in_shell(&self.name(read.municipality))];
        if with_choices {
            let choices = self.choices(&read.answer);
            match read.answer {
                Answer::Declined => words.push("--declined".to_owned()),
                _ if choices.len() > OPTIONS.len() => return None,
                _ => words
                    .extend(OPTIONS.iter().zip(&choices).map(|(option, date)| format!("{option} {}", in_shell(date)))),
            }
        }
        if is_changed(Field::Contact) && read.contacts.len() > 1 {
            return None;
        }
        let fields = row.told.iter().filter(|field| *field != Field::Received && is_changed(*field));
        words.extend(fields.map(|field| format!("--{} {}", field.key(), in_shell(&read.cell(field)))));
        Some(words.join(" "))
    }

    /// The lists that were not delivered before as they are now. Asks about those who are gone from one, if all its rows could
    /// be read.
    pub(super) fn new_lists(
        &self,
        open: &OpenStatements<'_>,
        merged: &Merged,
        findings: &mut Findings,
    ) -> BTreeMap<String, List> {
        let mut delivered: BTreeMap<String, List> = BTreeMap::new();
        for (file, rows) in &merged.lists {
            delivered.entry(file.clone()).or_default().extend(rows.clone().into());
        }
        let named: BTreeSet<Number> = delivered.values().flat_map(List::municipalities).collect();
        delivered.retain(|_, list| !open.all().has_list(list));
        let (lists, standing) = (open.all().lists(), open.standing());
        let is_gone = |number: &Number| {
            !named.contains(number) && standing.get(*number).and_then(Standing::registration).is_some()
        };
        for (file, list) in &mut delivered {
            let former: Vec<_> = lists.iter().filter(|(name, former)| list.is_later(file, former, name)).collect();
            if findings.has_errors_in(file) {
                former.iter().for_each(|(_, former)| list.complete(former));
                continue;
            }
            let gone: BTreeSet<Number> = former.iter().flat_map(|(_, former)| former.municipalities()).collect();
            let gone: Vec<String> =
                gone.iter().filter(|number| is_gone(number)).map(|number| self.name(*number)).collect();
            if let (Some(first), Some((name, _))) = (gone.first(), former.first()) {
                let municipality = crate::findings::typed(first.clone());
                let former = (name != file).then(|| (*name).to_owned());
                let problem = Problem::Gone { count: gone.len(), municipality, municipalities: gone, former };
                findings.push(Finding::notice(file.clone(), problem));
            }
        }
        delivered
    }
}
