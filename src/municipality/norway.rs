//! The municipalities of Norway as they have been since 2024, to begin a list of those invited with.
//!
//! Sources: SSB, Klass 131 (municipalities) and Klass 104 (counties); Kartverket (official names in Sámi and Kven);
//! Lovdata, forskrift om målvedtak i kommunar og fylkeskommunar (language forms); Brønnøysundregistrene,
//! Enhetsregisteret (organisation numbers).
//!
//! Who is invited is for the lead's list alone.

use crate::findings::suggestion;
use crate::text::normalised;

const NORWAY: &str = include_str!("norway.csv");

/// What every county is asked for with.
const ALL: &str = "all";

/// A municipality of today. Texts are as they stand in municipalities.csv.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfToday {
    /// Four digits; the first two are those of its county.
    pub number: &'static str,
    /// Without "kommune".
    pub(crate) name: &'static str,
    /// The name of its county.
    pub county: &'static str,
    /// The language form that it has decided on: `bokmål`, `nynorsk` or `nøytral`.
    pub language: &'static str,
    /// Its official names in other languages.
    other_names: &'static str,
    /// Its number in Enhetsregisteret, nine digits, where the source has one.
    pub organisation: Option<&'static str>,
}

impl OfToday {
    /// Its official names in other languages, if it has any.
    pub fn other_names(&self) -> impl Iterator<Item = &'static str> {
        self.other_names.split('|').filter(|name| !name.is_empty())
    }
}

/// A text is not a county of Norway.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotACounty {
    /// What was probably meant.
    pub similar: Option<&'static str>,
}

/// All municipalities, in the order of their numbers.
pub fn municipalities() -> impl Iterator<Item = OfToday> {
    // None of the rows has quotes.
    NORWAY.lines().skip(1).filter_map(|line| {
        let parts: [&str; 6] = line.split(',').collect::<Vec<_>>().try_into().ok()?;
        let [number, name, county, language, other_names, organisation] = parts;
        let organisation = Some(organisation).filter(|number| !number.is_empty());
        Some(OfToday { number, name, county, language, other_names, organisation })
    })
}

/// The counties by number and name, in the order of their numbers.
#[must_use]
pub fn counties() -> Vec<(&'static str, &'static str)> {
    let mut counties: Vec<_> =
        municipalities().map(|municipality| (&municipality.number[..2], municipality.county)).collect();
    counties.dedup();
    counties
}

/// The municipalities of a county, by its name or number; `all` is every one.
///
/// # Errors
/// When there is no such county.
pub fn of_county(written: &str) -> Result<Vec<OfToday>, NotACounty> {
    let wanted = normalised(written.trim());
    let is_meant = |number: &str, name: &str| {
        wanted == ALL || wanted.trim_start_matches('0') == number.trim_start_matches('0') || wanted == normalised(name)
    };
    let found: Vec<OfToday> =
        municipalities().filter(|municipality| is_meant(&municipality.number[..2], municipality.county)).collect();
    if found.is_empty() {
        return Err(NotACounty { similar: suggestion(written, counties().into_iter().map(|(_, name)| name)) });
    }
    Ok(found)
}

/// Whether this can be a number in Enhetsregisteret: nine digits, of which the last checks the others (modulus 11).
#[must_use]
pub fn is_organisation(number: &str) -> bool {
    const WEIGHTS: [u32; 8] = [3, 2, 7, 6, 5, 4, 3, 2];
    let digits: Option<Vec<u32>> = number.chars().map(|digit| digit.to_digit(10)).collect();
    let Some([first @ .., check]) = digits.as_deref().filter(|digits| digits.len() == 9) else { return false };
    let sum: u32 = first.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 11 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_357_municipalities_in_15_counties() {
        assert_eq!((municipalities().count(), counties().len()), (357, 15));
        assert_eq!(NORWAY.lines().count(), 358, "every line is one");
        assert!(municipalities().all(|municipality| municipality.number.parse::<super::super::Number>().is_ok()));
    }

    #[test]
    fn organisation_numbers_are_valid_and_each_is_of_one_municipality_and_haram_has_none_yet() {
        let organisations: std::collections::BTreeSet<&str> =
            municipalities().filter_map(|one| one.organisation).collect();
        assert_eq!(organisations.len(), 356);
        assert!(organisations.iter().all(|number| is_organisation(number)));
        let without = municipalities().filter(|one| one.organisation.is_none()).map(|one| one.name);
        assert_eq!(without.collect::<Vec<_>>(), ["Haram"]);
    }

    #[test]
    fn a_county_is_found_by_name_and_by_number() {
        let names = |county: &str| {
            of_county(county).map(|found| found.iter().map(|municipality| municipality.name).collect::<Vec<_>>())
        };
        assert_eq!(names("03"), Ok(vec!["Oslo"]));
        // A spreadsheet takes the zero away.
        assert_eq!(names("3"), names("03"));
        assert_eq!(names("akershus"), names("32"));
        assert_eq!(of_county("all").map(|found| found.len()), Ok(357));
        assert_eq!(names("Akerhus"), Err(NotACounty { similar: Some("Akershus") }));
        assert_eq!(names("Viken"), Err(NotACounty { similar: None }));
    }

    #[test]
    fn official_names_in_other_languages_are_known() {
        let storfjord = municipalities().find(|municipality| municipality.number == "5538");
        let names: Vec<_> = storfjord.iter().flat_map(OfToday::other_names).collect();
        assert_eq!(names, ["Omasvuotna", "Omasvuono"]);
    }
}
