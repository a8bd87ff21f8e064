//! Names, addresses and telephone numbers of persons: finding them in a text, and taking them out.
//!
//! Whoever registers chooses the name of the contact, and a contact may be called "kommune". So an address or a number is
//! what says that a text is about a person; a name alone is only told, one of a single word only beside an address or a
//! number, and one that stands in the letters of the exercise anyway is none (`a_name_has_no_power_over_common_words`).
//! Kari is not in Karin: `what_is_known_goes_however_it_is_written_and_nothing_else`.

use std::collections::{BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use crate::text::{normalised, words};

/// What stands where something was taken out.
pub const REMOVED: &str = "[removed]";

/// What is known of persons.
#[derive(Debug, Default)]
pub struct Personal {
    /// By the first letter; the longest first.
    sought: HashMap<char, Vec<Sought>>,
    /// What is not that of a person, though it may stand in its place.
    kept: BTreeSet<String>,
    /// Texts whose words are no names, each between blanks and without marks.
    common: Vec<String>,
}

/// Something that is looked for, in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sought {
    letters: Vec<char>,
    kind: Kind,
}

/// What a datum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An address or a number.
    Contact,
    /// A name of several words.
    Name,
    /// A name of one word.
    Word,
}

/// Where a datum is in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    pub kind: Kind,
    /// As it is written there.
    pub datum: String,
    /// From 1.
    pub line: usize,
}

impl Personal {
    /// Something that stays wherever it stands: the lead's own, names of municipalities and their official addresses.
    pub fn keep(&mut self, text: &str) {
        self.kept.insert(normalised(text.trim()));
    }

    /// A text of the exercise: what stands in it is no name, whoever is called so.
    pub fn keep_words_of(&mut self, text: &str) {
        self.common.push(between_blanks(text));
    }

    /// Something that goes: a name, an address or a number. A number is known with and without its blanks. A single
    /// word of less than four letters is nothing to go by.
    pub fn add(&mut self, datum: &str) {
        let datum = normalised(datum.trim());
        let digits: String = datum.chars().filter(char::is_ascii_digit).collect();
        let is_number = digits.len() >= 5 && datum.chars().all(|char| !char.is_alphabetic());
        let kind = match datum.split_whitespace().count() {
            _ if is_number || datum.contains('@') => Kind::Contact,
            0 | 1 => Kind::Word,
            _ => Kind::Name,
        };
        if is_number && digits != datum {
            self.seek(&digits, kind);
        }
        if kind != Kind::Word || datum.chars().count() >= 4 {
            self.seek(&datum, kind);
        }
    }

    fn seek(&mut self, datum: &str, kind: Kind) {
        let is_common =
            || kind != Kind::Contact && self.common.iter().any(|text| text.contains(&between_blanks(datum)));
        let Some(first) = datum.chars().next().filter(|_| !self.kept.contains(datum) && !is_common()) else { return };
        let sought = self.sought.entry(first).or_default();
        let datum = Sought { letters: datum.chars().collect(), kind };
        if !sought.contains(&datum) {
            sought.push(datum);
            sought.sort_by_key(|datum| std::cmp::Reverse(datum.letters.len()));
        }
    }

    /// Where something of a person is in a text, each time: names of one word only where there is more than them.
    #[must_use]
    pub fn mentions_in(&self, text: &str) -> Vec<Mention> {
        let (mut mentions, mut line) = (Vec::new(), 1);
        self.walk(text, |part| match part {
            Part::Letter(letter) => line += usize::from(letter == '\n'),
            Part::Found(kind, written) => {
                let datum: String = written.iter().collect();
                mentions.push(Mention { kind, line, datum });
                line += written.iter().filter(|letter| **letter == '\n').count();
            }
        });
        if mentions.iter().all(|mention| mention.kind == Kind::Word) { Vec::new() } else { mentions }
    }

    /// The text without them.
    #[must_use]
    pub fn removed_from(&self, text: &str) -> String {
        let mut left = String::with_capacity(text.len());
        self.walk(text, |part| match part {
            Part::Letter(letter) => left.push(letter),
            Part::Found(..) => left.push_str(REMOVED),
        });
        left
    }

    /// Goes through a text, letter by letter and find by find.
    fn walk(&self, text: &str, mut each: impl FnMut(Part<'_>)) {
        let letters: Vec<char> = text.nfc().collect();
        // One for one, so that places agree.
        let small: Vec<char> = letters.iter().map(|letter| letter.to_lowercase().next().unwrap_or(*letter)).collect();
        let ends = |place: usize| small.get(place).is_none_or(|next| !next.is_alphanumeric());
        let mut place = 0;
        while let Some(letter) = letters.get(place) {
            let begins = place == 0 || ends(place - 1);
            let sought = self.sought.get(&small[place]).filter(|_| begins).into_iter().flatten();
            let found = sought
                .filter(|datum| small[place..].starts_with(&datum.letters))
                .find(|datum| ends(place + datum.letters.len()));
            let end = place + found.map_or(1, |datum| datum.letters.len());
            each(found.map_or(Part::Letter(*letter), |datum| Part::Found(datum.kind, &letters[place..end])));
            place = end;
        }
    }
}

/// A part of a text.
enum Part<'t> {
    Letter(char),
    /// Something of a person, as it is written.
    Found(Kind, &'t [char]),
}

/// The words of a text, each between blanks.
fn between_blanks(text: &str) -> String {
    format!(" {} ", words(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn personal() -> Personal {
        let mut personal = Personal::default();
        personal.keep("post@asker.kommune.no");
        personal.keep_words_of("Velkommen til øvelsen.\nKommunene får hvert sitt møte; innspill tas imot.");
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
        assert_eq!(personal().mentions_in(text).len(), 4);
    }

    #[test]
    fn a_name_has_no_power_over_common_words() {
        let mut personal = personal();
        for name in ["Innspill", "øvelsen", "får hvert", "kommune"] {
            personal.add(name);
        }
        let text = "Innspill til øvelsen: kommunene får hvert sitt møte. En kommune spør.";
        assert_eq!(personal.removed_from(text), text.replace("kommune spør", "[removed] spør"));
        assert_eq!(personal.mentions_in(text), []);
        let beside = personal.mentions_in("En kommune:\nring 4790000001");
        let found: Vec<(usize, &str)> = beside.iter().map(|mention| (mention.line, mention.datum.as_str())).collect();
        assert_eq!(found, [(1, "kommune"), (2, "4790000001")]);
    }
}
