//! Receipts in the log of version 0.1, recognised once: their fingerprints were made of how the types of that version
//! printed themselves, with the number of each date in the exercise. Nothing else may use this form.

use chrono::{DateTime, FixedOffset};

use crate::letter::{Envelope, former_fingerprint};
use crate::registration::{Answer, Person, Registration};

/// Whether version 0.1 sent this letter as the receipt of what is registered, and nothing was taken in since.
///
/// Dates may have been added before others since then, and numbered anew. Therefore the number of a date alone does not
/// show that it is the same date.
pub(super) fn is_of(registration: &Registration, letter: &Envelope, at: DateTime<FixedOffset>) -> bool {
    let chosen: Vec<usize> = registration.answer.dates().iter().map(|date| date.index()).collect();
    let is_as_sent = |numbers: Vec<usize>| letter.about == fingerprint(registration, &numbers);
    registration.imported <= at.naive_local() && numberings(&chosen).into_iter().any(is_as_sent)
}

fn fingerprint(registration: &Registration, numbers: &[usize]) -> String {
    let answer = match &registration.answer {
        Answer::Any => "Any".to_owned(),
        Answer::Declined => "Declined".to_owned(),
        Answer::Dates(_) => {
            let dates: Vec<String> = numbers.iter().map(|number| format!("DateId({number})")).collect();
            format!("Dates(Choices([{}]))", dates.join(", "))
        }
    };
    let contacts: Vec<String> = registration.contacts.iter().map(person).collect();
    let (participants, comment) = (registration.participants, &registration.comment);
    let said = format!("{answer} [{}] {participants:?} {comment:?}", contacts.join(", "));
    former_fingerprint([said.as_bytes()])
}

fn person(person: &Person) -> String {
    let email = person.email.as_ref().map_or("None".to_owned(), |email| format!("Some(Email({:?}))", email.as_str()));
    format!("Person {{ name: {:?}, email: {email}, phone: {:?} }}", person.name, person.phone)
}

/// The numbers that the chosen dates may have had: those of today, less any number of dates that are new.
fn numberings(chosen: &[usize]) -> Vec<Vec<usize>> {
    const MOST: usize = 10_000;
    let mut sorted = chosen.to_vec();
    sorted.sort_unstable();
    let mut numberings: Vec<Vec<usize>> = vec![Vec::new()];
    let mut before = None;
    for place in &sorted {
        // Between this date and the chosen one before it, any may be new.
        let others = before.map_or(*place, |before: usize| place - before - 1);
        let further = numberings.into_iter().flat_map(|numbers| {
            let next = numbers.last().map_or(0, |last| last + 1);
            (0..=others).map(move |old| [numbers.as_slice(), &[next + old]].concat())
        });
        numberings = further.take(MOST).collect();
        before = Some(*place);
    }
    let rank = |place: &usize| sorted.iter().position(|other| other == place).unwrap_or_default();
    numberings.iter().map(|numbers| chosen.iter().map(|place| numbers[rank(place)]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_had_their_numbers_of_today_or_lower_ones_in_the_same_order() {
        assert_eq!(numberings(&[]), [Vec::<usize>::new()]);
        assert_eq!(numberings(&[2]), [[0], [1], [2]]);
        assert_eq!(numberings(&[2, 0]), [[1, 0], [2, 0]]);
        assert_eq!(numberings(&[0, 1]), [[0, 1]]);
    }
}
