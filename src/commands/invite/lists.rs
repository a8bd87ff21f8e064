//! The invitation list of every date, and who else is due a letter.
//!
//! It must never show a letter as due that would not be sent, or leave one out that would.

use serde::Serialize;

use super::super::count;
use super::super::letters::Letters;
use super::super::sending::DueLetter;
use super::{Selected, due_letters};
use crate::delivery::{Due, Standing};
use crate::exercise::DateId;
use crate::letter::{Kind, Mailbox};
use crate::municipality::Municipality;
use crate::show::{Column, Grid, Page, View};

/// The lists.
#[derive(Debug, Serialize)]
pub struct Lists {
    dates: Vec<DateList>,
    /// Those without a date who are due a letter.
    without_date: Vec<Invited>,
    /// How many letters of those shown are due.
    due: usize,
    /// Whether not all that there is was meant.
    #[serde(skip)]
    narrowed: bool,
}

#[derive(Debug, Serialize)]
struct DateList {
    date: String,
    #[serde(skip)]
    in_full: String,
    start: String,
    end: String,
    link: String,
    capacity: u32,
    /// Of all that are on the date, also those that are not shown.
    taken: usize,
    municipalities: Vec<Invited>,
}

#[derive(Debug, Serialize)]
struct Invited {
    number: String,
    municipality: String,
    contact: Option<String>,
    /// Where the letter goes.
    email: String,
    phone: Option<String>,
    /// From 1; none if the date was not asked for by itself.
    choice: Option<usize>,
    /// Whether the lead has set the date by hand.
    pinned: bool,
    letter: State,
    /// What the letter that is due is for.
    kind: Option<Kind>,
    /// Why it is due.
    why: Option<String>,
    /// Whether it is the copy, to the municipality's own address, of one that its contact has got.
    copy: bool,
    /// When the last one was sent.
    sent: Option<String>,
    /// What it says to the invitation; none if it has not answered.
    answer: Option<String>,
}

/// Where the letters to a municipality stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// One will be sent.
    Due,
    /// It has been told all that it should know.
    Sent,
    /// One is due, but of another kind than is meant.
    Later,
    /// Nobody knows whether the last one has left; nothing is sent until that is settled.
    Uncertain,
    /// The last one could not be delivered; nothing is sent until there is another address.
    Undeliverable,
}

impl Lists {
    pub fn of(letters: &Letters<'_>, selected: &Selected) -> Lists {
        let due = due_letters(letters, selected);
        let on = |id: DateId| {
            let all = letters.assignments.on(id).filter_map(|(number, _)| letters.opened.municipalities.get(number));
            all.filter(move |one| matches!(letters.standing(one.number), Standing::Placed(_)))
        };
        let list = |id: DateId| {
            let date = letters.opened.exercise.dates.get(id);
            let shown = on(id).filter(|one| selected.includes(one.number, letters));
            DateList {
                date: letters.opened.exercise.dates.key(id).to_owned(),
                in_full: date.in_full(),
                start: letters.opened.exercise.zoned(date.start).to_rfc3339(),
                end: letters.opened.exercise.zoned(date.end).to_rfc3339(),
                link: date.link.to_string(),
                capacity: date.capacity,
                taken: on(id).count(),
                municipalities: shown.map(|one| invited(one, letters, &due)).collect(),
            }
        };
        let dates = letters.opened.exercise.dates.ids().map(list);
        let everything = selected.only.is_none() && selected.date.is_none();
        let placed = |one: &DueLetter<'_>| matches!(letters.standing(one.municipality.number), Standing::Placed(_));
        let without_date = due.iter().filter(|one| !placed(one));
        Lists {
            dates: dates.filter(|list| everything || !list.municipalities.is_empty()).collect(),
            without_date: without_date.map(|one| invited(one.municipality, letters, &due)).collect(),
            due: due.len(),
            narrowed: !everything || selected.kind.is_some(),
        }
    }
}

