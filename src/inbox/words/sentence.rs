//! The sentences of a text: what each says of dates, and which of it belongs together.

use std::ops::Range;

use super::cues::{Cue, cue};
use super::mention::{Mention, Named};
use super::tokens::{Placed, Token};

/// What one piece or a few of them say.
#[derive(Debug, Clone)]
pub(super) enum Event {
    Cue(Cue),
    Date(Named),
}

#[derive(Debug, Clone)]
pub(super) struct Placing {
    pub(super) event: Event,
    pub(super) at: Range<usize>,
}

/// A sentence, with what it says in its order.
pub(super) struct Sentence<'t> {
    pub(super) text: String,
    tokens: &'t [Placed],
    pub(super) events: Vec<Placing>,
    /// Its pieces.
    bounds: Range<usize>,
    pub(super) is_question: bool,
}

/// Words that may stand between a date and what is said of it.
const LINKS: &[&str] = &[
    "er",
    "blir",
    "vert",
    "for",
    "oss",
    "vår",
    "vårt",
    "våre",
    "kommunen",
    "kommune",
    "kommunens",
    "som",
    "på",
    "den",
    "dato",
    "datoen",
    "datoer",
    "dag",
    "dagen",
    "vi",
    "jeg",
    "eg",
    "kl",
    "i",
    "å",
    "være",
    "vere",
    "med",
    "øvelsen",
    "øvinga",
    "øving",
    "øvelse",
    "da",
    "så",
    "først",
    "fortsatt",
    "framleis",
    "fremdeles",
    "det",
    "dette",
    "denne",
    "og",
    "til",
    "av",
    "ha",
    "få",
    "vår",
    "kommuna",
    "meg",
    "seg",
    "dere",
    "herved",
    "nummer",
    "nr",
    "veldig",
    "svært",
    "fine",
    "godt",
    "aller",
    "best",
    "om",
    "påmelding",
    "ønsket",
    "satt",
    "settes",
    "the",
    "as",
    "its",
    "our",
    "is",
    "us",
    "we",
    "would",
    "date",
    "be",
    "to",
    "take",
    "part",
    "exercise",
    "in",
    "on",
    "and",
    "a",
    "of",
    "municipality",
    "that",
    "then",
    "still",
    "kunne",
    "skal",
    "bli",
    "mandag",
    "tirsdag",
    "bare",
    "berre",
    "kun",
    "only",
];

