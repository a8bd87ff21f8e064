//! What each mail says that a lead has got: a registration in words, an answer to a letter, a question, or nothing of this exercise.
//!
//! Registrations that are certain take the road of spreadsheets: each mail is a table with a row for each municipality, so that
//! what contradicts what is told as it is there.

mod line;

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::PathBuf;

use chrono::NaiveDateTime;

use super::import::{ImportOptions, Imported, Spreadsheet};
use super::{Context, Result, Session, Workspace};
use crate::exercise::{Exercise, moment};
use crate::findings::{Findings, Sentence};
use crate::folder::{FileProblem, disk};
use crate::inbox::words::{Entry, Known, Told, Whose, Written, own_tables, read};
use crate::inbox::{Matched, Senders, Unmatched, matched};
use crate::intake::{Batch, Intake};
use crate::mail::{self, Mail};
use crate::municipality::Number;
use crate::registration::{Answer, Field, Registration};
use crate::reply::Response;
use crate::sheet;
use crate::statement::WrittenAnswer;
use crate::words::{Words, say};

pub(crate) use line::{InboxChoices, InboxLine};

/// What a mail says for one municipality, or that it says nothing.
#[derive(Debug)]
pub(crate) struct InboxItem {
    pub(crate) file: String,
    pub(crate) from: Option<String>,
    pub(crate) subject: String,
    pub(crate) received: Option<NaiveDateTime>,
    pub(crate) content: ItemContent,
}

/// What it is.
#[derive(Debug)]
pub(crate) enum ItemContent {
    /// Words that answer the invitation, and perhaps not for certain.
    Words(Entry),
    /// A row of a table.
    Row(Box<Registration>),
    /// A reply to a letter, as `replies` takes it in.
    Reply {
        response: Response,
        municipality: Number,
        detail: String,
    },
    /// Something of which nothing is read here: the names of its files.
    Attachments(Vec<String>),
    /// A letter of the exercise itself.
    Own,
    Foreign(Unmatched),
    Unreadable(Sentence),
}

/// A registration that can be taken in: whose, the answer, and what it tells besides.
type Certain<'i> = (Number, &'i Answer, Told);

/// What a row tells besides its answer.
pub(super) fn told_in(row: &Registration) -> Told {
    let contact = row.contact().cloned().unwrap_or_default();
    // In a cell, the address may stand below the name.
    let written = contact.name.unwrap_or_default();
    let (addresses, name): (Vec<&str>, Vec<&str>) = written.split_whitespace().partition(|word| word.contains('@'));
    let email = contact.email.map(|email| email.to_string()).or_else(|| addresses.first().map(ToString::to_string));
    Told {
        contact: Some(name.join(" ")).filter(|name| !name.is_empty()),
        email,
        phone: contact.phone,
        participants: row.participants,
    }
}

impl InboxItem {
    /// The municipality that it speaks for, if that is certain.
    pub(crate) fn municipality(&self) -> Option<Number> {
        match &self.content {
            ItemContent::Words(entry) => match entry.whose {
                Whose::Known(number) | Whose::Untrusted(number) => Some(number),
                Whose::Contradictory(_) | Whose::Several(_) | Whose::Nobody => None,
            },
            ItemContent::Reply { municipality, .. } => Some(*municipality),
            ItemContent::Row(row) => Some(row.municipality),
            ItemContent::Attachments(_) | ItemContent::Own | ItemContent::Foreign(_) | ItemContent::Unreadable(_) => {
                None
            }
        }
    }

    /// The registration that can be taken in, if it is certain.
    pub(crate) fn registration(&self) -> Option<Certain<'_>> {
        match &self.content {
            ItemContent::Words(entry) => match (&entry.whose, &entry.said.answer) {
                (Whose::Known(number), Some(answer)) => Some((*number, answer, entry.told.clone())),
                _ => None,
            },
            ItemContent::Row(row) => Some((row.municipality, &row.answer, told_in(row))),
            _ => None,
        }
    }
}

