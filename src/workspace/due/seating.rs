//! Where a municipality stands.

use crate::assignment::{Assignment, Seat};
use crate::exercise::DateId;
use crate::registration::Answer;

/// Where a municipality stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seating {
    /// It has a place.
    Placed(Seat),
    /// It takes part, and no date that it asked for has room.
    Waiting,
    /// It does not take part, or has not answered.
    Out,
    /// It has answered since dates were assigned: nobody can say yet.
    Open,
}

impl Seating {
    /// From what it answered and what it was assigned. Who has declined has no place, whatever an older assignment says.
    pub(crate) fn of(answer: Option<&Answer>, assignment: Option<&Assignment>) -> Seating {
        match (answer, assignment.map(|assignment| assignment.seat)) {
            (Some(Answer::Declined), _) | (None, None | Some(None)) => Seating::Out,
            (_, Some(Some(seat))) => Seating::Placed(seat),
            (Some(_), Some(None)) => Seating::Waiting,
            (Some(_), None) => Seating::Open,
        }
    }

    /// The date of its place.
    pub(crate) fn date(self) -> Option<DateId> {
        match self {
            Seating::Placed(seat) => Some(seat.date),
            Seating::Waiting | Seating::Out | Seating::Open => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_declined_has_no_place_whatever_an_older_assignment_says() {
        let seat = Seat { date: DateId(0), rank: None };
        let assignment =
            |seat| Assignment { municipality: "3025".parse().expect("a number"), seat, pin: None, before_pin: None };
        let (placed, unplaced) = (assignment(Some(seat)), assignment(None));
        let any = Some(&Answer::Any);
        assert_eq!(Seating::of(Some(&Answer::Declined), Some(&placed)), Seating::Out);
        assert_eq!(Seating::of(any, Some(&placed)), Seating::Placed(seat));
        assert_eq!(Seating::of(any, Some(&unplaced)), Seating::Waiting);
        assert_eq!(Seating::of(any, None), Seating::Open);
        assert_eq!(Seating::of(None, Some(&placed)), Seating::Placed(seat));
        assert_eq!(Seating::of(None, Some(&unplaced)), Seating::Out);
    }
}
