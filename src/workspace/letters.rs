//! Everything that letters are written from, read once: the tables, the log, templates and files.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::attachments::attachments;
use super::due::{Addressee, Due, Seating};
use super::kept::Kept;
use super::moved::MovedDates;
use super::offers::Offers;
use super::{Correspondence, Failure, Result, Unclear, Workspace, accept};
use crate::assign::WithoutDate;
use crate::assignment::Assignments;
use crate::attendance::{Attendance, Attended};
use crate::delivery::{History, Obstacle};
use crate::exercise::DateId;
use crate::findings::Findings;
use crate::kind::Kind;
use crate::letter::{self, Attachment, Envelope, Identities, Letter, Mailbox, TemplateError, Templates};
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Answers, Person, Registration, Registrations};
use crate::reply::{Participation, Replies, Response};
use crate::words::say;

/// What letters are written from.
pub(crate) struct Letters<'w> {
    pub(crate) workspace: &'w Workspace,
    pub(crate) registrations: Registrations,
    /// What dates are assigned from.
    pub(super) answers: Answers,
    pub(crate) assignments: Assignments,
    pub(crate) history: History,
    identities: Identities,
    replies: Replies,
    attendance: Attendance,
    templates: Templates,
    /// The files that go with invitations.
    attachments: Vec<Attachment>,
    enclosure: Enclosure,
    kept: OnceCell<Kept>,
    /// By municipality, the dates that it could get: only those that are written about are tried.
    open: HashMap<Number, OnceCell<Vec<DateId>>>,
    pub(super) moved: MovedDates,
    /// Whether a seat that has opened is offered to all who wait.
    pub(crate) offers_to_all: bool,
    /// The seats that have opened, by whom they are to be offered to.
    offers: OnceCell<HashMap<Number, Vec<DateId>>>,
}

/// What goes with letters of one kind.
#[derive(Debug, Default)]
pub(crate) struct Enclosure {
    pub(crate) files: Vec<Attachment>,
    /// Where to tell how the exercise was.
    pub(crate) link: Option<String>,
    /// What municipalities have written that cannot be read.
    pub(crate) unclear: Unclear,
    /// The lead's own words.
    pub(crate) words: Option<OwnWords>,
}

/// The lead's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OwnWords {
    /// The file that they are in.
    pub(crate) file: String,
    /// All that is in it, the subject on its first line.
    pub(crate) text: String,
}

impl OwnWords {
    /// The text of a file, with line ends as they are everywhere.
    pub(crate) fn of(file: String, text: &str) -> OwnWords {
        OwnWords { file, text: text.trim_start_matches('\u{feff}').replace("\r\n", "\n") }
    }
}

impl Workspace {
    /// Reads all that letters are written from.
    pub(crate) fn letters(&self) -> Result<Letters<'_>> {
        let registrations = self.registrations()?;
        let answers = registrations.answers();
        let assignments = self.assignments(&answers)?;
        let mut findings = Findings::new();
        let most = self.exercise.mail.max_message_size;
        let attachments = attachments(&self.folder, &self.exercise.invitation.attach, most, &mut findings);
        accept(findings)?;
        let history = self.history()?;
        self.check_log(&history)?;
        Ok(Letters {
            workspace: self,
            open: self.municipalities.iter().map(|one| (one.number, OnceCell::new())).collect(),
            kept: OnceCell::new(),
            registrations,
            answers,
            assignments,
            history,
            identities: self.identities()?,
            replies: self.replies()?,
            attendance: self.attendance()?,
            templates: self.templates()?,
            attachments,
            enclosure: Enclosure::default(),
            moved: self.moved_dates()?,
            offers_to_all: false,
            offers: OnceCell::new(),
        })
    }

    /// The templates, with the lead's own.
    pub(crate) fn templates(&self) -> Result<Templates> {
        let mut findings = Findings::new();
        let own = self.folder.own_templates(&mut findings)?;
        accept(findings)?;
        Templates::with(own).map_err(|errors| Failure::Rejected(errors.iter().map(TemplateError::finding).collect()))
    }
}

