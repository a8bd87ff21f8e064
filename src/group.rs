//! Municipalities that belong together: those that are to be on the same date, and those that may not be.
//!
//! How dates are assigned is not known here, only when a rule is broken.

use serde::Serialize;

use crate::findings::{Finding, Findings, Place, problems};
use crate::municipality::{Municipalities, Number};

/// A group as exercise.toml has it: members by number or name, each with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenGroup {
    /// What the lead calls it.
    pub name: String,
    pub(crate) rule: Rule,
    /// At least two.
    pub(crate) members: Vec<(String, Place)>,
}

/// Some municipalities and the rule for them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What the lead calls it; no two have the same name.
    pub name: String,
    /// What its members with a date have to keep.
    pub rule: Rule,
    /// At least two, none twice.
    pub members: Vec<Number>,
}

/// What holds for the members of a group that have a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// All are on one: they share an organisation that is to take part once.
    SameDate,
    /// No two are on one: they share an organisation that wants to sit with each of them.
    DifferentDates,
}

impl Rule {
    /// All rules, as exercise.toml names them.
    pub const NAMES: [(&'static str, Rule); 2] =
        [("same-date", Rule::SameDate), ("different-dates", Rule::DifferentDates)];

    /// As exercise.toml names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Rule::SameDate => "same-date",
            Rule::DifferentDates => "different-dates",
        }
    }
}

problems! {
    /// What can be wrong with the members of a group.
    pub(crate) enum GroupProblem in "group" {
        /// A municipality that is a member already.
        MemberTwice { group: String },
    }
}

impl WrittenGroup {
    /// The group among those who are invited. Members who are not, or who stand in it twice, are added
    /// to `findings`, which are about `file`.
    pub fn among(&self, municipalities: &Municipalities, file: &str, findings: &mut Findings) -> Group {
        let mut members: Vec<Number> = Vec::new();
        for (written, place) in &self.members {
            match municipalities.find(written) {
                Ok(found) if members.contains(&found.number) => {
                    let problem = GroupProblem::MemberTwice { group: self.name.clone() };
                    findings.push(Finding::error(file, problem).at(*place).value(written));
                }
                Ok(found) => members.push(found.number),
                Err(unknown) => findings.push(Finding::error(file, unknown).at(*place).value(written)),
            }
        }
        Group { name: self.name.clone(), rule: self.rule, members }
    }
}

impl Group {
    /// The first two members whose dates break the rule. Those who keep their dates may be at odds with each other: then the
    /// others are on the date of one of them, or on none of theirs.
    pub fn broken_by<D: PartialEq + Copy>(
        &self,
        date_of: impl Fn(Number) -> Option<D>,
        keeps: impl Fn(Number) -> bool,
    ) -> Option<(Number, Number)> {
        let dated: Vec<(Number, D, bool)> =
            self.members.iter().filter_map(|member| Some((*member, date_of(*member)?, keeps(*member)))).collect();
        let is_kept = |date: D| dated.iter().any(|(_, of, keeps)| *keeps && *of == date);
        dated.iter().enumerate().find_map(|(index, (member, date, keeps))| {
            let breaks = |(_, other, other_keeps): &&(Number, D, bool)| match (self.rule, *keeps, *other_keeps) {
                (_, true, true) => false,
                (Rule::DifferentDates, ..) => other == date,
                (Rule::SameDate, false, false) => other != date,
                (Rule::SameDate, true, false) => !is_kept(*other),
                (Rule::SameDate, false, true) => !is_kept(*date),
            };
            dated[..index].iter().find(breaks).map(|(other, ..)| (*other, *member))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_without_a_date_break_no_rule() {
        let members: Vec<Number> = ["3025", "3024", "0301"].map(|number| number.parse().expect("a number")).to_vec();
        let group = |rule| Group { name: "IKT".into(), rule, members: members.clone() };
        let broken = |rule, dates: [Option<u8>; 3]| {
            let date_of = |member| members.iter().position(|known| *known == member).and_then(|index| dates[index]);
            group(rule).broken_by(date_of, |_| false).is_some()
        };
        assert!(!broken(Rule::SameDate, [Some(1), None, Some(1)]));
        assert!(broken(Rule::SameDate, [Some(1), None, Some(2)]));
        assert!(!broken(Rule::DifferentDates, [Some(1), None, Some(2)]));
        assert!(broken(Rule::DifferentDates, [Some(1), Some(2), Some(1)]));
    }

    #[test]
    fn those_who_keep_their_dates_may_be_at_odds_and_the_others_follow_one_of_them() {
        let members: Vec<Number> = ["3025", "3024", "0301"].map(|number| number.parse().expect("a number")).to_vec();
        let group = |rule| Group { name: "IKT".into(), rule, members: members.clone() };
        // The first two keep theirs.
        let broken = |rule, dates: [u8; 3]| {
            let place = |member| members.iter().position(|known| *known == member);
            let date_of = |member| place(member).map(|index| dates[index]);
            group(rule).broken_by(date_of, |member| place(member) < Some(2)).is_some()
        };
        assert!(!broken(Rule::SameDate, [1, 2, 2]));
        assert!(broken(Rule::SameDate, [1, 2, 3]));
        assert!(!broken(Rule::DifferentDates, [1, 1, 2]));
        assert!(broken(Rule::DifferentDates, [1, 1, 1]));
    }
}
