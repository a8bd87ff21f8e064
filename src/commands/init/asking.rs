//! A conversation on a terminal: a question, an answer, and the question again if the answer cannot be read.
//!
//! It must never ask for what has been said already.

use std::fmt::Display;
use std::io::{self, BufRead, Write};

/// Who is asked, and where the questions are written.
pub struct Asking<'a, R> {
    pub input: &'a mut R,
    pub output: &'a mut dyn Write,
}

impl<R: BufRead> Asking<'_, R> {
    pub fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{text}")
    }

    /// Asks for a line of text.
    pub fn text(&mut self, question: &str, found: &mut Option<String>) -> io::Result<()> {
        self.value(question, found, |written| match written.contains(char::is_control) {
            false => Ok(written.to_owned()),
            true => Err("write letters, digits and signs alone"),
        })
    }

    /// Asks until the answer can be read, or is empty.
    pub fn value<T, E: Display>(
        &mut self,
        question: &str,
        found: &mut Option<T>,
        read: impl Fn(&str) -> Result<T, E>,
    ) -> io::Result<()> {
        while found.is_none() {
            write!(self.output, "{question}: ")?;
            self.output.flush()?;
            let mut line = String::new();
            self.input.read_line(&mut line)?;
            let written = line.trim();
            if written.is_empty() {
                return Ok(());
            }
            match read(written) {
                Ok(value) => *found = Some(value),
                Err(problem) => writeln!(self.output, "  {problem}")?,
            }
        }
        Ok(())
    }
}
