//! How typed values are read, and what is shown when they cannot be.

use std::fmt;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use strum::IntoEnumIterator;
use url::Url;

use crate::email::Email;
use crate::exercise::{self, NotAPeriod, Period};
use crate::language::Language;
use crate::letter::Kind;
use crate::registration::Source;

/// The result of reading a value; the error is what clap shows.
type Typed<T> = Result<T, String>;

pub(super) fn time(typed: &str) -> Typed<NaiveDateTime> {
    let time = |form| NaiveDateTime::parse_from_str(typed, form).ok();
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"].into_iter().find_map(time).ok_or_else(|| like("2022-08-20T09:00"))
}

pub(super) fn day(typed: &str) -> Typed<NaiveDate> {
    exercise::day(typed).map_err(|_| like("24.09.2027"))
}

pub(super) fn period(typed: &str) -> Typed<Period> {
    typed.parse().map_err(|problem| match problem {
        NotAPeriod::Form => like("\"24.11.2027 09:30-11:30\""),
        NotAPeriod::EndsTooEarly => "it does not end after it begins".to_owned(),
    })
}

/// A length of time, as in `7d` or `12h`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span(pub(crate) TimeDelta);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hours = self.0.num_hours();
        if hours % 24 == 0 { write!(f, "{}d", hours / 24) } else { write!(f, "{hours}h") }
    }
}

pub(super) fn span(typed: &str) -> Typed<Span> {
    let seconds = exercise::seconds(typed).and_then(|seconds| i64::try_from(seconds).ok());
    seconds.and_then(TimeDelta::try_seconds).map(Span).ok_or_else(|| like("7d or 12h"))
}

pub(super) fn email(typed: &str) -> Typed<Email> {
    typed.parse().map_err(|_| like("kari@example.no"))
}

pub(super) fn link(typed: &str) -> Typed<Url> {
    let url = Url::parse(typed).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    url.ok_or_else(|| like("https://forms.example.no/1"))
}

/// The link of a meeting, which exercise.toml takes too.
pub(super) fn meeting_link(typed: &str) -> Typed<Url> {
    link(typed)
        .ok()
        .filter(|url| url.scheme() == "https" && url.has_host())
        .ok_or_else(|| like("https://teams.example.no/1"))
}

pub(super) fn source(typed: &str) -> Typed<Source> {
    typed.parse().map_err(|_| like("data/incoming/july.csv:14"))
}

fn like(example: &str) -> String {
    format!("write it like {example}")
}

pub(super) fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
        .map(|code| Language::find(&code).unwrap_or(Language::Nb))
}

pub(super) fn kind(is_meant: fn(Kind) -> bool) -> impl TypedValueParser<Value = Kind> {
    let names = Kind::iter().filter(|kind| is_meant(*kind)).map(Kind::name);
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Kind>())
}
