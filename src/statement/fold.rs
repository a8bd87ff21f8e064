//! One step: what a statement makes of what stands.
//!
//! What it does not tell is kept, and what it tells as empty is emptied. An answer that is repeated keeps the time when it
//! was first given.

use super::entry::Statement;
use crate::registration::{Answer, Field, Person, Registration};

/// The registration that a statement is by itself.
pub(super) fn begun(statement: &Statement, answer: Answer) -> Registration {
    let mut registration = Registration { answer, ..values(statement) };
    registration.contacts.retain(|contact| !contact.is_empty());
    registration
}

/// What statements come to that give the same answer; none if there are none.
#[must_use]
pub fn agreed(mut statements: Vec<Statement>, answer: &Answer) -> Option<Registration> {
    statements.sort_by_key(|statement| statement.said);
    let (first, further) = statements.split_first()?;
    let first = begun(first, answer.clone());
    let hear = |registration: Registration, statement: &Statement| {
        changed(&registration, statement, statement.answer.as_ref().map(|_| answer))
    };
    Some(further.iter().fold(first, hear))
}

/// What a statement makes of a registration; without an answer it changes only what it names.
pub(super) fn changed(old: &Registration, statement: &Statement, answer: Option<&Answer>) -> Registration {
    let said = values(statement);
    let repeats = answer == Some(&old.answer);
    let told_of_contact: Vec<Field> = statement.told().iter().filter(|field| field.is_of_contact()).collect();
    let is_someone_else = said.contact().is_some_and(|person| !person.is_empty() && known(person, old).is_none());
    let mut new = Registration {
        answer: answer.unwrap_or(&old.answer).clone(),
        contacts: match answer {
            None => amended(old, &said, &told_of_contact),
            Some(_) => spoken_for(old, &said, &told_of_contact, repeats),
        },
        ..old.clone()
    };
    for field in statement.told().iter().filter(|field| !field.is_of_contact() && *field != Field::Received) {
        if repeats && is_someone_else {
            new.join(field, &said);
        } else {
            new.copy(field, &said);
        }
    }
    if answer.is_some() && !repeats {
        (new.received, new.imported) = (said.received, said.imported);
    } else if answer.is_none() && said.received.is_some() {
        new.received = said.received;
    }
    if !new.differences(old).is_empty() {
        new.source = said.source;
    }
    new
}

/// The values of what a statement tells.
fn values(statement: &Statement) -> Registration {
    let mut registration =
        Registration::new(statement.municipality, Answer::Any, statement.read, statement.source.clone());
    for field in statement.told().iter() {
        // They are read when the file is: what cannot be is refused there.
        let _ = statement.cell(field).map(|cell| registration.read_cell(field, cell));
    }
    registration
}

/// Those who have given the answer, the last one first, once someone gives it. Another answer has its own.
fn spoken_for(old: &Registration, said: &Registration, told: &[Field], repeats: bool) -> Vec<Person> {
    let mut people: Vec<Person> = said.contacts.iter().filter(|person| !person.is_empty()).cloned().collect();
    if people.is_empty() {
        let mut left = old.contacts.clone();
        left.iter_mut().for_each(|person| person.copy(&Person::default(), told));
        left.retain(|person| !person.is_empty());
        return left;
    }
    let mut others: Vec<Option<&Person>> = old.contacts.iter().map(Some).collect();
    for person in &mut people {
        if let Some(known) = known(person, old).and_then(|place| others[place].take()) {
            let mut completed = known.clone();
            completed.copy(person, told);
            *person = completed;
        }
    }
    if repeats {
        people.extend(others.into_iter().flatten().cloned());
    }
    people
}

/// The one who is named, else the one to write to, with what is told in its place; it is the one to write to now.
fn amended(old: &Registration, said: &Registration, told: &[Field]) -> Vec<Person> {
    let mut people = old.contacts.clone();
    if told.is_empty() {
        return people;
    }
    let nobody = Person::default();
    let person = said.contact().unwrap_or(&nobody);
    let mut amended = match known(person, old) {
        Some(place) => people.remove(place),
        None if people.is_empty() => Person::default(),
        None => people.remove(0),
    };
    amended.copy(person, told);
    people.insert(0, amended);
    people.retain(|person| !person.is_empty());
    people
}

