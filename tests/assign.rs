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
use ovelse::assign::{Task, assign};
use ovelse::assignment::{Assignment, Assignments, Seat};
use ovelse::exercise::{DateId, Exercise, ExerciseDates};
use ovelse::findings::Findings;
use ovelse::municipality::{Municipalities, Number};
use ovelse::registration::{Answer, Choices, Registration, Registrations, Source};
use proptest::prelude::*;

/// A small problem: the capacity of each date, and what each municipality wishes.
#[derive(Debug, Clone)]
struct Problem {
    capacities: Vec<u32>,
    wishes: Vec<Wish>,
}

#[derive(Debug, Clone, Default)]
struct Wish {
    /// By date number, best first; none at all means that any date will do.
    choices: Vec<usize>,
    /// When it registered.
    hour: u32,
    priority: i32,
    /// The date it was assigned before.
    previous: Option<usize>,
}

impl Wish {
    fn for_dates(choices: &[usize], hour: u32) -> Wish {
        Wish { choices: choices.to_vec(), hour, ..Wish::default() }
    }

    /// The dates that it can take, with their ranks from 1.
    fn options(&self, dates: usize) -> Vec<(usize, usize)> {
        if self.choices.is_empty() {
            (0..dates).map(|date| (date, 1)).collect()
        } else {
            self.choices.iter().copied().zip(1..).collect()
        }
    }
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
        for (index, wish) in self.wishes.iter().enumerate() {
            let choices = Choices::new(wish.choices.iter().map(|choice| ids[*choice]));
            registrations.insert(Registration {
                municipality: number(index),
                answer: choices.map_or(Answer::Any, Answer::Dates),
                contacts: Vec::new(),
                participants: None,
                comment: None,
                received: Some(hour_of(wish.hour)),
                imported: hour_of(0),
                source: Source { file: "x.csv".into(), line: 1 },
            });
        }
        registrations
    }

    /// The list of municipalities with their priorities, as a lead writes it.
    fn municipalities(&self) -> Municipalities {
        let mut list = String::from("number,name,language,email,priority\n9999,Nobody,,x@example.no,\n");
        for (index, wish) in self.wishes.iter().enumerate() {
            list += &format!("{},M{index},,x@example.no,{}\n", number(index), wish.priority);
        }
        let mut findings = Findings::new();
        let read = Municipalities::read(list.as_bytes(), &mut findings);
        read.unwrap_or_else(|| panic!("{findings:?}"))
    }

    fn solve(&self, kept: &HashMap<usize, usize>) -> Assignments {
        let dates = self.dates();
        let ids: Vec<DateId> = dates.ids().collect();
        let previous = self.wishes.iter().enumerate().map(|(index, wish)| Assignment {
            municipality: number(index),
            seat: wish.previous.map(|date| Seat { date: ids[date], rank: None }),
            pin: None,
        });
        assign(&Task {
            dates: &dates,
            registrations: &self.registrations(&dates),
            municipalities: &self.municipalities(),
            previous: &previous.collect(),
            kept: &kept.iter().map(|(index, date)| (number(*index), ids[*date])).collect(),
        })
    }

    /// The weight of each municipality: the largest for the highest priority, and of these the first.
    fn weights(&self) -> Vec<i64> {
        let mut order: Vec<usize> = (0..self.wishes.len()).collect();
        order.sort_by_key(|index| (-self.wishes[*index].priority, self.wishes[*index].hour, *index));
        let mut weights = vec![0; order.len()];
        for (place, index) in order.iter().enumerate() {
            weights[*index] = i64::try_from(order.len() - place).unwrap();
        }
        weights
    }

    /// What is to be as small as can be, level by level, of the places that municipalities get: date and
    /// rank, or none. Those that keep a date anyway do not count as keeping the one before.
    fn objective(&self, places: &[Option<(usize, Option<usize>)>], kept: &HashMap<usize, usize>) -> Vec<i64> {
        let longest = self.wishes.iter().map(|wish| wish.choices.len()).max().unwrap_or(0).max(1);
        let count = |wanted: &dyn Fn(usize) -> bool| {
            i64::try_from((0..places.len()).filter(|index| wanted(*index)).count()).unwrap()
        };
        let rank = |index: usize| places[index].and_then(|(_, rank)| rank);
        let free = |index: usize| !kept.contains_key(&index);
        let yielding =
            self.weights().into_iter().enumerate().filter(|(index, _)| free(*index)).map(|(index, weight)| {
                let steps = rank(index).unwrap_or(longest + 1) - 1;
                weight * i64::try_from(steps).unwrap()
            });
        let mut levels = vec![count(&|index| free(index) && places[index].is_none())];
        levels.extend((1..=longest).map(|wanted| -count(&|index| free(index) && rank(index) == Some(wanted))));
        let stays = |index: usize| {
            let before = self.wishes[index].previous;
            free(index) && before.is_some() && places[index].map(|(date, _)| date) == before
        };
        levels.push(-count(&stays));
        levels.push(yielding.sum());
        levels
    }

    /// The least objective of all placings that the capacities allow.
    fn brute_force(&self, kept: &HashMap<usize, usize>) -> Vec<i64> {
        let mut room: Vec<i64> = self.capacities.iter().map(|capacity| i64::from(*capacity)).collect();
        for date in kept.values() {
            room[*date] -= 1;
        }
        let mut best = None;
        self.search(&mut vec![], &mut room, kept, &mut best);
        best.unwrap()
    }

    fn search(
        &self,
        places: &mut Vec<Option<(usize, Option<usize>)>>,
        room: &mut Vec<i64>,
        kept: &HashMap<usize, usize>,
        best: &mut Option<Vec<i64>>,
    ) {
        let index = places.len();
        let Some(wish) = self.wishes.get(index) else {
            let objective = self.objective(places, kept);
            if best.as_ref().is_none_or(|best| objective < *best) {
                *best = Some(objective);
            }
            return;
        };
        let options: Vec<Option<(usize, Option<usize>)>> = match kept.get(&index) {
            Some(date) => vec![Some((*date, None))],
            None => {
                let options = wish.options(room.len()).into_iter().map(|(date, rank)| Some((date, Some(rank))));
                options.chain([None]).collect()
            }
        };
        for place in options {
            let takes = place.map(|(date, _)| date).filter(|_| !kept.contains_key(&index));
            if takes.is_some_and(|date| room[date] <= 0) {
                continue;
            }
            if let Some(date) = takes {
                room[date] -= 1;
            }
            places.push(place);
            self.search(places, room, kept, best);
            places.pop();
            if let Some(date) = takes {
                room[date] += 1;
            }
        }
    }

    /// The places that an assignment gives.
    fn places(&self, assignments: &Assignments) -> Vec<Option<(usize, Option<usize>)>> {
        let place = |index| assignments.seat(number(index)).map(|seat| (seat.date.index(), seat.rank));
        (0..self.wishes.len()).map(place).collect()
    }

    fn ranks(&self, assignments: &Assignments) -> Vec<Option<usize>> {
        self.places(assignments).into_iter().map(|place| place?.1).collect()
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
        let previous = proptest::option::of(0..dates);
        let wish = (choices, 0..=dates, 0u32..4, -1i32..2, previous).prop_map(
            |(mut choices, length, hour, priority, previous)| {
                choices.truncate(length);
                Wish { choices, hour, priority, previous }
            },
        );
        (capacities, proptest::collection::vec(wish, 0..=6))
            .prop_map(|(capacities, wishes)| Problem { capacities, wishes })
    })
}

