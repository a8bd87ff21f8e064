//! The lead's own words, to whomever the lead names: the same words and files once to each municipality.

use std::collections::HashSet;

use super::about::About;
use super::rule::{DueLetter, Judged, Rule};
use crate::exercise::DateId;
use crate::findings::{Sentence, problems, quoted, suggestion};
use crate::kind::Kind;
use crate::letter::{Attachment, fingerprint, fingerprint_of_bytes, former_fingerprint};
use crate::municipality::{Municipality, Number, Unknown};
use crate::registration::Answer;
use crate::words::say;
use crate::workspace::letters::{Enclosure, Letters, OwnWords};
use crate::workspace::{Result, Workspace};

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "message" {
        /// The lead named it.
        Named,
        /// It is on the date.
        OnDate,
        /// It has a place.
        HasPlace,
        /// It has not answered.
        NotAnswered,
        Declined,
    }
}

pub(crate) struct Messages {
    words: OwnWords,
    files: Vec<Attachment>,
    audience: Audience,
    about: About,
}

impl Messages {
    /// `written` is the file with the words, as it is.
    pub(crate) fn new(written: &[u8], words: OwnWords, files: Vec<Attachment>, audience: Audience) -> Messages {
        let bytes = files.iter().map(|file| file.bytes.as_slice());
        let former = former_fingerprint([written].into_iter().chain(bytes.clone()));
        let values = [("words", fingerprint_of_bytes(written)), ("files", bytes.map(fingerprint_of_bytes).collect())];
        Messages { about: About::new(fingerprint(values), vec![former]), words, files, audience }
    }
}

impl Rule for Messages {
    fn kind(&self) -> Kind {
        Kind::Message
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let reason = self.audience.reason(letters, municipality.number)?;
        let due = letters
            .addressee(municipality)
            .due_of_kind(self.kind(), &self.about, |sent| sent.iter().any(|(letter, _)| self.about.is_of(letter)));
        Some(Judged::because(due, reason))
    }

    fn enclosure(&self) -> Enclosure {
        Enclosure { files: self.files.clone(), words: Some(self.words.clone()), ..Enclosure::default() }
    }

    /// Nothing else tries the lead's words, and what a name stands for depends on who is due them.
    fn rehearse(&self, letters: &Letters<'_>, due: &[DueLetter<'_>]) -> Result<()> {
        due.iter().try_for_each(|due| letters.write(due.municipality, &due.envelope).map(drop))
    }
}

/// What municipalities have in common.
const COMMON: [&str; 3] = ["placed", "unanswered", "declined"];

/// To whom the words go.
#[derive(Debug, Default)]
pub(crate) struct Audience {
    placed: bool,
    unanswered: bool,
    declined: bool,
    dates: HashSet<DateId>,
    named: HashSet<Number>,
}

impl Audience {
    /// As it was typed: what municipalities have in common, `date:DATE`, municipalities and groups of exercise.toml.
    pub(crate) fn of(typed: &[String], workspace: &Workspace) -> Result<Audience> {
        let mut audience = Audience::default();
        for whom in typed {
            match (whom.as_str(), whom.strip_prefix("date:")) {
                ("placed", _) => audience.placed = true,
                ("unanswered", _) => audience.unanswered = true,
                ("declined", _) => audience.declined = true,
                (_, Some(date)) => drop(audience.dates.insert(workspace.date(date)?)),
                (name, None) => audience.named.extend(named(name, workspace)?),
            }
        }
        Ok(audience)
    }

    /// Why a municipality is among them; none if it is not.
    fn reason(&self, letters: &Letters<'_>, number: Number) -> Option<Reason> {
        let answer = letters.registrations.get(number).map(|registration| &registration.answer);
        let date = letters.seating(number).date();
        let reasons = [
            (self.named.contains(&number), Reason::Named),
            (date.is_some_and(|date| self.dates.contains(&date)), Reason::OnDate),
            (self.placed && date.is_some(), Reason::HasPlace),
            (self.unanswered && answer.is_none() && date.is_none(), Reason::NotAnswered),
            (self.declined && answer == Some(&Answer::Declined), Reason::Declined),
        ];
        reasons.into_iter().find_map(|(is_so, reason)| is_so.then_some(reason))
    }
}

/// A municipality or the members of a group of exercise.toml; a municipality where both are called so.
fn named(name: &str, workspace: &Workspace) -> Result<Vec<Number>> {
    let unknown = match workspace.municipalities.find(name) {
        Ok(municipality) => return Ok(vec![municipality.number]),
        Err(unknown) => unknown,
    };
    if let Some(group) = workspace.groups.iter().find(|group| group.name == name) {
        return Ok(group.members.clone());
    }
    let Unknown::UnknownName { suggestion: near } = unknown else {
        return Err(Sentence::from(unknown).about(name).into());
    };
    let groups = workspace.groups.iter().map(|group| group.name.as_str());
    let near = suggestion(name, COMMON.into_iter().chain(groups)).map(str::to_owned).or(near);
    Err(say!("message-nobody-of-that-name", name = quoted(name), suggestion = near).into())
}
