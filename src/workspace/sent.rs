//! What came of sending, as it is told.

use serde::Serialize;

use super::Session;
use super::sending::{Sent, SentLetter};
use crate::delivery::{Status, Stop};
use crate::folder::OUTBOX;
use crate::kind::Kind;
use crate::words::Words;

#[derive(Debug, Serialize)]
pub(crate) struct Sending {
    pub(crate) sent: Vec<Left>,
    /// Those that were put into the outbox, and have not been sent.
    pub(crate) written: Vec<Left>,
    /// Those that have not left, or of which nobody knows.
    pub(crate) unsent: Vec<NotLeft>,
    /// The server that they went through; none if they were put into the outbox.
    pub(crate) via: Option<String>,
    /// Why the run ended before the last letter, if it did.
    pub(crate) stopped: Option<String>,
    /// Whether they went to the lead instead, and are not recorded as sent.
    pub(crate) test: bool,
    #[serde(skip)]
    pub(crate) stop: Option<Stop>,
    /// The command that was typed.
    #[serde(skip)]
    pub(crate) command: String,
    /// How many were written before, and have not been sent.
    #[serde(skip)]
    pub(crate) written_before: usize,
    /// Of how many nobody knew before whether they had left.
    #[serde(skip)]
    pub(crate) uncertain_before: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct Left {
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) kind: Kind,
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) file: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct NotLeft {
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) kind: Kind,
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) result: Status,
    /// What the server said, or what went wrong.
    pub(crate) why: Option<String>,
}

impl Sending {
    pub(crate) fn new(via: Option<&str>, test: bool, session: &Session) -> Sending {
        Sending {
            sent: Vec::new(),
            written: Vec::new(),
            unsent: Vec::new(),
            via: via.map(str::to_owned),
            stopped: None,
            test,
            stop: None,
            command: session.typed_again(&[], &[]),
            written_before: 0,
            uncertain_before: 0,
        }
    }

    /// Takes in what came of a batch.
    pub(crate) fn add(&mut self, sent: Sent, words: Words) {
        for letter in sent.letters {
            self.add_letter(letter, words);
        }
        self.stopped = sent.stop.as_ref().map(|stop| words.say(&stop.into()));
        self.stop = sent.stop;
    }

    fn add_letter(&mut self, letter: SentLetter, words: Words) {
        let SentLetter { municipality, envelope, file, fate } = letter;
        let (number, to) = (envelope.municipality.to_string(), envelope.address().to_owned());
        let (kind, message_id) = (envelope.kind, envelope.message_id);
        let gone = match fate.status {
            Status::Sent => &mut self.sent,
            Status::Written => &mut self.written,
            result => {
                let why = fate.reply.as_ref().map(|reply| words.say(&reply.into()));
                self.unsent.push(NotLeft { number, municipality, kind, to, message_id, result, why });
                return;
            }
        };
        gone.push(Left { number, municipality, kind, to, message_id, file: format!("{OUTBOX}/{file}") });
    }
}
