//! What a letter says is what tables and exercise.toml say at that moment.

use serde_json::Value;

use crate::desk::{Held, Row, hold};
use crate::letters::Letter;
use crate::world::{Date, World};

impl World {
    /// A letter says what tables and exercise.toml say now.
    pub fn letter_is_true(&self, letter: &Letter, journal: &[Value]) -> Held {
        let Some(line) = journal.iter().find(|line| line["message_id"] == letter.message_id.as_str()) else {
            return hold("what-left-is-in-the-log", false, || format!("{letter:#?}"));
        };
        let number = line["number"].as_str().unwrap_or_default();
        match line["kind"].as_str().unwrap_or_default() {
            "invitation" | "update" => self.invitation_is_true(letter, number),
            "directive" | "contact-test" => self.tells_its_date(letter, number).map(drop),
            "receipt" => self.receipt_is_true(letter, number),
            "unplaced" | "seat-open" => self.offer_is_true(letter, number),
            _ => Ok(()),
        }
    }

    /// The date of a municipality, as it is called, of which a letter tells the day and the hours.
    fn tells_its_date(&self, letter: &Letter, number: &str) -> Held<(String, Date)> {
        let assignments = self.rows("data/assignments.csv");
        let name = assignments.get(number).map_or("", |row| row["date"].as_str());
        let found = self.date_named(name);
        hold("letters-tell-of-a-date-that-there-is", found.is_some(), || format!("{number} {name}\n{letter:#?}"))?;
        let (name, date) = (name.to_owned(), found.expect("it is held"));
        let told = || format!("{number} is on {name}: {date:?}\n{letter:#?}");
        hold("letters-tell-the-day", shows(letter, &days(&date)), told)?;
        hold("letters-tell-the-hours", shows(letter, &hours(&date)), told)?;
        Ok((name, date))
    }

    fn invitation_is_true(&self, letter: &Letter, number: &str) -> Held {
        let (name, date) = self.tells_its_date(letter, number)?;
        let told = || format!("{number} is on {name}: {date:?}\n{letter:#?}");
        let Some(event) = &letter.calendar else { return hold("invitations-have-a-calendar", false, told) };
        let is_same = event.method == "REQUEST"
            && event.start == date.start.format("%Y%m%dT%H%M%S").to_string()
            && event.end == date.end.format("%Y%m%dT%H%M%S").to_string();
        hold("calendars-tell-the-time", is_same, told)?;
        hold("letters-tell-the-link", letter.text.contains(&date.link) && event.link == date.link, told)?;
        let has_place = letter.text.contains(&date.place) && event.place == date.place;
        hold("letters-tell-the-place", has_place, told)?;
        if let Some(forwarded) = &letter.forwardable {
            let is_same = (&forwarded.start, &forwarded.end, &forwarded.place, &forwarded.link)
                == (&event.start, &event.end, &event.place, &event.link);
            hold("what-is-forwarded-is-the-meeting", is_same && forwarded.sequence == event.sequence, told)?;
            hold("what-is-forwarded-is-another-entry", forwarded.uid != event.uid, told)?;
        }
        let registrations = self.rows("data/registrations.csv");
        let is_choice = |rank: &str| {
            let choice = registrations.get(number).and_then(|row| self.date_named(&row[rank]));
            choice.is_some_and(|choice| choice.start == date.start)
        };
        let claims = |rank: &str| {
            ["Dette er datoen dere satte som pri ", "Dette er datoen de sette som pri "]
                .iter()
                .any(|words| letter.text.contains(&format!("{words}{rank}.")))
        };
        let first = claims("1") || letter.text.contains("the date that you gave as your first choice. It is");
        hold("first-is-who-asked-first", !first || is_choice("first choice"), told)?;
        let second = claims("2") || letter.text.contains("the date that you gave as choice 2. It is");
        hold("second-is-who-asked-second", !second || is_choice("second choice"), told)
    }

