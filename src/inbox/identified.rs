//! A reply with its identity: the same mail read again gives the same one.

use super::identity;
use super::sent::{SentLetter, SentLetters};
use crate::mail::Mail;
use crate::reply::{Reply, Response, Speaker};

/// A reply, and the identity that version 0.1 gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    pub(crate) reply: Reply,
    /// How a table of version 0.1 names it.
    pub former_id: String,
    /// Whether it shows that the letter has left.
    pub is_proof: bool,
}

/// What a mail says of a letter, in a reply that only the mail and the letter decide.
pub(super) fn reply(
    mail: &Mail,
    letter: &SentLetter,
    response: Response,
    detail: &str,
    sent: &SentLetters,
) -> Identified {
    let from = mail.from.as_ref();
    let is_own = from.is_some_and(|from| sent.is_of(letter.municipality, &from.email));
    let is_of_server = response.is_of_mail_server();
    let reply = Reply {
        id: String::new(),
        at: mail.at,
        municipality: letter.municipality,
        letter: letter.kind,
        message_id: letter.message_id.clone(),
        response,
        speaker: if is_own || is_of_server { Speaker::Municipality } else { Speaker::Person },
        from: if is_of_server { Some(letter.to.to_lowercase()) } else { from.map(|from| from.email.clone()) },
        name: from.and_then(|from| from.name.clone()).filter(|_| !is_of_server),
        sequence: None,
        proposed: None,
        doubt: None,
        sender: None,
        authentication: mail.authentication.clone(),
        guests: None,
        delegated_to: None,
        delegated_from: None,
        detail: detail.to_owned(),
        file: mail.file.clone(),
    };
    let former_id = former_id_of_mail(mail, &reply);
    Identified { reply: Reply { id: id_of_mail(mail, &reply), ..reply }, former_id, is_proof: true }
}

/// A mail with a Message-ID is known by it; another one by all that can be told of it.
fn id_of_mail(mail: &Mail, reply: &Reply) -> String {
    let unless_named = |value: Option<String>| value.filter(|_| mail.id.is_none());
    identity::of_values([
        ("letter", Some(reply.message_id.clone())),
        ("response", Some(reply.response.name().to_owned())),
        ("mail", mail.id.clone()),
        ("from", unless_named(mail.from.as_ref().map(|from| from.email.clone()))),
        ("at", unless_named(mail.at.map(|at| at.to_rfc3339()))),
        ("subject", unless_named(Some(mail.subject.clone()))),
        ("detail", unless_named(Some(reply.detail.clone()))),
    ])
}

fn former_id_of_mail(mail: &Mail, reply: &Reply) -> String {
    let known_by = mail.id.clone().unwrap_or_else(|| {
        let from = match &mail.from {
            Some(from) => format!("Some(Person {{ email: {:?}, name: {:?} }})", from.email, from.name),
            None => "None".to_owned(),
        };
        format!("{from}/{:?}/{}/{}", mail.at, mail.subject, reply.detail)
    });
    identity::of_parts([&reply.message_id, &known_by, reply.response.name()])
}
