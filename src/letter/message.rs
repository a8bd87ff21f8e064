//! The message of a letter, in the form that calendars accept:
//! mixed > (alternative > (plain, HTML, calendar)) + the calendar again as a file.
//!
//! Readers differ in which of the two calendar parts they look at, so both are the same bytes. The
//! inline one has neither disposition nor identity, which some readers take for a file (RFC 6047
//! section 2.4; the order is that of Exchange, MS-OXCMAIL 2.1.3.3.8.2).
//!
//! It must never put a text into a header without its being encoded or parsed.

use std::time::SystemTime;

use lettre::Message;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox as LettreMailbox, MultiPart, MultiPartKind, SinglePart, SinglePartBuilder};

use super::{Letter, Mailbox};

/// A letter could not be made into a message.
#[derive(Debug, thiserror::Error)]
#[error("the letter cannot be made into a message: {0}")]
pub struct MessageError(String);

pub fn compose(letter: &Letter) -> Result<Vec<u8>, MessageError> {
    let message = Message::builder()
        .from(mailbox(&letter.from)?)
        .to(mailbox(&letter.to)?)
        .subject(&letter.subject)
        .date(SystemTime::from(letter.written))
        .message_id(Some(letter.identity.message_id.clone()))
        .header(ContentLanguage(letter.language.code().to_owned()))
        .multipart(body(letter)?)
        .map_err(|error| MessageError(error.to_string()))?;
    Ok(message.formatted())
}

fn mailbox(mailbox: &Mailbox) -> Result<LettreMailbox, MessageError> {
    let address = mailbox.email.address().map_err(|error| MessageError(error.to_string()))?;
    Ok(LettreMailbox::new(Some(mailbox.name.clone()), address))
}

fn body(letter: &Letter) -> Result<MultiPart, MessageError> {
    let quoted = ContentTransferEncoding::QuotedPrintable;
    let base64 = ContentTransferEncoding::Base64;
    let alternative = multipart(MultiPartKind::Alternative, "alternative", letter)
        .singlepart(part("text/plain; charset=utf-8", quoted, &letter.text)?)
        .singlepart(part("text/html; charset=utf-8", quoted, &letter.html)?)
        .singlepart(part("text/calendar; charset=utf-8; method=REQUEST", base64, &letter.calendar)?);
    let file = of_kind("application/ics; name=\"invite.ics\"")?
        .header(ContentDisposition::attachment("invite.ics"))
        .body(encoded(base64, &letter.calendar)?);
    Ok(multipart(MultiPartKind::Mixed, "mixed", letter).multipart(alternative).singlepart(file))
}

/// A multipart whose boundary is made from the letter, as drawn ones would differ each time. In it
/// `=_` stands first, which neither quoted-printable nor base64 can produce (RFC 2045 section 6.7).
fn multipart(kind: MultiPartKind, name: &str, letter: &Letter) -> MultiPart {
    let boundary = format!("=_{name}_{}_{}", letter.identity.uid, letter.identity.sequence);
    MultiPart::builder().kind(kind).boundary(boundary).build()
}

fn part(kind: &str, encoding: ContentTransferEncoding, content: &str) -> Result<SinglePart, MessageError> {
    Ok(of_kind(kind)?.body(encoded(encoding, content)?))
}

fn of_kind(kind: &str) -> Result<SinglePartBuilder, MessageError> {
    let kind = ContentType::parse(kind).map_err(|error| MessageError(error.to_string()))?;
    Ok(SinglePart::builder().header(kind))
}

fn encoded(encoding: ContentTransferEncoding, content: &str) -> Result<Body, MessageError> {
    Body::new_with_encoding(content.to_owned(), encoding)
        .map_err(|_| MessageError("a part does not fit its encoding".to_owned()))
}

/// `Content-Language` of RFC 3282.
#[derive(Debug, Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(written: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(ContentLanguage(written.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