impl Sentence<'_> {
    pub(super) fn cues(&self) -> impl Iterator<Item = Cue> {
        self.events.iter().filter_map(|placing| match placing.event {
            Event::Cue(cue) => Some(cue),
            Event::Date(_) => None,
        })
    }

    pub(super) fn dates(&self) -> impl Iterator<Item = &Named> {
        self.events.iter().filter_map(|placing| match &placing.event {
            Event::Date(named) => Some(named),
            Event::Cue(_) => None,
        })
    }

    pub(super) fn clauses(&self) -> Vec<Vec<Placing>> {
        let is_but = |placing: &Placing| matches!(placing.event, Event::Cue(Cue::But));
        self.events.split(is_but).map(<[Placing]>::to_vec).collect()
    }

    /// As what a date is chosen: none if it is only mentioned, else as which choice if that is said.
    pub(super) fn role(&self, clause: &[Placing], dates: &[(usize, &Named)], nth: usize) -> Option<Option<usize>> {
        let (at, _) = dates[nth];
        let before = nth.checked_sub(1).map_or(0, |before| dates[before].0 + 1);
        let after = dates.get(nth + 1).map_or(clause.len(), |(after, _)| *after);
        let ranks = |range: Range<usize>| -> Vec<(usize, usize)> {
            let cues = range.filter_map(|at| match clause[at].event {
                Event::Cue(Cue::Rank(rank)) => Some((at, rank)),
                _ => None,
            });
            cues.collect()
        };
        let (ahead, behind) = (ranks(before..at), ranks(at + 1..after));
        let is_behind = |cue: &(usize, usize), date: usize| self.belongs_behind(&clause[date], &clause[cue.0]);
        // One that follows the date before it so that it can only be meant by that.
        let own_ahead = ahead.iter().rev().find(|cue| nth == 0 || !is_behind(cue, dates[nth - 1].0));
        let own_behind = behind.iter().find(|cue| is_behind(cue, at));
        if let Some((_, rank)) = own_behind.filter(|(cue, _)| self.is_linked(&clause[at], &clause[*cue])) {
            return Some(Some(*rank));
        }
        if let Some((_, rank)) = own_ahead.filter(|(cue, _)| self.is_linked(&clause[*cue], &clause[at])) {
            return Some(Some(*rank));
        }
        let is_chosen = (before..after).any(|other| {
            let is_choice = matches!(clause[other].event, Event::Cue(Cue::Choose | Cue::Both));
            let (first, second) =
                if other < at { (&clause[other], &clause[at]) } else { (&clause[at], &clause[other]) };
            is_choice && self.is_linked(first, second)
        });
        let follows = nth > 0 && self.is_linked(&clause[dates[nth - 1].0], &clause[at]);
        let is_chosen = is_chosen || follows && self.role(clause, dates, nth - 1).is_some() || self.is_alone();
        is_chosen.then_some(None)
    }

    /// Whether a choice is said of the date before it: `(pri 1)`, `som førstevalg`.
    fn belongs_behind(&self, date: &Placing, cue: &Placing) -> bool {
        let between = &self.tokens[date.at.end..cue.at.start];
        let is_said = |piece: &Placed| matches!(piece.word(), Some("som" | "as" | "er" | "is" | "blir" | "vert"));
        between.last().is_some_and(|piece| piece.is('(')) || between.iter().any(is_said)
    }

    /// Whether nothing but small words stands between.
    fn is_linked(&self, first: &Placing, second: &Placing) -> bool {
        let is_small = |at: usize| match &self.tokens[at].token {
            Token::Word(word) => LINKS.contains(&word.as_str()) || self.is_cue(at),
            Token::Mark(mark) => matches!(mark, ':' | ',' | '-' | '(' | ')' | '=' | '.' | '*' | '|' | '/'),
            Token::Line => true,
            Token::Number { .. } => self.is_cue(at),
        };
        (first.at.end..second.at.start).all(is_small)
    }

    fn is_cue(&self, at: usize) -> bool {
        let is_it = |placing: &Placing| placing.at.contains(&at) && !matches!(placing.event, Event::Cue(Cue::Not));
        self.events.iter().any(is_it)
    }

    /// Whether whoever does not take part is the municipality, and not somebody in it, or a part of it.
    pub(super) fn declines_for_all(&self) -> bool {
        const OURS: [&str; 11] =
            ["vi", "me", "jeg", "eg", "kommune", "kommunen", "kommuna", "we", "municipality", "i", "oss"];
        const PARTS: [&str; 10] = ["alle", "både", "begge", "fysisk", "hele", "heile", "alt", "all", "both", "delvis"];
        let said = self.tokens[self.bounds.clone()].iter().filter_map(Placed::word);
        let words: Vec<&str> = said.collect();
        let begins = self.events.iter().find(|placing| matches!(placing.event, Event::Cue(Cue::Declined)));
        let is_first = begins.is_some_and(|placing| {
            let before = &self.tokens[self.bounds.start..placing.at.start];
            before
                .iter()
                .filter_map(Placed::word)
                .all(|word| matches!(word, "dessverre" | "diverre" | "takk" | "nei" | "må"))
        });
        (is_first || words.iter().any(|word| OURS.contains(word))) && !words.iter().any(|word| PARTS.contains(word))
    }

    /// Whether the sentence is nothing but dates.
    pub(super) fn is_alone(&self) -> bool {
        let is_in = |at: usize| self.events.iter().any(|placing| placing.at.contains(&at));
        let others = self.bounds.clone().filter(|at| !is_in(*at)).filter(|at| match &self.tokens[*at].token {
            Token::Word(word) => !LINKS.contains(&word.as_str()),
            Token::Number { .. } => true,
            Token::Mark(_) | Token::Line => false,
        });
        others.count() == 0
    }
}

