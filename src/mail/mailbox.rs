//! A mailbox (mbox, RFC 4155): one mail after the other, each behind a line that begins with `From `.
//!
//! Of a mail that is larger than one may be, only the beginning is kept; it is never in memory whole.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

/// A mail in a mailbox.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Boxed {
    /// No more than one may have.
    pub(super) bytes: Vec<u8>,
    /// Whether there was more.
    pub(super) is_cut: bool,
}

/// Hands each mail of a mailbox to `each`, with at most `most` bytes of it, until that wants no more.
pub(super) fn read(
    mut source: impl BufRead,
    most: usize,
    mut each: impl FnMut(Boxed) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut current: Option<Boxed> = None;
    let (mut line, mut is_start) = (Vec::new(), true);
    loop {
        line.clear();
        // A line is taken in pieces: it may be of any length.
        let piece = io::Read::take(&mut source, 64 << 10).read_until(b'\n', &mut line)?;
        if piece == 0 {
            break;
        }
        let begins = is_start && line.starts_with(b"From ");
        let quoted = line.iter().position(|byte| *byte != b'>').unwrap_or(0);
        let is_quoted = is_start && quoted > 0 && line[quoted..].starts_with(b"From ");
        is_start = line.ends_with(b"\n");
        if begins {
            let ended = current.replace(Boxed { bytes: Vec::new(), is_cut: false });
            if ended.map(&mut each) == Some(ControlFlow::Break(())) {
                return Ok(());
            }
        } else if let Some(mail) = &mut current {
            let text = &line[usize::from(is_quoted)..];
            let room = most.saturating_sub(mail.bytes.len()).min(text.len());
            mail.bytes.extend_from_slice(&text[..room]);
            mail.is_cut |= room < text.len();
        }
    }
    let _ = current.map(each);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mails(text: &str, most: usize) -> Vec<(String, bool)> {
        let mut mails = Vec::new();
        let each = |mail: Boxed| {
            mails.push((String::from_utf8(mail.bytes).expect("text"), mail.is_cut));
            ControlFlow::Continue(())
        };
        read(text.as_bytes(), most, each).expect("memory can be read");
        mails
    }

    #[test]
    fn each_mail_begins_with_its_line_and_is_cut_where_it_is_too_large() {
        let text = "From a@example.no Sat\nOne\n>From me\n>>From me\n>x From\n\nFrom b@example.no Sat\nTwo\n";
        let one = "One\nFrom me\n>From me\n>x From\n\n";
        assert_eq!(mails(text, 100), [(one.to_owned(), false), ("Two\n".to_owned(), false)]);
        assert_eq!(mails(text, 4), [("One\n".to_owned(), true), ("Two\n".to_owned(), false)]);
        let long = format!("From a\n{}From b\nFrom c\nx", "x".repeat(100_000));
        assert_eq!(mails(&long, 3), [("xxx".to_owned(), true), ("x".to_owned(), false)]);
    }
}
