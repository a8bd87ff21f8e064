//! `ovelse status`: how far the exercise has come, what waits for the lead, and the one command to run next.

use serde::Serialize;

use super::{Console, Outcome};
use crate::cli::{REMINDER_INTERVAL, Status as Args};
use crate::findings::Sentence;
use crate::show::{Grid, Page, View};
use crate::words::{Words, say};
use crate::workspace::{
    Correspondence, DateProgress, HeldSeat, NextStep, Progress, Result, Session, Sources, Tables, Waiting,
};

pub fn run(session: &Session, args: Args, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let registrations = workspace.registrations()?;
    let answers = registrations.answers();
    let assignments = workspace.assignments(&answers)?;
    let (attendance, unclear) = (workspace.attendance()?, workspace.unclear(&registrations)?);
    let (history, replies) = (workspace.history()?, workspace.replies()?);
    let correspondence = Correspondence { history: &history, replies: &replies };
    let (closing, moved) = (workspace.closing_steps()?, workspace.moved_dates()?);
    let kept = workspace.kept_by(&history, &moved, &answers, &assignments);
    let behind = workspace.behind(&history);
    let tables = Tables {
        registrations: &registrations,
        assignments: &assignments,
        kept: &kept,
        moved: &moved,
        attendance: &attendance,
        correspondence,
        also_due: workspace.also_due(&assignments, &history, &unclear, behind.is_some())?,
        unclear: &unclear,
        closing: &closing,
    };
    let mut progress = workspace.progress(&tables, REMINDER_INTERVAL);
    let sources = Sources {
        workspace: &workspace,
        correspondence,
        assignments: &assignments,
        kept: &kept,
        unclear: &unclear,
        answers: &answers,
    };
    let waiting = sources.waiting();
    progress.is_waiting = !waiting.is_empty();
    progress.is_log_behind = behind.is_some();
    let status = Status::of(progress, waiting, behind, console.words);
    console.show(&status, args.listing.format)?;
    Ok(Outcome::Done)
}

#[derive(Debug, Serialize)]
struct Status {
    #[serde(skip)]
    words: Words,
    #[serde(flatten)]
    progress: Progress,
    waiting: Vec<Matters>,
    next: Next,
}

/// What waits for the lead, and for which municipalities.
#[derive(Debug, Serialize)]
struct Matters {
    what: &'static str,
    #[serde(skip)]
    label: Sentence,
    municipalities: Vec<String>,
    /// What to do about it.
    command: String,
}

/// What to do next.
#[derive(Debug, Serialize)]
struct Next {
    step: &'static str,
    /// The command; none if there is nothing to do, or more than one thing that can be done.
    command: Option<String>,
    why: String,
    /// What can be done, in words, if there is no one command.
    remedy: Option<String>,
}

impl Status {
    fn of(progress: Progress, waiting: Vec<Waiting>, behind: Option<Sentence>, words: Words) -> Status {
        let matters = waiting.into_iter().map(|waiting| {
            let (what, label) = (waiting.matter.into(), waiting.label());
            let command = words.remedy(&label).unwrap_or_default();
            Matters { what, label, municipalities: waiting.municipalities, command }
        });
        let step = NextStep::of(&progress);
        let command = step.command().map(|command| words.command(&command));
        let why = match step {
            NextStep::RestoreLog => behind.unwrap_or_else(|| step.why()),
            NextStep::CompleteLetters => progress.lacking.first().cloned().unwrap_or_else(|| step.why()),
            _ => step.why(),
        };
        let remedy = words.remedy(&why).filter(|_| command.is_none());
        let next = Next { step: (&step).into(), command, why: words.say(&why), remedy };
        Status { words, waiting: matters.collect(), next, progress }
    }

