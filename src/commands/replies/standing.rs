//! Who has answered what, and who has been reached.
//!
//! It must never call anybody reached of whom only a program has answered.

use anyhow::Result;
use chrono_tz::Tz;
use serde::Serialize;
use strum::VariantArray;

use super::super::Workspace;
use super::taken::note;
use crate::delivery::History;
use crate::letter::Mailbox;
use crate::municipality::Number;
use crate::registration::Registration;
use crate::reply::{Participation, Replies, Response, Speaker};
use crate::show::{Column, Grid, Page, View};

/// What a municipality answers to its invitation; none if it has none.
pub fn participation(replies: &Replies, history: &History, municipality: Number) -> Option<Participation> {
    Some(replies.participation(municipality, history.invited(municipality)?.sequence))
}

/// Whether letters to a municipality arrive where they should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reached {
    /// Somebody has answered, or has opened a letter.
    Yes,
    /// A program has answered, or the server says that it is delivered.
    Automatic,
    /// The last letter could not be delivered.
    Undeliverable,
    /// It is under way, a server says.
    Delayed,
    /// Letters were sent, and nothing has come back.
    Silent,
    /// No letter was sent.
    Unwritten,
}

impl Reached {
    pub fn word(self) -> &'static str {
        match self {
            Reached::Yes => "yes",
            Reached::Automatic => "by a program",
            Reached::Undeliverable => "undeliverable",
            Reached::Delayed => "delayed",
            Reached::Silent => "no answer",
            Reached::Unwritten => "not written to",
        }
    }
}

/// Whether letters to a municipality that go to the address `to` arrive.
pub fn reached(replies: &Replies, history: &History, municipality: Number, to: &str) -> Reached {
    if history.undeliverable(municipality).iter().any(|(letter, _)| letter.may_be_to(to)) {
        return Reached::Undeliverable;
    }
    let mut letters = history.all_sent_to(municipality).filter(|letter| letter.envelope.may_be_to(to)).peekable();
    if letters.peek().is_none() {
        return Reached::Unwritten;
    }
    let ids: Vec<&str> = letters.map(|letter| letter.envelope.message_id.as_str()).collect();
    let said: Vec<Response> = replies
        .of(municipality)
        .filter(|reply| ids.contains(&reply.message_id.as_str()) && reply.speaker != Speaker::Doubtful)
        .map(|reply| reply.response)
        .collect();
    if said.iter().any(|said| said.is_of_person()) {
        Reached::Yes
    } else if said.iter().any(|said| matches!(said, Response::Automatic | Response::Delivered)) {
        Reached::Automatic
    } else if said.contains(&Response::Delayed) {
        Reached::Delayed
    } else {
        Reached::Silent
    }
}

/// All municipalities that have been written to.
#[derive(Debug, Serialize)]
pub struct Standings {
    pub municipalities: Vec<Line>,
    /// Municipalities that have been invited.
    invited: usize,
    accepted: usize,
    tentative: usize,
    declined: usize,
    /// Send somebody else, or say two things at once.
    other: usize,
    /// Have not answered the invitation that holds.
    silent: usize,
    undeliverable: usize,
}

#[derive(Debug, Serialize)]
pub struct Line {
    pub number: String,
    pub municipality: String,
    /// What it says to the invitation that holds; none if it was not invited.
    invitation: Option<String>,
    /// Those whom it was forwarded to.
    pub people: Vec<Answer>,
    /// Whether somebody has answered at the address that letters go to.
    reached: Reached,
    note: String,
}

#[derive(Debug, Serialize)]
pub struct Answer {
    pub from: String,
    pub name: Option<String>,
    pub said: Response,
    pub detail: String,
    pub at: Option<String>,
}

