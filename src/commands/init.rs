//! `ovelse init`: a new exercise folder, for the lead to fill in.
//!
//! What the lead leaves out is never made up: the file gets a comment that shows how the value looks.

mod asking;

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal};
use std::path::Path;

use chrono::NaiveDate;

use super::Outcome;
use crate::cli::Init;
use crate::exercise::taken_over::{Typed, taken_tables};
use crate::exercise::{Exercise, NotAPeriod, Period, day};
use crate::findings::{Findings, Sentence, quoted};
use crate::municipality::Municipalities;
use crate::municipality::address_list::{self, ListedAddress, Listing};
use crate::municipality::norway::{OfToday, counties, of_county};
use crate::show::{Console, Page};
use crate::words::say;
use crate::workspace::draft::{self, Draft};
use crate::workspace::sample::{unused_folder, write_new, write_sample};
use crate::workspace::{Failure, Former, Result, Session, TakenOver, Told};
use asking::Asking;

pub fn run(session: &Session, args: &Init, console: &mut Console) -> Result<Outcome> {
    let start = session.start()?;
    let shown = args.folder.as_path();
    let folder = start.join(unused_folder(&start, args.folder.clone())?);
    if args.example {
        write_sample(&folder)?;
        console.say(say!("init-sample", folder = shown));
        return Ok(Outcome::Done);
    }
    let former = former(session, args, &folder, console)?;
    let mut invited = invited(args.county.iter().map(String::as_str))?;
    let today = session.now.unwrap_or_else(|| session.clock.with_timezone(&draft::TIMEZONE).naive_local()).date();
    let mut draft = begun(args, draft::identity(&folder), today);
    if let Some((former, taken)) = &former {
        take_over(&mut draft, &former.workspace.exercise, taken)?;
    }
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        let input = &mut std::io::stdin().lock();
        let mut asking = Asking { input, output: &mut console.err, words: console.words };
        let asks_counties = invited.is_empty() && former.is_none();
        invited.extend(ask(&mut draft, asks_counties, &mut asking)?);
    }
    let text = draft.text(console.words);
    let Some((former, taken)) = &former else {
        let addresses = addresses(session, args, &invited_list(&invited), console)?;
        let list = draft::municipalities(&invited, &addresses);
        write_new(&folder, &text, list.as_bytes(), &BTreeMap::new())?;
        console.say(say!("init-created", folder = shown, municipalities = invited.len()));
        console.say(say!("init-fill-in"));
        return Ok(Outcome::Done);
    };
    write_new(&folder, &taken.text(&text, typed(args)), &taken.municipalities, &taken.files)?;
    console.say(say!("init-created", folder = shown, municipalities = taken.invited));
    console.tell(|page| former.told(taken).iter().for_each(|told| show(told, page)));
    let missing = Some(draft.missing()).filter(|missing| !missing.is_empty());
    console.say(say!("init-next", folder = shown, missing = missing));
    Ok(Outcome::Done)
}

fn show(told: &Told, page: &mut Page) {
    let names: Vec<String> = told.names.iter().map(|name| page.words().say(name)).collect();
    match names.is_empty() {
        true => page.line(told.line.clone()),
        false => page.names(told.line.clone(), names.iter().map(String::as_str)),
    }
}

/// The former exercise that was named, and what is taken over from it.
fn former(session: &Session, args: &Init, folder: &Path, console: &mut Console) -> Result<Option<(Former, TakenOver)>> {
    let Some(dir) = &args.after else { return Ok(None) };
    let former = session.former(dir)?;
    if former.would_hold(folder) {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        return Err(say!("init-inside-former", folder = args.folder.as_path(), name = name).into());
    }
    let addresses = addresses(session, args, &former.workspace.municipalities, console)?;
    let taken = former.taken_over(args.only_missing, &addresses)?;
    Ok(Some((former, taken)))
}

/// What is not asked for again. Calendars know an exercise by its id: it must be another one.
fn take_over(draft: &mut Draft, exercise: &Exercise, taken: &TakenOver) -> Result<()> {
    if draft.id == exercise.id {
        return Err(say!("init-same-id", id = &draft.id).into());
    }
    let contact = &exercise.contact;
    draft.organiser.get_or_insert_with(|| exercise.organiser.to_string());
    draft.contact_name.get_or_insert_with(|| contact.name.clone());
    draft.contact_email.get_or_insert_with(|| contact.email.clone());
    draft.contact_phone.get_or_insert_with(|| contact.phone.clone());
    draft.taken_over = taken_tables(&taken.exercise);
    Ok(())
}

/// What goes before what the former exercise has.
fn typed(args: &Init) -> Typed {
    let contact = args.contact_name.is_some() || args.contact_email.is_some() || args.contact_phone.is_some();
    Typed { organiser: args.organiser.is_some(), contact }
}

/// The addresses of those who are invited, from the list that was named.
fn addresses(
    session: &Session,
    args: &Init,
    invited: &Municipalities,
    console: &mut Console,
) -> Result<Vec<ListedAddress>> {
    let Some(file) = &args.addresses else { return Ok(Vec::new()) };
    let (bytes, mut findings) = (session.read_file(file)?, Findings::new());
    let listing = Listing { file: &file.display().to_string(), bytes: &bytes, sheet: args.sheet.as_deref() };
    let read = address_list::read(listing, invited, &mut findings);
    if findings.has_errors() {
        return Err(Failure::Rejected(findings.in_file_order()));
    }
    findings.in_file_order().iter().for_each(|finding| console.note(finding));
    Ok(read.map(|list| list.addresses).unwrap_or_default())
}

