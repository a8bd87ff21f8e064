//! Every way there is, tried.

use super::problem::{Places, Problem};

/// The least objective of all places that the rules allow.
pub fn least(problem: &Problem) -> Option<Vec<i64>> {
    let mut best = None;
    extend(problem, &mut Vec::new(), &mut best);
    best
}

fn extend(problem: &Problem, places: &mut Places, best: &mut Option<Vec<i64>>) {
    let Some(wish) = problem.wishes.get(places.len()) else {
        if problem.allows(places) {
            let objective = problem.objective(places);
            if best.as_ref().is_none_or(|best| objective < *best) {
                *best = Some(objective);
            }
        }
        return;
    };
    let asked = (0..problem.dates.len()).filter(|date| wish.rank(*date).is_some()).map(Some);
    let options: Places = match wish.kept {
        Some(date) => vec![Some(date)],
        None => asked.chain([None]).collect(),
    };
    for place in options {
        places.push(place);
        extend(problem, places, best);
        places.pop();
    }
}
