//! The files of a new exercise, as far as it is known.

use std::fmt::{Display, Write};
use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::email::Email;
use crate::exercise::Period;
use crate::findings::Sentence;
use crate::municipality::address_list::ListedAddress;
use crate::municipality::norway::OfToday;
use crate::words::{Words, say};

/// Where a new exercise is held, unless the lead says otherwise.
pub const TIMEZONE: Tz = Tz::Europe__Oslo;

/// More dates than this are not typed in one after the other.
pub const MOST_ASKED: usize = 50;

/// What is known of a new exercise.
#[derive(Debug, Default)]
pub struct Draft {
    pub id: String,
    /// The day of the announcement, until the lead writes another one.
    pub today: NaiveDate,
    pub title: Option<String>,
    pub theme: Option<String>,
    pub organiser: Option<String>,
    pub deadline: Option<NaiveDate>,
    pub dates: Vec<Period>,
    /// Of each date, in municipalities.
    pub capacity: Option<u32>,
    pub contact_name: Option<String>,
    pub contact_email: Option<Email>,
    pub contact_phone: Option<String>,
    /// The tables that it has from a former exercise: no comment shows how they look.
    pub taken_over: Vec<&'static str>,
}

impl Draft {
    /// What a former exercise cannot give it and is not known yet, as the file calls it.
    pub fn missing(&self) -> Vec<String> {
        let all = [
            ("title", self.title.is_some()),
            ("theme", self.theme.is_some()),
            ("deadline", self.deadline.is_some()),
            ("[[date]]", !self.dates.is_empty()),
        ];
        all.into_iter().filter(|(_, is_known)| !is_known).map(|(key, _)| key.to_owned()).collect()
    }

    /// The text of exercise.toml, with comments that tell what can be changed.
    pub fn text(&self, words: Words) -> String {
        let mut file = File { text: String::new(), words };
        file.comment(&say!("init-file"));
        file.gap();
        file.line("id", Some(quoted(&self.id)), "", Some(say!("init-file-id")));
        file.text("title", self.title.as_ref(), "Øvelse for kommunenes kriseledelse", None);
        file.text("theme", self.theme.as_ref(), "IKT-anslag med langvarig bortfall av IKT", None);
        file.text("organiser", self.organiser.as_ref(), "Statsforvalteren i …", None);
        file.line("target_group", Some(quoted("Kommunenes kriseledelse")), "", None);
        file.line("place", Some(quoted("Teams")), "", None);
        file.line("published", Some(self.today), self.today, Some(say!("init-file-published")));
        file.line("deadline", self.deadline, self.today, Some(say!("init-file-deadline")));
        file.line("timezone", Some(quoted(TIMEZONE.name())), "", Some(say!("init-file-timezone")));
        file.line("language", Some(quoted("nb")), "", Some(say!("init-file-language")));
        file.table("[contact]", Some(say!("init-file-contact")));
        file.text("name", self.contact_name.as_ref(), "Kari Eksempel", None);
        file.text("email", self.contact_email.as_ref(), "kari@example.no", None);
        file.text("phone", self.contact_phone.as_ref(), "00 00 00 00", None);
        if !self.taken_over.contains(&"letters") {
            file.table("# [letters]", Some(say!("init-file-letters")));
            file.text("practical", None::<&String>, "Samle kriseledelsen der den skal sitte.", None);
        }
        for date in &self.dates {
            file.table("[[date]]", None);
            file.date(Some(date), self.capacity);
        }
        if self.dates.is_empty() {
            file.table("# [[date]]", Some(say!("init-file-date")));
            file.date(None, self.capacity);
        }
        if !self.taken_over.contains(&"mail") {
            file.gap();
            file.comment(&say!("init-file-mail"));
            file.table("# [mail]", None);
            file.text("transport", None::<&String>, "smtp", None);
            file.text("host", None::<&String>, "smtp.example.no", None);
        }
        file.text
    }
}

/// The text of a file that grows line by line.
struct File {
    text: String,
    words: Words,
}

impl File {
    fn gap(&mut self) {
        self.text.push('\n');
    }

    /// Sentences on lines of their own.
    fn comment(&mut self, sentence: &Sentence) {
        for line in self.words.say(sentence).lines() {
            let _ = writeln!(self.text, "# {line}");
        }
    }

    /// The head of a table.
    fn table(&mut self, head: &str, note: Option<Sentence>) {
        self.gap();
        self.noted(head, note);
    }

    /// A value, or as a comment what it looks like.
    fn line(&mut self, key: &str, value: Option<impl Display>, like: impl Display, note: Option<Sentence>) {
        let line = value.map_or_else(|| format!("# {key} = {like}"), |value| format!("{key} = {value}"));
        self.noted(&line, note);
    }

    fn noted(&mut self, line: &str, note: Option<Sentence>) {
        let _ = match note {
            None => writeln!(self.text, "{line}"),
            Some(note) => writeln!(self.text, "{line:<33} # {}", self.words.say(&note)),
        };
    }

    fn text(&mut self, key: &str, value: Option<&impl ToString>, like: &str, note: Option<Sentence>) {
        self.line(key, value.map(|value| quoted(&value.to_string())), quoted(like), note);
    }

    fn date(&mut self, date: Option<&Period>, capacity: Option<u32>) {
        let form = "%Y-%m-%dT%H:%M:%S";
        self.line("start", date.map(|date| date.start.format(form)), "2027-11-24T09:30:00", None);
        self.line("end", date.map(|date| date.end.format(form)), "2027-11-24T11:30:00", None);
        self.line("capacity", capacity.filter(|_| date.is_some()), 14, Some(say!("init-file-capacity")));
        self.text("link", None::<&String>, "https://teams.microsoft.com/…", None);
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

/// municipalities.csv; addresses that are not known are for the lead to fill in.
pub(crate) fn municipalities(invited: &[OfToday], addresses: &[ListedAddress]) -> String {
    let mut table = "number;name;language;email;aliases\n".to_owned();
    for municipality in invited {
        let OfToday { number, name, language, .. } = municipality;
        let aliases = municipality.other_names().collect::<Vec<_>>().join(", ");
        let is_of_it = |listed: &&ListedAddress| listed.municipality.to_string() == *number;
        let address = addresses.iter().find(is_of_it).map(|listed| listed.email.to_string()).unwrap_or_default();
        let _ = writeln!(table, "{number};{name};{language};{address};{aliases}");
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