/// The sentences of a text, with what they say.
pub(super) fn sentences<'t>(text: &str, pieces: &'t [Placed], named: &[Mention]) -> Vec<Sentence<'t>> {
    let events = events(pieces, named);
    let is_inside = |at: usize| events.iter().any(|placing| placing.at.contains(&at));
    // "1. des." may end a sentence.
    let is_last = |at: usize| events.iter().any(|placing| placing.at.end == at + 1);
    let begins = |at: usize| named.iter().any(|mention| mention.pieces.start == at);
    let closes = |at: usize| named.iter().any(|mention| mention.pieces.end == at + 1);
    let mut sentences = Vec::new();
    let mut begin = 0;
    for at in 0..pieces.len() {
        let is_next_date = pieces[at].is('.') && closes(at) && begins(at + 1);
        let ends = (!is_inside(at) || is_last(at)) && ends_here(text, pieces, at) || is_next_date;
        if ends || at + 1 == pieces.len() {
            let bounds = begin..at + 1;
            begin = at + 1;
            let is_within = |placing: &&Placing| bounds.contains(&placing.at.start);
            let events: Vec<Placing> = events.iter().filter(is_within).cloned().collect();
            let written = &text[pieces[bounds.start].at.start..pieces[at].at.end];
            let is_question = pieces[bounds.clone()]
                .iter()
                .rev()
                .find(|piece| piece.token != Token::Line)
                .is_some_and(|piece| piece.is('?'));
            let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
            sentences.push(Sentence { text, tokens: pieces, events, bounds, is_question });
        }
    }
    sentences
}

/// Dates and cues in their order. What is a part of a date is no cue.
fn events(pieces: &[Placed], named: &[Mention]) -> Vec<Placing> {
    let is_date = |at: usize| named.iter().any(|mention| mention.pieces.start == at);
    let mut events = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        if let Some(mention) = named.iter().find(|mention| mention.pieces.start == at) {
            events.push(Placing { event: Event::Date(mention.names.clone()), at: mention.pieces.clone() });
            at = mention.pieces.end;
        } else if let Some((cue, length)) = cue(pieces, at, is_date) {
            events.push(Placing { event: Event::Cue(cue), at: at..at + length });
            at += length;
        } else {
            at += 1;
        }
    }
    events
}

/// Whether a word begins a question.
fn asks(word: &str) -> bool {
    const ASKING: [&str; 18] = [
        "hvor", "hva", "når", "hvem", "hvordan", "kva", "kor", "korleis", "har", "gjelder", "gjeld", "får", "what",
        "how", "when", "is", "can", "could",
    ];
    ASKING.contains(&word)
}

/// Whether a sentence ends with a piece: at a point before a capital letter, at an empty line, before a label.
fn ends_here(text: &str, pieces: &[Placed], at: usize) -> bool {
    let next = pieces.get(at + 1);
    let begins_anew = |piece: &Placed| match &piece.token {
        Token::Word(_) => text[piece.at.clone()].starts_with(char::is_uppercase),
        Token::Line => true,
        Token::Mark(mark) => matches!(mark, '-' | '*' | '•' | '«' | '"'),
        Token::Number { .. } => false,
    };
    match &pieces[at].token {
        Token::Mark('!' | '?' | ';') => true,
        Token::Mark('.') => next.is_none_or(begins_anew),
        Token::Line => next.is_some_and(|next| next.token == Token::Line || next.word().is_some_and(asks)),
        _ => false,
    }
}
