//! Where results and messages go.

use std::fmt;
use std::io::{self, Write};

use super::{Format, Page, View};
use crate::failure::{Context, Failure, Outcome, Result};
use crate::findings::{Finding, Findings, Sentence};
use crate::words::{Words, say};

/// Where results and messages go, and in which language.
pub struct Console {
    /// The result, as it is piped or redirected.
    pub out: Box<dyn Write>,
    /// The same for bytes that must arrive as they are; none on a terminal, to which others could speak through them.
    pub exact: Option<Box<dyn Write>>,
    /// Messages, questions and failures.
    pub err: Box<dyn Write>,
    /// Whether messages are wanted.
    pub quiet: bool,
    /// The terminal's width in columns, if there is one.
    pub width: Option<u16>,
    /// Renders every sentence, and says how a command in a hint begins.
    pub words: Words,
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console").field("quiet", &self.quiet).field("width", &self.width).finish_non_exhaustive()
    }
}

impl Console {
    /// Shows a result.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn show(&mut self, view: &impl View, format: Format) -> Result<()> {
        super::show(view, format, self.words, self.width, &mut self.out).context(say!("show-cannot-write-result"))
    }

    /// Writes a sentence as the result, or as part of it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn print(&mut self, sentence: impl Into<Sentence>) -> Result<()> {
        writeln!(self.out, "{}", self.words.say(&sentence.into())).context(say!("show-cannot-write-result"))
    }

    /// Writes bytes as the result, as they are unless it goes to a terminal.
    ///
    /// # Errors
    /// When they cannot be written.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<()> {
        let written = self.exact.as_mut().unwrap_or(&mut self.out).write_all(bytes);
        written.context(say!("show-cannot-write-result"))
    }

    /// Asks something that is done only if somebody says yes. Standard input must be a terminal.
    ///
    /// # Errors
    /// When the question cannot be asked.
    pub fn agrees(&mut self, question: impl Into<Sentence>) -> Result<bool> {
        write!(self.err, "{} [y/N] ", self.words.say(&question.into()))?;
        self.err.flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes" | "j" | "ja"))
    }

    /// Asks for a line of text. Standard input must be a terminal.
    ///
    /// # Errors
    /// When the question cannot be asked.
    pub fn answer(&mut self, question: impl Into<Sentence>) -> Result<String> {
        write!(self.err, "{}: ", self.words.say(&question.into()))?;
        self.err.flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(answer.trim().to_owned())
    }

    /// A message beside the result, unless it is not wanted.
    pub fn say(&mut self, message: impl Into<Sentence>) {
        if !self.quiet {
            // Where nobody reads the messages there is nobody to tell.
            let _ = writeln!(self.err, "{}", self.words.say(&message.into()));
        }
    }

    /// Messages beside the result, as wide as the terminal, unless they are not wanted.
    pub(crate) fn tell(&mut self, write: impl FnOnce(&mut Page)) {
        if !self.quiet {
            let mut page = Page::new(self.words, self.width);
            write(&mut page);
            let _ = self.err.write_all(page.text().as_bytes());
        }
    }

    /// What was noticed in an input, with its place and what to do about it.
    pub fn note(&mut self, finding: &Finding) {
        if !self.quiet {
            let mut page = Page::new(self.words, None);
            page.finding(finding);
            let _ = self.err.write_all(page.text().as_bytes());
        }
    }

    /// Something that the lead should know, with what to do about it.
    pub fn warn(&mut self, warning: &Sentence) {
        if !self.quiet {
            let mut page = Page::new(self.words, None);
            page.warning(warning);
            let _ = self.err.write_all(page.text().as_bytes());
        }
    }

    /// What is left to be mended after a command has done its part; gives how it ends.
    pub(crate) fn fail_with_what_is_left(&mut self, left: Findings) -> Outcome {
        if !left.has_errors() {
            return Outcome::Done;
        }
        self.fail(&Failure::Rejected(left.in_file_order()));
        Outcome::Partly
    }

    /// Why a command has done nothing.
    pub fn fail(&mut self, failure: &Failure) {
        let mut page = Page::new(self.words, None);
        match failure {
            Failure::Rejected(findings) => findings.iter().for_each(|finding| page.finding(finding)),
            Failure::Said(sentences) => page.error(sentences),
            Failure::BrokenPipe => {}
        }
        let _ = self.err.write_all(page.text().as_bytes());
    }
}
