//! The units in a download of Enhetsregisteret, as data.brreg.no answers: they stand under `_embedded.enheter`, or are the list
//! itself.
//!
//! They are taken one after the other and nothing else is kept, however large the download is; what is nested deeper than
//! `serde_json` goes is refused there (`tests/it/bombs.rs`).

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The fields that are read of a unit, each with all of its names.
pub(super) type Names<'n> = &'n [&'n [&'n str]];

/// What a download is.
#[derive(Debug, Default)]
pub(super) struct Download {
    /// Whether there is a list of units in it.
    pub(super) has_units: bool,
    /// How many units it says that there are in all.
    pub(super) all: Option<usize>,
    /// How many there are in it.
    pub(super) units: usize,
}

/// Takes the fields of each unit, in the order of their names; what is not there is empty.
///
/// # Errors
/// When it is no JSON, or cut off; some units may have been taken then.
pub(super) fn each_unit(
    bytes: &[u8],
    names: Names<'_>,
    mut take: impl FnMut(&[String]),
) -> Result<Download, serde_json::Error> {
    let mut download = Download::default();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    At::Top(Reading { names, take: &mut take, download: &mut download }).deserialize(&mut json)?;
    json.end()?;
    Ok(download)
}

/// Where units go.
struct Reading<'r> {
    names: Names<'r>,
    take: &'r mut dyn FnMut(&[String]),
    download: &'r mut Download,
}

impl Reading<'_> {
    fn again(&mut self) -> Reading<'_> {
        Reading { names: self.names, take: self.take, download: self.download }
    }
}

/// Where in a download a value stands, and what is done with it.
enum At<'r> {
    Top(Reading<'r>),
    /// Under `_embedded`.
    Embedded(Reading<'r>),
    Units(Reading<'r>),
    /// A unit, or another object of which some fields are read.
    Fields(Names<'r>, &'r mut [String]),
    Text(&'r mut String),
    /// Something that is not read.
    Nothing,
}

impl At<'_> {
    /// Where the value of a key stands.
    fn value_of(&mut self, key: &str) -> At<'_> {
        match self {
            At::Top(reading) if key == "_embedded" => At::Embedded(reading.again()),
            At::Embedded(reading) if key == "enheter" => At::Units(reading.again()),
            At::Fields(names, found) => match names.iter().position(|names| names.contains(&key)) {
                Some(index) if found[index].is_empty() => At::Text(&mut found[index]),
                _ => At::Nothing,
            },
            _ => At::Nothing,
        }
    }
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<(), A::Error> {
        let (At::Top(reading) | At::Units(reading)) = self else {
            while elements.next_element_seed(At::Nothing)?.is_some() {}
            return Ok(());
        };
        reading.download.has_units = true;
        let mut found = vec![String::new(); reading.names.len()];
        while elements.next_element_seed(At::Fields(reading.names, &mut found))?.is_some() {
            reading.download.units += 1;
            (reading.take)(&found);
            found.iter_mut().for_each(String::clear);
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            let mut all = [String::new()];
            let is_page = key == "page" && matches!(self, At::Top(_));
            map.next_value_seed(if is_page {
                At::Fields(&[&["totalElements"]], &mut all)
            } else {
                self.value_of(&key)
            })?;
            if let (true, At::Top(reading)) = (is_page, &mut self) {
                reading.download.all = all[0].parse().ok();
            }
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if let At::Text(found) = self {
            text.clone_into(found);
        }
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}
