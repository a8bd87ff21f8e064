//! Which column of a list holds what.

use super::ranking::MOST_CHOICES;
use super::vocabulary::Heading;
use crate::exercise::DateId;
use crate::registration::Field;
use crate::sheet::Row;

/// The heading of the first column in a file of refused rows.
pub const REASON: &str = "Refused because";

/// Where each field stands in a sheet.
#[derive(Debug, Default, Clone)]
pub struct Columns {
    known: Vec<(Heading, usize)>,
    /// Further columns of a field whose texts can be put together.
    further: Vec<(Field, usize)>,
    headings: Vec<String>,
}

impl Columns {
    pub fn new(headings: &Row) -> Columns {
        Columns { headings: headings.cells().map(str::to_owned).collect(), ..Columns::default() }
    }

    /// The column of a heading, from 0.
    pub fn of(&self, heading: Heading) -> Option<usize> {
        self.known.iter().find(|(known, _)| *known == heading).map(|(_, column)| *column)
    }

    /// The columns of the choices with their ranks, best first.
    pub fn choices(&self) -> Vec<(usize, usize)> {
        (1..=MOST_CHOICES).filter_map(|rank| Some((rank, self.of(Heading::Choice(rank))?))).collect()
    }

    /// The first choice between others that no column holds, and the column of the next one.
    pub fn gap(&self) -> Option<(usize, usize)> {
        let choices = self.choices();
        let gap = choices.windows(2).find(|pair| pair[1].0 > pair[0].0 + 1)?;
        Some((gap[0].0 + 1, gap[1].1))
    }

    /// The columns that hold the rank of a date.
    pub fn ranks(&self) -> Vec<(DateId, usize)> {
        let rank = |(heading, column): &(Heading, usize)| match heading {
            Heading::Rank(date) => Some((*date, *column)),
            _ => None,
        };
        self.known.iter().filter_map(rank).collect()
    }

    /// The columns of the other fields, in the order of fields.
    pub fn fields(&self) -> Vec<(Field, usize)> {
        Field::ALL.iter().filter_map(|field| Some((*field, self.of(Heading::Field(*field))?))).collect()
    }

    /// Further columns of fields that have one, such as Mobil beside Telefon.
    pub fn further(&self) -> &[(Field, usize)] {
        &self.further
    }

    /// The heading of a column, as it is written.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// How many headings there are, with the empty ones.
    pub fn width(&self) -> usize {
        self.headings.len()
    }

    /// Heading and field of each column that is read.
    pub fn described(&self) -> Vec<(String, String)> {
        let further = self.further.iter().map(|(field, column)| (Heading::Field(*field), *column));
        let all = self.known.iter().copied().chain(further);
        all.map(|(heading, column)| (self.headings[column].clone(), heading.name())).collect()
    }

    /// Takes note of a column; gives back the one that holds the same field already. In the export of a
    /// form, the first address is that of whoever filled it in.
    pub fn enter(&mut self, heading: Heading, column: usize, is_form: bool) -> Option<usize> {
        let email = Heading::Field(Field::Email);
        let is_first = self.of(Heading::FormEmail).is_none() && self.of(email).is_none();
        let heading = match heading {
            Heading::Field(Field::Email) if is_form && is_first => Heading::FormEmail,
            // Beside its own, the name that the form asks for.
            Heading::FormName if is_form && self.of(heading).is_some() => Heading::Field(Field::Contact),
            heading => heading,
        };
        let known = self.of(heading);
        match (known, heading) {
            (None, _) => self.known.push((heading, column)),
            (Some(_), Heading::Field(field @ (Field::Phone | Field::Comment))) => {
                self.further.push((field, column));
                return None;
            }
            _ => {}
        }
        known
    }

    /// Lets what a form asks of everyone stand in where nothing else was asked. Gives the columns that are not read, each
    /// with its field and the column that is read instead.
    pub fn use_form_columns(&mut self) -> Vec<(usize, Field, usize)> {
        let mut beside = Vec::new();
        for (stand_in, field) in [(Heading::FormEmail, Field::Email), (Heading::FormName, Field::Contact)] {
            match (self.of(stand_in), self.of(Heading::Field(field))) {
                (Some(column), None) => self.known.push((Heading::Field(field), column)),
                (Some(column), Some(read)) => beside.push((column, field, read)),
                (None, _) => {}
            }
        }
        self.known.retain(|(heading, _)| !matches!(heading, Heading::FormEmail | Heading::FormName));
        beside
    }
}

/// The column that says why a row was refused before, among the headings of a list.
pub fn reason(headings: &Row) -> Option<usize> {
    headings.cells().position(|heading| heading.eq_ignore_ascii_case(REASON))
}
