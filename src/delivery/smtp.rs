//! One conversation with a mail server (RFC 5321), a stage at a time, so that it is always known what a failure means
//! for the letter under way.
//!
//! What can be said of a letter after each stage:
//!
//! | stage | failed | then |
//! |---|---|---|
//! | connecting, TLS, logging in, MAIL FROM | refused for good | the run stops: it would be the same for all |
//! | RCPT TO, DATA, the answer to the letter | 5xx | refused: the others go on |
//! | any before the final dot | 4xx, or the line broke | later |
//! | after the final dot, before the answer | the line broke, or no answer in time | uncertain |
//!
//! It must never call a letter unsent whose final dot may have left, nor show or keep a password.

mod stream;

use std::cell::Cell;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism as LettreMechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::runtime::Runtime;

use crate::exercise::{Login, Mechanism, Smtp, Tls};
use stream::{Count, Counted, Private};

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Carried {
    /// The server has taken it; what it said.
    Sent(String),
    /// The server has refused it for good; what it said.
    Refused(String),
    /// It has not been sent and can be tried again; why.
    Later(String),
    /// Nobody knows whether it was taken; why.
    Uncertain(String),
    /// It has not been sent, and no other will be; why.
    Stop(String),
}

/// How to talk to a mail server.
#[derive(Debug)]
pub struct Settings {
    /// Where it is.
    pub smtp: Smtp,
    /// The name to introduce oneself with.
    pub hello: String,
    /// The certificate of an authority of one's own, in PEM.
    pub authority: Option<Vec<u8>>,
    /// The password or token; none where nobody logs in.
    pub password: Option<Password>,
}

/// A password, which is not shown.
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A conversation, begun when the first letter is carried and again after it broke.
pub struct Session {
    settings: Arc<Settings>,
    runtime: Runtime,
    open: Option<Open>,
    /// Whether the server has been reached in this run, on this connection or another.
    is_known: Arc<AtomicBool>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("host", &self.settings.smtp.host).finish_non_exhaustive()
    }
}

/// A connection that is ready for letters.
struct Open {
    connection: AsyncSmtpConnection,
    count: Count,
    /// The largest message that the server says it takes (RFC 1870).
    largest: Option<usize>,
    /// Whether it takes commands before it has answered the one before (RFC 2920).
    takes_many: bool,
}

/// Why a server does not wait for a letter.
struct NotBegun {
    failure: Failure,
    /// Whether the sender was refused: it is the same for every letter.
    is_sender: bool,
    /// Whether there is nothing left to say on the connection.
    ends: bool,
}

/// Why a stage did not succeed.
enum Failure {
    /// The server said no; for good or for now.
    Reply { permanent: bool, closing: bool, text: String },
    /// The line broke, or there was no answer in time.
    Broken(String),
    /// The connection could not be made private, or the server is not who it should be.
    Insecure(String),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let said = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        match error.status() {
            Some(code) => {
                let text = format!("{code} {said}").trim_end().to_owned();
                Failure::Reply { permanent: error.is_permanent(), closing: text.starts_with("421"), text }
            }
            None if error.is_tls() => Failure::Insecure(said),
            None if said.is_empty() => Failure::Broken(error.to_string()),
            None => Failure::Broken(said),
        }
    }
}

impl Failure {
    fn text(self) -> String {
        match self {
            Failure::Reply { text, .. } | Failure::Broken(text) | Failure::Insecure(text) => text,
        }
    }

    /// Whether there is nothing left to say on the connection.
    fn ends_connection(&self) -> bool {
        !matches!(self, Failure::Reply { closing: false, .. })
    }
}