fn invited(municipality: &Municipality, letters: &Letters<'_>, due: &[DueLetter<'_>]) -> Invited {
    let number = municipality.number;
    let contact = letters.contact(number);
    let found = due.binary_search_by_key(&number, |due| due.municipality.number).ok();
    let due = found.map(|place| &due[place]);
    let state = match (due, letters.due(municipality)) {
        (Some(_), _) => State::Due,
        (None, Due::Nothing(_)) => State::Sent,
        (None, Due::Letter(_)) => State::Later,
        (None, Due::Uncertain(_)) => State::Uncertain,
        (None, Due::Undeliverable(_)) => State::Undeliverable,
    };
    let sent = letters.history.sent_to(number).last().map(|(_, at)| at.to_rfc3339());
    let usual = || Mailbox::of_municipality(municipality, contact).email.to_string();
    Invited {
        number: number.to_string(),
        municipality: municipality.name.clone(),
        contact: contact.and_then(|person| person.name.clone()),
        email: due.map_or_else(usual, |due| due.envelope.address().to_owned()),
        phone: contact.and_then(|person| person.phone.clone()),
        choice: letters.choice(number),
        pinned: letters.assignments.get(number).is_some_and(|one| one.pin.is_some()),
        letter: state,
        kind: due.map(|due| due.envelope.kind),
        why: due.map(|due| due.why.clone()),
        copy: due.is_some_and(|due| due.envelope.is_copy),
        sent,
        answer: letters
            .participation(number)
            .filter(|answer| answer.has_answer())
            .map(|answer| crate::words::Words::of(crate::language::Language::En).say(&answer.into())),
    }
}

impl Invited {
    fn letter(&self) -> String {
        match (self.letter, self.kind) {
            (State::Due, Some(kind)) if self.copy => format!("{} due (copy)", kind.name()),
            (State::Due, Some(kind)) => format!("{} due", kind.name()),
            (State::Sent, _) => "sent".to_owned(),
            (State::Uncertain, _) => "uncertain".to_owned(),
            (State::Undeliverable, _) => "undeliverable".to_owned(),
            _ => "–".to_owned(),
        }
    }

    fn cells(&self) -> [String; 6] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            self.municipality.clone(),
            text(&self.contact),
            self.email.clone(),
            text(&self.phone),
            self.choice.map_or_else(|| "–".to_owned(), |choice| choice.to_string())
                + if self.pinned { ", pinned" } else { "" },
            self.letter(),
        ]
    }

    fn answer(&self) -> String {
        self.answer.clone().unwrap_or_default()
    }

    /// A reason that the list does not show by itself.
    fn has_reason(&self) -> bool {
        self.copy || self.kind.is_some_and(|kind| kind != Kind::Invitation)
    }
}

impl View for Lists {
    fn page(&self, page: &mut Page) {
        let is_answered = self.dates.iter().flat_map(|list| &list.municipalities).any(|one| one.answer.is_some());
        for list in &self.dates {
            page.gap();
            page.heading(format_args!("{} ({} of {} taken)", list.in_full, list.taken, list.capacity));
            page.line(&list.link);
            if !list.municipalities.is_empty() {
                let columns = [
                    Column::text("Municipality"),
                    Column::text("Contact"),
                    Column::under("E-mail"),
                    Column::under("Phone"),
                    Column::number("Choice"),
                    Column::text("Letter"),
                ];
                let answer = is_answered.then(|| Column::text("Answer"));
                let columns: Vec<Column> = columns.into_iter().chain(answer).collect();
                let cells = |one: &Invited| {
                    one.cells().into_iter().chain(is_answered.then(|| one.answer())).collect::<Vec<_>>()
                };
                page.table(&columns, list.municipalities.iter().map(cells));
            }
        }
        let placed = self.dates.iter().flat_map(|list| &list.municipalities);
        let reasons: Vec<&Invited> = placed.chain(&self.without_date).filter(|one| one.has_reason()).collect();
        if !reasons.is_empty() {
            page.gap();
            let columns = [Column::text("Municipality"), Column::text("Letter"), Column::text("Why")];
            let rows = reasons
                .into_iter()
                .map(|one| [one.municipality.clone(), one.letter(), one.why.clone().unwrap_or_default()]);
            page.table(&columns, rows);
        }
        page.gap();
        page.line(match self.due {
            0 => "No letter is due.".to_owned(),
            due => {
                let how = if self.narrowed { "the same command with --send" } else { "ovelse invite --send" };
                format!("{} due. To send: {how}", count(due, "letter is", "letters are"))
            }
        });
    }

    fn grid(&self) -> Grid {
        let dated = self.dates.iter().flat_map(|list| {
            let start = [list.date.clone(), list.start.clone(), list.link.clone()];
            list.municipalities.iter().map(move |invited| (start.clone(), invited))
        });
        let others = self.without_date.iter().map(|invited| (<[String; 3]>::default(), invited));
        let rows = dated.chain(others).map(|(start, invited)| {
            let cells = start.into_iter().chain([invited.number.clone()]).chain(invited.cells());
            cells.chain([invited.why.clone().unwrap_or_default(), invited.answer()]).collect()
        });
        let headings = [
            "date",
            "start",
            "link",
            "number",
            "municipality",
            "contact",
            "email",
            "phone",
            "choice",
            "letter",
            "why",
            "answer",
        ];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
