//! `ovelse purge`: takes the persons out of the folder and leaves what the exercise was: who took part, when, and what
//! was sent.
//!
//! It must never remove anything before the lead has seen what goes and said yes, and never touch exercise.toml,
//! municipalities.csv or the templates, which are the lead's.

mod letters;
mod search;

use std::collections::BTreeSet;
use std::io::IsTerminal;

use anyhow::{Context, Result};
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, count};
use crate::assignment::{Assignment, Assignments};
use crate::cli::Purge as Args;
use crate::delivery::{Event, Explanation, events, in_lines};
use crate::email::Email;
use crate::folder::replace_file;
use crate::personal::Personal;
use crate::registration::{Registration, Registrations, Source};
use crate::reply::Replies;
use crate::show::{Column, Grid, Page, View};
use letters::Letters;
use search::Found;

/// What stands where it said which file a registration came from: file names name persons too.
const NO_SOURCE: &str = "removed";

pub fn run(session: &Session, args: Args, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = opened.folder.lock()?;
    let folder = Purging::open(&opened)?;
    let mut plan = folder.plan();
    if plan.goes.is_empty() {
        console.show(&plan, args.listing.format)?;
        return Ok(plan.outcome());
    }
    let can_ask = !args.yes && std::io::stdin().is_terminal();
    if can_ask && !confirmed(&plan, console)? {
        console.say("Nothing is removed.");
        return Ok(Outcome::NotDone);
    }
    // Where nobody can answer, what goes is only shown.
    if args.yes || can_ask {
        folder.purge()?;
        plan.removed = true;
    }
    console.show(&plan, args.listing.format)?;
    Ok(plan.outcome())
}

/// Shows what goes and asks.
fn confirmed(plan: &Plan, console: &mut Console) -> Result<bool> {
    let mut page = Page::new(console.words, console.width);
    plan.list(&mut page);
    console.err.write_all(page.text().as_bytes())?;
    Ok(console.agrees("\nThis cannot be undone. Remove it?")?)
}

/// The folder as it is, and what is personal in it.
struct Purging<'a> {
    opened: &'a Workspace,
    registrations: Registrations,
    assignments: Assignments,
    log: Vec<Event>,
    replies: Replies,
    letters: Letters,
    others: Found,
    personal: Personal,
    /// Addresses that are not those of persons.
    official: BTreeSet<String>,
}

