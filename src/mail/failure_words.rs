//! The words by which mail servers say that a mail did not arrive, or not yet, in the languages of those whom letters go to
//! and of the servers on the way.
//!
//! Texts are compared in small letters with composed characters, and with one blank between words.

/// Whether a text says that a mail did not arrive.
pub(super) fn says_failure(text: &str) -> bool {
    FAILURES.iter().any(|words| text.contains(words))
}

/// Whether a text says that a mail has not arrived yet, and that the server goes on trying.
pub(super) fn says_delay(text: &str) -> bool {
    DELAYS.iter().any(|words| text.contains(words))
}

/// Whether a subject is that of a report on a mail that has not arrived yet.
pub(super) fn is_of_delay(subject: &str) -> bool {
    const WORDS: [&str; 8] =
        ["delay", "warning", "varsel:", "varning:", "advarsel:", "åtvaring:", "warnung", "still trying"];
    says_delay(subject) || WORDS.iter().any(|word| subject.contains(word))
}

const FAILURES: &[&str] = &[
    // English
    "undeliver",
    "delivery fail",
    "delivery has failed",
    "delivery status",
    "delivery notification",
    "delivery report",
    "delivery error",
    "delivery problem",
    "delivery to the following",
    "failure notice",
    "failed delivery",
    "mail failure",
    "non-delivery",
    "nondelivery",
    "not delivered",
    "not be delivered",
    "n't be delivered",
    "cannot be delivered",
    "could not send message",
    "returned mail",
    "mail returned",
    "returned to sender",
    "returning message",
    "unable to deliver",
    "able to deliver your",
    "mail system error",
    "error sending your mail",
    "error delivering",
    "trouble delivering",
    "attempting to deliver",
    "trying to deliver the mail",
    "did not reach the following",
    "has been failed",
    "had delivery",
    "permanent error",
    "permanent fatal error",
    "invalid user address",
    "invalid final delivery",
    "message you sent blocked",
    "error during delivery",
    "not a member",
    "not member article",
    "not ml article",
    "see transcript for details",
    // Bokmål, nynorsk and Danish
    "kan ikke leveres",
    "kunne ikke leveres",
    "kunne ikke levere",
    "ikke levert",
    "ble ikke levert",
    "leveringsfeil",
    "levering mislyktes",
    "mislykket levering",
    "kan ikke sendes til",
    "kan ikkje leverast",
    "kunne ikkje leverast",
    "kunne ikkje levere",
    "ikkje levert",
    "vart ikkje levert",
    "levering mislukkast",
    "kan ikke afleveres",
    "kunne ikke afleveres",
    "ikke leveret",
    "leveringsfejl",
    "kan ikke sendes",
    // Swedish
    "inte att leverera",
    "inte levereras",
    "inte leverera",
    "ej levererat",
    "ej levereras",
    "leveransfel",
    "olevererbar",
    // Finnish
    "ei voida toimittaa",
    "ei voitu toimittaa",
    "toimitus epäonnistui",
    "epäonnistui:",
    "toimittaminen epäonnistui",
    "ei toimitettu",
    // Icelandic
    "ekki hægt að afhenda",
    "ekki var hægt að afhenda",
    // German
    "unzustellbar",
    "nicht zustellbar",
    "nicht zugestellt",
    "zustellung fehlgeschlagen",
    "zustellung ist fehlgeschlagen",
    "fehlgeschlagene zustellung",
    "fehler bei der nachrichtenzustellung",
    "konnte nicht erreicht werden",
    // Dutch, French, Italian, Spanish, Portuguese
    "onbestelbaar",
    "niet bezorgd",
    "niet worden bezorgd",
    "non remis",
    "échec de la remise",
    "échec de remise",
    "non recapitabile",
    "mancato recapito",
    "recapito non riuscito",
    "no se puede entregar",
    "no se pudo entregar",
    "no entregado",
    "error de entrega",
    "não é possível entregar",
    "não entregue",
    // Polish, Russian, Japanese
    "niedostarcz",
    "nie można dostarczyć",
    "не доставлен",
    "недоставлен",
    "не может быть доставлен",
    "не удалось доставить",
    "配信不能",
    "配信でき",
    "配信に失敗",
    "配送でき",
    "送信でき",
    "送信に失敗",
];

const DELAYS: &[&str] = &[
    // English
    "(delay)",
    "delivery delayed",
    "delayed mail",
    "has been delayed",
    "is delayed",
    "delayed:",
    "notification: delayed",
    "delivery delay",
    " delayed ",
    "warning message only",
    "this is a warning",
    "be retried",
    "not yet been delivered",
    "need to resend your message",
    "still being retried",
    "still trying",
    "will continue to try",
    "delivery attempts will continue",
    "temporary failure report",
    // Bokmål, nynorsk and Danish
    "forsink",
    "forseink",
    "ikke levert ennå",
    "ikkje levert enno",
    "forsøker fortsatt",
    "prøver framleis",
    "endnu ikke leveret",
    "forsøger fortsat",
    // Swedish, Finnish, German
    "fördröj",
    "försen",
    "ännu inte levererats",
    "viivästy",
    "ei ole vielä toimitettu",
    "verzöger",
    "verspätet",
    "noch nicht zugestellt",
    "weiterhin versucht",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_written_as_texts_are_compared() {
        for words in FAILURES.iter().chain(DELAYS) {
            assert_eq!(*words, crate::text::normalised(words));
        }
    }
}
