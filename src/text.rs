//! Texts that people wrote: the one way in which they are evened out before they are compared, and what in them has power.
//!
//! `å` can be written as one character or as an `a` followed by a ring, and which of them a program writes says nothing.

mod harmless;
mod lost;

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

pub(crate) use harmless::{harmless, has_power, picture};
pub(crate) use lost::{has_lost_letters, has_lost_letters_in_words};

/// The text with composed characters (NFC). One that has them, as nearly all have, is hardly looked at.
#[must_use]
pub(crate) fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_composed = |text: &str| !can_differ(text.as_bytes()) || is_nfc(text);
    // Nothing composes across the end of a line.
    if !can_differ(text.as_bytes()) || text.split_inclusive('\n').all(is_composed) {
        return text;
    }
    Cow::Owned(text.nfc().collect())
}

/// Whether there is a character from U+0300 on, which this byte or a higher one begins: below it are no combining marks.
fn can_differ(text: &[u8]) -> bool {
    text.iter().fold(0, |highest, byte| highest.max(*byte)) >= 0xcc
}

/// The text with composed characters (NFC) and in small letters.
#[must_use]
pub(crate) fn normalised(text: &str) -> String {
    text.nfc().collect::<String>().to_lowercase()
}

/// The words of a text, [`normalised`], with one blank between them. `divides` tells which characters stand between words.
#[must_use]
pub(crate) fn normalised_words(text: &str, divides: impl Fn(char) -> bool) -> String {
    let text = normalised(text);
    text.split(divides).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// [`normalised_words`] of letters and digits alone: everything else divides.
#[must_use]
pub(crate) fn words(text: &str) -> String {
    normalised_words(text, |c| !c.is_alphanumeric())
}

/// The beginning of a text of which others decide how long it is: so many characters, and `…` where there are more.
#[must_use]
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A text without the characters that take no room, which come along when a web page is copied: zero-width spaces and
/// joiners, soft hyphens, marks of direction and of byte order.
#[must_use]
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let is_invisible = |c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    if text.is_ascii() { text.into() } else { text.replace(is_invisible, "").into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_composed_once_and_then_stays_as_it_is() {
        for (written, expected) in
            [("Ga\u{30a}s\nA\u{30a}", "Gås\nÅ"), ("Gås – ok\n", "Gås – ok\n"), ("\u{212b}", "Å"), ("", "")]
        {
            let text = composed(Cow::Borrowed(written));
            assert_eq!(text, expected);
            assert_eq!(matches!(text, Cow::Borrowed(_)), written == expected, "{written}");
        }
    }

    #[test]
    fn of_a_long_text_the_beginning_is_kept() {
        assert_eq!((shortened("blåbær", 6), shortened("blåbær", 3)), ("blåbær".into(), "blå…".into()));
    }

    #[test]
    fn words_are_the_same_however_their_letters_are_composed() {
        assert_eq!(words(" O\u{308}nsker ikke  A\u{30a} delta!"), "önsker ikke å delta");
        assert_eq!(words("Pri. 1-dato:"), "pri 1 dato");
        assert_eq!(normalised_words("Aurskog-Høland kommune", char::is_whitespace), "aurskog-høland kommune");
    }
}
