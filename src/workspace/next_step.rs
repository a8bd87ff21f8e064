//! The first thing that is left to do.

use super::{Phase, Progress};
use crate::findings::Sentence;
use crate::statement::ClosingStep;
use crate::words::{in_shell, say};

/// What to do next. A step with nothing to do is never next.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum NextStep {
    /// The delivery log does not know of letters that there are.
    RestoreLog,
    /// Nobody has registered yet.
    Import,
    /// The deadline has not passed, and so many have not registered and can be reminded.
    Remind(usize),
    /// The deadline has not passed, and so many have not registered.
    Wait(usize),
    /// So many registered since dates were assigned.
    Assign(usize),
    /// Nobody knows whether so many letters left.
    Settle(usize),
    /// So many letters are written and not sent.
    SendWritten(usize),
    /// Letters are due, and lack something without which none can be sent.
    CompleteLetters,
    /// So many letters are due.
    Invite(usize),
    /// It is not recorded whether so many took part on a date.
    RecordAttendance { date: String, municipalities: usize },
    /// So many took part and have no confirmation of it.
    Confirm(usize),
    /// So many have a confirmation that no longer holds.
    CorrectConfirmations(usize),
    /// So many with a place have no directive, and others do.
    SendDirective(usize),
    /// So many are due a receipt, and others had one.
    SendReceipts(usize),
    /// All dates have passed: the report is to be written.
    Report,
    /// The exercise is to be archived.
    Archive,
    /// Personal data is to be deleted.
    Purge,
    /// All is done, and personal data deleted.
    Closed,
    /// Nothing but what waits for the lead.
    Waiting,
    /// Everybody has a date and an invitation.
    AllInvited,
    /// Everybody who registered has a date and an invitation.
    RegisteredInvited,
}

impl NextStep {
    /// The first step that is left, in the order of the work.
    #[must_use]
    pub fn of(progress: &Progress) -> NextStep {
        let missing = progress.invited.saturating_sub(progress.registered);
        let is_open = progress.days_to_deadline >= 0 && progress.invitations_out == 0 && missing > 0;
        // To try again what the server has refused for good is the lead's to decide.
        let due = progress.place_letters_due.saturating_sub(progress.refused);
        let is_closed = progress.phase == Phase::Afterwards && progress.closing.contains(&ClosingStep::Purge);
        match progress {
            _ if progress.is_log_behind => NextStep::RestoreLog,
            // What is wrong is put right also afterwards.
            _ if is_closed && progress.to_correct > 0 => NextStep::CorrectConfirmations(progress.to_correct),
            _ if is_closed => NextStep::Closed,
            _ if progress.registered == 0 => NextStep::Import,
            _ if is_open && progress.to_remind > 0 => NextStep::Remind(missing),
            _ if is_open => NextStep::Wait(missing),
            _ if progress.to_assign > 0 => NextStep::Assign(progress.to_assign),
            _ if progress.uncertain > 0 => NextStep::Settle(progress.uncertain),
            _ if due > 0 && !progress.lacking.is_empty() => NextStep::CompleteLetters,
            _ if due > 0 => NextStep::Invite(due),
            _ if progress.written > 0 && progress.phase != Phase::Afterwards => NextStep::SendWritten(progress.written),
            Progress { first_unrecorded: Some(date), unrecorded, .. } => {
                NextStep::RecordAttendance { date: date.clone(), municipalities: *unrecorded }
            }
            _ if progress.to_confirm > 0 => NextStep::Confirm(progress.to_confirm),
            _ if progress.to_correct > 0 => NextStep::CorrectConfirmations(progress.to_correct),
            _ if progress.written > 0 => NextStep::SendWritten(progress.written),
            _ if progress.phase == Phase::Afterwards => NextStep::after(&progress.closing),
            _ if progress.without_directive > 0 => NextStep::SendDirective(progress.without_directive),
            _ if progress.receipts_due > 0 => NextStep::SendReceipts(progress.receipts_due),
            _ if progress.is_waiting => NextStep::Waiting,
            _ if missing > 0 => NextStep::RegisteredInvited,
            _ => NextStep::AllInvited,
        }
    }
}

