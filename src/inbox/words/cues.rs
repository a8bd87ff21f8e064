//! What words say of the dates around them: which choice one is, that it does not suit, that all depends on something.

use super::tokens::{Placed, Token};

/// What a word or a few words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Which choice a date is, from 1.
    Rank(usize),
    /// That a date is chosen.
    Choose,
    /// That it is not.
    Not,
    /// That something else decides.
    Condition,
    /// One or the other.
    Or,
    /// What follows is the contrary of what came before.
    But,
    /// All dates will do.
    Any,
    /// All dates, of which something is said.
    AllDates,
    /// The two dates that are named.
    Both,
    /// The municipality does not take part.
    Declined,
}

/// What is said in several words, the longer ones first. `*` stands for any one word, `#` for a number of one digit.
const PHRASES: &[(&str, Cue)] = &[
    ("er det fullt", Cue::Rank(2)),
    ("er den full", Cue::Rank(2)),
    ("er denne full", Cue::Rank(2)),
    ("hvis det er fullt", Cue::Rank(2)),
    ("hvis den er full", Cue::Rank(2)),
    ("hvis * er full", Cue::Rank(2)),
    ("dersom det er fullt", Cue::Rank(2)),
    ("dersom den er full", Cue::Rank(2)),
    ("dersom * er full", Cue::Rank(2)),
    ("viss det er fullt", Cue::Rank(2)),
    ("om det er fullt", Cue::Rank(2)),
    ("om den er full", Cue::Rank(2)),
    ("if it is full", Cue::Rank(2)),
    ("if that is full", Cue::Rank(2)),
    ("med mindre", Cue::Condition),
    ("under forutsetning", Cue::Condition),
    ("med forbehold", Cue::Condition),
    ("med atterhald", Cue::Condition),
    ("om vi", Cue::Condition),
    ("om det", Cue::Condition),
    ("om den", Cue::Condition),
    ("as long as", Cue::Condition),
    ("deltar ikke", Cue::Declined),
    ("deltar * ikke", Cue::Declined),
    ("deltek ikkje", Cue::Declined),
    ("deltek * ikkje", Cue::Declined),
    ("deltar vi ikke", Cue::Declined),
    ("kan ikke delta", Cue::Declined),
    ("kan * ikke delta", Cue::Declined),
    ("kan ikke stille", Cue::Declined),
    ("kan * ikke stille", Cue::Declined),
    ("kan ikkje delta", Cue::Declined),
    ("kan * ikkje delta", Cue::Declined),
    ("ikke anledning til å delta", Cue::Declined),
    ("ikke mulighet til å delta", Cue::Declined),
    ("ikkje høve til å delta", Cue::Declined),
    ("ønsker ikke å delta", Cue::Declined),
    ("ønskjer ikkje å delta", Cue::Declined),
    ("vil ikke delta", Cue::Declined),
    ("melder avbud", Cue::Declined),
    ("melde avbud", Cue::Declined),
    ("melder forfall", Cue::Declined),
    ("melde forfall", Cue::Declined),
    ("not take part", Cue::Declined),
    ("not taking part", Cue::Declined),
    ("not be taking part", Cue::Declined),
    ("not participate", Cue::Declined),
    ("not be participating", Cue::Declined),
    ("unable to take part", Cue::Declined),
    ("unable to participate", Cue::Declined),
    ("not able to participate", Cue::Declined),
    ("alle datoene passer", Cue::Any),
    ("alle datoer passer", Cue::Any),
    ("alle datoane passar", Cue::Any),
    ("alle de oppgitte datoene", Cue::AllDates),
    ("alle fire datoene", Cue::AllDates),
    ("alle fire datoer", Cue::AllDates),
    ("alle dagene passer", Cue::Any),
    ("alle passer", Cue::Any),
    ("alle passar", Cue::Any),
    ("passer alle", Cue::Any),
    ("passar alle", Cue::Any),
    ("alle datoene", Cue::AllDates),
    ("alle datoane", Cue::AllDates),
    ("alle datoer", Cue::AllDates),
    ("all dates", Cue::AllDates),
    ("all the dates", Cue::AllDates),
    ("all of the dates", Cue::AllDates),
    ("any of the dates", Cue::AllDates),
    ("any date", Cue::AllDates),
    ("begge datoer", Cue::Both),
    ("begge datoene", Cue::Both),
    ("begge passer", Cue::Both),
    ("begge passar", Cue::Both),
    ("begge datoane", Cue::Both),
    ("both dates", Cue::Both),
    ("skal være", Cue::Choose),
    ("går fint", Cue::Choose),
    ("går bra", Cue::Choose),
    ("går greit", Cue::Choose),
    ("går for oss", Cue::Choose),
    ("går også", Cue::Choose),
    ("går godt", Cue::Choose),
    ("går òg", Cue::Choose),
    ("skal vere", Cue::Choose),
];

/// The cue that begins with a piece, and how many pieces it has. `is_date` tells where a date begins.
pub(super) fn cue(tokens: &[Placed], at: usize, is_date: impl Fn(usize) -> bool) -> Option<(Cue, usize)> {
    let phrase = PHRASES.iter().find_map(|(phrase, cue)| Some((*cue, matches(tokens, at, phrase)?)));
    phrase.or_else(|| rank(tokens, at, is_date)).or_else(|| Some((word(tokens[at].word()?)?, 1)))
}

