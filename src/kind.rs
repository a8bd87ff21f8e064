//! The kinds of letters that municipalities receive.
//!
//! Each is a variant here. Who is due one, and when again, is in `workspace/due/`; its words are in
//! `letter/templates/`. `docs/design.md` lists all that a further kind takes.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// What a letter is for. Its name in files, logs, templates and on the command line is in kebab-case.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    Display,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kind {
    /// A meeting invitation for the date that the municipality got.
    Invitation,
    /// The meeting it was invited to has another time, place or link.
    Update,
    /// It no longer has a place at the meeting.
    Cancellation,
    /// None of the dates it asked for has room: which dates have, and how to answer.
    Unplaced,
    /// It waits for a date, and a seat has opened.
    SeatOpen,
    /// What it registered, as it was understood.
    Receipt,
    /// It has not answered yet.
    Reminder,
    /// It has not answered its invitation yet.
    InvitationReminder,
    /// The directive of the exercise.
    Directive,
    /// Whether its contact can be reached.
    ContactTest,
    /// Where to tell how the exercise was.
    Evaluation,
    /// Proof that it took part.
    Confirmation,
    /// The lead's own words.
    Message,
}

/// What a letter has to do with a meeting of the municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingRole {
    /// It invites to the meeting: the calendar asks for an answer.
    Invites,
    /// It invites to the meeting once more, as it was: nothing changes in the calendar.
    InvitesAgain,
    /// It calls the meeting off.
    Cancels,
    /// It names the meeting on the date that the municipality was assigned.
    NamesAssigned,
    /// It names the meeting that the municipality took part in.
    NamesAttended,
    /// It can name the meeting on the date that the municipality was assigned, if there is one.
    MayNameAssigned,
    /// It names no meeting.
    Nothing,
}

impl Kind {
    /// Its name in files, logs, templates and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// What it has to do with a meeting of the municipality.
    #[must_use]
    pub fn meeting_role(self) -> MeetingRole {
        match self {
            Kind::Invitation | Kind::Update => MeetingRole::Invites,
            Kind::InvitationReminder => MeetingRole::InvitesAgain,
            Kind::Cancellation => MeetingRole::Cancels,
            Kind::Directive | Kind::ContactTest => MeetingRole::NamesAssigned,
            Kind::Evaluation | Kind::Confirmation => MeetingRole::NamesAttended,
            Kind::Receipt | Kind::Reminder | Kind::Message => MeetingRole::MayNameAssigned,
            Kind::Unplaced | Kind::SeatOpen => MeetingRole::Nothing,
        }
    }

    /// Whether it tells a municipality its date, or that it has none.
    #[must_use]
    pub fn is_of_place(self) -> bool {
        match self {
            Kind::Invitation | Kind::Update | Kind::Cancellation | Kind::Unplaced | Kind::SeatOpen => true,
            Kind::Receipt
            | Kind::Reminder
            | Kind::InvitationReminder
            | Kind::Directive
            | Kind::ContactTest
            | Kind::Evaluation
            | Kind::Confirmation
            | Kind::Message => false,
        }
    }

    /// Whether it repeats words that somebody wrote, which may name anybody.
    #[must_use]
    pub fn repeats_written_words(self) -> bool {
        match self {
            Kind::Receipt | Kind::Message => true,
            Kind::Invitation
            | Kind::Update
            | Kind::Cancellation
            | Kind::Unplaced
            | Kind::SeatOpen
            | Kind::Reminder
            | Kind::InvitationReminder
            | Kind::Directive
            | Kind::ContactTest
            | Kind::Evaluation
            | Kind::Confirmation => false,
        }
    }

    /// Whether it invites to a meeting.
    #[must_use]
    pub fn is_request(self) -> bool {
        matches!(self.meeting_role(), MeetingRole::Invites | MeetingRole::InvitesAgain)
    }

    /// Whether it changes what is in a calendar.
    #[must_use]
    pub fn is_about_meeting(self) -> bool {
        match self.meeting_role() {
            MeetingRole::Invites | MeetingRole::Cancels => true,
            MeetingRole::InvitesAgain
            | MeetingRole::NamesAssigned
            | MeetingRole::NamesAttended
            | MeetingRole::MayNameAssigned
            | MeetingRole::Nothing => false,
        }
    }

    /// Whether it cannot be written without a meeting of the municipality.
    #[must_use]
    pub fn names_meeting(self) -> bool {
        match self.meeting_role() {
            MeetingRole::Invites
            | MeetingRole::InvitesAgain
            | MeetingRole::Cancels
            | MeetingRole::NamesAssigned
            | MeetingRole::NamesAttended => true,
            MeetingRole::MayNameAssigned | MeetingRole::Nothing => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::IntoEnumIterator;

    #[test]
    fn a_kind_has_the_same_name_in_json_and_everywhere_else() {
        for kind in Kind::iter() {
            assert_eq!(serde_json::to_value(kind).expect("it is JSON"), kind.name());
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        assert_eq!(Kind::ContactTest.name(), "contact-test");
    }
}
