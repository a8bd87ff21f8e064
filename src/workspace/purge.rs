//! What `purge` deletes: the persons in the folder, but not what the exercise was, who took part, when, and what was sent.
//!
//! exercise.toml, municipalities.csv and the templates are the lead's and are never touched (tests/it/purge.rs).

mod letters;
mod reason;
mod search;

use std::collections::BTreeSet;

use super::{Context, Result, Workspace};
use crate::assignment::{Assignment, Assignments};
use crate::delivery::{Event, Explanation, events, in_lines};
use crate::email::Email;
use crate::folder::{ASSIGNMENTS, DELIVERY_LOG, OUTBOX, REGISTRATIONS, REPLIES, STATEMENTS, disk, replace_file};
use crate::letter::built_in;
use crate::personal::Personal;
use crate::registration::{Field, Registration, Registrations};
use crate::reply::Replies;
use crate::statement::{Entry, Statements};
use crate::words::say;
use letters::Letters;
pub(crate) use reason::{LeftReason, Removal};
use search::Found;

/// The folder as it is, and what is personal in it.
#[derive(Debug)]
pub(crate) struct Purge<'w> {
    workspace: &'w Workspace,
    registrations: Registrations,
    statements: Statements,
    assignments: Assignments,
    log: Vec<Event>,
    replies: Replies,
    letters: Letters,
    others: Found,
    personal: Personal,
    /// Addresses that are not those of persons.
    official: BTreeSet<String>,
}

impl Workspace {
    /// What is personal in the folder.
    pub(crate) fn purge(&self) -> Result<Purge<'_>> {
        let statements = match self.statements()? {
            none if none.is_empty() => none,
            _ => self.open_statements()?.all().clone(),
        };
        let registrations = self.registrations()?;
        let (log, replies) = (events(&self.folder.delivery_log())?, self.replies()?);
        let letters = Letters::read(self, &log)?;
        let official = self.official_addresses();
        let mut personal = self.not_personal(&official);
        add_persons(&mut personal, &registrations, &log, &replies, &letters);
        let deputies = self.municipalities.iter().filter_map(|municipality| municipality.deputy.as_ref());
        deputies.for_each(|deputy| personal.add(deputy.as_str()));
        add_persons_of_statements(&mut personal, &statements);
        Ok(Purge {
            workspace: self,
            // Also those on dates that are called off: their pins have notes, too.
            assignments: self.folder_assignments()?.ranked_by(&registrations.answers()),
            others: Found::in_folder(self.folder.root(), &personal)?,
            registrations,
            statements,
            log,
            replies,
            letters,
            personal,
            official,
        })
    }

    fn official_addresses(&self) -> BTreeSet<String> {
        let municipalities = self.municipalities.iter().filter_map(|municipality| municipality.email.as_ref());
        let addresses = municipalities.chain([&self.exercise.contact.email]);
        addresses.map(|address| address.as_str().to_lowercase()).collect()
    }

    /// What stays wherever it stands.
    fn not_personal(&self, official: &BTreeSet<String>) -> Personal {
        let mut personal = Personal::default();
        let lead = &self.exercise.contact;
        [&lead.name, &lead.phone].into_iter().for_each(|text| personal.keep(text));
        self.exercise.organiser.all().for_each(|text| personal.keep(text));
        for municipality in self.municipalities.iter() {
            personal.keep(&municipality.name);
            personal.keep(&municipality.full_name());
            personal.keep_words_of(&municipality.full_name());
        }
        official.iter().for_each(|address| personal.keep(address));
        // What the letters say anyway is no name, whatever a contact is called.
        built_in().for_each(|(_, words)| personal.keep_words_of(words));
        personal.keep_words_of(&self.exercise.title.to_string());
        personal
    }
}

/// Adds the names, addresses and numbers of all persons that are known.
fn add_persons(
    personal: &mut Personal,
    registrations: &Registrations,
    log: &[Event],
    replies: &Replies,
    letters: &Letters,
) {
    for person in registrations.iter().flat_map(|registration| &registration.contacts) {
        let email = person.email.as_ref().map(Email::as_str);
        let known = [person.name.as_deref(), email, person.phone.as_deref()];
        known.into_iter().flatten().for_each(|text| personal.add(text));
    }
    for event in log {
        if let Event::Intended(letter) = event {
            personal.add(letter.envelope.address());
        }
    }
    let senders = replies.iter().filter(|reply| !reply.is_nameless());
    let senders = senders
        .flat_map(|reply| [&reply.from, &reply.name, &reply.sender, &reply.delegated_to, &reply.delegated_from])
        .filter_map(Option::as_deref);
    senders.chain(letters.recipients()).for_each(|text| personal.add(text));
}

/// Those who were named once, and are no contacts any more, too.
fn add_persons_of_statements(personal: &mut Personal, statements: &Statements) {
    for spoken in statements.spoken() {
        let cells =
            Field::ALL.iter().filter(|field| field.is_of_contact()).filter_map(|field| spoken.statement.cell(*field));
        cells.flat_map(str::lines).for_each(|text| personal.add(text));
    }
}

