//! `ovelse list`: who has registered for which dates; `--missing`: who has not answered.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Console, Outcome, Session, Workspace};
use crate::cli::List;
use crate::findings::Sentence;
use crate::findings::Value;
use crate::municipality::Municipality;
use crate::registration::{Field, FieldValue, Person, Registration, choice_name};
use crate::show::{Column, Grid, Page, View};
use crate::words::say;
use crate::workspace::Result;

pub fn run(session: &Session, args: &List, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let registrations = workspace.registrations()?;
    let invited = workspace.municipalities.len();
    if args.missing {
        let silent = workspace.municipalities.iter().filter(|invited| registrations.get(invited.number).is_none());
        console.show(&Missing { invited, missing: silent.map(Unanswered::of).collect() }, args.listing.format)?;
    } else {
        let registrations = registrations.iter().map(|found| Registered::of(found, &workspace)).collect();
        console.show(&Registrations { invited, registrations }, args.listing.format)?;
    }
    Ok(Outcome::Done)
}

#[derive(Debug, Serialize)]
struct Registrations<'r> {
    invited: usize,
    registrations: Vec<Registered<'r>>,
}

#[derive(Debug, Serialize)]
struct Registered<'r> {
    number: String,
    municipality: String,
    /// Dates, best first, or "any" or "declined".
    choices: Vec<String>,
    /// The other fields; the time is when it was imported, if the spreadsheet does not say.
    #[serde(flatten)]
    fields: Fields<'r>,
    /// Others who answered the same.
    other_contacts: &'r [Person],
    /// Whether it came after the deadline.
    late: bool,
}

#[derive(Debug)]
struct Fields<'r>(Vec<(Field, Option<FieldValue<'r>>)>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, value) in &self.0 {
            map.serialize_entry(field.key(), value)?;
        }
        map.end()
    }
}

impl<'r> Registered<'r> {
    fn of(registration: &'r Registration, workspace: &Workspace) -> Registered<'r> {
        let fields = Field::ALL.iter().map(|field| match field {
            Field::Received => (*field, Some(FieldValue::Time(registration.arrival()))),
            _ => (*field, registration.value(*field)),
        });
        Registered {
            number: registration.municipality.to_string(),
            municipality: workspace.name(registration.municipality),
            choices: workspace.choices(&registration.answer),
            fields: Fields(fields.collect()),
            other_contacts: registration.contacts.get(1..).unwrap_or_default(),
            late: workspace.exercise.is_late(registration.arrival()),
        }
    }

    fn choice(&self, index: usize) -> String {
        self.choices.get(index).cloned().unwrap_or_default()
    }

    fn text(&self, field: Field) -> String {
        let found = self.fields.0.iter().find(|(found, _)| *found == field);
        found.and_then(|(_, value)| *value).map(|value| value.in_json()).unwrap_or_default()
    }
}

impl Registrations<'_> {
    /// The number of columns for choices: two, or as many as the longest list needs.
    fn ranks(&self) -> usize {
        self.registrations.iter().map(|registered| registered.choices.len()).max().unwrap_or(0).max(2)
    }
}

impl View for Registrations<'_> {
    fn page(&self, page: &mut Page) {
        if !self.registrations.is_empty() {
            let ranks = self.ranks();
            let rows = self.registrations.iter().map(|registered| {
                let late = if registered.late { say!("list-late").into() } else { Value::None };
                let who = [registered.text(Field::Contact), registered.text(Field::Email)].map(Value::from);
                let choices = (0..ranks).map(|index| registered.choice(index).into());
                std::iter::once(Value::from(&registered.municipality)).chain(choices).chain(who).chain([late])
            });
            let who = [
                Column::text(say!("list-contact")),
                Column::under(say!("list-email")),
                Column::text(Sentence::empty()),
            ];
            let choices = (1..=ranks).map(|rank| Column::text(say!("choice-heading", rank = rank)));
            let columns: Vec<Column> =
                std::iter::once(Column::text(say!("list-municipality"))).chain(choices).chain(who).collect();
            page.table(&columns, rows);
            page.gap();
        }
        page.line(say!("list-registered", registered = self.registrations.len(), invited = self.invited));
    }

    fn grid(&self) -> Grid {
        let ranks = self.ranks();
        let rows = self.registrations.iter().map(|registered| {
            let who = [registered.number.clone(), registered.municipality.clone()];
            let fields = Field::ALL.iter().map(|field| registered.text(*field));
            let late = if registered.late { "yes" } else { "no" }.to_owned();
            let choices = (0..ranks).map(|index| registered.choice(index));
            who.into_iter().chain(choices).chain(fields).chain([late]).collect()
        });
        let who = ["number", "municipality"].map(str::to_owned);
        let fields = Field::ALL.iter().map(|field| field.key().to_owned());
        let headings = who.into_iter().chain((1..=ranks).map(choice_name)).chain(fields).chain(["late".to_owned()]);
        Grid { headings: headings.collect(), rows: rows.collect() }
    }
}

/// Who has not answered.
#[derive(Debug, Serialize)]
struct Missing {
    invited: usize,
    missing: Vec<Unanswered>,
}

#[derive(Debug, Serialize)]
struct Unanswered {
    number: String,
    municipality: String,
    email: String,
}

impl Unanswered {
    fn of(municipality: &Municipality) -> Unanswered {
        Unanswered {
            number: municipality.number.to_string(),
            municipality: municipality.name.clone(),
            email: municipality.email.to_string(),
        }
    }

    fn row(&self) -> [String; 3] {
        [self.number.clone(), self.municipality.clone(), self.email.clone()]
    }
}

impl View for Missing {
    fn page(&self, page: &mut Page) {
        if !self.missing.is_empty() {
            let columns = [say!("list-number"), say!("list-municipality"), say!("list-email")].map(Column::text);
            page.table(&columns, self.missing.iter().map(Unanswered::row));
            page.gap();
        }
        page.line(say!("list-silent", silent = self.missing.len(), invited = self.invited));
    }

    fn grid(&self) -> Grid {
        Grid {
            headings: ["number", "municipality", "email"].map(str::to_owned).to_vec(),
            rows: self.missing.iter().map(|unanswered| unanswered.row().to_vec()).collect(),
        }
    }
}
