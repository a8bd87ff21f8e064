//! The sections about municipalities: when they registered, their letters, and what they answered.

use super::Report;
use crate::findings::Sentence;
use crate::registration::Answer;
use crate::reply::{Participation, Response};
use crate::show::{Bar, Cell, Chart, Section, Table, capitalised};
use crate::words::say;
use crate::workspace::{LetterCounts, MunicipalityFigures, per_cent};

impl Report<'_> {
    pub(super) fn arrivals(&self) -> Section {
        let days = self.figures.arrivals();
        let late: usize = days.iter().filter(|day| day.is_late).map(|day| day.number).sum();
        let total = days.last().map_or(0, |day| day.total);
        let points = days.iter().map(|day| (day.day, day.total)).collect();
        let deadline = self.workspace.exercise.deadline;
        let (title, limit) = (say!("report-arrivals-chart"), say!("report-deadline"));
        let chart = (total > 0).then(|| Chart::curve(self.words, title, points, deadline, limit));
        let rows = days.iter().map(|day| {
            let note = day.is_late.then(|| self.say(say!("report-after-deadline")));
            [Cell::from(day.day), day.number.into(), day.total.into(), note.into()]
        });
        let headings = [
            say!("report-column-day"),
            say!("report-column-answers"),
            say!("report-column-total"),
            say!("report-column-note"),
        ];
        let text = match (total, late) {
            (0, _) => say!("report-arrivals-none"),
            (_, 0) => say!("report-arrivals-in-time"),
            (_, late) => say!("report-arrivals-late", late = late, total = total),
        };
        let table = Table::new(self.say_each(headings), rows);
        self.section(say!("report-arrivals-heading"), self.say(text), chart, table)
    }

    pub(super) fn unregistered(&self) -> Section {
        let unregistered = self.figures.unregistered();
        let rows = unregistered.iter().map(|missing| {
            let municipality = missing.municipality;
            let number = municipality.number.to_string();
            [Cell::from(municipality.name.as_str()), number.into(), missing.last_reminded.into()]
        });
        let headings =
            [say!("report-column-municipality"), say!("report-column-number"), say!("report-column-reminded")];
        let invited = self.workspace.municipalities.len();
        let text = match unregistered.len() {
            0 => say!("report-unregistered-none"),
            number => {
                say!("report-unregistered", number = number, invited = invited, per_cent = per_cent(number, invited))
            }
        };
        let table = Table::new(self.say_each(headings), rows);
        self.section(say!("report-unregistered-heading"), self.say(text), None, table)
    }

    pub(super) fn letters(&self) -> Section {
        let letters = self.figures.letters();
        let kind = |counts: &LetterCounts| capitalised(&self.say(counts.kind));
        let names = [say!("report-sent"), say!("report-undeliverable"), say!("report-unsent-or-uncertain")];
        let names = self.say_each(names);
        let bars = letters.iter().map(|counts| Bar {
            label: kind(counts),
            parts: [counts.sent, counts.undeliverable, counts.written + counts.uncertain + counts.unsent]
                .into_iter()
                .zip(names.clone())
                .collect(),
            most: None,
        });
        let chart =
            (!letters.is_empty()).then(|| self.chart(say!("report-letters-chart"), bars.collect(), Sentence::empty()));
        let rows = letters.iter().map(|counts| {
            let numbers = [counts.sent, counts.written, counts.undeliverable, counts.uncertain, counts.unsent];
            let [sent, written, undeliverable, uncertain, unsent] = numbers.map(Cell::from);
            [Cell::from(kind(counts)), sent, written, undeliverable, uncertain, unsent]
        });
        let headings = [
            say!("report-column-letter"),
            say!("report-column-sent"),
            say!("report-column-written"),
            say!("report-column-undeliverable"),
            say!("report-column-uncertain"),
            say!("report-column-unsent"),
        ];
        let sum = |number: fn(&LetterCounts) -> usize| letters.iter().map(number).sum::<usize>();
        let text = match letters.len() {
            0 => say!("report-letters-none"),
            _ => say!(
                "report-letters",
                sent = sum(|counts| counts.sent),
                written = sum(|counts| counts.written),
                undeliverable = sum(|counts| counts.undeliverable)
            ),
        };
        let table = Table::new(self.say_each(headings), rows);
        self.section(say!("report-letters-heading"), self.say(text), chart, table)
    }

    pub(super) fn participations(&self) -> Section {
        let participations = self.figures.participations();
        let count = |is_meant: &dyn Fn(&Participation) -> bool| {
            participations.iter().filter(|participation| is_meant(participation)).count()
        };
        let answered = |response: Response| count(&|participation| participation.answer() == Some(response));
        let responses =
            [Response::Accepted, Response::Tentative, Response::Proposed, Response::Delegated, Response::Declined];
        let mut counts: Vec<(String, usize)> =
            responses.into_iter().map(|response| (capitalised(&self.say(response)), answered(response))).collect();
        let contradictory = count(&|participation| *participation == Participation::Contradictory);
        let silent = count(&|participation| matches!(participation, Participation::NeedsAction { .. }));
        counts.push((self.say(say!("report-contradictory")), contradictory));
        counts.push((self.say(say!("report-no-answer")), silent));
        let all = participations.len();
        let bars = counts.iter().map(|(answer, number)| self.bar(answer.clone(), *number, None)).collect();
        let chart = (all > 0).then(|| self.chart(say!("report-participations-chart"), bars, Sentence::empty()));
        let accepted = answered(Response::Accepted);
        let text = match all {
            0 => say!("report-participations-none"),
            all => say!(
                "report-participations",
                accepted = accepted,
                all = all,
                per_cent = per_cent(accepted, all),
                persons = self.figures.persons_answered()
            ),
        };
        let counts = if all > 0 { counts } else { Vec::new() };
        let table = self.shares(say!("report-column-answer"), &counts, all);
        self.section(say!("report-participations-heading"), self.say(text), chart, table)
    }

    pub(super) fn municipalities(&self) -> Section {
        let headings = [
            say!("report-column-municipality"),
            say!("report-column-number"),
            say!("report-column-first-choice"),
            say!("report-column-second-choice"),
            say!("report-column-date"),
            say!("report-column-invited"),
            say!("report-column-answer"),
            say!("report-column-took-part"),
            say!("report-column-expected-people"),
            say!("report-column-head-count"),
        ];
        let municipalities = self.figures.municipalities();
        let rows = municipalities.iter().map(|figures| self.municipality(figures));
        let table = Table::new(self.say_each(headings), rows);
        self.section(say!("report-municipalities-heading"), String::new(), None, table)
    }

    fn municipality(&self, figures: &MunicipalityFigures<'_>) -> [Cell; 10] {
        let choice = |place: usize| match figures.answer {
            Some(Answer::Dates(choices)) => choices.dates().get(place).map(|date| self.day(*date)).into(),
            Some(Answer::Any) if place == 0 => self.say(say!("report-any")).into(),
            Some(Answer::Declined) if place == 0 => self.say(say!("report-declined")).into(),
            _ => Cell::Empty,
        };
        let took_part = figures.took_part.map(|took_part| match took_part {
            true => self.say(say!("report-yes")),
            false => self.say(say!("report-no")),
        });
        [
            Cell::from(figures.municipality.name.as_str()),
            figures.municipality.number.to_string().into(),
            choice(0),
            choice(1),
            figures.place.map(|date| self.day(date)).into(),
            figures.invited.into(),
            figures.participation.filter(|answer| answer.has_answer()).map(|answer| self.say(answer)).into(),
            took_part.into(),
            figures.participants.and_then(|number| usize::try_from(number).ok()).into(),
            figures.head_count.and_then(|number| usize::try_from(number).ok()).into(),
        ]
    }
}