impl NextStep {
    /// The first step after the last date that is left.
    fn after(done: &[ClosingStep]) -> NextStep {
        let steps = [(ClosingStep::Report, NextStep::Report), (ClosingStep::Archive, NextStep::Archive)];
        let left = steps.into_iter().find(|(step, _)| !done.contains(step));
        left.map_or(NextStep::Purge, |(_, next)| next)
    }

    /// The command, without the name of the program; none if there is nothing to do, or more than one thing that can be done.
    #[must_use]
    pub fn command(&self) -> Option<String> {
        let command = match self {
            NextStep::Import => "import data/incoming/*.csv",
            NextStep::Remind(_) => "remind",
            NextStep::Wait(_) => "list --missing",
            NextStep::Assign(_) => "assign",
            NextStep::Settle(_) => "log",
            NextStep::Invite(_) => "invite --send",
            NextStep::SendWritten(_) => "outbox",
            NextStep::RecordAttendance { date, .. } => return Some(format!("attendance {}", in_shell(date))),
            NextStep::Confirm(_) | NextStep::CorrectConfirmations(_) => "confirmation --send",
            NextStep::SendDirective(_) => "directive FILE --send",
            NextStep::SendReceipts(_) => "receipts --send",
            NextStep::Report => "report -o report.html",
            NextStep::Archive => "archive -o ../archive.zip",
            NextStep::Purge => "purge",
            NextStep::RestoreLog
            | NextStep::CompleteLetters
            | NextStep::Closed
            | NextStep::Waiting
            | NextStep::AllInvited
            | NextStep::RegisteredInvited => return None,
        };
        Some(command.to_owned())
    }

