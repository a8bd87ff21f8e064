//! Who is expected on a date, and what a host needs to know of them.

use super::{Correspondence, Result, Workspace};
use crate::attendance::Attended;
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::registration::Registration;
use crate::reply::Participation;

/// A municipality that is expected on a date.
#[derive(Debug, Clone)]
pub struct Expected {
    pub municipality: Number,
    pub registration: Option<Registration>,
    /// The names of the groups that it belongs to.
    pub groups: Vec<String>,
    /// Its answer to the invitation; none if it was not invited.
    pub participation: Option<Participation>,
    /// Whether it took part, and how many people came; none if it is not recorded.
    pub attended: Option<Attended>,
}

impl Workspace {
    /// Those that are expected on a date, in the order of their numbers.
    pub fn roster(&self, date: DateId) -> Result<Vec<Expected>> {
        let registrations = self.registrations()?;
        let assignments = self.assignments(&registrations.answers())?;
        let (attendance, history, replies) = (self.attendance()?, self.history()?, self.replies()?);
        let correspondence = Correspondence { history: &history, replies: &replies };
        let expected = |(municipality, _)| Expected {
            municipality,
            registration: registrations.get(municipality).cloned(),
            groups: self.groups_of(municipality),
            participation: correspondence.participation(municipality),
            attended: attendance.get(municipality).filter(|attended| attended.date == date).copied(),
        };
        Ok(assignments.on(date).map(expected).collect())
    }

    fn groups_of(&self, municipality: Number) -> Vec<String> {
        let groups = self.groups.iter().filter(|group| group.members.contains(&municipality));
        groups.map(|group| group.name.clone()).collect()
    }
}
