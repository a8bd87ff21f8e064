//! `ovelse calendar`: all dates with who is on them, for the lead's own calendar.
//!
//! It must never ask anybody to answer, nor hold contact data.

use std::path::Path;

use anyhow::Result;

use super::{Console, Outcome, Session, count};
use crate::cli::Calendar;
use crate::letter::{Occupied, calendar_of_dates};

pub fn run(session: &Session, args: &Calendar, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let answers = opened.answers()?;
    let assignments = opened.assignments(&answers)?;
    let occupied: Vec<Occupied> = opened
        .exercise
        .dates
        .ids()
        .map(|date| {
            let municipalities = assignments.on(date).map(|(number, _)| opened.name(number)).collect();
            Occupied { date, municipalities }
        })
        .collect();
    let calendar = calendar_of_dates(&opened.exercise, &occupied, opened.now.to_utc());
    if args.output == Path::new("-") {
        console.out.write_all(calendar.as_bytes())?;
        return Ok(Outcome::Done);
    }
    session.write_to(&args.output, calendar.as_bytes())?;
    let dates = count(occupied.len(), "date", "dates");
    console.say(format_args!("{dates} written to {}; open it with your calendar.", args.output.display()));
    Ok(Outcome::Done)
}
