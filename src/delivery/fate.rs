//! What became of a letter, and why.

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr};

use crate::findings::problems;
use crate::letter::MessageError;

/// What became of a letter. Its name is the same in JSON and in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Display, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Status {
    Sent,
    /// It was put into the outbox, and has not been sent as far as anybody said.
    Written,
    /// It was refused for good.
    Refused,
    /// It was not sent, and is due again.
    #[serde(rename = "not sent")]
    #[strum(serialize = "not sent")]
    NotSent,
    /// Nobody knows whether it has left; the lead must find out.
    Uncertain,
    /// It left, and could not be delivered.
    Undeliverable,
    /// The run ended before its turn.
    #[serde(rename = "not tried")]
    #[strum(serialize = "not tried")]
    NotTried,
    /// It went to the lead, to be looked at, and is not recorded as sent.
    Test,
}

/// What became of a letter, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What became of it.
    pub status: Status,
    /// What the server said, or what went wrong.
    pub reply: Option<Explanation>,
}

impl Fate {
    pub(crate) const NOT_TRIED: Fate = Fate { status: Status::NotTried, reply: None };

    pub(super) fn new(status: Status, reply: impl Into<Option<Explanation>>) -> Fate {
        Fate { status, reply: reply.into() }
    }
}

/// Why a letter has its status. In the log it is a text, or an object with the obstacle's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Explanation {
    /// In the words of a server, a program, or a mail that came back.
    Quoted(String),
    /// Something that ovelse noticed itself.
    Obstacle(Obstacle),
}

problems! {
    /// Something that keeps a letter from leaving, or says where it is.
    #[derive(Serialize, Deserialize)]
    #[serde(tag = "obstacle", rename_all = "kebab-case")]
    pub enum Obstacle in "delivery" {
        /// There is no draft of it in the outbox.
        DraftMissing {
            file: String,
        },
        /// The server takes no message of this size.
        TooLarge {
            /// In bytes.
            size: usize,
            most: usize,
        },
        /// The server cannot be reached.
        Unreachable {
            /// Host and port.
            server: String,
            /// What the system says.
            error: String,
        },
        /// The server does not answer a connection.
        Silent {
            /// Host and port.
            server: String,
        },
        /// The answer of the server ended before its end, or is not one.
        UnreadableAnswer,
        /// There was no answer in time.
        Timeout {
            /// How long was waited.
            seconds: u64,
        },
        /// The server cannot make the connection private.
        NoStartTls {
            /// Host and port.
            server: String,
        },
        /// The server ended the connection.
        HungUp,
        /// Somebody said something on the connection before it was private, to be taken for what the server says in
        /// private.
        SaidBeforePrivate {
            host: String,
        },
        /// Nobody whom this machine trusts vouches for the server's certificate.
        UnknownIssuer {
            host: String,
        },
        CertificateExpired {
            host: String,
        },
        CertificateNotYetValid {
            host: String,
        },
        /// The certificate is for others.
        OtherName {
            host: String,
            /// Those that it is for, with commas between them, if they are known.
            names: Option<String>,
        },
        /// Something else is wrong with the certificate.
        UntrustedCertificate {
            host: String,
            /// In the words of a library.
            why: String,
        },
        /// The server answers in the open.
        NotEncrypted {
            host: String,
        },
        CannotEncrypt {
            host: String,
            /// In the words of a library.
            why: String,
        },
        /// There is no certificate in the file of the exercise folder.
        NotACertificate,
        /// The server lets nobody log in in this way.
        NoSuchLogin {
            mechanism: String,
            /// The ways that it names, with blanks between them, if it names any.
            offered: Option<String>,
        },
        /// The server takes the token for none of its own.
        TokenRefused {
            /// By the server.
            said: String,
        },
        /// The program cannot be run.
        NotRun {
            program: String,
            /// What the system says.
            error: String,
        },
        /// The program ended without a word.
        Ended {
            program: String,
            /// Its exit status, in the system's words.
            status: String,
        },
        /// The letter has no address.
        NoAddress,
        /// It cannot be made into a message. It was not tried, so the log has nothing of it.
        #[serde(skip)]
        CannotCompose {
            reason: MessageError,
        },
        /// Not an obstacle: it is in the mail queue of this machine.
        Queued,
        /// The lead found out that it did not arrive.
        NotArrived,
    }
}

impl From<Obstacle> for Explanation {
    fn from(obstacle: Obstacle) -> Explanation {
        Explanation::Obstacle(obstacle)
    }
}

impl From<String> for Explanation {
    fn from(text: String) -> Explanation {
        Explanation::Quoted(text)
    }
}
