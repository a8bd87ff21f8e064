//! `ovelse invite`: the invitation list of each date; `--send`: the letters that are due.
//!
//! It must never send without `--send`, and never take a date from anywhere but the assignment.

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{Console, Opened, Outcome, Session, count};
use crate::assignment::{Assignments, Seat};
use crate::cli::Invite;
use crate::delivery::{Due, History, Outbox, Told, due};
use crate::exercise::DateId;
use crate::letter::{Kind, Letter, Mailbox, Occasion};
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Person, Registration, Registrations};
use crate::show::{Column, Grid, Page, View};

pub fn run(session: &Session, args: &Invite, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = if args.send { Some(opened.folder.lock()?) } else { None };
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    if assignments.is_empty() {
        bail!("no municipality has been assigned a date\n    do that first: ovelse assign");
    }
    let stale = registrations.attending().filter(|one| assignments.get(one.municipality).is_none()).count();
    if stale > 0 {
        let have = count(stale, "municipality has", "municipalities have");
        console.say(format_args!("warning: {have} registered since dates were assigned; run: ovelse assign"));
    }
    let invitations = Invitations { opened: &opened, registrations: &registrations, assignments: &assignments };
    if args.send {
        let sending = invitations.send()?;
        console.show(&sending, args.listing.format)?;
        let all_is_told = sending.outdated.is_empty() && sending.withdrawn.is_empty();
        Ok(if all_is_told { Outcome::Done } else { Outcome::Partly })
    } else {
        let lists = invitations.lists(&opened.history()?);
        console.show(&lists, args.listing.format)?;
        Ok(Outcome::Done)
    }
}

/// What has to be told without a letter.
const OUTDATED: &str = "Told otherwise before; tell them of the change yourself";
const WITHDRAWN: &str = "Told of a date that they do not have any more; tell them yourself";

/// All that invitations are made from.
struct Invitations<'a> {
    opened: &'a Opened,
    registrations: &'a Registrations,
    assignments: &'a Assignments,
}

impl Invitations<'_> {
    fn contact(&self, municipality: Number) -> Option<&Person> {
        self.registrations.get(municipality).and_then(Registration::contact)
    }

    /// Which choice a place was; none if it was not asked for by itself.
    fn choice(&self, municipality: Number, seat: Seat) -> Option<usize> {
        let answer = self.registrations.get(municipality).map(|registration| &registration.answer);
        if answer == Some(&Answer::Any) { None } else { seat.rank }
    }

    fn lists(&self, history: &History) -> Lists {
        let dates = &self.opened.exercise.dates;
        let dates = dates.ids().map(|date| self.list(date, history)).collect();
        Lists { dates, withdrawn: self.withdrawn(history) }
    }

    /// Who has been told of a date and has none any more.
    fn withdrawn(&self, history: &History) -> Vec<String> {
        let told = self.opened.municipalities.iter().filter(|one| history.was_told(one.number));
        told.filter(|one| self.assignments.seat(one.number).is_none()).map(|one| one.name.clone()).collect()
    }

    fn list(&self, id: DateId, history: &History) -> DateList {
        let dates = &self.opened.exercise.dates;
        let date = dates.get(id);
        let invited = self.assignments.on(id).filter_map(|(number, rank)| {
            let municipality = self.opened.municipalities.get(number)?;
            Some(self.invited(municipality, Seat { date: id, rank }, history))
        });
        DateList {
            date: dates.key(id).to_owned(),
            in_full: date.in_full(),
            start: self.opened.exercise.zoned(date.start).to_rfc3339(),
            end: self.opened.exercise.zoned(date.end).to_rfc3339(),
            link: date.link.to_string(),
            capacity: date.capacity,
            municipalities: invited.collect(),
        }
    }

    fn invited(&self, municipality: &Municipality, seat: Seat, history: &History) -> Invited {
        let contact = self.contact(municipality.number);
        let due = due(&self.opened.exercise, history, municipality.number, seat);
        let (letter, sent) = match due {
            Due::Invitation => (State::Due, None),
            Due::Nothing { sent } => (State::Sent, Some(sent)),
            Due::Outdated { sent, .. } => (State::Outdated, Some(sent)),
        };
        Invited {
            number: municipality.number.to_string(),
            municipality: municipality.name.clone(),
            contact: contact.and_then(|person| person.name.clone()),
            email: Mailbox::of_municipality(municipality, contact).email.to_string(),
            phone: contact.and_then(|person| person.phone.clone()),
            choice: self.choice(municipality.number, seat),
            pinned: self.assignments.get(municipality.number).is_some_and(|one| one.pin.is_some()),
            letter,
            sent: sent.map(|sent| sent.to_rfc3339()),
        }
    }

    /// Sends what is due. Every letter is written before the first one leaves, so that a letter that
    /// cannot be written stops all of them.
    fn send(&self) -> Result<Sending> {
        let opened = self.opened;
        let now = opened.now.fixed_offset();
        let mut outbox = Outbox::open(&opened.folder.outbox(), &opened.folder.delivery_log())?;
        outbox.settle(&opened.history()?, now)?;
        let history = opened.history()?;
        let mut sending = Sending { withdrawn: self.withdrawn(&history), ..Sending::default() };
        let mut ready = Vec::new();
        for one in self.assignments.iter() {
            let (Some(seat), Some(municipality)) = (one.seat, opened.municipalities.get(one.municipality)) else {
                continue;
            };
            match due(&opened.exercise, &history, one.municipality, seat) {
                Due::Invitation => ready.push((municipality, seat, self.letter(municipality, seat)?)),
                Due::Nothing { .. } => sending.sent_before += 1,
                Due::Outdated { .. } => sending.outdated.push(municipality.name.clone()),
            }
        }
        for (municipality, seat, letter) in &ready {
            let message = letter.message()?;
            let told = Told::of(&opened.exercise, *seat);
            let file = outbox.deliver(letter, &message, told, &municipality.name, now)?;
            sending.sent.push(SentLetter::of(letter, municipality, &file));
        }
        Ok(sending)
    }

    fn letter(&self, municipality: &Municipality, seat: Seat) -> Result<Letter> {
        let occasion = Occasion {
            kind: Kind::Invitation,
            exercise: &self.opened.exercise,
            municipality,
            contact: self.contact(municipality.number),
            date: seat.date,
            choice: self.choice(municipality.number, seat),
            sequence: 0,
            now: self.opened.now.to_utc(),
        };
        Letter::write(&occasion).with_context(|| format!("the letter to {} cannot be written", municipality.name))
    }
}

