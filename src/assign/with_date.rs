//! What comes of it if a municipality has a date: how dates are assigned around it, or why it cannot be there whatever others
//! give up.

use std::collections::HashMap;

use super::task::{Impossible, Solution, Task};
use super::what_if::Solve;
use crate::exercise::DateId;
use crate::municipality::Number;

/// Assigns dates with a municipality on a date.
///
/// # Errors
/// When those who keep dates leave it no seat there, or a group or the minimum of the date is in the way.
pub(crate) fn with_date(
    task: &Task<'_>,
    municipality: Number,
    date: DateId,
    solve: Solve<'_>,
) -> Result<Solution, Impossible> {
    let mut kept: HashMap<Number, DateId> = task.kept.clone();
    kept.insert(municipality, date);
    let mut keeping: Vec<Number> = kept.iter().filter(|(_, of)| **of == date).map(|(number, _)| *number).collect();
    if keeping.len() > task.dates.get(date).capacity as usize {
        keeping.retain(|number| *number != municipality);
        keeping.sort_unstable();
        return Err(Impossible::Room(date, keeping));
    }
    for group in task.groups {
        let date_of = |member| kept.get(&member).copied();
        if let Some((first, second)) = group.broken_by(date_of, |member| member != municipality) {
            return Err(Impossible::Group(group.name.clone(), first, second));
        }
    }
    let solution = solve(&Task { kept: &kept, ..*task });
    // That it would be there alone does not make the date be held.
    let is_held = keeping.len() > 1;
    if !is_held && solution.assignments.on(date).count() < task.dates.get(date).minimum as usize {
        return Err(Impossible::Minimum(date));
    }
    Ok(solution)
}
