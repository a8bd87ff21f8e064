//! Names as they are typed word by word, for the shell to complete.

use super::Municipalities;
use super::list::Municipality;
use super::naming::evened;

/// A name as far as it has been typed.
#[derive(Debug)]
pub(crate) struct Begun {
    /// The words that can follow, each with the names that it is a part of, or with the number of the one whose whole
    /// name it is.
    pub(crate) next: Vec<(String, String)>,
    /// Where no word has been typed, each number with its name.
    pub(crate) numbers: Vec<(String, String)>,
    /// Whether it is a whole name or number.
    pub(crate) is_whole: bool,
}

impl Municipalities {
    /// The name that the last of these words begin. Words before them, such as the command, do not matter.
    pub(crate) fn begun(&self, typed: &[String]) -> Begun {
        let is_whole = |words: &[String]| self.find(&words.join(" ")).is_ok();
        let tails = (0..typed.len()).map(|begin| &typed[begin..]);
        let words = tails.into_iter().find(|words| !self.next_words(words).is_empty() || is_whole(words));
        let words = words.unwrap_or_default();
        let number = |municipality: &Municipality| (municipality.number.to_string(), municipality.name.clone());
        Begun {
            next: self.next_words(words),
            numbers: self.iter().filter(|_| words.is_empty()).map(number).collect(),
            is_whole: is_whole(words),
        }
    }

    /// What can be typed for each where a second word would be another value, and the rest of what it is known by: a
    /// name that a shell would split is typed as its number.
    pub(crate) fn as_one_word(&self) -> impl Iterator<Item = (String, String)> {
        self.iter().map(|municipality| {
            let (number, name) = (municipality.number.to_string(), municipality.name.clone());
            if name.contains(char::is_whitespace) { (number, name) } else { (name, number) }
        })
    }

    /// Each word once, in the order of the numbers of those who have it.
    fn next_words(&self, typed: &[String]) -> Vec<(String, String)> {
        let typed: Vec<String> = typed.iter().map(|word| evened(word)).collect();
        let mut found: Vec<(String, String)> = Vec::new();
        for municipality in self.iter() {
            let words: Vec<&str> = municipality.name.split_whitespace().collect();
            let begins = typed.iter().zip(&words).all(|(typed, word)| *typed == evened(word));
            let Some(word) = words.get(typed.len()).filter(|_| begins) else { continue };
            let is_name = municipality.name == *word;
            let of = if is_name { municipality.number.to_string() } else { municipality.name.clone() };
            match found.iter_mut().find(|(next, _)| next == word) {
                Some((_, others)) => *others = format!("{others}, {of}"),
                None => found.push(((*word).to_owned(), of)),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Findings;

    fn begun(typed: &str) -> Begun {
        let list = "number;name;language;email\n3014;Indre Østfold;;a@example.no\n3021;Ås;;b@example.no\n\
            3047;Øvre Eiker;;c@example.no\n3052;Nore og Uvdal;;d@example.no\n5054;Indre Fosen;;e@example.no\n";
        let list = Municipalities::read(list.as_bytes(), &mut Findings::new()).expect("the list is good");
        list.begun(&typed.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    fn next(typed: &str) -> Vec<String> {
        begun(typed).next.into_iter().map(|(word, of)| format!("{word}: {of}")).collect()
    }

    #[test]
    fn each_word_of_a_name_follows_those_before_it() {
        assert_eq!(
            next("ovelse preview"),
            ["Indre: Indre Østfold, Indre Fosen", "Ås: 3021", "Øvre: Øvre Eiker", "Nore: Nore og Uvdal"]
        );
        assert_eq!(next("ovelse register --first 24.11 indre"), ["Østfold: Indre Østfold", "Fosen: Indre Fosen"]);
        assert_eq!(next("ovelse pin Nore og"), ["Uvdal: Nore og Uvdal"]);
        assert_eq!(next("ovelse pin Ås"), [""; 0]);
    }

    #[test]
    fn a_name_is_whole_with_its_last_word() {
        assert!(begun("ovelse pin Nore og Uvdal").is_whole && begun("ovelse pin 3052").is_whole);
        assert!(!begun("ovelse pin Nore og").is_whole && !begun("ovelse pin").is_whole);
    }
}
