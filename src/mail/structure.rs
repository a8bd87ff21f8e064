//! The parts of a mail: where each begins and ends, and what its headers say of it.
//!
//! Whoever wrote the mail does not decide how much memory or stack it takes to read: how many parts there may be, and how
//! deep they may lie in each other, is bounded before any of them is decoded. A mail that is attached to another one is
//! one part, which nobody goes into (`however_deep_a_mail_is_nested_the_others_are_read` in tests/it/replies.rs).

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{ContentType, Header, HeaderName, HeaderValue, Message, MessageParser};

use super::unreadable::Unreadable;

/// How deep multiparts may lie in each other, and how many parts there may be. What people and mail programs write has
/// five levels and fifty parts at most.
const DEPTH: usize = 20;
const PARTS: usize = 1000;

/// How much is read of the headers of a mail, and of those of a part in it.
const HEADERS: usize = 256 << 10;
const PART_HEADERS: usize = 8 << 10;

/// A part of a mail that consists of no further parts.
#[derive(Debug)]
pub(super) struct MailPart<'b> {
    content_type: Option<HeaderValue<'b>>,
    disposition: Option<HeaderValue<'b>>,
    encoding: Option<HeaderValue<'b>>,
    /// What stands in front of its body; empty for a mail that has no further parts.
    pub(super) head: &'b [u8],
    body: &'b [u8],
}

/// The headers of a mail; none if there is not one.
pub fn headers(mail: &[u8]) -> Option<Message<'_>> {
    first_headers(mail, HEADERS)
}

fn first_headers(bytes: &[u8], most: usize) -> Option<Message<'_>> {
    let (headers, _) = headers_and_body(bytes);
    MessageParser::default().parse_headers(&headers[..headers.len().min(most)])
}

/// The parts of a mail, in their order.
pub(super) fn parts(mail: &[u8]) -> Result<Vec<MailPart<'_>>, Unreadable> {
    let (mut parts, mut number) = (Vec::new(), 0);
    add_parts(mail, 0, &mut number, &mut parts)?;
    Ok(parts)
}

fn add_parts<'b>(
    bytes: &'b [u8],
    depth: usize,
    number: &mut usize,
    parts: &mut Vec<MailPart<'b>>,
) -> Result<(), Unreadable> {
    *number += 1;
    if depth > DEPTH {
        return Err(Unreadable::TooDeep { most: DEPTH });
    }
    if *number > PARTS {
        return Err(Unreadable::TooManyParts { most: PARTS });
    }
    let mut part = MailPart::new(bytes, if depth == 0 { HEADERS } else { PART_HEADERS });
    if depth == 0 {
        part.head = &[];
    }
    let body = part.body;
    let inner = part.boundary().map(|boundary| between(body, boundary)).unwrap_or_default();
    if inner.is_empty() {
        parts.push(part);
    }
    inner.into_iter().try_for_each(|inner| add_parts(inner, depth + 1, number, parts))
}

/// What stands before the first empty line, and after it.
fn headers_and_body(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut end = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        end += line.len();
        if matches!(line, b"\n" | b"\r\n") {
            break;
        }
    }
    bytes.split_at(end)
}

/// What stands between the lines of a boundary (RFC 2046, section 5.1.1), no more than there may be.
fn between<'b>(body: &'b [u8], boundary: &str) -> Vec<&'b [u8]> {
    let (mut found, mut begin, mut place) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let rest = line.strip_prefix(b"--").and_then(|rest| rest.strip_prefix(boundary.as_bytes()));
        let rest = rest.map(<[u8]>::trim_ascii_end).filter(|rest| rest.is_empty() || rest.starts_with(b"--"));
        let end = place;
        place += line.len();
        let Some(rest) = rest else { continue };
        found.extend(begin.map(|begin| without_line_end(&body[begin..end])));
        begin = rest.is_empty().then_some(place);
        if begin.is_none() || found.len() > PARTS {
            break;
        }
    }
    found.extend(begin.map(|begin| &body[begin..]));
    found
}

/// The last line end belongs to the boundary after it.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

impl<'b> MailPart<'b> {
    fn new(bytes: &'b [u8], most_headers: usize) -> MailPart<'b> {
        let (head, body) = headers_and_body(bytes);
        let mut part = MailPart { content_type: None, disposition: None, encoding: None, head, body };
        let headers = first_headers(bytes, most_headers).and_then(|mut found| found.parts.pop());
        for Header { name, value, .. } in headers.into_iter().flat_map(|part| part.headers) {
            match name {
                HeaderName::ContentType => part.content_type = Some(value),
                HeaderName::ContentDisposition => part.disposition = Some(value),
                HeaderName::ContentTransferEncoding => part.encoding = Some(value),
                _ => {}
            }
        }
        part
    }

    pub(super) fn content_type(&self) -> Option<&ContentType<'b>> {
        self.content_type.as_ref().and_then(HeaderValue::as_content_type)
    }