/// How many pieces a phrase has that stands here.
fn matches(tokens: &[Placed], at: usize, phrase: &str) -> Option<usize> {
    let mut pieces = 0;
    for word in phrase.split(' ') {
        // A line may end between two words.
        while tokens.get(at + pieces).is_some_and(|piece| piece.token == Token::Line) && pieces > 0 {
            pieces += 1;
        }
        let found = tokens.get(at + pieces)?.word()?;
        (word == "*" || found == word).then_some(())?;
        pieces += 1;
    }
    Some(pieces)
}

/// What is called a choice: `pri 1`, `2. prioritet`, `førstevalg`, `første prioritet`, `1)` before a date.
fn rank(tokens: &[Placed], at: usize, is_date: impl Fn(usize) -> bool) -> Option<(Cue, usize)> {
    let number = |at: usize| match tokens.get(at)?.token {
        Token::Number { value, digits: 1 } if value > 0 => usize::try_from(value).ok(),
        _ => None,
    };
    let is = |at: usize, marks: &[char]| tokens.get(at).is_some_and(|piece| marks.iter().any(|mark| piece.is(*mark)));
    let word = |at: usize| tokens.get(at).and_then(Placed::word);
    if let Some(rank) = number(at) {
        let marked = usize::from(is(at + 1, &['.', ')', ':']));
        if word(at + 1 + marked).is_some_and(is_choice) {
            return Some((Cue::Rank(rank), 2 + marked));
        }
        let begins = at == 0 || tokens[at - 1].token == Token::Line;
        let is_list = is(at + 1, &[')']) || begins && marked == 1;
        return (is_list && is_date(at + 2)).then_some((Cue::Rank(rank), 2));
    }
    let first = word(at)?;
    if is_choice(first) {
        let marked = usize::from(is(at + 1, &['.', ':']));
        let marked = marked + usize::from(word(at + 1 + marked).is_some_and(|word| matches!(word, "nr" | "nummer")));
        return number(at + 1 + marked).filter(|_| !is_date(at + 1 + marked)).map(|rank| (Cue::Rank(rank), 2 + marked));
    }
    let rank = ordinal(first)?;
    let whole = first.len() > 6 && !matches!(first, "primært" | "second");
    match word(at + 1) {
        Some(next) if is_choice(next) => Some((Cue::Rank(rank), 2)),
        _ if whole => Some((Cue::Rank(rank), 1)),
        _ => None,
    }
}

/// A choice by what people call it.
fn is_choice(word: &str) -> bool {
    const CHOICES: [&str; 16] = [
        "pri",
        "prio",
        "prioritet",
        "prioritering",
        "priority",
        "valg",
        "val",
        "valget",
        "valet",
        "ønske",
        "ønskje",
        "choice",
        "alternativ",
        "preferanse",
        "preference",
        "option",
    ];
    CHOICES.contains(&word)
}

/// `første`, `førstevalg`, `second`
fn ordinal(word: &str) -> Option<usize> {
    const ORDINALS: [(&str, usize); 9] = [
        ("første", 1),
        ("fyrste", 1),
        ("first", 1),
        ("andre", 2),
        ("annen", 2),
        ("second", 2),
        ("tredje", 3),
        ("third", 3),
        ("fjerde", 4),
    ];
    const ENDS: [&str; 14] = [
        "",
        "valg",
        "val",
        "valget",
        "valet",
        "prioritet",
        "prioriteten",
        "prio",
        "ønske",
        "ønsket",
        "ønskje",
        "pri",
        "alternativ",
        "dato",
    ];
    ORDINALS.iter().find_map(|(begin, rank)| {
        let end = word.strip_prefix(begin)?;
        ENDS.contains(&end).then_some(*rank)
    })
}

/// What one word says.
fn word(word: &str) -> Option<Cue> {
    Some(match word {
        "primært" | "primær" | "primary" | "helst" | "preferably" | "fortrinnsvis" => Cue::Rank(1),
        "sekundært" | "sekundær" | "secondary" | "subsidiært" | "subsidiær" | "alternativt" | "alternativ"
        | "alternative" | "alternatively" | "reservedato" | "reserve" | "reservedag" | "eventuelt" | "evt"
        | "ellers" | "elles" | "nest" | "second" | "otherwise" => Cue::Rank(2),
        "ønsker" | "ønskjer" | "ønske" | "velger" | "vel" | "tar" | "tek" | "foretrekker" | "føretrekkjer"
        | "passer" | "passar" | "fint" | "fin" | "bra" | "best" | "ok" | "kan" | "melder" | "melde" | "stiller"
        | "deltar" | "deltek" | "delta" | "gjerne" | "fine" | "can" | "do" | "okay" | "vil" | "choose" | "prefer"
        | "suits" | "like" | "attend" | "works" | "will" => Cue::Choose,
        "ikke" | "ikkje" | "ikkj" | "not" | "unntatt" | "utenom" | "utanom" | "bortsett" | "except" | "cannot"
        | "verken" | "nei" | "dårlig" | "dårleg" | "vanskelig" | "vanskeleg" | "umulig" | "umogleg" | "neppe"
        | "uaktuelt" | "difficult" | "impossible" => Cue::Not,
        "hvis" | "dersom" | "viss" | "såfremt" | "såframt" | "forutsatt" | "føresett" | "avhengig" | "kanskje"
        | "trolig" | "truleg" | "antakelig" | "antagelig" | "sannsynligvis" | "foreløpig" | "førebels"
        | "forbehold" | "atterhald" | "if" | "unless" | "provided" | "depending" | "maybe" | "perhaps" | "probably"
        | "tentatively" => Cue::Condition,
        "eller" | "or" => Cue::Or,
        "men" | "but" | "derimot" => Cue::But,
        "begge" | "both" => Cue::Both,
        _ => return None,
    })
}
