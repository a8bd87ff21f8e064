//! What a confirmation says of who took part, and whether one that was sent still holds.
//!
//! A letter that says nothing of how many people came still holds when that becomes known. Where nothing is recorded any
//! more, nobody knows whether a letter holds: none is due before something is recorded.

use serde_json::json;

use super::about::About;
use crate::attendance::Attended;
use crate::exercise::ExerciseDates;
use crate::letter::{Envelope, fingerprint, former_fingerprint};

/// What the letter is about that says what is recorded. Dates go by their key, which stays when other dates are added.
pub(super) fn about(recorded: &Attended, dates: &ExerciseDates) -> About {
    if !recorded.took_part {
        return About::new(fingerprint([("took_part", json!(false))]), Vec::new());
    }
    let key = dates.key(recorded.date);
    match recorded.head_count {
        None => uncounted(key),
        head_count => About::new(fingerprint([("date", json!(key)), ("head_count", json!(head_count))]), Vec::new()),
    }
}

/// That it took part, and nothing of how many people came.
fn uncounted(key: &str) -> About {
    About::new(fingerprint([("date", json!(key))]), vec![former_fingerprint([key.as_bytes()])])
}

/// Whether what was sent is as it is recorded.
pub(crate) fn holds(sent: &Envelope, recorded: &Attended, dates: &ExerciseDates) -> bool {
    let is_uncounted = || recorded.took_part && uncounted(dates.key(recorded.date)).is_of(sent);
    about(recorded, dates).is_of(sent) || is_uncounted()
}

/// The envelope of a confirmation with what is recorded; `last` is the last one that was sent.
pub(super) fn completed(envelope: Envelope, recorded: Option<&Attended>, last: Option<&Envelope>) -> Envelope {
    match (recorded, last) {
        (Some(Attended { took_part: true, head_count, .. }), _) => Envelope { head_count: *head_count, ..envelope },
        // What is withdrawn is named as it was confirmed.
        (Some(_), Some(last)) => Envelope { withdraws: true, meeting: last.meeting.clone(), ..envelope },
        _ => envelope,
    }
}