/// The invitation list of every date.
#[derive(Debug, Serialize)]
struct Lists {
    dates: Vec<DateList>,
    /// Who has been told of a date and has none any more.
    withdrawn: Vec<String>,
}

#[derive(Debug, Serialize)]
struct DateList {
    date: String,
    #[serde(skip)]
    in_full: String,
    start: String,
    end: String,
    link: String,
    capacity: u32,
    municipalities: Vec<Invited>,
}

#[derive(Debug, Serialize)]
struct Invited {
    number: String,
    municipality: String,
    contact: Option<String>,
    /// Where the letter goes.
    email: String,
    phone: Option<String>,
    /// From 1; none if the date was not asked for by itself.
    choice: Option<usize>,
    /// Whether the lead has set the date by hand.
    pinned: bool,
    letter: State,
    /// When it was sent.
    sent: Option<String>,
}

/// Where the letter to a municipality stands.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// It will be sent.
    Due,
    /// It has been sent.
    Sent,
    /// It has been sent, but something that it says has changed since.
    Outdated,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Due => "due",
            State::Sent => "sent",
            State::Outdated => "sent, outdated",
        }
    }
}

impl Invited {
    fn cells(&self) -> [String; 6] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            self.municipality.clone(),
            text(&self.contact),
            self.email.clone(),
            text(&self.phone),
            self.choice.map_or_else(|| "–".to_owned(), |choice| choice.to_string())
                + if self.pinned { ", pinned" } else { "" },
            self.letter.word().to_owned(),
        ]
    }
}

impl View for Lists {
    fn page(&self, page: &mut Page) {
        for list in &self.dates {
            page.gap();
            let taken = list.municipalities.len();
            page.heading(format_args!("{} ({taken} of {} taken)", list.in_full, list.capacity));
            page.line(&list.link);
            if taken > 0 {
                let columns = [
                    Column::text("Municipality"),
                    Column::text("Contact"),
                    Column::under("E-mail"),
                    Column::under("Phone"),
                    Column::number("Choice"),
                    Column::text("Letter"),
                ];
                page.table(&columns, list.municipalities.iter().map(Invited::cells));
            }
        }
        if !self.withdrawn.is_empty() {
            page.gap();
            page.names(WITHDRAWN, self.withdrawn.iter().map(String::as_str));
        }
        let due = self.dates.iter().flat_map(|list| &list.municipalities);
        let due = due.filter(|invited| matches!(invited.letter, State::Due)).count();
        page.gap();
        page.line(match due {
            0 => "No letter is due.".to_owned(),
            due => format!("{} due. To send: ovelse invite --send", count(due, "letter is", "letters are")),
        });
    }

    fn grid(&self) -> Grid {
        let rows = self.dates.iter().flat_map(|list| {
            list.municipalities.iter().map(|invited| {
                let start = [list.date.clone(), list.start.clone(), list.link.clone(), invited.number.clone()];
                start.into_iter().chain(invited.cells()).collect()
            })
        });
        let headings =
            ["date", "start", "link", "number", "municipality", "contact", "email", "phone", "choice", "letter"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}

/// What sending did.
#[derive(Debug, Default, Serialize)]
struct Sending {
    sent: Vec<SentLetter>,
    /// How many had been sent before and have nothing due.
    sent_before: usize,
    /// Who has been told something that is not so any more.
    outdated: Vec<String>,
    /// Who has been told of a date and has none any more.
    withdrawn: Vec<String>,
}

#[derive(Debug, Serialize)]
struct SentLetter {
    number: String,
    municipality: String,
    to: String,
    message_id: String,
    file: String,
}

impl SentLetter {
    fn of(letter: &Letter, municipality: &Municipality, file: &str) -> SentLetter {
        SentLetter {
            number: municipality.number.to_string(),
            municipality: municipality.name.clone(),
            to: letter.to.email.to_string(),
            message_id: letter.identity.message_id.clone(),
            file: format!("data/outbox/{file}"),
        }
    }
}

impl View for Sending {
    fn page(&self, page: &mut Page) {
        for letter in &self.sent {
            page.line(&letter.file);
        }
        page.gap();
        page.line(match self.sent.len() {
            0 => "No letter is due: nothing is sent.".to_owned(),
            sent => {
                format!("{} written to data/outbox; nothing has left this machine.", count(sent, "letter", "letters"))
            }
        });
        for (label, names) in [(OUTDATED, &self.outdated), (WITHDRAWN, &self.withdrawn)] {
            if !names.is_empty() {
                page.names(label, names.iter().map(String::as_str));
            }
        }
    }

    fn grid(&self) -> Grid {
        let rows = self.sent.iter().map(|letter| {
            vec![
                letter.number.clone(),
                letter.municipality.clone(),
                letter.to.clone(),
                letter.message_id.clone(),
                letter.file.clone(),
            ]
        });
        Grid {
            headings: ["number", "municipality", "to", "message_id", "file"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}
