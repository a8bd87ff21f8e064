//! Recording who took part on a date.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::named::is_list;
use super::{Failure, Result, Session, Workspace, accept};
use crate::attendance::{Attendance, Attended};
use crate::exercise::DateId;
use crate::findings::{Findings, Sentence, Value};
use crate::intake::{AttendanceLists, AttendanceSaid, Seen};
use crate::municipality::Number;
use crate::words::say;

/// What is recorded of the municipalities that were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    /// What was said of each: they took part, unless a list says that they did not.
    AsSaid,
    /// They did not take part.
    Absent,
    /// They did not take part; all others that were expected did.
    OthersTookPart,
    /// Nothing any more.
    Forgotten,
}

/// What was recorded anew of one municipality, where it may surprise the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surprise {
    /// It was recorded for another date.
    OtherDate(Number, DateId),
    /// Something else was recorded of it on the date: before, and now.
    Changed(Attended, Attended),
    /// It was not expected on the date.
    Unexpected(Number),
    /// It did not take part, and was not expected: nothing is recorded.
    NotExpectedEither(Number),
}

/// What became of recording.
#[derive(Debug)]
pub enum Recorded {
    Written(Attendance, Vec<Surprise>),
    /// Nothing is written: these are recorded for other dates, which would be replaced.
    WouldReplace(Vec<(Number, DateId)>),
}

impl Workspace {
    /// The municipalities that have a place on a date.
    pub fn expected_on(&self, date: DateId) -> Result<BTreeSet<Number>> {
        let assignments = self.assignments(&self.answers()?)?;
        Ok(assignments.on(date).map(|(number, _)| number).collect())
    }

    /// What is said of who took part on a date, by names and numbers that were typed and in files; `-` is standard input.
    /// With it what the lead should know of how the files were read.
    ///
    /// # Errors
    /// When a name or a file cannot be read, or they contradict each other.
    pub fn attendance_said(
        &self,
        session: &Session,
        date: DateId,
        typed: &[String],
    ) -> Result<(AttendanceSaid, Findings)> {
        let (files, names): (Vec<&String>, Vec<&String>) =
            typed.iter().partition(|written| *written == "-" || is_list(written));
        let files: Vec<PathBuf> = files.into_iter().map(PathBuf::from).collect();
        let (mut said, mut findings) = (AttendanceSaid::default(), Findings::new());
        // A list may have been handed out before the date was moved.
        let known = self.clone().knowing_former_dates()?;
        let lists = AttendanceLists { exercise: &known.exercise, municipalities: &self.municipalities, date };
        for file in session.spreadsheets(&files, &mut findings)? {
            lists.read(&file.name, &file.bytes, &mut said, &mut findings);
        }
        if findings.has_errors() {
            accept(findings.clone())?;
        }
        for name in names {
            let found = self.municipality(name)?;
            let seen = Seen { took_part: true, head_count: None, source: String::new() };
            said.add(found.number, seen).map_err(|place| {
                Failure::from(say!("attendance-typed-and-listed", municipality = &found.name, place = place))
            })?;
        }
        Ok((said, findings))
    }

    /// Records who took part on a date. What is recorded for other dates is replaced only if that `may_replace` it.
    ///
    /// # Errors
    /// When the date has not been yet, a municipality is to be absent that was not expected, or a table cannot be read or
    /// written.
    pub fn record_attendance(
        &self,
        date: DateId,
        recording: Recording,
        said: &AttendanceSaid,
        may_replace: bool,
    ) -> Result<Recorded> {
        let _lock = self.folder.lock()?;
        let mut attendance = self.attendance()?;
        let mut surprises = Vec::new();
        if recording == Recording::Forgotten {
            let named = attendance.on(date).map(|attended| attended.municipality);
            let named: Vec<Number> = named.filter(|number| said.seen.contains_key(number)).collect();
            for number in named {
                attendance.remove(number);
            }
        } else {
            self.check_recording(date, recording, said, &attendance)?;
            let expected = self.expected_on(date)?;
            let recorded = to_record(date, recording, said, &expected);
            let on_other_date = |attended: &Attended| {
                let former = attendance.get(attended.municipality).filter(|former| former.date != date)?;
                needs_record(attended, &expected, &attendance).then_some((former.municipality, former.date))
            };
            let replaced: Vec<(Number, DateId)> = recorded.iter().filter_map(on_other_date).collect();
            if !may_replace && !replaced.is_empty() {
                return Ok(Recorded::WouldReplace(replaced));
            }
            for attended in recorded {
                surprises.extend(insert(&mut attendance, attended, &expected));
            }
        }
        self.folder.write(&attendance, self.tables())?;
        Ok(Recorded::Written(attendance, surprises))
    }

