//! Which date each municipality has: what assigning makes and letters are written from.

use crate::exercise::{DateId, ExerciseDates};
use crate::findings::problems;
use crate::group::Group;
use crate::municipality::{ByNumber, Number, Numbered};
use crate::registration::{Answer, Answers};

/// One municipality's assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Known by its number, also once it is no longer invited.
    pub municipality: Number,
    /// Its place; none if no date it asked for had room.
    pub seat: Option<Seat>,
    /// Why the lead has set the place by hand, which may be an empty text; none if it was assigned.
    pub pin: Option<String>,
    /// The date that it had before it was pinned, if it had one.
    pub before_pin: Option<DateId>,
}

problems! {
    /// A rule that no assignment may break is broken: a bug in ovelse.
    pub(crate) enum Broken in "assignment" {
        /// More are on a date than it has room for, and not only those who keep it.
        Capacity { date: String },
        /// A municipality is on a date that it neither asked for nor keeps.
        NotAskedFor { municipality: String },
        /// A municipality that takes part is missing.
        Forgotten { municipality: String },
        /// A date that nobody keeps is held with fewer than its minimum.
        Minimum { date: String },
        /// Two members of a group break its rule.
        Group { group: String, first: String, second: String },
    }
}

/// A place on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat {
    /// Where it stands among the dates of the exercise, in order of time.
    pub date: DateId,
    /// Which choice it was, from 1; none if the date was not asked for (any more).
    pub rank: Option<usize>,
}

/// All assignments, one a municipality.
pub type Assignments = ByNumber<Assignment>;

impl Numbered for Assignment {
    fn number(&self) -> Number {
        self.municipality
    }
}

impl Assignments {
    /// Those that the lead has set by hand, with their dates.
    pub fn pinned(&self) -> impl Iterator<Item = (&Assignment, DateId)> {
        self.iter().filter_map(|assignment| {
            let seat = assignment.seat.filter(|_| assignment.pin.is_some())?;
            Some((assignment, seat.date))
        })
    }

    /// The same places, with which choice each is for its municipality.
    #[must_use]
    pub fn ranked_by(&self, answers: &Answers) -> Assignments {
        let ranked = self.beside(answers).filter_map(|(_, assignment, answered)| {
            let assignment = assignment?;
            let rank = |date| answered.and_then(|answered| answered.answer.rank(date));
            let seat = assignment.seat.map(|seat| Seat { rank: rank(seat.date), ..seat });
            Some(Assignment { seat, ..assignment.clone() })
        });
        ranked.collect()
    }

    /// The place of a municipality, if it has one.
    #[must_use]
    pub fn seat(&self, municipality: Number) -> Option<Seat> {
        self.get(municipality).and_then(|assignment| assignment.seat)
    }

    /// The municipalities on a date with which choice it was for each, in the order of their numbers.
    pub fn on(&self, date: DateId) -> impl Iterator<Item = (Number, Option<usize>)> {
        self.iter().filter_map(move |assignment| {
            let seat = assignment.seat.filter(|seat| seat.date == date)?;
            Some((assignment.municipality, seat.rank))
        })
    }

    /// The municipalities without a date.
    pub fn unplaced(&self) -> impl Iterator<Item = Number> {
        self.iter().filter(|assignment| assignment.seat.is_none()).map(|assignment| assignment.municipality)
    }

    /// How many more municipalities each date holds, in calendar order; dates that are full are left out.
    pub fn room<'a>(&'a self, dates: &'a ExerciseDates) -> impl Iterator<Item = (DateId, usize)> + 'a {
        dates.ids().filter_map(|id| {
            let left = (dates.get(id).capacity as usize).saturating_sub(self.on(id).count());
            (left > 0).then_some((id, left))
        })
    }

    /// How many municipalities a date has beyond its capacity.
    #[must_use]
    pub(crate) fn over(&self, date: DateId, dates: &ExerciseDates) -> usize {
        self.on(date).count().saturating_sub(dates.get(date).capacity as usize)
    }

