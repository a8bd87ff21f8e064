//! What a lead changes by hand, in exercise.toml and in the list of municipalities.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate, TimeDelta};
use toml_edit::{ArrayOfTables, DocumentMut, Table, value};

use crate::desk::Row;
use crate::steps::{Edit, Life};

/// Who is invited, in this order; those after them can be added.
pub const MUNICIPALITIES: [(&str, &str); 14] = [
    ("3201", "Bærum"),
    ("3203", "Asker"),
    ("3205", "Lillestrøm"),
    ("3207", "Nordre Follo"),
    ("3209", "Ullensaker"),
    ("3212", "Nesodden"),
    ("3214", "Frogn"),
    ("3216", "Vestby"),
    ("3218", "Ås"),
    ("3220", "Enebakk"),
    ("3222", "Lørenskog"),
    ("3224", "Rælingen"),
    ("3226", "Aurskog-Høland"),
    ("3228", "Nes"),
];
const LANGUAGES: [&str; 4] = ["bokmål", "nynorsk", "engelsk", "nøytral"];
/// The days that an exercise begins with, counted from the first; more can be added between them.
const DAYS: [u64; 4] = [0, 2, 7, 9];
/// How many days before the first date the deadline is.
const DEADLINE: u64 = 53;

pub fn exercise(life: &Life, first_day: NaiveDate) -> String {
    let mut text = "\
id = \"walk-2027\"
title = \"Øvelse Mørketid\"
theme = \"Bortfall av IKT\"
organiser = \"Statsforvalteren\"
target_group = \"Kommunenes kriseledelse\"
place = \"Teams\"
published = PUBLISHED
deadline = DEADLINE   # the last day to register
timezone = \"Europe/Oslo\"
language = \"nb\"

[contact]
name = \"Lise Leder\"
email = \"lise.leder@example.no\"
phone = \"00 00 00 01\"
"
    .replace("PUBLISHED", &(first_day - Days::new(DEADLINE + 90)).to_string())
    .replace("DEADLINE", &(first_day - Days::new(DEADLINE)).to_string());
    for ((days, capacity), place) in DAYS.iter().zip(&life.capacities).zip(1..) {
        let day = first_day + Days::new(*days);
        let minimum = life
            .minimum
            .filter(|minimum| place == 1 && minimum <= capacity)
            .map(|minimum| format!("minimum = {minimum}\n"));
        let _ = write!(
            text,
            "\n[[date]]\nstart = {day}T09:30:00\nend = {day}T11:30:00\ncapacity = {capacity}\n{}link = \"https://teams.example.no/{place}\"\n",
            minimum.unwrap_or_default()
        );
    }
    if let Some(different) = life.group {
        let rule = if different { "different-dates" } else { "same-date" };
        let _ = write!(text, "\n[[group]]\nname = \"Felles\"\nrule = \"{rule}\"\nmembers = [\"3201\", \"3203\"]\n");
    }
    text
}

pub fn municipalities(life: &Life) -> String {
    let mut text = "number,name,language,email,aliases\n".to_owned();
    for (place, (number, name)) in MUNICIPALITIES[..life.municipalities].iter().enumerate() {
        let _ = writeln!(text, "{number},{name},{},postmottak{number}@kommune.example.no,", LANGUAGES[place % 4]);
    }
    text
}

fn dates(exercise: &mut DocumentMut) -> Option<&mut ArrayOfTables> {
    exercise.get_mut("date")?.as_array_of_tables_mut()
}

fn date(exercise: &mut DocumentMut, place: u8) -> Option<&mut Table> {
    let dates = dates(exercise)?;
    let place = usize::from(place) % dates.len().max(1);
    dates.get_mut(place)
}

/// A day or hours in place of those that it has.
fn shifted(table: &mut Table, change: impl Fn(&mut toml_edit::Datetime)) {
    for key in ["start", "end"] {
        if let Some(mut moment) = table.get(key).and_then(toml_edit::Item::as_datetime).copied() {
            change(&mut moment);
            table[key] = value(moment);
        }
    }
}

