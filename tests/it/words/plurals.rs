//! Each sentence is said with none, one and two of what it counts, and must be English each time.

use std::collections::{BTreeMap, BTreeSet};

use ovelse::findings::{Sentence, Value};
use ovelse::language::Language;
use ovelse::words::Words;

use super::catalogue::{catalogue, choices};

/// Counts, also where no words are chosen by them. Limits that are never one are not among them.
const COUNTS: &[&str] =
    &["count", "number", "capacity", "minimum", "taken", "seats", "attending", "any", "declined", "late", "silent"];

/// What belongs to several, and what to one.
const OF_SEVERAL: &[&str] =
    &["are", "were", "have", "do", "keep", "take", "need", "get", "they", "them", "their", "these", "each"];
const OF_ONE: &[&str] = &["is", "was", "has", "does", "keeps", "takes", "needs", "gets", "it", "its"];

/// Words that end like several, and are not.
const ONE_WITH_S: &[&str] = &["this", "address"];

/// After these a verb is the same for one and for several; "as many as possible" are several anyway.
const BEFORE_ANY: &[&str] = &["can", "cannot", "could", "may", "must", "not", "possible", "to", "will", "would"];

/// Sentences with a word of several for something else than what is counted, or that are never said of one.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("assign-room", "those"),
    ("assign-too-many-keep-date", "more than there is room for"),
    ("check-in-order", "two files"),
    ("dates-legend", "each mark"),
    ("exercise-group-too-large", "members"),
    ("exercise-too-few-places", "more than there is room for"),
    ("import-keeps-date", "dates"),
    ("municipality-name-of-another-year", "each name"),
    ("municipality-number-of-another-year", "each number"),
    ("purge-senders", "what they wrote"),
    ("report-attendance", "the numbers"),
    ("report-choices", "municipalities that can take any date"),
    ("template-several-outdated", "one is another sentence"),
];

/// Sentences that are said only where there is something to count.
const NEVER_NONE: &[&str] = &[
    "assign-with-date-not-asked-for",
    "check-errors",
    "export-letters-uncertain",
    "intake-many-unknown-columns",
    "intake-many-unread-addresses",
    "pin-over-capacity",
    "purge-lead-names-persons",
    "purge-only-names",
    "replies-unreachable",
    "status-misplaced",
    "status-next-settle",
];

/// A rendering of a sentence with its remedy.
struct Said {
    key: String,
    text: String,
    count: i64,
}

fn said() -> Vec<Said> {
    let (choices, words) = (choices(), Words::of(Language::En));
    let is_count = |key: &String| matches!(key.as_str(), "one" | "two") || key.parse::<i64>().is_ok();
    let mut all = Vec::new();
    for (key, variables) in catalogue() {
        let chosen = choices.get(&key).cloned().unwrap_or_default();
        let is_number = |name: &String| match chosen.get(name) {
            Some(keys) => keys.iter().any(is_count),
            None => COUNTS.contains(&name.as_str()),
        };
        let (numbers, texts): (Vec<String>, Vec<String>) = variables.into_iter().partition(is_number);
        if numbers.is_empty() {
            continue;
        }
        let code: &'static str = key.clone().leak();
        for texts in texts_of(&texts, &chosen) {
            for count in [0, 1, 2] {
                let numbers = numbers.iter().map(|name| (&*name.clone().leak(), Value::Number(count)));
                let values = numbers.chain(texts.iter().map(|(name, text)| (&*name.clone().leak(), Value::from(text))));
                let sentence = Sentence::new("", code, values.collect());
                let remedy = words.remedy(&sentence).unwrap_or_default();
                all.push(Said { key: key.clone(), text: format!("{}\n{remedy}", words.say(&sentence)), count });
            }
        }
    }
    all
}

