//! How letters leave: the table `[mail]` of exercise.toml. It never holds a password: those come from the environment or
//! from a program. Test: the session `mail.md`.

use std::time::Duration;

use super::amount;
use super::fields::{Field, Fields, Kind};
use super::invitation::Attached;
use super::problem::{FILE, Problem};
use crate::findings::{Finding, Findings};

/// How letters leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The way that they take.
    pub transport: Transport,
    /// The largest message, in bytes.
    pub max_message_size: u64,
    /// Whether what goes to a contact goes to the municipality's own address too, as a letter by itself.
    pub copy_to_municipality: bool,
}

impl Mail {
    /// The file of the exercise folder with the certificate of an authority of one's own, if there is one.
    #[must_use]
    pub fn ca_file(&self) -> Option<&str> {
        match &self.transport {
            Transport::Smtp(smtp) => smtp.ca_file.as_ref().map(|attached| attached.file.as_str()),
            Transport::Outbox | Transport::Sendmail(_) => None,
        }
    }
}

/// The way that letters take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// Into a folder; nothing leaves the machine.
    Outbox,
    /// To a mail server.
    Smtp(Box<Smtp>),
    /// To the machine's own mail queue, by this program.
    Sendmail(String),
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    pub(crate) port: u16,
    /// How the connection is kept private.
    pub tls: Tls,
    /// A file of the exercise folder with the certificate of an authority of one's own, in PEM.
    pub ca_file: Option<Attached>,
    /// Who logs in; none if the server wants nobody to.
    pub login: Option<Login>,
    /// How long a server may take for an answer.
    pub timeout: Duration,
    /// How many letters it takes a minute, as is known of it or was said; none if it does not matter.
    pub per_minute: Option<u32>,
    /// How long a letter is tried again within one run.
    pub retry_for: Duration,
}

/// How a connection is kept private.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "STARTTLS is its name")]
pub enum Tls {
    /// It begins in the open and is then made private (RFC 3207).
    StartTls,
    /// It is private from the start (RFC 8314).
    Implicit,
    /// It is not.
    None,
}

/// Who logs in to a mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    pub(crate) user: String,
    pub(crate) mechanism: Mechanism,
    /// The program that prints the password, with its arguments; none if the environment holds it.
    pub password_command: Option<Vec<String>>,
}

/// How to log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mechanism {
    /// RFC 4616.
    Plain,
    /// What Microsoft servers call so.
    Login,
    /// A token instead of a password.
    Xoauth2,
}

impl Mechanism {
    /// Its name in SMTP (RFC 4954).
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Mechanism::Plain => "PLAIN",
            Mechanism::Login => "LOGIN",
            Mechanism::Xoauth2 => "XOAUTH2",
        }
    }
}

impl Default for Mail {
    fn default() -> Mail {
        // What mail systems of Norwegian municipalities take is rarely less.
        Mail { transport: Transport::Outbox, max_message_size: 20_000_000, copy_to_municipality: false }
    }
}

/// What a password is called in the environment.
pub const PASSWORD: &str = "OVELSE_SMTP_PASSWORD";

const SMTP: &str = "smtp";
const SENDMAIL: &str = "sendmail";

/// The fields that only a mail server has.
const SMTP_FIELDS: [&str; 12] = [
    "host",
    "port",
    "tls",
    "allow_plaintext",
    "user",
    "auth",
    "password_command",
    "ca_file",
    "timeout",
    "per_minute",
    "connections",
    "retry_for",
];
const SENDMAIL_FIELDS: [&str; 1] = ["program"];

/// Takes the table apart; what is not given is as in [`Mail::default`].
pub fn read(top: &mut Fields<'_>, findings: &mut Findings) -> Mail {
    let mut mail = Mail::default();
    let Some(mut fields) = top.optional_table("mail", findings) else { return mail };
    if let Some(size) = optional(&mut fields, "max_message_size", findings, size) {
        mail.max_message_size = size;
    }
    mail.copy_to_municipality = fields.optional("copy_to_municipality", findings).is_some_and(|field| field.value);
    let is_chosen = fields.has("transport");
    match fields.optional::<String>("transport", findings) {
        None if is_chosen => leave_unread(&mut fields, findings),
        None => refuse_server(&mut fields, findings),
        Some(field) => match field.value.as_str() {
            "outbox" => refuse_server(&mut fields, findings),
            "smtp" => {
                mail.transport = smtp(&mut fields, findings).map_or(Transport::Outbox, Transport::Smtp);
                refuse_fields_of(SENDMAIL, &SENDMAIL_FIELDS, &mut fields, findings);
            }
            "sendmail" => {
                let program = fields.optional::<String>("program", findings).map(|field| field.value);
                mail.transport = Transport::Sendmail(program.unwrap_or_else(|| "/usr/sbin/sendmail".to_owned()));
                refuse_password(&mut fields, findings);
                refuse_fields_of(SMTP, &SMTP_FIELDS, &mut fields, findings);
            }
            _ => {
                findings.push(field.error(Problem::NotATransport));
                leave_unread(&mut fields, findings);
            }
        },
    }
    fields.refuse_unknown(findings);
    mail
}

