//! Who is invited, and finding one of them by number or by name as people write it.
//!
//! A name is only ever matched exactly once its spelling has been evened out; a near miss is never
//! accepted, as Ås and Ål, Hol and Hole, Nes and Nesbyen all exist.

mod by_number;
mod finding;
mod known;
mod list;
mod naming;
pub mod norway;
mod number;
mod typing;

pub(crate) use by_number::{ByNumber, Numbered};
pub(crate) use finding::Unknown;
pub(crate) use list::FILE;
pub use list::Municipality;
pub(crate) use naming::is_lossy;
pub use number::Number;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::email::Email;
use crate::findings::Findings;

/// All that are invited, in the order of their numbers.
#[derive(Debug, Clone, Default)]
pub struct Municipalities {
    list: ByNumber<Municipality>,
    /// Made when the first name is looked up: the tool's own tables have numbers.
    names: OnceLock<Names>,
}

/// The names that people may write.
#[derive(Debug, Clone, Default)]
struct Names {
    /// By evened-out name and alias.
    by_name: HashMap<String, Vec<Number>>,
    /// By spelling without æ, ø and å.
    by_ascii: HashMap<String, Vec<Number>>,
}

impl Names {
    fn of(municipalities: &ByNumber<Municipality>) -> Names {
        let mut names = Names::default();
        for municipality in municipalities.iter() {
            let number = municipality.number;
            let known = known::aliases().filter(|(known, _)| *known == number).map(|(_, alias)| alias);
            let aliases = municipality.aliases.iter().map(String::as_str);
            for name in known.chain(aliases).chain([municipality.name.as_str()]) {
                let name = naming::evened(name);
                for spelling in naming::without_norwegian_letters(&name) {
                    enter(&mut names.by_ascii, spelling, number);
                }
                enter(&mut names.by_name, name, number);
            }
        }
        names
    }
}

impl Municipalities {
    /// Reads municipalities.csv: the columns `number`, `name`, `language` and `email`, in any order, and
    /// `aliases` (divided by commas), `priority` (a whole number) and `full_name` (for those who are no
    /// municipality) where there are any; others are the lead's own. All that is wrong is added to `findings`.
    pub fn read(bytes: &[u8], findings: &mut Findings) -> Option<Municipalities> {
        list::read(bytes, findings).map(|list| Municipalities { list, names: OnceLock::new() })
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.list))
    }

    /// Warns of those whose address is the one that invitations come from: calendars do not let an
    /// organiser answer an invitation of its own.
    pub fn check_addresses(&self, organiser: &Email, findings: &mut Findings) {
        for municipality in self.iter().filter(|municipality| municipality.email == *organiser) {
            findings.push(list::organiser_address(municipality));
        }
    }

    /// The number of those invited.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nobody is invited.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Municipality> {
        self.list.iter()
    }

    /// The one of that number.
    #[must_use]
    pub fn get(&self, number: Number) -> Option<&Municipality> {
        self.list.get(number)
    }
}

