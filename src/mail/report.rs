//! A mail server's report on a mail that it was given (RFC 3464).

use super::lengths::LONGEST_TEXT;
use crate::text::shortened;

/// The report on one recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The original and the final recipient, as far as they are named, in lower case.
    pub recipients: Vec<String>,
    /// Whether the mail arrived.
    pub action: Action,
    /// The server's own explanation, else the status code.
    pub reason: String,
}

/// The Action field of RFC 3464, section 2.3.3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It will not arrive.
    Failed,
    /// The server keeps trying.
    Delayed,
    /// It arrived, or was passed on.
    Delivered,
}

/// Reads a message/delivery-status part: the fields of the message, then those of each recipient.
pub(super) fn deliveries(text: &str) -> Vec<Delivery> {
    // A line of nothing but blanks ends the fields of a recipient as an empty one does.
    let text = text.lines().map(|line| if line.trim().is_empty() { "" } else { line }).collect::<Vec<_>>().join("\n");
    // A line that begins with a blank continues the one before it.
    let text = text.replace("\n ", " ").replace("\n\t", " ");
    text.split("\n\n").filter_map(delivery).collect()
}

fn delivery(fields: &str) -> Option<Delivery> {
    let field = |wanted: &str| {
        let mut fields = fields.lines().filter_map(|line| line.split_once(':'));
        fields.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    };
    // `rfc822; name@example.no`, `smtp; 550 no such user`
    let value = |name| field(name).map(|value| value.split_once(';').map_or(value, |(_, value)| value).trim());
    let recipients = [value("Original-Recipient"), value("Final-Recipient")].into_iter().flatten();
    let recipients: Vec<String> = recipients.map(|address| address.trim_matches(['<', '>']).to_lowercase()).collect();
    let action = match field("Action") {
        Some(written) => action(written)?,
        None if recipients.is_empty() => return None,
        None => action_of_status(field("Status")?)?,
    };
    let reason = value("Diagnostic-Code").or_else(|| field("Status")).unwrap_or_default();
    Some(Delivery {
        recipients,
        action,
        reason: shortened(&reason.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST_TEXT),
    })
}

/// Some servers add words to it.
fn action(written: &str) -> Option<Action> {
    let written = written.to_ascii_lowercase();
    match written.split(|letter: char| !letter.is_ascii_alphabetic()).next()? {
        "failed" | "failure" | "expired" => Some(Action::Failed),
        "delayed" => Some(Action::Delayed),
        "delivered" | "relayed" | "expanded" => Some(Action::Delivered),
        _ => None,
    }
}

/// Where no action is named, the class of the status code tells it (RFC 3463, section 2).
fn action_of_status(status: &str) -> Option<Action> {
    match status.as_bytes() {
        [b'5', b'.', ..] => Some(Action::Failed),
        [b'4', b'.', ..] => Some(Action::Delayed),
        [b'2', b'.', ..] => Some(Action::Delivered),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_recipient_has_its_own_action_and_reason() {
        let text = "Reporting-MTA: dns; mail.example.no\r\n\r\n\
            Final-Recipient: rfc822; <Borte@Example.no>\r\nAction: failed\r\nStatus: 5.1.1\r\n\
            Diagnostic-Code: smtp; 550 5.1.1 no such\r\n  user here\r\n\r\n\
            Original-Recipient: rfc822;a@example.no\r\nFinal-Recipient: rfc822;b@example.no\r\n\
            Action: Delayed\r\nStatus: 4.4.1\r\n";
        let [failed, delayed] = &deliveries(text)[..] else { panic!("two recipients") };
        assert_eq!((failed.action, failed.reason.as_str()), (Action::Failed, "550 5.1.1 no such user here"));
        assert_eq!(failed.recipients, ["borte@example.no"]);
        assert_eq!((delayed.action, delayed.reason.as_str()), (Action::Delayed, "4.4.1"));
        assert_eq!(delayed.recipients, ["a@example.no", "b@example.no"]);
    }
}
