//! What waits for the lead: what no command can go on with by itself.

use std::collections::BTreeMap;

use super::kept::Kept;
use super::{Correspondence, Unclear, Workspace};
use crate::assign::WithoutDate;
use crate::assignment::Assignments;
use crate::findings::Sentence;
use crate::letter::CopyTo;
use crate::municipality::{Municipality, Number};
use crate::registration::Answers;
use crate::reply::{Participation, Response};
use crate::words::say;

/// Something that waits for the lead; the most pressing comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Matter {
    /// A refused row was not corrected.
    Unclear,
    /// Nobody knows whether a letter left.
    Uncertain,
    /// A letter is written, and its file is no draft any more.
    PerhapsSent,
    /// The server has refused a letter about its place for good.
    Refused,
    /// A letter could not be delivered.
    Undeliverable,
    /// It has a place and declined the invitation.
    Declined,
    /// It proposed another time.
    Proposed,
    /// It answered the invitation in two ways.
    Contradictory,
    /// An answer may be somebody else's.
    Doubtful,
    /// A report that a letter came back does not name it.
    Unproven,
    /// It was sent an invitation that holds, and has taken its registration back.
    Unregistered,
    /// It is on a date to come with more municipalities than seats.
    Overfull,
    /// It is on a date to come with fewer municipalities than that needs.
    TooFew,
    /// It and another member of a group keep dates that break its rule.
    AtOdds,
    /// It has no date, and one is to come.
    Unplaced,
}

/// A matter, and the municipalities that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub matter: Matter,
    /// Their names.
    pub municipalities: Vec<String>,
    /// Why they have no date, if that is the matter.
    pub without_date: Option<WithoutDate>,
    /// The group, if its rule is the matter.
    pub group: Option<String>,
}

impl Waiting {
    /// What waits; its remedy is what to do about it.
    #[must_use]
    pub fn label(&self) -> Sentence {
        let count = self.municipalities.len();
        match self.matter {
            Matter::Unclear => say!("status-waiting-unclear"),
            Matter::Uncertain => say!("status-waiting-uncertain", count = count),
            Matter::PerhapsSent => say!("status-waiting-perhaps-sent", count = count),
            Matter::Refused => say!("status-waiting-refused", count = count),
            Matter::Undeliverable => say!("status-waiting-undeliverable", count = count),
            Matter::Declined => say!("status-waiting-declined", count = count),
            Matter::Proposed => say!("status-waiting-proposed", count = count),
            Matter::Contradictory => say!("status-waiting-contradictory", count = count),
            Matter::Doubtful => say!("status-waiting-doubtful", count = count),
            Matter::Unproven => say!("status-waiting-unproven"),
            Matter::Unregistered => say!("status-waiting-unregistered"),
            Matter::Overfull => say!("status-waiting-overfull"),
            Matter::TooFew => say!("status-waiting-too-few"),
            Matter::AtOdds => say!("status-waiting-at-odds", group = self.group.clone()),
            Matter::Unplaced => {
                let reason = self.without_date.map(|reason| say!("status-without-date", reason = <&str>::from(reason)));
                say!("status-waiting-unplaced", reasons = reason)
            }
        }
    }
}

/// The tables and logs that it is found in.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'a> {
    pub workspace: &'a Workspace,
    pub correspondence: Correspondence<'a>,
    pub assignments: &'a Assignments,
    pub kept: &'a Kept,
    pub unclear: &'a Unclear,
    /// What dates were assigned from.
    pub answers: &'a Answers,
}

