//! From the text of exercise.toml to an [`Exercise`]: first what was written, then what it means. All mistakes are found
//! at once. Test: the session `mistakes-in-the-exercise.md`.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{LocalResult, NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use toml::de::DeTable;
use url::Url;

use super::fields::{Field, Fields};
use super::localised::{self, Localised};
use super::problem::{FILE, Problem};
use super::{Attached, Contact, Exercise, ExerciseDate, ExerciseDates, import_fields, invitation, mail, syntax};
use crate::email::Email;
use crate::findings::{Finding, Findings, suggestion};
use crate::group::{Rule, WrittenGroup};
use crate::language::Language;
use crate::text::shortened;

/// More dates than this are not an exercise any more; [`super::DateId`] counts them in 16 bits.
const MOST_DATES: usize = 1000;

/// Nor more groups: each is looked for among all others.
const MOST_GROUPS: usize = 1000;

impl Exercise {
    /// Reads the text of exercise.toml. All that is wrong with it is added to `findings`; nothing is given back if any of
    /// that is an error.
    pub fn read(text: &str, findings: &mut Findings) -> Option<Exercise> {
        read(text, findings)
    }
}

/// The files of the exercise folder that exercise.toml names. They can be looked for even if an exercise cannot be made
/// of the file.
#[derive(Debug)]
pub struct NamedFiles {
    /// Those that go with invitations.
    pub attach: Vec<Attached>,
    /// The certificate of an authority of one's own.
    pub ca_file: Option<Attached>,
    /// The largest message, in bytes.
    pub max_message_size: u64,
}

impl NamedFiles {
    /// Finds them in the text of exercise.toml. What is wrong with it is for [`Exercise::read`] to say.
    #[must_use]
    pub fn read(text: &str) -> NamedFiles {
        let (document, _) = DeTable::parse_recoverable(text);
        let mut top = Fields::top(text, document.get_ref());
        let invitation = invitation::read(&mut top, &mut Findings::new());
        let mail = mail::read(&mut top, &mut Findings::new());
        let ca_file = match mail.transport {
            mail::Transport::Smtp(smtp) => smtp.ca_file,
            mail::Transport::Outbox | mail::Transport::Sendmail(_) => None,
        };
        NamedFiles { attach: invitation.attach, ca_file, max_message_size: mail.max_message_size }
    }
}

fn read(text: &str, findings: &mut Findings) -> Option<Exercise> {
    let errors_before = findings.errors();
    let (document, errors) = DeTable::parse_recoverable(text);
    syntax::report(text, &errors, findings);
    if !errors.is_empty() {
        return None;
    }
    let mut top = Fields::top(text, document.get_ref());
    let id = top.required("id", findings).and_then(|field| identity(field, findings));
    let language = top.optional("language", findings).map_or(Some(Language::Nb), |field| language(&field, findings));
    let mut line = |key| localised::required(&mut top, key, language, single_line, findings);
    let (title, theme, organiser) = (line("title"), line("theme"), line("organiser"));
    let (target_group, place) = (line("target_group"), line("place"));
    let form = localised::read(&mut top, "form", language, single_line, findings);
    let published = top.required::<NaiveDate>("published", findings);
    let deadline = top.required::<NaiveDate>("deadline", findings);
    let timezone = top.required("timezone", findings).and_then(|field| timezone(&field, findings));
    let contact = top.table("contact", findings).and_then(|fields| contact(fields, findings));
    let (import_columns, import_ranking) = import(&mut top, findings);
    let practical = practical(&mut top, language, findings);
    let invitation = invitation::read(&mut top, findings);
    let mail = mail::read(&mut top, findings);
    let date_tables = top.tables("date", MOST_DATES, findings);
    let dates_place = date_tables.first().map(Fields::place);
    let dates = dates(date_tables, timezone, language, findings);
    let groups = groups(top.optional_tables("group", MOST_GROUPS, findings), findings);
    top.refuse_unknown(findings);
    check_order(published.as_ref(), deadline.as_ref(), &dates, findings);

    let exercise = Exercise {
        id: id?,
        title: title?,
        theme: theme?,
        organiser: organiser?,
        target_group: target_group?,
        form,
        place: place?,
        published: published?.value,
        deadline_place: deadline.as_ref().map(|deadline| deadline.place)?,
        deadline: deadline?.value,
        timezone: timezone?,
        language: language?,
        contact: contact?,
        import_columns,
        import_ranking,
        practical,
        invitation,
        mail,
        dates: ExerciseDates::new(dates),
        dates_place: dates_place?,
        groups,
    };
    (findings.errors() == errors_before).then_some(exercise)
}

fn identity(field: Field<String>, findings: &mut Findings) -> Option<String> {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let fits = !field.value.is_empty() && field.value.len() <= 40 && field.value.chars().all(allowed);
    if !fits {
        findings.push(field.error(Problem::BadId));
    }
    fits.then_some(field.value)
}

