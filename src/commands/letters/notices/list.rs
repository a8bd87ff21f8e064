//! Who gets a letter of a kind, and whether it is due.

use serde::Serialize;

use crate::delivery::Explanation;
use crate::findings::Sentence;
use crate::kind::Kind;
use crate::municipality::Municipality;
use crate::show::{Column, Grid, Page, View};
use crate::words::{Words, say};
use crate::workspace::Result;
use crate::workspace::due::{Due, Judged, Rule, judged};
use crate::workspace::letters::Letters;

#[derive(Debug, Serialize)]
pub(super) struct List {
    kind: Kind,
    municipalities: Vec<Row>,
    /// How many of them are due one.
    due: usize,
    /// The command that sends them.
    #[serde(skip)]
    send: String,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    municipality: String,
    to: String,
    letter: State,
    /// The same for people.
    #[serde(skip)]
    shown: String,
    /// Why it is due, or what is to be known if it is not.
    why: String,
    /// When the last one was sent.
    last: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Due,
    /// Nothing more is needed for now.
    Enough,
    /// Nobody knows whether the last one has left.
    Uncertain,
    /// The last one could not be delivered, and there is no other address.
    Undeliverable,
    /// It is due, and cannot be made into a message.
    Impossible,
}

impl From<State> for Sentence {
    fn from(state: State) -> Sentence {
        match state {
            State::Due => say!("notices-due"),
            State::Enough => say!("notices-enough"),
            State::Uncertain => say!("notices-uncertain"),
            State::Undeliverable => say!("notices-undeliverable"),
            State::Impossible => say!("notices-impossible"),
        }
    }
}

impl List {
    pub(super) fn of(
        rule: &dyn Rule,
        letters: &Letters<'_>,
        is_meant: impl Fn(&Municipality) -> bool,
        send: String,
        words: Words,
    ) -> Result<List> {
        let mut municipalities = Vec::new();
        for municipality in letters.workspace.municipalities.iter().filter(|municipality| is_meant(municipality)) {
            let Some(Judged { due, why }) = judged(rule, letters, municipality) else { continue };
            let (letter, why) = match due {
                Due::Letter(envelope) => match letters.try_out(municipality, &envelope)? {
                    None => (State::Due, why),
                    Some(obstacle) => (State::Impossible, Some(Sentence::from(&Explanation::from(obstacle)))),
                },
                Due::Nothing(_) => (State::Enough, why),
                Due::Uncertain(_) => (State::Uncertain, why),
                Due::Undeliverable(reason) => (State::Undeliverable, reason.as_ref().map(Sentence::from)),
            };
            let number = municipality.number;
            let last = letters.history.sent_of(number, rule.kind()).last().map(|(_, at)| *at);
            municipalities.push(Row {
                number: number.to_string(),
                municipality: municipality.name.clone(),
                to: letters.addressee(municipality).address(),
                shown: words.say(&letter.into()),
                letter,
                why: why.map(|why| words.say(&why)).unwrap_or_default(),
                last: last.map(|at| at.to_rfc3339()),
            });
        }
        let due = municipalities.iter().filter(|row| row.letter == State::Due).count();
        Ok(List { kind: rule.kind(), municipalities, due, send })
    }
}

impl Row {
    /// The day and the time are enough for people.
    fn last(&self) -> String {
        self.last.as_ref().map(|at| at.chars().take(16).collect::<String>().replace('T', " ")).unwrap_or_default()
    }
}

impl View for List {
    fn page(&self, page: &mut Page) {
        if !self.municipalities.is_empty() {
            let columns = [
                Column::text(say!("column-municipality")),
                Column::under(say!("column-to")),
                Column::text(say!("column-letter")),
                Column::text(say!("column-why")),
                Column::text(say!("notices-last-sent")),
            ];
            let rows = self
                .municipalities
                .iter()
                .map(|row| [row.municipality.clone(), row.to.clone(), row.shown.clone(), row.why.clone(), row.last()]);
            page.table(&columns, rows);
            page.gap();
        }
        page.line(say!("letters-due", count = self.due, command = &self.send));
    }

    fn grid(&self) -> Grid {
        let rows = self.municipalities.iter().map(|row| {
            let Row { number, municipality, to, shown, why, last, .. } = row;
            let cells = [number, municipality, self.kind.name(), to, shown, why].map(str::to_owned);
            cells.into_iter().chain([last.clone().unwrap_or_default()]).collect()
        });
        let headings = ["number", "municipality", "kind", "to", "letter", "why", "last"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