impl Sources<'_> {
    /// All that waits for the lead.
    #[must_use]
    pub fn waiting(&self) -> Vec<Waiting> {
        let waiting = <Matter as strum::VariantArray>::VARIANTS.iter().flat_map(|matter| match matter {
            Matter::Unplaced => self.unplaced(),
            Matter::AtOdds => self.at_odds(),
            _ => {
                let all = self.workspace.municipalities.iter();
                let concerned = all.filter(|municipality| self.concerns(*matter, municipality));
                let municipalities = concerned.map(|municipality| municipality.name.clone()).collect();
                vec![Waiting { matter: *matter, municipalities, without_date: None, group: None }]
            }
        });
        waiting.filter(|waiting| !waiting.municipalities.is_empty()).collect()
    }

    /// Those without a date, reason by reason.
    fn unplaced(&self) -> Vec<Waiting> {
        let mut reasons: BTreeMap<WithoutDate, Vec<String>> = BTreeMap::new();
        let all = self.workspace.municipalities.iter();
        for one in all.filter(|one| self.concerns(Matter::Unplaced, one)) {
            let reason = self.workspace.without_date(one.number, self.answers, self.assignments, self.kept);
            reasons.entry(reason).or_default().push(one.name.clone());
        }
        let waiting = |(reason, municipalities)| Waiting {
            matter: Matter::Unplaced,
            municipalities,
            without_date: Some(reason),
            group: None,
        };
        reasons.into_iter().map(waiting).collect()
    }

    /// The groups whose rule is broken by dates that members keep, and by which of them.
    fn at_odds(&self) -> Vec<Waiting> {
        let keeps = |member: Number| self.kept.dates.get(&member).copied();
        let broken = self.workspace.groups.iter().filter_map(|group| {
            let (first, second) = group.broken_by(keeps, |_| false)?;
            let municipalities = [first, second].map(|number| self.workspace.name(number)).to_vec();
            let group = Some(group.name.clone());
            Some(Waiting { matter: Matter::AtOdds, municipalities, without_date: None, group })
        });
        broken.filter(|_| !self.workspace.is_over()).collect()
    }

    fn concerns(&self, matter: Matter, municipality: &Municipality) -> bool {
        let (number, correspondence) = (municipality.number, self.correspondence);
        match matter {
            Matter::Unclear => self.unclear.contains_key(&number),
            Matter::Uncertain => correspondence.history.uncertain(number).next().is_some(),
            Matter::PerhapsSent => {
                let written = correspondence.history.written();
                let own = written.iter().filter(|record| record.envelope.municipality == number);
                own.into_iter().any(|record| self.workspace.is_perhaps_sent(record))
            }
            Matter::Refused => {
                let history = correspondence.history;
                let copies = [None, Some(CopyTo::Municipality), Some(CopyTo::Deputy)];
                let is_refused = copies.into_iter().any(|copy| history.refused(number, copy).is_some());
                // Who has withdrawn before it was told of a place is told of none any more.
                is_refused && (history.invited(number).is_some() || self.assignments.get(number).is_some())
            }
            Matter::Undeliverable => !correspondence.history.undeliverable(number).is_empty(),
            Matter::Declined => self.is_placed_and_answered(number, Response::Declined),
            Matter::Proposed => self.is_placed_and_answered(number, Response::Proposed),
            Matter::Contradictory => correspondence.participation(number) == Some(Participation::Contradictory),
            Matter::Doubtful => correspondence.is_doubtful(number),
            Matter::Unproven => correspondence.unproven_reports(number).next().is_some(),
            Matter::Unregistered => {
                let seat = self.assignments.get(number).filter(|one| one.pin.is_none()).and_then(|one| one.seat);
                let is_to_come = seat.is_some_and(|seat| self.workspace.is_to_come(seat.date));
                is_to_come && self.answers.get(number).is_none() && correspondence.history.invited(number).is_some()
            }
            Matter::Overfull => self.assignments.seat(number).is_some_and(|seat| {
                let over = self.assignments.over(seat.date, &self.workspace.exercise.dates);
                over > 0 && self.workspace.is_to_come(seat.date)
            }),
            Matter::TooFew => self.assignments.seat(number).is_some_and(|seat| {
                let minimum = self.workspace.exercise.dates.get(seat.date).minimum as usize;
                self.assignments.on(seat.date).count() < minimum && self.workspace.is_to_come(seat.date)
            }),
            // Who is at odds with whom is found group by group.
            Matter::AtOdds => false,
            Matter::Unplaced => {
                let is_unplaced = self.assignments.get(number).is_some_and(|assignment| assignment.seat.is_none());
                let is_all_off = self.workspace.exercise.dates.offered().next().is_none();
                is_unplaced && (is_all_off || !self.workspace.is_over())
            }
        }
    }

    fn is_placed_and_answered(&self, number: Number, response: Response) -> bool {
        let answered = self.correspondence.participation(number) == Some(Participation::Answered(response));
        self.assignments.seat(number).is_some() && answered
    }
}
