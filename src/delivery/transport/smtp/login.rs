//! Logging in to a mail server (RFC 4954).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::dialogue::Dialogue;
use super::failure::Failure;
use super::password::Password;
use super::reply::Reply;
use crate::delivery::fate::Obstacle;
use crate::exercise::{Login, Mechanism};

/// The server wants to hear more (RFC 4954, section 4).
const GO_ON: u16 = 334;

/// Logs in.
pub(super) fn log_in(dialogue: &mut Dialogue, login: &Login, password: &Password) -> Result<(), Failure> {
    let Login { user, mechanism, .. } = login;
    let name = mechanism.name();
    let offered = dialogue.extension("AUTH").filter(|offered| !offered.is_empty()).map(str::to_owned);
    let names = offered.as_deref().unwrap_or_default();
    if !names.split(' ').any(|offered| offered.eq_ignore_ascii_case(name)) {
        return Err(Failure::Hopeless(Obstacle::NoSuchLogin { mechanism: name.to_owned(), offered }.into()));
    }
    let password = &password.0;
    let plain = BASE64_STANDARD.encode(format!("\0{user}\0{password}"));
    let token = BASE64_STANDARD.encode(format!("user={user}\x01auth=Bearer {password}\x01\x01"));
    let encoded = BASE64_STANDARD.encode(password);
    // The longer ones first: they contain the others.
    dialogue.keep_secret([plain.clone(), token.clone(), encoded.clone(), password.clone()]);
    match mechanism {
        Mechanism::Plain => finished(&dialogue.question(&format!("AUTH PLAIN {plain}"), GO_ON)?),
        Mechanism::Login => {
            dialogue.question("AUTH LOGIN", GO_ON)?;
            dialogue.question(&BASE64_STANDARD.encode(user), GO_ON)?;
            finished(&dialogue.question(&encoded, GO_ON)?)
        }
        Mechanism::Xoauth2 => {
            let reply = dialogue.question(&format!("AUTH XOAUTH2 {token}"), GO_ON);
            // The server says with it what is wrong with the token, and waits for an empty line before it says no.
            let reply = match reply {
                Ok(reply) if reply.code() == GO_ON => dialogue.question("", GO_ON),
                reply => reply,
            };
            finished(&reply.map_err(|failure| match failure {
                Failure::Refused(reply) if reply.is_permanent() => {
                    Failure::Hopeless(Obstacle::TokenRefused { said: reply.text() }.into())
                }
                failure => failure,
            })?)
        }
    }
}

/// A server that wants to hear still more has not let anybody in.
fn finished(reply: &Reply) -> Result<(), Failure> {
    if reply.code() == GO_ON { Err(Obstacle::UnreadableAnswer.into()) } else { Ok(()) }
}
