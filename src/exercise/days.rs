//! Days that a lead may not have meant: public holidays, weekends, days that are past, and two dates on one day. Nothing
//! of it is wrong by itself.

use chrono::NaiveDate;

use super::holidays::FreeDay;
use super::problem::{FILE, Problem};
use super::{Exercise, ExerciseDate};
use crate::findings::{Finding, Findings, Place};

impl Exercise {
    /// Warns of dates of which letters cannot say how to get there.
    pub(crate) fn check_ways(&self, findings: &mut Findings) {
        let held = self.dates.iter().filter(|date| date.called_off.is_none());
        for date in held.filter(|date| !date.is_ready_for_letters()) {
            findings.push(Finding::warning(FILE, Problem::NoWay).at(date.line).value(date.start.date().to_string()));
        }
    }

    /// Warns of dates and a deadline on days that may not be meant. Before anybody has registered, `today` is known, and
    /// days that are past are told as well.
    pub(crate) fn check_days(&self, today: Option<NaiveDate>, findings: &mut Findings) {
        let held: Vec<&ExerciseDate> = self.dates.iter().filter(|date| date.called_off.is_none()).collect();
        let is_over = |today: &NaiveDate| held.iter().all(|date| date.start.date() < *today);
        if today.as_ref().is_some_and(is_over) {
            findings.push(Finding::warning(FILE, Problem::AllPast).at(self.dates_place));
        }
        let today = today.filter(|today| !is_over(today));
        check_day(self.deadline, self.deadline_place, today, findings);
        for (index, date) in held.iter().enumerate() {
            let day = date.start.date();
            check_day(day, date.line, today, findings);
            if let Some(other) = held[..index].iter().find(|other| other.start.date() == day) {
                let problem = Problem::SameDay { other: other.start.time().format("%H:%M").to_string() };
                findings.push(Finding::warning(FILE, problem).at(date.line).value(date.start.to_string()));
            }
        }
    }
}

fn check_day(day: NaiveDate, place: Place, today: Option<NaiveDate>, findings: &mut Findings) {
    let mut warn = |problem| findings.push(Finding::warning(FILE, problem).at(place).value(day.to_string()));
    if let Some(free) = FreeDay::of(day) {
        warn(Problem::FreeDay { day: free });
    }
    if today.is_some_and(|today| day < today) {
        warn(Problem::Past);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of the warnings, with the values that they are about.
    fn warnings(text: &str, today: Option<&str>) -> Vec<(&'static str, String)> {
        let exercise = Exercise::read(text, &mut Findings::new()).expect("the exercise is good");
        let mut findings = Findings::new();
        exercise.check_days(today.map(|today| today.parse().expect("a day")), &mut findings);
        findings.into_iter().map(|finding| (finding.problem.code(), finding.value.unwrap_or_default())).collect()
    }

    #[test]
    fn days_that_may_not_be_meant_are_told_and_others_are_not() {
        let sample = include_str!("../../exercise.toml");
        assert_eq!(warnings(sample, Some("2022-08-19")), []);
        let easter = sample
            .replace("deadline = 2022-08-19", "deadline = 2022-12-26")
            .replace("2022-11-22T", "2023-04-06T")
            .replace("2022-11-24T", "2023-01-07T")
            .replace("2022-11-29T09", "2023-01-10T09")
            .replace("2022-11-29T", "2023-01-10T")
            .replace("2022-12-01T", "2023-01-10T");
        let told = |code, value: &str| (code, value.to_owned());
        let same_day = told("same-day", "2023-01-10 12:00:00");
        let expected =
            [told("free-day", "2022-12-26"), told("free-day", "2023-01-07"), same_day, told("free-day", "2023-04-06")];
        assert_eq!(warnings(&easter, None), expected);
        assert_eq!(warnings(sample, Some("2022-11-25")).len(), 3, "the deadline and two dates are past");
        assert_eq!(warnings(sample, Some("2023-11-25")), [("all-past", String::new())]);
    }
}
