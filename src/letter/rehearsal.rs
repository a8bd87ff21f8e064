//! Every letter written once in every language, to nobody, so that mistakes in templates are found before a letter is sent.

use std::collections::BTreeMap;

use chrono::{NaiveTime, TimeDelta};
use strum::IntoEnumIterator;

use super::mistakes::Search;
use super::{Context, Envelope, Form, Identities, Kind, Letter, Meeting, TemplateError, Templates, announcement};
use crate::exercise::{DateId, Exercise};
use crate::findings::Place;
use crate::language::Language;
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Choices, Person, Registration, Source};

/// What is wrong with the templates, each mistake once.
fn rehearse(exercise: &Exercise, templates: &Templates) -> Vec<TemplateError> {
    Search::mistakes(templates, |search| {
        let elsewhere = Exercise { dates: exercise.dates.with_first_at("–"), ..exercise.clone() };
        let on_a_map = Exercise { dates: exercise.dates.with_first_at("https://example.no/kart"), ..exercise.clone() };
        for language in Language::ALL {
            for (exercise, form) in
                [exercise, &elsewhere, &on_a_map].into_iter().flat_map(|one| Form::ALL.map(|form| (one, form)))
            {
                search.letter(|templates| announcement(exercise, language, form, templates));
            }
            for kind in Kind::iter() {
                for (case, reason) in CASES.iter().flat_map(|case| reasons(kind).map(move |reason| (case, reason))) {
                    let nobody = nobody(case.name(), language, exercise);
                    search.letter(|templates| case.write(kind, reason, exercise, &nobody, templates));
                }
            }
        }
    })
}

/// All mistakes in the lead's own templates, by name.
pub(crate) fn mistakes(own: BTreeMap<String, String>, exercise: &Exercise) -> Vec<TemplateError> {
    let (templates, mut errors) = Templates::read(own);
    errors.extend(templates.iter().flat_map(|templates| rehearse(exercise, templates)));
    errors
}

/// A letter can say one thing or another; between them, the cases have it say everything.
struct Case {
    choice: Option<usize>,
    has_open: bool,
    /// Whether it says what is said only sometimes: of changes, choices and the file for others.
    in_full: bool,
    is_unclear: bool,
}

const CASES: [Case; 5] = [
    Case { choice: None, has_open: false, in_full: false, is_unclear: false },
    Case { choice: Some(1), has_open: false, in_full: true, is_unclear: false },
    Case { choice: Some(2), has_open: true, in_full: true, is_unclear: false },
    Case { choice: Some(2), has_open: true, in_full: false, is_unclear: true },
    Case { choice: None, has_open: false, in_full: false, is_unclear: true },
];

/// The reasons for having no date that a letter can tell.
const REASONS: [&str; 9] = [
    "full",
    "called-off",
    "full-or-called-off",
    "past",
    "past-full-or-called-off",
    "group",
    "minimum",
    "group-or-minimum",
    "can-be-assigned",
];

/// Those that letters of a kind are tried with.
fn reasons(kind: Kind) -> impl Iterator<Item = &'static str> {
    REASONS.into_iter().take(if matches!(kind, Kind::Unplaced | Kind::Cancellation) { REASONS.len() } else { 1 })
}

