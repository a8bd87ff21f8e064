//! An exercise that is played, and what is known to be true of it: which letters a server has taken, which have arrived,
//! who was told what.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::desk::{Desk, Held, Ran, Row, hold};
use crate::edits::{self, edited_exercise, edited_municipalities};
use crate::letters::Letter;
use crate::mail;
use crate::server::{Fate, Server};
use crate::steps::{Answer, Edit, Life, Mail, Notice, Step};

/// A Tuesday, of an exercise whose letters are written.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2027, 11, 16).expect("it is a day");

/// A date of exercise.toml.
#[derive(Debug, Clone)]
pub struct Date {
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub link: String,
    pub place: String,
    pub is_called_off: bool,
    pub capacity: usize,
}

pub struct World {
    pub desk: Desk,
    pub server: Server,
    first_day: NaiveDate,
    /// What is answered first of all.
    answers: Vec<(u8, Answer)>,
    /// Makes each name, address and file of its own.
    nth: usize,
    /// The spreadsheets that were read without a remark.
    imports: Vec<String>,
    /// Letters that the server said it took.
    pub taken: BTreeSet<String>,
    /// Letters that the lead or an answer said had arrived.
    pub told: BTreeSet<String>,
    /// Those of which the lead or a bounce said that they had not.
    pub returned: BTreeSet<String>,
    /// What has arrived, in that order.
    pub arrived: Vec<Letter>,
    /// What was written and not sent.
    pub drafts: BTreeMap<String, Letter>,
    /// How many letters of the server have been looked at.
    seen: usize,
    /// Names, addresses and numbers of persons.
    personal: BTreeSet<String>,
    pub is_purged: bool,
    steps: usize,
}

impl World {
    /// What has happened when a life begins.
    pub fn begins(&mut self) -> Held {
        let answers = std::mem::take(&mut self.answers);
        if answers.is_empty() {
            return Ok(());
        }
        self.import(&answers)?;
        self.act(&Step::AfterDeadline)?;
        self.assign(None)
    }

    pub fn begin(life: &Life) -> World {
        let real = Utc::now().with_timezone(&chrono_tz::Europe::Oslo).naive_local();
        let (now, first_day) = match life.mail {
            Mail::Written => ("2027-08-20T09:00:00".parse().expect("it is a time"), FIRST_DAY),
            Mail::Before => (real, real.date() + Days::new(50)),
            Mail::Between => (real, real.date() - Days::new(4)),
        };
        let server = Server::start();
        let has_server = life.mail != Mail::Written;
        let mut desk = Desk::new(now, has_server);
        let port = has_server.then_some(server.port);
        let exercise = edits::with_server(&edits::exercise(life, first_day), port).expect("it is TOML");
        desk.write("exercise.toml", &exercise);
        desk.write("data/municipalities.csv", &edits::municipalities(life));
        World {
            desk,
            server,
            first_day,
            answers: life.answers.clone(),
            nth: 0,
            imports: Vec::new(),
            taken: BTreeSet::new(),
            told: BTreeSet::new(),
            returned: BTreeSet::new(),
            arrived: Vec::new(),
            drafts: BTreeMap::new(),
            seen: 0,
            personal: BTreeSet::new(),
            is_purged: false,
            steps: 0,
        }
    }

    /// Time goes on by a minute with everything that happens, so that nothing happens at once.
    pub fn step(&mut self, step: &Step) -> Held {
        self.pass(TimeDelta::minutes(1));
        self.steps += 1;
        self.nth += 1;
        self.act(step)?;
        self.looked_at(|world| {
            if matches!(step, Step::Views) {
                world.is_in_order()?;
                return world.all_views_open();
            }
            // Each view in turn, and half of the steps: looking takes longer than doing.
            if world.steps.is_multiple_of(2) { world.one_view_opens(world.steps / 2 + world.nth) } else { Ok(()) }
        })
    }

    /// Looks at the exercise, which is no step of it.
    fn looked_at(&mut self, look: impl FnOnce(&mut World) -> Held) -> Held {
        self.desk.is_looking = true;
        look(self)?;
        self.desk.is_looking = false;
        Ok(())
    }

