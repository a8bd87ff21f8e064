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

mod dialogue;
mod failure;
mod login;
mod password;
mod reply;
#[cfg(test)]
mod tests;
mod trust;
mod wire;

use std::io::ErrorKind;
use std::time::Duration;

use super::{Handover, Pace, Probe, Step, Transport};
use crate::delivery::fate::{Explanation, Obstacle};
use crate::email::Email;
use crate::exercise::{Smtp, Tls};
use dialogue::Dialogue;
use failure::Failure;
pub use password::Password;
use wire::Wire;

/// How to talk to a mail server.
#[derive(Debug)]
pub struct SmtpSettings {
    pub smtp: Smtp,
    /// The name to introduce oneself with.
    pub hello: String,
    /// The certificate of the server or of an authority of one's own, in PEM.
    pub authority: Option<Vec<u8>>,
    /// The password or token; none where nobody logs in.
    pub password: Option<Password>,
    /// How long to wait for the answer to a whole letter, whatever the time for other answers is.
    pub least_wait: Duration,
}

impl SmtpSettings {
    /// RFC 5321, section 4.5.3.2.6: a server that has the letter may take its time, and who hangs up sends it twice.
    pub const LEAST_WAIT: Duration = Duration::from_secs(600);
}

/// A session with a mail server, begun when the first letter is handed over and again after it broke.
#[derive(Debug)]
pub struct SmtpSession {
    settings: SmtpSettings,
    connection: Option<Connection>,
    /// Whether the server has been reached in this run.
    is_known: bool,
}

/// A connection that is ready for letters.
#[derive(Debug)]
struct Connection {
    dialogue: Dialogue,
    /// The largest message that the server says it takes (RFC 1870).
    largest: Option<usize>,
    least_wait: Duration,
}

impl SmtpSession {
    /// A session that is not begun.
    #[must_use]
    pub fn new(settings: SmtpSettings) -> SmtpSession {
        SmtpSession { settings, connection: None, is_known: false }
    }

    fn ended(&mut self, handover: Handover, ends: bool) -> Handover {
        if ends {
            self.connection = None;
        }
        handover
    }

    /// A server that has been there before may come back; one that never was is a mistake in the settings.
    fn not_connected(&self, failure: Failure) -> Handover {
        match failure {
            Failure::Refused(reply) if !reply.is_permanent() => Handover::Throttled(reply.text().into()),
            Failure::Broken(why) if self.is_known => Handover::Throttled(why),
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

    fn begin(&mut self, sender: &Email, recipient: &Email, size: usize) -> Result<(), Handover> {
        let connection = match &mut self.connection {
            Some(connection) => connection,
            None => match self.settings.connect(&mut Vec::new()) {
                Ok(connected) => {
                    self.is_known = true;
                    self.connection.insert(connected)
                }
                Err(failure) => return Err(self.not_connected(failure)),
            },
        };
        if let Some(most) = connection.largest.filter(|largest| size > *largest) {
            return Err(Handover::Refused(Obstacle::TooLarge { size, most }.into()));
        }
        let begun = connection.begin(sender, recipient);
        begun.map_err(|(handover, ends)| self.ended(handover, ends))
    }

    fn hand_over(&mut self, _sender: &Email, _recipient: &Email, message: &[u8]) -> Handover {
        let Some(connection) = &mut self.connection else {
            return Handover::Deferred(Obstacle::UnreadableAnswer.into());
        };
        let (handover, ends) = connection.hand_over(message);
        self.ended(handover, ends)
    }

    fn probe(&mut self) -> Probe {
        let mut steps = Vec::new();
        let connected = self.settings.connect(&mut steps);
        let failure = connected.map(|connection| self.connection = Some(connection)).err().map(Explanation::from);
        self.close();
        Probe { steps, failure }
    }

    fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            connection.dialogue.quit();
        }
    }
}

