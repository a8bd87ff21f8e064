//! How headings are spelled, as [`crate::text::words`] makes them, beside those of fields and choices.
//!
//! Source of the words in Northern Sámi, here, in [`super::ranking`] and in [`crate::registration::Field`]: the dictionary
//! from Norwegian of GiellaLT (Divvun and Giellatekno), <https://github.com/giellalt/dict-nob-sme>, CC BY 4.0.

pub const NUMBER: &[&str] =
    &["kommunenr", "kommunenummer", "kommune nr", "kommune nummer", "knr", "municipality number", "municipality no"];
pub const MUNICIPALITY: &[&str] = &[
    "kommune",
    "kommunenavn",
    "kommunenamn",
    "navn på kommune",
    "namn på kommune",
    "kommunens navn",
    "kommunens namn",
    "navn på kommunen",
    "namn på kommunen",
    "namnet på kommunen",
    "name of municipality",
    "municipality",
    "municipality name",
    "gielda",
    "suohkan",
    "suohkannamma",
];
pub const FORM_NAME: &[&str] = &["navn", "namn", "name", "namma"];
pub const ORGANISATION: &[&str] =
    &["virksomhet", "verksemd", "organisasjon", "enhet", "eining", "organisation", "organization", "hvem er dere"];
pub const IGNORED: &[&str] = &[
    "id",
    "starttidspunkt",
    "start time",
    "sist endret",
    "sist endra",
    "siste endring",
    "tidspunkt for siste endring",
    "last modified time",
    "fylke",
    "county",
    "refused because",
];
/// Words for when an answer was received that are said of other things too.
pub const DOUBTFUL: &[&str] = &["tidspunkt", "registrert", "registrering", "registreringsdato", "innkommet"];
/// Words of questions: with them a heading is a question, and not the name of a municipality.
pub const ASKING: &[&str] = &[
    "hvilken", "hvem", "kva", "kven", "velg", "vel", "din", "deres", "dykkar", "which", "what", "select", "your",
    "navn", "namn", "name",
];
/// Headings of the exports of forms.
pub const OF_FORMS: &[&str] =
    &["starttidspunkt", "start time", "fullføringstidspunkt", "completion time", "tidsmerke", "timestamp"];
/// How words begin with which a heading asks who takes part.
pub const TAKING_PART: &[&str] = &["delta", "deltek", "stille", "kan", "participat", "attend"];
