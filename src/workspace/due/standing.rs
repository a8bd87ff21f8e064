//! Where a municipality stands.

use crate::assignment::{Assignment, Seat};
use crate::exercise::DateId;
use crate::registration::Answer;

/// Where a municipality stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
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
    pub(crate) fn of(answer: Option<&Answer>, assignment: Option<&Assignment>) -> Standing {
        match (answer, assignment.map(|assignment| assignment.seat)) {
            (Some(Answer::Declined), _) | (None, None | Some(None)) => Standing::Out,
            (_, Some(Some(seat))) => Standing::Placed(seat),
            (Some(_), Some(None)) => Standing::Waiting,
            (Some(_), None) => Standing::Open,
        }
    }

    /// The date of its place.
    pub(crate) fn date(self) -> Option<DateId> {
        match self {
            Standing::Placed(seat) => Some(seat.date),
            Standing::Waiting | Standing::Out | Standing::Open => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_declined_has_no_place_whatever_an_older_assignment_says() {
        let seat = Seat { date: DateId(0), rank: None };
        let assignment = |seat| Assignment { municipality: "3025".parse().expect("a number"), seat, pin: None };
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