impl SmtpSettings {
    /// Opens a connection that is ready for letters; `steps` tells what has been done.
    fn connect(&self, steps: &mut Vec<Step>) -> Result<Connection, Failure> {
        let (smtp, host) = (&self.smtp, self.smtp.host.as_str());
        let server = format!("{host}:{}", smtp.port);
        let wire = Wire::connect(host, smtp.port, smtp.timeout).map_err(|error| match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Obstacle::Silent { server: server.clone() },
            _ => Obstacle::Unreachable { server: server.clone(), error: error.to_string() },
        })?;
        let mut dialogue = Dialogue::on(wire, smtp.timeout);
        if smtp.tls == Tls::Implicit {
            dialogue = dialogue.encrypt(self.trusted()?, host)?;
        }
        dialogue.begin(&self.hello)?;
        steps.push(Step::Connected { server: server.clone() });
        if smtp.tls == Tls::StartTls {
            if dialogue.extension("STARTTLS").is_none() {
                return Err(Failure::Hopeless(Obstacle::NoStartTls { server }.into()));
            }
            dialogue = dialogue.start_tls(self.trusted()?, host, &self.hello)?;
        }
        if smtp.tls != Tls::None {
            steps.push(Step::Private { host: host.to_owned() });
        }
        if let (Some(login), Some(password)) = (&smtp.login, &self.password) {
            login::log_in(&mut dialogue, login, password)?;
            steps.push(Step::LoggedIn { user: login.user.clone() });
        }
        let largest = dialogue.extension("SIZE").and_then(|size| size.parse().ok()).filter(|largest| *largest > 0);
        steps.extend(largest.map(|bytes| Step::Limit { bytes }));
        Ok(Connection { dialogue, largest, least_wait: self.least_wait.max(smtp.timeout) })
    }

    fn trusted(&self) -> Result<std::sync::Arc<rustls::ClientConfig>, Failure> {
        trust::config(self.authority.as_deref()).map_err(Failure::Hopeless)
    }
}

impl Connection {
    /// Says whom a letter is from and to; else tells besides whether the connection has ended.
    fn begin(&mut self, sender: &Email, recipient: &Email) -> Result<(), (Handover, bool)> {
        if let Err(failure) = self.dialogue.command(&format!("MAIL FROM:<{sender}>")) {
            let ends = self.reset_after(&failure);
            let handover = match failure {
                // The sender is the same for every letter.
                Failure::Refused(reply) if reply.is_permanent() => Handover::Stopped(reply.text().into()),
                failure => failure.not_taken(),
            };
            return Err((handover, ends));
        }
        let accepted = self.dialogue.command(&format!("RCPT TO:<{recipient}>"));
        accepted.map(drop).map_err(|failure| {
            let ends = self.reset_after(&failure);
            (failure.not_taken(), ends)
        })
    }

    /// Hands over a letter that was begun; tells besides whether the connection has ended.
    fn hand_over(&mut self, message: &[u8]) -> (Handover, bool) {
        if let Err(failure) = self.ask_for_letter() {
            let ends = self.reset_after(&failure);
            return (failure.not_taken(), ends);
        }
        self.send_message(message)
    }

    /// Goes as far as where the server waits for the letter itself.
    fn ask_for_letter(&mut self) -> Result<(), Failure> {
        const GO_ON: u16 = 354;
        let reply = self.dialogue.question("DATA", GO_ON)?;
        if reply.code() == GO_ON { Ok(()) } else { Err(Obstacle::UnreadableAnswer.into()) }
    }

    /// The next letter begins anew (RFC 5321, section 4.1.1.5); true if the connection has ended.
    fn reset_after(&mut self, failure: &Failure) -> bool {
        failure.ends_connection() || self.dialogue.command("RSET").is_err()
    }

    /// The letter itself. From when its final dot may have left, a broken line leaves it open whether the server has taken
    /// it.
    fn send_message(&mut self, message: &[u8]) -> (Handover, bool) {
        if let Err(failure) = self.dialogue.write_letter(message) {
            return (Handover::Deferred(failure.into()), true);
        }
        match self.dialogue.end_letter(self.least_wait) {
            Ok(reply) => (Handover::Accepted(Some(reply.text().into())), false),
            Err(failure @ Failure::Refused(_)) => {
                let ends = failure.ends_connection();
                (failure.not_taken(), ends)
            }
            Err(failure) => (Handover::Uncertain(failure.into()), true),
        }
    }
}
