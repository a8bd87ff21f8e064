//! Assigning against brute force and against another method, and what must hold however it is done.

mod brute_force;
mod plain_flow;
mod problem;

use ovelse::group::Rule;
use problem::{Date, Places, Problem, Wish};
use proptest::collection::vec;
use proptest::prelude::*;

/// What one municipality wishes, among so many dates.
fn wishes(dates: usize) -> impl Strategy<Value = Wish> {
    let choices = Just((0..dates).collect::<Vec<usize>>()).prop_shuffle();
    let previous = proptest::option::of(0..dates);
    (choices, 0..=dates, 0i64..4, -1i32..2, previous).prop_map(|(mut choices, length, minute, priority, previous)| {
        choices.truncate(length);
        Wish { choices, minute, priority, previous, kept: None }
    })
}

/// Small problems without groups, minimums and kept dates.
fn plain_problems() -> impl Strategy<Value = Problem> {
    (1usize..=4).prop_flat_map(|dates| {
        (vec(1u32..=3, dates), vec(wishes(dates), 0..=6))
            .prop_map(|(capacities, wishes)| Problem::with_capacities(&capacities, wishes))
    })
}

/// Small problems with everything; in some of them those who keep dates are at odds with a rule.
fn problems() -> impl Strategy<Value = Problem> {
    let rule = prop_oneof![Just(Rule::SameDate), Just(Rule::DifferentDates)];
    let group = move |municipalities: usize| {
        let members = proptest::sample::subsequence((0..municipalities).collect::<Vec<_>>(), 2..=municipalities.min(4));
        (rule.clone(), members)
    };
    (1usize..=4, 2usize..=6).prop_flat_map(move |(dates, municipalities)| {
        let date =
            (1u32..=4, 0u32..=4).prop_map(|(capacity, minimum)| Date { capacity, minimum: minimum.min(capacity) });
        let kept = proptest::option::weighted(0.15, 0..dates);
        let wish = (wishes(dates), kept).prop_map(|(wish, kept)| Wish { kept, ..wish });
        (vec(date, dates), vec(wish, municipalities), vec(group(municipalities), 0..=3))
            .prop_map(|(dates, wishes, groups)| Problem { dates, wishes, groups })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_better_on_any_level(problem in problems()) {
        let best = brute_force::least(&problem);
        let solution = problem.solution(false);
        let places = problem.places(&solution.assignments);
        prop_assert!(problem.allows(&places), "a rule is broken: {places:?}");
        prop_assert_eq!(Some(problem.objective(&places)), best);
        prop_assert_eq!(solution.gap, None);
    }

    #[test]
    fn a_search_that_is_stopped_keeps_the_rules_and_says_how_far_off_it_can_be(problem in problems()) {
        let (solution, best) = (problem.solution(true), brute_force::least(&problem).unwrap());
        let places = problem.places(&solution.assignments);
        prop_assert!(problem.allows(&places));
        let found = problem.objective(&places);
        let gap = solution.gap.map_or((0, 0), |gap| (gap.placed, gap.first_choices));
        prop_assert!(found[1] - best[1] <= i64::try_from(gap.0).unwrap());
        if gap.0 == 0 {
            prop_assert!(found[2] - best[2] <= i64::try_from(gap.1).unwrap());
        }
        prop_assert!(solution.gap.is_some() || found == best);
    }

    #[test]
    fn assigning_again_moves_nobody(problem in problems()) {
        let first = problem.places(&problem.solution(false).assignments);
        let mut again = problem;
        again.wishes.iter_mut().zip(&first).for_each(|(wish, place)| wish.previous = *place);
        prop_assert_eq!(again.solve(), first);
    }

    #[test]
    fn what_is_reached_does_not_depend_on_how_dates_are_numbered(problem in problems()) {
        let last = problem.dates.len() - 1;
        let mirror = |wish: &Wish| Wish {
            choices: wish.choices.iter().map(|date| last - date).collect(),
            previous: wish.previous.map(|date| last - date),
            kept: wish.kept.map(|date| last - date),
            ..wish.clone()
        };
        let mirrored = Problem {
            dates: problem.dates.iter().rev().copied().collect(),
            wishes: problem.wishes.iter().map(mirror).collect(),
            groups: problem.groups.clone(),
        };
        let reached = |problem: &Problem| problem.objective(&problem.places(&problem.solution(false).assignments));
        prop_assert_eq!(reached(&problem), reached(&mirrored));
    }

    #[test]
    fn twice_of_everything_comes_to_twice_as_much(problem in plain_problems()) {
        let twice = Problem {
            dates: problem.dates.iter().map(|date| Date { capacity: 2 * date.capacity, ..*date }).collect(),
            wishes: problem.wishes.iter().flat_map(|wish| [wish.clone(), wish.clone()]).collect(),
            groups: Vec::new(),
        };
        let mut once = problem.by_choice(&problem.solve());
        once.values_mut().for_each(|number| *number *= 2);
        prop_assert_eq!(twice.by_choice(&twice.solve()), once);
    }
}

/// Numbers that look random and are the same each time (Knuth's multiplier, the upper bits).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// A problem as large as is wanted, in which everyone wants the first dates.
fn large(municipalities: usize, dates: usize, tightness: f64, seed: u64) -> Problem {
    let mut dice = Dice(seed);
    let wish = |dice: &mut Dice| {
        let number = [0, 1, 2, 2, 2, 2, 3][dice.below(7)].min(dates);
        let mut choices = Vec::new();
        while choices.len() < number {
            let date = dice.below(dates).min(dice.below(dates));
            if !choices.contains(&date) {
                choices.push(date);
            }
        }
        let previous = (dice.below(3) == 0).then(|| dice.below(dates));
        let (minute, priority) = (i64::try_from(dice.below(5000)).unwrap(), i32::from(dice.below(9) == 0));
        Wish { choices, minute, priority, previous, kept: None }
    };
    let wishes: Vec<Wish> = (0..municipalities).map(|_| wish(&mut dice)).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "small")]
    let capacity = (tightness * municipalities as f64 / dates as f64).ceil() as u32;
    Problem::with_capacities(&vec![capacity; dates], wishes)
}