/// In characters: it stands in subjects and headings.
const LONGEST_LINE: usize = 1000;

fn single_line(field: &Field<String>, findings: &mut Findings) -> Option<String> {
    let problem = match field.value.trim() {
        "" => Problem::NotALine,
        line if line.contains(['\n', '\r']) => Problem::NotALine,
        _ if field.value.contains(is_control) => Problem::ControlCharacters,
        line if line.chars().count() > LONGEST_LINE => {
            let finding = field.error(Problem::LineTooLong { most: LONGEST_LINE });
            findings.push(finding.value(shortened(line, 40)));
            return None;
        }
        line => return Some(line.to_owned()),
    };
    findings.push(field.error(problem));
    None
}

fn is_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r')
}

/// What the table `[letters]` says: so far, what is special to the exercise.
fn practical(top: &mut Fields<'_>, language: Option<Language>, findings: &mut Findings) -> Option<Localised> {
    let mut letters = top.optional_table("letters", findings)?;
    let practical = localised::read(&mut letters, "practical", language, paragraphs, findings);
    letters.refuse_unknown(findings);
    practical
}

/// Paragraphs with one empty line between them.
fn paragraphs(field: &Field<String>, findings: &mut Findings) -> Option<String> {
    let text = field.value.replace('\r', "");
    let mut paragraphs: Vec<String> = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !last.is_empty() && !line.is_empty() => *last = format!("{last}\n{line}"),
            Some(last) if last.is_empty() => line.clone_into(last),
            _ => paragraphs.push(String::new()),
        }
    }
    let text = paragraphs.join("\n\n");
    let problem = match text.trim() {
        "" => Problem::NotAText,
        text if text.contains(is_control) => Problem::ControlCharacters,
        text => return Some(text.to_owned()),
    };
    findings.push(field.error(problem));
    None
}

fn timezone(field: &Field<String>, findings: &mut Findings) -> Option<Tz> {
    let zone = Tz::from_str(&field.value).ok();
    if zone.is_none() {
        let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
        let suggestion = suggestion(&field.value, names).map(str::to_owned);
        findings.push(field.error(Problem::NotATimeZone { suggestion }));
    }
    zone
}

fn language(field: &Field<String>, findings: &mut Findings) -> Option<Language> {
    let language = Language::find(&field.value);
    if language.is_none() {
        findings.push(field.error(Problem::NotALanguage));
    }
    language
}

fn contact(mut fields: Fields<'_>, findings: &mut Findings) -> Option<Contact> {
    let name = fields.required("name", findings).and_then(|field| single_line(&field, findings));
    let email =
        fields.required("email", findings).and_then(|field: Field<String>| match field.value.parse::<Email>() {
            Ok(email) => Some(email),
            Err(problem) => {
                findings.push(field.error(problem));
                None
            }
        });
    let phone = fields.required("phone", findings).and_then(|field| single_line(&field, findings));
    fields.refuse_unknown(findings);
    Some(Contact { name: name?, email: email?, phone: phone? })
}

/// The headings of columns, and whether several dates in a cell are ranked.
fn import(top: &mut Fields<'_>, findings: &mut Findings) -> (BTreeMap<&'static str, String>, bool) {
    let Some(mut import) = top.optional_table("import", findings) else { return (BTreeMap::new(), false) };
    let ranking = import.optional::<bool>("ranking", findings).is_some_and(|field| field.value);
    let mut columns = BTreeMap::new();
    if let Some(mut fields) = import.optional_table("columns", findings) {
        for key in import_fields() {
            columns.extend(fields.optional::<String>(key, findings).map(|heading| (key, heading.value)));
        }
        fields.refuse_unknown(findings);
    }
    import.refuse_unknown(findings);
    (columns, ranking)
}

fn dates(
    tables: Vec<Fields<'_>>,
    timezone: Option<Tz>,
    language: Option<Language>,
    findings: &mut Findings,
) -> Vec<ExerciseDate> {
    let mut dates: Vec<ExerciseDate> = Vec::new();
    for mut fields in tables {
        let start = fields.required::<NaiveDateTime>("start", findings);
        let called_off = called_off(&mut fields, findings);
        let needs_rest = called_off.is_none();
        let end = fields.needed::<NaiveDateTime>("end", needs_rest, findings);
        let capacity = fields.needed("capacity", needs_rest, findings).and_then(|field| seats(&field, findings));
        let minimum = fields.optional("minimum", findings).and_then(|field| minimum(&field, capacity, findings));
        let link = fields.optional("link", findings).and_then(|field| link(&field, findings));
        let place = localised::read(&mut fields, "place", language, single_line, findings);
        fields.refuse_unknown(findings);
        for time in [&start, &end].into_iter().flatten() {
            check_occurs_once(time, timezone, findings);
        }
        if let (Some(start), Some(end)) = (&start, &end) {
            check_hours(start, end, findings);
        }
        let Some(start) = start else { continue };
        if dates.iter().any(|date| date.start == start.value) {
            findings.push(start.error(Problem::SameStart));
        }
        // One that is not held needs no end.
        let end = end.map(|end| end.value).or((!needs_rest).then_some(start.value));
        let (capacity, minimum) = if needs_rest { (capacity, minimum.unwrap_or(0)) } else { (Some(0), 0) };
        let (Some(end), Some(capacity)) = (end, capacity) else { continue };
        let (start, line) = (start.value, start.place);
        dates.push(ExerciseDate { start, end, capacity, minimum, link, place, called_off, has_begun: false, line });
    }
    dates
}

