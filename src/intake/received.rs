//! When the rows of a list were received. Whether day or month comes first in its times is said by the whole column.

use chrono::NaiveDateTime;

use super::context::Intake;
use super::list_rows::ListRows;
use super::problem::Problem;
use super::times::{Orders, Readings, readings};
use crate::findings::{Finding, Findings, quoted};
use crate::sheet::{Epoch, Row, Sheet};

/// Reads the times of one sheet.
pub struct Times<'i> {
    intake: &'i Intake<'i>,
    file: &'i str,
    epoch: Epoch,
    list: ListRows<'i>,
    /// What the times of the list say of day and month, once one of them has asked for it.
    orders: Option<Orders>,
    has_noted_day: bool,
}

impl<'i> Times<'i> {
    pub fn new(intake: &'i Intake<'i>, sheet: &'i Sheet<'_>, list: ListRows<'i>) -> Times<'i> {
        Times { intake, file: sheet.file(), epoch: sheet.epoch(), list, orders: None, has_noted_day: false }
    }

    /// Reads the times of another list from now on.
    pub fn turn_to(&mut self, list: ListRows<'i>) {
        self.list = list;
        self.orders = None;
        self.has_noted_day = false;
    }

    /// The time in a cell, if it has only one meaning by itself.
    pub fn if_clear(&self, written: &str) -> Option<NaiveDateTime> {
        let readings = self.readings(written)?;
        if readings.is_clear() { readings.day_first } else { None }
    }

    /// When an answer was received: not after now, and at the end of the day where no hour is told.
    pub fn received(
        &mut self,
        row: &Row,
        column: usize,
        written: &str,
        findings: &mut Findings,
    ) -> Option<NaiveDateTime> {
        let at = |finding: Finding| finding.at(row.place(column)).value(row.cell(column));
        let Some(readings) = self.readings(written) else {
            findings.push(at(Finding::error(self.file, Problem::NotReceived)));
            return None;
        };
        let moment = match self.in_order(readings, column) {
            Ok(moment) => moment,
            Err(problem) => {
                findings.push(at(Finding::error(self.file, problem)));
                return None;
            }
        };
        let now = self.intake.now;
        let is_later = if readings.is_day { moment.date() > now.date() } else { moment > now };
        if is_later {
            findings.push(at(Finding::error(self.file, Problem::ReceivedLater { now })));
            return None;
        }
        if !readings.is_day {
            return Some(moment);
        }
        if !self.has_noted_day {
            self.has_noted_day = true;
            findings.push(at(Finding::notice(self.file, Problem::DayWithoutHour)));
        }
        moment.date().and_hms_opt(23, 59, 59)
    }

    /// The reading that the whole column is in.
    fn in_order(&mut self, readings: Readings, column: usize) -> Result<NaiveDateTime, Problem> {
        if readings.is_clear() {
            return readings.day_first.ok_or(Problem::NotReceived);
        }
        let orders = self.orders(column);
        if let Some((day_first, month_first)) = orders.contradiction() {
            return Err(Problem::OrdersContradict {
                day_first: quoted(&day_first.text),
                day_line: day_first.line,
                month_first: quoted(&month_first.text),
                month_line: month_first.line,
            });
        }
        match (orders.order(), readings.day_first, readings.month_first) {
            (Some(order), ..) => readings.by(order).ok_or(Problem::NotReceived),
            (None, Some(day_first), Some(month_first)) => Err(Problem::TwoReadings { day_first, month_first }),
            (None, ..) => Err(Problem::NotReceived),
        }
    }

    /// What the times of a column say of the order of day and month; looked for once, when a time leaves it open.
    fn orders(&mut self, column: usize) -> &Orders {
        let (intake, list, epoch) = (self.intake, &self.list, self.epoch);
        self.orders.get_or_insert_with(|| {
            let (mut list, mut row) = (list.again(), Row::default());
            let mut orders = Orders::default();
            while list.read(&mut row) {
                let written = row.cell(column);
                if let Some(readings) = readings(written, epoch, intake.exercise.timezone) {
                    orders.add(written, row.line(), readings, intake.now);
                }
            }
            orders
        })
    }

    fn readings(&self, written: &str) -> Option<Readings> {
        readings(written, self.epoch, self.intake.exercise.timezone)
    }
}
