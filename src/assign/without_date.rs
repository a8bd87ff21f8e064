//! Why a municipality that takes part has no date: one reason, for the reports of `assign` and `explain`, the list of letters, the
//! status and the letter alike.

use std::collections::BTreeSet;

use super::task::Task;
use crate::assignment::Assignments;
use crate::exercise::DateId;
use crate::municipality::Number;

/// Why a municipality has no date: what holds for all dates that it asked for. Where some have room, the others are not told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum WithoutDate {
    /// Every one is full.
    Full,
    /// Every one is called off.
    CalledOff,
    /// Some are full, and all others called off.
    FullOrCalledOff,
    /// Every one has begun.
    Past,
    /// Some have begun, and all others are full or called off.
    PastFullOrCalledOff,
    /// Where there is room, a group that it belongs to is in the way.
    Group,
    /// Where there is room, too few come for the date to be held.
    Minimum,
    /// Where there is room, it is one of these two.
    GroupOrMinimum,
    /// There is one that it can have, as the others stand: dates are to be assigned again.
    CanBeAssigned,
}

/// What keeps a municipality from a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Obstacle {
    Full,
    CalledOff,
    Begun,
    Group,
    Minimum,
}

impl WithoutDate {
    /// The reason of a municipality that takes part, as the others stand in `assignments`.
    #[must_use]
    pub(crate) fn of(number: Number, task: &Task<'_>, assignments: &Assignments) -> WithoutDate {
        use Obstacle::{Begun, CalledOff, Full, Group, Minimum};
        let answer = task.answers.get(number).map(|answered| &answered.answer);
        let asked = task.dates.ids().filter(|date| answer.is_some_and(|answer| answer.rank(*date).is_some()));
        let obstacles: BTreeSet<Option<Obstacle>> =
            asked.map(|date| obstacle(number, date, task, assignments)).collect();
        let is = |obstacle| obstacles.contains(&Some(obstacle));
        match (is(Group), is(Minimum), is(Full), is(CalledOff)) {
            _ if obstacles.contains(&None) => WithoutDate::CanBeAssigned,
            (true, true, ..) => WithoutDate::GroupOrMinimum,
            (true, false, ..) => WithoutDate::Group,
            (false, true, ..) => WithoutDate::Minimum,
            (false, false, false, false) if is(Begun) => WithoutDate::Past,
            (false, false, ..) if is(Begun) => WithoutDate::PastFullOrCalledOff,
            (false, false, true, true) => WithoutDate::FullOrCalledOff,
            (false, false, false, true) => WithoutDate::CalledOff,
            (false, false, _, false) => WithoutDate::Full,
        }
    }
}

