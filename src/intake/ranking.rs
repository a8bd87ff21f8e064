//! Which choice a heading asks for: a rank (`2.`, `P2`, `andre`, `sekundær`) beside a word for a choice (`ønske`, `dato`,
//! `prioritet`), in any order; or, where there is no rank, words that are said of the first choice or of the second only.
//!
//! A rank goes before such words: "Ønsket dato (pri 2)" is the second choice.

/// No exercise asks for more than so many choices by number.
pub const MOST_CHOICES: usize = 30;

/// Words that a rank can stand beside.
const CHOICE: &[&str] = &[
    "pri",
    "prio",
    "prioritet",
    "prioritert",
    "prioritering",
    "priority",
    "preference",
    "preferanse",
    "p",
    "valg",
    "val",
    "valet",
    "valget",
    "choice",
    "option",
    "ønske",
    "ønsket",
    "ønskt",
    "ønska",
    "ynske",
    "ynskt",
    "ynskja",
    "wish",
    "dato",
    "datoen",
    "date",
    "alternativ",
    "alternativet",
    "alternative",
    "válljen",
    "sávaldat",
    "háliidus",
    "dáhttu",
    "dáhton",
    "beaivi",
    "molssaeaktu",
    "prioritehta",
];
/// Words that can stand between a number and the word it belongs to: "Dato nr. 2".
const BETWEEN: &[&str] = &["nr", "nummer", "no", "number"];
/// Ranks in words, from 1; also as the beginning of a word such as `førsteønske`.
const RANKS: [&[&str]; 6] = [
    &["første", "fyrste", "primær", "primary", "first", "1st", "1ste", "vuosttaš", "vuosttas"],
    &[
        "andre",
        "annet",
        "annen",
        "anna",
        "sekundær",
        "secondary",
        "second",
        "2nd",
        "nest beste",
        "nest best",
        "2re",
        "nubbi",
    ],
    &["tredje", "tertiær", "third", "3rd", "3dje", "goalmmát"],
    &["fjerde", "fourth", "4th"],
    &["femte", "fifth", "5th"],
    &["sjette", "sixth", "6th"],
];
/// What says a rank by itself, as all of a heading or as the word that a heading begins with.
const ALONE: [&[&str]; 2] = [
    &["primært", "primær"],
    &["sekundært", "sekundær", "subsidiært", "subsidiær", "alternativt", "alternativ", "reserve", "molssaeaktu"],
];
/// What is said of the first choice or of the second, without a rank.
const SAID: [&[&str]; 2] = [
    &[
        "ønsket dato",
        "ønskt dato",
        "ønska dato",
        "ynskt dato",
        "ynskja dato",
        "ynska dato",
        "valgt dato",
        "vald dato",
        "foretrukket dato",
        "føretrekt dato",
        "beste dato",
        "passer best",
        "passar best",
        "preferred date",
        "chosen date",
        "best date",
        "suits best",
    ],
    &[
        "alternativ dato",
        "alternativ",
        "alternativt tidspunkt",
        "alternativt ønske",
        "alternativt ynske",
        "alternativt valg",
        "reservedato",
        "reserve dato",
        "reservevalg",
        "reserveval",
        "reserveønske",
        "reserve",
        "subsidiær dato",
        "subsidiært ønske",
        "subsidiært",
        "alternative date",
        "alternative",
        "backup date",
    ],
];
/// Of these only as a whole heading: "Alternativ e-post" is about something else.
const WHOLE: &[&str] = &["alternativ", "alternative", "reserve", "subsidiært"];

/// Whether a heading, as [`crate::text::words`] makes it, asks to put dates in order: "Ranger datoene".
pub fn asks_to_rank(heading: &str) -> bool {
    heading.split(' ').any(|word| word.starts_with("ranger") || word.starts_with("rank"))
}

/// The ranks that a heading, as [`crate::text::words`] makes it, can mean: one where it is clear.
pub fn ranks(heading: &str) -> Vec<usize> {
    let words: Vec<&str> = heading.split(' ').collect();
    let mut said = Vec::new();
    for at in 0..words.len() {
        said.extend(rank_at(&words, at));
    }
    if said.is_empty() {
        said.extend(alone(heading));
    }
    // Reserves have a counting of their own: "Reservedato 1" is the first of them.
    if said.is_empty() && !words.iter().any(|word| number(word).is_some()) {
        let ranks = SAID.iter().enumerate().filter(|(_, spellings)| spellings.iter().any(|said| is_in(said, heading)));
        said.extend(ranks.map(|(index, _)| index + 1));
    }
    said.sort_unstable();
    said.dedup();
    said
}

fn alone(heading: &str) -> Option<usize> {
    ALONE.iter().position(|words| words.contains(&heading)).map(|index| index + 1)
}

fn is_in(said: &str, heading: &str) -> bool {
    if WHOLE.contains(&said) {
        return said == heading;
    }
    format!(" {heading} ").contains(&format!(" {said} "))
}

/// The rank that the word in this place says of a choice beside it.
fn rank_at(words: &[&str], at: usize) -> Option<usize> {
    if let Some(rank) = glued(words, at) {
        return Some(rank);
    }
    let is_choice = |word: Option<&&str>| word.is_some_and(|word| CHOICE.contains(word));
    if let Some(rank) = number(words[at]) {
        let is_beside = |at: usize| is_choice(words.get(at + 1)) || is_choice(before(words, at));
        let others =
            [at.checked_sub(2).filter(|_| joins(words.get(at - 1))), Some(at + 2).filter(|_| joins(words.get(at + 1)))];
        let mut others = others.into_iter().flatten();
        let is_said =
            is_beside(at) || others.any(|at| words.get(at).copied().and_then(number).is_some() && is_beside(at));
        return (is_said && !is_within_a_date(words, at)).then_some(rank);
    }
    let two = words.get(at + 1).map(|next| format!("{} {next}", words[at]));
    let rank = |said: &str| RANKS.iter().position(|ranks| ranks.contains(&said)).map(|index| index + 1);
    if let Some(rank) = two.as_deref().and_then(rank) {
        let is_said = is_choice(words.get(at + 2)) || words.len() == at + 2 || at > 0;
        return is_said.then_some(rank);
    }
    rank(words[at]).filter(|_| is_choice(words.get(at + 1)) || joins(words.get(at + 1)))
}

