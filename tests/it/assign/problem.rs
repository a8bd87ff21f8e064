//! Problems small enough to be understood, and what an assignment of them is worth: computed here anew, by code that
//! shares nothing with the solver.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;
use ovelse::assign::{Solution, Task, assign};
use ovelse::assignment::{Assignment, Assignments, Seat};
use ovelse::exercise::{DateId, Exercise, ExerciseDates};
use ovelse::findings::Findings;
use ovelse::group::{Group, Rule};
use ovelse::municipality::{Municipalities, Number};
use ovelse::registration::{Answer, Answered, Answers, Choices};

/// Dates, and what each municipality wishes.
#[derive(Debug, Clone, Default)]
pub struct Problem {
    pub dates: Vec<Date>,
    pub wishes: Vec<Wish>,
    pub groups: Vec<(Rule, Vec<usize>)>,
}

#[derive(Debug, Clone, Copy)]
pub struct Date {
    pub capacity: u32,
    /// 0 for none.
    pub minimum: u32,
}

#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// By date number, best first; none at all means that any date will do.
    pub choices: Vec<usize>,
    /// When it registered, in minutes.
    pub minute: i64,
    pub priority: i32,
    /// The date it was assigned before.
    pub previous: Option<usize>,
    /// A date that it keeps.
    pub kept: Option<usize>,
}

/// The date of each municipality, or none.
pub type Places = Vec<Option<usize>>;

impl Wish {
    pub fn for_dates(choices: &[usize], minute: i64) -> Wish {
        Wish { choices: choices.to_vec(), minute, ..Wish::default() }
    }

    /// Which choice a date is, from 1.
    pub fn rank(&self, date: usize) -> Option<usize> {
        if self.choices.is_empty() { Some(1) } else { Some(self.choices.iter().position(|one| *one == date)? + 1) }
    }
}

impl Problem {
    pub fn with_capacities(capacities: &[u32], wishes: Vec<Wish>) -> Problem {
        let dates = capacities.iter().map(|capacity| Date { capacity: *capacity, minimum: 0 }).collect();
        Problem { dates, wishes, groups: Vec::new() }
    }

    fn exercise_dates(&self) -> ExerciseDates {
        let mut toml = String::from(
            "id = 'x'\ntitle = 'x'\ntheme = 'x'\norganiser = 'x'\ntarget_group = 'x'\nplace = 'x'\n\
             published = 2022-01-01\ndeadline = 2022-01-02\ntimezone = 'Europe/Oslo'\n\
             [contact]\nname = 'x'\nemail = 'x@example.no'\nphone = '1'\n",
        );
        for (index, Date { capacity, minimum }) in self.dates.iter().enumerate() {
            let day = format!("2022-{:02}-{:02}", 2 + index / 28, 1 + index % 28);
            toml += &format!(
                "[[date]]\nstart = {day}T19:00:00\nend = {day}T20:00:00\ncapacity = {capacity}\nlink = 'https://example.no'\n"
            );
            if *minimum > 0 {
                toml += &format!("minimum = {minimum}\n");
            }
        }
        let mut findings = Findings::new();
        let exercise = Exercise::read(&toml, &mut findings);
        exercise.unwrap_or_else(|| panic!("{findings:?}")).dates
    }

