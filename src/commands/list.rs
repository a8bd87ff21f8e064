//! `ovelse list`: who has registered for which dates; `--missing`: who has not answered.

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::List;
use crate::findings::Sentence;
use crate::findings::Value;
use crate::registration::{Field, choice_name};
use crate::show::{Column, Grid, Page, View};
use crate::words::say;
use crate::workspace::Result;
use crate::workspace::listed::{Registered, Unanswered};

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

impl Registered<'_> {
    fn choice(&self, index: usize) -> String {
        self.choices.get(index).cloned().unwrap_or_default()
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

impl Unanswered {
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
