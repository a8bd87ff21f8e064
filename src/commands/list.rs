//! `ovelse list`: who has registered for which dates; `--missing`: who has not answered.
//!
//! It must never write.

use anyhow::Result;
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, count};
use crate::cli::List;
use crate::municipality::Municipality;
use crate::registration::{Person, Registration, choice_name};
use crate::show::{Column, Grid, Page, View, capitalised};

pub fn run(session: &Session, args: &List, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let registrations = opened.registrations()?;
    let invited = opened.municipalities.len();
    if args.missing {
        let missing = opened.municipalities.iter().filter(|one| registrations.get(one.number).is_none());
        let list = Missing { invited, missing: missing.map(Unanswered::of).collect() };
        console.show(&list, args.listing.format)?;
    } else {
        let registrations = registrations.iter().map(|one| Registered::of(one, &opened)).collect();
        console.show(&Registrations { invited, registrations }, args.listing.format)?;
    }
    Ok(Outcome::Done)
}

/// Who has registered.
#[derive(Debug, Serialize)]
struct Registrations {
    invited: usize,
    registrations: Vec<Registered>,
}

#[derive(Debug, Serialize)]
struct Registered {
    number: String,
    municipality: String,
    /// Dates, best first, or "any" or "declined".
    choices: Vec<String>,
    contact: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    /// Others who answered the same.
    other_contacts: Vec<Person>,
    participants: Option<u32>,
    comment: Option<String>,
    /// Local time; when it was imported, if the spreadsheet does not tell.
    received: String,
    /// Whether it came after the deadline.
    late: bool,
}

impl Registered {
    fn of(registration: &Registration, opened: &Workspace) -> Registered {
        let contact = registration.contact().cloned().unwrap_or_default();
        Registered {
            number: registration.municipality.to_string(),
            municipality: opened.name(registration.municipality),
            choices: opened.choices(&registration.answer),
            contact: contact.name,
            email: contact.email.map(|email| email.to_string()),
            phone: contact.phone,
            other_contacts: registration.contacts.iter().skip(1).cloned().collect(),
            participants: registration.participants,
            comment: registration.comment.clone(),
            received: registration.arrival().format("%Y-%m-%dT%H:%M:%S").to_string(),
            late: opened.exercise.is_late(registration.arrival()),
        }
    }

    fn choice(&self, index: usize) -> String {
        self.choices.get(index).cloned().unwrap_or_default()
    }

    fn text(value: &Option<String>) -> String {
        value.clone().unwrap_or_default()
    }
}

impl Registrations {
    /// The number of columns for choices: two, or as many as the longest list needs.
    fn ranks(&self) -> usize {
        self.registrations.iter().map(|one| one.choices.len()).max().unwrap_or(0).max(2)
    }
}

impl View for Registrations {
    fn page(&self, page: &mut Page) {
        if !self.registrations.is_empty() {
            let ranks = self.ranks();
            let rows = self.registrations.iter().map(|one| {
                let late = if one.late { "late" } else { "" };
                let who = [Registered::text(&one.contact), Registered::text(&one.email), late.to_owned()];
                let choices = (0..ranks).map(|index| one.choice(index));
                std::iter::once(one.municipality.clone()).chain(choices).chain(who).collect::<Vec<_>>()
            });
            let who = [Column::text("Contact"), Column::under("E-mail"), Column::text("")];
            let choices = (1..=ranks).map(|rank| Column::text(capitalised(&choice_name(rank))));
            let columns: Vec<Column> =
                std::iter::once(Column::text("Municipality")).chain(choices).chain(who).collect();
            page.table(&columns, rows);
            page.gap();
        }
        page.line(format_args!(
            "{} of {} registered.",
            self.registrations.len(),
            count(self.invited, "municipality", "municipalities")
        ));
    }

    fn grid(&self) -> Grid {
        let ranks = self.ranks();
        let rows = self.registrations.iter().map(|one| {
            let who = [one.number.clone(), one.municipality.clone()];
            let rest = [
                Registered::text(&one.contact),
                Registered::text(&one.email),
                Registered::text(&one.phone),
                one.participants.map(|number| number.to_string()).unwrap_or_default(),
                Registered::text(&one.comment),
                one.received.clone(),
                if one.late { "yes" } else { "no" }.to_owned(),
            ];
            who.into_iter().chain((0..ranks).map(|index| one.choice(index))).chain(rest).collect()
        });
        let who = ["number", "municipality"].map(str::to_owned);
        let rest = ["contact", "email", "phone", "participants", "comment", "received", "late"].map(str::to_owned);
        let headings = who.into_iter().chain((1..=ranks).map(choice_name)).chain(rest);
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
            let columns = [Column::text("No."), Column::text("Municipality"), Column::text("E-mail")];
            page.table(&columns, self.missing.iter().map(Unanswered::row));
            page.gap();
        }
        let invited = count(self.invited, "municipality", "municipalities");
        page.line(format_args!("{} of {invited} not answered.", self.missing.len()));
    }

    fn grid(&self) -> Grid {
        Grid {
            headings: ["number", "municipality", "email"].map(str::to_owned).to_vec(),
            rows: self.missing.iter().map(|one| one.row().to_vec()).collect(),
        }
    }
}