    fn answers(&self, ids: &[DateId]) -> Answers {
        let answered = |(index, wish): (usize, &Wish)| {
            let choices = Choices::new(wish.choices.iter().map(|choice| ids[*choice]));
            Answered {
                municipality: number(index),
                answer: choices.map_or(Answer::Any, Answer::Dates),
                arrival: minutes(wish.minute),
            }
        };
        self.wishes.iter().enumerate().map(answered).collect()
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

    /// What the solver makes of it. It stops at once if it is told to stop.
    pub fn solution(&self, stop: bool) -> Solution {
        let dates = self.exercise_dates();
        let ids: Vec<DateId> = dates.ids().collect();
        let previous = self.wishes.iter().enumerate().map(|(index, wish)| Assignment {
            municipality: number(index),
            seat: wish.previous.map(|date| Seat { date: ids[date], rank: None }),
            pin: None,
            before_pin: None,
        });
        let group = |(rule, members): &(Rule, Vec<usize>)| Group {
            name: format!("{rule:?} {members:?}"),
            rule: *rule,
            members: members.iter().map(|member| number(*member)).collect(),
        };
        let kept: HashMap<Number, DateId> =
            self.wishes.iter().enumerate().filter_map(|(index, wish)| Some((number(index), ids[wish.kept?]))).collect();
        let task = Task {
            dates: &dates,
            answers: &self.answers(&ids),
            municipalities: &self.municipalities(),
            groups: &self.groups.iter().map(group).collect::<Vec<_>>(),
            previous: &previous.collect(),
            kept: &kept,
        };
        assign(&task, &|| stop)
    }

    /// The places that the solver gives, proven to be the best.
    pub fn solve(&self) -> Places {
        let solution = self.solution(false);
        assert_eq!(solution.gap, None);
        self.places(&solution.assignments)
    }

    pub fn places(&self, assignments: &Assignments) -> Places {
        let places = (0..self.wishes.len()).map(|index| assignments.seat(number(index)));
        assert_eq!(assignments.iter().count(), self.wishes.len(), "everyone is accounted for");
        let places = places.zip(&self.wishes).map(|(seat, wish)| {
            let date = seat?.date.index();
            assert_eq!(seat?.rank, wish.rank(date));
            Some(date)
        });
        places.collect()
    }

    /// The weight of each municipality: the largest for the highest priority, and of these the first.
    pub fn weights(&self) -> Vec<i64> {
        let mut order: Vec<usize> = (0..self.wishes.len()).collect();
        order.sort_by_key(|index| (-self.wishes[*index].priority, self.wishes[*index].minute, *index));
        let mut weights = vec![0; order.len()];
        for (place, index) in order.iter().enumerate() {
            weights[*index] = i64::try_from(order.len() - place).unwrap();
        }
        weights
    }

    pub fn longest(&self) -> usize {
        self.wishes.iter().map(|wish| wish.choices.len()).max().unwrap_or(0).max(1)
    }

    /// Whether places keep every rule.
    pub fn allows(&self, places: &Places) -> bool {
        let mut loads = vec![0; self.dates.len()];
        let keeping =
            |date| u32::try_from(self.wishes.iter().filter(|wish| wish.kept == Some(date)).count()).expect("a few");
        for (wish, place) in self.wishes.iter().zip(places) {
            if wish.kept.is_some() && *place != wish.kept {
                return false;
            }
            if let Some(date) = *place {
                loads[date] += 1;
                if wish.kept.is_none() && wish.rank(date).is_none() {
                    return false;
                }
            }
        }
        // Those who keep a date may be more than it holds, or too few; then nobody else is on it, or it is held all the same.
        let held = |(index, (load, date)): (usize, (&u32, &Date))| {
            *load <= date.capacity.max(keeping(index)) && (*load == 0 || *load >= date.minimum || keeping(index) > 0)
        };
        loads.iter().zip(&self.dates).enumerate().all(held)
            && self.groups.iter().all(|(rule, members)| {
                let dated = |free: bool| -> Vec<usize> {
                    let is_meant = |member: &&usize| self.wishes[**member].kept.is_none() == free;
                    members.iter().filter(is_meant).filter_map(|member| places[*member]).collect()
                };
                let (free, kept) = (dated(true), dated(false));
                // Those who keep their dates may be at odds with each other, and the others with none of them.
                free.iter().enumerate().all(|(index, date)| match rule {
                    Rule::SameDate => {
                        free[..index].iter().all(|other| other == date) && (kept.is_empty() || kept.contains(date))
                    }
                    Rule::DifferentDates => !free[..index].contains(date) && !kept.contains(date),
                })
            })
    }

    /// What is to be as small as can be, level by level. Those that keep a date anyway do not count.
    pub fn objective(&self, places: &Places) -> Vec<i64> {
        let longest = self.longest();
        let free = |index: &usize| self.wishes[*index].kept.is_none();
        let count = |wanted: &dyn Fn(usize) -> bool| {
            i64::try_from((0..places.len()).filter(free).filter(|index| wanted(*index)).count()).unwrap()
        };
        let rank = |index: usize| places[index].and_then(|date| self.wishes[index].rank(date));
        let weights = self.weights();
        let yielding = (0..places.len())
            .filter(free)
            .map(|index| weights[index] * i64::try_from(rank(index).unwrap_or(longest + 1) - 1).unwrap());
        let mut levels = vec![self.shortfall(places), count(&|index| places[index].is_none())];
        levels.extend((1..=longest).map(|wanted| -count(&|index| rank(index) == Some(wanted))));
        levels.push(-count(&|index| {
            let before = self.wishes[index].previous.filter(|date| self.wishes[index].rank(*date).is_some());
            before.is_some() && places[index] == before
        }));
        levels.push(yielding.sum());
        levels.push(self.unevenness(places));
        levels
    }

    /// How many more the dates need that somebody keeps.
    fn shortfall(&self, places: &Places) -> i64 {
        let missing = |(index, date): (usize, &Date)| {
            let is_kept = self.wishes.iter().any(|wish| wish.kept == Some(index));
            let load = places.iter().filter(|place| **place == Some(index)).count();
            if is_kept { (i64::from(date.minimum) - i64::try_from(load).unwrap()).max(0) } else { 0 }
        };
        self.dates.iter().enumerate().map(missing).sum()
    }

    /// Minus the room that was there for each seat, when seats are taken one after the other.
    fn unevenness(&self, places: &Places) -> i64 {
        let mut room: Vec<i64> = self.dates.iter().map(|date| i64::from(date.capacity)).collect();
        self.wishes.iter().filter_map(|wish| wish.kept).for_each(|date| room[date] -= 1);
        let mut uneven = 0;
        for (wish, place) in self.wishes.iter().zip(places) {
            if let (None, Some(date)) = (wish.kept, place) {
                uneven -= room[*date];
                room[*date] -= 1;
            }
        }
        uneven
    }

    /// How many have each choice; then how many have none.
    pub fn by_choice(&self, places: &Places) -> BTreeMap<Option<usize>, usize> {
        let mut numbers = BTreeMap::new();
        for (wish, place) in self.wishes.iter().zip(places) {
            *numbers.entry(place.and_then(|date| wish.rank(date))).or_default() += 1;
        }
        numbers
    }
}

pub fn number(index: usize) -> Number {
    (1000 + index).to_string().parse().unwrap()
}

fn minutes(minutes: i64) -> NaiveDateTime {
    "2022-01-01T00:00:00".parse::<NaiveDateTime>().unwrap() + chrono::TimeDelta::minutes(minutes)
}
