//! Taking a TOML table apart field by field, with the place of each.
//!
//! serde stops at the first value that does not fit; a lead wants to see all of them. So the tables
//! are walked by hand: each field that is asked for is found, missing or of the wrong kind, and what
//! was never asked for is unknown.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Date, Datetime, Time};

use super::FILE;
use crate::findings::{Finding, Findings, Place, suggestion};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub place: Place,
    /// As it is written in the file.
    pub written: String,
}

impl<T> Field<T> {
    /// A finding about this value.
    pub fn error(&self, problem: impl Into<crate::findings::Sentence>) -> Finding {
        Finding::error(FILE, problem).at(self.place).value(&self.written)
    }
}

/// A kind of value that a field can hold.
pub trait Kind: Sized {
    /// What a lead should write, with an example.
    const EXPECTED: &'static str;

    /// The value, if it is of this kind.
    fn of(value: &DeValue<'_>) -> Option<Self>;
}

/// What a field needs, with an example that fits it.
fn expected<T: Kind>(key: &str) -> &'static str {
    match key {
        "link" => "text in quotes, like \"https://teams.microsoft.com/…\"",
        "email" => "text in quotes, like \"kari@example.no\"",
        _ => T::EXPECTED,
    }
}

impl Kind for String {
    const EXPECTED: &'static str = "text in quotes, like \"Teams\"";

    fn of(value: &DeValue<'_>) -> Option<String> {
        value.as_str().map(str::to_owned)
    }
}

impl Kind for bool {
    const EXPECTED: &'static str = "true or false, without quotes";

    fn of(value: &DeValue<'_>) -> Option<bool> {
        value.as_bool()
    }
}

impl Kind for u32 {
    const EXPECTED: &'static str = "a whole number without quotes, like 12";

    fn of(value: &DeValue<'_>) -> Option<u32> {
        let integer = value.as_integer()?;
        u32::from_str_radix(integer.as_str(), integer.radix()).ok()
    }
}

impl Kind for NaiveDate {
    const EXPECTED: &'static str = "a day without quotes, like 2022-08-19";

    fn of(value: &DeValue<'_>) -> Option<NaiveDate> {
        match value.as_datetime()? {
            Datetime { date: Some(date), time: None, offset: None } => day(*date),
            _ => None,
        }
    }
}

impl Kind for NaiveDateTime {
    const EXPECTED: &'static str = "a local time without quotes and offset, like 2022-11-24T09:30:00";

    fn of(value: &DeValue<'_>) -> Option<NaiveDateTime> {
        match value.as_datetime()? {
            Datetime { date: Some(date), time: Some(time), offset: None } => Some(day(*date)?.and_time(hour(*time)?)),
            _ => None,
        }
    }
}

fn day(date: Date) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

fn hour(time: Time) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), u32::from(time.second.unwrap_or(0)))
}

/// What a lead should write where a list of texts is needed.
const TEXTS: &str = "texts in quotes between brackets, like [\"3025\", \"Bærum\"]";

/// One table of the file while it is taken apart.
pub struct Fields<'t> {
    text: &'t str,
    /// As it is written in the file: `[contact]`; empty for the top of the file.
    name: String,
    table: &'t DeTable<'t>,
    place: Place,
    asked: Vec<&'static str>,
}

