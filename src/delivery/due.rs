//! Which letter a municipality is due: what it was last told against what it should know now.
//!
//! It must never take anything for sent that the log does not call sent.

use chrono::{DateTime, FixedOffset};

use super::history::{History, about_meeting};
use super::log::Intended;
use crate::assignment::{Assignment, Seat};
use crate::exercise::Exercise;
use crate::letter::{Kind, Meeting};
use crate::municipality::Number;
use crate::registration::Answer;

/// Where a municipality stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has a place.
    Placed(Seat),
    /// It takes part, and no date that it asked for has room.
    Waiting,
    /// It does not take part, or has not answered.
    Out,
    /// It has answered since dates were assigned: nobody can say yet.
    Open,
}

impl Standing {
    /// From what it answered and what it was assigned. Who has declined has no place, whatever an older assignment says.
    #[must_use]
    pub fn of(answer: Option<&Answer>, assignment: Option<&Assignment>) -> Standing {
        match (answer, assignment.map(|one| one.seat)) {
            (Some(Answer::Declined), _) | (None, None | Some(None)) => Standing::Out,
            (_, Some(Some(seat))) => Standing::Placed(seat),
            (Some(_), Some(None)) => Standing::Waiting,
            (Some(_), None) => Standing::Open,
        }
    }
}

/// What is due to one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// A letter.
    Letter(Errand),
    /// Nothing: it knows what it should. When it was last told, if it was.
    Nothing(Option<DateTime<FixedOffset>>),
    /// Nothing until the lead has found out what became of a letter that was under way then.
    Uncertain(DateTime<FixedOffset>),
    /// Nothing until there is another address: the last letter went to the one there is, and could not be delivered, for
    /// this reason.
    Undeliverable(String),
}

impl Due {
    /// What is due to somebody whose letters of these kinds go to `to`: nothing more goes to an address at which the last
    /// one could not be delivered.
    #[must_use]
    pub fn unless_returned(
        self,
        history: &History,
        municipality: Number,
        to: impl FnOnce(&Errand) -> String,
        is_meant: impl Fn(Kind) -> bool,
    ) -> Due {
        let Due::Letter(errand) = self else { return self };
        let returned = if errand.is_copy {
            history.returned_copy(municipality, is_meant)
        } else {
            history.returned(municipality, is_meant)
        };
        match returned {
            Some((letter, reason)) if letter.to.is_empty() || letter.to.eq_ignore_ascii_case(&to(&errand)) => {
                Due::Undeliverable(reason.to_owned())
            }
            _ => Due::Letter(errand),
        }
    }
}

/// A letter that is to be written, with what it needs to know of those before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Errand {
    /// What it is for.
    pub kind: Kind,
    /// SEQUENCE of the meeting: one more than in the last letter that was about it.
    pub sequence: u32,
    /// How many letters to the municipality have left.
    pub ordinal: usize,
    /// The meeting that it has been told of, and that stands in its calendar.
    pub before: Option<Meeting>,
    /// The address that was told of it.
    pub told: Option<String>,
    /// What it is about, as a fingerprint or nothing.
    pub about: String,
    /// Whether it takes the place of an earlier one of its kind.
    pub replaces: bool,
    /// Whether it is the copy, to the municipality's own address, of the last one that was sent to its contact.
    pub is_copy: bool,
}

impl Errand {
    /// What a letter of that kind needs to know, whether it is due or not.
    #[must_use]
    pub fn of(kind: Kind, history: &History, municipality: Number) -> Errand {
        if !kind.is_of_place() {
            let ordinal = history.number_left(municipality, |other| other == kind);
            return Errand::notice(&history.sent_of(municipality, kind), ordinal, kind, String::new());
        }
        let ordinal = history.number_left(municipality, Kind::is_of_place);
        Errand::after(&history.sent_to(municipality), ordinal, kind)
    }

    /// The same after these letters.
    fn after(sent: &[(&Intended, DateTime<FixedOffset>)], ordinal: usize, kind: Kind) -> Errand {
        let last = about_meeting(sent);
        let invited = last.filter(|letter| letter.kind.is_request());
        Errand {
            kind,
            sequence: last.map_or(0, |letter| letter.sequence.saturating_add(1)),
            ordinal,
            before: invited.and_then(|letter| letter.told.clone()),
            told: invited.map(|letter| letter.to.clone()),
            about: String::new(),
            replaces: false,
            is_copy: false,
        }
    }

    /// What a letter that tells of no place needs to know, after these of its kind.
    fn notice(sent: &[(&Intended, DateTime<FixedOffset>)], ordinal: usize, kind: Kind, about: String) -> Errand {
        let sequence = u32::try_from(ordinal).unwrap_or(u32::MAX);
        let replaces = sent.last().is_some_and(|(letter, _)| letter.about != about);
        Errand { kind, sequence, ordinal, before: None, told: None, about, replaces, is_copy: false }
    }

    /// What the copy of the last of these letters needs to know: what that one knew.
    fn of_copy(sent: &[(&Intended, DateTime<FixedOffset>)], history: &History, to: Number) -> Option<Errand> {
        let ((last, _), earlier) = sent.split_last()?;
        let ordinal = history.number_before(last, to, Kind::is_of_place);
        Some(Errand { is_copy: true, ..Errand::after(earlier, ordinal, last.kind) })
    }
}