impl Standings {
    pub fn of(opened: &Workspace) -> Result<Standings> {
        let (history, replies, registrations) = (opened.history()?, opened.replies()?, opened.registrations()?);
        let mut standings = Standings {
            municipalities: Vec::new(),
            invited: 0,
            accepted: 0,
            tentative: 0,
            declined: 0,
            other: 0,
            silent: 0,
            undeliverable: 0,
        };
        for municipality in opened.municipalities.iter() {
            let number = municipality.number;
            let contact = registrations.get(number).and_then(Registration::contact);
            let to = Mailbox::of_municipality(municipality, contact).email;
            let reached = reached(&replies, &history, number, to.as_str());
            let stance = participation(&replies, &history, number);
            if reached == Reached::Unwritten && stance.is_none() && history.number_left(number, |_| true) == 0 {
                continue;
            }
            if let Some(stance) = &stance {
                standings.invited += 1;
                match stance.answer() {
                    Some(Response::Accepted) => standings.accepted += 1,
                    Some(Response::Tentative | Response::Proposed) => standings.tentative += 1,
                    Some(Response::Declined) => standings.declined += 1,
                    None if *stance != Participation::Contradictory => standings.silent += 1,
                    _ => standings.other += 1,
                }
            }
            standings.undeliverable += usize::from(reached == Reached::Undeliverable);
            standings.municipalities.push(Line {
                number: number.to_string(),
                municipality: municipality.name.clone(),
                invitation: stance.map(|stance| match stance {
                    Participation::NeedsAction { earlier: None } => "no answer".to_owned(),
                    other => other.words(),
                }),
                people: people(&replies, number, opened.now.timezone()),
                reached,
                note: notes(&replies, &history, number, opened.now.timezone()),
            });
        }
        Ok(standings)
    }
}

fn people(replies: &Replies, number: Number, zone: Tz) -> Vec<Answer> {
    let answers = replies.of_people(number).map(|reply| Answer {
        from: reply.from.clone().unwrap_or_default(),
        name: reply.name.clone(),
        said: reply.response,
        detail: note(reply, zone),
        at: reply.at.map(|at| at.to_rfc3339()),
    });
    answers.collect()
}

/// What the lead should know of a municipality's answers.
fn notes(replies: &Replies, history: &History, number: Number, zone: Tz) -> String {
    let undeliverable = history.undeliverable(number);
    let returned = undeliverable.iter().map(|(letter, why)| {
        let why = why.map(ToString::to_string).unwrap_or_default();
        format!("{} to {}: {why}", letter.kind.name(), letter.address())
    });
    let sequence = history.invited(number).map(|letter| letter.sequence);
    let own = replies.of(number).filter(|one| one.response.is_answer() && one.sequence >= sequence);
    let told = own.filter(|one| one.speaker != Speaker::Person).filter_map(|reply| {
        let doubt = if reply.speaker == Speaker::Doubtful { Some(format!("{}?", reply.response.name())) } else { None };
        let detail = Some(note(reply, zone)).filter(|note| !note.is_empty());
        Some(doubt.into_iter().chain(detail).collect::<Vec<_>>().join(" ")).filter(|told| !told.is_empty())
    });
    returned.chain(told).collect::<Vec<_>>().join("; ")
}

impl Line {
    /// `2 accepted, 1 declined`
    fn people(&self) -> String {
        let number = |said: Response| self.people.iter().filter(|one| one.said == said).count();
        let all = Response::VARIANTS.iter().map(|said| (number(*said), said)).filter(|(number, _)| *number > 0);
        all.map(|(number, said)| format!("{number} {}", said.name())).collect::<Vec<_>>().join(", ")
    }

    fn cells(&self) -> [String; 5] {
        let invitation = self.invitation.clone().unwrap_or_default();
        let reached = self.reached.word().to_owned();
        [self.municipality.clone(), invitation, self.people(), reached, self.note.clone()]
    }
}

impl View for Standings {
    fn page(&self, page: &mut Page) {
        if self.municipalities.is_empty() {
            page.line("No letter has been sent yet.");
            return;
        }
        let columns = ["Municipality", "Invitation", "Forwarded to", "Reached", "Note"].map(Column::text).to_vec();
        let rows: Vec<Vec<String>> = self.municipalities.iter().map(|line| line.cells().to_vec()).collect();
        page.table_of_what_is_there(columns, &rows);
        page.gap();
        let Standings { accepted, tentative, declined, other, silent, undeliverable, .. } = self;
        let mut line = format!(
            "{} invited: {accepted} accepted, {tentative} tentative, {declined} declined, {silent} silent",
            self.invited
        );
        if *other > 0 {
            line += &format!(", {other} otherwise");
        }
        if *undeliverable > 0 {
            line += &format!("; {undeliverable} cannot be reached");
        }
        page.line(line + ".");
        if *undeliverable > 0 {
            page.line("Give those another address: ovelse register MUNICIPALITY --email ADDRESS");
        }
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "invitation", "forwarded to", "reached", "note"];
        let rows =
            self.municipalities.iter().map(|line| [line.number.clone()].into_iter().chain(line.cells()).collect());
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
