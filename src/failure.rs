//! How a command ends, and why it has done nothing.

mod file_problem;

use std::fmt;
use std::io;

pub(crate) use file_problem::FileProblem;

use crate::findings::{Finding, Findings, Sentence};

/// How a command ended; `main` turns it into the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit code 0: nothing waits for the lead.
    Done,
    /// Exit code 1: something was done, and something waits for the lead.
    Partly,
    /// Exit code 2: the exercise is as it was.
    NotDone,
}

/// What a command or a question to the workspace gives.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a command has done nothing.
#[derive(Debug)]
pub enum Failure {
    /// Inputs cannot be used.
    Rejected(Vec<Finding>),
    /// Something else; what was being done comes before what went wrong with it.
    Said(Vec<Sentence>),
    /// Whoever reads the output, such as `less`, has seen enough.
    BrokenPipe,
}

impl Failure {
    /// Of an error in the words of the system or a library.
    pub fn verbatim(error: impl fmt::Display) -> Failure {
        Failure::Said(vec![Sentence::verbatim(error.to_string())])
    }

    /// The same, with what was being done before it.
    #[must_use]
    pub fn context(self, doing: impl Into<Sentence>) -> Failure {
        match self {
            Failure::Said(mut sentences) => {
                sentences.insert(0, doing.into());
                Failure::Said(sentences)
            }
            other => other,
        }
    }
}

impl<S: Into<Sentence>> From<S> for Failure {
    fn from(sentence: S) -> Failure {
        Failure::Said(vec![sentence.into()])
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe { Failure::BrokenPipe } else { FileProblem::from(error).into() }
    }
}

impl fmt::Display for Failure {
    /// For developers; what a lead reads is made by `Console`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for Failure {}

/// Says what was being done when something went wrong.
pub trait Context<T> {
    /// With what was being done before what went wrong.
    ///
    /// # Errors
    /// Those of the result itself.
    fn context(self, doing: impl Into<Sentence>) -> Result<T>;
}

impl<T, E: Into<Failure>> Context<T> for Result<T, E> {
    fn context(self, doing: impl Into<Sentence>) -> Result<T> {
        self.map_err(|error| error.into().context(doing))
    }
}

/// Goes on unless a finding is an error.
///
/// # Errors
/// When at least one finding is an error: all of them.
pub fn accept(findings: Findings) -> Result<()> {
    if findings.has_errors() { Err(Failure::Rejected(findings.in_file_order())) } else { Ok(()) }
}
