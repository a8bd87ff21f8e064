//! The invitation list of every date, and who else is due a letter. What is due here is what `--send` sends: both come
//! of `place::due_letters`.

use serde::Serialize;

use crate::exercise::DateId;
use crate::findings::Sentence;
use crate::kind::Kind;
use crate::municipality::Municipality;
use crate::show::{Column, Grid, Page, View};
use crate::words::{Words, say};
use crate::workspace::due::place::{Selection, due_letters};
use crate::workspace::due::{Due, DueLetter};
use crate::workspace::letters::Letters;

#[derive(Debug, Serialize)]
pub(super) struct Lists {
    dates: Vec<DateList>,
    /// Those without a date who are due a letter.
    without_date: Vec<Invited>,
    /// How many letters of those shown are due.
    due: usize,
    /// The command that sends them; none while they lack something.
    #[serde(skip)]
    send: Option<String>,
}

#[derive(Debug, Serialize)]
struct DateList {
    date: String,
    #[serde(skip)]
    in_full: String,
    start: String,
    end: String,
    place: String,
    #[serde(skip)]
    whereabouts: Vec<String>,
    link: Option<String>,
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
    #[serde(skip)]
    shown_choice: String,
    #[serde(skip)]
    shown_letter: String,
}

/// Where the letters to a municipality stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// One will be sent.
    Due,
    /// It has been told all that it should know.
    Sent,
    /// It has been written all that it should know, but that has not been sent.
    Written,
    /// One is due, but of another kind than is meant.
    Later,
    /// Nobody knows whether the last one has left; nothing is sent until that is settled.
    Uncertain,
    /// The last one could not be delivered; nothing is sent until there is another address.
    Undeliverable,
}

impl Lists {
    pub(super) fn of(letters: &Letters<'_>, selection: &Selection, send: Option<String>, words: Words) -> Lists {
        let due = due_letters(letters, selection);
        let dates =
            letters.workspace.exercise.dates.offered().map(|date| DateList::of(date, letters, selection, &due, words));
        let everything = selection.only.is_none() && selection.date.is_none();
        let has_place = |due: &DueLetter<'_>| letters.seating(due.municipality.number).date().is_some();
        let without_date = due.iter().filter(|due| !has_place(due));
        Lists {
            dates: dates.filter(|list| everything || !list.municipalities.is_empty()).collect(),
            without_date: without_date.map(|letter| Invited::of(letter.municipality, letters, &due, words)).collect(),
            due: due.len(),
            send,
        }
    }
}

impl DateList {
    fn of(id: DateId, letters: &Letters<'_>, selection: &Selection, due: &[DueLetter<'_>], words: Words) -> DateList {
        let (exercise, municipalities) = (&letters.workspace.exercise, &letters.workspace.municipalities);
        let date = exercise.dates.get(id);
        let assigned = letters.assignments.on(id).filter_map(|(number, _)| municipalities.get(number));
        let placed: Vec<&Municipality> =
            assigned.filter(|municipality| letters.seating(municipality.number).date().is_some()).collect();
        let shown = placed.iter().filter(|municipality| selection.includes(municipality.number, letters));
        DateList {
            date: exercise.dates.key(id).to_owned(),
            in_full: date.in_full(),
            start: exercise.zoned(date.start).to_rfc3339(),
            end: exercise.zoned(date.end).to_rfc3339(),
            place: exercise.place_of(id).get(exercise.language).to_owned(),
            whereabouts: exercise.whereabouts(id),
            link: date.link.as_ref().map(ToString::to_string),
            capacity: date.capacity,
            taken: placed.len(),
            municipalities: shown.map(|municipality| Invited::of(municipality, letters, due, words)).collect(),
        }
    }
}

