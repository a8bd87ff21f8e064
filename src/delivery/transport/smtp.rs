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
//! A letter whose final dot may have left is never called unsent (`tests/smtp`). A password is neither shown nor kept.

mod stream;

use std::cell::Cell;
use std::future::Future;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism as LettreMechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::runtime::Runtime;

use super::{Handover, Pace, Probe, Step, Transport};
use crate::delivery::fate::{Explanation, Obstacle};
use crate::email::Email;
use crate::exercise::{Login, Mechanism, Smtp, Tls};
use stream::{Count, Counted, Private};

/// How to talk to a mail server.
#[derive(Debug)]
pub struct SmtpSettings {
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

/// A session with a mail server, begun when the first letter is handed over and again after it broke.
pub struct SmtpSession {
    settings: SmtpSettings,
    runtime: Runtime,
    connection: Option<Connection>,
    /// Whether the server has been reached in this run.
    is_known: bool,
}

impl std::fmt::Debug for SmtpSession {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SmtpSession").field("host", &self.settings.smtp.host).finish_non_exhaustive()
    }
}

/// A connection that is ready for letters.
struct Connection {
    smtp: AsyncSmtpConnection,
    count: Count,
    /// The largest message that the server says it takes (RFC 1870).
    largest: Option<usize>,
}

/// Why a stage did not succeed.
enum Failure {
    /// The server said no; for good or for now.
    Reply { permanent: bool, closing: bool, text: String },
    /// The line broke, or there was no answer in time.
    Broken(Explanation),
    /// The connection could not be made private, or the server is not who it should be.
    Insecure(Explanation),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let said = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        match error.status() {
            Some(code) => {
                let text = format!("{code} {said}").trim_end().to_owned();
                Failure::Reply { permanent: error.is_permanent(), closing: text.starts_with("421"), text }
            }
            None if error.is_tls() => Failure::Insecure(said.into()),
            None if error.is_response() => Failure::Broken(Obstacle::UnreadableAnswer.into()),
            None if said.is_empty() => Failure::Broken(error.to_string().into()),
            None => Failure::Broken(said.into()),
        }
    }
}

impl From<Failure> for Explanation {
    fn from(failure: Failure) -> Explanation {
        match failure {
            Failure::Reply { text, .. } => text.into(),
            Failure::Broken(why) | Failure::Insecure(why) => why,
        }
    }
}

impl Failure {
    /// Whether there is nothing left to say on the connection.
    fn ends_connection(&self) -> bool {
        match self {
            Failure::Reply { closing, .. } => *closing,
            Failure::Broken(_) | Failure::Insecure(_) => true,
        }
    }

    /// What it means for a letter that the server does not have.
    fn not_taken(self) -> Handover {
        match self {
            Failure::Reply { permanent: true, text, .. } => Handover::Refused(text.into()),
            failure => Handover::Deferred(failure.into()),
        }
    }
}

impl SmtpSession {
    /// A session that is not begun.
    ///
    /// # Errors
    /// When the system gives no means to wait for a network.
    pub fn new(settings: SmtpSettings) -> std::io::Result<SmtpSession> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        Ok(SmtpSession { settings, runtime, connection: None, is_known: false })
    }

    /// A server that has been there before may come back; one that never was is a mistake in the settings.
    fn not_connected(&self, failure: Failure) -> Handover {
        match failure {
            Failure::Reply { permanent: false, text, .. } => Handover::Deferred(text.into()),
            Failure::Broken(why) if self.is_known => Handover::Deferred(why),
            failure => Handover::Stopped(failure.into()),
        }
    }
}

impl Transport for SmtpSession {
    fn host(&self) -> Option<&str> {
        Some(&self.settings.smtp.host)
    }

    fn pace(&self) -> Pace {
        let smtp = &self.settings.smtp;
        let interval = smtp.per_minute.map_or(Duration::ZERO, |letters| Duration::from_secs(60) / letters);
        Pace { interval, retry_for: smtp.retry_for }
    }

    fn hand_over(&mut self, sender: &Email, recipient: &Email, message: &[u8]) -> Handover {
        let (sender, recipient) = match (sender.address(), recipient.address()) {
            (Ok(sender), Ok(recipient)) => (sender, recipient),
            (Err(error), _) | (_, Err(error)) => return Handover::Refused(error.to_string().into()),
        };
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => match self.runtime.block_on(self.settings.connect(&mut Vec::new())) {
                Ok(connected) => {
                    self.is_known = true;
                    self.connection.insert(connected)
                }
                Err(failure) => return self.not_connected(failure),
            },
        };
        if let Some(most) = connection.largest.filter(|largest| message.len() > *largest) {
            return Handover::Refused(Obstacle::TooLarge { size: message.len(), most }.into());
        }
        let timeout = self.settings.smtp.timeout;
        let (handover, ends) = self.runtime.block_on(connection.hand_over(&sender, &recipient, message, timeout));
        if ends {
            self.connection = None;
        }
        handover
    }

    fn probe(&mut self) -> Probe {
        let mut steps = Vec::new();
        let connected = self.runtime.block_on(self.settings.connect(&mut steps));
        let failure = connected.map(|connection| self.connection = Some(connection)).err().map(Explanation::from);
        self.close();
        Probe { steps, failure }
    }

    fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            // Whether the server answers makes no difference any more.
            let _ = self.runtime.block_on(timed(Duration::from_secs(2), connection.smtp.command(Quit)));
        }
    }
}

