//! Letters that are written and not sent: drafts, which mail programs open to be sent.
//!
//! `X-Unsent: 1` makes Outlook and others open a message as one of one's own. It also says of a file in the outbox that its
//! letter has not left: a copy of one that has does not bear it.

/// The mark of a draft.
const MARK: &str = "X-Unsent";

/// A message as a draft.
pub(super) fn of(message: &[u8]) -> Vec<u8> {
    [format!("{MARK}: 1\r\n").as_bytes(), message].concat()
}

/// The message of a draft, as it leaves; none if it is none. A mail program that has saved it may have put the mark elsewhere
/// among the headers.
pub(super) fn message(draft: &[u8]) -> Option<Vec<u8>> {
    let (mut message, mut is_draft, mut is_header) = (Vec::with_capacity(draft.len()), false, true);
    for line in draft.split_inclusive(|byte| *byte == b'\n') {
        is_header &= !line.trim_ascii().is_empty();
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
        if is_header && name.eq_ignore_ascii_case(MARK.as_bytes()) {
            is_draft = true;
        } else {
            message.extend_from_slice(line);
        }
    }
    is_draft.then_some(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_the_message_with_a_mark_wherever_that_is_among_the_headers() {
        let letter = b"From: a@b.no\r\nSubject: Hei\r\n\r\nX-Unsent: 1\r\n";
        assert_eq!(message(&of(letter)).as_deref(), Some(&letter[..]));
        assert_eq!(
            message(b"From: a@b.no\nx-unsent: 1\nSubject: Hei\n\nHei\n").as_deref(),
            Some(&b"From: a@b.no\nSubject: Hei\n\nHei\n"[..])
        );
        assert_eq!(message(letter), None);
        assert_eq!(message(b""), None);
    }
}