    fn act(&mut self, step: &Step) -> Held {
        match step {
            Step::Hours(hours) => self.pass(TimeDelta::hours(i64::from(*hours))),
            Step::Days(days) => self.pass(TimeDelta::days(i64::from(*days))),
            Step::AfterDeadline => {
                let after = self.first_day - Days::new(50);
                self.wait_for(after.and_hms_opt(9, 0, 0).expect("it is a time"));
            }
            Step::AfterDate(date) => {
                let Some((_, date)) = self.date(*date) else { return Ok(()) };
                self.wait_for(date.end + TimeDelta::hours(2));
            }
            Step::Import(rows) => self.import(rows)?,
            Step::ImportAgain(place) => self.import_again(*place)?,
            Step::Register { municipality, answer } => self.register(*municipality, answer)?,
            Step::Contact { municipality } => self.contact(*municipality)?,
            Step::Withdraw { municipality } => {
                let Some(name) = self.name(*municipality) else { return Ok(()) };
                self.desk.run(&["register", &name, "--withdraw"])?;
            }
            Step::Undo => self.undo()?,
            Step::Pin { municipality, date } => self.pin(*municipality, *date)?,
            Step::Unpin { municipality } => {
                let Some(name) = self.name(*municipality) else { return Ok(()) };
                self.desk.run(&["unpin", &name])?;
            }
            Step::Edit(edit) => self.edit(edit)?,
            Step::Move { date, days, hour, link, place } => self.move_date(*date, *days, *hour, *link, *place)?,
            Step::CallOff { date, note } => self.call_off(*date, *note)?,
            Step::Assign { reassign } => self.assign(*reassign)?,
            Step::DryRun => {
                let before = self.desk.state();
                let ran = self.desk.run(&["assign", "--dry-run"])?;
                hold("dry-run-changes-nothing", before == self.desk.state(), || ran.said())?;
            }
            Step::Invite(fates) => self.send(&["invite"], fates)?,
            Step::InviteOne { municipality } => {
                let Some(name) = self.name(*municipality) else { return Ok(()) };
                self.send(&["invite", "--only", &name], &[])?;
            }
            Step::Notice(notice, fates) => self.notice(*notice, fates)?,
            Step::Server(is_there) => self.set_server(*is_there)?,
            Step::SendWritten(fates) => self.send(&["outbox"], fates)?,
            Step::MarkSent { one } => self.mark_sent(*one)?,
            Step::Reply { letter, said } => self.reply(*letter, *said)?,
            Step::Bounce { letter } => self.bounce(*letter)?,
            Step::Settle { letter } => self.settle(*letter)?,
            Step::Attendance { date, absent } => self.attendance(*date, *absent)?,
            Step::Forget { date } => {
                let (Some((date, _)), Some(name)) = (self.date(*date), self.name(*date)) else { return Ok(()) };
                self.desk.run(&["attendance", &date, "--forget", &name])?;
            }
            Step::Archive => self.archive()?,
            Step::Purge => self.purge()?,
            Step::Follow => self.follow()?,
            Step::Views => {}
        }
        Ok(())
    }

    /// Time goes on, where it is not the real one.
    fn pass(&mut self, time: TimeDelta) {
        self.wait_for(self.desk.now + time);
    }

    fn wait_for(&mut self, time: NaiveDateTime) {
        if !self.desk.is_real {
            self.desk.now = self.desk.now.max(time);
        }
    }

    /// The name of a municipality that is invited.
    pub fn name(&self, place: u8) -> Option<String> {
        let rows = self.desk.table("data/municipalities.csv");
        let row = rows.get(usize::from(place) % rows.len().max(1))?;
        Some(row["name"].clone())
    }

    /// The date of a table's name, which may have hours that it does not need any more.
    pub fn date_named(&self, name: &str) -> Option<Date> {
        let is_it = |known: &str, date: &Date| known == name || date.start.format("%Y-%m-%d %H:%M").to_string() == name;
        self.dates().into_iter().find(|(known, date)| is_it(known, date)).map(|(_, date)| date)
    }

    /// The dates of exercise.toml, by the names that tables have for them.
    pub fn dates(&self) -> Vec<(String, Date)> {
        let exercise: toml_edit::DocumentMut = self.desk.read("exercise.toml").parse().expect("it is TOML");
        let text =
            |item: Option<&toml_edit::Item>| item.and_then(toml_edit::Item::as_str).unwrap_or_default().to_owned();
        let place = text(exercise.get("place"));
        let dates: Vec<Date> = exercise["date"]
            .as_array_of_tables()
            .into_iter()
            .flatten()
            .filter_map(|date| {
                let moment = |key: &str| date.get(key)?.as_datetime()?.to_string().parse::<NaiveDateTime>().ok();
                let own = text(date.get("place"));
                let start = moment("start")?;
                Some(Date {
                    start,
                    // A date that is called off needs none.
                    end: moment("end").unwrap_or(start),
                    link: text(date.get("link")),
                    is_called_off: date.contains_key("called_off"),
                    capacity: date
                        .get("capacity")
                        .and_then(toml_edit::Item::as_integer)
                        .map_or(0, |seats| usize::try_from(seats).unwrap_or_default()),
                    place: if own.is_empty() { place.clone() } else { own },
                })
            })
            .collect();
        let days = |day| dates.iter().filter(|date| date.start.date() == day).count();
        let name = |date: &Date| {
            let form = if days(date.start.date()) > 1 { "%Y-%m-%d %H:%M" } else { "%Y-%m-%d" };
            date.start.format(form).to_string()
        };
        dates.iter().map(|date| (name(date), date.clone())).collect()
    }

