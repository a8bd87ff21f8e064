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

/// What a statement makes of a registration; without an answer it changes only what it names.
pub(super) fn changed(old: &Registration, statement: &Statement, answer: Option<&Answer>) -> Registration {
    let said = values(statement);
    let is_same = answer.is_none_or(|answer| *answer == old.answer);
    let mut new = Registration {
        answer: answer.unwrap_or(&old.answer).clone(),
        contacts: contacts(old, &said, statement, is_same && answer.is_some()),
        ..old.clone()
    };
    for field in statement.told().iter().filter(|field| !field.is_of_contact() && *field != Field::Received) {
        if statement.beside && is_same {
            new.join(field, &said);
        } else {
            new.copy(field, &said);
        }
    }
    if !is_same {
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

fn contacts(old: &Registration, said: &Registration, statement: &Statement, repeats: bool) -> Vec<Person> {
    let told: Vec<Field> = statement.told().iter().filter(|field| field.is_of_contact()).collect();
    if told.is_empty() {
        return old.contacts.clone();
    }
    if statement.answer.is_none() {
        return amended(old, said, &told);
    }
    let mut people: Vec<Person> = said.contacts.iter().filter(|person| !person.is_empty()).cloned().collect();
    if people.is_empty() {
        let mut left = old.contacts.clone();
        left.iter_mut().for_each(|person| person.copy(&Person::default(), &told));
        left.retain(|person| !person.is_empty());
        return left;
    }
    for person in &mut people {
        if let Some(known) = same_person(person, old, &told) {
            let mut completed = known.clone();
            completed.copy(person, &told);
            *person = completed;
        }
    }
    if repeats && statement.beside {
        return joined(&old.contacts, people);
    }
    // One of those who are known says nothing new; someone else takes their place.
    if people.iter().all(|person| old.contacts.contains(person)) { old.contacts.clone() } else { people }
}

/// Contacts with further ones of the same list.
fn joined(known: &[Person], further: Vec<Person>) -> Vec<Person> {
    let mut all = known.to_vec();
    for person in further {
        let is_same = |known: &Person| *known == person || (known.name == person.name && person.name.is_some());
        match all.iter().position(is_same) {
            Some(place) => all[place] = person,
            None => all.push(person),
        }
    }
    all
}

/// The one to write to with what is named in its place.
fn amended(old: &Registration, said: &Registration, told: &[Field]) -> Vec<Person> {
    let mut people = old.contacts.clone();
    if people.is_empty() {
        people.push(Person::default());
    }
    if let Some(first) = people.first_mut() {
        first.copy(said.contacts.first().unwrap_or(&Person::default()), told);
    }
    people.retain(|person| !person.is_empty());
    people
}

/// Who is known by name is the same person; where no name is told, the one to write to is.
fn same_person<'r>(person: &Person, old: &'r Registration, told: &[Field]) -> Option<&'r Person> {
    if told.contains(&Field::Contact) {
        old.contacts.iter().find(|known| known.name == person.name)
    } else {
        let has_same = |known: &&Person| known.email == person.email && person.email.is_some();
        old.contacts.iter().find(has_same).or(old.contacts.first())
    }
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

    /// The contacts that stand once others were said, in columns for these fields.
    fn contacts(old: &[Person], said: &[Person], told: &[Field], beside: bool) -> Vec<Person> {
        let told: Fields = told.iter().copied().collect();
        let answer = Some(WrittenAnswer::Word(Word::Any));
        let statement = Statement::of(&registration(said), answer, told, chrono::NaiveDateTime::default());
        changed(&registration(old), &Statement { beside, ..statement }, Some(&Answer::Any)).contacts
    }

    const BOTH: [Field; 2] = [Field::Contact, Field::Email];

    #[test]
    fn a_contact_is_a_person_who_is_known_by_name() {
        let (kari, ola) = (person("Kari", "kari@example.no"), person("Ola", ""));
        let known = [kari.clone(), ola.clone()];
        assert_eq!(contacts(&known, &[], &[], false), known, "no column, nothing told");
        assert_eq!(contacts(&known, &[person("Kari", "")], &[Field::Contact], false), known, "the address is kept");
        assert_eq!(contacts(&known, std::slice::from_ref(&ola), &BOTH, false), known, "one of those who are known");
        assert_eq!(
            contacts(&known, &[person("Kari", "")], &BOTH, false),
            [person("Kari", "")],
            "the address is emptied"
        );
        assert_eq!(contacts(&known, &[person("Per", "")], &[Field::Contact], false), [person("Per", "")]);
        let new = person("", "ny@example.no");
        assert_eq!(contacts(&[kari], &[new], &[Field::Email], false), [person("Kari", "ny@example.no")]);
    }

    #[test]
    fn further_contacts_of_a_list_stand_after_those_who_are_known() {
        let (kari, ola) = (person("Kari", "kari@example.no"), person("Ola", "ola@example.no"));
        assert_eq!(
            contacts(std::slice::from_ref(&kari), std::slice::from_ref(&ola), &BOTH, true),
            [kari.clone(), ola.clone()]
        );
        let moved = person("Kari", "ny@example.no");
        assert_eq!(contacts(&[kari, ola.clone()], std::slice::from_ref(&moved), &BOTH, true), [moved, ola]);
    }
}