impl Case {
    /// Whose letter it is: a municipality's, or that of another organisation.
    fn name(&self) -> &'static str {
        if self.in_full { "Oslo" } else { "Ingen" }
    }

    fn write(
        &self,
        kind: Kind,
        reason: &'static str,
        exercise: &Exercise,
        municipality: &Municipality,
        templates: &Templates,
    ) -> Result<(), TemplateError> {
        let mut exercise = exercise.clone();
        exercise.invitation.forwardable = self.in_full;
        exercise.form = self.in_full.then(|| "–".to_owned().into());
        exercise.practical = self.in_full.then(|| "–".to_owned().into());
        if self.has_open {
            exercise.dates = exercise.dates.with_first_at(if self.in_full { "https://example.no/kart" } else { "–" });
        }
        if self.in_full && self.has_open {
            exercise.dates = exercise.dates.with_first_called_off("–");
        }
        let dates: Vec<DateId> = exercise.dates.ids().collect();
        // It is on line, or it is somewhere.
        let before = kind.names_meeting().then(|| Meeting {
            place: if self.in_full { "https://example.no/kart" } else { "–" }.to_owned(),
            link: self.in_full.then(|| "https://example.no/1".to_owned()),
            ..Meeting::of(&exercise, dates[0], municipality.language.unwrap_or(exercise.language))
        });
        let other = |meeting: &Meeting| Meeting {
            start: meeting.start + TimeDelta::days(1),
            end: meeting.end + TimeDelta::days(1),
            place: format!("{} 2", meeting.place),
            link: meeting.link.as_ref().filter(|_| !self.has_open).map(|link| format!("{link}/2")),
        };
        let on_line = |meeting: &Meeting| Meeting {
            link: self.has_open.then(|| "https://example.no/1".to_owned()),
            ..meeting.clone()
        };
        let meeting = before.as_ref().map(|before| if self.in_full { other(before) } else { on_line(before) });
        let registration = self.registration(&exercise, municipality.number);
        let unclear = ["–".to_owned()];
        let deadline = exercise.deadline.and_time(NaiveTime::MIN).and_utc();
        let ordinal = usize::from(self.in_full);
        let envelope = Envelope {
            recipient: municipality.email.clone(),
            meeting,
            before,
            asks: self.in_full,
            until: (self.has_open && self.in_full).then_some(exercise.deadline),
            replaces: self.in_full,
            head_count: self.in_full.then_some(2),
            withdraws: self.is_unclear && kind == Kind::Confirmation,
            ..Envelope::new(&Identities::new(&exercise, None), municipality.number, kind, ordinal, String::new())
        };
        let context = Context {
            exercise: &exercise,
            municipality,
            registration: Some(&registration),
            choice: self.choice,
            moved: &dates[..1],
            is_moved: self.in_full && !self.has_open,
            is_withdrawn: self.in_full,
            called_off: (self.in_full && self.has_open).then_some(dates[0]),
            without_date: Some(reason),
            is_over: !self.has_open && (self.in_full || self.is_unclear),
            open: match (self.has_open, self.in_full) {
                (true, true) => &dates,
                (true, false) => &dates[..1],
                (false, _) => &[],
            },
            unclear: if self.is_unclear { &unclear } else { &[] },
            link: self.has_open.then_some("https://example.no"),
            attachments: &[],
            now: if self.has_open { deadline - TimeDelta::days(2) } else { deadline + TimeDelta::days(2) },
        };
        Letter::write(envelope, &context, templates).map(drop)
    }

    /// It declines, takes any date and tells all of itself, or takes one date and tells nothing.
    fn registration(&self, exercise: &Exercise, municipality: Number) -> Registration {
        let email = exercise.contact.email.clone();
        let contact = Person { name: Some("Ingen".into()), email: Some(email), phone: Some("0".into()) };
        let date = exercise.dates.ids().next();
        let (answer, tells) = match (self.in_full, self.has_open) {
            (true, false) => (Answer::Any, true),
            (true, true) => (Choices::new(date).map_or(Answer::Any, Answer::Dates), false),
            (false, true) => (Choices::new(exercise.dates.ids()).map_or(Answer::Any, Answer::Dates), false),
            (false, false) => (Answer::Declined, false),
        };
        let imported = exercise.deadline.and_time(NaiveTime::MIN);
        let source = Source { file: String::new(), line: 1 };
        Registration {
            contacts: if tells { vec![contact] } else { Vec::new() },
            participants: tells.then_some(1),
            comment: tells.then(|| "–".to_owned()),
            ..Registration::new(municipality, answer, imported, source)
        }
    }
}

