//! Replies in words.

use super::say;
use crate::findings::Sentence;
use crate::reply::{Doubt, Participation, Response, Speaker};

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
            Doubt::OtherSender(sender) => say!("reply-other-sender", sender = sender),
        }
    }
}
