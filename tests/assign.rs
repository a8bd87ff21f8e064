//! Assigning against brute force: the objective is computed here anew, by code that shares nothing
//! with the solver.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

use std::collections::HashMap;

use chrono::NaiveDateTime;
use ovelse::assign::assign;
use ovelse::assignment::Assignments;
use ovelse::exercise::{DateId, Exercise, ExerciseDates};
use ovelse::findings::Findings;
use ovelse::municipality::Number;
use ovelse::registration::{Answer, Choices, Registration, Registrations, Source};
use proptest::prelude::*;

/// A small problem: the capacity of each date; for each municipality its choices by date number and
/// the hour it registered.
#[derive(Debug, Clone)]
struct Problem {
    capacities: Vec<u32>,
    wishes: Vec<(Vec<usize>, u32)>,
}

impl Problem {
    fn dates(&self) -> ExerciseDates {
        let mut toml = String::from(
            "id = 'x'\ntitle = 'x'\ntheme = 'x'\norganiser = 'x'\ntarget_group = 'x'\nplace = 'x'\n\
             published = 2022-01-01\ndeadline = 2022-01-02\ntimezone = 'Europe/Oslo'\n\
             [contact]\nname = 'x'\nemail = 'x@example.no'\nphone = '1'\n",
        );
        for (day, capacity) in self.capacities.iter().enumerate() {
            let day = day + 10;
            toml += &format!(
                "[[date]]\nstart = 2022-11-{day}T09:00:00\nend = 2022-11-{day}T10:00:00\n\
                 capacity = {capacity}\nlink = 'https://example.no'\n"
            );
        }
        let mut findings = Findings::new();
        let exercise = Exercise::read(&toml, &mut findings);
        exercise.unwrap_or_else(|| panic!("{findings:?}")).dates
    }

    fn registrations(&self, dates: &ExerciseDates) -> Registrations {
        let ids: Vec<DateId> = dates.ids().collect();
        let mut registrations = Registrations::default();
        for (index, (choices, hour)) in self.wishes.iter().enumerate() {
            registrations.insert(Registration {
                municipality: number(index),
                answer: Answer::Dates(Choices::new(choices.iter().map(|choice| ids[*choice])).unwrap()),
                contacts: Vec::new(),
                participants: None,
                comment: None,
                received: Some(hour_of(*hour)),
                imported: hour_of(0),
                source: Source { file: "x.csv".into(), line: 1 },
            });
        }
        registrations
    }

    /// Municipalities in the order in which they registered, with their weights.
    fn weights(&self) -> Vec<i64> {
        let mut order: Vec<usize> = (0..self.wishes.len()).collect();
        order.sort_by_key(|index| (self.wishes[*index].1, *index));
        let mut weights = vec![0; order.len()];
        for (place, index) in order.iter().enumerate() {
            weights[*index] = i64::try_from(order.len() - place).unwrap();
        }
        weights
    }

    /// What is to be as small as can be, level by level; `ranks` are from 1, none is unplaced.
    fn objective(&self, ranks: &[Option<usize>]) -> Vec<i64> {
        let longest = self.wishes.iter().map(|(choices, _)| choices.len()).max().unwrap_or(0);
        let count =
            |wanted: Option<usize>| i64::try_from(ranks.iter().filter(|rank| **rank == wanted).count()).unwrap();
        let yielding = ranks.iter().zip(self.weights()).map(|(rank, weight)| {
            let steps = rank.unwrap_or(longest + 1) - 1;
            weight * i64::try_from(steps).unwrap()
        });
        let mut levels = vec![count(None)];
        levels.extend((1..=longest).map(|rank| -count(Some(rank))));
        levels.push(yielding.sum());
        levels
    }

    /// The least objective of all placings that the capacities allow.
    fn brute_force(&self, kept: &HashMap<usize, usize>) -> Vec<i64> {
        let mut best: Option<Vec<i64>> = None;
        let mut ranks = vec![None; self.wishes.len()];
        let mut room: Vec<i64> = self.capacities.iter().map(|capacity| i64::from(*capacity)).collect();
        for date in kept.values() {
            room[*date] -= 1;
        }
        self.search(0, &mut ranks, &mut room, kept, &mut best);
        best.unwrap()
    }

    fn search(
        &self,
        index: usize,
        ranks: &mut Vec<Option<usize>>,
        room: &mut Vec<i64>,
        kept: &HashMap<usize, usize>,
        best: &mut Option<Vec<i64>>,
    ) {
        let Some((choices, _)) = self.wishes.get(index) else {
            let objective = self.objective(ranks);
            if best.as_ref().is_none_or(|best| objective < *best) {
                *best = Some(objective);
            }
            return;
        };
        if let Some(date) = kept.get(&index) {
            ranks[index] = choices.iter().position(|choice| choice == date).map(|rank| rank + 1);
            return self.search(index + 1, ranks, room, kept, best);
        }
        for (rank, date) in choices.iter().enumerate() {
            if room[*date] > 0 {
                room[*date] -= 1;
                ranks[index] = Some(rank + 1);
                self.search(index + 1, ranks, room, kept, best);
                room[*date] += 1;
            }
        }
        ranks[index] = None;
        self.search(index + 1, ranks, room, kept, best);
    }