impl Invited {
    fn of(municipality: &Municipality, letters: &Letters<'_>, due: &[DueLetter<'_>], words: Words) -> Invited {
        let number = municipality.number;
        let contact = letters.contact(number);
        let found = due.binary_search_by_key(&number, |due| due.municipality.number).ok();
        let due = found.map(|place| &due[place]);
        let state = match (due, letters.due_of_place(municipality)) {
            (Some(_), _) => State::Due,
            (None, Due::Nothing(_)) if letters.history.is_last_of_place_unsent(number) => State::Written,
            (None, Due::Nothing(_)) => State::Sent,
            (None, Due::Letter(_)) => State::Later,
            (None, Due::Uncertain(_)) => State::Uncertain,
            (None, Due::Undeliverable(_)) => State::Undeliverable,
        };
        let answer = letters.participation(number).filter(|participation| participation.has_answer());
        let (kind, copy) = (due.map(|due| due.envelope.kind), due.is_some_and(|due| due.envelope.copy.is_some()));
        let choice = letters.choice(number);
        let pinned = letters.assignments.get(number).is_some_and(|assignment| assignment.pin.is_some());
        Invited {
            number: number.to_string(),
            municipality: municipality.name.clone(),
            contact: contact.and_then(|person| person.name.clone()),
            email: due
                .map_or_else(|| letters.addressee(municipality).address(), |due| due.envelope.address().to_owned()),
            phone: contact.and_then(|person| person.phone.clone()),
            choice,
            pinned,
            letter: state,
            kind,
            why: due.map(|due| words.say(&due.why)),
            copy,
            sent: letters.history.sent_to(number).last().map(|(_, at)| at.to_rfc3339()),
            answer: answer.map(|answer| words.say(&answer.into())),
            shown_choice: words.say(&in_words_choice(choice, pinned)),
            shown_letter: words.say(&in_words(state, kind, copy)),
        }
    }

    fn cells(&self) -> [String; 6] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [
            self.municipality.clone(),
            text(&self.contact),
            self.email.clone(),
            text(&self.phone),
            self.shown_choice.clone(),
            self.shown_letter.clone(),
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

fn in_words(state: State, kind: Option<Kind>, is_copy: bool) -> Sentence {
    match (state, kind) {
        (State::Due, Some(kind)) if is_copy => say!("invite-copy-due", kind = Sentence::from(kind)),
        (State::Due, Some(kind)) => say!("invite-due", kind = Sentence::from(kind)),
        (State::Sent, _) => say!("invite-sent"),
        (State::Written, _) => say!("invite-written"),
        (State::Uncertain, _) => say!("invite-uncertain"),
        (State::Undeliverable, _) => say!("invite-undeliverable"),
        (State::Due | State::Later, _) => say!("invite-later"),
    }
}

fn in_words_choice(choice: Option<usize>, is_pinned: bool) -> Sentence {
    if is_pinned { say!("invite-choice-pinned", choice = choice) } else { say!("invite-choice", choice = choice) }
}

impl View for Lists {
    fn page(&self, page: &mut Page) {
        let placed = || self.dates.iter().flat_map(|list| &list.municipalities);
        let is_answered = placed().any(|invited| invited.answer.is_some());
        for list in &self.dates {
            page.gap();
            page.heading(say!("invite-date", date = &list.in_full, taken = list.taken, capacity = list.capacity));
            list.whereabouts.iter().for_each(|line| page.line(Sentence::verbatim(line)));
            if !list.municipalities.is_empty() {
                let columns = [
                    Column::text(say!("column-municipality")),
                    Column::text(say!("column-contact")),
                    Column::under(say!("column-email")),
                    Column::under(say!("column-phone")),
                    Column::number(say!("column-choice")),
                    Column::text(say!("column-letter")),
                ];
                let answer = is_answered.then(|| Column::text(say!("column-answer")));
                let columns: Vec<Column> = columns.into_iter().chain(answer).collect();
                let cells = |invited: &Invited| {
                    let answer = is_answered.then(|| invited.answer());
                    invited.cells().into_iter().chain(answer).collect::<Vec<_>>()
                };
                page.table(&columns, list.municipalities.iter().map(cells));
            }
        }
        let reasons: Vec<&Invited> =
            placed().chain(&self.without_date).filter(|invited| invited.has_reason()).collect();
        if !reasons.is_empty() {
            page.gap();
            let columns = [
                Column::text(say!("column-municipality")),
                Column::text(say!("column-letter")),
                Column::text(say!("column-why")),
            ];
            let rows = reasons.into_iter().map(|invited| {
                let why = invited.why.clone().unwrap_or_default();
                [invited.municipality.clone(), invited.shown_letter.clone(), why]
            });
            page.table(&columns, rows);
        }
        page.gap();
        page.line(say!("letters-due", count = self.due, command = self.send.clone()));
    }

    fn grid(&self) -> Grid {
        let dated = self.dates.iter().flat_map(|list| {
            let start = [list.date.clone(), list.start.clone(), list.link.clone().unwrap_or_default()];
            list.municipalities.iter().map(move |invited| (start.clone(), invited, list.place.clone()))
        });
        let others = self.without_date.iter().map(|invited| (<[String; 3]>::default(), invited, String::new()));
        let rows = dated.chain(others).map(|(start, invited, place)| {
            let cells = start.into_iter().chain([invited.number.clone()]).chain(invited.cells());
            cells.chain([invited.why.clone().unwrap_or_default(), invited.answer(), place]).collect()
        });
        #[rustfmt::skip]
        let headings = [
            "date", "start", "link", "number", "municipality", "contact", "email", "phone", "choice", "letter", "why", "answer", "place",
        ];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
