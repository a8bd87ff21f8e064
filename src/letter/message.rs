//! The message of a letter, in the form that calendars accept:
//! mixed > (alternative > (plain, HTML, calendar)) + the calendar again as a file + other files.
//!
//! Readers differ in which of the two calendar parts they look at, so both are the same bytes. The
//! inline one has neither disposition nor identity, which some readers take for a file (RFC 6047
//! section 2.4; the order is that of Exchange, MS-OXCMAIL 2.1.3.3.8.2).
//!
//! No text gets into a header without being encoded or parsed, and none with a line break. Test:
//! `a_line_break_in_a_header_is_refused_once_more_when_the_message_is_built`.

use std::time::SystemTime;

use email_encoding::headers::rfc2047;
use email_encoding::headers::writer::EmailWriter;
use lettre::Message;
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue, Subject,
};
use lettre::message::{
    Body, Mailbox as LettreMailbox, MaybeString, MultiPart, MultiPartKind, SinglePart, SinglePartBuilder,
};

use super::{Letter, Mailbox, calendar, encoded_size};
use crate::findings::{Value, problems, quoted};

problems! {
    /// Why a letter cannot be made into a message.
    pub enum MessageError in "message" {
        /// A text for a header holds control characters.
        ControlCharacters {
            /// The text.
            text: Value,
        },
        /// A part of it does not fit the encoding that it was to have.
        NotEncodable,
        /// The mail library cannot make it.
        NotComposable {
            /// In its words.
            reason: String,
        },
    }
}

const QUOTED_PRINTABLE: ContentTransferEncoding = ContentTransferEncoding::QuotedPrintable;
const BASE64: ContentTransferEncoding = ContentTransferEncoding::Base64;

pub fn compose(letter: &Letter<'_>) -> Result<Vec<u8>, MessageError> {
    let content = &letter.content;
    let message = Message::builder()
        .from(mailbox(&content.from)?)
        .to(mailbox(&content.to)?)
        .raw_header(subject(&content.subject)?)
        .date(SystemTime::from(content.written))
        .message_id(Some(letter.envelope.message_id.clone()))
        .header(ContentLanguage(content.language.code().to_owned()))
        .multipart(body(letter)?)
        .map_err(|error| not_composable(&error))?;
    Ok(message.formatted())
}

/// Whether a message can be composed, as far as that depends on what is written in its headers.
pub fn check_headers(letter: &Letter<'_>) -> Result<(), MessageError> {
    let content = &letter.content;
    subject(&content.subject)?;
    mailbox(&content.from)?;
    mailbox(&content.to)?;
    content.attachments.iter().try_for_each(|attachment| single_line(&attachment.name).map(drop))
}

/// A byte of a text becomes three in quoted-printable (RFC 2045, section 6.7) and in what is encoded in headers (RFC 2047,
/// RFC 2231), with the ends of lines and of encoded words less than five.
pub fn size_at_most(letter: &Letter<'_>) -> u64 {
    const HEADERS: u64 = 16 << 10;
    const TEXT: u64 = 5;
    let content = &letter.content;
    let forwardable = content.forwardable.as_ref().map_or("", |(_, calendar)| calendar);
    let calendars = [content.calendar.as_deref().unwrap_or_default(); 2].into_iter().chain([forwardable]);
    let files = content.attachments.iter().map(|attachment| attachment.bytes.len());
    let files: u64 = calendars.map(str::len).chain(files).map(|bytes| encoded_size(bytes as u64)).sum();
    let names = content.attachments.iter().flat_map(|attachment| [&attachment.name, &attachment.media_type]);
    let addresses =
        [&content.from, &content.to].into_iter().flat_map(|mailbox| [&*mailbox.name, mailbox.email.as_str()]);
    let texts = [&*content.subject, &content.text, &content.html].into_iter().chain(addresses);
    let texts: u64 = texts.chain(names.map(String::as_str)).map(|text| text.len() as u64).sum();
    let parts = content.attachments.len() as u64 + 8;
    HEADERS * parts + TEXT * texts + files
}

fn not_composable(error: &impl std::error::Error) -> MessageError {
    MessageError::NotComposable { reason: error.to_string() }
}

