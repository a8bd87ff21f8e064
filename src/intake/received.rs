//! When the rows of a list were received. Whether day or month comes first in its times is said by the whole column.

use chrono::NaiveDateTime;

use super::context::Intake;
use super::list_rows::ListRows;
use super::problem::Problem;
use super::times::{Order, Readings, readings};
use crate::findings::{Finding, Findings};
use crate::sheet::{Epoch, Row, Sheet};

/// Reads the times of one sheet.
pub struct Times<'i> {
    intake: &'i Intake<'i>,
    file: &'i str,
    epoch: Epoch,
    list: ListRows<'i>,
    /// Whether day or month comes first, once a time of the list has asked for it.
    order: Option<Option<Order>>,
    has_noted_day: bool,
}

impl<'i> Times<'i> {
    pub fn new(intake: &'i Intake<'i>, sheet: &'i Sheet<'_>, list: ListRows<'i>) -> Times<'i> {
        Times { intake, file: sheet.file(), epoch: sheet.epoch(), list, order: None, has_noted_day: false }
    }

    /// Reads the times of another list from now on.
    pub fn turn_to(&mut self, list: ListRows<'i>) {
        self.list = list;
        self.order = None;
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
        let order = if readings.is_clear() { Some(Order::DayFirst) } else { self.order(column) };
        let possible = |moment: Option<NaiveDateTime>| moment.filter(|moment| *moment <= self.intake.now);
        match (order, possible(readings.day_first), possible(readings.month_first)) {
            (Some(order), ..) => readings.by(order).ok_or(Problem::NotReceived),
            (None, Some(moment), None) | (None, None, Some(moment)) => Ok(moment),
            (None, ..) => match (readings.day_first, readings.month_first) {
                (Some(day_first), Some(month_first)) => Err(Problem::TwoReadings { day_first, month_first }),
                (day_first, month_first) => day_first.or(month_first).ok_or(Problem::NotReceived),
            },
        }
    }

    /// Whether day or month comes first in a column; looked for once, when a time leaves it open.
    fn order(&mut self, column: usize) -> Option<Order> {
        if let Some(order) = self.order {
            return order;
        }
        let (mut list, mut row) = (self.list.again(), Row::default());
        let mut values = Vec::new();
        while list.read(&mut row) {
            values.extend(self.readings(row.cell(column)).filter(|value| !value.is_clear()));
        }
        let order = Order::of(&values, self.intake.now);
        self.order = Some(order);
        order
    }

    fn readings(&self, written: &str) -> Option<Readings> {
        readings(written, self.epoch, self.intake.exercise.timezone)
    }
}