    /// A label, a value and a remark for each line.
    fn lines(&self) -> Vec<[String; 3]> {
        let progress = &self.progress;
        let of = |part: usize, whole: usize| say!("status-part", part = part, whole = whole);
        let mut lines = vec![
            (say!("status-phase"), progress.phase.name(), Vec::new()),
            (say!("status-deadline"), deadline(progress), Vec::new()),
        ];
        for (place, date) in progress.dates.iter().enumerate() {
            let label = if place == 0 { say!("status-dates") } else { say!("status-no-label") };
            lines.push((label, seats(date), Vec::new()));
        }
        let unanswered = progress.invited - progress.registered;
        lines.extend([
            (
                say!("status-registered"),
                of(progress.registered, progress.invited),
                vec![
                    (unanswered, say!("status-unanswered", count = unanswered)),
                    (progress.declined, say!("status-declined", count = progress.declined)),
                ],
            ),
            (
                say!("status-placed"),
                of(progress.placed, progress.to_place),
                vec![
                    (progress.unplaced, say!("status-unplaced", count = progress.unplaced)),
                    (progress.unassigned, say!("status-unassigned", count = progress.unassigned)),
                    (progress.pinned, say!("status-pinned", count = progress.pinned)),
                    (progress.misplaced, say!("status-misplaced", count = progress.misplaced)),
                ],
            ),
            (
                say!("status-invited"),
                of(progress.invitations_sent, progress.placed),
                vec![
                    (progress.written, say!("status-written", count = progress.written)),
                    (progress.outdated, say!("status-outdated", count = progress.outdated)),
                ],
            ),
        ]);
        for seat in &progress.held {
            let HeldSeat { short, municipality, until, .. } = seat;
            let seat = say!("status-held-seat", date = short, municipality = municipality, until = *until);
            lines.push((say!("status-held"), seat, Vec::new()));
        }
        for (count, line) in [
            (progress.without_directive, say!("status-without-directive", count = progress.without_directive)),
            (progress.receipts_due, say!("status-receipts-due", count = progress.receipts_due)),
        ] {
            if count > 0 {
                lines.push((say!("status-also-due"), line, Vec::new()));
            }
        }
        let unanswered_invitation = progress.unanswered_invitation;
        if progress.accepted + progress.tentative + progress.declined_invitation + unanswered_invitation > 0 {
            lines.push((
                say!("status-accepted"),
                of(progress.accepted, progress.invitations_out),
                vec![
                    (progress.tentative, say!("status-tentative", count = progress.tentative)),
                    (progress.declined_invitation, say!("status-declined", count = progress.declined_invitation)),
                    (unanswered_invitation, say!("status-unanswered-invitation", count = unanswered_invitation)),
                ],
            ));
        }
        if progress.took_part + progress.unrecorded > 0 {
            lines.push((
                say!("status-took-part"),
                of(progress.took_part, progress.placed),
                vec![(progress.unrecorded, say!("status-unrecorded", count = progress.unrecorded))],
            ));
        }
        lines.into_iter().map(|(label, value, remarks)| self.line(&label, &value, remarks)).collect()
    }

    /// A line with those of its remarks that count something.
    fn line(&self, label: &Sentence, value: &Sentence, remarks: Vec<(usize, Sentence)>) -> [String; 3] {
        let remarks = remarks.into_iter().filter(|(count, _)| *count > 0).map(|(_, remark)| remark);
        let remarks = remarks.map(|remark| self.words.say(&remark)).collect::<Vec<_>>();
        [self.words.say(label), self.words.say(value), remarks.join(", ")]
    }
}

fn deadline(progress: &Progress) -> Sentence {
    match progress.days_to_deadline {
        0 => say!("status-deadline-today", day = progress.deadline),
        left @ 1.. => say!("status-deadline-ahead", day = progress.deadline, days = left),
        passed => say!("status-deadline-passed", day = progress.deadline, days = -passed),
    }
}

/// `22 November in 92 days (14/14)`
fn seats(date: &DateProgress) -> Sentence {
    let DateProgress { short, taken, capacity, .. } = date;
    match date.days {
        _ if date.called_off => say!("status-date-called-off", date = short),
        0 => say!("status-date-today", date = short, taken = *taken, capacity = *capacity),
        left @ 1.. => say!("status-date-ahead", date = short, days = left, taken = *taken, capacity = *capacity),
        passed => say!("status-date-passed", date = short, days = -passed, taken = *taken, capacity = *capacity),
    }
}

impl View for Status {
    fn page(&self, page: &mut Page) {
        page.heading(Sentence::verbatim(&self.progress.title));
        page.facts(&self.lines());
        for matter in &self.waiting {
            page.gap();
            page.names(matter.label.clone(), matter.municipalities.iter().map(String::as_str));
            page.indented(1, Sentence::verbatim(&matter.command));
        }
        page.gap();
        let why = &self.next.why;
        match (&self.next.command, &self.next.remedy) {
            (Some(command), _) => {
                page.line(say!("status-next", command = command));
                page.line(say!("status-next-why", why = why));
            }
            (None, Some(remedy)) => {
                page.line(say!("status-next-blocked", step = self.next.step, why = why));
                page.indented(1, Sentence::verbatim(remedy));
            }
            (None, None) if self.next.step == <&str>::from(&NextStep::Waiting) => page.line(Sentence::verbatim(why)),
            (None, None) => page.line(say!("status-nothing-next", why = why)),
        }
    }

    fn grid(&self) -> Grid {
        let waiting = self
            .waiting
            .iter()
            .map(|matter| [self.words.say(&matter.label), matter.municipalities.join(", "), matter.command.clone()]);
        let next = &self.next;
        let next =
            [self.words.say(&say!("status-next-label")), next.command.clone().unwrap_or_default(), next.why.clone()];
        let lines = self.lines().into_iter().chain(waiting).chain([next]);
        Grid {
            headings: ["what", "value", "note"].map(str::to_owned).to_vec(),
            rows: lines.map(|line| line.to_vec()).collect(),
        }
    }
}