    /// Why it is next.
    #[must_use]
    pub fn why(&self) -> Sentence {
        match self {
            NextStep::Import => say!("status-next-import"),
            NextStep::Remind(count) | NextStep::Wait(count) => say!("status-next-wait", count = *count),
            NextStep::Assign(count) => say!("status-next-assign", count = *count),
            NextStep::RestoreLog => say!("status-next-restore-log"),
            NextStep::CompleteLetters => say!("status-next-complete-letters"),
            NextStep::Settle(count) => say!("status-next-settle", count = *count),
            NextStep::Invite(count) => say!("status-next-invite", count = *count),
            NextStep::SendWritten(count) => say!("status-next-outbox", count = *count),
            NextStep::RecordAttendance { municipalities, .. } => {
                say!("status-next-attendance", count = *municipalities)
            }
            NextStep::Confirm(count) => say!("status-next-confirm", count = *count),
            NextStep::CorrectConfirmations(count) => say!("status-next-correct", count = *count),
            NextStep::SendDirective(count) => say!("status-next-directive", count = *count),
            NextStep::SendReceipts(count) => say!("status-next-receipts", count = *count),
            NextStep::Report => say!("status-next-report"),
            NextStep::Archive => say!("status-next-archive"),
            NextStep::Purge => say!("status-next-purge"),
            NextStep::Closed => say!("status-next-closed"),
            NextStep::Waiting => say!("status-next-waiting"),
            NextStep::AllInvited => say!("status-next-all-invited"),
            NextStep::RegisteredInvited => say!("status-next-registered-invited"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::DateProgress;

    /// 45 of 52 have registered, been placed and been invited; the deadline has passed.
    fn progress() -> Progress {
        let day = |text: &str| text.parse().expect("a day");
        Progress {
            title: "Øvelse".into(),
            phase: Phase::Preparation,
            today: day("2022-08-22"),
            deadline: day("2022-08-19"),
            days_to_deadline: -3,
            first_date: day("2022-11-22"),
            last_date: day("2022-12-01"),
            dates: vec![DateProgress {
                date: "2022-11-22".into(),
                day: day("2022-11-22"),
                short: "22 November".into(),
                days: 92,
                capacity: 14,
                called_off: false,
                taken: 13,
            }],
            invited: 52,
            registered: 45,
            declined: 0,
            unassigned: 0,
            to_assign: 0,
            misplaced: 0,
            placed: 45,
            to_place: 45,
            pinned: 0,
            unplaced: 0,
            held: Vec::new(),
            invitations_sent: 45,
            invitations_out: 45,
            written: 0,
            place_letters_due: 0,
            refused: 0,
            lacking: Vec::new(),
            uncertain: 0,
            outdated: 0,
            to_remind: 0,
            took_part: 0,
            unrecorded: 0,
            first_unrecorded: None,
            to_confirm: 0,
            to_correct: 0,
            without_directive: 0,
            receipts_due: 0,
            closing: Vec::new(),
            is_log_behind: false,
            is_waiting: false,
            accepted: 0,
            tentative: 0,
            declined_invitation: 0,
            unanswered_invitation: 0,
        }
    }

    #[test]
    fn the_next_step_is_the_first_that_is_left() {
        let next = |progress: Progress| NextStep::of(&progress);
        assert_eq!(next(Progress { registered: 0, placed: 0, invitations_out: 0, ..progress() }), NextStep::Import);
        let open = Progress { days_to_deadline: 4, to_assign: 45, placed: 0, invitations_out: 0, ..progress() };
        assert_eq!(next(open.clone()), NextStep::Wait(7));
        assert_eq!(next(Progress { to_remind: 3, ..open.clone() }), NextStep::Remind(7));
        assert_eq!(next(Progress { registered: 52, ..open.clone() }), NextStep::Assign(45));
        assert_eq!(next(Progress { days_to_deadline: -1, ..open }), NextStep::Assign(45));
        assert_eq!(next(Progress { place_letters_due: 45, invitations_sent: 0, ..progress() }), NextStep::Invite(45));
        let written = Progress { written: 45, invitations_sent: 0, ..progress() };
        assert_eq!(next(written.clone()), NextStep::SendWritten(45));
        assert_eq!(next(Progress { place_letters_due: 1, ..written }), NextStep::Invite(1));
        assert_eq!(next(Progress { uncertain: 1, place_letters_due: 1, ..progress() }), NextStep::Settle(1));
        let full = Progress { unplaced: 1, is_waiting: true, dates: Vec::new(), ..progress() };
        assert_eq!(next(full), NextStep::Waiting);
        let lacking = vec![crate::words::say!("status-next-complete-letters")];
        assert_eq!(next(Progress { place_letters_due: 1, lacking, ..progress() }), NextStep::CompleteLetters);
        assert_eq!(next(Progress { is_log_behind: true, ..progress() }), NextStep::RestoreLog);
        assert_eq!(next(progress()), NextStep::RegisteredInvited);
        assert_eq!(next(Progress { invited: 45, ..progress() }), NextStep::AllInvited);
        assert_eq!(next(Progress { is_waiting: true, ..progress() }), NextStep::Waiting);
        assert_eq!(next(Progress { without_directive: 2, receipts_due: 1, ..progress() }), NextStep::SendDirective(2));
        assert_eq!(next(Progress { receipts_due: 1, ..progress() }), NextStep::SendReceipts(1));
    }

    #[test]
    fn afterwards_attendance_comes_before_the_confirmations() {
        let held = Progress { phase: Phase::Afterwards, unplaced: 1, to_confirm: 3, ..progress() };
        let date = "2022-11-22".to_owned();
        let unrecorded = Progress { unrecorded: 14, first_unrecorded: Some(date.clone()), ..held.clone() };
        assert_eq!(NextStep::of(&unrecorded), NextStep::RecordAttendance { date, municipalities: 14 });
        assert_eq!(NextStep::of(&held), NextStep::Confirm(3));
        let confirmed = Progress { to_confirm: 0, ..held };
        assert_eq!(NextStep::of(&Progress { to_correct: 2, ..confirmed.clone() }), NextStep::CorrectConfirmations(2));
        let done = |closing: &[ClosingStep]| NextStep::of(&Progress { closing: closing.to_vec(), ..confirmed.clone() });
        assert_eq!(done(&[]), NextStep::Report);
        assert_eq!(done(&[ClosingStep::Report]), NextStep::Archive);
        assert_eq!(done(&[ClosingStep::Report, ClosingStep::Archive]), NextStep::Purge);
        assert_eq!(done(&[ClosingStep::Purge]), NextStep::Closed);
        let wrong = Progress { to_correct: 1, closing: vec![ClosingStep::Purge], ..confirmed.clone() };
        assert_eq!(NextStep::of(&wrong), NextStep::CorrectConfirmations(1));
    }
}
