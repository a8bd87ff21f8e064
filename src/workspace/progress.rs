//! How far an exercise has come.

use chrono::NaiveDate;
use serde::Serialize;

use crate::findings::Sentence;
use crate::statement::ClosingStep;
use crate::words::say;
use crate::workspace::HeldSeat;

/// How far an exercise has come. Counts are of municipalities unless they say otherwise.
#[derive(Debug, Clone, Serialize)]
pub struct Progress {
    pub title: String,
    pub phase: Phase,
    pub today: NaiveDate,
    pub deadline: NaiveDate,
    /// From today; negative when it has passed.
    pub days_to_deadline: i64,
    pub first_date: NaiveDate,
    pub last_date: NaiveDate,
    pub dates: Vec<DateProgress>,
    pub invited: usize,
    pub registered: usize,
    /// Registered that they do not take part.
    pub declined: usize,
    /// Registered after dates were assigned.
    pub unassigned: usize,
    /// Would get a date, or another date, if dates were assigned again.
    pub to_assign: usize,
    /// Have a date that they no longer ask for.
    pub misplaced: usize,
    pub placed: usize,
    /// Take part, or have a date.
    pub to_place: usize,
    /// Have a date that was set by hand.
    pub pinned: usize,
    pub unplaced: usize,
    /// The seats that were offered, and are kept for who has not answered yet.
    pub(crate) held: Vec<HeldSeat>,
    /// Have a date and were sent an invitation.
    #[serde(rename = "letters_sent")]
    pub invitations_sent: usize,
    /// The same, or the invitation is written and not sent.
    #[serde(skip)]
    pub invitations_out: usize,
    /// Letters of any kind that are written and not sent.
    pub written: usize,
    /// Letters about places that are due: invitations, updates, cancellations, and news that no date has room. Receipts,
    /// reminders and the other kinds are not counted (`letters_due_counts_letters_about_places` in tests/it/status.rs).
    #[serde(rename = "letters_due")]
    pub place_letters_due: usize,
    /// How many of these the server has refused for good, at the address that they would go to again.
    #[serde(skip)]
    pub refused: usize,
    /// What letters about places that are due lack, so that none of them can be sent.
    #[serde(skip)]
    pub lacking: Vec<Sentence>,
    /// Letters of any kind of which nobody knows whether they left.
    pub uncertain: usize,
    /// Have an invitation that no longer holds.
    pub outdated: usize,
    /// Are due a reminder.
    pub to_remind: usize,
    pub took_part: usize,
    /// Had their date, and nobody recorded whether they took part.
    pub unrecorded: usize,
    /// The first date with any of those.
    pub first_unrecorded: Option<String>,
    /// Took part, and were not sent the confirmation.
    pub to_confirm: usize,
    /// Were sent a confirmation that no longer holds.
    pub to_correct: usize,
    /// Placed, and without a directive that names their time, once others have one.
    pub without_directive: usize,
    /// Are due a receipt, once others have one.
    pub receipts_due: usize,
    /// What is done after the last date.
    #[serde(skip)]
    pub closing: Vec<ClosingStep>,
    /// Whether the delivery log does not know of letters that there are.
    #[serde(skip)]
    pub is_log_behind: bool,
    /// Whether something waits for the lead.
    #[serde(skip)]
    pub is_waiting: bool,
    /// Answers to invitations.
    pub accepted: usize,
    /// Answered that they may come, or proposed another time.
    pub tentative: usize,
    pub declined_invitation: usize,
    /// Were sent the invitation to a date to come, and have not answered it.
    pub unanswered_invitation: usize,
}

/// One of the dates.
#[derive(Debug, Clone, Serialize)]
pub struct DateProgress {
    /// Its name in tables.
    pub date: String,
    #[serde(skip)]
    pub day: NaiveDate,
    /// Its short name for people.
    #[serde(skip)]
    pub short: String,
    /// From today; negative when it has passed.
    pub days: i64,
    /// Seats.
    pub capacity: u32,
    pub called_off: bool,
    pub taken: usize,
}

/// Where an exercise is in its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Until the deadline.
    Registration,
    /// Until the first date.
    Preparation,
    /// Until the last date.
    Exercise,
    /// After it.
    Afterwards,
}

impl Phase {
    #[must_use]
    pub fn of(today: NaiveDate, deadline: NaiveDate, first: NaiveDate, last: NaiveDate) -> Phase {
        match today {
            today if today > last => Phase::Afterwards,
            today if today >= first => Phase::Exercise,
            today if today > deadline => Phase::Preparation,
            _ => Phase::Registration,
        }
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> Sentence {
        match self {
            Phase::Registration => say!("status-phase-registration"),
            Phase::Preparation => say!("status-phase-preparation"),
            Phase::Exercise => say!("status-phase-exercise"),
            Phase::Afterwards => say!("status-phase-afterwards"),
        }
    }
}
