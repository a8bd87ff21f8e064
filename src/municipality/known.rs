//! What is known of Norwegian municipalities beyond the lead's list: counties, numbers since 2024, and
//! former municipalities.
//!
//! Sources: SSB, Klass 104 (counties) and Klass 131 (municipalities) with its tables of changes on
//! 1 January 2020 and 1 January 2024. The lists cover Oslo and Viken.
//!
//! Who is invited is for the lead's list alone.

use super::naming::{Written, evened};
use super::number::Number;

const RENUMBERED: &str = include_str!("renumbered.csv");
const FORMER: &str = include_str!("former.csv");
const ALIASES: &str = include_str!("aliases.csv");

/// A former municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// What it was called.
    pub name: String,
    /// The municipality that it is a part of now, and its number in 2022.
    pub now: String,
    pub number: Number,
}

/// The rows of an embedded list, without its headings. None of them has quotes.
fn rows(list: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    list.lines().skip(1).map(|line| line.split(',').collect())
}

fn number(text: &str) -> Option<Number> {
    text.parse().ok()
}

/// The number in 2022 of the municipality that has had this one since 2024, or the other way round.
pub fn other_number(wanted: Number) -> Option<Number> {
    rows(RENUMBERED).find_map(|row| {
        let (old, new) = (number(row[0])?, number(row[1])?);
        match wanted {
            wanted if old == new => (wanted == old).then_some(old),
            wanted if wanted == new => Some(old),
            wanted if wanted == old => Some(new),
            _ => None,
        }
    })
}

/// The counties that a municipality lies or lay in, evened out.
pub fn counties(wanted: Number) -> Vec<String> {
    let other = other_number(wanted);
    [Some(wanted), other].into_iter().flatten().filter_map(county).map(evened).collect()
}

/// The county of a number, by its first two digits.
fn county(number: Number) -> Option<&'static str> {
    Some(match number.0 / 100 {
        3 => "Oslo",
        11 => "Rogaland",
        15 => "Møre og Romsdal",
        18 => "Nordland",
        30 => "Viken",
        31 => "Østfold",
        32 => "Akershus",
        33 => "Buskerud",
        34 => "Innlandet",
        38 => "Vestfold og Telemark",
        39 => "Vestfold",
        40 => "Telemark",
        42 => "Agder",
        46 => "Vestland",
        50 => "Trøndelag",
        54 => "Troms og Finnmark",
        55 => "Troms",
        56 => "Finnmark",
        _ => return None,
    })
}

/// The former municipality of that name.
pub fn former_by_name(written: &Written) -> Option<Former> {
    formers()
        .find(|(former, _)| {
            let name = evened(&former.name);
            match name.split_once(" (") {
                None => name == written.name && written.place.is_none(),
                Some((name, county)) => name == written.name && written.place.as_deref() == county.strip_suffix(')'),
            }
        })
        .map(|(former, _)| former)
}

/// The former municipality of that number.
pub fn former_by_number(wanted: Number) -> Option<Former> {
    formers().find(|(_, former)| *former == wanted).map(|(former, _)| former)
}

fn formers() -> impl Iterator<Item = (Former, Number)> {
    rows(FORMER).filter_map(|row| {
        let former = Former { name: row[0].to_owned(), now: row[3].to_owned(), number: number(row[2])? };
        Some((former, number(row[1])?))
    })
}

/// Other names in use, with the number in 2022 of the municipality that has them.
pub fn aliases() -> impl Iterator<Item = (Number, &'static str)> {
    rows(ALIASES).filter_map(|row| Some((number(row[0])?, row[1])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_lists_is_read() {
        let rows = |list: &str| list.lines().count() - 1;
        assert_eq!(formers().count(), rows(FORMER));
        assert_eq!(aliases().count(), rows(ALIASES));
        let renumbered = (3001..=3054).filter(|number| other_number(Number(*number)).is_some()).count();
        assert_eq!(renumbered + 1, rows(RENUMBERED), "Oslo keeps its number");
    }

    #[test]
    fn numbers_lead_to_each_other_and_to_their_counties() {
        assert_eq!(other_number(Number(3203)), Some(Number(3025)));
        assert_eq!(other_number(Number(3025)), Some(Number(3203)));
        assert_eq!(other_number(Number(301)), Some(Number(301)));
        assert_eq!(counties(Number(3018)), ["viken", "østfold"]);
    }
}
