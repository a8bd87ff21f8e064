//! What must be true, whatever has happened.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::calendar::Calendar;
use crate::desk::{Held, Row, hold};
use crate::world::World;

/// What looks at an exercise and changes nothing. Dates and municipalities stand for one of those that there are.
const VIEWS: [&[&str]; 25] = [
    &["status"],
    &["list"],
    &["list", "--missing"],
    &["dates"],
    &["invite"],
    &["report"],
    &["log"],
    &["history"],
    &["history", "MUNICIPALITY"],
    &["calendar"],
    &["replies"],
    &["replies", "--people"],
    &["receipts"],
    &["remind"],
    &["contact-test"],
    &["confirmation"],
    &["outbox"],
    &["announce"],
    &["explain", "MUNICIPALITY"],
    &["preview", "MUNICIPALITY"],
    &["roster", "DATE"],
    &["attendance", "DATE"],
    &["assign", "--dry-run"],
    &["assign", "--what-if"],
    &["evaluation", "--link", "https://forms.example.no/1"],
];

/// What is no fault: there is nothing to show.
const NOTHING_TO_SHOW: [&str; 5] = [
    "has not answered",
    "no letter is due",
    "no municipality has registered yet",
    "no municipality has been assigned a date",
    "have changed since dates were assigned",
];

impl World {
    /// No step that was accepted leaves something that is not.
    pub fn is_in_order(&mut self) -> Held {
        let checked = self.desk.run(&["check"])?;
        hold("check-accepts-after-every-step", checked.is_accepted(), || checked.said())
    }

    pub fn all_views_open(&mut self) -> Held {
        (0..VIEWS.len()).try_for_each(|view| self.one_view_opens(view))
    }

