//! What a lead should know before invitations leave. Nothing here keeps a letter from being sent: it is for the lead to
//! judge.

use super::due::{Due, Standing};
use super::letters::Letters;
use crate::findings::{Sentence, problems};
use crate::municipality::Municipality;

problems! {
    /// Something that a lead should know.
    pub(crate) enum Warning in "invite-warning" {
        /// Municipalities have registered since dates were assigned.
        Unassigned { count: usize },
        /// Nobody knows whether the last letter has left.
        Uncertain { municipalities: Vec<String> },
        /// The last letter could not be delivered.
        Undeliverable { municipalities: Vec<String> },
        /// They declined the invitation, and still have a date.
        Declined { municipalities: Vec<String> },
        /// Their contact has the address that invitations come from: calendars do not let an organiser answer.
        OwnAddress { address: String, municipalities: Vec<String> },
        /// They were invited, and are no longer on the list.
        Gone { municipalities: Vec<String> },
    }
}

impl Letters<'_> {
    /// All warnings, each with what to do.
    pub(crate) fn warnings(&self) -> Vec<Sentence> {
        let open = self.municipalities(|municipality| self.standing(municipality.number) == Standing::Open).len();
        let unassigned = (open > 0).then_some(Warning::Unassigned { count: open });
        let own = &self.workspace.exercise.contact.email;
        let has_own_address = |municipality: &Municipality| {
            self.contact(municipality.number).is_some_and(|contact| contact.email.as_ref() == Some(own))
        };
        let of = |is_meant: &dyn Fn(&Municipality) -> bool, warning: fn(Vec<String>) -> Warning| {
            Some(self.municipalities(is_meant)).filter(|names| !names.is_empty()).map(warning)
        };
        let warnings = [
            unassigned,
            of(&|municipality| self.history.uncertain(municipality.number).next().is_some(), |municipalities| {
                Warning::Uncertain { municipalities }
            }),
            of(&|municipality| matches!(self.due_of_place(municipality), Due::Undeliverable(_)), |municipalities| {
                Warning::Undeliverable { municipalities }
            }),
            of(&|municipality| self.has_declined(municipality.number), |municipalities| Warning::Declined {
                municipalities,
            }),
            Some(self.municipalities(has_own_address))
                .filter(|names| !names.is_empty())
                .map(|municipalities| Warning::OwnAddress { address: own.to_string(), municipalities }),
            Some(self.gone()).filter(|gone| !gone.is_empty()).map(|municipalities| Warning::Gone { municipalities }),
        ];
        warnings.into_iter().flatten().map(Sentence::from).collect()
    }

    /// The names of municipalities.
    fn municipalities(&self, is_meant: impl Fn(&Municipality) -> bool) -> Vec<String> {
        let meant = self.workspace.municipalities.iter().filter(|municipality| is_meant(municipality));
        meant.map(|municipality| municipality.name.clone()).collect()
    }

    /// The numbers of those that were invited and are not on the list any more.
    fn gone(&self) -> Vec<String> {
        let gone = self.history.municipalities().filter(|number| {
            self.workspace.municipalities.get(*number).is_none() && self.history.invited(*number).is_some()
        });
        gone.map(|number| number.to_string()).collect()
    }
}