fn invited_list(invited: &[OfToday]) -> Municipalities {
    Municipalities::read(draft::municipalities(invited, &[]).as_bytes(), &mut Findings::new()).unwrap_or_default()
}

/// The municipalities of the counties that were named, each once.
fn invited<'c>(written: impl IntoIterator<Item = &'c str>) -> Result<Vec<OfToday>, Sentence> {
    let mut invited = Vec::new();
    for county in written {
        invited.extend(of_county(county).map_err(|problem| {
            let all: Vec<String> = counties().into_iter().map(|(number, name)| format!("{number} {name}")).collect();
            let suggestion = problem.similar.map(quoted);
            say!("init-not-a-county", county = quoted(county), suggestion = suggestion, all = all)
        })?);
    }
    invited.sort_by_key(|municipality| municipality.number);
    invited.dedup();
    Ok(invited)
}

/// What was typed of a new exercise.
fn begun(args: &Init, id: String, today: NaiveDate) -> Draft {
    Draft {
        id,
        today,
        title: args.title.clone(),
        theme: args.theme.clone(),
        organiser: args.organiser.clone(),
        deadline: args.deadline,
        dates: args.date.clone(),
        capacity: args.capacity,
        contact_name: args.contact_name.clone(),
        contact_email: args.contact_email.clone(),
        contact_phone: args.contact_phone.clone(),
        taken_over: Vec::new(),
    }
}

/// Asks for what was not said; an empty answer leaves it for later. Gives the municipalities that were chosen.
fn ask(draft: &mut Draft, asks_counties: bool, asking: &mut Asking<'_, impl BufRead>) -> Result<Vec<OfToday>> {
    asking.say(&say!("init-ask"))?;
    asking.text(&say!("init-ask-title"), &mut draft.title)?;
    asking.text(&say!("init-ask-theme"), &mut draft.theme)?;
    asking.text(&say!("init-ask-organiser"), &mut draft.organiser)?;
    let like = |example: &str| say!("init-write-like", example = example);
    asking
        .value(&say!("init-ask-deadline"), &mut draft.deadline, |typed| day(typed).map_err(|_| like("24.09.2027")))?;
    while draft.dates.len() < draft::MOST_ASKED {
        let mut date: Option<Period> = None;
        let question = if draft.dates.is_empty() { say!("init-ask-date") } else { say!("init-ask-another-date") };
        asking.value(&question, &mut date, |typed| {
            typed.parse().map_err(|problem| match problem {
                NotAPeriod::Form => like("24.11.2027 09:30-11:30"),
                NotAPeriod::EndsTooEarly => say!("init-ends-too-early"),
            })
        })?;
        match date {
            Some(date) => draft.dates.push(date),
            None => break,
        }
    }
    if !draft.dates.is_empty() {
        let number = |typed: &str| typed.parse().ok().filter(|number| *number > 0).ok_or_else(|| like("14"));
        asking.value(&say!("init-ask-capacity"), &mut draft.capacity, number)?;
    }
    asking.text(&say!("init-ask-contact-name"), &mut draft.contact_name)?;
    let email = |typed: &str| typed.parse().map_err(|_| like("kari@example.no"));
    asking.value(&say!("init-ask-contact-email"), &mut draft.contact_email, email)?;
    asking.text(&say!("init-ask-contact-phone"), &mut draft.contact_phone)?;
    let mut chosen = None;
    if asks_counties {
        asking.value(&say!("init-ask-counties"), &mut chosen, |typed| invited(typed.split(',').map(str::trim)))?;
    }
    Ok(chosen.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::words::Words;

    /// What a conversation makes of a draft without anything.
    fn asked(answers: &str) -> (String, Vec<OfToday>, String) {
        let mut draft =
            Draft { id: "ikt-2027".to_owned(), today: "2027-01-04".parse().expect("a day"), ..Draft::default() };
        let words = Words::of(Language::En);
        let (mut input, mut said) = (answers.as_bytes(), Vec::new());
        let chosen = ask(&mut draft, true, &mut Asking { input: &mut input, output: &mut said, words });
        (draft.text(words), chosen.expect("it can be read"), String::from_utf8(said).expect("text"))
    }

    #[test]
    fn what_is_answered_is_in_the_file_and_what_is_not_is_left_for_later() {
        let (text, invited, said) = asked(
            "Øvelse\n\nStatsforvalteren\n31/8/2027\n31.08.2027\n24.11.2027 09:30-11:30\n25.11.2027\n\
             25.11.2027 12:00-11:00\n25.11.2027 12:00-14:00\n\n0\n14\nKari\nkari@example\nkari@example.no\n\nOslo, Akerhus\nOslo, 31\n",
        );
        for line in [
            "title = \"Øvelse\"",
            "# theme = ",
            "organiser = \"Statsforvalteren\"",
            "deadline = 2027-08-31",
            "start = 2027-11-24T09:30:00",
            "end = 2027-11-25T14:00:00",
            "capacity = 14",
            "name = \"Kari\"",
            "email = \"kari@example.no\"",
            "# phone = ",
        ] {
            assert!(text.lines().any(|found| found.starts_with(line)), "{line}\n{text}");
        }
        assert_eq!((invited.len(), invited[0].name), (13, "Oslo"));
        for said_again in [
            "write it like 24.09.2027\n",
            "write it like 24.11.2027 09:30-11:30",
            "it does not end after it begins",
            "Did you mean \"Akershus\"?",
        ] {
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