/// What keeps a municipality from a date, if anything does while all others keep theirs.
fn obstacle(number: Number, date: DateId, task: &Task<'_>, assignments: &Assignments) -> Option<Obstacle> {
    let date_of = |member| match member == number {
        true => Some(date),
        false => assignments.seat(member).map(|seat| seat.date),
    };
    let taken = assignments.on(date).count();
    let keeps = |member: Number| member != number && task.kept.contains_key(&member);
    let is_kept = assignments.on(date).any(|(member, _)| keeps(member));
    match task.dates.get(date) {
        _ if task.dates.is_called_off(date) => Some(Obstacle::CalledOff),
        here if here.has_begun => Some(Obstacle::Begun),
        here if taken >= here.capacity as usize => Some(Obstacle::Full),
        _ if task.groups.iter().any(|group| group.broken_by(date_of, keeps).is_some()) => Some(Obstacle::Group),
        here if taken + 1 < here.minimum as usize && !is_kept => Some(Obstacle::Minimum),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment::{Assignment, Seat};
    use crate::exercise::Exercise;
    use crate::findings::Findings;
    use crate::municipality::Municipalities;
    use crate::registration::{Answer, Answered, Answers, Choices};
    use std::collections::HashMap;

    const ASKER: &str = "3025";
    const OTHERS: [&str; 2] = ["3024", "0301"];

    fn number(written: &str) -> Number {
        written.parse().expect("a number")
    }

    /// Why Asker, which asks for the dates of these, has none of them: each is a date with its capacity, its minimum, whether it
    /// is called off, and how many of the others are on it. They are all in a group of the rule.
    fn reason(dates: &[(u32, u32, bool, usize)], rule: &str) -> WithoutDate {
        let sample = include_str!("../../exercise.toml");
        // The sample without its dates.
        let mut text = sample[..sample.find("[[date]]").expect("it has dates")].to_owned();
        for (index, (capacity, minimum, is_off, _)) in dates.iter().enumerate() {
            let day = index + 10;
            let off = if *is_off { "called_off = true\n" } else { "" };
            let minimum = if *minimum > 0 { format!("minimum = {minimum}\n") } else { String::new() };
            text += &format!(
                "[[date]]\nstart = 2022-11-{day}T09:00:00\nend = 2022-11-{day}T11:00:00\nlink = \"https://example.no\"\n\
                 capacity = {capacity}\n{minimum}{off}"
            );
        }
        if !rule.is_empty() {
            text += &format!("[[group]]\nname = \"G\"\nrule = \"{rule}\"\nmembers = [\"3025\", \"3024\"]\n");
        }
        let mut findings = Findings::new();
        let exercise = Exercise::read(&text, &mut findings).unwrap_or_else(|| panic!("{findings:?}\n{text}"));
        let table = b"number;name;language;email\n3025;Asker;;\n3024;B\xc3\xa6rum;;\n0301;Oslo;;\n";
        let municipalities = Municipalities::read(table, &mut findings).expect("the list is good");
        let all = exercise.dates.ids();
        let answer = Answer::Dates(Choices::new(all).expect("they are different"));
        let answered = Answered { municipality: number(ASKER), answer, arrival: chrono::NaiveDateTime::MIN };
        let answers: Answers = [answered].into_iter().collect();
        let groups: Vec<_> =
            exercise.groups.iter().map(|group| group.among(&municipalities, "exercise.toml", &mut findings)).collect();
        assert!(!findings.has_errors(), "{findings:?}");
        let mut others = OTHERS.iter();
        let placed = exercise.dates.ids().zip(dates).flat_map(|(date, (.., taken))| {
            let seat = Some(Seat { date, rank: Some(1) });
            let placed = |other: &&str| Assignment { municipality: number(other), seat, pin: None, before_pin: None };
            others.by_ref().take(*taken).map(placed).collect::<Vec<_>>()
        });
        let assignments: Assignments = placed.collect();
        let kept = HashMap::new();
        let task = Task {
            dates: &exercise.dates,
            answers: &answers,
            municipalities: &municipalities,
            groups: &groups,
            previous: &assignments,
            kept: &kept,
        };
        WithoutDate::of(number(ASKER), &task, &assignments)
    }

    #[test]
    fn the_reason_is_what_holds_for_all_dates_that_were_asked_for() {
        let (full, off, few, free) = ((1, 0, false, 1), (1, 0, true, 0), (5, 3, false, 0), (5, 0, false, 0));
        assert_eq!(reason(&[full], ""), WithoutDate::Full);
        assert_eq!(reason(&[off], ""), WithoutDate::CalledOff);
        assert_eq!(reason(&[full, off], ""), WithoutDate::FullOrCalledOff);
        assert_eq!(reason(&[few], ""), WithoutDate::Minimum);
        assert_eq!(reason(&[full, off, few], ""), WithoutDate::Minimum);
        assert_eq!(reason(&[full, free], ""), WithoutDate::CanBeAssigned);
        assert_eq!(reason(&[few, free], ""), WithoutDate::CanBeAssigned);
        // Bærum has a place on the first, and is not to be on the same date, or is to be on no other.
        assert_eq!(reason(&[(2, 0, false, 1)], "different-dates"), WithoutDate::Group);
        assert_eq!(reason(&[(2, 0, false, 1), few], "different-dates"), WithoutDate::GroupOrMinimum);
        assert_eq!(reason(&[full, free], "same-date"), WithoutDate::Group);
        assert_eq!(reason(&[full], "same-date"), WithoutDate::Full);
    }

    #[test]
    fn who_fills_a_date_up_to_its_minimum_can_have_it() {
        assert_eq!(reason(&[(5, 2, false, 1)], ""), WithoutDate::CanBeAssigned);
        assert_eq!(reason(&[(5, 3, false, 1)], ""), WithoutDate::Minimum);
    }
}