/// All that the texts of a sentence can be: each of the words that it chooses by, and another one.
fn texts_of(names: &[String], chosen: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<(String, String)>> {
    names.iter().fold(vec![Vec::new()], |all, name| {
        let mut texts: Vec<String> = chosen.get(name).into_iter().flatten().cloned().collect();
        texts.retain(|text| text != "other");
        texts.push("X".to_owned());
        let with =
            |known: &Vec<(String, String)>, text: &String| [known.as_slice(), &[(name.clone(), text.clone())]].concat();
        all.iter().flat_map(|known| texts.iter().map(move |text| with(known, text))).collect()
    })
}

/// The words of a text in lower case, without marks around them.
fn words_of(text: &str) -> Vec<String> {
    let is_part = |letter: char| letter.is_alphanumeric() || "'’-_/.".contains(letter);
    let words = text.split(|letter: char| !is_part(letter)).map(|word| word.trim_matches('.').to_lowercase());
    words.filter(|word| !word.is_empty()).collect()
}

/// The sentences of which so many are counted and that are wrong.
fn wrong(count: i64, is_wrong: impl Fn(&[String]) -> bool) -> BTreeSet<String> {
    let is_excepted = |said: &Said| EXCEPTIONS.iter().any(|(key, _)| *key == said.key);
    let all = said().into_iter().filter(|said| said.count == count && !is_excepted(said));
    let wrong = all.filter(|said| is_wrong(&words_of(&said.text)));
    wrong.map(|Said { key, text, .. }| format!("{key}: {}", text.trim())).collect()
}

/// The words that stand right after a count.
fn counted(count: i64) -> BTreeSet<String> {
    let after = |words: &[String]| {
        words.windows(2).filter(|pair| pair[0] == count.to_string()).map(|pair| pair[1].clone()).collect::<Vec<_>>()
    };
    said().iter().filter(|said| said.count == count).flat_map(|said| after(&words_of(&said.text))).collect()
}

#[test]
fn one_is_spoken_of_as_one() {
    let is_plural = |word: &str| word.ends_with('s') && !ONE_WITH_S.contains(&word) && !OF_ONE.contains(&word);
    let wrong = wrong(1, |words| {
        let after = |before: &[&str], word: usize| word > 0 && before.contains(&words[word - 1].as_str());
        let several = |at: usize| OF_SEVERAL.contains(&words[at].as_str()) && !after(BEFORE_ANY, at);
        (0..words.len()).any(|at| several(at) || after(&["1"], at) && is_plural(&words[at]))
    });
    assert!(wrong.is_empty(), "{}", Vec::from_iter(wrong).join("\n"));
}

#[test]
fn two_are_spoken_of_as_several() {
    let (of_one, of_two) = (counted(1), counted(2));
    let plural = |noun: &str| noun.strip_suffix('y').map_or(format!("{noun}s"), |stem| format!("{stem}ies"));
    let singular: Vec<&String> = of_one.iter().filter(|noun| of_two.contains(&plural(noun))).collect();
    assert!(singular.iter().any(|noun| *noun == "municipality"), "{singular:?}");
    let wrong = wrong(2, |words| {
        words.windows(3).filter(|three| three[0] == "2").any(|three| {
            let is_of_one = |word: &String| OF_ONE.contains(&word.as_str());
            singular.contains(&&three[1]) || is_of_one(&three[1]) || of_two.contains(&three[1]) && is_of_one(&three[2])
        })
    });
    assert!(wrong.is_empty(), "{}", Vec::from_iter(wrong).join("\n"));
}

/// Where nothing is counted, nothing is there to be spoken of.
#[test]
fn none_is_not_spoken_of_as_something() {
    let wrong = wrong(0, |words| {
        let is_counted = words.iter().position(|word| word == "0");
        is_counted
            .is_some_and(|at| words[at..].iter().any(|word| ["it", "them", "they", "each"].contains(&word.as_str())))
    });
    let said: Vec<&String> =
        wrong.iter().filter(|wrong| !NEVER_NONE.iter().any(|key| wrong.starts_with(key))).collect();
    assert!(said.is_empty(), "{said:#?}");
}

#[test]
fn every_exception_of_plurals_is_a_sentence() {
    let keys = catalogue();
    assert_eq!(EXCEPTIONS.iter().find(|(key, _)| !keys.contains_key(*key)), None);
}
