//! The files of a new exercise, as far as it is known.
//!
//! It must never write a value that nobody has given: what is missing is a comment that shows how it looks.

use std::fmt::{Display, Write};
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::cli::Init;
use crate::email::Email;
use crate::exercise::Period;
use crate::municipality::norway::OfToday;

/// Where a new exercise is held, unless the lead says otherwise.
pub const TIMEZONE: Tz = Tz::Europe__Oslo;

/// More dates than this are not typed in one after the other.
pub const MOST_ASKED: usize = 50;

/// What is known of a new exercise.
#[derive(Debug)]
pub struct Draft {
    id: String,
    today: NaiveDate,
    pub title: Option<String>,
    pub theme: Option<String>,
    pub organiser: Option<String>,
    pub deadline: Option<NaiveDate>,
    pub dates: Vec<Period>,
    /// Of each date, in municipalities.
    capacity: Option<u32>,
    pub contact_name: Option<String>,
    pub contact_email: Option<Email>,
    pub contact_phone: Option<String>,
}

impl Draft {
    #[cfg(test)]
    pub fn empty(id: String, today: NaiveDate) -> Draft {
        Draft {
            id,
            today,
            title: None,
            theme: None,
            organiser: None,
            deadline: None,
            dates: Vec::new(),
            capacity: None,
            contact_name: None,
            contact_email: None,
            contact_phone: None,
        }
    }

    pub fn of(args: &Init, id: String, today: NaiveDate) -> Draft {
        Draft {
            id,
            today,
            title: args.title.clone(),
            theme: args.theme.clone(),
            organiser: args.organiser.clone(),
            deadline: args.deadline,
            dates: args.date.clone(),
            capacity: args.capacity,
            contact_name: args.contact_name.clone(),
            contact_email: args.contact_email.clone(),
            contact_phone: args.contact_phone.clone(),
        }
    }

    /// exercise.toml
    pub fn text(&self) -> String {
        let mut file = File(format!(
            "# An exercise of ovelse. Lines that begin with # are not read: where one shows a value that is missing, write\n\
             # yours and take the # away. What is left to do is told by: ovelse check\n\n\
             id = {:<28} # never change it: calendar entries are known by it\n",
            quoted(&self.id)
        ));
        file.text("title", self.title.as_ref(), "Øvelse for kommunenes kriseledelse", "");
        file.text("theme", self.theme.as_ref(), "IKT-anslag med langvarig bortfall av IKT", "");
        file.text("organiser", self.organiser.as_ref(), "Statsforvalteren i …", "");
        file.line("target_group", Some("\"Kommunenes kriseledelse\""), "", "");
        file.line("place", Some("\"Teams\""), "", "");
        file.line("published", Some(self.today), self.today, "when municipalities are told");
        file.line("deadline", self.deadline, self.today, "the last day for registrations");
        file.line("timezone", Some(quoted(TIMEZONE.name())), "", "of every time in this folder");
        file.line("language", Some("\"nb\""), "", "nb, nn or en, for municipalities that are neutral");
        file.gap("[contact]                         # whom municipalities ask; letters come from this address");
        file.text("name", self.contact_name.as_ref(), "Kari Eksempel", "");
        file.text("email", self.contact_email.as_ref(), "kari@example.no", "");
        file.text("phone", self.contact_phone.as_ref(), "00 00 00 00", "");
        for date in &self.dates {
            file.gap("[[date]]");
            file.date(Some(date), self.capacity);
        }
        if self.dates.is_empty() {
            file.gap("# [[date]]                        # once more for each further date");
            file.date(None, self.capacity);
        }
        file.0 += "\n# How letters leave. Without this they are written to data/outbox and nothing leaves the machine:\n\
                   #\n# [mail]\n# transport = \"smtp\"\n# host = \"smtp.example.no\"          # the README has the rest\n";
        file.0
    }
}

/// The text of a file that grows line by line.
struct File(String);

impl File {
    fn gap(&mut self, line: &str) {
        let _ = writeln!(self.0, "\n{line}");
    }

    /// A value, or as a comment what it looks like.
    fn line(&mut self, key: &str, value: Option<impl Display>, like: impl Display, note: &str) {
        let line = value.map_or_else(|| format!("# {key} = {like}"), |value| format!("{key} = {value}"));
        let _ = match note {
            "" => writeln!(self.0, "{line}"),
            note => writeln!(self.0, "{line:<33} # {note}"),
        };
    }

    fn text(&mut self, key: &str, value: Option<&impl ToString>, like: &str, note: &str) {
        self.line(key, value.map(|value| quoted(&value.to_string())), quoted(like), note);
    }

    fn date(&mut self, date: Option<&Period>, capacity: Option<u32>) {
        let form = "%Y-%m-%dT%H:%M:%S";
        self.line("start", date.map(|date| date.start.format(form)), "2027-11-24T09:30:00", "");
        self.line("end", date.map(|date| date.end.format(form)), "2027-11-24T11:30:00", "");
        self.line("capacity", capacity.filter(|_| date.is_some()), 14, "municipalities");
        self.text("link", None::<&String>, "https://teams.microsoft.com/…", "");
    }
}

/// A text as TOML has it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The id of an exercise, from the name of its folder.
pub fn identity(folder: &Path) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.replace('æ', "ae").replace('ø', "o").replace('å', "a");
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let id: String = words.collect::<Vec<_>>().join("-").chars().take(40).collect();
    if id.is_empty() { "exercise".to_owned() } else { id }
}

/// municipalities.csv; the addresses are for the lead to fill in.
pub fn municipalities(invited: &[OfToday]) -> String {
    let mut table = "number;name;language;email;aliases\n".to_owned();
    for one in invited {
        let aliases = one.other_names().collect::<Vec<_>>().join(", ");
        let _ = writeln!(table, "{};{};{};;{aliases}", one.number, one.name, one.language);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_made_from_the_folders_name() {
        for (folder, id) in
            [("exercises/IKT øvelse 2027", "ikt-ovelse-2027"), ("ikt-2027/", "ikt-2027"), ("…", "exercise")]
        {
            assert_eq!(identity(Path::new(folder)), id);
        }
    }
}
