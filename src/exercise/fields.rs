//! Taking a TOML table apart field by field, with the place of each.
//!
//! serde stops at the first value that does not fit; a lead wants to see all of them. So the tables
//! are walked by hand: each field that is asked for is found, missing or of the wrong kind, and what
//! was never asked for is unknown.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::{Date, Datetime, Time};

use super::problem::{Expected, FILE, Problem};
use crate::findings::{Finding, Findings, Place, Sentence, suggestion};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Field<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
    /// As it is written in the file.
    pub written: String,
}

impl<T> Field<T> {
    /// A finding about this value.
    pub fn error(&self, problem: impl Into<Sentence>) -> Finding {
        Finding::error(FILE, problem).at(self.place).value(&self.written)
    }
}

/// A kind of value that a field can hold.
pub(crate) trait Kind: Sized {
    /// What a lead should write.
    const EXPECTED: Expected;

    /// The value, if it is of this kind.
    fn of(value: &DeValue<'_>) -> Option<Self>;
}

/// What a field needs; the example should fit it.
fn expected<T: Kind>(key: &str) -> Expected {
    match key {
        "link" => Expected::Link,
        "email" => Expected::Email,
        "port" => Expected::Port,
        "attach" => Expected::Files,
        "password_command" => Expected::Command,
        _ => T::EXPECTED,
    }
}

impl Kind for Vec<String> {
    const EXPECTED: Expected = Expected::Texts;

    fn of(value: &DeValue<'_>) -> Option<Vec<String>> {
        value.as_array()?.iter().map(|item| String::of(item.get_ref())).collect()
    }
}

impl Kind for String {
    const EXPECTED: Expected = Expected::Text;

    fn of(value: &DeValue<'_>) -> Option<String> {
        value.as_str().map(str::to_owned)
    }
}

impl Kind for bool {
    const EXPECTED: Expected = Expected::YesOrNo;

    fn of(value: &DeValue<'_>) -> Option<bool> {
        value.as_bool()
    }
}

impl Kind for u32 {
    const EXPECTED: Expected = Expected::Number;

    fn of(value: &DeValue<'_>) -> Option<u32> {
        let integer = value.as_integer()?;
        u32::from_str_radix(integer.as_str(), integer.radix()).ok()
    }
}

impl Kind for NaiveDate {
    const EXPECTED: Expected = Expected::Day;

