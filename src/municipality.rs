//! Who is invited, and finding one of them by number or by name as people write it.
//!
//! A name is only ever matched exactly once its spelling has been evened out; a near miss is never
//! accepted, as Ås and Ål, Hol and Hole, Nes and Nesbyen all exist.

pub(crate) mod address_list;
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
    /// By the number since 2024, whatever year's numbers the list has. Made when a name or a number is not in the list.
    by_today: OnceLock<HashMap<String, Number>>,
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
            let aliases = municipality.aliases.iter().map(String::as_str);
            for name in aliases.chain([municipality.name.as_str()]) {
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
        list::read(bytes, findings).map(|list| Municipalities { list, ..Municipalities::default() })
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(&self.list))
    }

    fn by_today(&self) -> &HashMap<String, Number> {
        let today = |number| known::number_of_today(number).map(|today| (today.to_string(), number));
        self.by_today.get_or_init(|| self.iter().filter_map(|municipality| today(municipality.number)).collect())
    }

    /// Warns of those whose address is the one that invitations come from: calendars do not let an
    /// organiser answer an invitation of its own.
    pub fn check_addresses(&self, organiser: &Email, findings: &mut Findings) {
        for municipality in self.iter().filter(|municipality| municipality.email.as_ref() == Some(organiser)) {
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
    use crate::findings::Finding;

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
        assert_eq!(found("Hoel"), Err(Unknown::UnknownName { suggestion: Some("Hole".into()) }));
        assert_eq!(found("Trndheim"), Err(Unknown::UnknownName { suggestion: None }));
        assert_eq!(found("9999"), Err(Unknown::UnknownNumber));
        assert_eq!(found("kommune"), Err(Unknown::UnknownName { suggestion: None }));
    }

    #[test]
    fn one_that_exists_and_is_not_invited_is_said_to_be_that_and_nothing_else_is_suggested() {
        let not_invited = |county: &str| Err(Unknown::NotInvited { county: county.into() });
        assert_eq!(found("Hol"), not_invited("Buskerud"));
        assert_eq!(found("Ål kommune"), not_invited("Buskerud"));
        assert_eq!(found("Trondheim"), not_invited("Trøndelag"));
        assert_eq!(found("Våler i Solør"), Ok("3419".into()));
        assert_eq!(found("Oslo i Trøndelag"), Err(Unknown::Elsewhere { name: "Oslo".into() }));
        let (name, county) = ("Oppdal".into(), "Trøndelag".into());
        assert_eq!(found("5021"), Err(Unknown::NumberNotInvited { name, county }));
        // A typing mistake that is nearer to one elsewhere is not taken for one invited.
        assert_eq!(found("Åål"), Err(Unknown::UnknownName { suggestion: None }));
        let list = of_today(Some("Lærdal Hole"));
        let said = |written| said(&list, written);
        assert_eq!((said("Laerdal"), said("Hole")), ("Lærdal".into(), "Hole".into()));
        assert_eq!(said("Lardal"), "error: \"Lardal\" has been part of Larvik since 2018");
        // "Hemnes" is not a genitive of Hemne.
        let list = "number;name;language;email\n5011;Hemne;;hemne@example.no\n";
        let list = Municipalities::read(list.as_bytes(), &mut Findings::new()).expect("the list is good");
        assert_eq!(
            list.find("Hemnes").map(|found| found.number),
            Err(Unknown::NotInvited { county: "Nordland".into() })
        );
        assert_eq!(list.find("Hemne").map(|found| found.number.to_string()), Ok("5011".into()));
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
        for (written, expected) in [
            ("3218", ("Ås", true)),
            ("0214", ("Ås", true)),
            ("214", ("Ås", true)),
            ("3021", ("Ås", false)),
            ("3218 Ås", ("Ås", true)),
            ("Ås 3021", ("Ås", false)),
            ("301 Oslo", ("Oslo", false)),
            ("3018 Våler", ("Våler", false)),
        ] {
            assert_eq!(noted(written), Ok(expected), "{written}");
        }
    }

    /// A list of the numbers since 2024.
    fn of_today(names: Option<&str>) -> Municipalities {
        let is_meant = |name| names.is_none_or(|names| names.split(' ').any(|meant| meant == name));
        let rows = norway::municipalities().filter(|today| is_meant(today.name));
        let rows: Vec<String> =
            rows.map(|today| format!("{};{};;post@{}.example.no", today.number, today.name, today.number)).collect();
        let list = format!("number;name;language;email\n{}\n", rows.join("\n"));
        Municipalities::read(list.as_bytes(), &mut Findings::new()).expect("the list is good")
    }

    fn said(list: &Municipalities, written: &str) -> String {
        match list.find_noting(written) {
            Ok((found, None)) => found.name.clone(),
            Ok((_, Some(reading))) => sentence(Finding::notice("x.csv", reading), written),
            Err(unknown) => sentence(Finding::error("x.csv", unknown), written),
        }
    }

    fn sentence(finding: Finding, written: &str) -> String {
        let said = crate::words::Words::of(crate::language::Language::En).finding(&finding.value(written)).to_string();
        said.split_once(": ")
            .map_or(said.clone(), |(_, said)| said.split_once("\n").map_or(said, |(said, _)| said).into())
    }

    #[test]
    fn what_became_of_a_municipality_is_told_as_it_was() {
        let list =
            of_today(Some("Orkland Heim Hitra Lillestrøm Steinkjer Åfjord Drammen Nesbyen Horten Ålesund Fredrikstad"));
        for (written, expected) in [
            ("Orkdal", "error: \"Orkdal\" has been part of Orkland since 2020"),
            ("Orkdal kommune", "error: \"Orkdal kommune\" has been part of Orkland since 2020"),
            ("Snillfjord", "error: \"Snillfjord\" was divided between Orkland, Heim and Hitra in 2020"),
            ("Malm", "error: \"Malm\" has not been a municipality since 1964: it is in Steinkjer today"),
            ("1632", "error: \"1632\" (Roan) has been part of Åfjord since 2020"),
            ("Roan", "error: \"Roan\" has been part of Åfjord since 2020"),
            ("Ski", "error: \"Ski\" has been part of Nordre Follo since 2020"),
            ("Oppdal", "error: \"Oppdal\" is a municipality, in Trøndelag, and is not among those invited"),
            ("Borre", "notice: \"Borre\" has been called Horten since 2002; it is read as Horten"),
            ("Nes i Buskerud", "notice: \"Nes i Buskerud\" has been called Nesbyen since 2020; it is read as Nesbyen"),
            (
                "Nes i Hallingdal",
                "notice: \"Nes i Hallingdal\" has been called Nesbyen since 2020; it is read as Nesbyen",
            ),
            ("0616", "notice: \"0616\" has been called Nesbyen since 2020; it is read as Nesbyen"),
            ("0616 Nes", "notice: \"0616 Nes\" has been called Nesbyen since 2020; it is read as Nesbyen"),
            ("Nes", "error: \"Nes\" is the name of more than one municipality: Nes (Akershus) and Nes (Buskerud)"),
            ("Borge", "error: \"Borge\" has been part of Fredrikstad since 1994"),
            ("Orkland Hitra", "error: \"Orkland Hitra\" names more than one municipality: Orkland and Hitra"),
            (
                "Orkland, Oppdal og Heim",
                "error: \"Orkland, Oppdal og Heim\" names more than one municipality: Orkland, Oppdal and Heim",
            ),
        ] {
            assert_eq!(said(&list, written), expected, "{written}");
        }
    }

    #[test]
    fn official_names_in_sami_and_kven_are_read() {
        let list = of_today(Some("Karasjok Kautokeino Storfjord Porsanger Snåsa"));
        for (written, expected) in [
            ("Kárášjohka", "Karasjok"),
            ("Karasjohka", "Karasjok"),
            ("Kárášjohka – Karasjok", "Karasjok"),
            ("Kautokeino/Guovdageaidnu kommune", "Kautokeino"),
            ("GUOVDAGEAIDNU", "Kautokeino"),
            ("Storfjord - Omasvuotna - Omasvuono", "Storfjord"),
            ("Porsanki", "Porsanger"),
            ("Snåase Snåsa", "Snåsa"),
        ] {
            assert_eq!(said(&list, written), expected, "{written}");
        }
    }

    #[test]
    fn what_takes_no_room_and_signs_for_words_do_not_matter() {
        assert_eq!(found("\u{feff}As\u{200b}\u{ad}"), Ok("3021".into()));
        assert_eq!(found("03\u{200b}01"), Ok("0301".into()));
        let list = "number;name;language;email\n3052;Nore og Uvdal;;nore@example.no\n3044;Hol;;hol@example.no\n";
        let list = Municipalities::read(list.as_bytes(), &mut Findings::new()).expect("the list is good");
        for written in ["Nore & Uvdal", "Nore&Uvdal kommune", "Nore/Uvdal", "Nore-Uvdal", "NORE OG UVDAL"] {
            assert_eq!(said(&list, written), "Nore og Uvdal", "{written}");
        }
        for written in ["Hol kommune i Hallingdal", "Hol (Buskerud)", "Hol i Hallingdal", "0620 Hol"] {
            assert!(list.find(written).is_ok_and(|found| found.name == "Hol"), "{written}");
        }
    }

    #[test]
    fn every_municipality_of_today_is_found_by_its_names_and_numbers_of_every_year() {
        let list = of_today(None);
        for today in norway::municipalities() {
            let by_place: String = format!("{} ({})", today.name, today.county);
            let others = today.other_names().map(str::to_owned);
            for written in [today.number.to_owned(), by_place].into_iter().chain(others) {
                let found = list.find(&written).map(|found| found.number.to_string());
                assert_eq!(found, Ok(today.number.into()), "{written}");
            }
        }
    }

    #[test]
    fn what_is_no_name_of_anyone_invited_is_refused_with_the_reason() {
        assert_eq!(found("B?rum"), Err(Unknown::LostLetters));
        let former = |former: Option<&str>| Unknown::Former {
            former: former.map(str::to_owned),
            name: "Nordre Follo".into(),
            year: "2020".into(),
            at_once: "yes",
            invited: "no",
        };
        assert_eq!(found("Ski"), Err(former(None)));
        assert_eq!(found("0213"), Err(former(Some("Ski"))));
        let (name, year) = ("Nesbyen".into(), "2020".into());
        assert_eq!(found("Nes i Buskerud"), Err(Unknown::Renamed { former: None, name, year }));
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
