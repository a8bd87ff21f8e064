//! What a mistyped word most probably meant. For messages only: a suggestion is never accepted in place of what was
//! written.

use crate::text::normalised;

/// The candidate that a mistyped word most probably meant, if one is close enough to be worth naming.
pub fn suggestion<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written = normalised(written);
    let length = written.chars().count();
    let most = |candidate: &str| candidate.chars().count().max(3) / 3;
    candidates
        .into_iter()
        // Two words are at least as far from each other as one is longer: a page of text is compared with no name.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= most(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(&written, &normalised(candidate)), candidate))
        .filter(|(distance, candidate)| *distance <= most(candidate))
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
        assert_eq!(suggestion(&"a".repeat(30_000_000), ["start"]), None);
    }
}
