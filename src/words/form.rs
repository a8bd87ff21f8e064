//! What a registration form says, by language. Everything in it that can be chosen is read by `import`.

use crate::language::Language;
use crate::registration::Field;

/// What a registration form says in one language.
pub(crate) struct FormWords {
    /// The name of its sheet.
    pub(crate) sheet: &'static str,
    /// The labels of what stands above the table.
    pub(crate) deadline: &'static str,
    pub(crate) return_to: &'static str,
    pub(crate) dates: &'static str,
    pub(crate) how: &'static str,
    /// How it is filled in.
    pub(crate) filling_in: &'static str,
    /// What the first choice can be besides a date, where there are several.
    pub(crate) any_or_declined: &'static str,
    /// The headings of the municipality and its choices; those of other fields stand in their table.
    pub(crate) municipality: &'static str,
    pub(crate) first: &'static str,
    pub(crate) second: &'static str,
    /// What can be chosen besides a date.
    pub(crate) any: &'static str,
    pub(crate) declined: &'static str,
    /// What is shown beside a cell while it is filled in.
    pub(crate) hint_municipality: &'static str,
    pub(crate) hint_first: &'static str,
    pub(crate) hint_second: &'static str,
    hint_email: &'static str,
    hint_participants: &'static str,
    /// What is asked of somebody who writes what is not on the list; the program adds its own question.
    pub(crate) unlisted: &'static str,
    pub(crate) unlisted_text: &'static str,
}

impl FormWords {
    pub(crate) fn of(language: Language) -> &'static FormWords {
        match language {
            Language::Nb => &NB,
            Language::Nn => &NN,
            Language::En => &EN,
        }
    }

    /// What is shown beside a cell of a field.
    pub(crate) fn hint(&self, field: Field) -> Option<&'static str> {
        match field {
            Field::Email => Some(self.hint_email),
            Field::Participants => Some(self.hint_participants),
            _ => None,
        }
    }
}

static NB: FormWords = FormWords {
    sheet: "Påmelding",
    deadline: "Svarfrist",
    return_to: "Svaret sendes til",
    dates: "Datoer",
    how: "Slik svarer dere",
    filling_in: "Fyll ut én rad for kommunen i de gule feltene. Lagre filen og send den som vedlegg til adressen over.",
    any_or_declined: "Pri 1 kan også være «alle» (alle datoene passer) eller «deltar ikke».",
    municipality: "Kommune",
    first: "Pri 1",
    second: "Pri 2",
    any: "alle",
    declined: "deltar ikke",
    hint_municipality: "Velg kommunen i listen.",
    hint_first: "Velg datoen som passer best, eller et av svarene nederst i listen.",
    hint_second: "Velg datoen som passer nest best. La feltet stå tomt hvis ingen andre datoer passer.",
    hint_email: "Invitasjonen blir sendt til denne adressen.",
    hint_participants: "Skriv et tall, for eksempel 12.",
    unlisted: "Står ikke i listen",
    unlisted_text: "Det som er skrevet, står ikke i listen. Se etter at det er riktig.",
};

static NN: FormWords = FormWords {
    sheet: "Påmelding",
    deadline: "Svarfrist",
    return_to: "Svaret skal sendast til",
    dates: "Datoar",
    how: "Slik svarer de",
    filling_in: "Fyll ut éi rad for kommunen i dei gule felta. Lagre fila og send ho som vedlegg til adressa over.",
    any_or_declined: "Pri 1 kan òg vere «alle» (alle datoane passar) eller «deltek ikkje».",
    municipality: "Kommune",
    first: "Pri 1",
    second: "Pri 2",
    any: "alle",
    declined: "deltek ikkje",
    hint_municipality: "Vel kommunen i lista.",
    hint_first: "Vel datoen som passar best, eller eit av svara nedst i lista.",
    hint_second: "Vel datoen som passar nest best. Lat feltet stå tomt dersom ingen andre datoar passar.",
    hint_email: "Invitasjonen blir send til denne adressa.",
    hint_participants: "Skriv eit tal, til dømes 12.",
    unlisted: "Står ikkje i lista",
    unlisted_text: "Det som er skrive, står ikkje i lista. Sjå etter at det er rett.",
};

static EN: FormWords = FormWords {
    sheet: "Registration",
    deadline: "Reply by",
    return_to: "Send your reply to",
    dates: "Dates",
    how: "How to reply",
    filling_in: "Fill in one row for your municipality in the yellow cells. Save the file and send it as an attachment to the address above.",
    any_or_declined: "The first choice can also be “any date” (all of them suit you) or “not participating”.",
    municipality: "Municipality",
    first: "First choice",
    second: "Second choice",
    any: "any date",
    declined: "not participating",
    hint_municipality: "Choose your municipality from the list.",
    hint_first: "Choose the date that suits you best, or one of the answers at the end of the list.",
    hint_second: "Choose the date that suits you second best. Leave the cell empty if no other date suits you.",
    hint_email: "The invitation will be sent to this address.",
    hint_participants: "Write a number, such as 12.",
    unlisted: "Not on the list",
    unlisted_text: "What you have written is not on the list. Please check that it is right.",
};