impl Purge<'_> {
    /// What is deleted, with the file or folder where it is.
    pub(crate) fn removals(&self) -> Vec<(String, Removal)> {
        let lines = self.log.iter().filter(|event| self.without_persons(event) != **event).count();
        let senders = self.replies.iter().filter(|reply| !reply.is_nameless()).count();
        let has_note = |assignment: &Assignment| assignment.pin.as_ref().is_some_and(|note| !note.is_empty());
        let notes = self.assignments.pinned().filter(|(assignment, _)| has_note(assignment)).count();
        let has_person = |registration: &&Registration| **registration != registration.purged();
        let contacts = self.registrations.iter().filter(has_person).count();
        let said = self.statements.spoken().filter(|spoken| spoken.statement.purged() != *spoken.statement).count();
        let counted = [
            (OUTBOX, self.letters.number(), Removal::Letters { number: self.letters.number() }),
            (DELIVERY_LOG, lines, Removal::LogLines { number: lines }),
            (REPLIES, senders, Removal::Senders { number: senders }),
            (ASSIGNMENTS, notes, Removal::Notes { number: notes }),
            (STATEMENTS, said, Removal::Statements { number: said }),
            (REGISTRATIONS, contacts, Removal::Contacts { number: contacts }),
        ];
        let counted = counted.into_iter().filter(|(_, number, _)| *number > 0);
        let counted = counted.map(|(file, _, removal)| (file.to_owned(), removal));
        self.others.deleted.iter().cloned().chain(counted).collect()
    }

    /// The files that hold persons, or may, and are left to the lead.
    pub(crate) fn left(&self) -> &[(String, LeftReason)] {
        &self.others.left
    }

    /// Deletes it all. The registrations come last: what is sought elsewhere is known from them, so that the command can
    /// be run again after a crash.
    pub(crate) fn delete(&self) -> Result<()> {
        let folder = &self.workspace.folder;
        for (file, _) in &self.others.deleted {
            let deleted = disk::remove_file(&folder.root().join(file));
            deleted.context(say!("purge-cannot-delete", file = file))?;
        }
        self.letters.purge(&self.personal)?;
        if !self.log.is_empty() {
            let log: Vec<Event> = self.log.iter().map(|event| self.without_persons(event)).collect();
            let written = replace_file(&folder.delivery_log(), &in_lines(&log));
            written.context(say!("workspace-cannot-write", file = DELIVERY_LOG))?;
        }
        self.delete_in_tables()
    }

    fn delete_in_tables(&self) -> Result<()> {
        let (folder, tables) = (&self.workspace.folder, self.workspace.tables());
        let mut replies = self.replies.clone();
        replies.make_nameless();
        if replies != self.replies {
            folder.write(&replies, tables)?;
        }
        let without_note = |assignment: &Assignment| {
            let pin = assignment.pin.as_ref().map(|_| String::new());
            Assignment { pin, ..assignment.clone() }
        };
        if !self.assignments.is_empty() {
            folder.write::<Assignments>(&self.assignments.iter().map(without_note).collect(), tables)?;
        }
        if self.statements.is_empty() && !self.registrations.is_empty() {
            folder.write::<Registrations>(&self.registrations.iter().map(Registration::purged).collect(), tables)?;
        } else if !self.statements.is_empty() {
            let entries: Vec<Entry> = self.statements.entries().iter().map(Entry::purged).collect();
            folder.replace_statements(&entries)?;
            // What they come to now: the table and they must agree.
            let registrations = self.workspace.registrations_of(&entries.into_iter().collect());
            folder.write(&registrations, tables)?;
        }
        Ok(())
    }

    /// An event with nothing but official addresses in it.
    fn without_persons(&self, event: &Event) -> Event {
        let is_official = |address: &Email| self.official.contains(&address.as_str().to_lowercase());
        let without_persons = |reply: Explanation| match reply {
            Explanation::Quoted(text) => letters::without_addresses(&self.personal.removed_from(&text)).into(),
            Explanation::Obstacle(_) => reply,
        };
        let mut event = event.clone();
        match &mut event {
            Event::Intended(letter) | Event::Test(letter) => {
                let envelope = &mut letter.envelope;
                envelope.recipient = envelope.recipient.take().filter(is_official);
                envelope.copy_to = envelope.copy_to.take().filter(is_official);
                envelope.deputy = envelope.deputy.take().filter(is_official);
                envelope.former.retain(is_official);
            }
            Event::Sent(entry)
            | Event::Written(entry)
            | Event::Refused(entry)
            | Event::Deferred(entry)
            | Event::Returned(entry) => {
                entry.reply = entry.reply.take().map(without_persons);
            }
            Event::Settled(_) => {}
        }
        event
    }
}