fn nobody(name: &str, language: Language, exercise: &Exercise) -> Municipality {
    Municipality {
        number: crate::municipality::Number::NOBODY,
        name: name.to_owned(),
        other_full_name: None,
        deputy: None,
        language: Some(language),
        email: Some(exercise.contact.email.clone()),
        email_place: Place { line: 1, column: 1 },
        aliases: Vec::new(),
        priority: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::template_names::NAMES;
    use super::*;
    use crate::findings::Findings;
    use crate::letter::template_error::TemplateProblem;

    #[test]
    fn every_reason_for_having_no_date_is_tried() {
        let all = <crate::assign::WithoutDate as strum::VariantArray>::VARIANTS.iter().copied();
        assert_eq!(all.map(<&str>::from).collect::<Vec<_>>(), REASONS);
    }

    fn exercise() -> Exercise {
        Exercise::read(include_str!("../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
    }

    fn mistakes(own: &[(&str, &str)]) -> Vec<(String, usize)> {
        let own = own.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect();
        let templates = Templates::with(own).expect("they are templates");
        rehearse(&exercise(), &templates).into_iter().map(|error| (error.name, error.line)).collect()
    }

    #[test]
    fn the_built_in_templates_are_in_order() {
        assert_eq!(mistakes(&[]), []);
    }

    #[test]
    fn a_mistake_comes_to_light_wherever_it_is() {
        for (name, source) in super::super::built_in() {
            let source = format!("{source}{{{{ nothing }}}}");
            let found = mistakes(&[(name, &source)]);
            assert_eq!(found, [(name.to_owned(), source.lines().count())], "{name}");
        }
    }

    #[test]
    fn a_letter_without_a_subject_comes_to_light() {
        for source in ["Hei", "", "Emne:\n\nHei", "Hei\nEmne: Hei"] {
            assert_eq!(mistakes(&[("nb/reminder.md", source)]), [("nb/reminder.md".to_owned(), 1)]);
        }
    }

    #[test]
    fn every_name_that_is_promised_is_known() {
        let all = NAMES.map(|name| format!("{{% if {name} %}}{{% endif %}}x")).concat();
        let update = format!("Emne: x\n{all}");
        let invitation = "Emne: x\nx {{ open[0].day if open }}";
        assert_eq!(mistakes(&[("nb/update.md", &update), ("nb/invitation.md", invitation)]), []);
    }

    #[test]
    fn what_is_not_text_is_refused_where_it_is_printed() {
        let problem = |source: &str| {
            let own = [("nb/update.md".to_owned(), format!("Emne: x\n\nÆ {source}"))];
            let templates = Templates::with(own.into_iter().collect()).expect("it is a template");
            let error = rehearse(&exercise(), &templates).into_iter().next()?;
            assert_eq!((error.name.as_str(), error.line, error.column), ("nb/update.md", 3, 6), "{source}");
            Some(error.problem)
        };
        let no_value = |condition: &str| Some(TemplateProblem::NoValue { condition: condition.to_owned() });
        assert_eq!(problem("{{ choice }}"), no_value("choice"));
        assert_eq!(problem("{{ form }}"), no_value("form"));
        assert_eq!(problem("{{ answer.name }}"), no_value("answer.name"));
        assert_eq!(problem("{{ practical }}"), Some(TemplateProblem::PrintsList { name: "practical".to_owned() }));
        assert_eq!(problem("{{ late }}"), Some(TemplateProblem::PrintsCondition { name: "late".to_owned() }));
        let parts = |example| Some(TemplateProblem::PrintsParts { example: Some(example) });
        assert_eq!(problem("{{ contact }}"), parts("contact.name"));
        assert_eq!(problem("{{ meeting }}"), parts("meeting.day"));
        for source in ["{{ meeting.day }}", "{{ files|length }}", "{{ 'x' if late }}", "{{ practical|join }}"] {
            assert_eq!(problem(source), None);
        }
        let reminder = [("nb/reminder.md".to_owned(), "Emne: {{ meeting.day }}".to_owned())];
        let templates = Templates::with(reminder.into_iter().collect()).expect("it is a template");
        let errors = rehearse(&exercise(), &templates);
        assert_eq!(errors.into_iter().next().map(|error| error.problem), no_value("meeting"));
    }

    #[test]
    fn a_mistake_comes_to_light_in_whatever_is_said_only_sometimes() {
        let source: BTreeMap<&str, &str> = super::super::built_in().collect();
        for (name, condition) in [
            ("nb/choice.md", "{% elif choice %}"),
            ("nb/choice.md", "{% else %}"),
            ("nb/confirmation.md", "{% if is_municipality %}"),
            ("nn/confirmation.md", "{% else %}\nTa"),
            ("nb/cancellation.md", "{% if answer and answer.declined %}"),
            ("nn/cancellation.md", "{% elif asks %}"),
            ("nb/answer.md", "{% if answer.dates|length == 1 %}"),
            ("nn/update.md", "{% if changed.link %}"),
            ("en/cancellation.md", "{% if asks %}"),
            ("nb/open.md", "{% else %}"),
            ("nb/open.md", "{% if open %}"),
            ("nb/open.md", "{% elif over %}"),
            ("nn/without-date.md", "{% elif without_date == \"full\" and chose %}"),
            ("nn/without-date.md", "{% elif without_date == \"full\" %}"),
            ("en/invitation.md", "{% if forwardable %}"),
            ("en/invitation.md", "{% for paragraph in practical %}"),
            ("nb/announcement.md", "{% for paragraph in practical %}"),
            ("nn/receipt.md", "{% if unclear %}"),
            ("nb/receipt.md", "{% if open %}"),
        ] {
            assert!(source[name].contains(condition), "{name}");
            let own = source[name].replacen(condition, &format!("{condition}{{{{ nothing }}}}"), 1);
            assert_eq!(mistakes(&[(name, &own)]).len(), 1, "{name} {condition}");
        }
    }
}
