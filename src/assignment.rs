//! Which date each municipality has got.
//!
//! The value that assigning makes and letters are written from. It must never be worked out anew
//! anywhere else: every place that names a municipality's date takes it from here.

use std::collections::BTreeMap;

use crate::exercise::{DateId, ExerciseDates};
use crate::municipality::Number;

/// One municipality's assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Who.
    pub municipality: Number,
    /// Its place; none if no date it asked for had room.
    pub seat: Option<Seat>,
    /// Why the lead has set the place by hand, which may be an empty text; none if it was assigned.
    pub pin: Option<String>,
}

/// A place on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// The date.
    pub date: DateId,
    /// Which choice it was, from 1; none if the date was not asked for (any more).
    pub rank: Option<usize>,
}

/// All assignments, one a municipality, in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assignments(BTreeMap<Number, Assignment>);

impl FromIterator<Assignment> for Assignments {
    fn from_iter<I: IntoIterator<Item = Assignment>>(assignments: I) -> Assignments {
        Assignments(assignments.into_iter().map(|one| (one.municipality, one)).collect())
    }
}

impl Assignments {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts one in, in place of the one that the municipality had.
    pub fn insert(&mut self, assignment: Assignment) {
        self.0.insert(assignment.municipality, assignment);
    }

    /// Those that the lead has set by hand, with their dates.
    pub fn pinned(&self) -> impl Iterator<Item = (&Assignment, DateId)> {
        self.iter().filter_map(|one| Some((one, one.seat.filter(|_| one.pin.is_some())?.date)))
    }

    /// All, in the order of the municipalities' numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Assignment> {
        self.0.values()
    }

    /// The one of a municipality.
    #[must_use]
    pub fn get(&self, municipality: Number) -> Option<&Assignment> {
        self.0.get(&municipality)
    }

    /// The place of a municipality, if it has one.
    #[must_use]
    pub fn seat(&self, municipality: Number) -> Option<Seat> {
        self.get(municipality).and_then(|assignment| assignment.seat)
    }

    /// The municipalities on a date with which choice it was for each, in the order of their numbers.
    pub fn on(&self, date: DateId) -> impl Iterator<Item = (Number, Option<usize>)> {
        self.iter().filter_map(move |one| {
            let seat = one.seat.filter(|seat| seat.date == date)?;
            Some((one.municipality, seat.rank))
        })
    }

    /// The municipalities without a date.
    pub fn unplaced(&self) -> impl Iterator<Item = Number> {
        self.iter().filter(|one| one.seat.is_none()).map(|one| one.municipality)
    }

    /// How many more municipalities each date holds, in calendar order; dates that are full are left out.
    pub fn room<'a>(&'a self, dates: &'a ExerciseDates) -> impl Iterator<Item = (DateId, usize)> + 'a {
        dates.ids().filter_map(|id| {
            let left = (dates.get(id).capacity as usize).saturating_sub(self.on(id).count());
            (left > 0).then_some((id, left))
        })
    }

    /// How many got the choice of that rank, from 1.
    #[must_use]
    pub fn with_rank(&self, rank: usize) -> usize {
        self.iter().filter(|one| one.seat.is_some_and(|seat| seat.rank == Some(rank))).count()
    }
}
