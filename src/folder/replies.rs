//! replies.csv: one row for each answer that came back on a letter.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};

use super::problem::Problem;
use super::record::{Cells, Column, Record, Records};
use crate::letter::Kind;
use crate::reply::{Doubt, Replies, Reply, Response, Speaker};

/// In the column "doubt".
const UNSENT_CHANGE: &str = "unsent-change";
const OTHER_SENDER: &str = "other-sender";
const UNNAMED_LETTER: &str = "unnamed-letter";

impl Records for Replies {
    type Record = Reply;

    fn records(&self) -> impl Iterator<Item = &Reply> {
        self.iter()
    }

    fn add_record(&mut self, reply: Reply) -> bool {
        self.add(reply);
        true
    }
}

impl Record for Reply {
    const FILE: &'static str = "data/replies.csv";

    fn columns() -> Vec<Column<Reply>> {
        vec![
            Self::column("received", |reply, _| text(reply.at.map(|at| at.to_rfc3339()))),
            Self::column("number", |reply, _| reply.municipality.to_string().into()),
            Self::column("municipality", |reply, context| context.name(reply.municipality).into()),
            Self::column("letter", |reply, _| reply.letter.name().into()),
            Self::column("said", |reply, _| reply.response.name().into()),
            Self::column("for", |reply, _| reply.speaker.name().into()),
            Self::column("from", |reply, _| reply.from.as_deref().unwrap_or_default().into()),
            Self::column("name", |reply, _| reply.name.as_deref().unwrap_or_default().into()),
            Self::column("sequence", |reply, _| text(reply.sequence)),
            Self::column("proposed", |reply, _| {
                text(reply.proposed.map(|(start, end)| format!("{}/{}", start.to_rfc3339(), end.to_rfc3339())))
            }),
            Self::column("detail", |reply, _| reply.detail.as_str().into()),
            Self::column("file", |reply, _| reply.file.as_str().into()),
            Self::column("message_id", |reply, _| reply.message_id.as_str().into()),
            Self::column("id", |reply, _| reply.id.as_str().into()),
            Self::later_column("doubt", |reply, _| match reply.doubt {
                None => "".into(),
                Some(Doubt::UnsentChange) => UNSENT_CHANGE.into(),
                Some(Doubt::OtherSender) => OTHER_SENDER.into(),
                Some(Doubt::UnnamedLetter) => UNNAMED_LETTER.into(),
            }),
            Self::later_column("sender", |reply, _| reply.sender.as_deref().unwrap_or_default().into()),
            Self::later_column("delegated_to", |reply, _| reply.delegated_to.as_deref().unwrap_or_default().into()),
            Self::later_column("delegated_from", |reply, _| reply.delegated_from.as_deref().unwrap_or_default().into()),
            Self::later_column("authentication", |reply, _| reply.authentication.as_deref().unwrap_or_default().into()),
            Self::later_column("guests", |reply, _| text(reply.guests)),
        ]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Reply> {
        // Not looked up among those who are invited: an answer stays when its municipality has left the list.
        let municipality = cells.value("number", Problem::NotAMunicipalityNumber, |cell| cell.parse().ok());
        let letter = cells.value("letter", Problem::UnknownWord, |cell| cell.parse::<Kind>().ok());
        let response = cells.value("said", Problem::UnknownWord, |cell| cell.parse::<Response>().ok());
        let speaker = cells.value("for", Problem::UnknownWord, |cell| cell.parse::<Speaker>().ok());
        let at = cells.optional("received", Problem::NotAZonedTime, time);
        let sequence = cells.optional("sequence", Problem::NotANumber, |cell| cell.parse().ok());
        let proposed = cells.optional("proposed", Problem::NotAPeriod, |cell| {
            cell.split_once('/').and_then(|(start, end)| time(start).zip(time(end)))
        });
        let guests = cells.optional("guests", Problem::NotANumber, |cell| cell.parse().ok());
        let doubt = cells.optional("doubt", Problem::UnknownWord, |cell| match cell {
            UNSENT_CHANGE => Some(Doubt::UnsentChange),
            OTHER_SENDER => Some(Doubt::OtherSender),
            UNNAMED_LETTER => Some(Doubt::UnnamedLetter),
            _ => None,
        });
        let optional = |heading| Some(cells.text(heading).to_owned()).filter(|text| !text.is_empty());
        Some(Reply {
            id: cells.text("id").to_owned(),
            at: at?,
            municipality: municipality?,
            letter: letter?,
            message_id: cells.text("message_id").to_owned(),
            response: response?,
            speaker: speaker?,
            from: optional("from"),
            name: optional("name"),
            sequence: sequence?,
            proposed: proposed?,
            doubt: doubt?,
            sender: optional("sender"),
            authentication: optional("authentication"),
            guests: guests?,
            delegated_to: optional("delegated_to"),
            delegated_from: optional("delegated_from"),
            detail: cells.text("detail").to_owned(),
            file: cells.text("file").to_owned(),
        })
    }
}

fn text(value: Option<impl ToString>) -> Cow<'static, str> {
    value.map(|value| value.to_string()).unwrap_or_default().into()
}

fn time(cell: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(cell).ok()
}
