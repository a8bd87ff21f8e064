//! Those whom an invitation was forwarded to, with their last answer. None of them answers for a municipality.

use serde::Serialize;

use super::answers::{Answer, Answers};
use crate::findings::{Sentence, Value};
use crate::show::{Column, Grid, Page, View};
use crate::words::say;

/// All of them, in the order of municipalities.
#[derive(Debug, Serialize)]
pub(super) struct People {
    people: Vec<Person>,
}

#[derive(Debug, Serialize)]
struct Person {
    number: String,
    municipality: String,
    #[serde(flatten)]
    answer: Answer,
}

impl People {
    pub(super) fn of(answers: Answers) -> People {
        let people = answers.municipalities.into_iter().flat_map(|line| {
            let (number, municipality) = (line.number, line.municipality);
            let person = move |answer| Person { number: number.clone(), municipality: municipality.clone(), answer };
            line.people.into_iter().map(person)
        });
        People { people: people.collect() }
    }
}

impl View for People {
    fn page(&self, page: &mut Page) {
        if self.people.is_empty() {
            page.line(say!("replies-nobody-forwarded"));
            return;
        }
        let columns = vec![
            Column::text(say!("replies-heading-municipality")),
            Column::text(say!("replies-heading-name")),
            Column::under(say!("replies-heading-from")),
            Column::text(say!("replies-heading-said")),
            Column::text(say!("replies-heading-note")),
        ];
        let rows = self.people.iter().map(|Person { municipality, answer, .. }| {
            let said = Sentence::from(answer.said);
            [
                municipality.into(),
                answer.name.clone().into(),
                Value::from(&answer.from),
                said.into(),
                (&answer.detail).into(),
            ]
        });
        page.table_of_what_is_there(columns, rows);
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "name", "from", "said", "detail", "at"];
        let rows = self.people.iter().map(|Person { number, municipality, answer }| {
            let Answer { from, name, said, detail, at } = answer;
            let (name, at) = (name.as_deref().unwrap_or_default(), at.as_deref().unwrap_or_default());
            [number, municipality, name, from, said.name(), detail, at].map(str::to_owned).to_vec()
        });
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
