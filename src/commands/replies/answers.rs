//! What each municipality answered to its invitation, and whether letters reach it.

use serde::Serialize;
use strum::VariantArray;

use crate::email::Email;
use crate::findings::{Sentence, Value};
use crate::letter::Mailbox;
use crate::municipality::Municipality;
use crate::registration::{Registration, Registrations};
use crate::reply::{Participation, Reply, Response, Speaker};
use crate::show::{Column, Grid, Page, View};
use crate::words::{Words, remarks, say};
use crate::workspace::{Correspondence, Reach, Result, Workspace};

/// All municipalities that letters were sent to.
#[derive(Debug, Serialize)]
pub(super) struct Answers {
    #[serde(skip)]
    words: Words,
    pub(super) municipalities: Vec<Line>,
    /// Municipalities that were invited.
    invited: usize,
    accepted: usize,
    /// May come, or propose another time.
    tentative: usize,
    declined: usize,
    /// Send somebody else, or answered in two ways.
    other: usize,
    /// Have not answered the current invitation.
    silent: usize,
    undeliverable: usize,
}

#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) number: String,
    pub(super) municipality: String,
    /// The answer to the current invitation, in words; none if it was not invited.
    invitation: Option<String>,
    /// The same as a code.
    participation: Option<&'static str>,
    /// The answers of those whom the invitation was forwarded to.
    pub(super) people: Vec<Answer>,
    /// Whether somebody replied from the address that letters go to.
    reached: &'static str,
    #[serde(skip)]
    reach: Reach,
    note: String,
}

/// The answer of somebody whom the invitation was forwarded to.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    pub(super) from: String,
    pub(super) name: Option<String>,
    pub(super) said: Response,
    pub(super) detail: String,
    pub(super) at: Option<String>,
}

impl Answers {
    pub(super) fn of(workspace: &Workspace, words: Words) -> Result<Answers> {
        let (history, replies) = (workspace.history()?, workspace.replies()?);
        let correspondence = Correspondence { history: &history, replies: &replies };
        let registrations = workspace.registrations()?;
        let context = Context { workspace, registrations: &registrations, correspondence, words };
        let mut answers = Answers::none(words);
        for municipality in workspace.municipalities.iter() {
            if let Some((line, participation)) = context.line(municipality) {
                answers.count(&line, participation);
                answers.municipalities.push(line);
            }
        }
        Ok(answers)
    }

    fn none(words: Words) -> Answers {
        Answers {
            words,
            municipalities: Vec::new(),
            invited: 0,
            accepted: 0,
            tentative: 0,
            declined: 0,
            other: 0,
            silent: 0,
            undeliverable: 0,
        }
    }

    fn count(&mut self, line: &Line, participation: Option<Participation>) {
        self.undeliverable += usize::from(line.reach == Reach::Undeliverable);
        let Some(participation) = participation else { return };
        self.invited += 1;
        match participation {
            Participation::Answered(Response::Accepted) => self.accepted += 1,
            Participation::Answered(Response::Tentative | Response::Proposed) => self.tentative += 1,
            Participation::Answered(Response::Declined) => self.declined += 1,
            Participation::NeedsAction { .. } => self.silent += 1,
            Participation::Answered(_) | Participation::Contradictory => self.other += 1,
        }
    }
}

/// What the lines are made of.
struct Context<'a> {
    workspace: &'a Workspace,
    registrations: &'a Registrations,
    correspondence: Correspondence<'a>,
    words: Words,
}

