//! What is known of the municipalities of the whole country beyond the lead's list: numbers and counties of other years,
//! official names in Sámi and Kven, and the municipalities that have ended since 1 January 1964.
//!
//! Source: SSB (Statistics Norway), Klass 131 (municipalities) with its tables of changes and Klass 104 (counties).
//! `former.csv` has each municipality that ended, with its last number and the numbers since 2024 of those that it is a
//! part of, the one with most of its inhabitants first. `at-once` says that it became a part of them in that year,
//! `by-stages` that there was another one in between, or that there may have been. `renumbered.csv` has the numbers of
//! municipalities that kept their names. A name that several have or had has its county in brackets.
//! `districts.csv`: the districts by which people tell municipalities of one name apart.
//!
//! Read when a number or a name is not found in the lead's list, and not before. Who is invited is for that list alone.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::naming::{Written, evened, without_norwegian_letters, without_sami_letters};
use super::norway::{OfToday, municipalities};
use super::number::Number;

const RENUMBERED: &str = include_str!("renumbered.csv");
const FORMER: &str = include_str!("former.csv");
const ALIASES: &str = include_str!("aliases.csv");
const DISTRICTS: &str = include_str!("districts.csv");

static COUNTRY: LazyLock<Country> = LazyLock::new(Country::read);

/// A municipality that has ended.
#[derive(Debug)]
pub struct Former {
    /// What it was called, without the county.
    pub name: &'static str,
    /// The last number that it had.
    pub number: Number,
    /// The year in which it ended.
    pub year: u16,
    pub how: How,
    /// Those of today that it is a part of, the main one first.
    pub parts: Vec<&'static OfToday>,
}

/// How a municipality ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// All of it has another name, and nothing else.
    Renamed,
    /// It became a part of those of today when it ended.
    AtOnce,
    /// Another one may have been in between.
    ByStages,
}

/// Who has or had a number or a name.
#[derive(Debug, Clone, Copy)]
pub enum Bearer {
    /// A municipality of today.
    Today(&'static OfToday),
    /// One that has ended.
    Former(&'static Former),
}

impl Bearer {
    /// Its name with its county: `Nes (Buskerud)`.
    pub fn with_county(self) -> String {
        match self {
            Bearer::Today(today) => format!("{} ({})", today.name, today.county),
            Bearer::Former(former) => format!("{} ({})", former.name, county(former.number).unwrap_or_default()),
        }
    }

    /// Whether it lies or lay in a county or a district, evened out.
    fn is_in(self, place: &str) -> bool {
        let of_today = |today: &OfToday| today.number.parse().is_ok_and(|number| is_in(number, place));
        match self {
            Bearer::Today(today) => of_today(today),
            Bearer::Former(former) => {
                let is_of_then = county(former.number).is_some_and(|county| evened(county) == place);
                is_of_then || former.parts.iter().any(|part| of_today(part))
            }
        }
    }
}

#[derive(Debug, Default)]
struct Country {
    today: HashMap<Number, OfToday>,
    /// New numbers by the old one, each with its year.
    renumbered: HashMap<Number, Vec<(u16, Number)>>,
    /// The numbers that those of today had before.
    earlier: HashMap<Number, Vec<Number>>,
    districts: HashMap<String, Vec<Number>>,
}

/// The names of the whole country, each with those who have or had it.
#[derive(Debug, Default)]
struct Names {
    by_name: HashMap<String, Vec<Bearer>>,
    by_ascii: HashMap<String, Vec<Bearer>>,
}

static FORMERS: LazyLock<Vec<Former>> = LazyLock::new(|| rows(FORMER).filter_map(|row| former(&row)).collect());
static NAMES: LazyLock<Names> = LazyLock::new(Names::read);

/// The rows of an embedded list, without its headings. None of them has quotes.
fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().skip(1).map(|line| line.split(',').collect())
}

fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}

fn numbers(text: &str) -> Vec<Number> {
    text.split('|').filter_map(number).collect()
}

