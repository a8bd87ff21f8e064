//! What was read just now.
//!
//! It must never leave a mail out: each is an answer, known already, the exercise's own, of something else, or
//! unreadable.

use std::collections::BTreeMap;

use chrono_tz::Tz;
use serde::Serialize;

use super::super::{Outcome, Workspace, count};
use crate::inbox::Unmatched;
use crate::mail::{Mail, Unreadable};
use crate::reply::{Doubt, Reply, Response, Speaker};
use crate::show::{Column, Grid, Page, View};

/// What came of reading.
#[derive(Debug, Default, Serialize)]
pub struct Taken {
    new: Vec<New>,
    #[serde(skip)]
    pub replies: Vec<Reply>,
    /// How many were read before.
    pub known: usize,
    /// How many are letters of the exercise itself, or the lead's.
    pub own: usize,
    /// Those that belong to no letter.
    left: Vec<Left>,
    unreadable: Vec<Left>,
}

#[derive(Debug, Serialize)]
struct New {
    number: String,
    municipality: String,
    letter: &'static str,
    said: Response,
    #[serde(rename = "for")]
    speaks_for: Speaker,
    from: String,
    at: Option<String>,
    detail: String,
    file: String,
}

/// A mail that was left where it is.
#[derive(Debug, Serialize)]
struct Left {
    file: String,
    from: Option<String>,
    subject: String,
    why: &'static str,
}

impl Left {
    fn of(mail: &Mail, why: &'static str) -> Left {
        let from = mail.from.as_ref().map(|from| from.email.clone());
        Left { file: mail.file.clone(), from, subject: mail.subject.clone(), why }
    }

    /// Which it is, then why, then what to do.
    fn lines(&self) -> Vec<String> {
        let from = self.from.as_ref().map(|from| format!(" from {from}")).unwrap_or_default();
        let subject = if self.subject.is_empty() { String::new() } else { format!(", \"{}\"", self.subject) };
        let why = self.why.split("; ").map(|part| format!("    {part}"));
        std::iter::once(format!("{}{from}{subject}", self.file)).chain(why).collect()
    }
}

impl Taken {
    pub fn add(&mut self, reply: &Reply, opened: &Workspace) {
        self.replies.push(reply.clone());
        self.new.push(New {
            number: reply.municipality.to_string(),
            municipality: opened.name(reply.municipality),
            letter: reply.letter.name(),
            said: reply.response,
            speaks_for: reply.speaker,
            from: reply.from.clone().unwrap_or_default(),
            at: reply.at.map(|at| at.to_rfc3339()),
            detail: note(reply, opened.now.timezone()),
            file: reply.file.clone(),
        });
    }

    pub fn leave(&mut self, mail: &Mail, why: Unmatched) {
        self.left.push(Left::of(mail, not_matched(why)));
    }

    pub fn cannot_read(&mut self, mail: &Mail, why: Unreadable) {
        self.unreadable.push(Left::of(mail, not_read(why)));
    }

    /// Something waits for the lead where a mail could not be read, a letter did not arrive, or nobody can say for whom
    /// an answer speaks.
    pub fn outcome(&self) -> Outcome {
        let waits = |one: &New| one.said == Response::Undeliverable || one.speaks_for == Speaker::Doubtful;
        if self.unreadable.is_empty() && !self.new.iter().any(waits) { Outcome::Done } else { Outcome::Partly }
    }

    fn has_doubtful(&self) -> bool {
        self.new.iter().any(|one| one.speaks_for == Speaker::Doubtful)
    }

    /// What is new, by what it says, and what is not.
    fn summary(&self) -> (String, Vec<String>) {
        let mut by_word: BTreeMap<Response, usize> = BTreeMap::new();
        self.new.iter().for_each(|one| *by_word.entry(one.said).or_default() += 1);
        let mut parts: Vec<String> = by_word.iter().map(|(said, number)| format!("{number} {}", said.name())).collect();
        let mut part = |number: usize, text: String| parts.extend((number > 0).then_some(text));
        part(self.known, format!("{} read before", self.known));
        part(self.own, format!("{} of your own", self.own));
        if parts.is_empty() {
            parts.push("none".to_owned());
        }
        (format!("{} new", self.new.len()), parts)
    }
}

