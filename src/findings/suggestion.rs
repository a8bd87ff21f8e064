//! What a mistyped word most probably meant. For messages only: a suggestion is never accepted in place of what was
//! written.

use crate::text::normalised;

/// The candidate that a mistyped word most probably meant, if one is close enough to be worth naming.
pub fn suggestion<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = normalised(written);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&written, &normalised(candidate)), candidate))
        .filter(|(distance, candidate)| *distance * 3 <= candidate.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_suggested() {
        assert_eq!(suggestion("capasity", ["start", "capacity"]), Some("capacity"));
        assert_eq!(suggestion("rA\u{30a}d", ["råd", "red"]), Some("råd"));
        assert_eq!(suggestion("colour", ["start", "capacity"]), None);
    }
}
