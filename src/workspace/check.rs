//! Everything that is wrong with what a lead writes by hand: exercise.toml and the files that it names,
//! municipalities.csv, templates.

use super::attachments::attachments;
use super::stranded;
use super::{Result, Session, Workspace};
use crate::delivery::History;
use crate::exercise::{Attached, Exercise, FILE, NamedFiles};
use crate::findings::{Finding, Findings, problems};
use crate::folder::{ASSIGNMENTS, DELIVERY_LOG, FileProblem, Folder, REGISTRATIONS};
use crate::letter::{mistakes, not_used};
use crate::municipality::{self, Municipalities, Number};

problems! {
    /// Why the certificate of an authority cannot be used.
    pub(crate) enum Problem in "authority" {
        CannotRead { reason: FileProblem },
    }
}

problems! {
    /// Who is not invited any more.
    enum Gone in "gone" {
        /// Those with these numbers, of whom the tables know something.
        Municipalities { count: usize, numbers: Vec<String> },
    }
}

problems! {
    /// What is wrong with who is on a date.
    enum Crowded in "crowded" {
        /// There are more than there are seats.
        Date { count: usize, capacity: u32 },
        /// There are fewer than it needs to be held.
        Sparse { count: usize, minimum: u32 },
    }
}

/// What was read, as far as it could be, and everything that is wrong.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) exercise: Option<Exercise>,
    pub(crate) municipalities: Option<Municipalities>,
    pub(crate) findings: Findings,
}

/// Checks an exercise folder.
pub(crate) fn check(session: &Session) -> Result<Checked> {
    let folder = &session.folder()?;
    let mut findings = Findings::new();
    let text = folder.exercise_text(&mut findings)?;
    let exercise = text.as_ref().and_then(|text| Exercise::read(text, &mut findings));
    let municipalities = folder.municipalities(&mut findings)?;
    if let Some(municipalities) = &municipalities {
        check_gone(folder, municipalities, &mut findings)?;
    }
    if let (Some(exercise), Some(municipalities)) = (&exercise, &municipalities) {
        exercise.check_capacity(municipalities.len(), &mut findings);
        municipalities.check_addresses(&exercise.contact.email, &mut findings);
        exercise.groups_among(municipalities, &mut findings);
        exercise.check_groups(&mut findings);
        exercise.check_languages(municipalities, &mut findings);
    }
    if let Some(exercise) = &exercise {
        let is_begun = folder.has(REGISTRATIONS)?;
        let today = session.now(exercise).date_naive();
        exercise.check_ways(&mut findings);
        exercise.check_days((!is_begun).then_some(today), &mut findings);
        findings.extend(stranded::findings(folder, &exercise.dates)?);
    }
    if let Some(text) = &text {
        check_files(folder, &NamedFiles::read(text), &mut findings);
    }
    if let Some(exercise) = &exercise {
        check_templates(folder, exercise, &mut findings)?;
    }
    folder.statements(&mut findings)?;
    folder.secret()?;
    if !findings.has_errors() {
        let workspace = session.open()?;
        let history = workspace.history()?;
        findings.extend(workspace.behind(&history).map(|behind| Finding::error(DELIVERY_LOG, behind)));
        if folder.has(ASSIGNMENTS)? {
            check_plan(&workspace, &history, &mut findings)?;
        }
    }
    Ok(Checked { exercise, municipalities, findings })
}

/// Warns of those who are in the tables and not invited any more: what is known of them counts no longer.
fn check_gone(folder: &Folder, municipalities: &Municipalities, findings: &mut Findings) -> Result<()> {
    let is_meant = |number: &str| municipalities.find(number).is_ok() || number.parse::<Number>().is_err();
    let mut gone: Vec<String> = folder.numbers_but(is_meant)?.into_iter().map(|(_, number)| number).collect();
    gone.sort_unstable();
    gone.dedup();
    if !gone.is_empty() {
        findings.push(Finding::warning(municipality::FILE, Gone::Municipalities { count: gone.len(), numbers: gone }));
    }
    Ok(())
}

/// Warns of dates to come with more municipalities than seats, or fewer than are needed, and of groups whose members
/// keep dates that break its rule.
fn check_plan(workspace: &Workspace, history: &History, findings: &mut Findings) -> Result<()> {
    let (answers, dates) = (workspace.answers()?, &workspace.exercise.dates);
    let assignments = workspace.assignments(&answers)?;
    for id in dates.offered().filter(|id| workspace.is_to_come(*id)) {
        let (date, count) = (dates.get(id), assignments.on(id).count());
        let problem = match count {
            0 => continue,
            _ if count > date.capacity as usize => Crowded::Date { count, capacity: date.capacity },
            _ if count < date.minimum as usize => Crowded::Sparse { count, minimum: date.minimum },
            _ => continue,
        };
        findings.push(Finding::warning(FILE, problem).at(date.line).value(date.start.date().to_string()));
    }
    let kept = workspace.kept_by(history, &workspace.moved_dates()?, &answers, &assignments);
    let at_odds = workspace.groups_at_odds(&workspace.task(&answers, &assignments, &kept));
    findings.extend(at_odds.into_iter().map(|group| Finding::warning(FILE, group)));
    Ok(())
}

/// Looks for the files that exercise.toml names, also where it has other mistakes.
fn check_files(folder: &Folder, files: &NamedFiles, findings: &mut Findings) {
    attachments(folder, &files.attach, files.max_message_size, findings);
    if let Some(Attached { file, place }) = &files.ca_file
        && let Err(reason) = folder.file(file)
    {
        findings.push(Finding::error(FILE, Problem::CannotRead { reason }).at(*place).value(file));
    }
}

/// Tries every letter, and looks for files that no letter uses.
fn check_templates(folder: &Folder, exercise: &Exercise, findings: &mut Findings) -> Result<()> {
    let own = folder.own_templates(findings)?;
    own.keys().filter_map(|name| not_used(name, exercise.language)).for_each(|finding| findings.push(finding));
    mistakes(own, exercise).into_iter().for_each(|error| findings.push(error.finding()));
    Ok(())
}
