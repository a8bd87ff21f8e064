//! Characters that have power over a terminal or over how a text reads, and what is shown in their place.

/// Whether a character does something instead of being shown: it moves the cursor, begins a command to the terminal
/// (ECMA-48), or turns the direction of what comes after it (Unicode Standard Annex 9, section 2). Line ends and tabs are
/// not among them.
#[must_use]
pub fn has_power(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        character => character.is_control(),
    }
}

/// What is shown in the place of a character with power, of a line end or of a tab; any other character is itself.
#[must_use]
pub fn picture(character: char) -> char {
    match u32::from(character) {
        // Unicode has pictures of these.
        code @ 0..0x20 => char::from_u32(0x2400 + code).unwrap_or(char::REPLACEMENT_CHARACTER),
        0x7f => '␡',
        _ if has_power(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// A text on one line, without power.
#[must_use]
pub fn harmless(text: &str) -> String {
    text.chars().map(picture).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_with_power_is_left_and_letters_of_every_kind_are() {
        let all: String = ('\0'..=char::MAX).collect();
        assert!(!harmless(&all).chars().any(|c| has_power(c) || c.is_control()));
        assert_eq!(harmless("Sør-Varanger Mátta-Várjjat Пример 🇳🇴"), "Sør-Varanger Mátta-Várjjat Пример 🇳🇴");
        assert_eq!(harmless("a\x1b]52;c;\x07\u{202e}b\nc"), "a␛]52;c;␇\u{fffd}b␊c");
    }
}