impl<'t> Fields<'t> {
    /// The top of the file.
    pub fn top(text: &'t str, table: &'t DeTable<'t>) -> Fields<'t> {
        Fields { text, name: String::new(), table, place: Place { line: 1, column: 1 }, asked: Vec::new() }
    }

    /// A field that must be there.
    pub fn required<T: Kind>(&mut self, key: &'static str, findings: &mut Findings) -> Option<Field<T>> {
        if !self.table.contains_key(key) {
            self.asked.push(key);
            findings.push(self.missing(key, &format!("add a line {key} = …, with {}", expected::<T>(key))));
            return None;
        }
        self.optional(key, findings)
    }

    /// A field that may be left out.
    pub fn optional<T: Kind>(&mut self, key: &'static str, findings: &mut Findings) -> Option<Field<T>> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        let field = Field { value: (), place: self.place_of(value), written: self.written(value) };
        let read = T::of(value.get_ref());
        if read.is_none() {
            findings
                .push(field.error(format!("is not what {key} needs")).remedy(format!("write {}", expected::<T>(key))));
        }
        read.map(|value| Field { value, place: field.place, written: field.written })
    }

    /// A table inside this one that must be there: `[key]`.
    pub fn table(&mut self, key: &'static str, findings: &mut Findings) -> Option<Fields<'t>> {
        if !self.table.contains_key(key) {
            let name = self.name_of(key);
            findings.push(self.missing(&name, &format!("add a line {name} and its fields below")));
        }
        self.optional_table(key, findings)
    }

    /// A table inside this one that may be left out.
    pub fn optional_table(&mut self, key: &'static str, findings: &mut Findings) -> Option<Fields<'t>> {
        self.asked.push(key);
        self.inner(self.table.get(key)?, &self.name_of(key), findings)
    }

    /// A field that may also be a table, if it is one.
    pub fn table_if_one(&mut self, key: &'static str) -> Option<Fields<'t>> {
        let value = self.table.get(key)?;
        value.get_ref().as_table()?;
        self.asked.push(key);
        self.inner(value, &self.name_of(key), &mut Findings::new())
    }

    /// Whether the field is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Where a field stands; none if it is not there.
    pub fn place_of_field(&mut self, key: &'static str) -> Option<Place> {
        self.asked.push(key);
        self.table.get(key).map(|value| self.place_of(value))
    }

    fn name_of(&self, key: &str) -> String {
        match self.name.trim_matches(['[', ']']) {
            "" => format!("[{key}]"),
            outer => format!("[{outer}.{key}]"),
        }
    }

    /// The tables of a list that must hold at least one: `[[key]]`.
    pub fn tables(&mut self, key: &'static str, findings: &mut Findings) -> Vec<Fields<'t>> {
        if !self.table.contains_key(key) {
            let name = format!("[[{key}]]");
            findings.push(self.missing(&name, &format!("add a line {name} for each, and its fields below")));
        }
        self.optional_tables(key, findings)
    }

    /// The tables of a list that may be left out: `[[key]]`.
    pub fn optional_tables(&mut self, key: &'static str, findings: &mut Findings) -> Vec<Fields<'t>> {
        self.asked.push(key);
        let name = format!("[[{key}]]");
        let Some(value) = self.table.get(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(array) => array.iter().filter_map(|item| self.inner(item, &name, findings)).collect(),
            None => {
                findings.push(self.not_a_table(value, &name));
                Vec::new()
            }
        }
    }

    /// A list of texts that must be there, each with its place.
    pub fn texts(&mut self, key: &'static str, findings: &mut Findings) -> Option<Vec<Field<String>>> {
        if !self.table.contains_key(key) {
            self.asked.push(key);
            findings.push(self.missing(key, &format!("add a line {key} = …, with {TEXTS}")));
            return None;
        }
        self.optional_texts(key, findings)
    }

    /// A list of texts that may be left out.
    pub fn optional_texts(&mut self, key: &'static str, findings: &mut Findings) -> Option<Vec<Field<String>>> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        let field = |value: &Spanned<DeValue<'_>>, text: String| Field {
            value: text,
            place: self.place_of(value),
            written: self.written(value),
        };
        let texts = value.get_ref().as_array().and_then(|array| {
            array.iter().map(|item| Some(field(item, item.get_ref().as_str()?.to_owned()))).collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            let field = field(value, String::new());
            findings.push(field.error(format!("is not what {key} needs")).remedy(format!("write {TEXTS}")));
        }
        texts
    }

    /// Reports every field that was not asked for. Call it when all have been.
    pub fn refuse_unknown(&self, findings: &mut Findings) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let remedy = suggestion(name, self.asked.iter().copied()).map_or_else(
                || format!("here are known: {}", self.asked.join(", ")),
                |known| format!("did you mean \"{known}\"?"),
            );
            findings.push(
                Finding::error(FILE, format!("is not a field {}", self.whereabouts()))
                    .at(Place::of_offset(self.text, key.span().start))
                    .value(name)
                    .remedy(remedy),
            );
        }
    }

    /// Where the table begins.
    pub fn place(&self) -> Place {
        self.place
    }

    fn inner(&self, value: &'t Spanned<DeValue<'t>>, name: &str, findings: &mut Findings) -> Option<Fields<'t>> {
        let Some(table) = value.get_ref().as_table() else {
            findings.push(self.not_a_table(value, name));
            return None;
        };
        let place = self.place_of(value);
        Some(Fields { text: self.text, name: name.to_owned(), table, place, asked: Vec::new() })
    }

    fn not_a_table(&self, value: &Spanned<DeValue<'_>>, name: &str) -> Finding {
        Finding::error(FILE, format!("stands where {name} should"))
            .at(self.place_of(value))
            .value(self.written(value))
            .remedy(format!("write {name} on a line of its own and the fields below it"))
    }

    fn missing(&self, key: &str, remedy: &str) -> Finding {
        let whole = if self.name.is_empty() { "the file" } else { &self.name };
        Finding::error(FILE, format!("{whole} has no {key}")).at(self.place).remedy(remedy)
    }

    /// A finding about the table as a whole.
    pub fn error(&self, problem: impl Into<crate::findings::Sentence>) -> Finding {
        Finding::error(FILE, problem).at(self.place)
    }

    fn whereabouts(&self) -> String {
        if self.name.is_empty() { "at the top of the file".to_owned() } else { format!("of {}", self.name) }
    }

    fn place_of<T>(&self, value: &Spanned<T>) -> Place {
        Place::of_offset(self.text, value.span().start)
    }

    fn written(&self, value: &Spanned<DeValue<'_>>) -> String {
        match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            _ => self.text.get(value.span()).unwrap_or_default().to_owned(),
        }
    }
}
