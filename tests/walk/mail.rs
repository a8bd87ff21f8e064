//! What comes back on a letter: answers of calendars and bounces, as programs send them.

/// The answer of a calendar, as a mail.
pub fn calendar_answer(
    nth: usize,
    from: &str,
    uid: &str,
    sequence: u64,
    said: &str,
    at: chrono::NaiveDateTime,
) -> String {
    let stamp = at.format("%Y%m%dT%H%M00Z");
    format!(
        "From: <{from}>\r\nDate: {}\r\nMessage-ID: <svar{nth}@kommune.example.no>\r\n\
         Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n\
         BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\n\
         DTSTAMP:{stamp}\r\nATTENDEE;PARTSTAT={said}:MAILTO:{from}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        at.format("%a, %d %b %Y %H:%M:00 +0000")
    )
}

/// A report that a letter could not be delivered.
pub fn bounce(nth: usize, to: &str, message_id: &str, at: chrono::NaiveDateTime) -> String {
    format!(
        "From: MAILER-DAEMON@mail.example.no\r\nSubject: Undelivered Mail Returned to Sender\r\nDate: {}\r\n\
         Message-ID: <retur{nth}@mail.example.no>\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
         Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.no\r\n\r\n\
         Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n",
        at.format("%a, %d %b %Y %H:%M:00 +0000")
    )
}