    fn disposition(&self) -> Option<&ContentType<'b>> {
        self.disposition.as_ref().and_then(HeaderValue::as_content_type)
    }

    /// The name of an attached file.
    pub(super) fn file_name(&self) -> Option<&str> {
        let named = self.disposition().and_then(|disposition| disposition.attribute("filename"));
        named.or_else(|| self.content_type().and_then(|kind| kind.attribute("name")))
    }

    pub(super) fn is_attachment(&self) -> bool {
        self.disposition().is_some_and(ContentType::is_attachment)
    }

    /// Whether it is of a type, as in `text/calendar`. A part that does not say is plain text.
    pub(super) fn is_of(&self, kind: &str, subtype: &str) -> bool {
        let Some(found) = self.content_type() else { return (kind, subtype) == ("text", "plain") };
        found.ctype().eq_ignore_ascii_case(kind)
            && found.subtype().is_some_and(|found| found.eq_ignore_ascii_case(subtype))
    }

    /// Whether it should consist of several parts, and does not.
    pub(super) fn is_of_several(&self) -> bool {
        self.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))
    }

    fn boundary(&self) -> Option<&str> {
        let kind = self.content_type().filter(|kind| kind.ctype().eq_ignore_ascii_case("multipart"))?;
        kind.attribute("boundary").filter(|boundary| !boundary.is_empty())
    }

    /// What it holds. What is not encoded as it says is taken as it stands.
    pub(super) fn bytes(&self) -> Cow<'_, [u8]> {
        let encoding = self.encoding.as_ref().and_then(HeaderValue::as_text);
        let decoded = match encoding.map(|encoding| encoding.trim().to_ascii_lowercase()).as_deref() {
            Some("base64") => base64_decode(self.body),
            Some("quoted-printable") => {
                Some(quoted_printable_decode(self.body).unwrap_or_else(|| as_far_as_it_is_encoded(self.body)))
            }
            _ => None,
        };
        decoded.map_or(Cow::Borrowed(self.body), Cow::Owned)
    }

    pub(super) fn text(&self) -> String {
        let charset = self.content_type().and_then(|kind| kind.attribute("charset"));
        match charset.and_then(|charset| charset_decoder(charset.as_bytes())) {
            Some(decode) => decode(&self.bytes()),
            None => String::from_utf8_lossy(&self.bytes()).into_owned(),
        }
    }
}

/// What a mail server quotes in an encoding without encoding it: what looks encoded is decoded, and all else stays.
fn as_far_as_it_is_encoded(text: &[u8]) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (mut decoded, mut rest) = (Vec::with_capacity(text.len()), text);
    while let [byte, more @ ..] = rest {
        rest = match more {
            _ if *byte != b'=' => {
                decoded.push(*byte);
                more
            }
            [b'\r', b'\n', more @ ..] | [b'\n', more @ ..] => more,
            [high, low, behind @ ..] => {
                let found = digit(*high).zip(digit(*low)).map(|(high, low)| high * 16 + low);
                decoded.push(found.unwrap_or(*byte));
                if found.is_some() { behind } else { more }
            }
            _ => {
                decoded.push(*byte);
                more
            }
        };
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(mail: &str) -> Vec<String> {
        parts(mail.as_bytes()).expect("it is within the bounds").iter().map(MailPart::text).collect()
    }

    #[test]
    fn parts_are_what_stands_between_the_lines_of_a_boundary() {
        let mail = "Content-Type: multipart/mixed; boundary=a\r\n\r\nbefore\r\n--a\r\n\r\none --a\r\n--ab\r\n--a \r\n\
            Content-Type: multipart/alternative; boundary=\"a b\"\r\n\r\n--a b\r\n\r\ntwo\r\n--a b--\r\nafter\r\n--a\r\n\
            Content-Transfer-Encoding: base64\r\n\r\ndGhy\r\nZWU=\r\n--a--\r\nafter\r\n";
        assert_eq!(texts(mail), ["one --a\r\n--ab", "two", "three"]);
        assert_eq!(texts(&mail.replace("\r\n", "\n")), ["one --a\n--ab", "two", "three"]);
    }

    #[test]
    fn a_mail_that_is_attached_is_one_part() {
        let mail = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n\
            Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b--\n--a--\n";
        assert_eq!(texts(mail).len(), 1);
    }

    #[test]
    fn what_is_cut_off_or_says_no_boundary_is_read_as_it_stands() {
        assert_eq!(texts("Content-Type: multipart/mixed; boundary=a\n\n--a\n\none"), ["one"]);
        assert_eq!(texts("Content-Type: multipart/mixed\n\n--a\n\none"), ["--a\n\none"]);
        assert_eq!(texts("Content-Transfer-Encoding: base64\n\n*"), ["*"]);
        let quoted = "Content-Transfer-Encoding: quoted-printable\n\nb=\nc=C3=A5; charset=utf-8 =";
        assert_eq!(texts(quoted), ["bcå; charset=utf-8 ="]);
        assert_eq!(texts(""), [""]);
    }

    #[test]
    fn more_parts_than_there_may_be_are_not_read() {
        let mail = |number: usize| {
            format!("Content-Type: multipart/mixed; boundary=a\n\n{}--a--\n", "--a\n\nx\n".repeat(number))
        };
        assert_eq!(parts(mail(PARTS - 1).as_bytes()).map(|parts| parts.len()), Ok(PARTS - 1));
        assert_eq!(parts(mail(PARTS).as_bytes()).err(), Some(Unreadable::TooManyParts { most: PARTS }));
        assert_eq!(parts(mail(3_000_000).as_bytes()).err(), Some(Unreadable::TooManyParts { most: PARTS }));
    }
}