impl Session {
    /// So many conversations with the same server, none of them begun.
    ///
    /// # Errors
    /// When the system gives no means to wait for a network.
    pub fn several(settings: Settings, number: u32) -> std::io::Result<Vec<Session>> {
        let (settings, is_known) = (Arc::new(settings), Arc::new(AtomicBool::new(false)));
        let session = |_| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            let (settings, is_known) = (Arc::clone(&settings), Arc::clone(&is_known));
            Ok(Session { settings, runtime, open: None, is_known })
        };
        (0..number).map(session).collect()
    }

    /// Carries a letter.
    pub fn carry(&mut self, from: &Address, to: &Address, message: &[u8]) -> Carried {
        let open = match &mut self.open {
            Some(open) => open,
            None => match self.runtime.block_on(self.settings.connect(&mut Vec::new())) {
                Ok(connected) => {
                    self.is_known.store(true, Ordering::Relaxed);
                    self.open.insert(connected)
                }
                Err(failure) => return self.not_open(failure),
            },
        };
        if let Some(largest) = open.largest.filter(|largest| message.len() > *largest) {
            return Carried::Refused(format!(
                "the message has {} bytes, and the server takes {largest}",
                message.len()
            ));
        }
        let timeout = self.settings.smtp.timeout;
        let (carried, ends) = self.runtime.block_on(open.carry(from, to, message, timeout));
        if ends {
            self.open = None;
        }
        carried
    }

    /// A server that has been there before may come back; one that never was is a mistake in the settings.
    fn not_open(&self, failure: Failure) -> Carried {
        match failure {
            Failure::Reply { permanent: false, text, .. } => Carried::Later(text),
            Failure::Broken(text) if self.is_known.load(Ordering::Relaxed) => Carried::Later(text),
            failure => Carried::Stop(failure.text()),
        }
    }

    /// Goes as far as it can be gone without a letter: what was done, and why it went no further, if it did not.
    pub fn try_out(&mut self) -> (Vec<String>, Option<String>) {
        let mut steps = Vec::new();
        let opened = self.runtime.block_on(self.settings.connect(&mut steps));
        let failed = opened.map(|open| self.open = Some(open)).err().map(Failure::text);
        self.close();
        (steps, failed)
    }

    /// Says goodbye.
    pub fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            // Whether the server answers makes no difference any more.
            let _ = self.runtime.block_on(timed(Duration::from_secs(2), open.connection.command(Quit)));
        }
    }
}

impl Settings {
    /// Opens a connection that is ready for letters; `steps` tells what has been done.
    async fn connect(&self, steps: &mut Vec<String>) -> Result<Open, Failure> {
        let smtp = &self.smtp;
        let hello = ClientId::Domain(self.hello.clone());
        let count = Count::default();
        let at = format!("{}:{}", smtp.host, smtp.port);
        let connecting = Counted::connect(&smtp.host, smtp.port, count.clone());
        let stream = match tokio::time::timeout(smtp.timeout, connecting).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => return Err(Failure::Broken(format!("{at} cannot be reached: {error}"))),
            Err(_) => return Err(Failure::Broken(format!("{at} does not answer"))),
        };
        let mut connection = match smtp.tls {
            Tls::Implicit => self.connect_privately(stream, &hello).await?,
            Tls::StartTls | Tls::None => {
                timed(smtp.timeout, AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)).await?
            }
        };
        steps.push(format!("Connected to {at}."));
        if smtp.tls == Tls::StartTls {
            if !connection.can_starttls() {
                return Err(Failure::Insecure(format!("{at} offers no STARTTLS")));
            }
            timed(smtp.timeout, connection.starttls(self.tls_parameters()?, &hello)).await.map_err(insecure)?;
        }
        if smtp.tls != Tls::None {
            steps.push(format!("The connection is private, and {} is who it says it is.", smtp.host));
        }
        if let (Some(login), Some(password)) = (&smtp.login, &self.password) {
            timed(smtp.timeout, log_in(&mut connection, login, password)).await?;
            steps.push(format!("Logged in as {}.", login.user));
        }
        let introduced = timed(smtp.timeout, connection.command(Ehlo::new(hello))).await?;
        let largest = largest_message(&introduced);
        let takes_many = introduced.message().any(|line| line.trim().eq_ignore_ascii_case("PIPELINING"));
        if let Some(largest) = largest {
            steps.push(format!("It takes messages of up to {largest} bytes."));
        }
        Ok(Open { connection, count, largest, takes_many })
    }

    async fn connect_privately(&self, stream: Counted, hello: &ClientId) -> Result<AsyncSmtpConnection, Failure> {
        let handshake = timed(self.smtp.timeout, Private::handshake(stream, self.tls_parameters()?)).await;
        let private = handshake.map_err(insecure)?;
        timed(self.smtp.timeout, AsyncSmtpConnection::connect_with_transport(Box::new(private), hello)).await
    }

    fn tls_parameters(&self) -> Result<TlsParameters, Failure> {
        let mut parameters = TlsParameters::builder(self.smtp.host.clone());
        if let Some(authority) = &self.authority {
            parameters = parameters.add_root_certificate(Certificate::from_pem(authority)?);
        }
        Ok(parameters.build_rustls()?)
    }
}

/// While a connection is made private, whatever goes wrong is taken for a matter of trust.
fn insecure(failure: Failure) -> Failure {
    match failure {
        Failure::Broken(text) => Failure::Insecure(text),
        failure => failure,
    }
}

