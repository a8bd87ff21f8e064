//! The spelling of names: evened out, so that only the letters count.
//!
//! Everything here is exact: two spellings are the same name or they are not. What is only similar is
//! a matter for a suggestion.
//!
//! Names that are spelled with different letters stay different: `spelling_is_evened_out_and_nothing_else`.

use crate::text::{normalised_words, visible};

/// A name as it is compared: composed small letters, "og" for `&`, and one blank for any run of blanks, hyphens and
/// slashes. What takes no room is left out.
pub fn evened(name: &str) -> String {
    let is_hyphen = |c| matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–' | '—' | '/');
    let visible = visible(name).replace('&', " og ");
    normalised_words(&visible, |c| c.is_whitespace() || is_hyphen(c))
}

/// The spelling of an evened-out name without the letters that only Sámi and Kven have: `kárášjohka` as `karasjohka`.
pub fn without_sami_letters(evened: &str) -> Option<String> {
    let plain = |c| match c {
        'á' => 'a',
        'č' => 'c',
        'đ' => 'd',
        'ŋ' => 'n',
        'š' => 's',
        'ŧ' => 't',
        'ž' => 'z',
        c => c,
    };
    let spelling: String = evened.chars().map(plain).collect();
    (spelling != evened).then_some(spelling)
}

/// All spellings of an evened-out name without æ, ø and å, as old systems and habits have them:
/// `bærum` is also `baerum` and `barum`.
pub fn without_norwegian_letters(evened: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for c in evened.chars() {
        let own = c.to_string();
        let ways: &[&str] = match c {
            'æ' => &["æ", "ae", "a"],
            'ø' => &["ø", "oe", "o"],
            'å' => &["å", "aa", "a"],
            _ => &[&own],
        };
        spellings =
            ways.iter().flat_map(|way| spellings.iter().map(move |spelling| format!("{spelling}{way}"))).collect();
    }
    spellings.retain(|spelling| spelling != evened);
    spellings
}

/// A name as people write it, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// The name, evened out, without "kommune" and without the place.
    pub name: String,
    /// Where it is said to lie, evened out, without "fylke": `Våler i Viken`, `Nes (Akershus)`.
    pub place: Option<String>,
    /// Whether the last letter was taken for an ending: `Askers`.
    pub is_genitive: bool,
}

/// The ways in which a name can be meant, the most literal first. Whoever stands behind `v/` is left
/// out of all of them.
pub fn readings(written: &str) -> Vec<Written> {
    let name = evened(without_person(written));
    let plain = |name: &str, is_genitive| Written { name: name.to_owned(), place: None, is_genitive };
    let mut readings = vec![plain(&name, false)];
    let bare = without_kommune(&name);
    readings.push(plain(bare, false));
    if let Some((name, place)) = divided(&name).or_else(|| divided(bare)) {
        let place = place.strip_suffix(" fylke").unwrap_or(place);
        readings.push(Written {
            name: without_kommune(name).to_owned(),
            place: Some(place.to_owned()),
            is_genitive: false,
        });
    }
    // "Askers": a genitive, which names that end in s, x or z form with an apostrophe.
    if let Some(name) = bare.strip_suffix('s').filter(|name| !name.ends_with(['s', 'x', 'z'])) {
        readings.push(plain(name, true));
    }
    if let Some(name) = bare.strip_suffix(['\'', '’']) {
        readings.push(plain(name, true));
    }
    readings.dedup();
    readings
}

fn without_person(written: &str) -> &str {
    let end = [" v/", " V/", " v /", "\u{a0}v/"].iter().filter_map(|mark| written.find(mark)).min();
    &written[..end.unwrap_or(written.len())]
}

fn without_kommune(name: &str) -> &str {
    let endings = [" kommunes", " kommune", " municipality"];
    endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// A name and the place behind it.
fn divided(name: &str) -> Option<(&str, &str)> {
    let in_brackets = || name.strip_suffix(')')?.split_once('(');
    let (name, place) = in_brackets()
        .or_else(|| name.split_once(" i "))
        .or_else(|| name.split_once(" på "))
        .or_else(|| name.split_once(','))?;
    let (name, place) = (name.trim(), place.trim());
    (!name.is_empty() && !place.is_empty()).then_some((name, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_evened_out_and_nothing_else() {
        assert_eq!(evened("  Aurskog\u{a0}-  HØLAND "), "aurskog høland");
        assert_eq!(evened("A\u{30a}s"), "ås");
        assert_ne!(evened("Hol"), evened("Hole"));
    }

    #[test]
    fn norwegian_letters_have_two_other_spellings_each() {
        assert_eq!(without_norwegian_letters("ås"), ["aas", "as"]);
        assert_eq!(without_norwegian_letters("øvre ås").len(), 8);
        assert_eq!(without_norwegian_letters("oslo"), [""; 0]);
    }

    #[test]
    fn a_name_is_taken_apart_in_every_way_it_can_be_meant() {
        let last = |written: &str| readings(written).pop().map(|reading| (reading.name, reading.place));
        assert_eq!(last("Asker kommune v/ Kari Prøve"), Some(("asker".into(), None)));
        assert_eq!(last("Våler kommune (Viken fylke)"), Some(("våler".into(), Some("viken".into()))));
        assert_eq!(last("Våler i Viken"), Some(("våler".into(), Some("viken".into()))));
        assert_eq!(last("Askers"), Some(("asker".into(), None)));
        assert_eq!(last("Moss"), Some(("moss".into(), None)));
        assert_eq!(last("Moss’ kommune"), Some(("moss".into(), None)));
    }
}
