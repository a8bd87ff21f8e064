//! What a column holds whose heading leaves it open: its cells say.

use super::problem::Problem;
use super::profile::Profile;
use super::ranking::{MOST_CHOICES, asks_to_rank};
use super::vocabulary::{Heading, Meaning, Vocabulary};
use crate::registration::Field;
use crate::text::words;

/// What a column comes to once its cells have been looked at.
pub enum Settled {
    Holds(Heading),
    /// It is not read. It could be any of these.
    Unread(Vec<Heading>),
    /// It is about choices, but its heading does not say which.
    Unclear,
    /// Its heading is that of a field, but it is about choices.
    IsNot(Field),
    Refused(Problem),
    /// There is nothing in it, or nothing that is needed.
    Passed,
}

/// What the other columns of a sheet hold for certain.
pub struct Certain {
    /// The name of the municipality, and its number.
    name: bool,
    number: bool,
    /// The best choice that no column holds.
    pub missing_choice: usize,
    choices: bool,
}

impl Certain {
    pub fn of(meanings: &[(&str, Meaning)], vocabulary: &Vocabulary<'_>) -> Certain {
        let has = |is: &dyn Fn(Heading) -> bool| {
            meanings.iter().any(|(written, meaning)| match meaning {
                Meaning::One(heading) => is(*heading) && !vocabulary.is_doubtful(written, *heading),
                _ => false,
            })
        };
        let missing = (1..=MOST_CHOICES).find(|rank| !has(&|heading| heading == Heading::Choice(*rank)));
        Certain {
            name: has(&|heading| heading == Heading::Municipality),
            number: has(&|heading| heading == Heading::Number),
            missing_choice: missing.unwrap_or(MOST_CHOICES),
            choices: has(&|heading| matches!(heading, Heading::Choice(_))),
        }
    }

    /// How to look at the cells of a column; none if its heading says all.
    pub fn look_at(
        &self,
        written: &str,
        meaning: &Meaning,
        is_form: bool,
        vocabulary: &Vocabulary<'_>,
    ) -> Option<Profile> {
        let Meaning::One(heading) = meaning else { return Some(Profile::default()) };
        if vocabulary.is_named(written) {
            return None;
        }
        let is_spelled = vocabulary.is_spelled(written);
        let is_needed = match heading {
            Heading::Rank(_) => self.choices,
            Heading::Number | Heading::Choice(_) | Heading::FormEmail | Heading::Ignored => false,
            // Whether a form says anything of whoever fills it in.
            Heading::Field(Field::Email) => is_form || !is_spelled,
            // Nothing else than numbers is read there.
            Heading::Field(Field::Participants) => !is_spelled,
            Heading::Field(Field::Contact | Field::Phone | Field::Comment) => true,
            heading => vocabulary.is_doubtful(written, *heading),
        };
        let spelled = match heading {
            // A comment may mention dates, whatever it is on.
            Heading::Field(Field::Comment) => Some(Field::Comment),
            Heading::Field(field) if is_spelled && *field != Field::Received => Some(*field),
            _ => None,
        };
        is_needed.then(|| Profile::new(spelled))
    }

    /// What a column holds whose heading leaves it in doubt.
    pub fn settle(&self, written: &str, meaning: &Meaning, profile: &Profile) -> Settled {
        if profile.is_empty() {
            return match meaning {
                Meaning::One(heading @ Heading::Field(field)) if *field != Field::Received => Settled::Holds(*heading),
                _ => Settled::Passed,
            };
        }
        match meaning {
            Meaning::One(Heading::Rank(_)) => Settled::Refused(Problem::RanksBesideChoices),
            Meaning::Several(headings) => one_of(headings, profile),
            Meaning::One(heading @ Heading::Field(field)) if *field != Field::Received => {
                // A comment may be the words of an answer.
                let is_comment = profile.spelled == Some(Field::Comment);
                let is_of_choices = if is_comment { profile.is_of_dates() } else { profile.is_of_choices() };
                if is_of_choices { Settled::IsNot(*field) } else { Settled::Holds(*heading) }
            }
            // All choices stand in one cell, best first.
            Meaning::Unknown if !self.choices && profile.is_of_dates() && asks_to_rank(&words(written)) => {
                Settled::Holds(Heading::Choice(1))
            }
            _ if profile.is_of_choices() => Settled::Unclear,
            Meaning::One(heading @ (Heading::FormName | Heading::Organisation)) => match heading {
                _ if profile.is_of_municipalities() && !self.name => Settled::Holds(Heading::Municipality),
                Heading::FormName if !profile.is_of_municipalities() => Settled::Holds(Heading::FormName),
                _ => Settled::Unread(Vec::new()),
            },
            Meaning::One(Heading::Municipality) if (self.name || self.number) && !profile.has_municipalities() => {
                Settled::Unread(Vec::new())
            }
            Meaning::One(Heading::Field(_)) if !profile.has_moments() => Settled::Unread(Vec::new()),
            Meaning::One(heading) => Settled::Holds(*heading),
            Meaning::Unknown if self.choices && profile.is_of_numbers() && asks_for_rank(written) => {
                Settled::Refused(Problem::RanksBesideChoices)
            }
            Meaning::Unknown => Settled::Unread(Vec::new()),
        }
    }
}

/// Of a heading that could mean several things: a choice if there are dates below it, else not a choice.
fn one_of(headings: &[Heading], profile: &Profile) -> Settled {
    let is_choice = |heading: &Heading| matches!(heading, Heading::Choice(_));
    let (choices, others): (Vec<Heading>, Vec<Heading>) = headings.iter().partition(|heading| is_choice(heading));
    match (choices.as_slice(), others.as_slice()) {
        ([only], _) if profile.is_of_dates() => Settled::Holds(*only),
        ([first, ..], []) if profile.is_ranked() => Settled::Holds(*first),
        _ if profile.is_of_choices() => Settled::Unclear,
        ([_, ..], [only]) => Settled::Holds(*only),
        _ => Settled::Unread(headings.to_vec()),
    }
}

/// Whether a heading is about ranks: "Prioritet", beside a column of dates.
fn asks_for_rank(written: &str) -> bool {
    let words = words(written);
    ["prio", "rang", "rank"].iter().any(|word| words.starts_with(word))
}