#[test]
fn another_method_comes_to_the_same_for_thousands() {
    for (municipalities, dates, tightness, seed) in [
        (2000, 8, 1.05, 1),
        (2000, 4, 0.9, 2),
        (1000, 20, 1.0, 3),
        (357, 8, 1.0, 4),
        (52, 4, 1.05, 5),
        (300, 50, 0.9, 6),
    ] {
        let problem = large(municipalities, dates, tightness, seed);
        let (ours, other) = (problem.solve(), plain_flow::places(&problem));
        assert!(problem.allows(&ours) && problem.allows(&other));
        assert_eq!(problem.objective(&ours), problem.objective(&other), "{municipalities} × {dates}");
    }
}

#[test]
fn lists_of_forty_choices_are_as_exact_as_those_of_two() {
    for (municipalities, dates, length) in [(60, 40, 40), (30, 12, 12)] {
        let mut problem = large(municipalities, dates, 0.9, 7);
        for wish in &mut problem.wishes {
            let missing: Vec<usize> = (0..dates).filter(|date| !wish.choices.contains(date)).collect();
            wish.choices.extend(missing);
            wish.choices.truncate(length);
        }
        // The levels of forty choices do not fit in the other method's numbers; three of them do.
        let ours = problem.solve();
        assert!(problem.allows(&ours));
        let mut last = problem.clone();
        last.wishes.iter_mut().zip(&ours).for_each(|(wish, place)| wish.previous = *place);
        assert_eq!(last.solve(), ours);
        if length == 12 {
            assert_eq!(problem.objective(&ours)[1], problem.objective(&plain_flow::places(&problem))[1]);
        }
    }
}

