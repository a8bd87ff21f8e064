//! `ovelse init`: a new exercise folder, to be filled in.
//!
//! It must never touch a file that is there already, nor make up what the lead has not said.

mod asking;
mod draft;

use std::io::{BufRead, IsTerminal};

use anyhow::{Context, Result, bail};

use super::sample::{self, unused};
use super::{Console, Outcome, Session, count};
use crate::cli::Init;
use crate::folder::replace_file;
use crate::municipality::norway::{OfToday, counties, of_county};
use asking::Asking;
use draft::Draft;

pub fn run(session: &Session, args: &Init, console: &mut Console) -> Result<Outcome> {
    let start = session.start()?;
    let shown = args.folder.display();
    let folder = start.join(unused(&start, args.folder.clone())?);
    if args.example {
        sample::write(&folder)?;
        console.say(format_args!("The sample exercise is in {shown}. Go there, then run: ovelse check"));
        return Ok(Outcome::Done);
    }
    let mut invited = invited(&args.county)?;
    let today = session.now.unwrap_or_else(|| session.clock.with_timezone(&draft::TIMEZONE).naive_local()).date();
    let mut draft = Draft::of(args, draft::identity(&folder), today);
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        let stdin = &mut std::io::stdin().lock();
        let counties = ask(&mut draft, invited.is_empty(), &mut Asking { input: stdin, output: &mut console.err })?;
        invited.extend(counties);
    }
    let write = |file: &str, text: String| {
        let path = folder.join(file);
        replace_file(&path, text.as_bytes()).with_context(|| format!("{} cannot be written", path.display()))
    };
    let incoming = folder.join("data").join("incoming");
    std::fs::create_dir_all(&incoming).with_context(|| format!("{} cannot be made", incoming.display()))?;
    write("data/municipalities.csv", draft::municipalities(&invited))?;
    write("exercise.toml", draft.text())?;
    console.say(format_args!(
        "A new exercise is in {shown}: exercise.toml, data/municipalities.csv ({}), data/incoming.",
        count(invited.len(), "municipality", "municipalities")
    ));
    console.say(
        "Fill in what is missing in the two files: dates, links, addresses. This tells what is left: ovelse check",
    );
    Ok(Outcome::Done)
}

/// The municipalities of the counties that were named, each once.
fn invited(written: &[String]) -> Result<Vec<OfToday>> {
    let mut invited = Vec::new();
    for county in written {
        match of_county(county) {
            Ok(found) => invited.extend(found),
            Err(problem) => {
                let meant = problem.similar.map(|similar| format!("did you mean {similar}? ")).unwrap_or_default();
                let all = counties().into_iter().map(|(number, name)| format!("{number} {name}"));
                let all = all.collect::<Vec<_>>().join(", ");
                bail!("\"{county}\" {problem}\n    {meant}The counties are {all}; all is every one");
            }
        }
    }
    invited.sort_by_key(|one| one.number);
    invited.dedup();
    Ok(invited)
}

/// Asks for what was not said; an empty answer leaves it for later. Gives the municipalities that were chosen.
fn ask(draft: &mut Draft, asks_counties: bool, asking: &mut Asking<'_, impl BufRead>) -> Result<Vec<OfToday>> {
    asking.say("An empty answer leaves a place for later.")?;
    asking.text("Title of the exercise", &mut draft.title)?;
    asking.text("Theme", &mut draft.theme)?;
    asking.text("Organiser, like Statsforvalteren i Østfold, Buskerud, Oslo og Akershus", &mut draft.organiser)?;
    asking.value("Last day to register, like 24.09.2027", &mut draft.deadline, crate::exercise::day)?;
    while draft.dates.len() < draft::MOST_ASKED {
        let mut date = None;
        let question = if draft.dates.is_empty() { "A date, like 24.11.2027 09:30-11:30" } else { "Another date" };
        asking.value(question, &mut date, str::parse)?;
        match date {
            Some(date) => draft.dates.push(date),
            None => break,
        }
    }
    asking.text("Whom municipalities ask: name", &mut draft.contact_name)?;
    asking.value("Their e-mail address; letters come from it", &mut draft.contact_email, str::parse)?;
    asking.text("Their telephone number", &mut draft.contact_phone)?;
    let mut chosen = None;
    if asks_counties {
        let read = |written: &str| invited(&written.split(',').map(str::trim).map(str::to_owned).collect::<Vec<_>>());
        asking.value("Whose municipalities are invited: counties, divided by commas, or all", &mut chosen, read)?;
    }
    Ok(chosen.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a conversation makes of a draft without anything.
    fn asked(answers: &str) -> (String, Vec<OfToday>, String) {
        let mut draft = Draft::empty("ikt-2027".to_owned(), "2027-01-04".parse().expect("a day"));
        let (mut input, mut said) = (answers.as_bytes(), Vec::new());
        let chosen = ask(&mut draft, true, &mut Asking { input: &mut input, output: &mut said });
        (draft.text(), chosen.expect("it can be read"), String::from_utf8(said).expect("text"))
    }

    #[test]
    fn what_is_answered_is_in_the_file_and_what_is_not_is_left_for_later() {
        let (text, invited, said) = asked(
            "Øvelse\n\nStatsforvalteren\n31/8/2027\n31.08.2027\n24.11.2027 09:30-11:30\n25.11.2027\n\
             25.11.2027 12:00-14:00\n\nKari\nkari@example\nkari@example.no\n\nOslo, Akerhus\nOslo, 31\n",
        );
        for line in [
            "title = \"Øvelse\"",
            "# theme = ",
            "organiser = \"Statsforvalteren\"",
            "deadline = 2027-08-31",
            "start = 2027-11-24T09:30:00",
            "end = 2027-11-25T14:00:00",
            "name = \"Kari\"",
            "email = \"kari@example.no\"",
            "# phone = ",
        ] {
            assert!(text.lines().any(|found| found.starts_with(line)), "{line}\n{text}");
        }
        assert_eq!((invited.len(), invited[0].name), (13, "Oslo"));
        for said_again in
            ["write it like 24.11.2027\n", "write it like 24.11.2027 09:30-11:30", "did you mean Akershus?"]
        {
            assert!(said.contains(said_again), "{said_again}\n{said}");
        }
    }

    #[test]
    fn where_the_answers_end_nothing_more_is_asked() {
        let (text, invited, _) = asked("Øvelse\n");
        assert!(text.contains("title = \"Øvelse\"") && text.contains("# [[date]]"), "{text}");
        assert!(invited.is_empty());
    }
}
