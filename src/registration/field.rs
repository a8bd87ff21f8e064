//! The fields of a registration beside municipality and choices: the one table from which a spreadsheet's headings,
//! `[import.columns]`, registrations.csv, empty forms, `register`, `list` and `purge` know them.
//!
//! A further field is a variant and a row here, a value in [`super::Registration`], and a line in the
//! receipts' words. The recipe is in docs/design.md.

use strum::VariantArray;

use crate::language::Language;

/// A field of a registration, in the order of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Field {
    /// The name of a contact person.
    Contact,
    /// The e-mail address of a contact person.
    Email,
    /// The phone number of a contact person.
    Phone,
    /// How many take part.
    Participants,
    /// What else the municipality wrote.
    Comment,
    /// When the registration arrived.
    Received,
}

/// What is known of a field, whatever a registration has in it.
pub(crate) struct Description {
    /// Its column in registrations.csv and `list`, and its key in `[import.columns]`.
    pub(crate) key: &'static str,
    /// The headings by which spreadsheets name it, as [`crate::text::words`] makes them.
    pub(crate) headings: &'static [&'static str],
    /// Its heading in an empty form in bokmål, nynorsk and English; none if a form does not ask for it.
    pub(crate) form: Option<[&'static str; 3]>,
    /// Whether `purge` removes it.
    pub(crate) is_personal: bool,
    /// Whether every registrations.csv has its column, from the first version on; one without it is refused.
    pub(crate) is_in_all_tables: bool,
}

impl Field {
    /// All fields, in the order of columns.
    pub const ALL: &[Field] = Field::VARIANTS;

    #[expect(clippy::too_many_lines, reason = "it is a table")]
    pub(crate) fn description(self) -> Description {
        match self {
            Field::Contact => Description {
                key: "contact",
                headings: &[
                    "kontaktperson",
                    "kontakt",
                    "kontaktpersonens navn",
                    "navn på kontaktperson",
                    "namn på kontaktperson",
                    "contact",
                    "contact person",
                    "contact name",
                    "gulahallanolmmoš",
                ],
                form: Some(["Kontaktperson", "Kontaktperson", "Contact"]),
                is_personal: true,
                is_in_all_tables: true,
            },
            Field::Email => Description {
                key: "email",
                headings: &[
                    "e post",
                    "epost",
                    "e postadresse",
                    "epostadresse",
                    "e mail",
                    "email",
                    "mail",
                    "e mail address",
                    "email address",
                    "e poasta",
                    "e boasta",
                    "e poastačujuhus",
                    "e boastačujuhus",
                    "šleađgaboasta",
                ],
                form: Some(["E-post", "E-post", "E-mail"]),
                is_personal: true,
                is_in_all_tables: true,
            },
            Field::Phone => Description {
                key: "phone",
                headings: &[
                    "telefon",
                    "tlf",
                    "mobil",
                    "telefonnummer",
                    "telefonnr",
                    "tlf nr",
                    "tlfnr",
                    "mobilnummer",
                    "mobilnr",
                    "mobiltelefon",
                    "phone",
                    "phone number",
                    "mobile",
                    "telephone",
                    "telefovdna",
                    "telefovdnanummár",
                    "telefonnummir",
                    "mobiila",
                    "mobiilatelefovdna",
                    "giehtatelefovdna",
                ],
                form: Some(["Telefon", "Telefon", "Phone"]),
                is_personal: true,
                is_in_all_tables: true,
            },
            Field::Participants => Description {
                key: "participants",
                headings: &[
                    "antall deltakere",
                    "antall deltagere",
                    "antal deltakarar",
                    "talet på deltakarar",
                    "tal på deltakarar",
                    "deltakere",
                    "deltakarar",
                    "hvor mange",
                    "kor mange",
                    "how many",
                    "number of participants",
                    "participants",
                ],
                form: Some(["Antall deltakere", "Antal deltakarar", "Participants"]),
                is_personal: false,
                is_in_all_tables: true,
            },
            Field::Comment => Description {
                key: "comment",
                headings: &[
                    "kommentar",
                    "kommentarer",
                    "kommentarar",
                    "merknad",
                    "merknader",
                    "merknadar",
                    "comment",
                    "comments",
                    "remark",
                    "remarks",
                    "mearkkašeapmi",
                    "mearkkašupmi",
                    "kommentára",
                    "kommeanta",
                ],
                form: Some(["Kommentar", "Kommentar", "Comment"]),
                is_personal: true,
                is_in_all_tables: true,
            },
            Field::Received => Description {
                key: "received",
                headings: &[
                    "mottatt",
                    "motteke",
                    "mottatt dato",
                    "mottatt tidspunkt",
                    "innsendt",
                    "registrert",
                    "registrert dato",
                    "registrering",
                    "registreringsdato",
                    "innkommet",
                    "tidspunkt",
                    "tidsmerke",
                    "fullføringstidspunkt",
                    "completion time",
                    "timestamp",
                    "received",
                    "submitted",
                ],
                form: None,
                is_personal: false,
                is_in_all_tables: true,
            },
        }
    }

    /// Whether it is about a contact, of whom there may be several.
    pub(crate) fn is_of_contact(self) -> bool {
        matches!(self, Field::Contact | Field::Email | Field::Phone)
    }

    /// The field by which the part of a registration is called that it belongs to: a contact is one part.
    pub(crate) fn part(self) -> Field {
        if self.is_of_contact() { Field::Contact } else { self }
    }

    /// Whether every registrations.csv has its column.
    pub(crate) fn is_in_all_tables(self) -> bool {
        self.description().is_in_all_tables
    }

    /// Its column in registrations.csv and `list`, and its key in `[import.columns]`.
    #[must_use]
    pub fn key(self) -> &'static str {
        self.description().key
    }

    /// Its heading in an empty form; none if a form does not ask for it.
    pub(crate) fn in_form(self, language: Language) -> Option<&'static str> {
        let [nb, nn, en] = self.description().form?;
        Some(match language {
            Language::Nb => nb,
            Language::Nn => nn,
            Language::En => en,
        })
    }
}