/// Whether a word stands between two ranks: "første og andre valg".
fn joins(word: Option<&&str>) -> bool {
    word.is_some_and(|word| matches!(*word, "og" | "eller" | "and" | "or"))
}

/// The word before a number, and before "nr" if that is between them.
fn before<'w>(words: &'w [&'w str], at: usize) -> Option<&'w &'w str> {
    let last = words[..at].last()?;
    if BETWEEN.contains(last) { words[..at - 1].last() } else { Some(last) }
}

/// Of a word such as `pri2`, `p2`, `2pri` or `andreønske`.
fn glued(words: &[&str], at: usize) -> Option<usize> {
    let word = words[at];
    let digits = word.find(|c: char| c.is_ascii_digit());
    if let Some(start) = digits {
        let end = word[start..].find(|c: char| !c.is_ascii_digit()).map_or(word.len(), |length| start + length);
        let around = if start == 0 { &word[end..] } else { &word[..start] };
        let is_whole = start == 0 || end == word.len();
        let rank = number(&word[start..end]).filter(|_| is_whole && CHOICE.contains(&around))?;
        return (!(start > 0 && is_within_a_date(words, at))).then_some(rank);
    }
    RANKS
        .iter()
        .position(|ranks| {
            ranks.iter().any(|rank| word.strip_prefix(rank).is_some_and(|choice| CHOICE.contains(&choice)))
        })
        .map(|index| index + 1)
}

fn number(word: &str) -> Option<usize> {
    word.parse().ok().filter(|rank| (1..=MOST_CHOICES).contains(rank) && !word.starts_with(['0', '+']))
}

/// Whether a number stands beside another one, or before a month: "Dato 1.12", "Dato 1. desember".
fn is_within_a_date(words: &[&str], at: usize) -> bool {
    const MONTHS: [&str; 15] =
        ["jan", "feb", "mar", "apr", "mai", "may", "jun", "jul", "aug", "sep", "okt", "oct", "nov", "des", "dec"];
    let is_digits = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_month = |word: &&str| MONTHS.iter().any(|month| word.starts_with(month));
    let next = words.get(at + 1);
    next.is_some_and(|word| is_digits(word) || is_month(word)) || words[..at].last().is_some_and(is_digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn natural_headings_for_a_choice_say_which_it_is() {
        for (rank, headings) in [
            (
                1,
                "Ønske 1|1. ønske|Ynskt dato|Dato 1|Prioritet nr. 1|Hvilken dato passer best?|Valgt dato|Pri. 1-dato|\
                 Førstevalg|Første valg|Ønsket dato|First choice|1st choice|Preferred date|P1|[Pri 1]|Primær dato|\
                 Primærønske|1. val|Fyrsteval|Fyrste ynske|Alternativ 1|Dato nr. 1|Ønsket dato (pri 1)|Option 1|\
                 Hvilken dato ønsker kommunen (pri 1)?|Date 1|Prioritering 1|Foretrukket dato|\
                 Vuosttaš válljen|1. sávaldat",
            ),
            (
                2,
                "Reservedato|Alternativ|2. ønske|Ønske 2|Dato 2|Sekundær dato|Sekundærønske|Prioritet nr. 2|P2|\
                 Annen dato|Reserve|Andre valg|Nest beste dato|2. dato|Alternativ 2|Subsidiært|Alternativt tidspunkt|\
                 Ønsket dato (pri 2)|Ønsket dato [Pri 2]|andreønske|Dato nr. 2|2nd choice|Second choice|Anna dato|\
                 Pri2|2. pri|Andreprioritet|Alternative date|Hvilken dato passer nest best?|Andre val|Sekundært|\
                 Kva for ein dato ønskjer di kommune (2. prioritet)?|Backup date|Alternativ dato (pri. 2)|\
                 Nubbi válljen|Dáhton 2|Molssaeaktu",
            ),
            (3, "Pri 3|3. ønske|Tredjevalg|Tredje val|Third choice|Tredjeønske|Ønsket dato 3|Alternativ 3"),
            (12, "Pri 12|12. ønske|Ønske nr. 12|Valg 12|Choice 12"),
        ] {
            for heading in headings.split('|') {
                assert_eq!(ranks(&words(heading)), [rank], "{heading}");
            }
        }
    }

    #[test]
    fn what_does_not_say_which_choice_it_is_is_none() {
        for heading in [
            "",
            "Dato",
            "Når?",
            "Tidspunkt",
            "Andre ønsker",
            "Andre merknader",
            "Alternativ e-post",
            "Dato 1.12",
            "Dato 1. desember",
            "Reservedato 1",
            "Øvelse 2",
            "Kontaktperson 2",
            "Reservekontakt",
            "Antall 2",
        ] {
            assert_eq!(ranks(&words(heading)), [0; 0], "{heading}");
        }
        for heading in ["Pri 1 og pri 2", "Første eller andre valg", "Valg 1 og 2", "1. og 2. prioritet"] {
            assert_eq!(ranks(&words(heading)), [1, 2], "{heading}");
        }
    }
}
