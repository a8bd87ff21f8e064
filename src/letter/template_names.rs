//! The names of templates, and those that templates can use.

use crate::findings::suggestion;

/// The page around the words of every letter.
pub(super) const LAYOUT: &str = "layout.html";

/// The lead's own letter, while a command sends it.
pub(super) const MESSAGE: &str = "message.txt";

/// What stands before the name of a template that is included as text, when it is meant as it is.
pub(super) const AS_MARKDOWN: &str = "markdown:";

/// The names that templates of letters can use, for those who mistype one. Test: `every_name_that_is_promised_is_known`.
pub(super) const NAMES: [&str; 52] = [
    "language",
    "title",
    "theme",
    "organiser",
    "target_group",
    "contact.name",
    "contact.email",
    "contact.phone",
    "municipality",
    "is_municipality",
    "meeting.day",
    "meeting.hours",
    "meeting.place",
    "meeting.place_is_link",
    "meeting.link",
    "before.day",
    "before.hours",
    "before.place",
    "before.link",
    "changed.time",
    "changed.place",
    "changed.link",
    "moved",
    "withdrawn",
    "called_off",
    "reason",
    "choice",
    "better_are_full",
    "asks",
    "chose",
    "without_date",
    "over",
    "until",
    "forwardable",
    "cancelled",
    "deadline",
    "late",
    "replaces",
    "files",
    "answer.declined",
    "answer.any",
    "answer.name",
    "answer.email",
    "answer.phone",
    "answer.participants",
    "answer.comment",
    "form",
    "practical",
    "again",
    "evaluation",
    "unclear",
    "head_count",
];

/// What Norwegian leads write instead, in lower case, and the name that is meant.
const NORWEGIAN: [(&str, &str); 18] = [
    ("kommune", "municipality"),
    ("kommunen", "municipality"),
    ("kommunenavn", "municipality"),
    ("tittel", "title"),
    ("tema", "theme"),
    ("arrangør", "organiser"),
    ("målgruppe", "target_group"),
    ("frist", "deadline"),
    ("fristen", "deadline"),
    ("dato", "meeting.day"),
    ("dag", "meeting.day"),
    ("tid", "meeting.hours"),
    ("klokkeslett", "meeting.hours"),
    ("sted", "meeting.place"),
    ("stad", "meeting.place"),
    ("lenke", "meeting.link"),
    ("kontaktperson", "contact.name"),
    ("telefon", "contact.phone"),
];

/// The name that is probably meant by one that no letter knows.
pub(super) fn meant_by(written: &str) -> Option<&'static str> {
    let norwegian = NORWEGIAN.iter().find(|(word, _)| *word == written.to_lowercase()).map(|(_, name)| *name);
    norwegian.or_else(|| suggestion(written, NAMES.into_iter().filter(|name| *name != written)))
}