/// Which fields there can be depends on the transport: where it cannot be read, they are no mistakes of their own.
fn leave_unread(fields: &mut Fields<'_>, findings: &mut Findings) {
    refuse_password(fields, findings);
    for key in SMTP_FIELDS.iter().chain(&SENDMAIL_FIELDS) {
        fields.place_of_field(key);
    }
}

/// A server that nothing goes through is one that was forgotten to be switched on.
fn refuse_server(fields: &mut Fields<'_>, findings: &mut Findings) {
    refuse_password(fields, findings);
    if let Some(host) = fields.optional::<String>("host", findings) {
        findings.push(host.error(Problem::ServerWithoutTransport));
        // Its other fields are no mistakes of their own.
        smtp(fields, &mut Findings::new());
    }
    refuse_fields_of(SMTP, &SMTP_FIELDS, fields, findings);
    refuse_fields_of(SENDMAIL, &SENDMAIL_FIELDS, fields, findings);
}

/// A field of a transport that letters do not take would have no effect.
fn refuse_fields_of(transport: &'static str, keys: &[&'static str], fields: &mut Fields<'_>, findings: &mut Findings) {
    for key in keys {
        let is_asked = fields.is_asked(key);
        if let Some(place) = fields.place_of_field(key).filter(|_| !is_asked) {
            findings.push(Finding::error(FILE, Problem::OnlyFor { transport }).at(place).value(*key));
        }
    }
}

/// A field that may be left out, read by `read`, which says what is wrong with it.
fn optional<T: Kind, R>(
    fields: &mut Fields<'_>,
    key: &'static str,
    findings: &mut Findings,
    read: impl FnOnce(&Field<T>, &mut Findings) -> Option<R>,
) -> Option<R> {
    fields.optional(key, findings).and_then(|field| read(&field, findings))
}

fn smtp(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<Box<Smtp>> {
    let host = fields.required::<String>("host", findings).and_then(|field| host(&field, findings));
    let tls_place = fields.place_of_field("tls").unwrap_or(fields.place());
    let tls = optional(fields, "tls", findings, tls).unwrap_or(Tls::StartTls);
    let port = optional(fields, "port", findings, port).unwrap_or(match tls {
        Tls::Implicit => 465,
        Tls::StartTls | Tls::None => 587,
    });
    let is_allowed = fields.optional::<bool>("allow_plaintext", findings).is_some_and(|field| field.value);
    if let Some(host) = host.as_ref().filter(|host| tls == Tls::None && !is_allowed && !is_loopback(host)) {
        let problem = Problem::NotEncrypted { host: host.clone() };
        findings.push(Finding::error(FILE, problem).at(tls_place));
    }
    refuse_password(fields, findings);
    let login = login(fields, findings);
    let ca_file = fields.optional::<String>("ca_file", findings);
    let ca_file = ca_file.map(|field| Attached { file: field.value, place: field.place });
    let timeout = optional(fields, "timeout", findings, time).unwrap_or(Duration::from_secs(60));
    let usual = host.as_deref().and_then(usual_rate);
    let per_minute = optional(fields, "per_minute", findings, count).or(usual);
    // Exercises of version 0.1 may have it; letters leave on one connection.
    connections(fields, findings);
    let retry_for = optional(fields, "retry_for", findings, time).unwrap_or(Duration::from_secs(900));
    Some(Box::new(Smtp { host: host?, port, tls, ca_file, login, timeout, per_minute, retry_for }))
}

/// How many letters a minute a server takes that is known to count them: Microsoft 365 takes 30 ("Exchange Online limits",
/// learn.microsoft.com); of the others it is not known that they take more.
fn usual_rate(host: &str) -> Option<u32> {
    const RATE: u32 = 30;
    const COUNTING: [&str; 6] =
        ["office365.com", "outlook.com", "gmail.com", "googlemail.com", "yahoo.com", "mail.me.com"];
    let host = host.to_lowercase();
    let is_of = |domain: &str| host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    COUNTING.iter().any(|domain| is_of(domain)).then_some(RATE)
}

/// Whether a name means this machine.
fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn host(field: &Field<String>, findings: &mut Findings) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
    let host = Some(&field.value).filter(|host| !host.is_empty() && host.chars().all(fits));
    if host.is_none() {
        findings.push(field.error(Problem::NotAHost));
    }
    host.cloned()
}