impl<'a> Purging<'a> {
    fn open(opened: &'a Workspace) -> Result<Purging<'a>> {
        let registrations = opened.registrations()?;
        let (log, replies) = (events(&opened.folder.delivery_log())?, opened.replies()?);
        let letters = Letters::read(opened, &log)?;
        let (personal, official) = personal(opened, &registrations, &log, &replies, &letters);
        Ok(Purging {
            opened,
            assignments: opened.assignments_as_written(&registrations.answers())?,
            others: Found::in_folder(opened.folder.root(), &personal)?,
            registrations,
            log,
            replies,
            letters,
            personal,
            official,
        })
    }

    fn plan(&self) -> Plan {
        let mut goes = Vec::new();
        let mut add = |file: &str, what: String| goes.push(Line { file: file.to_owned(), what });
        for (file, what) in &self.others.goes {
            add(file, format!("the file: {what}"));
        }
        if self.letters.number() > 0 {
            let letters = count(self.letters.number(), "letter", "letters");
            add(
                "data/outbox",
                format!("{letters}: names, addresses, HTML, calendars and attached files; the words stay"),
            );
        }
        let addresses = self.log.iter().filter(|event| self.without_persons(event) != **event).count();
        if addresses > 0 {
            add("data/deliveries.jsonl", count(addresses, "line with an address", "lines with addresses"));
        }
        let replies = self.replies.iter().filter(|reply| !reply.is_nameless()).count();
        if replies > 0 {
            add("data/replies.csv", count(replies, "sender and what they wrote", "senders and what they wrote"));
        }
        let notes = self.assignments.pinned().filter(|(one, _)| one.pin.as_ref().is_some_and(|note| !note.is_empty()));
        let notes = notes.count();
        if notes > 0 {
            add("data/assignments.csv", count(notes, "note", "notes"));
        }
        let registered = self.registrations.iter().filter(|one| has_person(one)).count();
        if registered > 0 {
            add("data/registrations.csv", count(registered, "contact and comment", "contacts and comments"));
        }
        let left = self.others.left.iter().map(|(file, what)| Line { file: file.clone(), what: what.clone() });
        Plan { goes, left: left.collect(), removed: false }
    }

    /// Takes it all out. The registrations come last: what is sought elsewhere is known from them, so that the command
    /// can be run again after a crash.
    fn purge(&self) -> Result<()> {
        let folder = &self.opened.folder;
        let root = folder.root();
        for (file, _) in &self.others.goes {
            std::fs::remove_file(root.join(file)).with_context(|| format!("{file} cannot be removed"))?;
        }
        self.letters.purge(&self.personal)?;
        if !self.log.is_empty() {
            let log: Vec<Event> = self.log.iter().map(|event| self.without_persons(event)).collect();
            replace_file(&folder.delivery_log(), &in_lines(&log)).context("data/deliveries.jsonl cannot be written")?;
        }
        let mut replies = self.replies.clone();
        replies.make_nameless();
        if replies != self.replies {
            folder.write(&replies, self.opened.tables())?;
        }
        let bare = |one: &Assignment| Assignment { pin: one.pin.as_ref().map(|_| String::new()), ..one.clone() };
        if !self.assignments.is_empty() {
            folder.write::<Assignments>(&self.assignments.iter().map(bare).collect(), self.opened.tables())?;
        }
        if !self.registrations.is_empty() {
            let bare = self.registrations.iter().map(without_person);
            folder.write::<Registrations>(&bare.collect(), self.opened.tables())?;
        }
        Ok(())
    }

    /// An event with nothing but official addresses in it.
    fn without_persons(&self, event: &Event) -> Event {
        let is_official = |address: &Email| self.official.contains(&address.as_str().to_lowercase());
        let words = |reply: Explanation| match reply {
            Explanation::Quoted(text) => letters::without_addresses(&self.personal.removed_from(&text)).into(),
            Explanation::Obstacle(_) => reply,
        };
        let mut event = event.clone();
        match &mut event {
            Event::Intended(letter) | Event::Test(letter) => {
                let envelope = &mut letter.envelope;
                envelope.recipient = envelope.recipient.take().filter(is_official);
                envelope.copy_to = envelope.copy_to.take().filter(is_official);
            }
            Event::Sent(entry) | Event::Refused(entry) | Event::Deferred(entry) | Event::Returned(entry) => {
                entry.reply = entry.reply.take().map(words);
            }
            Event::Settled(_) => {}
        }
        event
    }
}

fn has_person(one: &Registration) -> bool {
    *one != without_person(one)
}

fn without_person(one: &Registration) -> Registration {
    let source = Source { file: NO_SOURCE.to_owned(), line: one.source.line };
    Registration { source, ..one.without_persons() }
}

/// What goes wherever it stands, and the addresses that stay.
fn personal(
    opened: &Workspace,
    registrations: &Registrations,
    log: &[Event],
    replies: &Replies,
    letters: &Letters,
) -> (Personal, BTreeSet<String>) {
    let (mut personal, mut official) = (Personal::default(), BTreeSet::new());
    let lead = &opened.exercise.contact;
    [&lead.name, &lead.phone].into_iter().for_each(|text| personal.keep(text));
    opened.exercise.organiser.all().for_each(|text| personal.keep(text));
    official.insert(lead.email.as_str().to_lowercase());
    for one in opened.municipalities.iter() {
        personal.keep(&one.name);
        personal.keep(&one.full_name);
        official.insert(one.email.as_str().to_lowercase());
    }
    official.iter().for_each(|address| personal.keep(address));
    let people = registrations.iter().flat_map(|one| &one.contacts);
    for person in people {
        let email = person.email.as_ref().map(Email::as_str);
        [person.name.as_deref(), email, person.phone.as_deref()]
            .into_iter()
            .flatten()
            .for_each(|text| personal.add(text));
    }
    for event in log {
        if let Event::Intended(letter) = event {
            personal.add(letter.envelope.address());
        }
    }
    let senders = replies.iter().filter(|reply| !reply.is_nameless());
    let senders = senders.flat_map(|reply| [reply.from.as_deref(), reply.name.as_deref()]).flatten();
    senders.chain(letters.recipients()).for_each(|text| personal.add(text));
    (personal, official)
}

/// What goes, or has gone.
#[derive(Debug, Serialize)]
struct Plan {
    goes: Vec<Line>,
    /// What holds persons, or may, and is left to the lead.
    left: Vec<Line>,
    removed: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    file: String,
    what: String,
}

impl Plan {
    fn outcome(&self) -> Outcome {
        let is_open = !self.goes.is_empty() && !self.removed;
        if is_open || !self.left.is_empty() { Outcome::Partly } else { Outcome::Done }
    }

    fn list(&self, page: &mut Page) {
        let heading = if self.removed { "Removed" } else { "Goes" };
        for (heading, lines) in [(heading, &self.goes), ("Left to you", &self.left)] {
            if !lines.is_empty() {
                page.gap();
                let columns = [Column::text("File"), Column::text(heading)];
                page.table(&columns, lines.iter().map(|line| [line.file.clone(), line.what.clone()]));
            }
        }
    }
}

impl View for Plan {
    fn page(&self, page: &mut Page) {
        self.list(page);
        page.gap();
        match (self.goes.is_empty(), self.removed) {
            (true, _) => page.line("There is nothing to remove."),
            (_, true) => page.line("Municipalities, dates, choices, answers and head counts are left."),
            (_, false) => {
                page.line("Nothing is removed yet. What is to be kept elsewhere: ovelse archive -o FILE.zip");
                page.line("Then: ovelse purge --yes");
            }
        }
    }

    fn grid(&self) -> Grid {
        let state = if self.removed { "removed" } else { "goes" };
        let row = |line: &Line, state: &str| vec![line.file.clone(), state.to_owned(), line.what.clone()];
        let rows = self.goes.iter().map(|line| row(line, state)).chain(self.left.iter().map(|line| row(line, "left")));
        Grid { headings: ["file", "state", "what"].map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