impl<'w> Letters<'w> {
    /// With what goes with letters of one kind.
    pub(crate) fn enclosing(self, enclosure: Enclosure) -> Result<Letters<'w>> {
        let templates = match &enclosure.words {
            None => self.templates,
            Some(words) => {
                let templates = self.templates.with_message(&words.text);
                templates.map_err(|error| template_errors(&[error], Some(words)))?
            }
        };
        Ok(Letters { templates, enclosure, ..self })
    }

    fn answer(&self, municipality: Number) -> Option<&Answer> {
        self.registrations.get(municipality).map(|registration| &registration.answer)
    }

    pub(crate) fn contact(&self, municipality: Number) -> Option<&Person> {
        self.registrations.get(municipality).and_then(Registration::contact)
    }

    /// What is recorded of whether a municipality took part.
    pub(crate) fn recorded(&self, municipality: Number) -> Option<&Attended> {
        self.attendance.get(municipality)
    }

    pub(crate) fn seating(&self, municipality: Number) -> Seating {
        Seating::of(self.answer(municipality), self.assignments.get(municipality))
    }

    pub(crate) fn correspondence(&self) -> Correspondence<'_> {
        Correspondence { history: &self.history, replies: &self.replies }
    }

    /// What a municipality answers to its invitation; none if it has none.
    pub(crate) fn participation(&self, municipality: Number) -> Option<Participation> {
        self.correspondence().participation(municipality)
    }

    /// Whether it has a place, was sent the invitation that holds, and has not answered it.
    pub(crate) fn has_unanswered_invitation(&self, municipality: Number) -> bool {
        self.seating(municipality).date().is_some() && self.correspondence().has_unanswered_invitation(municipality)
    }

    /// Whether it has a place and has said since that it does not come.
    pub(crate) fn has_declined(&self, municipality: Number) -> bool {
        let declined = Some(Participation::Answered(Response::Declined));
        self.seating(municipality).date().is_some() && self.participation(municipality) == declined
    }

    /// A municipality with all that decides about its letters.
    pub(crate) fn addressee<'s>(&'s self, municipality: &'s Municipality) -> Addressee<'s> {
        let number = municipality.number;
        Addressee {
            exercise: &self.workspace.exercise,
            history: &self.history,
            identities: &self.identities,
            municipality,
            registration: self.registrations.get(number),
            seating: self.seating(number),
            without_date: self.without_date(number),
            asks_again: self.offer_letters().asks_again(number, self.answer(number)),
            told_until: self.workspace.told_until(),
            attended: self.recorded(number),
        }
    }

    /// What is due to a municipality about its place: what it should know, else a seat that has opened for it.
    pub(crate) fn due_of_place(&self, municipality: &Municipality) -> Due {
        let number = municipality.number;
        match self.addressee(municipality).due_of_place() {
            Due::Letter(envelope) if envelope.asks && envelope.copy.is_none() => {
                Due::Letter(Box::new(self.offering(*envelope, self.open(number))))
            }
            Due::Nothing(at) if self.seating(number) == Seating::Waiting => {
                let offered = self.offers.get_or_init(|| self.seats_to_offer());
                match offered.get(&number).map(|dates| (dates, self.addressee(municipality).seat_open())) {
                    Some((dates, Due::Letter(envelope))) => Due::Letter(Box::new(self.offering(*envelope, dates))),
                    Some((_, other)) => other,
                    None => Due::Nothing(at),
                }
            }
            due => due,
        }
    }

    /// Which choice its date was; none if it did not ask for that date as it is.
    pub(crate) fn choice(&self, municipality: Number) -> Option<usize> {
        match self.answer(municipality) {
            Some(Answer::Dates(_)) => {
                let seat = self.assignments.seat(municipality)?;
                seat.rank.filter(|_| !self.moved.asked_by_former_name(municipality).contains(&seat.date))
            }
            Some(Answer::Any | Answer::Declined) | None => None,
        }
    }

    /// The letters that offer dates.
    pub(super) fn offer_letters(&self) -> Offers<'_> {
        Offers { workspace: self.workspace, history: &self.history, moved: &self.moved }
    }

    /// Whether a date is the meeting of which a municipality was last told, moved or not.
    fn is_told(&self, municipality: Number, date: DateId) -> bool {
        self.moved.is_told(&self.history, municipality, date, &self.workspace.exercise.dates)
    }

    /// Whether the meeting that a letter changes, or all that it offers, is the same as before, moved.
    fn tells_of_a_move(&self, municipality: Number, envelope: &Envelope) -> bool {
        match envelope.kind {
            Kind::Update => {
                self.assignments.seat(municipality).is_some_and(|seat| self.is_told(municipality, seat.date))
            }
            Kind::SeatOpen => {
                let offered = self.offered(municipality, envelope);
                !offered.is_empty() && offered.iter().all(|date| self.offer_letters().is_moved(municipality, *date))
            }
            _ => false,
        }
    }

    /// The date of the meeting that a letter changes or calls off, if that is called off.
    pub(super) fn called_off(&self, envelope: &Envelope) -> Option<DateId> {
        envelope.before.as_ref()?;
        let dates = &self.workspace.exercise.dates;
        dates.ids().filter(|date| dates.is_called_off(*date)).find(|date| self.is_told(envelope.municipality, *date))
    }

    /// The dates that a letter offers.
    fn offered(&self, number: Number, envelope: &Envelope) -> &[DateId] {
        match envelope.kind {
            Kind::SeatOpen => {
                let offers = self.offers.get().and_then(|offers| offers.get(&number));
                offers.map_or_else(|| self.open(number), Vec::as_slice)
            }
            _ => self.open(number),
        }
    }

    /// The dates that a municipality could get.
    pub(super) fn open(&self, municipality: Number) -> &[DateId] {
        self.open
            .get(&municipality)
            .map(|open| open.get_or_init(|| self.dates_for(municipality)))
            .map_or(&[], Vec::as_slice)
    }

    /// What is kept when dates are assigned.
    pub(super) fn kept(&self) -> &Kept {
        self.kept.get_or_init(|| self.workspace.kept_by(&self.history, &self.moved, &self.answers, &self.assignments))
    }

    /// Why a municipality that waits for a date has none.
    pub(crate) fn without_date(&self, municipality: Number) -> Option<WithoutDate> {
        let is_waiting = self.seating(municipality) == Seating::Waiting;
        is_waiting.then(|| self.workspace.without_date(municipality, &self.answers, &self.assignments, self.kept()))
    }

    pub(crate) fn lead(&self) -> Mailbox {
        let contact = &self.workspace.exercise.contact;
        Mailbox { name: contact.name.clone(), email: contact.email.clone() }
    }

    /// Writes a letter, whether it is due or not.
    pub(crate) fn write<'l>(&'l self, municipality: &'l Municipality, envelope: &Envelope) -> Result<Letter<'l>> {
        let (number, kind) = (municipality.number, envelope.kind);
        if envelope.meeting.is_none() && kind.names_meeting() {
            return Err(say!("letters-no-date", municipality = &municipality.name).into());
        }
        let is_moved = self.tells_of_a_move(number, envelope);
        let both = envelope.meeting.as_ref().zip(envelope.before.as_ref());
        let is_at_another_time = both.is_some_and(|(now, before)| now.has_other_time(before));
        let context = letter::Context {
            exercise: &self.workspace.exercise,
            municipality,
            registration: self.registrations.get(number),
            // At other hours it is not what was asked for, either.
            choice: self.choice(number).filter(|_| !(is_moved && is_at_another_time)),
            moved: self.moved.asked_by_former_name(number),
            is_moved,
            is_withdrawn: kind == Kind::Unplaced && self.offer_letters().is_withdrawn(number),
            is_over: self.workspace.is_over(),
            open: self.offered(number, envelope),
            called_off: self.called_off(envelope),
            without_date: self.without_date(number).map(Into::into),
            unclear: self.enclosure.unclear.get(&number).map(Vec::as_slice).unwrap_or_default(),
            link: self.enclosure.link.as_deref(),
            attachments: if kind.is_request() { &self.attachments } else { &self.enclosure.files },
            now: self.workspace.now.to_utc(),
        };
        Letter::write(envelope.clone(), &context, &self.templates).map_err(|_| {
            let mistakes = Letter::mistakes(envelope, &context, &self.templates);
            template_errors(&mistakes, self.enclosure.words.as_ref())
        })
    }

    /// Tries a letter that is due: what keeps it from being sent, if anything does. What keeps all from being sent, as when
    /// they are sent, is an error.
    pub(crate) fn try_out(&self, municipality: &Municipality, envelope: &Envelope) -> Result<Option<Obstacle>> {
        let letter = self.write(municipality, envelope)?;
        self.check_size(&letter)?;
        if envelope.recipient.is_none() {
            return Ok(Some(Obstacle::NoAddress));
        }
        Ok(letter.check_headers().err().map(|reason| Obstacle::CannotCompose { reason }))
    }

    /// The bytes of a letter, as they are sent.
    pub(crate) fn message(&self, letter: &Letter<'_>) -> Result<Vec<u8>> {
        let message = letter.message().map_err(|reason| Obstacle::CannotCompose { reason })?;
        self.of_size(letter, message)
    }

    /// Refuses a letter that is too large. What cannot be made into a message has no size.
    pub(crate) fn check_size(&self, letter: &Letter<'_>) -> Result<()> {
        if letter.size_at_most() <= self.workspace.exercise.mail.max_message_size {
            return Ok(());
        }
        letter.message().map_or(Ok(()), |message| self.of_size(letter, message).map(drop))
    }

    /// The bytes of a letter, unless there are too many of them.
    pub(super) fn of_size(&self, letter: &Letter<'_>, message: Vec<u8>) -> Result<Vec<u8>> {
        let most = self.workspace.exercise.mail.max_message_size;
        if message.len() as u64 > most {
            let recipient = letter.content.to.email.as_str();
            return Err(say!("letters-too-large", recipient = recipient, size = message.len(), most = most).into());
        }
        Ok(message)
    }
}

/// Mistakes in the lead's own words are told where they are.
fn template_errors(errors: &[TemplateError], words: Option<&OwnWords>) -> Failure {
    let finding =
        |error: &TemplateError| words.map_or_else(|| error.finding(), |words| error.finding_in_message(&words.file));
    Failure::Rejected(errors.iter().map(finding).collect())
}