    fn check_recording(
        &self,
        date: DateId,
        recording: Recording,
        said: &AttendanceSaid,
        attendance: &Attendance,
    ) -> Result<()> {
        let dates = &self.exercise.dates;
        if dates.is_called_off(date) {
            return Err(say!("attendance-called-off", date = dates.short(date)).into());
        }
        if dates.get(date).start.date() > self.now.date_naive() {
            let today = self.now.date_naive();
            return Err(say!("attendance-not-been-yet", date = dates.short(date), today = today).into());
        }
        if recording == Recording::AsSaid {
            return Ok(());
        }
        if let Some(file) = &said.with_answers {
            return Err(say!("attendance-list-says-who", file = file).into());
        }
        let expected = self.expected_on(date)?;
        let is_known = |number: &Number| expected.contains(number) || is_recorded_on(date, *number, attendance);
        match said.seen.keys().find(|number| !is_known(number)) {
            None => Ok(()),
            Some(number) => Err(say!(
                "attendance-cannot-be-absent",
                municipality = self.name(*number),
                date = dates.short(date),
                key = dates.key(date)
            )
            .into()),
        }
    }

    /// What the lead is told of what was recorded for a date.
    #[must_use]
    pub fn surprising(&self, surprise: Surprise, date: DateId) -> Sentence {
        let short = |date| self.exercise.dates.short(date);
        match surprise {
            Surprise::OtherDate(number, former) => {
                say!("attendance-replaced", municipality = self.name(number), date = short(former))
            }
            Surprise::Changed(former, now) => {
                let municipality = self.name(now.municipality);
                say!(
                    "attendance-changed",
                    municipality = municipality,
                    former = former.in_words(),
                    now = now.in_words()
                )
            }
            Surprise::Unexpected(number) => {
                say!("attendance-unexpected", municipality = self.name(number), date = short(date))
            }
            Surprise::NotExpectedEither(number) => {
                say!("attendance-not-expected-either", municipality = self.name(number), date = short(date))
            }
        }
    }

    /// The municipalities and the dates that they are recorded for, for a message.
    pub fn on_other_dates(&self, replaced: &[(Number, DateId)]) -> Value {
        let one = |(number, date): &(Number, DateId)| {
            let (municipality, date) = (self.name(*number), self.exercise.dates.short(*date));
            say!("attendance-on-other-date", municipality = municipality, date = date).into()
        };
        Value::List(replaced.iter().map(one).collect())
    }
}

fn to_record(date: DateId, recording: Recording, said: &AttendanceSaid, expected: &BTreeSet<Number>) -> Vec<Attended> {
    let named = said.seen.iter().map(|(municipality, seen)| Attended {
        municipality: *municipality,
        date,
        took_part: seen.took_part && recording == Recording::AsSaid,
        head_count: seen.head_count,
    });
    let others = expected.iter().filter(|number| !said.seen.contains_key(number));
    let others = others.filter(|_| recording == Recording::OthersTookPart);
    let others = others.map(|number| Attended { municipality: *number, date, took_part: true, head_count: None });
    named.chain(others).collect()
}

fn is_recorded_on(date: DateId, municipality: Number, attendance: &Attendance) -> bool {
    attendance.get(municipality).is_some_and(|attended| attended.date == date)
}

/// That somebody did not come who was not expected need not be recorded, unless it was recorded as having come.
fn needs_record(attended: &Attended, expected: &BTreeSet<Number>, attendance: &Attendance) -> bool {
    let number = attended.municipality;
    attended.took_part || expected.contains(&number) || is_recorded_on(attended.date, number, attendance)
}

fn insert(attendance: &mut Attendance, attended: Attended, expected: &BTreeSet<Number>) -> Option<Surprise> {
    let number = attended.municipality;
    if !needs_record(&attended, expected, attendance) {
        return Some(Surprise::NotExpectedEither(number));
    }
    let former = attendance.get(number).copied();
    let of_this_date = former.filter(|former| former.date == attended.date);
    // Whoever says only that it came again does not say that it was not counted.
    let counted = of_this_date.filter(|former| former.took_part && attended.took_part);
    let head_count = attended.head_count.or(counted.and_then(|former| former.head_count));
    let attended = Attended { head_count, ..attended };
    attendance.insert(attended);
    match (former, of_this_date) {
        (_, Some(former)) if former != attended => Some(Surprise::Changed(former, attended)),
        (Some(former), None) => Some(Surprise::OtherDate(number, former.date)),
        (None, _) if !expected.contains(&number) => Some(Surprise::Unexpected(number)),
        _ => None,
    }
}
