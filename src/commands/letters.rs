//! Everything that letters are written from, opened once: who stands where, what was sent, templates and files.
//!
//! It must never write, and never take a date from anywhere but the assignment or the log.

use anyhow::{Result, bail};

use super::{Failure, Workspace, accept};
use crate::assignment::Assignments;
use crate::attendance::Attendance;
use crate::delivery::{Addressee, Due, History, Standing};
use crate::exercise::{DateId, FILE};
use crate::findings::Findings;
use crate::letter::{Attachment, Context as LetterContext, Envelope, Letter, Mailbox, TemplateError, Templates};
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Person, Registration, Registrations};
use crate::reply::{Participation, Replies, Response};
use crate::workspace::attachments::attachments;
use crate::workspace::{Correspondence, Unclear};

/// What letters are written from.
pub struct Letters<'a> {
    pub opened: &'a Workspace,
    pub registrations: &'a Registrations,
    pub assignments: &'a Assignments,
    pub history: History,
    templates: Templates,
    /// The files that go with invitations.
    attachments: Vec<Attachment>,
    /// Those that go with what the lead writes or sends besides.
    pub files: Vec<Attachment>,
    /// What municipalities have written that cannot be read.
    pub unclear: Unclear,
    /// Where to tell how the exercise was.
    pub link: Option<String>,
    attendance: Attendance,
    /// What came back on letters.
    pub replies: Replies,
    /// The file with the lead's own words, if there are any.
    words: Option<String>,
    /// The dates to come that have room.
    open: Vec<DateId>,
}

impl<'a> Letters<'a> {
    /// Opens templates and files as well.
    pub fn open(
        opened: &'a Workspace,
        registrations: &'a Registrations,
        assignments: &'a Assignments,
    ) -> Result<Letters<'a>> {
        let dates = &opened.exercise.dates;
        let is_to_come = |date: &DateId| opened.exercise.zoned(dates.get(*date).start) > opened.now;
        Ok(Letters {
            opened,
            registrations,
            assignments,
            history: opened.history()?,
            templates: opened.templates()?,
            attachments: opened.attachments()?,
            files: Vec::new(),
            unclear: Unclear::default(),
            link: None,
            attendance: opened.attendance()?,
            replies: opened.replies()?,
            words: None,
            open: assignments.room(dates).map(|(date, _)| date).filter(is_to_come).collect(),
        })
    }

    /// The lead's own words, and the file that they are in.
    pub fn say(self, file: String, subject: &str, text: &str) -> Result<Letters<'a>> {
        let templates = self.templates.with_message(subject, text);
        let templates = templates.map_err(|error| template_error(&error, Some(&file)))?;
        Ok(Letters { templates, words: Some(file), ..self })
    }

    fn answer(&self, municipality: Number) -> Option<&Answer> {
        self.registrations.get(municipality).map(|registration| &registration.answer)
    }

    pub fn contact(&self, municipality: Number) -> Option<&Person> {
        self.registrations.get(municipality).and_then(Registration::contact)
    }

    /// The date on which a municipality took part, as it is recorded.
    pub fn took_part(&self, municipality: Number) -> Option<DateId> {
        self.attendance.get(municipality).filter(|one| one.took_part).map(|one| one.date)
    }

    pub fn standing(&self, municipality: Number) -> Standing {
        Standing::of(self.answer(municipality), self.assignments.get(municipality))
    }

    /// What a municipality says to its invitation; none if it has none.
    pub fn correspondence(&self) -> Correspondence<'_> {
        Correspondence { history: &self.history, replies: &self.replies }
    }

    pub fn participation(&self, municipality: Number) -> Option<Participation> {
        self.correspondence().participation(municipality)
    }

    /// Whether it has a place and has said since that it does not come.
    pub fn has_declined(&self, municipality: Number) -> bool {
        let is_placed = matches!(self.standing(municipality), Standing::Placed(_));
        is_placed && self.participation(municipality) == Some(Participation::Answered(Response::Declined))
    }

    /// With all that decides about its letters.
    pub fn addressee<'s>(&'s self, municipality: &'s Municipality) -> Addressee<'s> {
        Addressee {
            exercise: &self.opened.exercise,
            history: &self.history,
            municipality,
            contact: self.contact(municipality.number),
            standing: self.standing(municipality.number),
            attended: self.took_part(municipality.number),
        }
    }

    pub fn due(&self, municipality: &Municipality) -> Due {
        self.addressee(municipality).due_of_place()
    }

    /// Which choice the date was; none if it was not asked for by itself.
    pub fn choice(&self, municipality: Number) -> Option<usize> {
        let by_itself = matches!(self.answer(municipality), Some(Answer::Dates(_)));
        self.assignments.seat(municipality).and_then(|seat| seat.rank).filter(|_| by_itself)
    }

    /// Whom municipalities ask.
    pub fn lead(&self) -> Mailbox {
        let contact = &self.opened.exercise.contact;
        Mailbox { name: contact.name.clone(), email: contact.email.clone() }
    }

    /// Writes a letter, whether it is due or not.
    pub fn write<'l>(&'l self, municipality: &'l Municipality, envelope: Envelope) -> Result<Letter<'l>> {
        let (number, name) = (municipality.number, &municipality.name);
        if envelope.meeting.is_none() && envelope.kind.names_meeting() {
            bail!("{name} has no date\n    assign one first: ovelse assign, or ovelse pin");
        }
        let context = LetterContext {
            exercise: &self.opened.exercise,
            municipality,
            registration: self.registrations.get(number),
            choice: self.choice(number),
            open: &self.open,
            unclear: self.unclear.get(&number).map(Vec::as_slice).unwrap_or_default(),
            link: self.link.as_deref(),
            attachments: if envelope.kind.is_request() { &self.attachments } else { &self.files },
            now: self.opened.now.to_utc(),
        };
        let written = Letter::write(envelope, &context, &self.templates);
        Ok(written.map_err(|error| template_error(&error, self.words.as_deref()))?)
    }

    /// The bytes of a letter, as they are sent.
    pub fn message(&self, letter: &Letter<'_>) -> Result<Vec<u8>> {
        let message = letter.message()?;
        let most = self.opened.exercise.mail.max_message_size;
        if message.len() as u64 > most {
            let size = message.len();
            bail!(
                "the message to {} has {size} bytes, more than max_message_size, {most}\n    attach less, or raise it in {FILE}",
                letter.content.to.email
            );
        }
        Ok(message)
    }
}

impl Workspace {
    /// The templates, with the lead's own.
    pub fn templates(&self) -> Result<Templates> {
        let mut findings = Findings::new();
        let own = self.folder.own_templates(&mut findings)?;
        let templates =
            Templates::with(own).map_err(|errors| errors.iter().for_each(|error| findings.push(error.finding())));
        accept(findings)?;
        templates.map_err(|()| anyhow::anyhow!("the templates cannot be used"))
    }

    fn attachments(&self) -> Result<Vec<Attachment>> {
        let mut findings = Findings::new();
        let attachments = attachments(&self.folder, &self.exercise, &mut findings);
        accept(findings)?;
        Ok(attachments)
    }
}

/// A mistake in the lead's own words is told where it is; `file` is the one that they are in.
fn template_error(error: &TemplateError, file: Option<&str>) -> Failure {
    Failure::Rejected(vec![file.map_or_else(|| error.finding(), |file| error.finding_in_message(file))])
}
