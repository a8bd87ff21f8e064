//! `ovelse attendance`: who took part on a date, as the lead or the host has seen it.

use std::io::IsTerminal;

use super::Outcome;
use crate::cli;
use crate::exercise::DateId;
use crate::findings::Sentence;
use crate::municipality::Number;
use crate::show::{Column, Console, Grid, Page, View};
use crate::words::say;
use crate::workspace::{AttendanceOn, AttendanceRow, Recorded, Recording, Result, Session, Workspace};

pub fn run(session: &Session, args: &cli::Attendance, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let date = workspace.date(&args.date)?;
    let (said, notices) = workspace.attendance_said(session, date, &args.who)?;
    let attendance = match recording(args) {
        None => workspace.attendance()?,
        Some(recording) => {
            let record = |may_replace| workspace.record_attendance(date, recording, &said, may_replace);
            let recorded = match record(args.yes)? {
                Recorded::WouldReplace(others) if may_replace(&others, date, &workspace, session, console)? => {
                    record(true)?
                }
                recorded => recorded,
            };
            let Recorded::Written(attendance, surprises) = recorded else { return Ok(Outcome::Done) };
            notices.into_iter().for_each(|notice| console.note(&notice));
            surprises.into_iter().for_each(|surprise| console.say(workspace.surprising(surprise, date)));
            if said.blank > 0 {
                console.say(say!("attendance-blank", count = said.blank));
            }
            attendance
        }
    };
    console.show(&workspace.attendance_on(date, &attendance, console.words)?, args.listing.format)?;
    Ok(Outcome::Done)
}

/// What is to be recorded; none if the lead only asks.
fn recording(args: &cli::Attendance) -> Option<Recording> {
    match args {
        _ if args.forget => Some(Recording::Forgotten),
        _ if args.all_except => Some(Recording::OthersTookPart),
        _ if args.who.is_empty() => None,
        _ if args.absent => Some(Recording::Absent),
        _ => Some(Recording::AsSaid),
    }
}

/// Asks before what is recorded for other dates is replaced. Where nobody can answer, `--yes` must have been typed.
fn may_replace(
    others: &[(Number, DateId)],
    date: DateId,
    workspace: &Workspace,
    session: &Session,
    console: &mut Console,
) -> Result<bool> {
    let (others, date) = (workspace.on_other_dates(others), workspace.exercise.dates.short(date));
    if std::io::stdin().is_terminal() {
        return console.agrees(say!("attendance-question", others = others, date = date));
    }
    let typed = session.typed_again(&[], &["--yes"]);
    Err(say!("attendance-would-replace", others = others, date = date, typed = typed).into())
}

impl View for AttendanceOn {
    fn page(&self, page: &mut Page) {
        page.heading(Sentence::verbatim(&self.in_full));
        let columns = [
            Column::text(say!("column-municipality")),
            Column::text(say!("column-took-part")),
            Column::number(say!("column-head-count")),
            Column::text(say!("column-note")),
        ];
        let row = |row: &AttendanceRow| row.cells().to_vec();
        page.table_of_what_is_there(columns.into(), self.municipalities.iter().map(row));
        page.gap();
        page.line(say!(
            "attendance-summary",
            expected = self.expected,
            took_part = self.took_part - self.unexpected,
            not_recorded = self.not_recorded,
            unexpected = self.unexpected,
            people = self.head_count
        ));
    }

    fn grid(&self) -> Grid {
        let rows = self.municipalities.iter().map(|row| {
            let [municipality, took_part, head_count, note] = row.cells();
            vec![self.date.clone(), row.number.clone(), municipality, took_part, note, head_count]
        });
        let headings = ["date", "number", "municipality", "took part", "note", "head count"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