    /// Looks for what no assignment may be, whoever made it: a date over its capacity with anybody who does not keep it, or
    /// under its minimum with nobody who keeps it, a municipality on a date that it neither asked for nor keeps, one that
    /// takes part and is not accounted for, a group whose rule is broken.
    ///
    /// # Errors
    /// Says what is wrong first.
    pub(crate) fn check(
        &self,
        dates: &ExerciseDates,
        answers: &Answers,
        groups: &[Group],
        keeps: impl Fn(Number) -> bool,
    ) -> Result<(), Broken> {
        let (mut on_date, mut keeping) = (vec![0; dates.len()], vec![0; dates.len()]);
        for (number, seat) in self.iter().filter_map(|one| Some((one.municipality, one.seat?))) {
            on_date[seat.date.index()] += 1;
            keeping[seat.date.index()] += u32::from(keeps(number));
        }
        for ((id, on_date), keeping) in dates.ids().zip(on_date).zip(keeping) {
            if on_date > dates.get(id).capacity.max(keeping) {
                return Err(Broken::Capacity { date: dates.key(id).to_owned() });
            }
            if 0 < on_date && on_date < dates.get(id).minimum && keeping == 0 {
                return Err(Broken::Minimum { date: dates.key(id).to_owned() });
            }
        }
        for group in groups {
            if let Some((first, second)) = group.broken_by(|member| Some(self.seat(member)?.date), &keeps) {
                let (first, second) = (first.to_string(), second.to_string());
                return Err(Broken::Group { group: group.name.clone(), first, second });
            }
        }
        for (number, assignment, answered) in self.beside(answers) {
            let municipality = || number.to_string();
            let asked = |date| answered.is_some_and(|answered| answered.answer.rank(date).is_some());
            let seat = assignment.and_then(|assignment| assignment.seat);
            if seat.is_some_and(|seat| !asked(seat.date)) && !keeps(number) {
                return Err(Broken::NotAskedFor { municipality: municipality() });
            }
            let attends = answered.is_some_and(|answered| answered.answer != Answer::Declined);
            if attends && assignment.is_none() {
                return Err(Broken::Forgotten { municipality: municipality() });
            }
        }
        Ok(())
    }

    /// How many got the choice of that rank, from 1.
    #[must_use]
    pub fn with_rank(&self, rank: usize) -> usize {
        self.iter().filter(|assignment| assignment.seat.is_some_and(|seat| seat.rank == Some(rank))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;
    use crate::registration::{Answered, Choices};

    #[test]
    fn an_assignment_that_breaks_a_rule_is_found_out() {
        let text = include_str!("../exercise.toml").replace("capacity = 14", "capacity = 1");
        let dates = Exercise::read(&text, &mut Findings::new()).expect("the sample is good").dates;
        let ids: Vec<DateId> = dates.ids().collect();
        let number = |text: &str| text.parse::<Number>().expect("a number");
        let mut answers = Answers::default();
        for municipality in ["3025", "3024"] {
            answers.insert(Answered {
                municipality: number(municipality),
                answer: Choices::new([ids[0]]).map_or(Answer::Any, Answer::Dates),
                arrival: dates.get(ids[0]).start,
            });
        }
        let check = |seats: &[(&str, Option<DateId>)]| {
            let one = |(municipality, date): &(&str, Option<DateId>)| Assignment {
                municipality: number(municipality),
                seat: date.map(|date| Seat { date, rank: None }),
                pin: None,
                before_pin: None,
            };
            seats.iter().map(one).collect::<Assignments>().check(&dates, &answers, &[], |_| false)
        };
        let (asker, baerum) = ("3025", "3024");
        assert_eq!(check(&[(asker, Some(ids[0])), (baerum, None)]), Ok(()));
        assert_eq!(
            check(&[(asker, Some(ids[0])), (baerum, Some(ids[0]))]),
            Err(Broken::Capacity { date: "2022-11-22".into() })
        );
        assert_eq!(
            check(&[(asker, Some(ids[1])), (baerum, None)]),
            Err(Broken::NotAskedFor { municipality: asker.into() })
        );
        assert_eq!(check(&[(asker, Some(ids[0]))]), Err(Broken::Forgotten { municipality: baerum.into() }));
    }
}
