//! A municipality with all that decides about its letters, and which letter it is due: what it was last told against
//! what it should know now. Only what the log calls sent counts as sent.

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use super::about::About;
use super::attested::completed;
use super::seating::Seating;
use crate::assign::WithoutDate;
use crate::attendance::Attended;
use crate::delivery::{Explanation, History, SentLetter, about_meeting};
use crate::email::Email;
use crate::exercise::{DateId, Exercise};
use crate::kind::{Kind, MeetingRole};
use crate::language::Language;
use crate::letter::{CopyTo, Envelope, Identities, Mailbox, Meeting};
use crate::municipality::Municipality;
use crate::registration::Registration;

/// What is due to one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Due {
    Letter(Box<Envelope>),
    /// Nothing: it knows what it should. When it was last told, if it was.
    Nothing(Option<DateTime<FixedOffset>>),
    /// Nothing until the lead has found out what became of a letter that was under way then.
    Uncertain(DateTime<FixedOffset>),
    /// Nothing until there is another address: the last letter went to the one there is, and could not be delivered, for
    /// this reason.
    Undeliverable(Option<Explanation>),
}

/// A municipality, with all that decides about its letters.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Addressee<'a> {
    pub(crate) exercise: &'a Exercise,
    pub(crate) history: &'a History,
    pub(crate) identities: &'a Identities,
    pub(crate) municipality: &'a Municipality,
    /// What it has registered.
    pub(crate) registration: Option<&'a Registration>,
    /// Whether it has a place.
    pub(crate) seating: Seating,
    /// Why it has none, if it waits for one.
    pub(crate) without_date: Option<WithoutDate>,
    /// Whether it is to be asked again, if it waits for one and was asked.
    pub(crate) asks_again: bool,
    /// Meetings that have begun by then are not told of any more; none where no date is to come.
    pub(crate) told_until: Option<DateTime<Tz>>,
    /// Whether it took part, if that is recorded.
    pub(crate) attended: Option<&'a Attended>,
}

impl<'a> Addressee<'a> {
    /// The envelope of the next letter of a kind, whether it is due or not.
    pub(crate) fn envelope(&self, kind: Kind) -> Envelope {
        if kind.is_of_place() { self.envelope_of_place(kind) } else { self.envelope_of_notice(kind, &About::default()) }
    }

    /// The address that its letters go to.
    pub(crate) fn address(&self) -> String {
        self.recipient().map(Email::to_string).unwrap_or_default()
    }

    /// What is due to it about its place.
    pub(crate) fn due_of_place(&self) -> Due {
        let number = self.municipality.number;
        if let Some(letter) = self.history.uncertain(number).rfind(|letter| letter.envelope.kind.is_of_place()) {
            return Due::Uncertain(letter.at);
        }
        let sent = self.history.sent_to(number);
        let last = sent.last().map(|(letter, _)| *letter);
        let was_asked = last.is_some_and(|letter| letter.asks);
        let invited = about_meeting(&sent).filter(|letter| letter.kind.is_request());
        let told = invited.and_then(|letter| self.told(letter));
        let has_begun = |meeting: &Meeting| self.told_until.is_some_and(|now| meeting.start <= now);
        let kind = match (self.seating, told) {
            (Seating::Open, _) | (Seating::Out, None) => None,
            (Seating::Placed(seat), told)
                if has_begun(&self.meeting(seat.date)) && told.as_ref().is_none_or(has_begun) =>
            {
                None
            }
            (Seating::Placed(_), None) => Some(Kind::Invitation),
            (Seating::Placed(seat), Some(told)) if told == self.meeting(seat.date) => None,
            // Whoever is recorded has been there, or has not: nothing is changed any more.
            (Seating::Placed(_), Some(_)) if self.attended.is_some() => None,
            (Seating::Placed(_), Some(_)) => Some(Kind::Update),
            (Seating::Waiting | Seating::Out, Some(_)) => Some(Kind::Cancellation),
            (Seating::Waiting, None) if was_asked && !self.asks_again => None,
            // Assigning again gives it a date that it asked for: it need not ask for another.
            (Seating::Waiting, None) if self.without_date == Some(WithoutDate::CanBeAssigned) => None,
            (Seating::Waiting, None) => Some(Kind::Unplaced),
        };
        let due = match kind {
            Some(kind) => Due::Letter(Box::new(self.envelope_of_place(kind))),
            None => self.copy_or_nothing(&sent),
        };
        self.unless_returned(due, Kind::is_of_place)
    }

    /// The letter that a seat has opened for it.
    pub(crate) fn seat_open(&self) -> Due {
        self.unless_returned(Due::Letter(Box::new(self.envelope_of_place(Kind::SeatOpen))), Kind::is_of_place)
    }