    fn date(&self, place: u8) -> Option<(String, Date)> {
        let dates = self.dates();
        dates.get(usize::from(place) % dates.len().max(1)).cloned()
    }

    /// A person that has not been named before.
    fn person(&mut self) -> [String; 3] {
        self.nth += 1;
        let nth = self.nth;
        let person = [format!("Ola Prøvesen{nth:03}x"), format!("privat{nth:03}x@example.no"), format!("900 {nth:05}")];
        self.personal.extend(person.iter().cloned());
        person
    }

    /// The choices of an answer, as they are written in a spreadsheet.
    fn choices(&self, answer: &Answer) -> [String; 2] {
        let date = |place: u8| self.date(place).map(|(name, _)| name).unwrap_or_default();
        match answer {
            Answer::Dates(first, second) => {
                let (first, second) = (date(*first), date(*second));
                if first == second { [first, String::new()] } else { [first, second] }
            }
            Answer::One(first) => [date(*first), String::new()],
            Answer::Any => ["alle".into(), String::new()],
            Answer::Declined => ["deltar ikke".into(), String::new()],
        }
    }

    fn import(&mut self, rows: &[(u8, Answer)]) -> Held {
        let mut sheet = "Mottatt;Kommune;Pri 1;Pri 2;Kontaktperson;E-post;Telefon;Kommentar\n".to_owned();
        let mut said = BTreeSet::new();
        for (municipality, answer) in rows {
            let Some(name) = self.name(*municipality) else { continue };
            if !said.insert(name.clone()) {
                continue;
            }
            let [first, second] = self.choices(answer);
            let [person, email, phone] = self.person();
            let comment = format!("Ring Tante{}x", self.nth);
            let received = (self.desk.now - TimeDelta::hours(1)).format("%d.%m.%Y %H:%M").to_string();
            sheet += &[received, name, first, second, person, email, phone, comment.clone()].join(";");
            sheet += "\n";
            self.personal.insert(comment);
        }
        let file = format!("data/incoming/liste{}.csv", self.nth);
        self.desk.write(&file, &sheet);
        let ran = self.desk.run(&["import", &file])?;
        if ran.is_accepted() {
            let before = self.desk.read("data/registrations.csv");
            let again = self.desk.run(&["import", &file])?;
            let is_same = before == self.desk.read("data/registrations.csv");
            hold("reading-again-changes-nothing", again.is_accepted() && is_same, || again.said())?;
        }
        if ran.code == 0 {
            self.imports.push(file);
        }
        Ok(())
    }

    fn import_again(&mut self, place: u8) -> Held {
        let Some(file) = self.imports.get(usize::from(place) % self.imports.len().max(1)).cloned() else {
            return Ok(());
        };
        let before = self.desk.read("data/registrations.csv");
        let ran = self.desk.run(&["import", &file])?;
        let after = self.desk.read("data/registrations.csv");
        hold("old-lists-say-nothing-new", !ran.is_accepted() || before == after, || {
            format!("{}\nbefore:\n{before}\nafter:\n{after}", ran.said())
        })
    }

    fn register(&mut self, municipality: u8, answer: &Answer) -> Held {
        let Some(name) = self.name(municipality) else { return Ok(()) };
        let [first, second] = self.choices(answer);
        match answer {
            Answer::Declined => self.desk.run(&["register", &name, "--declined"])?,
            Answer::Any => self.desk.run(&["register", &name, "--first", "any"])?,
            _ if second.is_empty() => self.desk.run(&["register", &name, "--first", &first])?,
            _ => self.desk.run(&["register", &name, "--first", &first, "--second", &second])?,
        };
        Ok(())
    }

    fn contact(&mut self, municipality: u8) -> Held {
        let Some(name) = self.name(municipality) else { return Ok(()) };
        let [person, email, phone] = self.person();
        let words = ["register", &name, "--contact", &person, "--email", &email, "--phone", &phone];
        self.desk.run(&words)?;
        Ok(())
    }

