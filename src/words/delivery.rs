//! Letters and what became of them, in words.

use super::say;
use crate::delivery::{Explanation, Status, Stop};
use crate::findings::Sentence;
use crate::kind::Kind;

impl From<Kind> for Sentence {
    fn from(kind: Kind) -> Sentence {
        match kind {
            Kind::Invitation => say!("kind-invitation"),
            Kind::Update => say!("kind-update"),
            Kind::Cancellation => say!("kind-cancellation"),
            Kind::Unplaced => say!("kind-unplaced"),
            Kind::Receipt => say!("kind-receipt"),
            Kind::Reminder => say!("kind-reminder"),
            Kind::Directive => say!("kind-directive"),
            Kind::ContactTest => say!("kind-contact-test"),
            Kind::Evaluation => say!("kind-evaluation"),
            Kind::Confirmation => say!("kind-confirmation"),
            Kind::Message => say!("kind-message"),
        }
    }
}

impl From<Status> for Sentence {
    fn from(status: Status) -> Sentence {
        match status {
            Status::Sent => say!("delivery-sent"),
            Status::Refused => say!("delivery-refused"),
            Status::NotSent => say!("delivery-not-sent"),
            Status::Uncertain => say!("delivery-uncertain"),
            Status::Undeliverable => say!("delivery-undeliverable"),
            Status::NotTried => say!("delivery-not-tried"),
            Status::Test => say!("delivery-test"),
        }
    }
}

impl From<&Explanation> for Sentence {
    fn from(explanation: &Explanation) -> Sentence {
        match explanation {
            Explanation::Quoted(text) => Sentence::verbatim(text),
            Explanation::Obstacle(obstacle) => obstacle.clone().into(),
        }
    }
}

impl From<&Stop> for Sentence {
    fn from(stop: &Stop) -> Sentence {
        match stop {
            Stop::Interrupted => say!("delivery-interrupted"),
            Stop::Transport(why) => why.into(),
        }
    }
}