fn ranks(capacities: &[u32], wishes: Vec<Wish>) -> Vec<Option<usize>> {
    let problem = Problem::with_capacities(capacities, wishes);
    let places = problem.solve();
    problem.wishes.iter().zip(places).map(|(wish, place)| wish.rank(place?)).collect()
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

fn places(dates: &[(u32, u32)], wishes: &[&[usize]], groups: &[(Rule, &[usize])]) -> Places {
    let problem = Problem {
        dates: dates.iter().map(|(capacity, minimum)| Date { capacity: *capacity, minimum: *minimum }).collect(),
        wishes: wishes.iter().zip(0..).map(|(choices, minute)| Wish::for_dates(choices, minute)).collect(),
        groups: groups.iter().map(|(rule, members)| (*rule, members.to_vec())).collect(),
    };
    problem.solve()
}

#[test]
fn who_can_take_any_date_goes_where_most_room_is() {
    let placed = places(&[(3, 0), (6, 0), (4, 0)], &[&[], &[], &[], &[]], &[]);
    let on = |date| placed.iter().filter(|place| **place == Some(date)).count();
    assert_eq!([on(0), on(1), on(2)], [0, 3, 1]);
}

#[test]
fn a_date_with_too_few_is_not_held() {
    assert_eq!(places(&[(5, 3), (5, 0)], &[&[0, 1], &[0, 1]], &[]), [Some(1), Some(1)]);
    assert_eq!(places(&[(5, 2), (5, 0)], &[&[0, 1], &[0, 1]], &[]), [Some(0), Some(0)]);
    assert_eq!(places(&[(5, 2), (5, 0)], &[&[0], &[1]], &[]), [None, Some(1)]);
    // Somebody takes a second choice so that nobody is without.
    assert_eq!(places(&[(5, 2), (5, 0)], &[&[0], &[1, 0]], &[]), [Some(0), Some(0)]);
}

#[test]
fn those_who_share_an_it_organisation_are_together_or_apart() {
    let wishes: [&[usize]; 2] = [&[0, 1], &[1, 0]];
    assert_eq!(places(&[(2, 0), (2, 0)], &wishes, &[]), [Some(0), Some(1)]);
    assert_eq!(places(&[(2, 0), (2, 0)], &wishes, &[(Rule::SameDate, &[0, 1])]), [Some(0), Some(0)]);
    let alike: [&[usize]; 2] = [&[0, 1], &[0, 1]];
    assert_eq!(places(&[(2, 0), (2, 0)], &alike, &[(Rule::DifferentDates, &[0, 1])]), [Some(0), Some(1)]);
    // One is without a date rather than both.
    assert_eq!(places(&[(2, 0), (2, 0)], &[&[0], &[1]], &[(Rule::SameDate, &[0, 1])]), [Some(0), None]);
}

#[test]
fn those_who_keep_a_date_may_be_more_than_it_holds_and_nobody_else_gets_it() {
    let kept = |date| Wish { kept: Some(date), ..Wish::for_dates(&[0, 1], 1) };
    let problem = Problem::with_capacities(&[1, 1], vec![kept(0), kept(0), Wish::for_dates(&[0, 1], 1)]);
    assert_eq!(problem.solve(), [Some(0), Some(0), Some(1)]);
    let problem = Problem::with_capacities(&[1, 1], vec![kept(0), kept(0), Wish::for_dates(&[0], 1)]);
    assert_eq!(problem.solve(), [Some(0), Some(0), None]);
}

#[test]
fn members_of_a_group_who_keep_dates_against_its_rule_stay_and_the_others_follow_one_of_them() {
    let kept = |date| Wish { kept: Some(date), ..Wish::for_dates(&[0, 1], 1) };
    let mut problem = Problem::with_capacities(&[3, 3, 3], vec![kept(0), kept(1), Wish::for_dates(&[2, 1, 0], 1)]);
    problem.groups = vec![(Rule::SameDate, vec![0, 1, 2])];
    assert_eq!(problem.solve(), [Some(0), Some(1), Some(1)]);
    problem.wishes = vec![kept(0), kept(0), Wish::for_dates(&[0, 2], 1)];
    problem.groups = vec![(Rule::DifferentDates, vec![0, 1, 2])];
    assert_eq!(problem.solve(), [Some(0), Some(0), Some(2)]);
}

#[test]
fn a_date_that_somebody_keeps_is_held_and_gets_as_many_as_it_needs_if_it_can() {
    let kept = |date| Wish { kept: Some(date), ..Wish::for_dates(&[0, 1], 1) };
    let mut problem = Problem::with_capacities(&[5, 2], vec![kept(0), kept(0)]);
    problem.dates[0].minimum = 4;
    assert_eq!(problem.solve(), [Some(0); 2], "it is held all the same");
    problem.wishes.push(Wish::for_dates(&[1, 0], 9));
    assert_eq!(problem.solve(), [Some(0); 3], "one more comes");
    problem.wishes.push(Wish::for_dates(&[1], 9));
    assert_eq!(problem.solve(), [Some(0), Some(0), Some(0), Some(1)]);
}

#[test]
fn a_capacity_beyond_measure_is_refused_where_it_stands() {
    let desk = crate::common::Desk::sample();
    desk.edit("exercise.toml", "capacity = ", "capacity = 4000000000 # ");
    let checked = desk.run(&["check"]);
    assert_eq!(checked.code, 2, "{}", checked.out);
    assert!(
        checked.out.contains("\"4000000000\" is more than the 1000000 that a date can have room for"),
        "{}",
        checked.out
    );
}
