//! Replies in words.

use chrono_tz::Tz;

use super::{Words, say};
use crate::findings::Sentence;
use crate::reply::{Doubt, Participation, Reply, Response, Speaker};

impl From<Response> for Sentence {
    fn from(response: Response) -> Sentence {
        match response {
            Response::Accepted => say!("reply-accepted"),
            Response::Tentative => say!("reply-tentative"),
            Response::Declined => say!("reply-declined"),
            Response::Delegated => say!("reply-delegated"),
            Response::Proposed => say!("reply-proposed"),
            Response::Undeliverable => say!("reply-undeliverable"),
            Response::Delayed => say!("reply-delayed"),
            Response::Delivered => say!("reply-delivered"),
            Response::Read => say!("reply-read"),
            Response::Automatic => say!("reply-automatic"),
            Response::Wrote => say!("reply-wrote"),
            Response::Complaint => say!("reply-complaint"),
        }
    }
}

impl From<Speaker> for Sentence {
    fn from(speaker: Speaker) -> Sentence {
        match speaker {
            Speaker::Municipality => say!("reply-of-municipality"),
            Speaker::Person => say!("reply-of-person"),
            Speaker::Doubtful => say!("reply-of-nobody-sure"),
        }
    }
}

impl From<Participation> for Sentence {
    fn from(participation: Participation) -> Sentence {
        match participation {
            Participation::NeedsAction { earlier: None } => say!("reply-no-answer"),
            Participation::NeedsAction { earlier: Some(answer) } => {
                say!("reply-earlier-answer", answer = Sentence::from(answer))
            }
            Participation::Answered(answer) => answer.into(),
            Participation::Contradictory => say!("reply-contradictory"),
        }
    }
}

impl From<&Doubt> for Sentence {
    fn from(doubt: &Doubt) -> Sentence {
        match doubt {
            Doubt::UnsentChange => say!("reply-unsent-change"),
            Doubt::OtherSender => say!("reply-other-sender"),
            Doubt::UnnamedLetter => say!("reply-unnamed-letter"),
        }
    }
}

/// Remarks on a reply: the proposed time, why it is doubtful, who sent it, who attends instead, and the comment.
pub(crate) fn remarks(reply: &Reply, zone: Tz, words: Words) -> String {
    let proposed = reply.proposed.map(|(start, end)| {
        let (start, end) = (start.with_timezone(&zone).naive_local(), end.with_timezone(&zone).naive_local());
        say!("replies-proposes", start = start, end = end.format("%H:%M").to_string())
    });
    let sender = reply.sender.as_ref().map(|sender| say!("reply-sent-by", sender = sender));
    // Who it was says more than that it was another one.
    let doubt = reply.doubt.as_ref().filter(|doubt| **doubt != Doubt::OtherSender || sender.is_none());
    let authentication = reply.authentication.as_ref();
    let authentication = authentication.map(|results| say!("reply-not-authenticated", results = results));
    let to = reply.delegated_to.as_ref().map(|to| say!("replies-delegated-to", address = to));
    let from = reply.delegated_from.as_ref().map(|from| say!("replies-delegated-from", address = from));
    let guests = reply.guests.map(|guests| say!("replies-guests", count = guests));
    let remarks = [proposed, doubt.map(Sentence::from), sender, authentication, to, from, guests].into_iter().flatten();
    let comment = Some(reply.detail.clone()).filter(|detail| !detail.is_empty());
    remarks.map(|remark| words.say(&remark)).chain(comment).collect::<Vec<_>>().join("; ")
}
