//! Changing exercise.toml as a lead would: one value in one table, with all comments and the order kept.

use std::str::FromStr;

use chrono::NaiveDateTime;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, TableLike, Value, value};
use url::Url;

use super::period::Period;

/// What becomes of a date that is moved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Move<'m> {
    /// When it begins and ends now.
    pub(crate) period: Period,
    /// What becomes of its link.
    pub(crate) link: NewLink<'m>,
    /// Its new place, if it gets one.
    pub(crate) place: Option<&'m str>,
}

/// What becomes of the link of a date.
#[derive(Debug, Clone, Copy)]
pub(crate) enum NewLink<'m> {
    Kept,
    /// It has this one now.
    Is(&'m Url),
    /// It is on line no longer.
    Removed,
}

/// The text of exercise.toml with the date that begins at `start` moved; none if there is no such date.
#[must_use]
pub(crate) fn moved(text: &str, start: NaiveDateTime, to: &Move<'_>) -> Option<String> {
    changed(text, start, |date| {
        set(date, "start", toml_time(to.period.start));
        set(date, "end", toml_time(to.period.end));
        match to.link {
            NewLink::Kept => {}
            NewLink::Removed => drop(date.remove("link")),
            NewLink::Is(link) => set(date, "link", link.as_str().into()),
        }
        if let Some(place) = to.place {
            set(date, "place", place.into());
        }
    })
}

/// The text of exercise.toml with the date that begins at `start` called off, for a reason that may be empty; none if
/// there is no such date.
#[must_use]
pub(crate) fn called_off(text: &str, start: NaiveDateTime, note: &str) -> Option<String> {
    changed(text, start, |date| set(date, "called_off", reason(note)))
}

/// The same with a date that is not in the file any more. None if the file is no TOML.
#[must_use]
pub(crate) fn with_called_off(text: &str, start: NaiveDateTime, note: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let mut date = Table::new();
    date.insert("start", value(toml_time(start)));
    date.insert("called_off", value(reason(note)));
    let dates = document.entry("date").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    match dates {
        Item::ArrayOfTables(dates) => dates.push(date),
        Item::Value(Value::Array(dates)) => dates.push(date.into_inline_table()),
        Item::None | Item::Value(_) | Item::Table(_) => return None,
    }
    Some(as_written(text, &document))
}

/// Changes the date that begins at `start`.
fn changed(text: &str, start: NaiveDateTime, change: impl FnOnce(&mut dyn TableLike)) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let mut dates = tables(document.get_mut("date")?);
    let date = dates.iter_mut().find(|date| begins(&***date) == Some(start))?;
    change(&mut **date);
    drop(dates);
    Some(as_written(text, &document))
}

/// The dates, however they are written.
fn tables(dates: &mut Item) -> Vec<&mut dyn TableLike> {
    match dates {
        Item::ArrayOfTables(dates) => dates.iter_mut().map(|date| date as &mut dyn TableLike).collect(),
        Item::Value(Value::Array(dates)) => {
            let dates = dates.iter_mut().filter_map(Value::as_inline_table_mut);
            dates.map(|date| date as &mut dyn TableLike).collect()
        }
        Item::None | Item::Value(_) | Item::Table(_) => Vec::new(),
    }
}

fn begins(date: &dyn TableLike) -> Option<NaiveDateTime> {
    NaiveDateTime::from_str(&date.get("start")?.as_datetime()?.to_string().replace(' ', "T")).ok()
}

/// Puts a value in the place of the one that is there, with the comment behind it; else at the end.
pub(super) fn set(date: &mut dyn TableLike, key: &str, mut new: Value) {
    match date.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *new.decor_mut() = old.decor().clone();
            *old = new;
        }
        None => drop(date.insert(key, value(new))),
    }
}

fn reason(note: &str) -> Value {
    if note.is_empty() { true.into() } else { note.into() }
}

fn toml_time(time: NaiveDateTime) -> Value {
    // A date with its hours and no zone is always a TOML date-time.
    let written = time.format("%Y-%m-%dT%H:%M:%S").to_string();
    toml_edit::Datetime::from_str(&written).map_or_else(|_| written.into(), Value::from)
}

/// With the line ends that the file has.
pub(super) fn as_written(former: &str, document: &DocumentMut) -> String {
    let text = document.to_string().replace("\r\n", "\n");
    if former.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Øvelsen\nid = \"x\"\n\n[[date]]   # den første\nstart = 2027-03-23T09:00:00   # kl. 9\nend = \
        2027-03-23T11:00:00\nlink = \"https://example.no/a\"\n# sist\n\n[[date]]\nstart = 2027-03-25 09:00:00\nend = \
        2027-03-25T11:00:00\n\n[mail]\nhost = \"a\" # b\n";

    fn start(day: u32) -> NaiveDateTime {
        chrono::NaiveDate::from_ymd_opt(2027, 3, day).and_then(|day| day.and_hms_opt(9, 0, 0)).expect("a time")
    }

    #[test]
    fn a_date_is_moved_and_all_else_stays_as_it_is() {
        let period = "24.3.2027 10:00–12:00".parse().expect("a period");
        let moved = moved(TEXT, start(23), &Move { period, link: NewLink::Kept, place: None }).expect("it is there");
        let expected = TEXT
            .replace("2027-03-23T09:00:00   # kl. 9", "2027-03-24T10:00:00   # kl. 9")
            .replace("2027-03-23T11", "2027-03-24T12");
        assert_eq!(moved, expected);
    }

    #[test]
    fn a_link_and_a_place_are_set_where_they_stand_or_at_the_end() {
        let link = "https://example.no/b".parse().expect("a link");
        let period = "25.3.2027 09:00–11:00".parse().expect("a period");
        let to = Move { period, link: NewLink::Is(&link), place: Some("Rådhuset \"A\"") };
        let moved = moved(TEXT, start(25), &to).expect("it is there");
        let expected = "end = 2027-03-25T11:00:00\nlink = \"https://example.no/b\"\nplace = 'Rådhuset \"A\"'\n\n[mail]";
        assert!(moved.contains(expected), "{moved}");
    }

    #[test]
    fn a_date_is_called_off_with_a_reason_or_without() {
        let off = called_off(TEXT, start(23), "").expect("it is there");
        assert!(off.contains("/a\"\ncalled_off = true\n# sist\n"), "{off}");
        let off = called_off(TEXT, start(25), "Snøstorm").expect("it is there");
        assert!(off.contains("called_off = \"Snøstorm\"\n\n[mail]"), "{off}");
        assert_eq!(called_off(TEXT, start(24), ""), None);
        let off = with_called_off(TEXT, start(24), "").expect("it is TOML");
        assert!(off.contains("[[date]]\nstart = 2027-03-24T09:00:00\ncalled_off = true\n"), "{off}");
    }

    #[test]
    fn line_ends_and_dates_in_one_line_stay() {
        let windows = TEXT.replace('\n', "\r\n");
        let off = called_off(&windows, start(23), "").expect("it is there");
        assert_eq!(off.replace("called_off = true\r\n", ""), windows);
        let inline = "date = [{ start = 2027-03-23T09:00:00, capacity = 3 }]\n";
        let off = called_off(inline, start(23), "").expect("it is there");
        assert_eq!(off, "date = [{ start = 2027-03-23T09:00:00, capacity = 3 , called_off = true }]\n");
    }
}