    /// What is due to it of the letters of a kind that tells of no place. `is_enough` tells whether those that were sent
    /// are all that it needs; `about` is what a further one would be about.
    pub(crate) fn due_of_kind(
        &self,
        kind: Kind,
        about: &About,
        is_enough: impl FnOnce(&[SentLetter<'a>]) -> bool,
    ) -> Due {
        let number = self.municipality.number;
        if let Some(letter) = self.history.uncertain(number).rfind(|letter| letter.envelope.kind == kind) {
            return Due::Uncertain(letter.at);
        }
        let sent = self.history.sent_of(number, kind);
        let due = if sent.is_empty() || !is_enough(&sent) {
            Due::Letter(Box::new(self.envelope_of_notice(kind, about)))
        } else {
            self.copy_or_nothing(&sent)
        };
        self.unless_returned(due, |other| other == kind)
    }

    /// The language of its letters.
    fn language(&self) -> Language {
        self.municipality.language.unwrap_or(self.exercise.language)
    }

    /// The meeting of a date, as its letters tell of it.
    fn meeting(&self, date: DateId) -> Meeting {
        Meeting::of(self.exercise, date, self.language())
    }

    /// The meeting that a letter told of, to be compared with one of today.
    fn told(&self, letter: &Envelope) -> Option<Meeting> {
        letter.meeting.clone().map(|meeting| meeting.told_in(self.language(), self.exercise))
    }

    /// Who gets its letters: the contact as it is now, else the municipality itself.
    fn recipient(&self) -> Option<&'a Email> {
        Mailbox::address_of(self.municipality, self.registration.and_then(Registration::contact))
    }

    fn envelope_of_place(&self, kind: Kind) -> Envelope {
        let number = self.municipality.number;
        let sent = self.history.sent_to(number);
        let last = about_meeting(&sent);
        let invited = last.filter(|letter| letter.kind.is_request());
        let before = invited.and_then(|letter| self.told(letter));
        let assigned = self.seating.date().map(|date| self.meeting(date));
        let meeting = match kind.meeting_role() {
            MeetingRole::Cancels => before.clone().or(assigned),
            MeetingRole::Invites
            | MeetingRole::InvitesAgain
            | MeetingRole::NamesAssigned
            | MeetingRole::NamesAttended
            | MeetingRole::MayNameAssigned => assigned,
            MeetingRole::Nothing => None,
        };
        // What is otherwise is told wherever it was announced.
        let told = invited.map(|letter| self.told_addresses(letter)).unwrap_or_default();
        let is_waiting = self.seating == Seating::Waiting;
        let ordinal = self.history.number_left(number, Kind::is_of_place);
        let envelope = self.addressed(Envelope {
            deputy: self.municipality.deputy.clone(),
            former: told,
            // It was told that there is no meeting.
            replaces: kind == Kind::Invitation && last.is_some_and(|letter| letter.kind == Kind::Cancellation),
            sequence: last.map_or(0, |letter| letter.sequence.saturating_add(1)),
            meeting,
            before,
            asks: matches!(kind, Kind::Unplaced | Kind::SeatOpen) || (kind == Kind::Cancellation && is_waiting),
            ..self.empty_envelope(kind, ordinal, String::new())
        });
        self.under_its_former_id(envelope, &About::default())
    }

    fn envelope_of_notice(&self, kind: Kind, about: &About) -> Envelope {
        let number = self.municipality.number;
        let ordinal = self.history.number_left(number, |other| other == kind);
        let date = match kind.meeting_role() {
            MeetingRole::NamesAttended => self.attended.filter(|attended| attended.took_part).map(|one| one.date),
            MeetingRole::Nothing => None,
            MeetingRole::Invites
            | MeetingRole::InvitesAgain
            | MeetingRole::Cancels
            | MeetingRole::NamesAssigned
            | MeetingRole::MayNameAssigned => self.seating.date(),
        };
        let sequence = match kind.meeting_role() {
            // The same meeting as it stands in the calendar: nothing has changed.
            MeetingRole::InvitesAgain => self.history.invited(number).map_or(0, |letter| letter.sequence),
            _ => u32::try_from(ordinal).unwrap_or(u32::MAX),
        };
        let last = self.history.sent_of(number, kind).pop().map(|(letter, _)| letter);
        let meeting = date.map(|date| self.meeting(date));
        let names_assigned = kind.meeting_role() == MeetingRole::NamesAssigned;
        let before = last.filter(|_| names_assigned).and_then(|letter| self.told(letter));
        let envelope = self.addressed(Envelope {
            deputy: self.municipality.deputy.clone(),
            sequence,
            before: before.filter(|before| meeting.as_ref().is_some_and(|now| now.has_other_time(before))),
            meeting,
            replaces: last.is_some_and(|letter| !about.is_of(letter)),
            ..self.empty_envelope(kind, ordinal, about.fingerprint())
        });
        let envelope = match kind {
            Kind::Confirmation => completed(envelope, self.attended, last),
            _ => envelope,
        };
        self.under_its_former_id(envelope, about)
    }

    /// The UID is the one that the municipality's calendar knows, whatever it was made from.
    fn empty_envelope(&self, kind: Kind, ordinal: usize, about: String) -> Envelope {
        let number = self.municipality.number;
        let envelope = Envelope::new(self.identities, number, kind, ordinal, about);
        match self.history.uid(number) {
            Some(uid) => Envelope { uid: uid.to_owned(), ..envelope },
            None => envelope,
        }
    }

    /// A letter that was about to leave before, and has not as far as anybody knows, keeps the Message-ID that it had
    /// then, whatever version gave it: so a receiving system can drop the duplicate.
    fn under_its_former_id(&self, envelope: Envelope, about: &About) -> Envelope {
        // Letters that are about nothing in particular are told apart by their number alone.
        let is_same = |letter: &Envelope| match envelope.about.as_str() {
            "" => letter.about.is_empty() && letter.ordinal == envelope.ordinal,
            _ => about.is_of(letter),
        };
        let mut unfinished = self.history.unfinished(envelope.municipality, envelope.kind);
        match unfinished.rfind(|record| is_same(&record.envelope)) {
            Some(record) => Envelope { message_id: record.envelope.message_id.clone(), ..envelope },
            None => envelope,
        }
    }

    /// With the recipient, unless there is one, and where a copy is to go.
    fn addressed(&self, envelope: Envelope) -> Envelope {
        let recipient = envelope.recipient.clone().or_else(|| self.recipient().cloned());
        let own = self.municipality.email.as_ref();
        let copy_to = own.filter(|own| self.exercise.mail.copy_to_municipality && recipient.as_ref() != Some(*own));
        // An address that gets it anyway gets it once.
        let is_other = |deputy: &&Email| recipient.as_ref() != Some(*deputy) && copy_to != Some(*deputy);
        let deputy = envelope.deputy.as_ref().filter(is_other).cloned();
        let is_written_to = |address: &Email| [recipient.as_ref(), copy_to, deputy.as_ref()].contains(&Some(address));
        let former = envelope.former.iter().filter(|address| !is_written_to(address)).cloned().collect();
        Envelope { copy_to: copy_to.cloned(), deputy, former, recipient, ..envelope }
    }

    /// The addresses that a letter went to, each once.
    fn told_addresses(&self, letter: &Envelope) -> Vec<Email> {
        let mut told: Vec<Email> = Vec::new();
        for address in self.history.addresses_of(letter) {
            if !told.contains(address) {
                told.push(address.clone());
            }
        }
        told
    }

    /// A copy of the last letter that was to go to another address too and has not been sent there, rather one that can be
    /// delivered as far as is known.
    fn copy_or_nothing(&self, sent: &[SentLetter<'_>]) -> Due {
        let Some((last, at)) = sent.last() else { return Due::Nothing(None) };
        let mut copies = self.lacking_copies(last);
        let next = copies.iter().position(|copy| !self.has_come_back(copy)).unwrap_or(0);
        match copies.get(next) {
            Some(_) => Due::Letter(Box::new(copies.swap_remove(next))),
            None => Due::Nothing(Some(*at)),
        }
    }

    /// The copies of a letter that have not been sent, to the addresses as they are now.
    fn lacking_copies(&self, letter: &Envelope) -> Vec<Envelope> {
        let copies = self.history.lacking_copies(letter).filter_map(|copy| {
            let address = match copy {
                CopyTo::Municipality => self.municipality.email.as_ref()?,
                CopyTo::Deputy => self.municipality.deputy.as_ref()?,
                CopyTo::Former(place) => letter.former.get(place)?,
            };
            Some(letter.clone().copied_to(copy, address.clone()))
        });
        copies.collect()
    }

    /// A letter that is due and, if it is a copy, the other copies of the same letter that are.
    pub(crate) fn with_other_copies(&self, envelope: Envelope) -> Vec<Envelope> {
        if envelope.copy.is_none() {
            return vec![envelope];
        }
        let number = self.municipality.number;
        let sent = match envelope.kind {
            kind if kind.is_of_place() => self.history.sent_to(number),
            kind => self.history.sent_of(number, kind),
        };
        let copies = sent.last().map(|(last, _)| self.lacking_copies(last)).unwrap_or_default();
        copies.into_iter().filter(|copy| !self.has_come_back(copy)).collect()
    }

    /// Whether a copy could not be delivered to the address that it is for.
    fn has_come_back(&self, copy: &Envelope) -> bool {
        let is_same = |kind: Kind| if copy.kind.is_of_place() { kind.is_of_place() } else { kind == copy.kind };
        let returned = self.history.returned(self.municipality.number, copy.copy, is_same);
        returned.is_some_and(|(letter, _)| letter.may_be_to(copy.address()))
    }

    /// Nothing more goes to an address at which the last letter of these kinds could not be delivered.
    fn unless_returned(&self, due: Due, is_meant: impl Fn(Kind) -> bool) -> Due {
        let Due::Letter(envelope) = due else { return due };
        match self.history.returned(self.municipality.number, envelope.copy, is_meant) {
            Some((letter, reason)) if letter.may_be_to(envelope.address()) => Due::Undeliverable(reason.cloned()),
            _ => Due::Letter(envelope),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::Seat;
    use crate::delivery::{Entry, Event, FileName, Record};
    use crate::findings::Findings;
    use crate::municipality::Municipalities;

    fn exercise() -> Exercise {
        Exercise::read(include_str!("../../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
    }

    fn municipality() -> Municipality {
        let table = b"number;name;language;email\n3025;Asker;nynorsk;asker@example.no\n";
        let list = Municipalities::read(table, &mut Findings::new()).expect("the list is good");
        list.iter().next().expect("there is one").clone()
    }

    fn placed(date: u16) -> Seating {
        Seating::Placed(Seat { date: DateId(date), rank: Some(1) })
    }

    /// Goes through what a municipality comes to, one after the other, sending what is due each time.
    fn letters(seatings: &[Seating]) -> Vec<Option<(Kind, u32)>> {
        let (exercise, municipality, mut history) = (exercise(), municipality(), History::default());
        let identities = Identities::new(&exercise, None);
        let at = "2022-08-22T09:00:00+02:00".parse().expect("a time");
        let sent = seatings.iter().map(|seating| {
            let due = |history: &History| {
                let municipality = &municipality;
                let addressee = Addressee {
                    exercise: &exercise,
                    history,
                    identities: &identities,
                    municipality,
                    registration: None,
                    seating: *seating,
                    without_date: None,
                    asks_again: false,
                    told_until: None,
                    attended: None,
                };
                addressee.due_of_place()
            };
            let Due::Letter(envelope) = due(&history) else { return None };
            let (message_id, told) = (envelope.message_id.clone(), (envelope.kind, envelope.sequence));
            let record = Record {
                at,
                envelope: *envelope,
                file: FileName::try_from("f.eml".to_owned()).expect("a name"),
                via: None,
            };
            let sent = Event::Sent(Entry { at, message_id, reply: None });
            history.extend(vec![Event::Intended(Box::new(record)), sent]);
            // After it there is nothing more to do.
            assert!(matches!(due(&history), Due::Nothing(Some(_))), "{seating:?}");
            Some(told)
        });
        sent.collect()
    }

    #[test]
    fn a_municipality_is_told_what_changes_for_it_and_only_that() {
        let (waiting, out, open) = (Seating::Waiting, Seating::Out, Seating::Open);
        let (invitation, update) = (Kind::Invitation, Kind::Update);
        let (cancellation, unplaced) = (Kind::Cancellation, Kind::Unplaced);
        assert_eq!(letters(&[open, out]), [None, None]);
        assert_eq!(
            letters(&[placed(0), placed(0), open, placed(1)]),
            [Some((invitation, 0)), None, None, Some((update, 1))]
        );
        // Whoever loses its date is asked for another one in the same letter.
        assert_eq!(
            letters(&[placed(0), waiting, waiting, placed(1), out, out]),
            [
                Some((invitation, 0)),
                Some((cancellation, 1)),
                None,
                Some((invitation, 2)),
                Some((cancellation, 3)),
                None
            ]
        );
        // Whoever was called off without being asked, and has no date when it takes part after all, is asked then.
        assert_eq!(
            letters(&[placed(0), out, waiting, waiting, out]),
            [Some((invitation, 0)), Some((cancellation, 1)), Some((unplaced, 2)), None, None]
        );
        assert_eq!(
            letters(&[waiting, open, waiting, placed(0)]),
            [Some((unplaced, 0)), None, None, Some((invitation, 0))]
        );
    }
}