    fn ranks(&self, assignments: &Assignments) -> Vec<Option<usize>> {
        (0..self.wishes.len()).map(|index| assignments.seat(number(index)).and_then(|seat| seat.rank)).collect()
    }
}

fn number(index: usize) -> Number {
    format!("{:04}", 1000 + index).parse().unwrap()
}

fn hour_of(hour: u32) -> NaiveDateTime {
    format!("2022-07-01T{hour:02}:00:00").parse().unwrap()
}

fn problems() -> impl Strategy<Value = Problem> {
    (1usize..=4).prop_flat_map(|dates| {
        let capacities = proptest::collection::vec(1u32..=3, dates);
        let choices = Just((0..dates).collect::<Vec<usize>>()).prop_shuffle();
        let wish = (choices, 1..=dates, 0u32..4).prop_map(|(mut choices, length, hour)| {
            choices.truncate(length);
            (choices, hour)
        });
        (capacities, proptest::collection::vec(wish, 0..=7))
            .prop_map(|(capacities, wishes)| Problem { capacities, wishes })
    })
}

fn check_feasible(problem: &Problem, assignments: &Assignments, dates: &ExerciseDates) -> Result<(), TestCaseError> {
    let ids: Vec<DateId> = dates.ids().collect();
    for (date, capacity) in ids.iter().zip(&problem.capacities) {
        prop_assert!(assignments.on(*date).count() <= *capacity as usize, "a capacity is exceeded");
    }
    for (index, (choices, _)) in problem.wishes.iter().enumerate() {
        if let Some(seat) = assignments.seat(number(index)) {
            let asked_for = choices.iter().map(|choice| ids[*choice]).position(|date| date == seat.date);
            prop_assert_eq!(seat.rank, asked_for.map(|rank| rank + 1), "nobody is on a date not asked for");
            prop_assert!(seat.rank.is_some());
        }
    }
    prop_assert_eq!(assignments.iter().count(), problem.wishes.len(), "everyone is accounted for");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn no_assignment_is_better_on_any_level(problem in problems()) {
        let dates = problem.dates();
        let assignments = assign(&dates, &problem.registrations(&dates), &HashMap::new());
        check_feasible(&problem, &assignments, &dates)?;
        prop_assert_eq!(problem.objective(&problem.ranks(&assignments)), problem.brute_force(&HashMap::new()));
    }

    #[test]
    fn whoever_has_been_told_a_date_keeps_it_and_the_rest_is_best(problem in problems(), told in any::<prop::sample::Index>()) {
        prop_assume!(!problem.wishes.is_empty());
        let index = told.index(problem.wishes.len());
        let date = problem.wishes[index].0[0];
        let dates = problem.dates();
        let id = dates.ids().nth(date).unwrap();
        let assignments = assign(&dates, &problem.registrations(&dates), &HashMap::from([(number(index), id)]));
        check_feasible(&problem, &assignments, &dates)?;
        prop_assert_eq!(assignments.seat(number(index)).map(|seat| seat.date), Some(id));
        let best = problem.brute_force(&HashMap::from([(index, date)]));
        prop_assert_eq!(problem.objective(&problem.ranks(&assignments)), best);
    }

    #[test]
    fn the_result_does_not_depend_on_how_dates_are_numbered(problem in problems()) {
        // The last date is offered first: choices and capacities are mirrored.
        let last = problem.capacities.len() - 1;
        let mirrored = Problem {
            capacities: problem.capacities.iter().rev().copied().collect(),
            wishes: problem.wishes.iter().map(|(choices, hour)| (choices.iter().map(|date| last - date).collect(), *hour)).collect(),
        };
        let objective = |problem: &Problem| {
            let dates = problem.dates();
            problem.objective(&problem.ranks(&assign(&dates, &problem.registrations(&dates), &HashMap::new())))
        };
        prop_assert_eq!(objective(&problem), objective(&mirrored));
    }
}

#[test]
fn of_two_that_want_the_last_seat_the_later_one_gives_way() {
    let problem = Problem { capacities: vec![1, 1], wishes: vec![(vec![0], 9), (vec![0], 8)] };
    let dates = problem.dates();
    let assignments = assign(&dates, &problem.registrations(&dates), &HashMap::new());
    assert_eq!(problem.ranks(&assignments), [None, Some(1)]);
}

#[test]
fn a_first_choice_is_given_up_so_that_one_more_has_a_date() {
    let problem = Problem { capacities: vec![1, 1], wishes: vec![(vec![0, 1], 1), (vec![0], 2)] };
    let dates = problem.dates();
    let assignments = assign(&dates, &problem.registrations(&dates), &HashMap::new());
    assert_eq!(problem.ranks(&assignments), [Some(2), Some(1)]);
}
