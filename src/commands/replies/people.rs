//! Each person whom an invitation was forwarded to, and what they answered last.
//!
//! It must never count any of them as a municipality's answer.

use serde::Serialize;

use super::standing::{Answer, Standings};
use crate::show::{Column, Grid, Page, View};

/// All of them, in the order of municipalities.
#[derive(Debug, Serialize)]
pub struct People {
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
    pub fn of(standings: Standings) -> People {
        let people = standings.municipalities.into_iter().flat_map(|line| {
            let (number, municipality) = (line.number, line.municipality);
            let person = move |answer| Person { number: number.clone(), municipality: municipality.clone(), answer };
            line.people.into_iter().map(person)
        });
        People { people: people.collect() }
    }
}

impl Person {
    fn cells(&self) -> [String; 6] {
        let Answer { from, name, said, detail, at } = &self.answer;
        let (name, at) = (name.clone().unwrap_or_default(), at.clone().unwrap_or_default());
        [self.municipality.clone(), name, from.clone(), said.name().to_owned(), detail.clone(), at]
    }
}

impl View for People {
    fn page(&self, page: &mut Page) {
        if self.people.is_empty() {
            page.line("Nobody has answered to whom an invitation was forwarded.");
            return;
        }
        let columns = vec![
            Column::text("Municipality"),
            Column::text("Name"),
            Column::under("From"),
            Column::text("Said"),
            Column::text("Note"),
        ];
        let rows: Vec<Vec<String>> = self.people.iter().map(|one| one.cells()[..5].to_vec()).collect();
        page.table_of_what_is_there(columns, &rows);
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "name", "from", "said", "detail", "at"];
        let rows = self.people.iter().map(|one| [one.number.clone()].into_iter().chain(one.cells()).collect());
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