/// exercise.toml after an edit; none if it would be the same, or the edit is one of the other file. `nth` makes it new.
pub fn edited_exercise(text: &str, edit: &Edit, nth: usize, first_day: NaiveDate) -> Option<String> {
    let mut exercise: DocumentMut = text.parse().ok()?;
    match edit {
        Edit::Hour { date: place, hour } => {
            let table = date(&mut exercise, *place)?;
            for (key, hour) in [("start", *hour), ("end", hour + 2)] {
                let mut moment = *table.get(key)?.as_datetime()?;
                moment.time.as_mut()?.hour = hour;
                table[key] = value(moment);
            }
        }
        Edit::Day { date: place, days } => shifted(date(&mut exercise, *place)?, |moment| {
            if let Some(date) = &mut moment.date {
                date.day = (date.day - 1 + days) % 28 + 1;
            }
        }),
        Edit::Place { date: at, place } => match place {
            0 => exercise["place"] = value(format!("Rådhuset {nth}")),
            1 => date(&mut exercise, *at)?["place"] = value(format!("Sal {nth}, Storgata 1")),
            _ => drop(date(&mut exercise, *at)?.remove("place")?),
        },
        Edit::Link { date: place } => {
            date(&mut exercise, *place)?["link"] = value(format!("https://teams.example.no/ny/{nth}"));
        }
        Edit::Capacity { date: place, capacity } => {
            date(&mut exercise, *place)?["capacity"] = value(i64::from(*capacity));
        }
        Edit::Minimum { date: place, minimum: 0 } => drop(date(&mut exercise, *place)?.remove("minimum")?),
        Edit::Minimum { date: place, minimum } => {
            date(&mut exercise, *place)?["minimum"] = value(i64::from(*minimum));
        }
        Edit::Deadline { days } => {
            let day = first_day - Days::new(DEADLINE) + TimeDelta::days(i64::from(*days));
            exercise["deadline"] = value(day.to_string().parse::<toml_edit::Datetime>().ok()?);
        }
        Edit::AddDate { day } => {
            let mut table = Table::new();
            let day = first_day + Days::new(u64::from(*day));
            let moment = |hour: u8| format!("{day}T{hour:02}:00:00").parse::<toml_edit::Datetime>();
            table["start"] = value(moment(13).ok()?);
            table["end"] = value(moment(15).ok()?);
            table["capacity"] = value(2);
            table["link"] = value(format!("https://teams.example.no/ny/{nth}"));
            dates(&mut exercise)?.push(table);
        }
        Edit::RemoveDate { date } => {
            let dates = dates(&mut exercise)?;
            let place = usize::from(*date) % dates.len().max(1);
            (dates.len() > 1).then(|| dates.remove(place))?;
        }
        Edit::CalledOff { date: place } => {
            let table = date(&mut exercise, *place)?;
            if table.remove("called_off").is_none() {
                table["called_off"] = value("Lokalet er opptatt.");
            }
        }
        Edit::Title => exercise["title"] = value(format!("Øvelse Mørketid {nth}")),
        Edit::Group { different } => {
            let mut table = Table::new();
            table["name"] = value("Felles");
            table["rule"] = value(if *different { "different-dates" } else { "same-date" });
            let members: toml_edit::Array = ["3201", "3203"].into_iter().collect();
            table["members"] = value(members);
            let mut groups = ArrayOfTables::new();
            groups.push(table);
            exercise.insert("group", toml_edit::Item::ArrayOfTables(groups));
        }
        Edit::NoGroup => drop(exercise.remove("group")?),
        Edit::Address { .. }
        | Edit::Deputy { .. }
        | Edit::Language { .. }
        | Edit::Alias { .. }
        | Edit::RemoveRow { .. }
        | Edit::AddRow => {
            return None;
        }
    }
    let edited = exercise.to_string();
    (edited != text).then_some(edited)
}

/// The list of municipalities after an edit; none as above.
pub fn edited_municipalities(rows: &[Row], edit: &Edit, nth: usize) -> Option<String> {
    let mut rows = rows.to_vec();
    let at = |municipality: &u8| usize::from(*municipality) % rows.len().max(1);
    match edit {
        Edit::Address { municipality } => {
            let place = at(municipality);
            rows.get_mut(place)?.insert("email".into(), format!("ny{nth}@kommune.example.no"));
        }
        Edit::Deputy { municipality } => {
            let place = at(municipality);
            rows.get_mut(place)?.insert("deputy".into(), format!("vara{nth}@kommune.example.no"));
        }
        Edit::Language { municipality, language } => {
            let place = at(municipality);
            rows.get_mut(place)?.insert("language".into(), LANGUAGES[usize::from(*language) % 4].into());
        }
        Edit::Alias { municipality } => {
            let place = at(municipality);
            rows.get_mut(place)?.insert("aliases".into(), format!("Alias {nth}"));
        }
        Edit::RemoveRow { municipality } => {
            let place = at(municipality);
            (rows.len() > 2).then(|| rows.remove(place))?;
        }
        Edit::AddRow => {
            let is_there = |number: &str| rows.iter().any(|row| row["number"] == number);
            let (number, name) = MUNICIPALITIES.iter().find(|(number, _)| !is_there(number))?;
            let cells = [("number", *number), ("name", name), ("language", "bokmål"), ("aliases", "")];
            let mut row: Row = cells.iter().map(|(key, cell)| ((*key).to_owned(), (*cell).to_owned())).collect();
            row.insert("email".into(), format!("postmottak{number}@kommune.example.no"));
            rows.push(row);
        }
        _ => return None,
    }
    let keys = ["number", "name", "language", "email", "aliases", "deputy"];
    let lines = rows.iter().map(|row| keys.map(|key| row.get(key).map_or("", String::as_str)).join(","));
    Some(std::iter::once(keys.join(",")).chain(lines).map(|line| line + "\n").collect())
}

/// exercise.toml with a mail server, or without.
pub fn with_server(text: &str, port: Option<u16>) -> Option<String> {
    let mut exercise: DocumentMut = text.parse().ok()?;
    exercise.remove("mail");
    if let Some(port) = port {
        let mut mail = Table::new();
        mail["transport"] = value("smtp");
        mail["host"] = value("127.0.0.1");
        mail["port"] = value(i64::from(port));
        mail["tls"] = value("none");
        // What is refused for now is not tried again while the test waits.
        mail["retry_for"] = value("1s");
        mail["timeout"] = value("20s");
        exercise["mail"] = toml_edit::Item::Table(mail);
    }
    Some(exercise.to_string())
}