fn enter(names: &mut HashMap<String, Vec<Number>>, name: String, number: Number) {
    let numbers = names.entry(name).or_default();
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "number;name;language;email\n\
        301;Oslo;nøytral;oslo@example.no\n\
        3021;Ås;nøytral;as@example.no\n\
        3018;Våler;bokmål;valer@example.no\n\
        3419;Våler;bokmål;valer.innlandet@example.no\n\
        3038;Hole;bokmål;hole@example.no\n";

    fn read(text: &str) -> (Option<Municipalities>, Vec<String>) {
        let mut findings = Findings::new();
        let read = Municipalities::read(text.as_bytes(), &mut findings);
        (
            read,
            findings
                .into_iter()
                .map(|finding| crate::words::Words::of(crate::language::Language::En).finding(&finding).to_string())
                .collect(),
        )
    }

    fn found(written: &str) -> Result<String, Unknown> {
        let (list, findings) = read(LIST);
        assert_eq!(findings, [""; 0]);
        list.expect("the list is good").find(written).map(|found| found.number.to_string())
    }

    #[test]
    fn whoever_is_no_municipality_is_addressed_as_the_lead_says() {
        let (list, findings) = read(
            "number;name;language;email;full_name\n0301;Oslo;;oslo@example.no;\n\
             983971636;Ahus;;ahus@example.no;Akershus universitetssykehus HF\n",
        );
        assert_eq!(findings, [""; 0]);
        let list = list.expect("the list is good");
        let names: Vec<_> = list.iter().map(Municipality::full_name).collect();
        assert_eq!(names, ["Oslo kommune", "Akershus universitetssykehus HF"]);
    }

    #[test]
    fn a_municipality_is_found_as_people_write_it() {
        for written in
            ["Oslo", "OSLO KOMMUNE", " oslo\u{a0} kommune", "0301", "301", "301.0", "0301 Oslo", "Oslo (0301)"]
        {
            assert_eq!(found(written), Ok("0301".into()), "{written}");
        }
        assert_eq!(found("A\u{30a}s"), Ok("3021".into()));
        assert_eq!(found("Våler (Innlandet)"), Ok("3419".into()));
    }

    #[test]
    fn a_near_miss_is_refused_and_suggested() {
        assert_eq!(found("Hol"), Err(Unknown::UnknownName { suggestion: Some("Hole".into()) }));
        assert_eq!(found("Ål"), Err(Unknown::UnknownName { suggestion: Some("Ås".into()) }));
        assert_eq!(found("Trondheim"), Err(Unknown::UnknownName { suggestion: None }));
        assert_eq!(found("9999"), Err(Unknown::UnknownNumber));
        assert_eq!(found("kommune"), Err(Unknown::UnknownName { suggestion: None }));
    }

    #[test]
    fn every_known_spelling_is_read_as_expected() {
        let list = std::fs::read("data/municipalities.csv").expect("the sample is there");
        let list = Municipalities::read(&list, &mut Findings::new()).expect("it is good");
        let cases =
            include_str!("municipality/spellings.csv").lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
        for case in cases {
            let found = list.find(case[0]).ok().map(|found| found.number.to_string());
            assert_eq!(found.as_deref().unwrap_or_default(), case[1], "{}: {:?}", case[0], list.find(case[0]));
        }
    }

    #[test]
    fn a_number_of_another_year_is_noted() {
        let (list, _) = read(LIST);
        let list = list.expect("the list is good");
        let noted = |written| list.find_noting(written).map(|(found, note)| (found.name.as_str(), note.is_some()));
        assert_eq!(noted("3218"), Ok(("Ås", true)));
        assert_eq!(noted("3021"), Ok(("Ås", false)));
        assert_eq!(noted("3218 Ås"), Ok(("Ås", true)));
    }

    #[test]
    fn what_is_no_name_of_anyone_invited_is_refused_with_the_reason() {
        assert_eq!(found("B?rum"), Err(Unknown::LostLetters));
        assert_eq!(found("Ski"), Err(Unknown::Former { name: "Nordre Follo".into() }));
        assert_eq!(found("0213"), Err(Unknown::Former { name: "Nordre Follo".into() }));
        assert_eq!(found("Nes i Buskerud"), Err(Unknown::Former { name: "Nesbyen".into() }));
        assert_eq!(found("Hole (Innlandet)"), Err(Unknown::Elsewhere { name: "Hole".into() }));
        assert_eq!(
            found("3021 Hole"),
            Err(Unknown::NumberAndNameDisagree { by_number: "Ås".into(), by_name: "Hole".into() })
        );
    }

    #[test]
    fn a_name_that_two_have_needs_the_number() {
        assert!(matches!(found("Våler"), Err(Unknown::SeveralOfThatName { names }) if names.len() == 2));
    }

    #[test]
    fn every_mistake_in_the_list_is_reported_at_once() {
        let (list, findings) = read(
            "number;name;language;email\n\
             31;Oslo;nøytral;oslo@example.no\n\
             3021;;nynorks;as\n\
             3038;Hole;bokmål;hole@example.no\n\
             3038;Hole;bokmål;hole@example.no\n",
        );
        assert!(list.is_none());
        let places: Vec<&str> = findings.iter().map(|f| f.split(" error").next().unwrap_or_default()).collect();
        assert_eq!(
            places,
            [
                "data/municipalities.csv:2:1:",
                "data/municipalities.csv:3:2:",
                "data/municipalities.csv:3:3:",
                "data/municipalities.csv:3:4:",
                "data/municipalities.csv:5:1:",
            ]
        );
    }
}
