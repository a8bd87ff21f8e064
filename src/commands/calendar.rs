//! `ovelse calendar`: all dates and the municipalities on each, for the lead's own calendar.
//!
//! It asks nobody to answer and holds no contact data: `the_leads_calendar_holds_every_date_with_who_is_on_it` holds that.

use std::io::Write;
use std::path::Path;

use super::Outcome;
use crate::cli::Calendar;
use crate::letter::{Occupied, calendar_of_dates};
use crate::show::Console;
use crate::words::say;
use crate::workspace::{Result, Session};

pub fn run(session: &Session, args: &Calendar, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let assignments = workspace.assignments(&workspace.answers()?)?;
    let occupied = |date| {
        let municipalities = assignments.on(date).map(|(number, _)| workspace.name(number)).collect();
        Occupied { date, municipalities }
    };
    let occupied: Vec<Occupied> = workspace.exercise.dates.offered().map(occupied).collect();
    let calendar = calendar_of_dates(&workspace.exercise, &occupied, workspace.now.to_utc());
    if args.output == Path::new("-") {
        console.out.write_all(calendar.as_bytes())?;
        return Ok(Outcome::Done);
    }
    session.write_to(&args.output, calendar.as_bytes())?;
    console.say(say!("calendar-written", dates = occupied.len(), file = args.output.as_path()));
    Ok(Outcome::Done)
}