fn former(row: &[&'static str]) -> Option<Former> {
    let &[name, last_number, year, how, parts] = row else { return None };
    let how = match how {
        "renamed" => How::Renamed,
        "at-once" => How::AtOnce,
        _ => How::ByStages,
    };
    let parts = numbers(parts).into_iter().filter_map(|part| COUNTRY.today.get(&part)).collect();
    let name = name.split_once(" (").map_or(name, |(name, _)| name);
    Some(Former { name, number: number(last_number)?, year: year.parse().ok()?, how, parts })
}

impl Country {
    fn read() -> Country {
        let today = municipalities().filter_map(|today| Some((number(today.number)?, today))).collect();
        let districts = rows(DISTRICTS).map(|row| (evened(row[0]), numbers(row[1]))).collect();
        let mut country = Country { today, districts, ..Country::default() };
        for row in rows(RENUMBERED) {
            let (Some(old), Ok(year), Some(new)) = (number(row[0]), row[1].parse(), number(row[2])) else { continue };
            country.renumbered.entry(old).or_default().push((year, new));
        }
        let old: Vec<Number> = country.renumbered.keys().copied().collect();
        for old in old {
            country.earlier.entry(country.last_of(old)).or_default().push(old);
        }
        country
    }

    /// The number at the end of the changes that begin with the last one of `number`; itself where it never changed.
    fn last_of(&self, number: Number) -> Number {
        let steps = |number: &Number| self.renumbered.get(number).into_iter().flatten();
        let Some((mut year, mut last)) = steps(&number).max().copied() else { return number };
        while let Some((next, new)) = steps(&last).filter(|(next, _)| *next > year).min() {
            (year, last) = (*next, *new);
        }
        last
    }
}

/// The one that had a number last, whatever it is called or numbered now. Numbers have been used again.
pub fn bearer(wanted: Number) -> Option<Bearer> {
    if let Some(today) = COUNTRY.today.get(&wanted) {
        return Some(Bearer::Today(today));
    }
    let renumbered = COUNTRY.renumbered.get(&wanted).and_then(|steps| steps.iter().max());
    let ended = |number: Number, since: u16| {
        FORMERS.iter().filter(|former| former.number == number && former.year > since).max_by_key(|former| former.year)
    };
    if let Some(former) = ended(wanted, renumbered.map_or(0, |(year, _)| *year)) {
        return Some(Bearer::Former(former));
    }
    let (year, _) = renumbered?;
    let last = COUNTRY.last_of(wanted);
    let today = COUNTRY.today.get(&last).map(Bearer::Today);
    today.or_else(|| ended(last, *year).map(Bearer::Former))
}

/// The number since 2024 of the municipality that had this one last, if it still exists.
pub fn number_of_today(wanted: Number) -> Option<Number> {
    match bearer(wanted)? {
        Bearer::Today(today) => number(today.number),
        Bearer::Former(_) => None,
    }
}

/// Whether the one with this number lies or lay in a county or a district, evened out.
pub fn is_in(wanted: Number, place: &str) -> bool {
    let today = number_of_today(wanted);
    let earlier = today.and_then(|today| COUNTRY.earlier.get(&today)).into_iter().flatten().copied();
    let has_county = |number| county(number).is_some_and(|county| evened(county) == place);
    let in_district = || COUNTRY.districts.get(place).is_some_and(|of| today.is_some_and(|today| of.contains(&today)));
    [wanted].into_iter().chain(today).chain(earlier).any(has_county) || in_district()
}

/// The county of a number, by its first two digits.
fn county(number: Number) -> Option<&'static str> {
    Some(match number.0 / 100 {
        1 | 31 => "Østfold",
        2 | 32 => "Akershus",
        3 => "Oslo",
        4 => "Hedmark",
        5 => "Oppland",
        6 | 33 => "Buskerud",
        7 | 39 => "Vestfold",
        8 | 40 => "Telemark",
        9 => "Aust-Agder",
        10 => "Vest-Agder",
        11 => "Rogaland",
        12 => "Hordaland",
        14 => "Sogn og Fjordane",
        15 => "Møre og Romsdal",
        16 => "Sør-Trøndelag",
        17 => "Nord-Trøndelag",
        18 => "Nordland",
        19 | 55 => "Troms",
        20 | 56 => "Finnmark",
        30 => "Viken",
        34 => "Innlandet",
        38 => "Vestfold og Telemark",
        42 => "Agder",
        46 => "Vestland",
        50 => "Trøndelag",
        54 => "Troms og Finnmark",
        _ => return None,
    })
}

