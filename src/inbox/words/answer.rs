//! The answer that words give: which dates, in which order; or why that cannot be said for certain.
//!
//! **What counts.** A date counts where its sentence says so: it is called a choice (`pri 1`, `førstevalg`, `som andrevalg`), or
//! chosen (`vi ønsker`, `passer`), with nothing but small words between; or it stands alone. Any other date is only mentioned.
//! **What is asked.** Conditions, weeks, periods, `a eller b` without an order, a date that is not offered, and statements that
//! contradict each other are no answer. Nothing is guessed: of two ways to read a sentence, none is taken.

use std::ops::Range;

use super::cues::{Cue, cue};
use super::mention::{Mention, Named, mentions};
use super::tokens::{Placed, Token, tokens};
use crate::exercise::{DateId, ExerciseDates};
use crate::registration::{Answer, Choices};

/// Why words give no certain answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Doubt {
    /// It depends on something.
    Condition,
    /// A week, a weekday or a period.
    NoSingleDate,
    /// A date that is not offered, or with the wrong weekday.
    NotOffered,
    /// Several dates, and no order of them.
    NoOrder,
    /// It contradicts something else in the mail.
    Contradiction,
    /// Dates are named, and it does not say whether they are wanted.
    NotChosen,
}

/// What words say of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Said {
    /// The answer, if it is certain.
    pub(crate) answer: Option<Answer>,
    /// Why it is not, each with the sentence.
    pub(crate) doubts: Vec<(Doubt, String)>,
    /// The sentences that it was read from.
    pub(crate) sentences: Vec<String>,
    /// Whether something is asked.
    pub(crate) has_question: bool,
}

/// A date that is chosen, and as which choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Chosen {
    date: DateId,
    rank: Option<usize>,
}

/// What one piece or a few of them say.
#[derive(Debug, Clone)]
enum Event {
    Cue(Cue),
    Date(Named),
}

#[derive(Debug, Clone)]
struct Placing {
    event: Event,
    at: Range<usize>,
}

/// A sentence, with what it says in its order.
struct Sentence<'t> {
    text: String,
    tokens: &'t [Placed],
    events: Vec<Placing>,
    /// Its pieces.
    bounds: Range<usize>,
    is_question: bool,
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

/// Reads the answer in the words of a mail.
pub(crate) fn answer(text: &str, dates: &ExerciseDates) -> Said {
    let pieces = tokens(text);
    let named = mentions(text, &pieces, dates);
    let mut reading = Reading::default();
    for sentence in sentences(text, &pieces, &named) {
        reading.hear(&sentence);
    }
    reading.finish()
}

/// What has been read of a text so far.
#[derive(Default)]
struct Reading {
    said: Said,
    chosen: Vec<Chosen>,
    ruled_out: Vec<DateId>,
    is_any: bool,
    is_both: Option<String>,
    is_declined: bool,
    mentioned: Option<String>,
}

impl Reading {
    fn doubt(&mut self, doubt: Doubt, sentence: &Sentence<'_>) {
        self.said.doubts.push((doubt, sentence.text.clone()));
    }

    fn hear(&mut self, sentence: &Sentence<'_>) {
        let cues = |cue: Cue| sentence.cues().any(|found| found == cue);
        let says_something =
            sentence.dates().next().is_some() || cues(Cue::Any) || cues(Cue::Both) || cues(Cue::Declined);
        if sentence.is_question {
            self.said.has_question = true;
            if sentence.cues().any(|cue| matches!(cue, Cue::Rank(_))) && sentence.dates().next().is_some() {
                self.doubt(Doubt::Condition, sentence);
            }
            return;
        }
        if !says_something {
            return;
        }
        if cues(Cue::Condition) {
            return self.doubt(Doubt::Condition, sentence);
        }
        if cues(Cue::Any) {
            if cues(Cue::Not) || sentence.dates().next().is_some() {
                return self.doubt(Doubt::NoOrder, sentence);
            }
            self.is_any = true;
            self.said.sentences.push(sentence.text.clone());
            return;
        }
        if cues(Cue::Both) {
            self.is_both = Some(sentence.text.clone());
        }
        let clauses = sentence.clauses();
        for clause in &clauses {
            self.hear_clause(sentence, clause);
        }
    }

