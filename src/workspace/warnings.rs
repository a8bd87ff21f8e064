//! What a lead should know before invitations leave, of the municipalities that are meant. Nothing here keeps a letter from being sent: it is for the lead to
//! judge.

use super::due::place::Selection;
use super::due::{Due, Seating};
use super::letters::Letters;
use crate::findings::{Sentence, problems};
use crate::kind::Kind;
use crate::municipality::{Municipality, Number};

problems! {
    /// Something that a lead should know.
    pub(crate) enum Warning in "invite-warning" {
        /// Municipalities have registered since dates were assigned.
        Unassigned { count: usize },
        /// Nobody knows whether the last letter about their date has left.
        Uncertain { municipalities: Vec<String> },
        /// The last letter could not be delivered.
        Undeliverable { municipalities: Vec<String> },
        /// They declined the invitation, and still have a date.
        Declined { count: usize, municipalities: Vec<String> },
        /// Their contact has the address that invitations come from: calendars do not let an organiser answer.
        OwnAddress { address: String, municipalities: Vec<String> },
        /// They were invited, and are no longer on the list.
        Gone { count: usize, municipalities: Vec<String> },
    }
}

impl Letters<'_> {
    /// All warnings about the letters that are meant, each with what to do.
    pub(crate) fn warnings(&self, selection: &Selection) -> Vec<Sentence> {
        let own = &self.workspace.exercise.contact.email;
        let has_own_address = |municipality: &Municipality| {
            self.contact(municipality.number).is_some_and(|contact| contact.email.as_ref() == Some(own))
        };
        let is_undeliverable =
            |municipality: &Municipality| matches!(self.due_of_place(municipality), Due::Undeliverable(_));
        let of = |is_concerned: &dyn Fn(&Municipality) -> bool| {
            let is_meant = |number: Number| selection.includes(number, self);
            let names = self.municipalities(|municipality| is_meant(municipality.number) && is_concerned(municipality));
            Some(names).filter(|names| !names.is_empty())
        };
        let uncertain = of(&|municipality| self.is_uncertain(municipality.number, selection.kind));
        let declined = of(&|municipality| self.has_declined(municipality.number));
        let address = own.to_string();
        let warnings = [
            self.unassigned(selection),
            uncertain.map(|municipalities| Warning::Uncertain { municipalities }),
            of(&is_undeliverable).map(|municipalities| Warning::Undeliverable { municipalities }),
            declined.map(|municipalities| Warning::Declined { count: municipalities.len(), municipalities }),
            of(&has_own_address).map(|municipalities| Warning::OwnAddress { address, municipalities }),
            self.gone(selection),
        ];
        warnings.into_iter().flatten().map(Sentence::from).collect()
    }

    /// Those that wait for a date may come to any, whatever date is meant.
    fn unassigned(&self, selection: &Selection) -> Option<Warning> {
        let waiting = self.municipalities(|municipality| {
            selection.names(municipality.number) && self.seating(municipality.number) == Seating::Open
        });
        Some(waiting.len()).filter(|count| *count > 0).map(|count| Warning::Unassigned { count })
    }

    /// Whether nobody knows if a letter about its date was sent, of this kind if one is meant. What became of a receipt or
    /// a directive does not keep an invitation back.
    fn is_uncertain(&self, municipality: Number, kind: Option<Kind>) -> bool {
        self.history.uncertain(municipality).any(|letter| {
            let uncertain = letter.envelope.kind;
            uncertain.is_of_place() && kind.is_none_or(|kind| uncertain == kind)
        })
    }

    /// The names of municipalities.
    fn municipalities(&self, is_meant: impl Fn(&Municipality) -> bool) -> Vec<String> {
        let meant = self.workspace.municipalities.iter().filter(|municipality| is_meant(municipality));
        meant.map(|municipality| municipality.name.clone()).collect()
    }

    /// The numbers of those that were invited and are not on the list any more. Nobody can name them.
    fn gone(&self, selection: &Selection) -> Option<Warning> {
        let is_gone = |number: &Number| {
            self.workspace.municipalities.get(*number).is_none() && self.history.invited(*number).is_some()
        };
        let gone = self.history.municipalities().filter(|number| selection.names(*number) && is_gone(number));
        let municipalities: Vec<String> = gone.map(|number| number.to_string()).collect();
        let count = municipalities.len();
        (count > 0).then_some(Warning::Gone { count, municipalities })
    }
}