fn check_feasible(problem: &Problem, assignments: &Assignments) -> Result<(), TestCaseError> {
    let dates = problem.dates();
    for (date, capacity) in dates.ids().zip(&problem.capacities) {
        prop_assert!(assignments.on(date).count() <= *capacity as usize, "a capacity is exceeded");
    }
    for (wish, place) in problem.wishes.iter().zip(problem.places(assignments)) {
        if let Some((date, rank)) = place {
            let asked_for = wish.options(problem.capacities.len()).into_iter().find(|(wished, _)| *wished == date);
            prop_assert_eq!(rank, asked_for.map(|(_, rank)| rank), "nobody is on a date not asked for");
            prop_assert!(rank.is_some());
        }
    }
    prop_assert_eq!(assignments.iter().count(), problem.wishes.len(), "everyone is accounted for");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn no_assignment_is_better_on_any_level(problem in problems()) {
        let nobody = HashMap::new();
        let assignments = problem.solve(&nobody);
        check_feasible(&problem, &assignments)?;
        prop_assert_eq!(problem.objective(&problem.places(&assignments), &nobody), problem.brute_force(&nobody));
    }

    #[test]
    fn whoever_has_been_told_a_date_keeps_it_and_the_rest_is_best(problem in problems(), told in any::<prop::sample::Index>()) {
        prop_assume!(!problem.wishes.is_empty());
        let index = told.index(problem.wishes.len());
        let date = problem.wishes[index].options(problem.capacities.len())[0].0;
        let kept = HashMap::from([(index, date)]);
        let assignments = problem.solve(&kept);
        check_feasible(&problem, &assignments)?;
        prop_assert_eq!(problem.places(&assignments)[index].map(|(date, _)| date), Some(date));
        prop_assert_eq!(problem.objective(&problem.places(&assignments), &kept), problem.brute_force(&kept));
    }

    #[test]
    fn assigning_again_moves_nobody(problem in problems()) {
        let nobody = HashMap::new();
        let first = problem.solve(&nobody);
        let mut again = problem.clone();
        for (wish, place) in again.wishes.iter_mut().zip(problem.places(&first)) {
            wish.previous = place.map(|(date, _)| date);
        }
        prop_assert_eq!(again.solve(&nobody), first);
    }

    #[test]
    fn the_result_does_not_depend_on_how_dates_are_numbered(problem in problems()) {
        // The last date is offered first: choices and capacities are mirrored.
        let last = problem.capacities.len() - 1;
        let mirror = |wish: &Wish| Wish {
            choices: wish.choices.iter().map(|date| last - date).collect(),
            previous: wish.previous.map(|date| last - date),
            ..wish.clone()
        };
        let mirrored = Problem {
            capacities: problem.capacities.iter().rev().copied().collect(),
            wishes: problem.wishes.iter().map(mirror).collect(),
        };
        let nobody = HashMap::new();
        let objective = |problem: &Problem| problem.objective(&problem.places(&problem.solve(&nobody)), &nobody);
        prop_assert_eq!(objective(&problem), objective(&mirrored));
    }
}