    /// A part of a sentence up to `men`.
    fn hear_clause(&mut self, sentence: &Sentence<'_>, clause: &[Placing]) {
        let has = |cue: Cue| clause.iter().any(|placing| matches!(placing.event, Event::Cue(found) if found == cue));
        let dates: Vec<(usize, &Named)> = clause
            .iter()
            .enumerate()
            .filter_map(|(at, placing)| match &placing.event {
                Event::Date(named) => Some((at, named)),
                Event::Cue(_) => None,
            })
            .collect();
        if has(Cue::Declined) && dates.is_empty() {
            self.is_declined = true;
            self.said.sentences.push(sentence.text.clone());
            return;
        }
        if has(Cue::Not) || has(Cue::Declined) {
            return self.rule_out(sentence, &dates);
        }
        let roles: Vec<Option<Option<usize>>> = (0..dates.len()).map(|at| sentence.role(clause, &dates, at)).collect();
        let unranked = roles.iter().filter(|role| **role == Some(None)).count();
        if has(Cue::Or) && unranked > 1 && !has(Cue::Both) {
            return self.doubt(Doubt::NoOrder, sentence);
        }
        for ((_, named), role) in dates.iter().zip(roles) {
            match (named, role) {
                (Named::Date(date), Some(rank)) => {
                    self.chosen.push(Chosen { date: *date, rank });
                    if self.said.sentences.last() != Some(&sentence.text) {
                        self.said.sentences.push(sentence.text.clone());
                    }
                }
                (Named::Date(_), None) => self.mentioned = Some(sentence.text.clone()),
                (Named::Problem(_), Some(_)) => self.doubt(Doubt::NotOffered, sentence),
                (Named::Unclear, Some(_)) => self.doubt(Doubt::NoSingleDate, sentence),
                (Named::Problem(_) | Named::Unclear, None) => {}
            }
        }
    }

    fn rule_out(&mut self, sentence: &Sentence<'_>, dates: &[(usize, &Named)]) {
        match dates {
            [(_, Named::Date(date))] => {
                self.ruled_out.push(*date);
                self.mentioned = Some(sentence.text.clone());
            }
            [] => {}
            [(_, Named::Unclear | Named::Problem(_))] => self.doubt(Doubt::NoSingleDate, sentence),
            _ => self.doubt(Doubt::NotChosen, sentence),
        }
    }

    fn finish(mut self) -> Said {
        if self.said.doubts.is_empty() {
            match self.certain() {
                Ok(answer) => self.said.answer = answer,
                Err(doubt) => {
                    let both = self.is_both.clone().filter(|_| self.said.sentences.is_empty());
                    let sentence = both.unwrap_or_else(|| self.said.sentences.join(" "));
                    let sentence =
                        if sentence.is_empty() { self.mentioned.clone().unwrap_or_default() } else { sentence };
                    self.said.doubts.push((doubt, sentence));
                }
            }
        }
        self.said
    }

    /// The answer; none if nothing was said.
    fn certain(&self) -> Result<Option<Answer>, Doubt> {
        let chosen = !self.chosen.is_empty();
        match (self.is_declined, self.is_any, chosen) {
            (true, false, false) => Ok(Some(Answer::Declined)),
            (false, true, false) if self.ruled_out.is_empty() => Ok(Some(Answer::Any)),
            (false, false, true) => self.choices().map(Some),
            (false, false, false) if self.is_both.is_some() => Err(Doubt::NoSingleDate),
            (false, false, false) if self.mentioned.is_some() || !self.ruled_out.is_empty() => Err(Doubt::NotChosen),
            (false, false, false) => Ok(None),
            _ => Err(Doubt::Contradiction),
        }
    }

    fn choices(&self) -> Result<Answer, Doubt> {
        let mut chosen: Vec<Chosen> = Vec::new();
        for one in &self.chosen {
            if !chosen.contains(one) {
                chosen.push(*one);
            }
        }
        let unranked: Vec<usize> = (0..chosen.len()).filter(|at| chosen[*at].rank.is_none()).collect();
        let has_first = chosen.iter().any(|one| one.rank == Some(1));
        match unranked.as_slice() {
            [] => {}
            // What is chosen before the second choice is the first one.
            [0] if !has_first => chosen[0].rank = Some(1),
            _ if unranked.len() == 2 && chosen.len() == 2 && self.is_both.is_some() => {
                (0..2).for_each(|at| chosen[at].rank = Some(at + 1));
            }
            _ => return Err(Doubt::NoOrder),
        }
        chosen.sort_by_key(|one| one.rank);
        let is_in_order = (1..).zip(&chosen).all(|(rank, one)| one.rank == Some(rank));
        let is_ruled_out = chosen.iter().any(|one| self.ruled_out.contains(&one.date));
        if !is_in_order || is_ruled_out {
            return Err(Doubt::Contradiction);
        }
        Choices::new(chosen.iter().map(|one| one.date)).map(Answer::Dates).ok_or(Doubt::Contradiction)
    }
}