    /// The deputy of a municipality gets what it gets, each by itself.
    pub fn deputies_get_the_same(&self, letters: &[Letter], journal: &[Value]) -> Held {
        let line = |letter: &Letter| journal.iter().find(|line| line["message_id"] == letter.message_id.as_str());
        for row in self.desk.table("data/municipalities.csv") {
            let Some(deputy) = row.get("deputy").filter(|deputy| !deputy.is_empty()) else { continue };
            let of_it = || letters.iter().filter_map(line).filter(|line| line["number"] == row["number"].as_str());
            let came_back =
                journal.iter().any(|line| line["result"] == "undeliverable" && line["to"] == deputy.as_str());
            // What is called off is called off where it was announced.
            for sent in of_it().filter(|line| line["kind"] != "cancellation" && !came_back) {
                let has_it = of_it().any(|line| line["kind"] == sent["kind"] && line["to"] == deputy.as_str());
                hold("deputies-get-the-same", has_it, || format!("{deputy} of {}\n{sent}", row["name"]))?;
            }
        }
        Ok(())
    }

    /// What is registered is told, the dates in their order.
    fn receipt_is_true(&self, letter: &Letter, number: &str) -> Held {
        let begins = ["Vi har registrert dette svaret", "We have registered this answer"];
        let Some(told) = begins.iter().find_map(|words| Some(letter.text.split_once(words)?.1)) else { return Ok(()) };
        let registrations = self.rows("data/registrations.csv");
        let failed = || format!("{number}: {:?}\n{letter:#?}", registrations.get(number));
        let Some(row) = registrations.get(number) else { return hold("receipts-are-of-answers", false, failed) };
        let says_no = ["Dere deltar ikke.", "De deltek ikkje.", "You do not take part."];
        let is_declined = row["first choice"] == "declined";
        hold(
            "receipts-tell-who-does-not-take-part",
            is_declined == says_no.iter().any(|no| told.contains(no)),
            failed,
        )?;
        let mut last = 0;
        for choice in ["first choice", "second choice"].map(|rank| row[rank].as_str()) {
            let Some(date) = self.date_named(choice) else { continue };
            let place = days(&date).iter().find_map(|day| told[last..].find(day.as_str()));
            hold("receipts-tell-the-choices-in-order", place.is_some(), failed)?;
            last += place.unwrap_or_default() + 1;
        }
        Ok(())
    }

    /// Only who has no date is asked to choose, and among dates with room.
    fn offer_is_true(&self, letter: &Letter, number: &str) -> Held {
        let assignments = self.rows("data/assignments.csv");
        let failed = || format!("{number} of {assignments:#?}\n{letter:#?}");
        hold(
            "only-who-has-no-date-chooses",
            assignments.get(number).is_some_and(|row| row["date"].is_empty()),
            failed,
        )?;
        let registrations = self.rows("data/registrations.csv");
        let listed = self.rows("data/municipalities.csv");
        let takes_part = |number: &str| {
            let has_declined = registrations.get(number).is_some_and(|row| row["first choice"] == "declined");
            listed.contains_key(number) && !has_declined
        };
        for (name, date) in self.dates() {
            let is_on = |row: &&Row| self.date_named(&row["date"]).is_some_and(|placed| placed.start == date.start);
            let placed = assignments.values().filter(is_on);
            let taken = placed.filter(|row| takes_part(&row["number"])).count();
            let is_named = is_offered(letter, &date);
            let is_open = !date.is_called_off && taken < date.capacity && self.desk.now < date.start;
            hold("what-is-offered-has-room", is_open || !is_named, || format!("{name}\n{}", failed()))?;
        }
        Ok(())
    }
}

/// Whether a letter has one of these words.
fn shows(letter: &Letter, words: &[String; 2]) -> bool {
    words.iter().any(|words| letter.text.contains(words))
}

/// Whether a letter names a date with its hours, as it does where it offers it.
fn is_offered(letter: &Letter, date: &Date) -> bool {
    let [[norwegian, english], [with_dots, with_colons]] = [days(date), hours(date)];
    shows(letter, &[format!("{norwegian} kl. {with_dots}"), format!("{english}, {with_colons}")])
}

/// The day of a date in Norwegian and in English.
fn days(date: &Date) -> [String; 2] {
    [norwegian_day(date), date.start.format("%-d %B %Y").to_string()]
}

/// The hours of a date in Norwegian and in English.
fn hours(date: &Date) -> [String; 2] {
    ["%H.%M", "%H:%M"].map(|form| format!("{}–{}", date.start.format(form), date.end.format(form)))
}

fn norwegian_day(date: &Date) -> String {
    use chrono::Datelike;
    const MONTHS: [&str; 12] = [
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ];
    let month = MONTHS[usize::try_from(date.start.month0()).unwrap_or_default()];
    format!("{}. {month} {}", date.start.day(), date.start.year())
}
