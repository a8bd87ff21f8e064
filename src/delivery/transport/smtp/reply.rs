//! Answers of a mail server (RFC 5321, section 4.2): a code and lines of text, as `250-one`, `250 two`.

/// So long may a line be, in bytes. RFC 5321, section 4.5.3.1.5, allows 512; some servers are longer-winded.
pub(super) const LONGEST_LINE: usize = 16 << 10;

/// So many lines may an answer have.
pub(super) const MOST_LINES: usize = 100;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    code: u16,
    lines: Vec<String>,
}

/// A line of an answer, without its end.
#[derive(Debug, PartialEq, Eq)]
struct Line {
    code: u16,
    is_last: bool,
    text: String,
}

impl Reply {
    /// Puts lines together until the last of an answer. Bytes that are not UTF-8 are replaced: what counts is the code.
    pub(super) fn read<E: From<NoReply>>(mut next: impl FnMut() -> Result<Vec<u8>, E>) -> Result<Reply, E> {
        let first = Line::of(&next()?)?;
        let (mut reply, mut is_last) = (Reply { code: first.code, lines: vec![first.text] }, first.is_last);
        while !is_last {
            let line = Line::of(&next()?)?;
            if line.code != reply.code || reply.lines.len() == MOST_LINES {
                return Err(NoReply.into());
            }
            reply.lines.push(line.text);
            is_last = line.is_last;
        }
        Ok(reply)
    }

    pub(super) fn code(&self) -> u16 {
        self.code
    }

    /// Whether the server did what it was asked to (RFC 5321, section 4.2.1).
    pub(super) fn is_positive(&self) -> bool {
        (200..300).contains(&self.code)
    }

    /// Whether it says no.
    pub(super) fn is_negative(&self) -> bool {
        self.code >= 400
    }

    /// Whether it would say the same another time.
    pub(super) fn is_permanent(&self) -> bool {
        self.code >= 500
    }

    /// Whether the server ends the conversation with it (RFC 5321, section 3.8).
    pub(super) fn closes(&self) -> bool {
        self.code == 421
    }

    /// Whether the server has had too much of us for now, and not of one letter alone.
    pub(super) fn wants_rest(&self) -> bool {
        let text = self.text().to_lowercase();
        self.closes()
            || (400..500).contains(&self.code) && ["too many", "throttl", "rate"].iter().any(|word| text.contains(word))
    }

    /// The lines, without the code.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.lines.iter().map(String::as_str)
    }

    /// All of it, in one line.
    pub(super) fn text(&self) -> String {
        format!("{} {}", self.code, self.lines.join(" ")).trim_end().to_owned()
    }

    /// The same, with `hide` applied to each line.
    pub(super) fn with(mut self, hide: impl Fn(&str) -> String) -> Reply {
        self.lines.iter_mut().for_each(|line| *line = hide(line));
        self
    }
}

/// What was said is not an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoReply;

impl Line {
    fn of(bytes: &[u8]) -> Result<Line, NoReply> {
        let (code, rest) = bytes.split_at_checked(3).ok_or(NoReply)?;
        let code: u16 = str::from_utf8(code).ok().and_then(|code| code.parse().ok()).ok_or(NoReply)?;
        let (is_last, text) = match rest.split_first() {
            None => (true, rest),
            Some((b' ', text)) => (true, text),
            Some((b'-', text)) => (false, text),
            Some(_) => return Err(NoReply),
        };
        if !(200..600).contains(&code) {
            return Err(NoReply);
        }
        Ok(Line { code, is_last, text: String::from_utf8_lossy(text).trim().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<Reply, NoReply> {
        let mut lines = text.split(|byte| *byte == b'\n');
        Reply::read(|| lines.next().map(<[u8]>::to_vec).ok_or(NoReply))
    }

    #[test]
    fn an_answer_is_all_its_lines_whatever_bytes_they_have() {
        let reply = read(b"250-one\n250-tw\xe5\n250 three").expect("it is an answer");
        assert_eq!((reply.text(), reply.is_positive()), ("250 one tw\u{fffd} three".into(), true));
        assert_eq!(read(b"354").expect("it is an answer").text(), "354");
    }

    #[test]
    fn what_is_no_answer_is_none() {
        for text in ["", "25", "hei på deg", "250x", "250-one\n251 two", "250-one", "999 nine", "+50 x", "150 early"] {
            assert_eq!(read(text.as_bytes()), Err(NoReply), "{text}");
        }
    }

    #[test]
    fn an_answer_does_not_go_on_for_ever() {
        let long = format!("{}250 last", "250-more\n".repeat(MOST_LINES));
        assert_eq!(read(long.as_bytes()), Err(NoReply));
        let most = format!("{}250 last", "250-more\n".repeat(MOST_LINES - 1));
        assert!(read(most.as_bytes()).is_ok());
    }
}