    pub fn one_view_opens(&mut self, nth: usize) -> Held {
        let municipality = self.name(u8::try_from(nth % 12).unwrap_or_default()).unwrap_or_default();
        let dates = self.dates();
        let date = dates.get(nth % dates.len().max(1)).map(|(name, _)| name.clone()).unwrap_or_default();
        let word = |word: &&'static str| match *word {
            "MUNICIPALITY" => municipality.clone(),
            "DATE" => date.clone(),
            word => word.to_owned(),
        };
        let words: Vec<String> = VIEWS[nth % VIEWS.len()].iter().map(word).collect();
        let before = self.desk.state();
        let ran = self.desk.run(&words.iter().map(String::as_str).collect::<Vec<_>>())?;
        // Rules that cannot all hold are told, with what to do about it.
        let is_impossible = words[0] == "assign" && ran.err.contains("--reassign MUNICIPALITY");
        let has_nothing = is_impossible || NOTHING_TO_SHOW.iter().any(|nothing| ran.err.contains(nothing));
        hold("views-open", ran.is_accepted() || has_nothing, || ran.said())?;
        hold("views-change-nothing", before == self.desk.state(), || ran.said())
    }

    /// The lines of the log.
    pub fn journal(&mut self) -> Held<Vec<Value>> {
        let log = self.desk.json(&["log"])?;
        Ok(log["letters"].as_array().cloned().unwrap_or_default())
    }

    /// What the log says of each letter is what happened to it.
    pub fn journal_is_true(&mut self, journal: &[Value]) -> Held {
        for line in journal {
            let id = line["message_id"].as_str().unwrap_or_default();
            let result = line["result"].as_str().unwrap_or_default();
            let left = self.taken.contains(id) || self.told.contains(id);
            hold("sent-is-what-was-taken", result != "sent" || left, || format!("{line}\nnobody took it"))?;
            let stays = matches!(result, "sent" | "undeliverable" | "test") || self.returned.contains(id);
            hold("what-was-taken-is-sent", !self.taken.contains(id) || stays, || {
                format!("{line}\nthe server took it")
            })?;
            if !self.is_purged {
                let has_draft = self.drafts.contains_key(id);
                hold("written-is-what-has-a-draft", (result == "written") == has_draft, || {
                    format!("{line}\na draft is {}there", if has_draft { "" } else { "not " })
                })?;
            }
        }
        for id in self.taken.iter().chain(&self.told) {
            let times = self.arrived.iter().filter(|letter| letter.message_id == *id).count();
            hold("no-letter-arrives-twice", times < 2, || format!("{id} arrived {times} times"))?;
        }
        Ok(())
    }

    pub fn rows(&self, table: &str) -> BTreeMap<String, Row> {
        self.desk.table(table).into_iter().map(|row| (row["number"].clone(), row)).collect()
    }

    /// When nothing is due and nothing is open, calendars show what is assigned, and nothing else.
    pub fn calendars_show_what_is_assigned(&mut self, journal: &[Value]) -> Held {
        let is_of_place = |line: &&Value| {
            ["invitation", "update", "cancellation", "unplaced", "seat-open"].iter().any(|kind| line["kind"] == *kind)
                && line["result"] != "test"
        };
        let letters: Vec<&Value> = journal.iter().filter(is_of_place).collect();
        let dates = self.dates();
        let is_before = dates.iter().all(|(_, date)| self.desk.now < date.start);
        if self.is_purged || !is_before || letters.iter().any(|line| line["result"] != "sent") {
            return Ok(());
        }
        let due = self.desk.json(&["invite"])?;
        // Who waits for a date is told of it, or of none, once dates are assigned.
        if due["due"] != 0 || self.desk.json(&["status"])?["to_assign"] != 0 {
            return Ok(());
        }
        let calendar = Calendar::of(self.arrived.iter());
        let mut uids: BTreeMap<String, String> = BTreeMap::new();
        for line in self.desk.read("data/deliveries.jsonl").lines() {
            let event: Value = serde_json::from_str(line).unwrap_or_default();
            if let (Some(number), Some(uid)) = (event["municipality"].as_str(), event["uid"].as_str()) {
                uids.insert(number.to_owned(), uid.to_owned());
            }
        }
        let (assignments, registrations) = (self.rows("data/assignments.csv"), self.rows("data/registrations.csv"));
        for row in self.desk.table("data/municipalities.csv") {
            let number = row["number"].as_str();
            let takes_part = registrations.get(number).is_none_or(|row| row["first choice"] != "declined");
            let name = assignments.get(number).filter(|_| takes_part).map_or("", |row| row["date"].as_str());
            // Who had a place on a date that is called off has none.
            let date = self.date_named(name).filter(|date| !date.is_called_off);
            let standing = uids.get(number).and_then(|uid| calendar.standing(uid));
            let is_same = match (&date, standing) {
                (None, None) => true,
                (Some(date), Some(event)) => {
                    event.start == date.start.format("%Y%m%dT%H%M%S").to_string()
                        && event.end == date.end.format("%Y%m%dT%H%M%S").to_string()
                        && event.link == date.link
                        && event.place == date.place
                }
                _ => false,
            };
            hold("calendars-show-what-is-assigned", is_same, || {
                format!("nothing is due\n{number} {} is on {name:?}: {date:?}\nits calendar: {standing:?}", row["name"])
            })?;
        }
        Ok(())
    }

    /// Once confirmations have been sent, those who have one that holds are those who took part.
    pub fn confirmed_is_who_took_part(&mut self) -> Held {
        if self.is_purged {
            return Ok(());
        }
        let journal = self.journal()?;
        let letters: Vec<&Value> = journal.iter().filter(|line| line["kind"] == "confirmation").collect();
        let due = self.desk.json(&["confirmation"])?;
        if due["due"] != 0 || letters.iter().any(|line| line["result"] != "sent" && line["result"] != "written") {
            return Ok(());
        }
        let attendance = self.rows("data/attendance.csv");
        for row in self.desk.table("data/municipalities.csv") {
            let number = row["number"].as_str();
            // Where nothing is recorded any more, nobody knows whether what was confirmed holds.
            let Some(recorded) = attendance.get(number) else { continue };
            let took_part = recorded["took part"] == "yes";
            let last = letters.iter().rev().find(|line| line["number"] == number);
            let id = last.and_then(|line| line["message_id"].as_str()).unwrap_or_default();
            let letter = self.drafts.get(id).or_else(|| self.arrived.iter().find(|letter| letter.message_id == id));
            let confirms = ["bekrefter at", "stadfestar at", "confirms that"];
            let is_confirmed = letter.is_some_and(|letter| confirms.iter().any(|words| letter.text.contains(words)));
            hold("confirmed-is-who-took-part", took_part == is_confirmed, || {
                format!("{} took part: {took_part}\nits last confirmation: {letter:#?}", row["name"])
            })?;
        }
        Ok(())
    }
}