    fn of(value: &DeValue<'_>) -> Option<NaiveDate> {
        match value.as_datetime()? {
            Datetime { date: Some(date), time: None, offset: None } => day(*date),
            _ => None,
        }
    }
}

impl Kind for NaiveDateTime {
    const EXPECTED: Expected = Expected::Time;

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

/// The table that a field belongs to, where only one has a field of that name; "top" is the top of the file. Test:
/// `a_field_in_another_table_is_told_where_it_belongs`.
fn home(key: &str) -> Option<&'static str> {
    Some(match key {
        "id" | "title" | "theme" | "organiser" | "target_group" | "form" | "place" | "published" | "deadline"
        | "timezone" | "language" => "top",
        "email" | "phone" => "[contact]",
        "practical" => "[letters]",
        "alarm" | "forwardable" | "attach" => "[invitation]",
        "transport" | "host" | "port" | "tls" | "max_message_size" | "copy_to_municipality" => "[mail]",
        "start" | "end" | "capacity" | "minimum" | "link" | "called_off" => "[[date]]",
        "rule" | "members" => "[[group]]",
        _ => return None,
    })
}

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
            findings.push(self.missing(key, expected::<T>(key)));
            return None;
        }
        self.optional(key, findings)
    }

    /// A field that must be there if it is needed.
    pub fn needed<T: Kind>(&mut self, key: &'static str, is_needed: bool, findings: &mut Findings) -> Option<Field<T>> {
        if is_needed { self.required(key, findings) } else { self.optional(key, findings) }
    }

    /// A field that may be left out.
    pub fn optional<T: Kind>(&mut self, key: &'static str, findings: &mut Findings) -> Option<Field<T>> {
        self.asked.push(key);
        let value = self.table.get(key)?;
        let field = Field { value: (), place: self.place_of(value), written: self.written(value) };
        let read = T::of(value.get_ref());
        if read.is_none() {
            findings.push(field.error(Problem::WrongType { key: key.to_owned(), expected: expected::<T>(key) }));
        }
        read.map(|value| Field { value, place: field.place, written: field.written })
    }

    /// A table inside this one that must be there: `[key]`.
    pub fn table(&mut self, key: &'static str, findings: &mut Findings) -> Option<Fields<'t>> {
        if !self.table.contains_key(key) {
            let name = self.name_of(key);
            findings.push(self.error(Problem::MissingTable { name }));
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

    /// Whether the field is there and is a text.
    pub fn is_text(&self, key: &str) -> bool {
        self.table.get(key).is_some_and(|value| value.get_ref().is_str())
    }

    /// Whether the field is there.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether the field was asked for.
    pub fn is_asked(&self, key: &str) -> bool {
        self.asked.contains(&key)
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
    pub fn tables(&mut self, key: &'static str, most: usize, findings: &mut Findings) -> Vec<Fields<'t>> {
        if !self.table.contains_key(key) {
            let name = format!("[[{key}]]");
            findings.push(self.error(Problem::MissingTables { name }));
        }
        self.optional_tables(key, most, findings)
    }

    /// The tables of a list that may be left out: `[[key]]`. Of more than `most`, none.
    pub fn optional_tables(&mut self, key: &'static str, most: usize, findings: &mut Findings) -> Vec<Fields<'t>> {
        self.asked.push(key);
        let name = format!("[[{key}]]");
        let Some(value) = self.table.get(key) else { return Vec::new() };
        match value.get_ref().as_array() {
            Some(array) if let Some(extra) = array.get(most) => {
                let problem = Problem::TooManyTables { name, most };
                findings.push(Finding::error(FILE, problem).at(self.place_of(extra)));
                Vec::new()
            }
            Some(array) => array.iter().filter_map(|item| self.inner(item, &name, findings)).collect(),
            None => {
                let single = value.get_ref().as_table().map(|_| {
                    let problem = Problem::SingleBrackets { name: name.clone() };
                    Finding::error(FILE, problem).at(self.place_of(value)).value(format!("[{key}]"))
                });
                findings.push(single.unwrap_or_else(|| self.not_a_table(value, &name)));
                Vec::new()
            }
        }
    }

    /// A list of texts that must be there, each with its place.
    pub fn texts(&mut self, key: &'static str, findings: &mut Findings) -> Option<Vec<Field<String>>> {
        if !self.table.contains_key(key) {
            self.asked.push(key);
            findings.push(self.missing(key, expected::<Vec<String>>(key)));
            return None;
        }
        self.optional_texts(key, findings)
    }

    /// A list of texts that may be left out.
    pub fn optional_texts(&mut self, key: &'static str, findings: &mut Findings) -> Option<Vec<Field<String>>> {
        let texts = self.optional::<Vec<String>>(key, findings)?.value;
        let items = self.table.get(key)?.get_ref().as_array()?;
        let field = |(item, value): (&Spanned<DeValue<'_>>, String)| Field {
            value,
            place: self.place_of(item),
            written: self.written(item),
        };
        Some(items.iter().zip(texts).map(field).collect())
    }

    /// Reports every field that was not asked for. Call it when all have been.
    pub fn refuse_unknown(&self, findings: &mut Findings) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if self.asked.contains(&name) {
                continue;
            }
            let mut known: Vec<String> = self.asked.iter().map(|key| (*key).to_owned()).collect();
            known.dedup();
            let suggestion = suggestion(name, self.asked.iter().copied()).map(str::to_owned);
            let problem = match home(name) {
                Some(home) => Problem::InAnotherTable { table: self.name(), home },
                None => Problem::UnknownField { table: self.name(), suggestion, known },
            };
            let place = Place::of_offset(self.text, key.span().start);
            findings.push(Finding::error(FILE, problem).at(place).value(name));
        }
    }

    /// Where the table begins in exercise.toml.
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
        let problem = Problem::NotATable { name: name.to_owned() };
        Finding::error(FILE, problem).at(self.place_of(value)).value(self.written(value))
    }

    fn missing(&self, key: &str, expected: Expected) -> Finding {
        self.error(Problem::MissingField { table: self.name(), key: key.to_owned(), expected })
    }

    /// A finding about the table as a whole.
    pub fn error(&self, problem: impl Into<Sentence>) -> Finding {
        Finding::error(FILE, problem).at(self.place)
    }

    /// As it is written in the file; none for the top of the file.
    fn name(&self) -> Option<String> {
        Some(&self.name).filter(|name| !name.is_empty()).cloned()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;

    /// What is said about a field of this name.
    fn said(text: &str, key: &str) -> Vec<&'static str> {
        let mut findings = Findings::new();
        Exercise::read(text, &mut findings);
        let about = findings.into_iter().filter(|finding| finding.value.as_deref() == Some(key));
        about
            .map(|finding| finding.problem.code())
            .filter(|code| code.contains("table") || code.contains("unknown"))
            .collect()
    }

    #[test]
    fn a_field_in_another_table_is_told_where_it_belongs() {
        let keys = [
            "id title theme organiser target_group form place published deadline timezone language",
            "email phone practical alarm forwardable attach",
            "transport host port tls max_message_size copy_to_municipality",
            "start end capacity minimum link rule members",
        ];
        for key in keys.iter().flat_map(|keys| keys.split(' ')) {
            let home = home(key).unwrap_or_else(|| panic!("{key} has a home"));
            let heading = if home == "top" { "" } else { home };
            assert!(said(&format!("{heading}\n{key} = 1\n"), key).is_empty(), "{key} is a field of {home}");
            assert_eq!(said(&format!("[import]\n{key} = 1\n"), key), ["in-another-table"]);
        }
    }
}
