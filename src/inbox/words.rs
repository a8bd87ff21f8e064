//! What a mail says in words: whose it is, which dates it asks for, and who is the contact.
//!
//! Words are read by rules, which docs/inbox.md writes down, without statistics and without a network. What is certain is read;
//! whatever could mean two things is asked about.

mod answer;
mod cues;
mod mention;
mod own;
mod people;
mod sentence;
mod tokens;
mod whose;

pub(crate) use answer::Said;
pub(crate) use people::Told;
pub(crate) use whose::{Known, Whose};

use crate::exercise::ExerciseDates;
use crate::municipality::Number;
use own::{Below, Own, own};

/// A mail in words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'m> {
    /// The address that it comes from.
    pub(crate) from: Option<&'m str>,
    /// The name beside it.
    pub(crate) name: Option<&'m str>,
    pub(crate) subject: &'m str,
    pub(crate) text: &'m str,
}

/// The tables in what somebody wrote: lines with tabs in them, one after the other.
pub(crate) fn own_tables(text: &str) -> Vec<String> {
    let own = own(text);
    let is_row = |line: &&String| line.contains('\t');
    let blocks = own.words.chunk_by(|one, other| is_row(&one) == is_row(&other));
    blocks.filter(|block| block.len() > 1 && is_row(&&block[0])).map(|block| block.join("\n") + "\n").collect()
}

/// What a mail says for one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) whose: Whose,
    pub(crate) said: Said,
    pub(crate) told: Told,
    /// When the mail was sent that was forwarded in this one, as its head writes it.
    pub(crate) sent: Option<String>,
}

/// Reads a mail: what it says for each municipality that it speaks for. A mail that was forwarded without an answer of whoever
/// forwarded it is the inner sender's.
pub(crate) fn read(mail: Written<'_>, dates: &ExerciseDates, known: &Known<'_>) -> Vec<Entry> {
    let own = own(mail.text);
    let entries = read_own(mail, &own, dates, known);
    let says_nothing = |entry: &Entry| entry.said.answer.is_none() && entry.said.doubts.is_empty();
    match &own.below {
        Some(below) if entries.iter().all(says_nothing) => match read_below(below, dates, known) {
            Some(inner) => inner.into_iter().map(|inner| of_forwarder(inner, &entries)).collect(),
            None => entries,
        },
        _ => entries,
    }
}

/// Where nobody can tell whose a mail is, it is that of the municipality that has forwarded it.
fn of_forwarder(inner: Entry, outer: &[Entry]) -> Entry {
    match (&inner.whose, outer) {
        (Whose::Nobody, [Entry { whose: whose @ Whose::Known(_), .. }]) => Entry { whose: whose.clone(), ..inner },
        _ => inner,
    }
}

/// The mail below, if somebody else than the lead wrote it and it says something.
fn read_below(below: &Below, dates: &ExerciseDates, known: &Known<'_>) -> Option<Vec<Entry>> {
    let (name, address) = match below.from.split_once('<') {
        Some((name, address)) => (name.trim().trim_matches('"'), address.trim_end_matches('>').trim()),
        None => (below.from.as_str(), below.from.as_str()),
    };
    let address = Some(address).filter(|address| address.contains('@'));
    if address.is_some_and(|address| known.is_lead(address)) {
        return None;
    }
    let inner = Written { from: address, name: Some(name), subject: &below.subject, text: &below.text };
    let entries = read(inner, dates, known);
    let says_something = entries.iter().any(|entry| entry.said.answer.is_some() || !entry.said.doubts.is_empty());
    let sent = |entry: Entry| Entry { sent: entry.sent.or_else(|| Some(below.sent.clone())), ..entry };
    says_something.then(|| entries.into_iter().map(sent).collect())
}

fn read_own(mail: Written<'_>, own: &Own, dates: &ExerciseDates, known: &Known<'_>) -> Vec<Entry> {
    let told = people::told(own, mail.name, mail.from);
    let parts = parts(own, known);
    if !parts.is_empty() {
        let entry = |(number, text): (Number, String)| Entry {
            whose: known.for_several(mail.from, number),
            said: answer::answer(&text, dates),
            told: told.clone(),
            sent: None,
        };
        return parts.into_iter().map(entry).collect();
    }
    let words = own.words.join("\n");
    let mut said = answer::answer(&words, dates);
    if said.answer.is_none() && said.doubts.is_empty() && !is_reply(mail.subject) {
        said = Said { has_question: said.has_question, ..answer::answer(mail.subject, dates) };
    }
    let written = format!("{}\n{}\n{words}", mail.name.unwrap_or_default(), mail.subject);
    let whose = known.whose(mail.from, told.email.as_deref(), &written, &own.signature.join("\n"));
    vec![Entry { whose, said, told, sent: None }]
}

/// The lines that begin with the name of a municipality, where there are several: each is that one's.
fn parts(own: &Own, known: &Known<'_>) -> Vec<(Number, String)> {
    let mut parts: Vec<(Number, String)> = Vec::new();
    for line in &own.words {
        let are_several = parts.len() > 1;
        match (known.labelled(line), parts.last_mut()) {
            (Some(number), _) => {
                let (_, rest) = line.split_once(':').unwrap_or_default();
                parts.push((number, rest.to_owned()));
            }
            (None, Some((_, text))) if !line.trim().is_empty() => {
                text.push('\n');
                text.push_str(line);
            }
            (None, Some(_)) if are_several => break,
            (None, _) => {}
        }
    }
    if parts.len() > 1 { parts } else { Vec::new() }
}

/// Whether a subject is that of the mail that is answered.
fn is_reply(subject: &str) -> bool {
    const REPLIES: [&str; 4] = ["sv:", "re:", "svar:", "aw:"];
    let subject = subject.trim().to_lowercase();
    REPLIES.iter().any(|reply| subject.starts_with(reply))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;
    use crate::municipality::Municipalities;
    use proptest::prelude::*;

    /// Pieces of which mails are made, and others.
    fn piece() -> impl Strategy<Value = String> {
        const WORDS: &[&str] = &[
            "24.11",
            "24. november",
            "29.",
            "den",
            "pri 1",
            "pri 2:",
            "1)",
            "2.",
            "eller",
            "og",
            "-",
            "ikke",
            "men",
            "hvis",
            "uke 47",
            "\n",
            "\n\n",
            "> ",
            "Fra: Ida <i@e.no>",
            "\nSendt: i dag\nEmne: x\n",
            "Asker kommune:",
            "Med vennlig hilsen",
            "alle datoene",
            "begge",
            "deltar ikke",
            "?",
            ".",
            "Kontaktperson:",
            "tlf",
            "00 00 00 01",
            "12 deltakere",
            "på",
        ];
        prop_oneof![proptest::sample::select(WORDS).prop_map(str::to_owned), ".{0,12}"]
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read_or_asked_about_and_never_both(pieces in prop::collection::vec(piece(), 0..40)) {
            let text = pieces.join(" ");
            let exercise = Exercise::read(include_str!("../../exercise.toml"), &mut Findings::new()).expect("it is good");
            let table = "number;name;language;email\n3025;Asker;;a@asker.example.no\n".as_bytes();
            let municipalities = Municipalities::read(table, &mut Findings::new()).expect("it is good");
            let known = Known::new(&municipalities, [], [], [], "k@e.no");
            let mail = Written { from: Some("ida@asker.example.no"), name: Some("Ida Prøve"), subject: &text, text: &text };
            for entry in read(mail, &exercise.dates, &known) {
                prop_assert!(entry.said.answer.is_none() || entry.said.doubts.is_empty());
            }
        }
    }
}
