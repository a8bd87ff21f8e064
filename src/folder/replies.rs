//! replies.csv: a row for each thing that came back on a letter; the tool's own table.
//!
//! It must never hold the same twice.

use chrono::DateTime;

use crate::findings::{Finding, Findings};
use crate::letter::Kind;
use crate::municipality::Municipalities;
use crate::reply::{For, Replies, Reply, Said};
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
            one.said.word().to_owned(),
            one.speaks_for.word().to_owned(),
            one.from.clone().unwrap_or_default(),
            one.name.clone().unwrap_or_default(),
            one.sequence.map(|sequence| sequence.to_string()).unwrap_or_default(),
            proposed.unwrap_or_default(),
            one.detail.clone(),
            one.file.clone(),
            one.message_id.clone(),
            one.id.clone(),
        ]
    });
    sheet::write(COLUMNS, rows)
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
    table.refuse_other_columns(&[], findings);
    let columns = table.columns();
    for reply in table.read_all(findings, |row, findings| Cells { row, columns }.reply(findings)) {
        replies.add(reply);
    }
    replies
}

struct Cells<'r> {
    row: &'r Row,
    columns: [usize; COLUMNS.len()],
}

impl Cells<'_> {
    fn reply(&self, findings: &mut Findings) -> Option<Reply> {
        let word = |said: &Said| said.word().to_owned();
        let municipality = self.value(1, "is no number of a municipality", findings, |cell| cell.parse().ok());
        let letter = self.one_of(3, Kind::ALL, |kind| kind.name().to_owned(), findings);
        let said = self.one_of(4, Said::ALL, word, findings);
        let speaks_for = self.one_of(5, For::ALL, |whom| whom.word().to_owned(), findings);
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
            said: said?,
            speaks_for: speaks_for?,
            from: self.text(6),
            name: self.text(7),
            sequence: sequence?,
            proposed: proposed?,
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
        self.value(column, "is no word that ovelse writes there", findings, |_| {
            all.into_iter().find(|one| word(one) == cell)
        })
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