fn port(field: &Field<u32>, findings: &mut Findings) -> Option<u16> {
    let port = u16::try_from(field.value).ok().filter(|port| *port > 0);
    if port.is_none() {
        findings.push(field.error(Problem::NotAPort));
    }
    port
}

fn tls(field: &Field<String>, findings: &mut Findings) -> Option<Tls> {
    match field.value.as_str() {
        "starttls" => Some(Tls::StartTls),
        "implicit" => Some(Tls::Implicit),
        "none" => Some(Tls::None),
        _ => {
            findings.push(field.error(Problem::NotTls));
            None
        }
    }
}

fn size(field: &Field<String>, findings: &mut Findings) -> Option<u64> {
    let size = amount::bytes(&field.value).filter(|size| *size > 0);
    if size.is_none() {
        findings.push(field.error(Problem::NotASize));
    }
    size
}

fn time(field: &Field<String>, findings: &mut Findings) -> Option<Duration> {
    let seconds = amount::seconds(&field.value).filter(|seconds| (1..=86_400).contains(seconds));
    if seconds.is_none() {
        findings.push(field.error(Problem::NotADuration));
    }
    seconds.map(Duration::from_secs)
}

fn count(field: &Field<u32>, findings: &mut Findings) -> Option<u32> {
    if field.value == 0 {
        findings.push(field.error(Problem::NoRate));
    }
    Some(field.value).filter(|count| *count > 0)
}

fn connections(fields: &mut Fields<'_>, findings: &mut Findings) {
    let number = fields.optional::<u32>("connections", &mut Findings::new()).map(|field| field.value);
    if let Some(place) = fields.place_of_field("connections").filter(|_| !number.is_some_and(|n| (1..=20).contains(&n)))
    {
        findings.push(Finding::error(FILE, Problem::NotConnections).at(place));
    }
}

/// A password in a file that is shared and kept is none.
fn refuse_password(fields: &mut Fields<'_>, findings: &mut Findings) {
    if let Some(field) = fields.optional::<String>("password", findings) {
        // The value is not shown.
        findings.push(Finding::error(FILE, Problem::Password { variable: PASSWORD }).at(field.place));
    }
}

fn login(fields: &mut Fields<'_>, findings: &mut Findings) -> Option<Login> {
    let user = fields.optional::<String>("user", findings);
    let mechanism = optional(fields, "auth", findings, mechanism);
    let command = fields.optional_texts("password_command", findings);
    let password_command = command.map(|words| words.into_iter().map(|word| word.value).collect::<Vec<_>>());
    Some(Login {
        user: user?.value,
        mechanism: mechanism.unwrap_or(Mechanism::Plain),
        password_command: password_command.filter(|words| !words.is_empty()),
    })
}

fn mechanism(field: &Field<String>, findings: &mut Findings) -> Option<Mechanism> {
    match field.value.as_str() {
        "plain" => Some(Mechanism::Plain),
        "login" => Some(Mechanism::Login),
        "xoauth2" => Some(Mechanism::Xoauth2),
        _ => {
            findings.push(field.error(Problem::NotAMechanism));
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_server_is_known_to_count_thirty_letters_a_minute_are_the_default() {
        for host in ["smtp.office365.com", "SMTP.Office365.com", "smtp.gmail.com", "outlook.com"] {
            assert_eq!(usual_rate(host), Some(30), "{host}");
        }
        for host in ["smtp.example.no", "notoffice365.com", "office365.com.example.no", "127.0.0.1"] {
            assert_eq!(usual_rate(host), None, "{host}");
        }
    }
}