    fn undo(&mut self) -> Held {
        let undone = self.desk.json(&["undo", "--yes"])?;
        let files: Vec<&str> = undone["files"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        self.imports
            .retain(|file| !files.iter().any(|undone| file.ends_with(undone) || undone.ends_with(file.as_str())));
        Ok(())
    }

    fn pin(&mut self, municipality: u8, date: u8) -> Held {
        let (Some(name), Some((date, _))) = (self.name(municipality), self.date(date)) else { return Ok(()) };
        let note = format!("avtalt med Tante Pinn{}x", self.nth);
        let before = self.desk.table("data/assignments.csv");
        let was_pinned = before.iter().any(|row| row["municipality"] == name && row["pinned"] == "yes");
        let ran = self.desk.run(&["pin", &name, &date, "--note", &note])?;
        let is_held = self.dates().iter().any(|(known, held)| *known == date && !held.is_called_off);
        hold("no-pin-on-a-date-that-is-called-off", !ran.is_accepted() || is_held, || ran.said())?;
        self.personal.insert(format!("Tante Pinn{}x", self.nth));
        // One in four of those that were invited is taken back at once.
        let rows = self.desk.table("data/municipalities.csv");
        let number = rows.iter().find(|row| row["name"] == name).map(|row| row["number"].clone()).unwrap_or_default();
        let invitation = format!("\"kind\":\"invitation\",\"municipality\":\"{number}\"");
        let was_invited = self.desk.read("data/deliveries.jsonl").contains(&invitation);
        if !ran.is_accepted() || was_pinned || !was_invited || !self.nth.is_multiple_of(4) {
            return Ok(());
        }
        let ran = self.desk.run(&["unpin", &name])?;
        let after = self.desk.table("data/assignments.csv");
        let date = |table: &[Row]| table.iter().find(|row| row["municipality"] == name).map(|row| row["date"].clone());
        // Places on a date that is called off count as none.
        let held = |name: &String| self.date_named(name).is_some_and(|date| !date.is_called_off);
        let was = date(&before).filter(held).unwrap_or_default();
        hold("unpin-restores-what-was", was == date(&after).unwrap_or_default(), || {
            format!("{}\nbefore: {:?}, after: {:?}", ran.said(), date(&before), date(&after))
        })
    }

    fn assign(&mut self, reassign: Option<u8>) -> Held {
        let name = reassign.and_then(|place| self.name(place));
        let ran = match &name {
            Some(name) => self.desk.run(&["assign", "--reassign", name])?,
            None => self.desk.run(&["assign"])?,
        };
        if ran.is_accepted() && name.is_none() {
            let before = self.desk.state();
            let again = self.desk.run(&["assign"])?;
            hold("assigning-again-changes-nothing", before == self.desk.state(), || again.said())?;
        }
        Ok(())
    }

    /// An edit by hand: what `check` accepts stays, and what it does not is mended by the command that it names, or taken
    /// back.
    fn edit(&mut self, edit: &Edit) -> Held {
        let exercise = self.desk.read("exercise.toml");
        let list = self.desk.read("data/municipalities.csv");
        let rows = self.desk.table("data/municipalities.csv");
        if let Some(edited) = edited_exercise(&exercise, edit, self.nth, self.first_day) {
            self.desk.write("exercise.toml", &edited);
        } else if let Some(edited) = edited_municipalities(&rows, edit, self.nth) {
            self.desk.write("data/municipalities.csv", &edited);
        } else {
            return Ok(());
        }
        let checked = self.desk.run(&["check", "--format", "json"])?;
        if checked.is_accepted() || self.is_mended(&checked)? {
            return Ok(());
        }
        self.desk.note("the edit is taken back");
        self.desk.write("exercise.toml", &exercise);
        self.desk.write("data/municipalities.csv", &list);
        Ok(())
    }

    /// Runs the commands that `check` says mend it, if there are any.
    fn is_mended(&mut self, checked: &Ran) -> Held<bool> {
        let Some(mut command) = command_that_mends(&checked.json(), self.nth) else { return Ok(false) };
        // Every command says the same.
        let status = self.desk.run(&["status"])?;
        let problem = first_error(&checked.json())["problem"].as_str().unwrap_or_default().to_owned();
        let is_said = |ran: &Ran| ran.code == 2 && (ran.out.contains(&problem) || ran.err.contains(&problem));
        hold("an-edit-is-told-by-all-alike", is_said(&status), || format!("{problem}\n{}", status.said()))?;
        for _ in 0..8 {
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            let ran = self.desk.run(&words)?;
            hold("what-mends-is-accepted", ran.is_accepted(), || ran.said())?;
            let checked = self.desk.run(&["check", "--format", "json"])?;
            if checked.is_accepted() {
                return Ok(true);
            }
            let Some(next) = command_that_mends(&checked.json(), self.nth) else {
                return hold("what-mends-mends", false, || checked.said()).map(|()| false);
            };
            hold("what-mends-mends", next != command, || checked.said())?;
            command = next;
        }
        hold("what-mends-mends", false, || "not after eight commands".into()).map(|()| false)
    }

    fn move_date(&mut self, date: u8, days: u8, hour: u8, link: bool, place: bool) -> Held {
        let Some((from, known)) = self.date(date) else { return Ok(()) };
        let day = known.start.date() + Days::new(u64::from(days));
        let to = format!("{} {hour:02}:00-{:02}:00", day.format("%d.%m.%Y"), hour + 1);
        let before = self.placed_on(&from);
        let (new_link, new_place) =
            (format!("https://teams.example.no/flyttet/{}", self.nth), format!("Sal {}", self.nth));
        let mut words = vec!["move", &from, &to];
        if link {
            words.extend(["--link", &new_link]);
        }
        if place {
            words.extend(["--place", &new_place]);
        }
        let ran = self.desk.run(&words)?;
        if ran.is_accepted() {
            // With its hour where another one is held on that day.
            let mut after = self.placed_on(&day.to_string());
            after.extend(self.placed_on(&format!("{day} {hour:02}:00")));
            hold("a-moved-date-keeps-its-places", before.is_subset(&after), || {
                format!("{}\n{before:?}\n{after:?}", ran.said())
            })?;
        }
        Ok(())
    }

    fn call_off(&mut self, date: u8, note: bool) -> Held {
        let Some((date, _)) = self.date(date) else { return Ok(()) };
        let mut words = vec!["call-off", &date];
        if note {
            words.extend(["--note", "Lokalet er opptatt."]);
        }
        let ran = self.desk.run(&words)?;
        let left = self.placed_on(&date);
        hold("nobody-is-on-a-date-that-is-called-off", !ran.is_accepted() || left.is_empty(), || ran.said())
    }

    /// The numbers of those that have a place on a date.
    fn placed_on(&self, date: &str) -> BTreeSet<String> {
        let rows = self.desk.table("data/assignments.csv");
        rows.into_iter().filter(|row| row["date"] == date).map(|row| row["number"].clone()).collect()
    }

    fn set_server(&mut self, is_there: bool) -> Held {
        // What a server sends is real, and this is not.
        let port = (is_there && self.desk.is_real).then_some(self.server.port);
        let exercise = self.desk.read("exercise.toml");
        let edited = edits::with_server(&exercise, port).expect("it is TOML");
        if edited != exercise {
            self.desk.write("exercise.toml", &edited);
        }
        Ok(())
    }

    fn has_server(&self) -> bool {
        self.desk.read("exercise.toml").contains("[mail]")
    }

    fn notice(&mut self, notice: Notice, fates: &[Fate]) -> Held {
        match notice {
            Notice::Receipts => self.send(&["receipts"], fates),
            Notice::Remind => self.send(&["remind"], fates),
            Notice::Directive { version } => {
                self.desk.write("direktiv.pdf", &format!("%PDF-1.7 {version}"));
                self.send(&["directive", "direktiv.pdf"], fates)
            }
            Notice::ContactTest => self.send(&["contact-test"], fates),
            Notice::Mail { to } => {
                self.desk.write("melding.txt", &format!("Emne: Melding {to}\n\nTil {{{{ municipality }}}}\n\nHei.\n"));
                let date = self.date(to).map(|(name, _)| format!("date:{name}")).unwrap_or_default();
                let whom = ["all", "unanswered", "declined", "placed", "unplaced", "accepted", "silent", &date];
                self.send(&["mail", "melding.txt", "--to", whom[usize::from(to) % whom.len()]], fates)
            }
            Notice::Evaluation => self.send(&["evaluation", "--link", "https://forms.example.no/1"], fates),
            Notice::Confirmation => {
                self.send(&["confirmation"], fates)?;
                self.looked_at(World::confirmed_is_who_took_part)
            }
        }
    }

    /// Sends, and looks at what has left.
    fn send(&mut self, command: &[&str], fates: &[Fate]) -> Held {
        let has_server = self.has_server();
        if has_server && fates.iter().any(|fate| *fate != Fate::Taken) {
            self.desk.note(&format!("the mail server does with the next letters: {fates:?}"));
        }
        self.server.plan(fates);
        if command == ["outbox"] && !has_server {
            return Ok(());
        }
        let words: Vec<&str> = command.iter().copied().chain(["--send", "--yes"]).collect();
        let ran = self.desk.run(&words)?;
        self.server.plan(&[]);
        let letters = self.absorb();
        let uncertain = letters.iter().any(|(_, fate)| matches!(fate, Some(Fate::ArrivedSilently | Fate::Lost)));
        hold("exit-code-1-while-uncertain", !uncertain || ran.code == 1, || ran.said())?;
        self.looked_at(|world| {
            let journal = world.journal()?;
            world.journal_is_true(&journal)?;
            // What was written before may have changed since; then an update is due.
            if command != ["outbox"] {
                letters.iter().try_for_each(|(letter, _)| world.letter_is_true(letter, &journal))?;
            }
            world.calendars_show_what_is_assigned(&journal)
        })?;
        if ran.code == 0 && !letters.is_empty() {
            if command != ["outbox"] && fates.iter().all(|fate| *fate == Fate::Taken) {
                let journal = self.journal()?;
                let sent: Vec<Letter> = letters.iter().map(|(letter, _)| letter.clone()).collect();
                self.deputies_get_the_same(&sent, &journal)?;
            }
            let log = self.desk.read("data/deliveries.jsonl");
            let again = self.desk.run(&words)?;
            let sent = self.absorb();
            let is_same = sent.is_empty() && log == self.desk.read("data/deliveries.jsonl");
            hold("sending-twice-sends-nothing", is_same, || format!("{}\n{sent:?}", again.said()))?;
        }
        Ok(())
    }

    /// Takes in what the server got and what was written since the last time; with what became of it at the server.
    fn absorb(&mut self) -> Vec<(Letter, Option<Fate>)> {
        let mut letters = Vec::new();
        let got = self.server.got();
        for got in &got[self.seen..] {
            let letter = Letter::read(&got.message);
            if got.fate == Fate::Taken {
                self.taken.insert(letter.message_id.clone());
            }
            if matches!(got.fate, Fate::Taken | Fate::ArrivedSilently) {
                self.arrived.push(letter.clone());
            }
            letters.push((letter, Some(got.fate)));
        }
        self.seen = got.len();
        let mut drafts = BTreeMap::new();
        for file in self.desk.files("data/outbox") {
            let message = self.desk.read(&format!("data/outbox/{file}"));
            if message.starts_with("X-Unsent: 1") {
                let letter = Letter::read(&message);
                if !self.drafts.contains_key(&letter.message_id) {
                    letters.push((letter.clone(), None));
                }
                drafts.insert(letter.message_id.clone(), letter);
            }
        }
        self.drafts = drafts;
        letters
    }

    /// The lead sends all drafts, or those to one, and says so.
    fn mark_sent(&mut self, one: Option<u8>) -> Held {
        let name = one.and_then(|place| self.name(place));
        let words: Vec<&str> = ["outbox"].into_iter().chain(name.as_deref()).collect();
        let listed = self.desk.json(&words)?;
        let listed = listed["letters"].as_array().cloned().unwrap_or_default();
        let words: Vec<&str> = ["outbox", "--mark-sent"].into_iter().chain(name.as_deref()).collect();
        let ran = self.desk.run(&words)?;
        let drafts = self.drafts.clone();
        self.absorb();
        if ran.is_accepted() {
            for letter in listed.iter().filter_map(|letter| letter["message_id"].as_str()) {
                self.told.insert(letter.to_owned());
                self.arrived.extend(drafts.get(letter).filter(|_| !self.drafts.contains_key(letter)).cloned());
            }
        }
        self.looked_at(|world| {
            let journal = world.journal()?;
            world.journal_is_true(&journal)?;
            world.calendars_show_what_is_assigned(&journal)
        })
    }

    /// Somebody answers an invitation that has arrived.
    fn reply(&mut self, place: u8, said: u8) -> Held {
        let requests: Vec<&Letter> = self
            .arrived
            .iter()
            .filter(|letter| letter.calendar.as_ref().is_some_and(|event| event.method == "REQUEST"))
            .collect();
        let Some(letter) = requests.get(usize::from(place) % requests.len().max(1)) else { return Ok(()) };
        let letter = (*letter).clone();
        let event = letter.calendar.as_ref().expect("it has one");
        let said = ["ACCEPTED", "TENTATIVE", "DECLINED"][usize::from(said) % 3];
        let file = format!("data/incoming/svar{}.eml", self.nth);
        let answer = mail::calendar_answer(self.nth, &letter.to, &event.uid, event.sequence, said, self.desk.now);
        self.desk.write(&file, &answer);
        let ran = self.desk.run(&["replies", &file])?;
        self.read_again_changes_nothing(&file, &ran)?;
        self.looked_at(|world| {
            let journal = world.journal()?;
            let is_uncertain =
                |line: &&Value| line["message_id"] == letter.message_id.as_str() && line["result"] == "uncertain";
            hold("an-answer-proves-arrival", !journal.iter().any(|line| is_uncertain(&line)), || ran.said())
        })?;
        self.told.insert(letter.message_id);
        Ok(())
    }

    fn read_again_changes_nothing(&mut self, file: &str, ran: &Ran) -> Held {
        hold("replies-are-read", ran.is_accepted() || self.is_purged, || ran.said())?;
        if ran.is_accepted() {
            let before = self.desk.state();
            let again = self.desk.run(&["replies", file])?;
            hold("reading-replies-again-changes-nothing", before == self.desk.state(), || again.said())?;
        }
        Ok(())
    }

    /// A letter that the server took comes back.
    fn bounce(&mut self, place: u8) -> Held {
        let taken: Vec<usize> = (0..self.arrived.len())
            .filter(|at| self.taken.contains(&self.arrived[*at].message_id))
            .filter(|at| !self.returned.contains(&self.arrived[*at].message_id))
            .collect();
        let Some(at) = taken.get(usize::from(place) % taken.len().max(1)) else { return Ok(()) };
        let letter = self.arrived.remove(*at);
        let file = format!("data/incoming/retur{}.eml", self.nth);
        self.desk.write(&file, &mail::bounce(self.nth, &letter.to, &letter.message_id, self.desk.now));
        let ran = self.desk.run(&["replies", &file])?;
        self.read_again_changes_nothing(&file, &ran)?;
        self.returned.insert(letter.message_id);
        Ok(())
    }

    /// The lead has looked whether a letter arrived, and says what is true.
    fn settle(&mut self, place: u8) -> Held {
        self.desk.is_looking = true;
        let journal = self.journal()?;
        self.desk.is_looking = false;
        // What came back may have been followed by one that arrived: what is uncertain comes first.
        let is = |result: &'static str| journal.iter().filter(move |line| line["result"] == result);
        let open: Vec<&Value> = is("uncertain").chain(is("undeliverable")).collect();
        let Some(line) = open.get(usize::from(place) % open.len().max(1)) else { return Ok(()) };
        let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
        let (name, kind, id) = (text("municipality"), text("kind"), text("message_id"));
        let has_arrived = self.arrived.iter().any(|letter| letter.message_id == id);
        let found = if has_arrived { "--sent" } else { "--resend" };
        let ran = self.desk.run(&["settle", &name, "--kind", &kind, found])?;
        if ran.is_accepted() {
            if has_arrived {
                self.told.insert(id)
            } else {
                self.returned.insert(id)
            };
        }
        Ok(())
    }

    fn attendance(&mut self, date: u8, absent: u8) -> Held {
        let Some((date, _)) = self.date(date) else { return Ok(()) };
        let Some(name) = self.name(absent) else { return Ok(()) };
        let ran = match absent % 3 {
            0 => self.desk.run(&["attendance", &date, "--all-except", &name, "--yes"])?,
            1 => self.desk.run(&["attendance", &date, &name, "--yes"])?,
            _ => self.desk.run(&["attendance", &date, &name, "--absent", "--yes"])?,
        };
        let _ = ran;
        Ok(())
    }

    fn archive(&mut self) -> Held {
        let folder = self.desk.outside(&format!("arkiv{}", self.nth));
        let ran = self.desk.run(&["archive", "-o", &folder.display().to_string()])?;
        hold("it-can-be-archived", ran.is_accepted(), || ran.said())?;
        let folder = self.desk.outside(&format!("brev{}", self.nth));
        let ran = self.desk.run(&["export-letters", "-o", &folder.display().to_string()])?;
        hold("letters-can-be-exported", ran.is_accepted(), || ran.said())
    }

    fn purge(&mut self) -> Held {
        let ran = self.desk.run(&["purge", "--yes"])?;
        hold("it-can-be-purged", ran.is_accepted(), || ran.said())?;
        self.is_purged = true;
        self.imports.clear();
        self.drafts.clear();
        for (path, content) in self.desk.state() {
            let text = String::from_utf8_lossy(&content);
            let left = self.personal.iter().find(|personal| text.contains(*personal));
            hold("after-purge-no-person-is-left", left.is_none(), || {
                format!("{left:?} is in {}\n{text}\n{}", path.display(), ran.said())
            })?;
        }
        let is_over = self.dates().iter().all(|(_, date)| date.end < self.desk.now);
        for notice in ["receipts", "contact-test", "confirmation"].into_iter().filter(|_| is_over) {
            let listed = self.desk.json(&[notice])?;
            // A confirmation that is wrong is corrected also afterwards.
            let is_due =
                |line: &&Value| line["letter"] == "due" && (notice != "confirmation" || line["last"].is_null());
            let due = listed["municipalities"].as_array().into_iter().flatten().find(is_due);
            hold("after-purge-nothing-is-due", due.is_none(), || listed.to_string())?;
        }
        let state = self.desk.state();
        let again = self.desk.run(&["purge", "--yes"])?;
        hold("purging-again-changes-nothing", state == self.desk.state(), || again.said())
    }

    /// Does what status says is next, until there is nothing: it must lead on.
    fn follow(&mut self) -> Held {
        self.server.plan(&[]);
        let mut before: Option<(String, BTreeMap<_, _>)> = None;
        for _ in 0..12 {
            let status = self.desk.json(&["status"])?;
            let Some(next) = status["next"]["command"].as_str().map(str::to_owned) else { return Ok(()) };
            let step = status["next"]["step"].as_str().unwrap_or_default().to_owned();
            let state = (next.clone(), self.desk.state());
            hold("next-leads-on", before.as_ref() != Some(&state), || format!("{step}: {next}\n{status}"))?;
            before = Some(state);
            match step.as_str() {
                // These ask the lead to wait or to talk to somebody.
                "import" | "wait" => return Ok(()),
                "settle" => self.settle(0)?,
                "send-written" if self.has_server() => self.send(&["outbox"], &[])?,
                "send-written" => self.mark_sent(None)?,
                "record-attendance" => {
                    let date = next.rsplit(' ').next().unwrap_or_default().to_owned();
                    let words = words(&next).unwrap_or_else(|| vec!["attendance".into(), date]);
                    let words: Vec<&str> = words.iter().map(String::as_str).chain(["--all-except", "--yes"]).collect();
                    self.desk.run(&words)?;
                }
                "remind" => self.send(&["remind"], &[])?,
                "invite" => self.send(&["invite"], &[])?,
                "send-directive" => self.notice(Notice::Directive { version: 0 }, &[])?,
                "send-receipts" => self.notice(Notice::Receipts, &[])?,
                "archive" => self.archive()?,
                "purge" => self.purge()?,
                "confirm" | "correct-confirmations" => self.send(&["confirmation"], &[])?,
                _ => {
                    let words = words(&next).unwrap_or_default();
                    let words: Vec<&str> = words.iter().map(String::as_str).collect();
                    let ran = self.desk.run(&words)?;
                    hold("next-can-be-run", ran.is_accepted(), || ran.said())?;
                }
            }
        }
        hold("next-comes-to-an-end", false, || "not after twelve commands".into())
    }
}

/// The words of a command behind the name of the program, as a shell divides them.
fn words(command: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = command.strip_prefix("ovelse ")?.trim();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|first| "\"'".contains(*first));
        let (word, after) = match quote {
            Some(quote) => rest[1..].split_once(quote)?,
            None => rest.split_once(' ').unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Some(words)
}

/// What is wrong, first of all.
fn first_error(checked: &Value) -> Value {
    let findings = checked["findings"].as_array();
    let error = findings.and_then(|findings| findings.iter().find(|finding| finding["severity"] == "error"));
    error.cloned().unwrap_or_default()
}

/// A command that mends what `check` says first, if it names one; `nth` chooses between two.
fn command_that_mends(checked: &Value, nth: usize) -> Option<Vec<String>> {
    let error = first_error(checked);
    let remedy = error["remedy"].as_str()?;
    let from = |start: &str| remedy.find(start).map(|at| &remedy[at..]);
    let moves = from("ovelse move ").and_then(|rest| rest.split(". If").next());
    let calls = from("ovelse call-off ").and_then(|rest| rest.split(". ").next());
    // Where it says DATE, the lead says which.
    let commands: Vec<&str> = moves.into_iter().chain(calls).filter(|command| !command.contains(" DATE")).collect();
    words(commands.get(nth % commands.len().max(1))?)
}