fn ranks(capacities: &[u32], wishes: Vec<Wish>) -> Vec<Option<usize>> {
    let problem = Problem { capacities: capacities.to_vec(), wishes };
    problem.ranks(&problem.solve(&HashMap::new()))
}

#[test]
fn of_two_that_want_the_last_seat_the_later_one_gives_way() {
    let wishes = vec![Wish::for_dates(&[0], 9), Wish::for_dates(&[0], 8)];
    assert_eq!(ranks(&[1, 1], wishes), [None, Some(1)]);
}

#[test]
fn the_one_with_the_higher_priority_gives_way_last_whenever_it_came() {
    let early = Wish::for_dates(&[0], 8);
    let wishes = vec![Wish { priority: 1, ..Wish::for_dates(&[0], 9) }, early];
    assert_eq!(ranks(&[1, 1], wishes), [Some(1), None]);
}

#[test]
fn a_first_choice_is_given_up_so_that_one_more_has_a_date() {
    let wishes = vec![Wish::for_dates(&[0, 1], 1), Wish::for_dates(&[0], 2)];
    assert_eq!(ranks(&[1, 1], wishes), [Some(2), Some(1)]);
}

#[test]
fn whoever_had_the_last_seat_keeps_it_even_if_an_earlier_one_comes() {
    let seated = Wish { previous: Some(0), ..Wish::for_dates(&[0, 1], 9) };
    assert_eq!(ranks(&[1, 1], vec![seated, Wish::for_dates(&[0, 1], 1)]), [Some(1), Some(2)]);
}