/// The place among the contacts of someone who is known: by name, or by address where one of the two has no name. Of whom
/// only a phone number is told, that is the one to write to.
fn known(person: &Person, old: &Registration) -> Option<usize> {
    if person.name.is_none() && person.email.is_none() {
        return (!old.contacts.is_empty()).then_some(0);
    }
    let is_same = |known: &Person| match (&known.name, &person.name) {
        (Some(known), Some(named)) => known == named,
        _ => known.email == person.email && person.email.is_some(),
    };
    old.contacts.iter().position(is_same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::{Fields, Source};
    use crate::statement::written::{Word, WrittenAnswer};

    fn person(name: &str, email: &str) -> Person {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        Person { name: text(name), email: email.parse().ok(), phone: None }
    }

    fn registration(contacts: &[Person]) -> Registration {
        let source = Source { file: "a.csv".into(), line: 2 };
        let municipality = "3025".parse().expect("a number");
        let contacts = contacts.to_vec();
        Registration {
            contacts,
            ..Registration::new(municipality, Answer::Any, chrono::NaiveDateTime::default(), source)
        }
    }

    /// The contacts that stand once others were said with the same answer, in columns for these fields.
    fn contacts(old: &[Person], said: &[Person], told: &[Field]) -> Vec<Person> {
        let told: Fields = told.iter().copied().collect();
        let answer = Some(WrittenAnswer::Word(Word::Any));
        let statement = Statement::of(&registration(said), answer, told, chrono::NaiveDateTime::default());
        changed(&registration(old), &statement, Some(&Answer::Any)).contacts
    }

    const BOTH: [Field; 2] = [Field::Contact, Field::Email];

    #[test]
    fn a_contact_is_a_person_who_is_known_by_name() {
        let (kari, ola) = (person("Kari", "kari@example.no"), person("Ola", ""));
        let known = [kari.clone(), ola.clone()];
        assert_eq!(contacts(&known, &[], &[]), known, "no column, nothing told");
        assert_eq!(contacts(&known, &[person("Kari", "")], &[Field::Contact]), known, "the address is kept");
        assert_eq!(contacts(&known, &[person("", "")], &BOTH), [], "the cells are empty");
        let emptied = [person("Kari", ""), ola.clone()];
        assert_eq!(contacts(&known, &emptied[..1], &BOTH), emptied, "the address is emptied");
        assert_eq!(contacts(&[person("", "kari@example.no")], &known[..1], &BOTH), known[..1], "the name is new");
    }

    #[test]
    fn who_gives_the_same_answer_last_is_written_to_and_the_others_stay() {
        let (kari, ola) = (person("Kari", "kari@example.no"), person("Ola", "ola@example.no"));
        let both = [ola.clone(), kari.clone()];
        assert_eq!(contacts(&both[1..], &both[..1], &BOTH), both);
        assert_eq!(contacts(&[kari.clone(), ola.clone()], &both[..1], &BOTH), both, "known, and not the last");
        let moved = person("Kari", "ny@example.no");
        assert_eq!(contacts(&both, std::slice::from_ref(&moved), &BOTH), [moved, ola]);
        let unnamed = person("", "ny@example.no");
        assert_eq!(contacts(&both[1..], std::slice::from_ref(&unnamed), &[Field::Email]), [unnamed, kari]);
    }

    #[test]
    fn by_hand_the_one_who_is_named_is_changed_else_the_one_to_write_to() {
        let (kari, ola) = (person("Kari", "kari@example.no"), person("Ola", "ola@example.no"));
        let old = registration(&[kari.clone(), ola.clone()]);
        let by_hand = |said: Person, told: &[Field]| {
            let told: Fields = told.iter().copied().collect();
            let statement = Statement::of(&registration(&[said]), None, told, chrono::NaiveDateTime::default());
            changed(&old, &statement, None).contacts
        };
        assert_eq!(
            by_hand(person("", "ny@example.no"), &[Field::Email]),
            [person("Kari", "ny@example.no"), ola.clone()]
        );
        assert_eq!(by_hand(person("Ola", "ny@example.no"), &BOTH), [person("Ola", "ny@example.no"), kari.clone()]);
        assert_eq!(by_hand(person("", "ola@example.no"), &[Field::Email]), [ola, kari]);
    }
}
