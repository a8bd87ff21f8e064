//! replies.csv: a row for each thing that came back on a letter; the tool's own table.
//!
//! It must never hold the same twice.

use chrono::DateTime;

use crate::findings::{Finding, Findings};
use crate::letter::Kind;
use crate::municipality::Municipalities;
use crate::reply::{Doubt, Replies, Reply, Response, Speaker};
use crate::sheet::{self, Row, Sheet, Table};

/// From the exercise folder.
pub const FILE: &str = "data/replies.csv";

const COLUMNS: [&str; 14] = [
    "received",
    "number",
    "municipality",
    "letter",
    "said",
    "for",
    "from",
    "name",
    "sequence",
    "proposed",
    "detail",
    "file",
    "message_id",
    "id",
];

/// Columns that tables of version 0.1 lack.
const LATER_COLUMNS: [&str; 4] = ["doubt", "sender", "delegated_to", "delegated_from"];

/// In the column `doubt`.
const UNSENT_CHANGE: &str = "unsent-change";
const OTHER_SENDER: &str = "other-sender";

/// The table as bytes.
pub fn write(replies: &Replies, municipalities: &Municipalities) -> Vec<u8> {
    let rows = replies.iter().map(|one| {
        let name = municipalities.get(one.municipality).map(|found| found.name.clone());
        let proposed = one.proposed.map(|(start, end)| format!("{}/{}", start.to_rfc3339(), end.to_rfc3339()));
        [
            one.at.map(|at| at.to_rfc3339()).unwrap_or_default(),
            one.municipality.to_string(),
            name.unwrap_or_default(),
            one.letter.name().to_owned(),
            one.response.name().to_owned(),
            one.speaker.name().to_owned(),
            one.from.clone().unwrap_or_default(),
            one.name.clone().unwrap_or_default(),
            one.sequence.map(|sequence| sequence.to_string()).unwrap_or_default(),
            proposed.unwrap_or_default(),
            one.detail.clone(),
            one.file.clone(),
            one.message_id.clone(),
            one.id.clone(),
            match &one.doubt {
                None => String::new(),
                Some(Doubt::UnsentChange) => UNSENT_CHANGE.to_owned(),
                Some(Doubt::OtherSender(_)) => OTHER_SENDER.to_owned(),
            },
            match &one.doubt {
                Some(Doubt::OtherSender(sender)) => sender.clone(),
                Some(Doubt::UnsentChange) | None => String::new(),
            },
            one.delegated_to.clone().unwrap_or_default(),
            one.delegated_from.clone().unwrap_or_default(),
        ]
    });
    sheet::write(COLUMNS.into_iter().chain(LATER_COLUMNS), rows)
}

/// Reads the table back, also after Excel has saved it. What is wrong is added to `findings`.
pub fn read(bytes: &[u8], findings: &mut Findings) -> Replies {
    let mut replies = Replies::default();
    let sheet = match Sheet::of_table(FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(*finding);
            return replies;
        }
    };
    let Some(table) = Table::open(&sheet, COLUMNS, findings) else { return replies };
    let later = LATER_COLUMNS.map(|name| table.column(name));
    table.refuse_other_columns(&later.into_iter().flatten().collect::<Vec<_>>(), findings);
    let columns = table.columns();
    for reply in table.read_all(findings, |row, findings| Cells { row, columns, later }.reply(findings)) {
        replies.add(reply);
    }
    replies
}

const NOT_OURS: &str = "is no word that ovelse writes there";

struct Cells<'r> {
    row: &'r Row,
    columns: [usize; COLUMNS.len()],
    later: [Option<usize>; LATER_COLUMNS.len()],
}

impl Cells<'_> {
    fn reply(&self, findings: &mut Findings) -> Option<Reply> {
        let municipality = self.value(1, "is no number of a municipality", findings, |cell| cell.parse().ok());
        let letter = self.one_of(3, Kind::ALL, |kind| kind.name().to_owned(), findings);
        let response = self.value(4, NOT_OURS, findings, |cell| cell.parse::<Response>().ok());
        let speaker = self.value(5, NOT_OURS, findings, |cell| cell.parse::<Speaker>().ok());
        let time = |cell: &str| DateTime::parse_from_rfc3339(cell).ok();
        let at = self.optional(0, "is no time like 2022-08-22T09:00:00+02:00", findings, time);
        let sequence = self.optional(8, "is no number", findings, |cell| cell.parse().ok());
        let period = |cell: &str| cell.split_once('/').and_then(|(start, end)| time(start).zip(time(end)));
        let proposed = self.optional(9, "is no two times divided by /", findings, period);
        Some(Reply {
            id: self.cell(13).to_owned(),
            at: at?,
            municipality: municipality?,
            letter: letter?,
            message_id: self.cell(12).to_owned(),
            response: response?,
            speaker: speaker?,
            from: self.text(6),
            name: self.text(7),
            sequence: sequence?,
            proposed: proposed?,
            doubt: self.doubt(),
            delegated_to: self.later(2),
            delegated_from: self.later(3),
            detail: self.cell(10).to_owned(),
            file: self.cell(11).to_owned(),
        })
    }

    fn cell(&self, column: usize) -> &str {
        self.row.cell(self.columns[column])
    }

    fn text(&self, column: usize) -> Option<String> {
        Some(self.cell(column).to_owned()).filter(|text| !text.is_empty())
    }

    fn later(&self, column: usize) -> Option<String> {
        let cell = self.later.get(column).copied().flatten().map(|column| self.row.cell(column))?;
        Some(cell.to_owned()).filter(|text| !text.is_empty())
    }

    fn doubt(&self) -> Option<Doubt> {
        match self.later(0)?.as_str() {
            OTHER_SENDER => Some(Doubt::OtherSender(self.later(1).unwrap_or_default())),
            _ => Some(Doubt::UnsentChange),
        }
    }

    /// A value that may be missing; nothing if it is there and cannot be read.
    #[expect(clippy::option_option, reason = "unreadable, missing or there")]
    fn optional<T>(
        &self,
        column: usize,
        problem: &str,
        findings: &mut Findings,
        read: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.cell(column).is_empty() { Some(None) } else { self.value(column, problem, findings, read).map(Some) }
    }

    fn one_of<T>(
        &self,
        column: usize,
        all: impl IntoIterator<Item = T>,
        word: impl Fn(&T) -> String,
        findings: &mut Findings,
    ) -> Option<T> {
        let cell = self.cell(column);
        self.value(column, NOT_OURS, findings, |_| all.into_iter().find(|one| word(one) == cell))
    }

    fn value<T>(
        &self,
        column: usize,
        problem: &str,
        findings: &mut Findings,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = read(self.cell(column));
        if found.is_none() {
            let finding =
                Finding::error(FILE, problem).at(self.row.place(self.columns[column])).value(self.cell(column));
            findings.push(finding.remedy("put back what stood there, or remove the row and read the mail again"));
        }
        found
    }
}
