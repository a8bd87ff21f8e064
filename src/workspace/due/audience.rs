//! To whom the lead's own words go: municipalities by name, by date, by group, and by what they have in common.

use std::collections::HashSet;

use strum::VariantNames;

use crate::exercise::DateId;
use crate::findings::{Sentence, problems, quoted, suggestion};
use crate::municipality::{Number, Unknown};
use crate::registration::Answer;
use crate::reply::{Participation, Response};
use crate::words::say;
use crate::workspace::due::Seating;
use crate::workspace::letters::Letters;
use crate::workspace::{Result, Workspace};

problems! {
    /// Why a municipality gets the lead's words.
    pub(crate) enum Reason in "message" {
        /// The lead named it.
        Named,
        /// It is on the date.
        OnDate,
        /// It is one of all.
        Invited,
        /// It has a place.
        HasPlace,
        /// It takes part, and no date that it asked for has room.
        HasNoPlace,
        /// It has not answered.
        NotAnswered,
        Declined,
        /// It has accepted the meeting.
        Accepted,
        /// It was sent the meeting, and has not answered it.
        Silent,
    }
}

/// What municipalities have in common, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::EnumString, strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
enum Common {
    All,
    Placed,
    Unplaced,
    Unanswered,
    Declined,
    Accepted,
    Silent,
}

impl Common {
    fn reason(self) -> Reason {
        match self {
            Common::All => Reason::Invited,
            Common::Placed => Reason::HasPlace,
            Common::Unplaced => Reason::HasNoPlace,
            Common::Unanswered => Reason::NotAnswered,
            Common::Declined => Reason::Declined,
            Common::Accepted => Reason::Accepted,
            Common::Silent => Reason::Silent,
        }
    }

    fn is_of(self, letters: &Letters<'_>, number: Number) -> bool {
        let answer = letters.registrations.get(number).map(|registration| &registration.answer);
        let seating = letters.seating(number);
        match self {
            Common::All => true,
            Common::Placed => seating.date().is_some(),
            Common::Unplaced => seating == Seating::Waiting,
            Common::Unanswered => answer.is_none() && seating.date().is_none(),
            Common::Declined => answer == Some(&Answer::Declined),
            Common::Accepted => letters.participation(number) == Some(Participation::Answered(Response::Accepted)),
            Common::Silent => letters.has_unanswered_invitation(number),
        }
    }
}

/// To whom the words go.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    common: Vec<Common>,
    dates: HashSet<DateId>,
    named: HashSet<Number>,
}

impl Audience {
    /// As it was typed: what municipalities have in common, `date:DATE`, `group:NAME`, municipalities and groups of
    /// exercise.toml.
    pub(crate) fn of(typed: &[String], workspace: &Workspace) -> Result<Audience> {
        let mut audience = Audience::default();
        for whom in typed {
            if let Ok(common) = whom.parse() {
                audience.common.push(common);
            } else if let Some(date) = whom.strip_prefix("date:") {
                audience.dates.insert(workspace.date(date)?);
            } else if let Some(group) = whom.strip_prefix("group:") {
                audience.named.extend(members(group, workspace)?);
            } else {
                audience.named.extend(named(whom, workspace)?);
            }
        }
        Ok(audience)
    }

    /// Why a municipality is among them; none if it is not.
    pub(super) fn reason(&self, letters: &Letters<'_>, number: Number) -> Option<Reason> {
        if self.named.contains(&number) {
            return Some(Reason::Named);
        }
        if letters.seating(number).date().is_some_and(|date| self.dates.contains(&date)) {
            return Some(Reason::OnDate);
        }
        self.common.iter().find(|common| common.is_of(letters, number)).map(|common| common.reason())
    }
}

/// The members of a group of exercise.toml.
fn members(name: &str, workspace: &Workspace) -> Result<Vec<Number>> {
    let name = name.trim();
    if let Some(members) = members_of(name, workspace) {
        return Ok(members);
    }
    let near = suggestion(name, workspace.groups.iter().map(|group| group.name.as_str()));
    Err(say!("message-no-such-group", name = quoted(name), suggestion = near.map(str::to_owned)).into())
}

fn members_of(name: &str, workspace: &Workspace) -> Option<Vec<Number>> {
    workspace.groups.iter().find(|group| group.name == name).map(|group| group.members.clone())
}

/// A municipality or the members of a group of exercise.toml; a municipality where both are called so.
fn named(name: &str, workspace: &Workspace) -> Result<Vec<Number>> {
    let unknown = match workspace.municipalities.find(name) {
        Ok(municipality) => return Ok(vec![municipality.number]),
        Err(unknown) => unknown,
    };
    if let Some(members) = members_of(name, workspace) {
        return Ok(members);
    }
    let Unknown::UnknownName { suggestion: near } = unknown else {
        return Err(Sentence::from(unknown).about(name).into());
    };
    let groups = workspace.groups.iter().map(|group| group.name.as_str());
    let near = suggestion(name, Common::VARIANTS.iter().copied().chain(groups)).map(str::to_owned).or(near);
    Err(say!("message-nobody-of-that-name", name = quoted(name), suggestion = near).into())
}
