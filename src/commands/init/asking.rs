//! A conversation on a terminal: a question, an answer, and the question again if the answer cannot be read.

use std::io::{self, BufRead, Write};

use crate::findings::Sentence;
use crate::words::{Words, say};

/// Where answers come from and where questions are written, and in which language.
pub struct Asking<'a, R> {
    pub input: &'a mut R,
    pub output: &'a mut dyn Write,
    pub words: Words,
}

impl<R: BufRead> Asking<'_, R> {
    pub fn say(&mut self, sentence: &Sentence) -> io::Result<()> {
        writeln!(self.output, "{}", self.words.say(sentence))
    }

    /// Asks for a line of text, unless it is known already.
    pub fn text(&mut self, question: &Sentence, answer: &mut Option<String>) -> io::Result<()> {
        self.value(question, answer, |typed| match typed.contains(char::is_control) {
            false => Ok(typed.to_owned()),
            true => Err(say!("init-control-characters")),
        })
    }

    /// Asks until the answer can be read or is empty, unless it is known already.
    pub fn value<T>(
        &mut self,
        question: &Sentence,
        answer: &mut Option<T>,
        read: impl Fn(&str) -> Result<T, Sentence>,
    ) -> io::Result<()> {
        while answer.is_none() {
            write!(self.output, "{}: ", self.words.say(question))?;
            self.output.flush()?;
            let mut line = String::new();
            self.input.read_line(&mut line)?;
            let typed = line.trim();
            if typed.is_empty() {
                return Ok(());
            }
            match read(typed) {
                Ok(value) => *answer = Some(value),
                Err(problem) => self.reject(&problem)?,
            }
        }
        Ok(())
    }

    /// What is wrong with an answer, and what to do.
    fn reject(&mut self, problem: &Sentence) -> io::Result<()> {
        let lines = [Some(self.words.say(problem)), self.words.remedy(problem)];
        lines.into_iter().flatten().try_for_each(|line| writeln!(self.output, "  {line}"))
    }
}
