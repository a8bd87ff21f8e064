//! The way out: whatever leaves for a terminal or a pipe passes here, and nothing that others wrote has power when it has.
//!
//! It is the one place, so that no value can be forgotten: subjects, addresses, cells, names of files and the words of
//! servers all come to the console as text. What is let through are line ends, tabs, and the commands that set the
//! styles of a page, each as a whole (tests/it/escapes.rs). What must arrive byte for byte, as a letter in a file, takes
//! another way ([`Console::exact`](super::Console)).

use std::io::{self, Write};

use anstyle::Reset;

use super::page::STYLES;
use crate::text::{has_power, picture};

/// Whether a text has no power as it is.
#[must_use]
pub fn is_harmless(text: &str) -> bool {
    !text.contains(has_power)
}

/// Writes text without power.
#[derive(Debug)]
pub struct Harmless<W> {
    to: W,
    /// What cannot be judged before more of it is there.
    held: Vec<u8>,
    /// The commands that are let through.
    own: Vec<String>,
}

impl<W: Write> Harmless<W> {
    /// Writes into `to`.
    pub fn new(to: W) -> Harmless<W> {
        const ESCAPE: char = '\u{1b}';
        // A style may be several commands.
        let styles: String = STYLES.iter().map(ToString::to_string).chain([Reset.render().to_string()]).collect();
        let own = styles.split(ESCAPE).filter(|command| !command.is_empty());
        Harmless { to, held: Vec::new(), own: own.map(|command| format!("{ESCAPE}{command}")).collect() }
    }

    /// Writes what can be judged; all of it at the end.
    fn write_held(&mut self, is_end: bool) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        let (text, rest) = match str::from_utf8(&held) {
            Ok(text) => (text.to_owned(), Vec::new()),
            // A character that is cut off.
            Err(error) if error.error_len().is_none() && !is_end => {
                let (whole, rest) = held.split_at(error.valid_up_to());
                (String::from_utf8_lossy(whole).into_owned(), rest.to_vec())
            }
            Err(_) => (String::from_utf8_lossy(&held).into_owned(), Vec::new()),
        };
        let (written, open) = self.without_power(&text, is_end);
        self.held = [open.as_bytes(), &rest].concat();
        self.to.write_all(written.as_bytes())
    }

    /// The text without power, and what is left of it that more may follow.
    fn without_power<'t>(&self, text: &'t str, is_end: bool) -> (String, &'t str) {
        let mut written = String::with_capacity(text.len());
        let mut left = text;
        while let Some(place) = left.find(has_power) {
            written.push_str(&left[..place]);
            left = &left[place..];
            let let_through = self.own.iter().map(String::as_str).chain(["\r\n"]);
            if let Some(own) = let_through.clone().find(|own| left.starts_with(own)) {
                written.push_str(own);
                left = &left[own.len()..];
                continue;
            }
            if !is_end && let_through.clone().any(|own| own.starts_with(left)) {
                return (written, left);
            }
            let mut characters = left.chars();
            written.extend(characters.next().map(picture));
            left = characters.as_str();
        }
        written.push_str(left);
        (written, "")
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        self.write_held(false)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_held(true)?;
        self.to.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn through(parts: &[&[u8]]) -> String {
        let mut out = Vec::new();
        let mut harmless = Harmless::new(&mut out);
        parts.iter().for_each(|part| harmless.write_all(part).expect("memory takes it"));
        harmless.flush().expect("memory takes it");
        drop(harmless);
        String::from_utf8(out).expect("it is text")
    }

    #[test]
    fn only_line_ends_tabs_and_own_styles_are_let_through() {
        let [bold, ..] = STYLES;
        let own = format!("{bold}Dates\u{1b}[0m\tone\r\ntwo\n");
        assert_eq!(through(&[own.as_bytes()]), own);
        let others = "\u{1b}[2Ja\u{1b}]52;c;aGVp\u{7}b\u{9b}31mc\rd\u{202e}e\u{8}";
        assert_eq!(through(&[others.as_bytes()]), "␛[2Ja␛]52;c;aGVp␇b\u{fffd}31mc␍d\u{fffd}e␈");
        assert_eq!(through(&[b"a\xffb"]), "a\u{fffd}b");
    }

    #[test]
    fn it_makes_no_difference_where_a_text_is_cut() {
        let [bold, ..] = STYLES;
        let text = format!("æ{bold}å\u{1b}[0m\u{1b}[31;1mø\r\n\u{202e}\u{1b}");
        let whole = through(&[text.as_bytes()]);
        for cut in 0..text.len() {
            let (begin, end) = text.as_bytes().split_at(cut);
            assert_eq!(through(&[begin, end]), whole, "{cut}");
        }
    }
}
