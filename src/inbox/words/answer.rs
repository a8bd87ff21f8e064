//! The answer that words give: which dates, in which order; or why that cannot be said for certain.
//!
//! **What counts.** A date counts where its sentence says so: it is called a choice (`pri 1`, `førstevalg`, `som andrevalg`), or
//! chosen (`vi ønsker`, `passer`), with nothing but small words between; or it stands alone. Any other date is only mentioned.
//! **What is asked.** Conditions, weeks, periods, `a eller b` without an order, a date that is not offered, and statements that
//! contradict each other are no answer. Nothing is guessed: of two ways to read a sentence, none is taken.

use super::cues::Cue;
use super::mention::{Named, mentions};
use super::sentence::{Event, Placing, Sentence, sentences};
use super::tokens::tokens;
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
        let says_something = sentence.dates().next().is_some()
            || cues(Cue::Any)
            || cues(Cue::AllDates)
            || cues(Cue::Both)
            || cues(Cue::Declined);
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
        if cues(Cue::AllDates) && !cues(Cue::Any) && !cues(Cue::Choose) && !sentence.is_alone() {
            self.mentioned = Some(sentence.text.clone());
            return;
        }
        if cues(Cue::Any) || cues(Cue::AllDates) {
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
        if has(Cue::Declined) && dates.is_empty() && !sentence.declines_for_all() {
            return self.doubt(Doubt::NotChosen, sentence);
        }
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
            ("24. november kolliderer med kommunestyret, 29. november passer.", "11-29"),
            ("Førstevalg: 24. november. 29. november går ikke.", "11-24"),
            ("Vi kan ikke delta 24. november, men 29. november går fint.", "11-29"),
            ("Alternativ 1: 24.11\nAlternativ 2: 29.11", "11-24 11-29"),
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
        assert_eq!(read("Vi ser på alle datoene, og alle passer."), "any");
        assert_eq!(read("Alle datoer er fine for oss."), "any");
        assert_eq!(read("Alle datoer"), "any");
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
            ("Alle datoene er lagt i kalenderen vår.", "not-chosen"),
            ("Legevakten kan ikke delta.", "not-chosen"),
            ("Vi deltar ikke i alle delene.", "not-chosen"),
            ("Bussen går 24. november.", "not-chosen"),
            ("22.11: nei\n24.11: ja", "not-chosen"),
            ("Ordføreren kan ikke delta, men kommunen deltar 24. november.", "contradiction"),
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