impl Workspace {
    /// Says what each mail says. `trusted` are addresses that may speak for the municipality that their words name.
    ///
    /// # Errors
    /// When a file or a table cannot be read.
    pub(crate) fn inbox(&self, files: &[(String, PathBuf)], trusted: &[String]) -> Result<Vec<InboxItem>> {
        let (sent, replies) = (self.sent_letters(&self.history()?), self.replies()?);
        let known_senders = replies.trusted();
        let senders = Senders { lead: self.exercise.contact.email.as_str(), trusted, known: &known_senders };
        let registrations = self.registrations()?;
        let contacts = registrations.iter().flat_map(|one| {
            let addresses = one.contacts.iter().filter_map(|contact| contact.email.as_ref());
            addresses.map(|email| (email.to_string(), one.municipality))
        });
        let exercise = &self.exercise;
        let ignored = [exercise.organiser.to_string(), exercise.title.to_string()];
        let known = Known::new(&self.municipalities, contacts, ignored, trusted.to_vec(), senders.lead);
        let mut items = Vec::new();
        for (shown, path) in files {
            let unreadable = || -> Sentence { say!("workspace-cannot-read", file = shown) };
            let file = BufReader::new(disk::open(path).context(unreadable())?);
            let read = mail::read(shown, file, |mail| {
                let matched = matched(&mail, &sent, senders);
                items.extend(self.items(&mail, matched, &known));
            });
            read.map_err(FileProblem::from).context(unreadable())?;
        }
        Ok(items)
    }

    /// What a mail says. Words are looked at where nothing else is said for certain.
    fn items(&self, mail: &Mail, matched: Matched, known: &Known<'_>) -> Vec<InboxItem> {
        let is_of_people = match &matched {
            Matched::Replies(found) => found.iter().all(|one| one.reply.response == Response::Wrote),
            Matched::Unmatched(Unmatched::UnknownLetter) => true,
            Matched::Own | Matched::Unmatched(_) | Matched::Unreadable(_) => false,
        };
        if is_of_people {
            let said = self.in_words(mail, known);
            if !said.is_empty() {
                return said;
            }
        }
        let item = |content| self.item(mail, None, content);
        match matched {
            Matched::Replies(found) => found
                .into_iter()
                .map(|one| {
                    let (response, municipality, detail) =
                        (one.reply.response, one.reply.municipality, one.reply.detail);
                    item(ItemContent::Reply { response, municipality, detail })
                })
                .collect(),
            Matched::Own => vec![item(ItemContent::Own)],
            Matched::Unmatched(_) if is_of_people && !mail.attachments.is_empty() => {
                vec![item(ItemContent::Attachments(mail.attachments.clone()))]
            }
            Matched::Unmatched(why) => vec![item(ItemContent::Foreign(why))],
            Matched::Unreadable(why) => vec![item(ItemContent::Unreadable(why.into()))],
        }
    }

    /// What somebody says in words, if it is an answer to the invitation or asks something. A mail that is attached is
    /// read where the one around it says nothing.
    fn in_words(&self, mail: &Mail, known: &Known<'_>) -> Vec<InboxItem> {
        let outer = self.entries(mail, known);
        let rows = self.rows(mail);
        if !rows.is_empty() {
            // What is said beside a table stays if it is an answer or a question.
            let says = |entry: &Entry| entry.said.answer.is_some() || entry.said.doubts.is_empty();
            let beside = outer.into_iter().filter(says).map(|entry| self.item(mail, Some(entry), ItemContent::Own));
            let rows = rows.into_iter().map(|row| self.item(mail, None, ItemContent::Row(Box::new(row))));
            return rows.chain(beside).collect();
        }
        match &mail.attached {
            Some(inner) if outer.is_empty() => {
                let inner = Mail { file: mail.file.clone(), ..(**inner).clone() };
                self.entries(&inner, known)
                    .into_iter()
                    .map(|entry| self.item(&inner, Some(entry), ItemContent::Own))
                    .collect()
            }
            _ => outer.into_iter().map(|entry| self.item(mail, Some(entry), ItemContent::Own)).collect(),
        }
    }

    /// The registrations in the tables of a mail; none if any row in them cannot be read.
    fn rows(&self, mail: &Mail) -> Vec<Registration> {
        // The headings are what they are, whatever those of other spreadsheets mean.
        let exercise = Exercise { import_columns: BTreeMap::new(), ..self.exercise.clone() };
        let (now, municipalities) = (self.local_now(), &self.municipalities);
        let intake = Intake { exercise: &exercise, municipalities, now, sheet: None, take: &[] };
        let written = own_tables(mail.words.as_deref().unwrap_or_default());
        let tables =
            mail.tables.iter().map(|table| table.bytes.clone()).chain(written.into_iter().map(String::into_bytes));
        let mut all: Vec<Registration> = Vec::new();
        for bytes in tables {
            let (mut batch, mut findings) = (Batch::default(), Findings::new());
            intake.read(&mail.file, &bytes, &mut batch, &mut findings);
            let merged = batch.finish(&intake, &mut findings);
            // A mail has its table in its text and in its HTML.
            let is_new = |row: &Registration| {
                all.iter().all(|known| (known.municipality, &known.answer) != (row.municipality, &row.answer))
            };
            if !findings.has_errors() {
                let new: Vec<Registration> = merged.standing.into_iter().filter(is_new).collect();
                all.extend(new);
            }
        }
        all
    }

