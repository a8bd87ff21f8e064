//! What a mail says, by the names that JSON and tables use, and in words.

use serde::Serialize;

use super::{InboxItem, ItemContent, told_in};
use crate::findings::{Sentence, quoted};
use crate::inbox::words::{Entry, Told, Whose};
use crate::municipality::Number;
use crate::registration::{Answer, Registration};
use crate::words::{preferences, say};
use crate::workspace::Workspace;

/// What a mail says, for one municipality.
#[derive(Debug, Serialize)]
pub(crate) struct InboxLine {
    pub(crate) file: String,
    pub(crate) kind: &'static str,
    /// The number of the municipality.
    pub(crate) municipality: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) choices: Option<InboxChoices>,
    pub(crate) contact: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) participants: Option<u32>,
    pub(crate) received: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) code: Option<&'static str>,
    /// The sentence that it was read from, or that cannot be read.
    pub(crate) detail: String,
    #[serde(skip)]
    pub(crate) said: Sentence,
}

/// Dates, best first, or a single word.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum InboxChoices {
    Dates(Vec<String>),
    Word(String),
}

impl InboxChoices {
    fn of(answer: &Answer, choices: Vec<String>) -> InboxChoices {
        match answer {
            Answer::Dates(_) => InboxChoices::Dates(choices),
            Answer::Any | Answer::Declined => InboxChoices::Word(choices.concat()),
        }
    }
}

impl InboxLine {
    /// With names.
    pub(crate) fn of(item: &InboxItem, workspace: &Workspace) -> InboxLine {
        let number = item.municipality();
        let name = number.map(|number| workspace.name(number));
        let mut line = InboxLine {
            file: item.file.clone(),
            kind: "foreign",
            municipality: number.map(|number| number.to_string()),
            name: name.clone(),
            choices: None,
            contact: None,
            email: None,
            phone: None,
            participants: None,
            received: item.received.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()),
            from: item.from.clone(),
            code: None,
            detail: item.subject.clone(),
            said: say!("inbox-foreign", subject = quoted(&item.subject)),
        };
        match &item.content {
            ItemContent::Words(entry) => line.tell(entry, name, workspace),
            ItemContent::Reply { response, detail, .. } => {
                (line.kind, line.detail) = (response.name(), detail.clone());
                line.said = say!("inbox-reply", municipality = name, kind = response.name());
            }
            ItemContent::Attachments(names) => {
                (line.kind, line.code, line.detail) = ("unclear", Some("attachments"), names.join(", "));
                line.said = say!("inbox-attachments", files = names.clone());
            }
            ItemContent::Row(row) => line.tell_row(row, name, workspace),
            ItemContent::Own => (line.kind, line.said) = ("own", say!("inbox-own")),
            ItemContent::Foreign(why) => line.code = Some(Sentence::from(why.clone()).code()),
            ItemContent::Unreadable(why) => (line.kind, line.said) = ("unreadable", why.clone()),
        }
        line
    }

    fn tell_row(&mut self, row: &Registration, name: Option<String>, workspace: &Workspace) {
        self.tell_besides(&told_in(row));
        let choices = workspace.choices(&row.answer);
        (self.kind, self.detail) = ("registration", self.detail.clone());
        self.said = say!("inbox-registration", municipality = name, choices = preferences(&choices));
        self.choices = Some(InboxChoices::of(&row.answer, choices));
    }

    fn tell_besides(&mut self, told: &Told) {
        (self.contact, self.email) = (told.contact.clone(), told.email.clone());
        (self.phone, self.participants) = (told.phone.clone(), told.participants);
    }

    fn tell(&mut self, entry: &Entry, name: Option<String>, workspace: &Workspace) {
        self.tell_besides(&entry.told);
        let doubt = entry.said.doubts.first();
        self.detail = doubt.map_or_else(|| entry.said.sentences.join(" "), |(_, sentence)| sentence.clone());
        let choices = entry.said.answer.as_ref().map(|answer| workspace.choices(answer));
        let shown = choices.as_ref().map(|choices| preferences(choices));
        self.choices =
            choices.zip(entry.said.answer.as_ref()).map(|(choices, answer)| InboxChoices::of(answer, choices));
        let named =
            |numbers: &[Number]| -> Vec<String> { numbers.iter().map(|number| workspace.name(*number)).collect() };
        let (kind, code, said) = match (&entry.whose, doubt) {
            (_, Some((doubt, sentence))) => {
                let code: &'static str = (*doubt).into();
                (
                    "unclear",
                    Some(code),
                    say!("inbox-unclear", municipality = name, why = code, sentence = quoted(sentence)),
                )
            }
            (_, None) if entry.said.answer.is_none() => ("question", None, say!("inbox-question", municipality = name)),
            (Whose::Known(_), None) => {
                ("registration", None, say!("inbox-registration", municipality = name, choices = shown))
            }
            (Whose::Untrusted(_), None) => {
                let from = self.from.clone();
                (
                    "unclear",
                    Some("untrusted"),
                    say!("inbox-untrusted", municipality = name, from = from, choices = shown),
                )
            }
            (Whose::Contradictory(all) | Whose::Several(all), None) => {
                ("unclear", Some("several-municipalities"), say!("inbox-several", municipalities = named(all)))
            }
            (Whose::Nobody, None) => ("unclear", Some("unknown-municipality"), say!("inbox-nobody", choices = shown)),
        };
        (self.kind, self.code, self.said) = (kind, code, said);
    }
}
