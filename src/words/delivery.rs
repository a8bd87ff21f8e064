//! Letters and what became of them, in words.

use super::say;
use crate::delivery::{Explanation, Status, Step, Stop};
use crate::findings::Sentence;
use crate::kind::Kind;

/// Each kind has its name in the catalogue, `kind-` and the name that files have. Test: `every_key_of_the_catalogue_is_used`.
impl From<Kind> for Sentence {
    fn from(kind: Kind) -> Sentence {
        Sentence::new("kind", kind.name(), Vec::new())
    }
}

impl From<Status> for Sentence {
    fn from(status: Status) -> Sentence {
        match status {
            Status::Sent => say!("delivery-sent"),
            Status::Written => say!("delivery-written"),
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

/// What was tried of a mail server, without a letter.
impl From<Step> for Sentence {
    fn from(step: Step) -> Sentence {
        match step {
            Step::NoServer => say!("check-no-server"),
            Step::NotRun { program } => say!("check-not-run", program = program),
            Step::Connected { server } => say!("check-connected", server = server),
            Step::Private { host } => say!("check-private", host = host),
            Step::LoggedIn { user } => say!("check-logged-in", user = user),
            Step::Limit { bytes } => say!("check-limit", bytes = bytes),
        }
    }
}
