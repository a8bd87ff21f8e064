//! `ovelse mail TEMPLATE.txt`: the lead's own words, to whomever the lead names.
//!
//! It must never send the same words and files to the same municipality twice.

use std::collections::HashSet;

use anyhow::{Context, Result, bail};

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session, Workspace};
use super::{Enclosed, Judged, read, read_all, round};
use crate::cli::Mail;
use crate::delivery::Standing;
use crate::exercise::DateId;
use crate::letter::{Kind, former_fingerprint};
use crate::municipality::{Municipality, Number};
use crate::registration::Answer;

pub fn run(session: &Session, args: &Mail, console: &mut Console) -> Result<Outcome> {
    let shown = args.template.display();
    let bytes = read(session, &args.template)?;
    let files = read_all(session, &args.attach)?;
    let about =
        former_fingerprint([bytes.as_slice()].into_iter().chain(files.iter().map(|file| file.bytes.as_slice())));
    let text = String::from_utf8(bytes).with_context(|| format!("{shown} is not UTF-8; save it as UTF-8"))?;
    let Some((subject, body)) = parts(&text) else {
        bail!("{shown} has no subject\n    write it on the first line, like \"Subject: A change of plans\"");
    };
    let opened = session.open()?;
    let audience = Audience::of(&args.to, &opened)?;
    let enclosed = Enclosed { files, words: Some((shown.to_string(), subject, body)), ..Enclosed::default() };
    let judge = |letters: &Letters<'_>, one: &Municipality| {
        let why = audience.why(letters, one.number)?;
        let due = letters
            .addressee(one)
            .due_of_kind(Kind::Message, about.clone(), |sent| sent.iter().any(|(letter, _)| letter.about == about));
        Some(Judged::because(due, why))
    };
    round(session, &opened, Kind::Message, enclosed, judge, &args.posting, console)
}

/// The subject and the words; the words keep their place in the file, so that mistakes are told by its lines.
fn parts(text: &str) -> Option<(String, String)> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let subject = ["Subject:", "Emne:"].iter().find_map(|word| first.strip_prefix(word))?.trim();
    (!subject.is_empty()).then(|| (subject.to_owned(), format!("\n{rest}")))
}

/// To whom the words go.
struct Audience {
    placed: bool,
    unanswered: bool,
    declined: bool,
    dates: HashSet<DateId>,
    named: HashSet<Number>,
}

impl Audience {
    fn of(written: &[String], opened: &Workspace) -> Result<Audience> {
        let (mut dates, mut named) = (HashSet::new(), HashSet::new());
        let (mut placed, mut unanswered, mut declined) = (false, false, false);
        for to in written {
            match to.as_str() {
                "placed" => placed = true,
                "unanswered" => unanswered = true,
                "declined" => declined = true,
                other => match other.strip_prefix("date:") {
                    Some(date) => drop(dates.insert(opened.date(date)?)),
                    None => drop(named.insert(opened.municipality(other)?.number)),
                },
            }
        }
        Ok(Audience { placed, unanswered, declined, dates, named })
    }

    /// Why somebody is among them; none if it is not.
    fn why(&self, letters: &Letters<'_>, number: Number) -> Option<&'static str> {
        let registration = letters.registrations.get(number);
        let seat = match letters.standing(number) {
            Standing::Placed(seat) => Some(seat),
            _ => None,
        };
        let is_declined = registration.is_some_and(|found| found.answer == Answer::Declined);
        let reasons = [
            (self.named.contains(&number), "is named"),
            (seat.is_some_and(|seat| self.dates.contains(&seat.date)), "is on the date"),
            (self.placed && seat.is_some(), "has a place"),
            (self.unanswered && registration.is_none() && seat.is_none(), "has not answered"),
            (self.declined && is_declined, "has declined"),
        ];
        reasons.into_iter().find(|(is_so, _)| *is_so).map(|(_, why)| why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_subject_is_the_first_line_and_the_words_keep_their_lines() {
        let parts = |text| parts(text).map(|(subject, body)| (subject, body.lines().count()));
        assert_eq!(parts("\u{feff}Emne: Hei\r\n\r\nTil {{ municipality }}\r\n"), Some(("Hei".to_owned(), 3)));
        assert_eq!(parts("Subject:\n\nHei"), None);
        assert_eq!(parts("Hei"), None);
    }
}