impl SmtpSettings {
    /// Opens a connection that is ready for letters; `steps` tells what has been done.
    async fn connect(&self, steps: &mut Vec<Step>) -> Result<Connection, Failure> {
        let smtp = &self.smtp;
        let hello = ClientId::Domain(self.hello.clone());
        let count = Count::default();
        let server = format!("{}:{}", smtp.host, smtp.port);
        let connecting = Counted::connect(&smtp.host, smtp.port, count.clone());
        let stream = match tokio::time::timeout(smtp.timeout, connecting).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                return Err(Failure::Broken(Obstacle::Unreachable { server, error: error.to_string() }.into()));
            }
            Err(_) => return Err(Failure::Broken(Obstacle::Silent { server }.into())),
        };
        let mut connection = match smtp.tls {
            Tls::Implicit => self.connect_privately(stream, &hello).await?,
            Tls::StartTls | Tls::None => {
                timed(smtp.timeout, AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello)).await?
            }
        };
        steps.push(Step::Connected { server: server.clone() });
        if smtp.tls == Tls::StartTls {
            if !connection.can_starttls() {
                return Err(Failure::Insecure(Obstacle::NoStartTls { server }.into()));
            }
            timed(smtp.timeout, connection.starttls(self.tls_parameters()?, &hello)).await.map_err(insecure)?;
        }
        if smtp.tls != Tls::None {
            steps.push(Step::Private { host: smtp.host.clone() });
        }
        if let (Some(login), Some(password)) = (&smtp.login, &self.password) {
            timed(smtp.timeout, log_in(&mut connection, login, password)).await?;
            steps.push(Step::LoggedIn { user: login.user.clone() });
        }
        let introduced = timed(smtp.timeout, connection.command(Ehlo::new(hello))).await?;
        let largest = largest_message(&introduced);
        steps.extend(largest.map(|bytes| Step::Limit { bytes }));
        Ok(Connection { smtp: connection, count, largest })
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
        Err(_) => Err(Failure::Broken(Obstacle::Timeout { seconds: limit.as_secs() }.into())),
    }
}

impl Connection {
    /// Hands over a letter; tells besides whether the connection has ended.
    async fn hand_over(
        &mut self,
        sender: &Address,
        recipient: &Address,
        message: &[u8],
        limit: Duration,
    ) -> (Handover, bool) {
        let from = timed(limit, self.smtp.command(Mail::new(Some(sender.clone()), Vec::new()))).await;
        if let Err(failure) = from {
            let ends = self.reset_after(&failure, limit).await;
            let handover = match failure {
                // The sender is the same for every letter.
                Failure::Reply { permanent: true, text, .. } => Handover::Stopped(text.into()),
                failure => failure.not_taken(),
            };
            return (handover, ends);
        }
        if let Err(failure) = self.begin(recipient, limit).await {
            let ends = self.reset_after(&failure, limit).await;
            return (failure.not_taken(), ends);
        }
        self.send_message(message, limit).await
    }

    /// Goes as far as where the server waits for the letter itself.
    async fn begin(&mut self, recipient: &Address, limit: Duration) -> Result<(), Failure> {
        timed(limit, self.smtp.command(Rcpt::new(recipient.clone(), Vec::new()))).await?;
        timed(limit, self.smtp.command(Data)).await?;
        Ok(())
    }

    /// The next letter begins anew (RFC 5321, section 4.1.1.5); true if the connection has ended.
    async fn reset_after(&mut self, failure: &Failure, limit: Duration) -> bool {
        failure.ends_connection() || timed(limit, self.smtp.command(Rset)).await.is_err()
    }

    /// The letter itself. From when its last byte but the final dot has left, a broken line leaves it open whether
    /// the server has taken it.
    async fn send_message(&mut self, message: &[u8], limit: Duration) -> (Handover, bool) {
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
        let answered = timed(limit, self.smtp.message_iter(parts)).await;
        match answered {
            Ok(reply) => (Handover::Accepted(Some(said(&reply).into())), false),
            Err(failure @ Failure::Reply { .. }) => {
                let ends = failure.ends_connection();
                (failure.not_taken(), ends)
            }
            Err(failure) => {
                let dot_left = before_dot.get().is_some_and(|before| self.count.bytes() > before);
                let why = failure.into();
                (if dot_left { Handover::Uncertain(why) } else { Handover::Deferred(why) }, true)
            }
        }
    }
}

fn said(reply: &Response) -> String {
    let words = reply.message().collect::<Vec<_>>().join(" ");
    format!("{} {words}", reply.code()).trim_end().to_owned()
}
