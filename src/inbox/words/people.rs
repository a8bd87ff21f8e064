//! Who is named in a mail as the contact, with phone and address, and how many will come.

use super::own::Own;
use crate::text::normalised;

/// What a mail tells beside the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) contact: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    pub(crate) participants: Option<u32>,
}

/// Reads who is named. `sender` is the name and the address that the mail comes from.
pub(crate) fn told(own: &Own, sender_name: Option<&str>, sender: Option<&str>) -> Told {
    let named = own.words.iter().enumerate().find_map(|(at, line)| Some((at, contact(line)?)));
    let all: Vec<&str> = own.words.iter().chain(&own.signature).map(String::as_str).collect();
    // What belongs to the contact stands beside the name or right below it.
    let of_contact: Vec<&str> = match &named {
        Some((at, _)) => own.words.iter().skip(*at).take(3).map(String::as_str).collect(),
        None => Vec::new(),
    };
    let named = named.map(|(_, name)| name);
    let is_sender = |name: &String| sender_name.is_some_and(|sender| normalised(sender) == normalised(name));
    // The address of whoever writes for somebody else is not that one's.
    let is_other = named.as_ref().is_some_and(|name| !is_sender(name));
    let signer = || signer(&own.signature).or_else(|| last_line_name(&own.words)).or_else(|| person(sender_name?));
    let phones = |lines: &[&str]| lines.iter().flat_map(|line| phones(line)).collect::<Vec<_>>();
    let phone = Some(phones(&of_contact)).filter(|found| !found.is_empty()).unwrap_or_else(|| phones(&all));
    let beside = of_contact.iter().find_map(|line| email(line));
    let written = beside.or_else(|| all.iter().find_map(|line| labelled_email(line)));
    Told {
        contact: named.or_else(signer),
        email: written.or_else(|| sender.filter(|_| !is_other).map(str::to_owned)),
        phone: Some(phone.join(" / ")).filter(|phone| !phone.is_empty()),
        participants: own.words.iter().find_map(|line| participants(line)),
    }
}

/// The name after `Kontaktperson:`, `Kontaktperson er`, `contact is`.
fn contact(line: &str) -> Option<String> {
    let lower = normalised(line);
    let at = ["kontaktperson", "kontakt:", "contact person", "point of contact"]
        .iter()
        .find_map(|label| lower.find(label))?;
    let rest = line.get(at..)?;
    let begin = rest.find([':', ' '])?;
    let words = rest[begin..].split([',', ';', '(', '–', '|']).next()?;
    let names: Vec<&str> =
        words.split_whitespace().skip_while(|word| !begins_name(word)).take_while(|word| begins_name(word)).collect();
    (names.len() >= 2).then(|| names.join(" ").trim_end_matches('.').to_owned())
}

fn begins_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '.' | '\''))
}

/// The name below a greeting, or beside it.
fn signer(signature: &[String]) -> Option<String> {
    let mut lines = signature.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    let greeting = lines.next()?;
    let beside =
        greeting.split_whitespace().skip_while(|word| !is_last_of_greeting(word)).skip(1).collect::<Vec<_>>().join(" ");
    person(&beside).or_else(|| lines.next().and_then(person))
}

fn is_last_of_greeting(word: &str) -> bool {
    let word = normalised(word.trim_end_matches([',', '.', ':']));
    matches!(word.as_str(), "hilsen" | "helsing" | "mvh" | "vh" | "regards" | "sincerely" | "v/h")
}

/// The name in the last lines, where nobody greets.
fn last_line_name(lines: &[String]) -> Option<String> {
    let mut filled = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).rev().take(4);
    filled.find_map(|line| person(line.split([',', '|']).next()?))
}

/// The name of a person: two to four words with capital letters, and not that of an office.
fn person(text: &str) -> Option<String> {
    let text = text.split([',', '|', '(']).next()?.trim();
    let words: Vec<&str> = text.split_whitespace().collect();
    const OFFICES: [&str; 6] = ["kommune", "postmottak", "kommunen", "statsforvalteren", "municipality", "etat"];
    let is_office = words.iter().any(|word| OFFICES.contains(&normalised(word).as_str()));
    let is_name = (2..=4).contains(&words.len()) && words.iter().all(|word| begins_name(word));
    (is_name && !is_office).then(|| words.join(" "))
}

