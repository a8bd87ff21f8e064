//! Names, addresses and telephone numbers of persons: finding them in a text, and taking them out.
//!
//! Kari is not in Karin: `what_is_known_goes_however_it_is_written_and_nothing_else`.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::text::normalised;

/// What stands where something was taken out.
pub const REMOVED: &str = "[removed]";

/// What is known of persons.
#[derive(Debug, Default)]
pub struct Personal {
    /// In small letters, by the first one; the longest first.
    sought: HashMap<char, Vec<Vec<char>>>,
    /// What is not that of a person, though it may stand in its place.
    kept: BTreeSet<String>,
}

impl Personal {
    /// Something that stays wherever it stands: the lead's own, names of municipalities and their official addresses.
    pub fn keep(&mut self, text: &str) {
        self.kept.insert(normalised(text.trim()));
    }

    /// Something that goes: a name, an address or a number. A number is known with and without its blanks. A single
    /// word of less than four letters is nothing to go by.
    pub fn add(&mut self, datum: &str) {
        let datum = normalised(datum.trim());
        let digits: String = datum.chars().filter(char::is_ascii_digit).collect();
        let is_number = digits.len() >= 5 && datum.chars().all(|char| !char.is_alphabetic());
        if is_number && digits != datum {
            self.seek(&digits);
        }
        if datum.contains(char::is_whitespace) || datum.chars().count() >= 4 {
            self.seek(&datum);
        }
    }

    fn seek(&mut self, datum: &str) {
        let Some(first) = datum.chars().next().filter(|_| !self.kept.contains(datum)) else { return };
        let sought = self.sought.entry(first).or_default();
        let datum: Vec<char> = datum.chars().collect();
        if !sought.contains(&datum) {
            sought.push(datum);
            sought.sort_by_key(|datum| std::cmp::Reverse(datum.len()));
        }
    }

    /// How many of them are in a text, each time it is there.
    #[must_use]
    pub fn number_in(&self, text: &str) -> usize {
        let mut number = 0;
        self.walk(text, |part| number += usize::from(part.is_none()));
        number
    }

    /// The text without them.
    #[must_use]
    pub fn removed_from(&self, text: &str) -> String {
        let mut left = String::with_capacity(text.len());
        self.walk(text, |part| match part {
            Some(letter) => left.push(letter),
            None => left.push_str(REMOVED),
        });
        left
    }

    /// Goes through a text, letter by letter; where something is found, there is none.
    fn walk(&self, text: &str, mut each: impl FnMut(Option<char>)) {
        let letters: Vec<char> = text.nfc().collect();
        // One for one, so that places agree.
        let small: Vec<char> = letters.iter().map(|letter| letter.to_lowercase().next().unwrap_or(*letter)).collect();
        let ends = |place: usize| small.get(place).is_none_or(|next| !next.is_alphanumeric());
        let mut place = 0;
        while let Some(letter) = letters.get(place) {
            let begins = place == 0 || ends(place - 1);
            let sought = self.sought.get(&small[place]).filter(|_| begins).into_iter().flatten();
            let found = sought
                .filter(|datum| small[place..].starts_with(datum))
                .find(|datum| ends(place + datum.len()))
                .map(Vec::len);
            each(if found.is_some() { None } else { Some(*letter) });
            place += found.unwrap_or(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn personal() -> Personal {
        let mut personal = Personal::default();
        personal.keep("post@asker.kommune.no");
        for datum in ["Kari Prøve", "kari@example.no", "+47 900 00 001", "post@asker.kommune.no", "IKT", "Kari"] {
            personal.add(datum);
        }
        personal
    }

    #[test]
    fn what_is_known_goes_however_it_is_written_and_nothing_else() {
        let text = "Hei KARI PRØVE (Kari@Example.no, 4790000001 / +47 900 00 001). Karin, IKT, post@asker.kommune.no.";
        assert_eq!(
            personal().removed_from(text),
            "Hei [removed] ([removed], [removed] / [removed]). Karin, IKT, post@asker.kommune.no."
        );
        assert_eq!(personal().number_in(text), 4);
    }
}