fn not_matched(why: Unmatched) -> &'static str {
    match why {
        Unmatched::UnknownLetter => "belongs to no letter of this exercise",
        Unmatched::UnknownMeeting => "answers a meeting outside this exercise",
        Unmatched::UnnamedLetter => "does not say which mail could not be delivered",
    }
}

fn not_read(why: Unreadable) -> &'static str {
    match why {
        Unreadable::NotAMail => "is neither a mail nor a calendar file",
        Unreadable::OutlookFile => {
            "is an Outlook message file (.msg), which ovelse does not read; \
             open it in the new Outlook or on the web and save it as .eml, or save the calendar answer as .ics"
        }
        Unreadable::Winmail => {
            "is in Outlook's own format (winmail.dat), which ovelse does not read; \
             read it yourself, or ask for it as plain mail"
        }
        Unreadable::NoAnswer => "holds a meeting and no answer to one",
        Unreadable::CutOff => "holds a calendar answer that is cut off; save it again, or ask for it again",
        Unreadable::Damaged => "holds a damaged calendar answer; read it yourself, or ask for it again",
    }
}

/// What is to be known of an answer besides what it says.
pub fn note(reply: &Reply, zone: Tz) -> String {
    let proposed = reply.proposed.map(|(start, end)| {
        let (start, end) = (start.with_timezone(&zone), end.with_timezone(&zone));
        format!("proposes {}–{}", start.format("%-d %B %Y %H:%M"), end.format("%H:%M"))
    });
    let doubt = reply.doubt.as_ref().map(|doubt| match doubt {
        Doubt::UnsentChange => {
            format!("answers a change that was never sent (SEQUENCE {})", reply.sequence.unwrap_or_default())
        }
        Doubt::OtherSender(sender) => format!("comes from {sender}"),
    });
    let to = reply.delegated_to.as_ref().map(|to| format!("to {to}"));
    let of = reply.delegated_from.as_ref().map(|from| format!("in place of {from}"));
    let detail = Some(reply.detail.clone()).filter(|detail| !detail.is_empty());
    [proposed, doubt, to, of, detail].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

impl View for Taken {
    fn page(&self, page: &mut Page) {
        if !self.new.is_empty() {
            let columns = [
                Column::text("Municipality"),
                Column::under("From"),
                Column::under("Note"),
                Column::text("Letter"),
                Column::text("Said"),
                Column::text("For"),
            ];
            let row = |one: &New| {
                let words = [one.letter, one.said.name(), one.speaks_for.name()].map(str::to_owned);
                let [letter, said, speaks_for] = words;
                [one.municipality.clone(), one.from.clone(), one.detail.clone(), letter, said, speaks_for]
            };
            page.table(&columns, self.new.iter().map(row));
            page.gap();
        }
        let (label, parts) = self.summary();
        page.names(&label, parts.iter().map(String::as_str));
        if self.has_doubtful() {
            page.line("Doubtful ones are counted for nobody: they name another sender than they have.");
            page.line("Ask. If one is right: the same command with --trust ADDRESS.");
        }
        for (what, left) in [("cannot be read", &self.unreadable), ("left alone", &self.left)] {
            if !left.is_empty() {
                page.gap();
                page.line(format_args!("{} {what}:", count(left.len(), "mail", "mails")));
                left.iter().flat_map(Left::lines).for_each(|line| page.line(format_args!("    {line}")));
            }
        }
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "letter", "said", "for", "from", "at", "detail", "file"];
        let rows = self.new.iter().map(|one| {
            let words = [one.letter, one.said.name(), one.speaks_for.name()].map(str::to_owned);
            let rest = [one.from.clone(), one.at.clone().unwrap_or_default(), one.detail.clone(), one.file.clone()];
            [one.number.clone(), one.municipality.clone()].into_iter().chain(words).chain(rest).collect()
        });
        let left = self.unreadable.iter().chain(&self.left).map(|one| {
            let from = one.from.clone().unwrap_or_default();
            let empty = [const { String::new() }; 5];
            empty.into_iter().chain([from, String::new(), one.why.to_owned(), one.file.clone()]).collect()
        });
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.chain(left).collect() }
    }
}