impl Sentence<'_> {
    fn cues(&self) -> impl Iterator<Item = Cue> {
        self.events.iter().filter_map(|placing| match placing.event {
            Event::Cue(cue) => Some(cue),
            Event::Date(_) => None,
        })
    }

    fn dates(&self) -> impl Iterator<Item = &Named> {
        self.events.iter().filter_map(|placing| match &placing.event {
            Event::Date(named) => Some(named),
            Event::Cue(_) => None,
        })
    }

    fn clauses(&self) -> Vec<Vec<Placing>> {
        let is_but = |placing: &Placing| matches!(placing.event, Event::Cue(Cue::But));
        self.events.split(is_but).map(<[Placing]>::to_vec).collect()
    }

    /// As what a date is chosen: none if it is only mentioned, else as which choice if that is said.
    fn role(&self, clause: &[Placing], dates: &[(usize, &Named)], nth: usize) -> Option<Option<usize>> {
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

    /// Whether the sentence is nothing but dates.
    fn is_alone(&self) -> bool {
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
fn sentences<'t>(text: &str, pieces: &'t [Placed], named: &[Mention]) -> Vec<Sentence<'t>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;

    fn read(text: &str) -> String {
        let sample = include_str!("../../../exercise.toml");
        let dates = Exercise::read(sample, &mut Findings::new()).expect("it is good").dates;
        let said = answer(text, &dates);
        match (said.answer, said.doubts.as_slice()) {
            (Some(Answer::Any), _) => "any".to_owned(),
            (Some(Answer::Declined), _) => "declined".to_owned(),
            (Some(Answer::Dates(choices)), _) => {
                choices.dates().iter().map(|date| dates.key(*date)[5..].to_owned()).collect::<Vec<_>>().join(" ")
            }
            (None, []) => String::new(),
            (None, [(doubt, _), ..]) => format!("? {}", <&str>::from(doubt)),
        }
    }

    #[test]
    fn choices_are_read_as_they_are_called() {
        for (text, expected) in [
            ("Førstevalg: torsdag 24. november\nAndrevalg: tirsdag 29. november", "11-24 11-29"),
            ("På vegne av Nesodden kommune: pri 1 22.11, pri 2 1.12.", "11-22 12-01"),
            ("Påmelding pri1 24/11 pri2 1/12", "11-24 12-01"),
            ("Kommunen ønsker primært tirsdag 29. november 2022,\nsekundært tirsdag 22. november 2022.", "11-29 11-22"),
            ("Vi tek gjerne torsdag 1. desember. Er det fullt, tek vi 24. november.", "12-01 11-24"),
            ("vi ønsker helst den 24., \nsubsidiært den 29. november. Vi er glade for det.", "11-24 11-29"),
            ("Hei Kari.\nFørstevalg 29. nov, andrevalg 1. des.\nHvor mange kan delta? Vi tenker 7.", "11-29 12-01"),
            ("We would like 29 November as its first choice and 22 November as its second.", "11-29 11-22"),
            (
                "melder seg på øvelsen, med 22. november som første prioritet og 29. november som andre prioritet.",
                "11-22 11-29",
            ),
            ("Frogn kommune velger 1. desember. Reservedato: 24. november.", "12-01 11-24"),
            ("1) 22. november 2) 29. november", "11-22 11-29"),
            ("1. 24. november\n2. 29. november", "11-24 11-29"),
            (
                "Der skrev jeg 22. november. Det skal være 29. november. Andrevalget er fortsatt 1. desember.",
                "11-29 12-01",
            ),
            ("melder seg på 24. novemer 2022 (pri 1) og 29. nov. \n2022 (pri 2).", "11-24 11-29"),
            (
                "melder vi herved på til øvelsen: første prioritet 1. desember, andre prioritet 22. november.",
                "12-01 11-22",
            ),
            ("vi tar 22. november, alternativt 24.", "11-22 11-24"),
            ("Hei, 24. november passer ikke for Fredrikstad kommune, men 29. er fint.", "11-29"),
            ("22. og 24. november, begge passer.", "11-22 11-24"),
            ("24.11", "11-24"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn who_takes_any_date_or_none_says_so() {
        assert_eq!(read("Alle datoene passer for oss."), "any");
        assert_eq!(
            read("Vestby kommune deltar dessverre ikke. Vi har en egen øvelse 24. november, og rekker ikke to."),
            "declined"
        );
        assert_eq!(read("Kan dessverre ikke delta."), "declined");
    }

    #[test]
    fn what_is_not_certain_is_asked() {
        for (text, why) in [
            ("24/11 eller 1/12.", "no-order"),
            ("Vi kan 24.11 og 29.11.", "no-order"),
            ("Eidsvoll kan 22.–24. november.", "no-single-date"),
            ("Jevnaker kommune foretrekker uke 48, alternativt uke 47.", "no-single-date"),
            ("Torsdagen passer best for Kongsberg.", "no-single-date"),
            ("24. november hvis kommunedirektøren er tilbake da, ellers 29. november.", "condition"),
            ("ønsker 24. november 2023 som førstevalg og 29. november 2022 som andrevalg.", "not-offered"),
            ("Begge datoer passer for Flå kommune.", "no-single-date"),
            ("Vi ønsker å melde at vi har egen øvelse 24. november.", "not-chosen"),
            ("Pri 1: 24.11\nPri 1: 29.11", "contradiction"),
            ("Vi deltar ikke. Pri 1: 24.11", "contradiction"),
            ("Alle unntatt 24. november.", "not-chosen"),
        ] {
            assert_eq!(read(text), format!("? {why}"), "{text}");
        }
    }

    #[test]
    fn questions_and_other_words_say_nothing() {
        assert_eq!(read("Gjelder det samme opplegget 22. november som 1. desember?\nVi kommer tilbake med dato."), "");
        assert_eq!(read("Takk for invitasjonen, vi kommer tilbake."), "");
    }
}