    fn entries(&self, mail: &Mail, known: &Known<'_>) -> Vec<Entry> {
        let written = Written {
            from: mail.from.as_ref().map(|from| from.email.as_str()),
            name: mail.from.as_ref().and_then(|from| from.name.as_deref()),
            subject: &mail.subject,
            text: mail.words.as_deref().unwrap_or_default(),
        };
        let mut entries = read(written, &self.exercise.dates, known);
        entries.retain(|entry| {
            let says = entry.said.answer.is_some() || !entry.said.doubts.is_empty() && !mail.is_automatic;
            says || entry.said.has_question && matches!(entry.whose, Whose::Known(_)) && !mail.is_automatic
        });
        entries
    }

    fn item(&self, mail: &Mail, entry: Option<Entry>, content: ItemContent) -> InboxItem {
        let inner = entry.as_ref().and_then(|entry| moment(entry.sent.as_deref()?));
        let at = mail.at.map(|at| at.with_timezone(&self.exercise.timezone).naive_local());
        InboxItem {
            file: mail.file.clone(),
            from: mail.from.as_ref().map(|from| from.email.clone()),
            subject: mail.subject.clone(),
            received: inner.or(at),
            content: entry.map_or(content, ItemContent::Words),
        }
    }

    /// Takes registrations in that are certain. The caller holds the lock unless this is a dry run.
    ///
    /// # Errors
    /// When a table cannot be read or written.
    pub(crate) fn take_registrations(
        &self,
        session: &Session,
        items: &[InboxItem],
        dry_run: bool,
        words: Words,
    ) -> Result<Imported> {
        // The headings are what they are, whatever those of other spreadsheets mean.
        let exercise = Exercise { import_columns: BTreeMap::new(), ..self.exercise.clone() };
        let options = ImportOptions { sheet: None, take: &[], partial: true, dry_run };
        let start = session.start()?;
        let mut tables = self.tables_of(items);
        // What is refused is put beside its mail.
        tables.iter_mut().for_each(|table| table.path = Some(start.join(&table.name)));
        self.with_exercise(exercise).import(session, &tables, &options, Findings::new(), words)
    }

    /// A table for each mail, with a row for each registration in it.
    fn tables_of(&self, items: &[InboxItem]) -> Vec<Spreadsheet> {
        let certain: Vec<(&InboxItem, Certain<'_>)> =
            items.iter().filter_map(|item| Some((item, item.registration()?))).collect();
        let most = certain.iter().map(|(_, (_, answer, _))| answer.dates().len()).max().unwrap_or(0).max(1);
        let choices = (1..=most).map(|rank| format!("Pri {rank}"));
        let fields = Field::ALL.iter().map(|field| field.key().to_owned());
        let headings: Vec<String> = ["Municipality".to_owned()].into_iter().chain(choices).chain(fields).collect();
        let table = |mail: &[(&InboxItem, Certain<'_>)]| {
            let rows = mail.iter().map(|(item, certain)| self.row(item, certain, most));
            let name = mail[0].0.file.clone();
            Spreadsheet { name, path: None, bytes: sheet::write(headings.iter(), rows) }
        };
        certain.chunk_by(|one, other| one.0.file == other.0.file).map(table).collect()
    }

    fn row(&self, item: &InboxItem, (number, answer, told): &Certain<'_>, most: usize) -> Vec<String> {
        let mut choices = WrittenAnswer::of(answer, &self.exercise.dates).words();
        choices.resize(most, String::new());
        let fields = Field::ALL.iter().map(|field| match field {
            Field::Contact => told.contact.clone().unwrap_or_default(),
            Field::Email => told.email.clone().unwrap_or_default(),
            Field::Phone => told.phone.clone().unwrap_or_default(),
            Field::Participants => told.participants.map(|count| count.to_string()).unwrap_or_default(),
            Field::Received => item.received.map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default(),
            Field::Comment => String::new(),
        });
        [number.to_string()].into_iter().chain(choices).chain(fields).collect()
    }
}