async fn log_in(connection: &mut AsyncSmtpConnection, login: &Login, password: &Password) -> Result<Response, Error> {
    let mechanism = match login.mechanism {
        Mechanism::Plain => LettreMechanism::Plain,
        Mechanism::Login => LettreMechanism::Login,
        Mechanism::Xoauth2 => LettreMechanism::Xoauth2,
    };
    let credentials = Credentials::new(login.user.clone(), password.0.clone());
    connection.auth(&[mechanism], &credentials).await
}

/// What the server says of SIZE.
fn largest_message(introduced: &Response) -> Option<usize> {
    let said = introduced.message().find_map(|line| line.strip_prefix("SIZE ")?.trim().parse().ok());
    said.filter(|largest| *largest > 0)
}

/// A stage that must end in time.
async fn timed<T>(limit: Duration, stage: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    match tokio::time::timeout(limit, stage).await {
        Ok(ended) => ended.map_err(Failure::from),
        Err(_) => Err(Failure::Broken(format!("there was no answer for {} seconds", limit.as_secs()))),
    }
}

impl Open {
    /// Carries a letter; tells besides whether the connection has ended.
    async fn carry(&mut self, from: &Address, to: &Address, message: &[u8], limit: Duration) -> (Carried, bool) {
        let Err(NotBegun { failure, is_sender, ends }) = self.begin(from, to, limit).await else {
            return self.hand_over(message, limit).await;
        };
        // The next letter begins anew (RFC 5321, section 4.1.1.5).
        let ends = ends || timed(limit, self.connection.command(Rset)).await.is_err();
        let carried = match failure {
            Failure::Reply { permanent: true, text, .. } if is_sender => Carried::Stop(text),
            failure => not_taken(failure),
        };
        (carried, ends)
    }

    /// Goes as far as where the server waits for the letter itself.
    async fn begin(&mut self, from: &Address, to: &Address, limit: Duration) -> Result<(), NotBegun> {
        let sender = Mail::new(Some(from.clone()), Vec::new()).to_string();
        let recipient = Rcpt::new(to.clone(), Vec::new()).to_string();
        let commands = [sender, recipient, Data.to_string()];
        let mut failed: Option<NotBegun> = None;
        for (place, command) in commands.iter().enumerate() {
            let answer = match (self.takes_many, place) {
                (true, 0) => timed(limit, self.connection.command(commands.concat())).await,
                (true, _) => timed(limit, self.connection.read_response()).await,
                (false, _) => timed(limit, self.connection.command(command)).await,
            };
            match (answer, &mut failed) {
                (Ok(_), None) => {}
                // A server that waits for a letter without a sender or recipient gets none.
                (Ok(_), Some(failed)) => failed.ends |= place == commands.len() - 1,
                (Err(failure), Some(failed)) => failed.ends |= failure.ends_connection(),
                (Err(failure), None) => {
                    let ends = failure.ends_connection();
                    failed = Some(NotBegun { failure, is_sender: place == 0, ends });
                }
            }
            if failed.as_ref().is_some_and(|failed| failed.ends || !self.takes_many) {
                break;
            }
        }
        failed.map_or(Ok(()), Err)
    }

    /// The letter itself. From when its last byte but the final dot has left, a broken line leaves it open whether
    /// the server has taken it.
    async fn hand_over(&mut self, message: &[u8], limit: Duration) -> (Carried, bool) {
        let count = self.count.clone();
        let before_dot = Cell::new(None);
        let mut parts = Some(message).into_iter();
        let parts = std::iter::from_fn(|| {
            let next = parts.next();
            if next.is_none() {
                before_dot.set(Some(count.bytes()));
            }
            next
        });
        let answered = timed(limit, self.connection.message_iter(parts)).await;
        match answered {
            Ok(reply) => (Carried::Sent(said(&reply)), false),
            Err(failure @ Failure::Reply { .. }) => {
                let ends = failure.ends_connection();
                (not_taken(failure), ends)
            }
            Err(failure) => {
                let dot_left = before_dot.get().is_some_and(|before| self.count.bytes() > before);
                let text = failure.text();
                (if dot_left { Carried::Uncertain(text) } else { Carried::Later(text) }, true)
            }
        }
    }
}

/// The server would not have the letter, or the line broke before it could.
fn not_taken(failure: Failure) -> Carried {
    match failure {
        Failure::Reply { permanent: true, text, .. } => Carried::Refused(text),
        failure => Carried::Later(failure.text()),
    }
}

fn said(reply: &Response) -> String {
    let words = reply.message().collect::<Vec<_>>().join(" ");
    format!("{} {words}", reply.code()).trim_end().to_owned()
}