impl Names {
    fn read() -> Names {
        let mut names = Names::default();
        for today in COUNTRY.today.values() {
            for name in today.other_names().chain([today.name]) {
                names.enter(name, Bearer::Today(today));
            }
        }
        for row in rows(ALIASES) {
            if let Some(today) = number(row[0]).and_then(|number| COUNTRY.today.get(&number)) {
                names.enter(row[1], Bearer::Today(today));
            }
        }
        FORMERS.iter().for_each(|former| names.enter(former.name, Bearer::Former(former)));
        names
    }

    fn enter(&mut self, name: &str, bearer: Bearer) {
        let name = evened(name);
        for spelling in without_norwegian_letters(&name).into_iter().chain(without_sami_letters(&name)) {
            self.by_ascii.entry(spelling).or_default().push(bearer);
        }
        self.by_name.entry(name).or_default().push(bearer);
    }
}

/// All in the country that have or had a name as it is spelled, or else all whose name can be spelled so without æ, ø, å
/// and the letters of Sámi; of those, the ones where it is said to lie.
pub fn bearers(written: &Written) -> Vec<Bearer> {
    let found = NAMES.by_name.get(&written.name).or_else(|| NAMES.by_ascii.get(&written.name));
    let is_meant = |bearer: &&Bearer| written.place.as_deref().is_none_or(|place| bearer.is_in(place));
    found.into_iter().flatten().filter(is_meant).copied().collect()
}

/// Whether anyone in the country has or had a name, evened out.
pub fn is_name(name: &str) -> bool {
    NAMES.by_name.contains_key(name)
}

/// All names, evened out.
pub fn names<'a>() -> impl Iterator<Item = &'a str> {
    NAMES.by_name.keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(number: u32) -> Option<String> {
        bearer(Number(number)).map(Bearer::with_county)
    }

    #[test]
    fn every_row_of_the_lists_is_read() {
        let rows = |list: &str| list.lines().count() - 1;
        assert_eq!((FORMERS.len(), rows(FORMER)), (385, 385));
        assert_eq!(FORMERS.iter().filter(|former| former.how == How::Renamed).count(), 4);
        assert!(FORMERS.iter().all(|former| !former.parts.is_empty() && county(former.number).is_some()));
        assert_eq!(COUNTRY.renumbered.values().map(Vec::len).sum::<usize>(), rows(RENUMBERED));
        assert!(COUNTRY.districts.values().flatten().all(|number| COUNTRY.today.contains_key(number)));
        assert_eq!(rows(ALIASES), 1);
    }

    #[test]
    fn every_number_leads_to_one_of_today_or_to_one_that_has_ended() {
        assert_eq!(COUNTRY.renumbered.keys().filter(|number| bearer(**number).is_none()).count(), 0);
        for (number, expected) in [
            (3025, "Asker (Akershus)"),
            (220, "Asker (Akershus)"),
            (3203, "Asker (Akershus)"),
            (301, "Oslo (Oslo)"),
            (136, "Rygge (Østfold)"),
            (1632, "Roan (Trøndelag)"),
            // Numbers that were used again: the last one that had it counts.
            (701, "Horten (Vestfold)"),
            (716, "Re (Vestfold)"),
            (1507, "Ålesund (Møre og Romsdal)"),
        ] {
            assert_eq!(told(number).as_deref(), Some(expected), "{number}");
        }
        assert_eq!(told(9999), None);
    }

    #[test]
    fn a_municipality_lies_in_every_county_it_has_been_in_and_in_its_district() {
        let is_in = |number, place| is_in(Number(number), place);
        assert!(is_in(3018, "viken") && is_in(3018, "østfold") && is_in(3114, "viken") && !is_in(3018, "innlandet"));
        assert!(is_in(3044, "hallingdal") && is_in(3330, "buskerud") && !is_in(3044, "romerike"));
    }

    #[test]
    fn spellings_without_norwegian_letters_are_hardly_ever_the_name_of_another_one() {
        let both = NAMES.by_ascii.keys().filter(|spelling| NAMES.by_name.contains_key(*spelling));
        let mut both: Vec<&String> = both.collect();
        both.sort_unstable();
        assert_eq!(both, ["hole", "lardal"], "Høle and Lærdal");
    }
}
