//! The one way in which texts that people wrote are evened out before they are compared.
//!
//! `å` can be written as one character or as an `a` followed by a ring, and which of them a program writes says nothing.

use unicode_normalization::UnicodeNormalization;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_the_same_however_their_letters_are_composed() {
        assert_eq!(words(" O\u{308}nsker ikke  A\u{30a} delta!"), "önsker ikke å delta");
        assert_eq!(words("Pri. 1-dato:"), "pri 1 dato");
        assert_eq!(normalised_words("Aurskog-Høland kommune", char::is_whitespace), "aurskog-høland kommune");
    }
}