impl Context<'_> {
    /// A municipality that a letter was sent to, with what it answers.
    fn line(&self, municipality: &Municipality) -> Option<(Line, Option<Participation>)> {
        let number = municipality.number;
        let contact = self.registrations.get(number).and_then(Registration::contact);
        let to = Mailbox::address_of(municipality, contact).map_or("", Email::as_str);
        let reach = self.correspondence.reach(number, to);
        let participation = self.correspondence.participation(number);
        let has_letter = self.correspondence.history.number_left(number, |_| true) > 0;
        if reach == Reach::Unwritten && participation.is_none() && !has_letter {
            return None;
        }
        let line = Line {
            number: number.to_string(),
            municipality: municipality.name.clone(),
            invitation: participation.map(|answer| self.words.say(&answer.into())),
            participation: participation.map(Participation::name),
            people: self.correspondence.replies.of_people(number).map(|reply| self.answer(reply)).collect(),
            reached: reach.into(),
            reach,
            note: self.note(municipality),
        };
        Some((line, participation))
    }

    fn answer(&self, reply: &Reply) -> Answer {
        Answer {
            from: reply.from.clone().unwrap_or_default(),
            name: reply.name.clone(),
            said: reply.response,
            detail: self.remarks(reply),
            at: reply.at.map(|at| at.to_rfc3339()),
        }
    }

    fn remarks(&self, reply: &Reply) -> String {
        remarks(reply, self.workspace.now.timezone(), self.words)
    }

    fn doubtful(&self, reply: &Reply) -> String {
        let (answer, detail) = (Sentence::from(reply.response), self.remarks(reply));
        self.words.say(&say!("replies-doubtful-answer", answer = answer, detail = detail))
    }

    /// Letters that came back, what is doubtful, and the remarks on its own.
    fn note(&self, municipality: &Municipality) -> String {
        let undeliverable = self.correspondence.history.undeliverable(municipality.number);
        let returned = undeliverable.iter().map(|(letter, why)| {
            let why = why.map(Sentence::from);
            let letter =
                say!("replies-returned", letter = Sentence::from(letter.kind), address = letter.address(), why = why);
            self.words.say(&letter)
        });
        let own = self.correspondence.current_answers(municipality.number).filter_map(|reply| match reply.speaker {
            Speaker::Doubtful => Some(self.doubtful(reply)),
            Speaker::Municipality | Speaker::Person => Some(self.remarks(reply)).filter(|remarks| !remarks.is_empty()),
        });
        let unproven = self.correspondence.unproven_reports(municipality.number);
        let unproven = unproven.map(|report| self.doubtful(report));
        returned.chain(unproven).chain(own).collect::<Vec<_>>().join("; ")
    }
}

impl Line {
    /// `2 accepted and 1 declined`, of those whom the invitation was forwarded to.
    fn people(&self) -> Value {
        let count = |response: Response| self.people.iter().filter(|person| person.said == response).count();
        let counts = Response::VARIANTS.iter().map(|response| (count(*response), *response));
        let counts = counts.filter(|(count, _)| *count > 0).map(|(count, response)| counted(count, response));
        Value::List(counts.map(Value::from).collect())
    }

    fn cells(&self) -> [Value; 5] {
        [
            Value::from(&self.municipality),
            self.invitation.clone().into(),
            self.people(),
            Sentence::from(self.reach).into(),
            Value::from(&self.note),
        ]
    }
}

/// So many replies of a kind.
pub(super) fn counted(count: usize, response: Response) -> Sentence {
    say!("replies-count", count = count, response = Sentence::from(response))
}

impl View for Answers {
    fn page(&self, page: &mut Page) {
        if self.municipalities.is_empty() {
            page.line(say!("replies-no-letter-sent"));
            return;
        }
        let columns = [
            say!("replies-heading-municipality"),
            say!("replies-heading-invitation"),
            say!("replies-heading-forwarded"),
            say!("replies-heading-reached"),
            say!("replies-heading-note"),
        ];
        let rows = self.municipalities.iter().map(Line::cells);
        page.table_of_what_is_there(columns.map(Column::text).to_vec(), rows);
        page.gap();
        page.line(say!(
            "replies-summary",
            invited = self.invited,
            accepted = self.accepted,
            tentative = self.tentative,
            declined = self.declined,
            silent = self.silent,
            other = self.other,
        ));
        if self.undeliverable > 0 {
            page.line(say!("replies-unreachable", count = self.undeliverable));
        }
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "invitation", "forwarded to", "reached", "note"];
        let rows = self.municipalities.iter().map(|line| {
            let cells = line.cells().map(|cell| self.words.cell(&cell));
            [line.number.clone()].into_iter().chain(cells).collect()
        });
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
