//! The addresses that a text names.

use super::lengths::LONGEST_ADDRESS;

/// So many are looked for.
const MOST: usize = 100;

/// The addresses in a text, each once, in lower case.
pub(super) fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|letter| !is_of_address(letter)).filter(|word| word.contains('@')).take(MOST) {
        let word = word.trim_matches(['.', '-', '\'', '=', '/']).to_lowercase();
        let is_address = word.split_once('@').is_some_and(|(user, host)| !user.is_empty() && is_host(host));
        if is_address && word.len() <= LONGEST_ADDRESS && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

fn is_of_address(letter: char) -> bool {
    letter.is_alphanumeric() || "@.-_+=%'!#$&*/?^{|}~".contains(letter)
}

fn is_host(host: &str) -> bool {
    host.contains('.') && host.chars().all(|letter| letter.is_alphanumeric() || letter == '.' || letter == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_whatever_stands_around_them() {
        let text =
            "<A@example.no>: \"b.c@example.no\"; d+e@example.no<mailto:d+e@example.no>. rfc822;f@example.no, x@y @";
        assert_eq!(addresses(text), ["a@example.no", "b.c@example.no", "d+e@example.no", "f@example.no"]);
    }
}