/// Whether a date is called off: `true`, or why.
fn called_off(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<String> {
    if fields.is_text("called_off") {
        let note: Field<String> = fields.optional("called_off", findings)?;
        return single_line(&note, findings);
    }
    let is_called_off: Field<bool> = fields.optional("called_off", findings)?;
    is_called_off.value.then(String::new)
}

/// More seats than there are bodies of any kind in Norway; assigning takes memory for each.
const MOST_SEATS: u32 = 1_000_000;

fn seats(field: &Field<u32>, findings: &mut Findings) -> Option<u32> {
    let problem = match field.value {
        0 => Problem::NoCapacity,
        1..=MOST_SEATS => return Some(field.value),
        _ => Problem::TooManySeats { most: MOST_SEATS },
    };
    findings.push(field.error(problem));
    None
}

fn minimum(field: &Field<u32>, capacity: Option<u32>, findings: &mut Findings) -> Option<u32> {
    let problem = match capacity {
        _ if field.value == 0 => Problem::NoMinimum,
        Some(capacity) if field.value > capacity => Problem::MinimumAboveCapacity { capacity },
        _ => return Some(field.value),
    };
    findings.push(field.error(problem));
    None
}

fn groups(tables: Vec<Fields<'_>>, findings: &mut Findings) -> Vec<WrittenGroup> {
    let mut groups: Vec<WrittenGroup> = Vec::new();
    for mut fields in tables {
        let name: Option<Field<String>> = fields.required("name", findings);
        let line = name.as_ref().and_then(|field| single_line(field, findings));
        let rule = fields.required("rule", findings).and_then(|field| rule(&field, findings));
        let members = fields.texts("members", findings);
        fields.refuse_unknown(findings);
        if let Some(members) = members.as_ref().filter(|members| members.len() < 2) {
            let place = members.first().map_or(fields.place(), |member| member.place);
            findings.push(Finding::error(FILE, Problem::TooFewMembers).at(place));
        }
        let (Some(name), Some(line), Some(rule), Some(members)) = (name, line, rule, members) else { continue };
        if groups.iter().any(|group| group.name == line) {
            findings.push(name.error(Problem::GroupNamedTwice));
        }
        let members = members.into_iter().map(|member| (member.value, member.place)).collect();
        groups.push(WrittenGroup { name: line, rule, members });
    }
    groups
}

fn rule(field: &Field<String>, findings: &mut Findings) -> Option<Rule> {
    let rule = Rule::NAMES.iter().find(|(name, _)| *name == field.value).map(|(_, rule)| *rule);
    if rule.is_none() {
        findings.push(field.error(Problem::NotARule));
    }
    rule
}

fn link(field: &Field<String>, findings: &mut Findings) -> Option<Url> {
    let link = Url::parse(&field.value).ok().filter(|url| url.scheme() == "https" && url.has_host());
    if link.is_none() {
        findings.push(field.error(Problem::NotALink));
    }
    link
}

fn check_occurs_once(time: &Field<NaiveDateTime>, timezone: Option<Tz>, findings: &mut Findings) {
    let Some(zone) = timezone else { return };
    let problem = match zone.from_local_datetime(&time.value) {
        LocalResult::Single(_) => return,
        LocalResult::None => Problem::NoSuchTime { zone: zone.to_string() },
        LocalResult::Ambiguous(..) => Problem::TimeOccursTwice { zone: zone.to_string() },
    };
    findings.push(time.error(problem));
}

fn check_hours(start: &Field<NaiveDateTime>, end: &Field<NaiveDateTime>, findings: &mut Findings) {
    if end.value <= start.value {
        findings.push(end.error(Problem::EndBeforeStart { start: start.written.clone() }));
    }
}

fn check_order(
    published: Option<&Field<NaiveDate>>,
    deadline: Option<&Field<NaiveDate>>,
    dates: &[ExerciseDate],
    findings: &mut Findings,
) {
    let Some(deadline) = deadline else { return };
    if let Some(published) = published.filter(|published| published.value > deadline.value) {
        findings.push(published.error(Problem::PublishedAfterDeadline { deadline: deadline.written.clone() }));
    }
    if let Some(first) = dates.iter().filter(|date| date.called_off.is_none()).map(|date| date.start.date()).min()
        && deadline.value >= first
    {
        findings.push(deadline.error(Problem::DeadlineAfterFirstDate { first: first.to_string() }));
    }
}