/// The phone numbers in a line: eight digits, in whatever groups, with or without a country.
fn phones(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut begin = None;
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')');
    for (at, letter) in line.char_indices().chain([(line.len(), ';')]) {
        match (begin, is_part(letter) && (begin.is_some() || letter != ' ')) {
            (None, true) => begin = Some(at),
            (Some(from), false) => {
                found.extend(phone(&line[from..at]));
                begin = None;
            }
            _ => {}
        }
    }
    found
}

fn phone(written: &str) -> Option<String> {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    let has_country = written.contains('+') || written.trim_start().starts_with("00 47");
    let is_phone = digits == 8 || digits == 10 && has_country;
    is_phone.then(|| written.trim().replace("(+47)", "").replace("+47", "").replace(['(', ')'], "").trim().to_owned())
}

/// The first address in a line.
fn email(line: &str) -> Option<String> {
    let word =
        line.split([' ', ',', ';', '<', '>', '(', ')', ':']).find(|word| word.contains('@') && word.contains('.'))?;
    Some(word.trim_end_matches('.').to_owned())
}

/// The address in a line that says that it is one.
fn labelled_email(line: &str) -> Option<String> {
    let lower = normalised(line);
    ["e-post", "epost", "e-mail", "email"]
        .iter()
        .any(|label| lower.trim_start().starts_with(label))
        .then(|| email(line))?
}

/// `9 deltakere`, `ca. 8 personer`, `Antall deltakere: 9`
fn participants(line: &str) -> Option<u32> {
    const WHO: [&str; 8] =
        ["deltakere", "deltakarar", "deltagere", "personer", "personar", "participants", "people", "stk"];
    let lower = normalised(line);
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let number = |word: Option<&&str>| {
        word.and_then(|word| word.parse::<u32>().ok()).filter(|count| *count > 0 && *count < 1000)
    };
    let before = (1..words.len()).find_map(|at| number(words.get(at - 1)).filter(|_| WHO.contains(&words[at])));
    let asks = words.iter().position(|word| matches!(*word, "antall" | "antal"));
    before.or_else(|| asks.and_then(|at| words.iter().skip(at + 1).take(3).find_map(|word| number(Some(word)))))
}

#[cfg(test)]
mod tests {
    use super::super::own::own;
    use super::*;

    fn read(text: &str) -> Told {
        told(&own(text), Some("Kari Nordmann"), Some("kari@e.no"))
    }

    #[test]
    fn the_contact_is_who_is_named_so_else_who_signs_else_who_sends() {
        let named = read(
            "Kontaktperson: Steinar Utkastli, beredskapsleder, telefon 00000116,\ne-post s@h.no\n\nMed hilsen\n\nUnni Attrappen",
        );
        assert_eq!(named.contact.as_deref(), Some("Steinar Utkastli"));
        assert_eq!((named.email.as_deref(), named.phone.as_deref()), (Some("s@h.no"), Some("00000116")));
        let signed = read("Pri 1 24.11\n\nVenleg helsing\nGuro Bakken\nTlf 00 00 01 17");
        assert_eq!((signed.contact.as_deref(), signed.phone.as_deref()), (Some("Guro Bakken"), Some("00 00 01 17")));
        assert_eq!(read("24/11\n\nMvh Ragna Testvik, Hole kommune").contact.as_deref(), Some("Ragna Testvik"));
        assert_eq!(read("24/11").contact.as_deref(), Some("Kari Nordmann"));
        assert_eq!(read("24/11").email.as_deref(), Some("kari@e.no"));
        // The address of whoever writes is not that of another contact.
        assert_eq!(read("24/11\n\nKontaktperson: Dag Prøve").email, None);
    }

    #[test]
    fn phones_and_head_counts_are_read_in_the_ways_that_they_are_written() {
        assert_eq!(phones("Tlf. 00 00 00 02 / mob. 00 00 00 03"), ["00 00 00 02", "00 00 00 03"]);
        assert_eq!(phones("M: (+47) 00 00 01 26"), ["00 00 01 26"]);
        assert_eq!(phones("24.11.2022, 22/2411"), [] as [&str; 0]);
        assert_eq!(participants("Vi blir ca. 8 deltakere."), Some(8));
        assert_eq!(participants("Antall deltakere:   9"), Some(9));
        assert_eq!(participants("Vi tenker 7 personer fra oss."), Some(7));
        assert_eq!(participants("Pri 1 24.11"), None);
    }
}
