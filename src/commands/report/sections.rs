//! The sections about dates: how far municipalities have come, their choices, and who came.

use super::Report;
use crate::exercise::DateId;
use crate::findings::Sentence;
use crate::show::{Bar, Cell, Chart, Section, Table};
use crate::words::say;
use crate::workspace::{DateDemand, per_cent};

impl Report<'_> {
    pub(super) fn coverage(&self) -> Section {
        let coverage = self.figures.coverage();
        let invited = coverage.invited;
        let stages = [
            (say!("report-stage-answered"), coverage.answered),
            (say!("report-stage-attending"), coverage.attending),
            (say!("report-stage-placed"), coverage.placed),
            (say!("report-stage-invited"), coverage.invitations),
            (say!("report-stage-took-part"), coverage.took_part),
        ]
        .map(|(stage, number)| (self.say(stage), number));
        let bar = |(stage, number): &(String, usize)| self.bar(stage.clone(), *number, Some(invited));
        let chart =
            self.chart(say!("report-coverage-chart"), stages.iter().map(bar).collect(), say!("report-all-invited"));
        let row = |(stage, number): &(String, usize)| {
            [Cell::from(stage.as_str()), (*number).into(), invited.into(), per_cent(*number, invited).into()]
        };
        let headings = [
            say!("report-column-stage"),
            say!("report-column-municipalities"),
            say!("report-column-of"),
            say!("report-column-per-cent"),
        ];
        let mut text = vec![say!(
            "report-coverage",
            answered = coverage.answered,
            attending = coverage.attending,
            invited = invited,
            per_cent = per_cent(coverage.answered, invited)
        )];
        if self.figures.has_attendance() {
            text.push(say!(
                "report-coverage-exercised",
                number = coverage.took_part,
                invited = invited,
                per_cent = per_cent(coverage.took_part, invited)
            ));
        }
        let text: Vec<String> = text.into_iter().map(|sentence| self.say(sentence)).collect();
        let table = Table::new(self.say_each(headings), stages.iter().map(row));
        self.section(say!("report-coverage-heading"), text.join(" "), Some(chart), table)
    }

    pub(super) fn choices(&self) -> Section {
        let met = self.figures.choices_met();
        let ranks =
            met.by_rank.iter().zip(1..).map(|(number, rank)| (self.say(say!("choice-heading", rank = rank)), *number));
        let mut got: Vec<(String, usize)> = ranks.collect();
        got.push((self.say(say!("report-another-date")), met.other));
        got.push((self.say(say!("report-no-date")), met.unplaced));
        let all: usize = got.iter().map(|(_, number)| number).sum();
        let first = got.first().map_or(0, |(_, number)| *number);
        let text = match all {
            0 => say!("report-choices-none"),
            _ => say!("report-choices", number = first, all = all, per_cent = per_cent(first, all)),
        };
        let bars = got.iter().map(|(choice, number)| self.bar(choice.clone(), *number, None)).collect();
        let chart = self.chart(say!("report-choices-chart"), bars, Sentence::empty());
        let heading = say!("report-column-choice");
        self.section(say!("report-choices-heading"), self.say(text), Some(chart), self.shares(heading, &got, all))
    }

    pub(super) fn dates(&self) -> Section {
        let demand = self.figures.demand();
        let names = self.say_each([say!("report-first-choice"), say!("report-second-choice")]);
        let bar = |date: &DateDemand| Bar {
            label: self.date(date.date),
            parts: date.by_choice.iter().copied().zip(names.clone()).collect(),
            most: Some(date.capacity),
        };
        let bars = demand.dates.iter().map(bar).collect();
        let chart = self.chart(say!("report-dates-chart"), bars, say!("report-seats"));
        let row = |date: &DateDemand| {
            let found = self.workspace.exercise.dates.get(date.date);
            let off = found.called_off.as_ref().map(|_| self.say(say!("report-called-off")));
            let hours = off.unwrap_or_else(|| found.hours());
            let numbers = [date.capacity, date.by_choice[0], date.by_choice[1], date.assigned];
            let [capacity, first, second, placed] = numbers.map(Cell::from);
            [self.day(date.date), hours.into(), capacity, first, second, placed]
        };
        let headings = [
            say!("report-column-date"),
            say!("report-column-hours"),
            say!("report-column-seats"),
            say!("report-column-first-choice"),
            say!("report-column-second-choice"),
            say!("report-column-placed"),
        ];
        let text = say!("report-dates", any = demand.any, declined = demand.declined);
        let table = Table::new(self.say_each(headings), demand.dates.iter().map(row));
        self.section(say!("report-dates-heading"), self.say(text), Some(chart), table)
    }

    pub(super) fn attendance(&self) -> Section {
        let dates = self.figures.attendance();
        let names = self.say_each([say!("report-took-part"), say!("report-absent"), say!("report-not-recorded")]);
        let bars = dates.iter().map(|date| Bar {
            label: self.date(date.date),
            parts: [date.present, date.absent, date.unrecorded].into_iter().zip(names.clone()).collect(),
            most: None,
        });
        let chart = self.chart(say!("report-attendance-chart"), bars.collect(), Sentence::empty());
        let rows = dates.iter().map(|date| {
            let numbers = [date.expected, date.present, date.absent, date.unrecorded, date.participants];
            let [expected, present, absent, unrecorded, participants] = numbers.map(Cell::from);
            let head_count = (date.counted > 0).then_some(date.head_count).into();
            [self.day(date.date), expected, present, absent, unrecorded, participants, head_count]
        });
        let headings = [
            say!("report-column-date"),
            say!("report-column-expected"),
            say!("report-column-took-part"),
            say!("report-column-absent"),
            say!("report-column-not-recorded"),
            say!("report-column-expected-people"),
            say!("report-column-head-count"),
        ];
        let text = if self.figures.has_attendance() {
            let counted: usize = dates.iter().map(|date| date.counted).sum();
            say!("report-attendance", number = self.figures.coverage().took_part, counted = counted)
        } else {
            say!("report-attendance-none")
        };
        let table = Table::new(self.say_each(headings), rows);
        self.section(say!("report-attendance-heading"), self.say(text), Some(chart), table)
    }

    pub(super) fn section(&self, heading: Sentence, text: String, chart: Option<Chart>, table: Table) -> Section {
        Section { heading: Some(self.say(heading)), text, chart, table }
    }

    pub(super) fn chart(&self, title: Sentence, bars: Vec<Bar>, whole: impl Into<Sentence>) -> Chart {
        Chart::bars(self.words, title, bars, whole)
    }

    /// A bar of municipalities.
    pub(super) fn bar(&self, label: String, number: usize, most: Option<usize>) -> Bar {
        Bar { label, parts: vec![(number, self.say(say!("report-municipalities")))], most }
    }

    /// A table of what `all` municipalities are divided into.
    pub(super) fn shares(&self, heading: Sentence, counts: &[(String, usize)], all: usize) -> Table {
        let headings = [heading, say!("report-column-municipalities"), say!("report-column-per-cent")];
        let row = |(label, number): &(String, usize)| {
            [Cell::from(label.as_str()), (*number).into(), per_cent(*number, all).into()]
        };
        Table::new(self.say_each(headings), counts.iter().map(row))
    }

    /// A date in a chart.
    fn date(&self, date: DateId) -> String {
        self.workspace.exercise.dates.short(date)
    }

    /// A date in a table.
    pub(super) fn day(&self, date: DateId) -> Cell {
        self.workspace.exercise.dates.get(date).start.date().into()
    }
}
