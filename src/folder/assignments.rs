//! assignments.csv: one row per municipality that takes part.
//!
//! The choice is written for the lead and never read: it would be wrong as soon as the registration changes.

use super::problem::Problem;
use super::record::{Cells, Column, Record};
use crate::assignment::{Assignment, Seat};

/// In the column "pinned".
const PINNED: &str = "yes";

/// The heading of the date that a municipality had before it was pinned.
pub(super) const BEFORE_PIN: &str = "before pin";

impl Record for Assignment {
    const FILE: &'static str = "data/assignments.csv";

    fn columns() -> Vec<Column<Assignment>> {
        vec![
            Self::column("number", |assignment, _| assignment.municipality.to_string().into()),
            Self::column("municipality", |assignment, context| context.name(assignment.municipality).into()),
            Self::column("date", |assignment, context| {
                assignment.seat.map_or("", |seat| context.exercise.dates.key(seat.date)).into()
            }),
            Self::column("choice", |assignment, _| {
                let rank = assignment.seat.and_then(|seat| seat.rank);
                rank.map(|rank| rank.to_string()).unwrap_or_default().into()
            }),
            Self::column("pinned", |assignment, _| assignment.pin.as_ref().map_or("", |_| PINNED).into()),
            Self::column("note", |assignment, _| assignment.pin.as_deref().unwrap_or_default().into()),
            Self::later_column(BEFORE_PIN, |assignment, context| {
                assignment.before_pin.map_or("", |date| context.exercise.dates.key(date)).into()
            }),
        ]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Assignment> {
        let municipality = cells.municipality("number")?;
        let seat = match cells.text("date") {
            "" => None,
            _ => Some(Seat { date: cells.date("date")?, rank: None }),
        };
        let pin = match cells.text("pinned") {
            "" => None,
            PINNED if seat.is_some() => Some(cells.text("note").to_owned()),
            _ => {
                cells.refuse("pinned", Problem::NotAPin);
                return None;
            }
        };
        let before_pin = match cells.text(BEFORE_PIN) {
            "" => None,
            _ => Some(cells.date(BEFORE_PIN)?),
        };
        Some(Assignment { municipality, seat, pin, before_pin })
    }
}
