//! Letters that were lost on the way: a file was saved or read in an encoding that is not its own.
//!
//! Only what no Norwegian, Sámi or English text has is recognised.

/// What stands for æ, ø, å, Æ or Ø within a word, where a text from a Mac (¾ ¿ ® ¯) or from DOS (› †) was taken for one
/// from Windows, or one from Windows for a text from DOS (° µ).
const WITHIN: [char; 8] = ['¾', '¿', '®', '¯', '›', '†', '°', 'µ'];

/// Those of them that are small letters, and can so end a word: `p†`.
const AT_THE_END: [char; 3] = ['¾', '¿', '†'];

/// Those that can begin a word: `®r¿y`.
const AT_THE_BEGINNING: [char; 6] = ['¾', '¿', '®', '¯', '›', '†'];

/// Capital letters of other languages that stand for æ or å: after a letter and before a small one, no word has them.
const CAPITALS: [char; 4] = ['Œ', 'Õ', 'Ê', 'Â'];

/// What begins a letter of two bytes that were each taken for one.
const LEADS: [char; 3] = ['Ã', '├', '√'];

/// Whether letters of a name or another short text are lost: also where a question mark stands before a letter.
#[must_use]
pub(crate) fn has_lost_letters(written: &str) -> bool {
    is_garbled(written) || around(written).any(|(_, mark, next)| mark == '?' && next.is_some_and(char::is_alphabetic))
}

/// Whether letters of a longer text are lost. There a question mark may stand before a letter, in an address of the web or
/// where a blank was forgotten; not between small letters.
#[must_use]
pub(crate) fn has_lost_letters_in_words(written: &str) -> bool {
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    let is_lost =
        |word: &str| around(word).any(|(before, mark, next)| mark == '?' && is_small(before) && is_small(next));
    is_garbled(written) || written.split_whitespace().any(|word| !word.contains(['/', '=', '@']) && is_lost(word))
}

fn is_garbled(written: &str) -> bool {
    // Nearly all texts are ASCII, or have nothing beyond it but letters.
    !written.is_ascii() && around(written).any(|(before, c, next)| stands_for_a_letter(before, c, next))
}

fn stands_for_a_letter(before: Option<char>, c: char, next: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let is_small = |c: Option<char>| c.is_some_and(char::is_lowercase);
    match c {
        char::REPLACEMENT_CHARACTER => true,
        '\u{80}'..='\u{9f}' => is_letter(before) || is_letter(next),
        '‘' => is_letter(before) && is_small(next),
        _ if WITHIN.contains(&c) => {
            is_letter(before) && is_letter(next)
                || AT_THE_END.contains(&c) && is_small(before) && !is_letter(next)
                || AT_THE_BEGINNING.contains(&c) && !is_letter(before) && is_small(next)
        }
        _ if CAPITALS.contains(&c) => is_small(before) || is_letter(before) && is_small(next),
        _ if LEADS.contains(&c) => next.is_some_and(|next| !next.is_ascii() && !next.is_alphabetic()) || c == '├',
        _ => false,
    }
}

/// Each character with those on both sides of it.
fn around(text: &str) -> impl Iterator<Item = (Option<char>, char, Option<char>)> {
    let before = std::iter::once(None).chain(text.chars().map(Some));
    let next = text.chars().skip(1).map(Some).chain(std::iter::once(None));
    before.zip(text.chars()).zip(next).map(|((before, c), next)| (before, c, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_letters_are_recognised() {
        for lost in ["B?rum", "?s", "B\u{fffd}rum"] {
            assert!(has_lost_letters(lost), "{lost}");
        }
        for whole in ["Asker?", "Bærum", "Kárášjohka", "Kari Prøve (leder)", "Müller & Söhne", "100 °C", "Teams®"]
        {
            assert!(!has_lost_letters(whole) && !has_lost_letters_in_words(whole), "{whole}");
        }
    }

    /// What Windows makes of the bytes of a Mac or of DOS, and the other way round.
    #[test]
    fn the_letters_of_other_systems_are_recognised_in_every_text() {
        for lost in [
            // Mac Roman as Windows-1252.
            "B¾rum",
            "R¿yken",
            "RŒde",
            "®r¿y",
            "¯vre Eiker",
            "\u{81}s",
            "Vi m¿ter pŒ mandag",
            "l¾rer",
            // DOS (code page 850) as Windows-1252.
            "B‘rum",
            "R›yken",
            "R†de",
            "›vre Eiker",
            "\u{8f}s",
            "\u{9d}vre",
            "ogs† p† torsdag",
            // Windows-1252 as DOS or as Mac Roman.
            "Bµrum",
            "R°yken",
            "RÕde",
            "BÊrum",
            "R¯yken",
            "RÂde",
            // UTF-8 as Windows-1252, DOS and Mac Roman.
            "BÃ¦rum",
            "R├Ñde",
            "B√¶rum",
        ] {
            assert!(has_lost_letters(lost) && has_lost_letters_in_words(lost), "{lost}");
        }
    }

    #[test]
    fn a_longer_text_may_have_a_question_mark_before_a_letter() {
        for whole in
            ["Kan vi bytte?Vi kan 24.", "https://example.no/?a=b", "Hva?", "‹sitat›", "Œuvre", "d’Arc", "à la carte"]
        {
            assert!(!has_lost_letters_in_words(whole), "{whole}");
        }
        assert!(has_lost_letters_in_words("Vi m?ter p? m?ndag"));
    }
}
