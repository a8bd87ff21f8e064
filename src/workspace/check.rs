//! Everything that is wrong with what a lead writes by hand: exercise.toml, municipalities.csv, templates, attachments.

use super::Result;
use super::attachments::attachments;
use crate::exercise::Exercise;
use crate::findings::Findings;
use crate::folder::Folder;
use crate::letter::{Templates, not_used, rehearse};
use crate::municipality::Municipalities;

/// What was read, as far as it could be, and everything that is wrong.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) exercise: Option<Exercise>,
    pub(crate) municipalities: Option<Municipalities>,
    pub(crate) findings: Findings,
}

/// Checks an exercise folder.
pub(crate) fn check(folder: &Folder) -> Result<Checked> {
    let mut findings = Findings::new();
    let exercise = folder.exercise(&mut findings)?;
    let municipalities = folder.municipalities(&mut findings)?;
    if let (Some(exercise), Some(municipalities)) = (&exercise, &municipalities) {
        exercise.check_capacity(municipalities.len(), &mut findings);
        municipalities.check_addresses(&exercise.contact.email, &mut findings);
        exercise.groups_among(municipalities, &mut findings);
        exercise.check_groups(&mut findings);
        exercise.check_languages(municipalities, &mut findings);
    }
    if let Some(exercise) = &exercise {
        attachments(folder, exercise, &mut findings);
        check_templates(folder, exercise, &mut findings)?;
    }
    Ok(Checked { exercise, municipalities, findings })
}

/// Tries every letter, and looks for files that no letter uses.
fn check_templates(folder: &Folder, exercise: &Exercise, findings: &mut Findings) -> Result<()> {
    let own = folder.own_templates(findings)?;
    own.keys().filter_map(|name| not_used(name)).for_each(|finding| findings.push(finding));
    let errors = match Templates::with(own) {
        Ok(templates) => rehearse(exercise, &templates),
        Err(errors) => errors,
    };
    errors.into_iter().for_each(|error| findings.push(error.finding()));
    Ok(())
}