/// What is due to a municipality.
#[must_use]
pub fn due(exercise: &Exercise, history: &History, municipality: Number, standing: Standing) -> Due {
    if let Some(letter) = history.uncertain(municipality).rfind(|letter| letter.kind.is_of_place()) {
        return Due::Uncertain(letter.at);
    }
    let sent = history.sent_to(municipality);
    let last = sent.last();
    let errand = |kind| Due::Letter(Errand::of(kind, history, municipality));
    let copy = last.filter(|(letter, _)| history.lacks_copy(letter));
    let copy = copy.and_then(|_| Errand::of_copy(&sent, history, municipality));
    let nothing = copy.map_or(Due::Nothing(last.map(|(_, at)| *at)), Due::Letter);
    let invited = about_meeting(&sent).filter(|letter| letter.kind.is_request());
    let told = invited.and_then(|letter| letter.told.as_ref());
    let was_asked = last.is_some_and(|(letter, _)| letter.asks);
    match (standing, told) {
        (Standing::Open, _) | (Standing::Out, None) => nothing,
        (Standing::Placed(_), None) => errand(Kind::Invitation),
        (Standing::Placed(seat), Some(told)) if *told == Meeting::of(exercise, seat.date) => nothing,
        (Standing::Placed(_), Some(_)) => errand(Kind::Update),
        (Standing::Waiting | Standing::Out, Some(_)) => errand(Kind::Cancellation),
        (Standing::Waiting, None) if was_asked => nothing,
        (Standing::Waiting, None) => errand(Kind::Unplaced),
    }
}

/// What is due of the letters of a kind that tells of no place. `is_enough` tells whether those that were sent are all
/// that a municipality needs; `about` is what a further one would be about.
#[must_use]
pub fn due_of(
    history: &History,
    municipality: Number,
    kind: Kind,
    about: String,
    is_enough: impl FnOnce(&[(&Intended, DateTime<FixedOffset>)], &str) -> bool,
) -> Due {
    if let Some(letter) = history.uncertain(municipality).rfind(|letter| letter.kind == kind) {
        return Due::Uncertain(letter.at);
    }
    let sent = history.sent_of(municipality, kind);
    let Some(((last, at), earlier)) = sent.split_last().filter(|_| is_enough(&sent, &about)) else {
        let ordinal = history.number_left(municipality, |other| other == kind);
        return Due::Letter(Errand::notice(&sent, ordinal, kind, about));
    };
    if history.lacks_copy(last) {
        let ordinal = history.number_before(last, municipality, |other| other == kind);
        let errand = Errand::notice(earlier, ordinal, kind, last.about.clone());
        return Due::Letter(Errand { is_copy: true, ..errand });
    }
    Due::Nothing(Some(*at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::log::{Event, Sent};
    use crate::exercise::DateId;
    use crate::findings::Findings;

    fn exercise() -> Exercise {
        Exercise::read(include_str!("../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
    }

    const ASKER: &str = "3025";

    fn number() -> Number {
        ASKER.parse().expect("a number")
    }

    fn placed(date: u16) -> Standing {
        Standing::Placed(Seat { date: DateId(date), rank: Some(1) })
    }

    /// Goes through what a municipality comes to, one after the other, sending what is due each time.
    fn letters(standings: &[Standing]) -> Vec<Option<(Kind, u32)>> {
        let (exercise, mut history) = (exercise(), History::default());
        let at = "2022-08-22T09:00:00+02:00".parse().expect("a time");
        let sent = standings.iter().map(|standing| {
            let Due::Letter(errand) = due(&exercise, &history, number(), *standing) else { return None };
            let meeting = match standing {
                Standing::Placed(seat) => Some(Meeting::of(&exercise, seat.date)),
                _ => errand.before.clone(),
            };
            let message_id = format!("{}/{}", errand.kind.name(), errand.ordinal);
            let intended = Intended {
                at,
                message_id: message_id.clone(),
                kind: errand.kind,
                municipality: ASKER.to_owned(),
                to: "asker@example.no".to_owned(),
                uid: "u".to_owned(),
                sequence: errand.sequence,
                told: meeting,
                asks: *standing == Standing::Waiting,
                about: String::new(),
                file: "f.eml".to_owned(),
                copy_to: None,
                is_copy: false,
                via: None,
            };
            history.take(Event::Intended(Box::new(intended))).expect("it is the first of its name");
            history.take(Event::Sent(Sent { at, message_id, reply: None })).expect("it was intended");
            // After it there is nothing more to do.
            assert!(matches!(due(&exercise, &history, number(), *standing), Due::Nothing(Some(_))), "{standing:?}");
            Some((errand.kind, errand.sequence))
        });
        sent.collect()
    }

    #[test]
    fn a_municipality_is_told_what_changes_for_it_and_only_that() {
        let (waiting, out, open) = (Standing::Waiting, Standing::Out, Standing::Open);
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

    #[test]
    fn who_has_declined_has_no_place_whatever_an_older_assignment_says() {
        let seat = Seat { date: DateId(0), rank: None };
        let assignment = |seat| Assignment { municipality: number(), seat, pin: None };
        let (placed, unplaced) = (assignment(Some(seat)), assignment(None));
        let any = Some(&Answer::Any);
        assert_eq!(Standing::of(Some(&Answer::Declined), Some(&placed)), Standing::Out);
        assert_eq!(Standing::of(any, Some(&placed)), Standing::Placed(seat));
        assert_eq!(Standing::of(any, Some(&unplaced)), Standing::Waiting);
        assert_eq!(Standing::of(any, None), Standing::Open);
        assert_eq!(Standing::of(None, Some(&placed)), Standing::Placed(seat));
        assert_eq!(Standing::of(None, Some(&unplaced)), Standing::Out);
    }
}
