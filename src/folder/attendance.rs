//! attendance.csv: one row per municipality of which it is recorded whether it took part.

use super::problem::Problem;
use super::record::{Cells, Column, Record};
use crate::attendance::Attended;

const YES: &str = "yes";
const NO: &str = "no";
const HEAD_COUNT: &str = "head count";

impl Record for Attended {
    const FILE: &'static str = "data/attendance.csv";

    fn columns() -> Vec<Column<Attended>> {
        vec![
            Self::column("number", |attended, _| attended.municipality.to_string().into()),
            Self::column("municipality", |attended, context| context.name(attended.municipality).into()),
            Self::column("date", |attended, context| context.exercise.dates.key(attended.date).into()),
            Self::column("took part", |attended, _| if attended.took_part { YES } else { NO }.into()),
            Self::later_column(HEAD_COUNT, |attended, _| {
                attended.head_count.map(|number| number.to_string()).unwrap_or_default().into()
            }),
        ]
    }

    fn read(cells: &mut Cells<'_>) -> Option<Attended> {
        let municipality = cells.municipality("number");
        let date = cells.date("date");
        let took_part = match cells.text("took part") {
            YES => Some(true),
            NO => Some(false),
            _ => {
                cells.refuse("took part", Problem::NotYesOrNo);
                None
            }
        };
        let head_count = match cells.text(HEAD_COUNT) {
            "" => Some(None),
            written => match written.parse::<u32>() {
                Ok(number) if took_part.is_none_or(|took_part| took_part == (number > 0)) => Some(Some(number)),
                Ok(_) => {
                    cells.refuse(HEAD_COUNT, Problem::HeadCountContradicts);
                    None
                }
                Err(_) => {
                    cells.refuse(HEAD_COUNT, Problem::NotANumber);
                    None
                }
            },
        };
        Some(Attended { municipality: municipality?, date: date?, took_part: took_part?, head_count: head_count? })
    }
}