/// The library encodes what goes into a header; this is the second of two locks on the same door.
fn single_line(text: &str) -> Result<&str, MessageError> {
    if text.contains(char::is_control) {
        return Err(MessageError::ControlCharacters { text: quoted(text) });
    }
    Ok(text)
}

/// The library leaves words alone that need no encoding; one that looks like an encoded word (RFC 2047, section 2)
/// would then be decoded by its reader.
fn subject(text: &str) -> Result<HeaderValue, MessageError> {
    let subject = Subject::from(single_line(text)?.to_owned());
    if !text.contains("=?") {
        return Ok(subject.display());
    }
    let mut encoded = String::new();
    let encoding = rfc2047::encode(text, &mut EmailWriter::new(&mut encoded, "Subject: ".len(), 0, false));
    encoding.map_err(|error| not_composable(&error))?;
    Ok(HeaderValue::dangerous_new_pre_encoded(Subject::name(), text.to_owned(), encoded))
}

fn mailbox(mailbox: &Mailbox) -> Result<LettreMailbox, MessageError> {
    let address = mailbox.email.address().map_err(|error| not_composable(&error))?;
    Ok(LettreMailbox::new(Some(single_line(&mailbox.name)?.to_owned()), address))
}

fn body(letter: &Letter<'_>) -> Result<MultiPart, MessageError> {
    let content = &letter.content;
    let mut alternative = multipart(MultiPartKind::Alternative, "alternative", letter)
        .singlepart(part("text/plain; charset=utf-8", QUOTED_PRINTABLE, &content.text)?)
        .singlepart(part("text/html; charset=utf-8", QUOTED_PRINTABLE, &content.html)?);
    let mut files = Vec::new();
    if let (Some(method), Some(calendar)) = (calendar::method(letter.envelope.kind), &content.calendar) {
        let kind = format!("text/calendar; charset=utf-8; method={method}");
        alternative = alternative.singlepart(part(&kind, BASE64, calendar)?);
        files.push(file("invite.ics", "application/ics; name=\"invite.ics\"", calendar.as_bytes())?);
    }
    if let Some((name, calendar)) = &content.forwardable {
        files.push(file(name, &format!("application/ics; name=\"{name}\""), calendar.as_bytes())?);
    }
    for attachment in content.attachments {
        files.push(file(single_line(&attachment.name)?, &attachment.media_type, &attachment.bytes)?);
    }
    if files.is_empty() {
        return Ok(alternative);
    }
    let mixed = multipart(MultiPartKind::Mixed, "mixed", letter).multipart(alternative);
    Ok(files.into_iter().fold(mixed, MultiPart::singlepart))
}

/// A multipart whose boundary is made from the letter, as drawn ones would differ each time. In it
/// `=_` stands first, which neither quoted-printable nor base64 can produce (RFC 2045 section 6.7).
fn multipart(kind: MultiPartKind, name: &str, letter: &Letter<'_>) -> MultiPart {
    let boundary = format!("=_{name}_{}_{}", letter.envelope.uid, letter.envelope.sequence);
    MultiPart::builder().kind(kind).boundary(boundary).build()
}

fn part(kind: &str, encoding: ContentTransferEncoding, content: &str) -> Result<SinglePart, MessageError> {
    Ok(of_kind(kind)?.body(encoded(encoding, content.to_owned())?))
}

/// In the disposition a name is encoded, whatever letters are in it (RFC 2231).
fn file(name: &str, kind: &str, bytes: &[u8]) -> Result<SinglePart, MessageError> {
    Ok(of_kind(kind)?.header(ContentDisposition::attachment(name)).body(encoded(BASE64, bytes.to_owned())?))
}

fn of_kind(kind: &str) -> Result<SinglePartBuilder, MessageError> {
    let kind = ContentType::parse(kind).map_err(|error| not_composable(&error))?;
    Ok(SinglePart::builder().header(kind))
}

/// Text comes out with CRLF at the end of its lines (RFC 2045, section 2.10), bytes as they are.
fn encoded(encoding: ContentTransferEncoding, content: impl Into<MaybeString>) -> Result<Body, MessageError> {
    Body::new_with_encoding(content, encoding).map_err(|_| MessageError::NotEncodable)
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
