//! What is said to a mail server and what it answers, command by command (RFC 5321).

use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;

use super::failure::Failure;
use super::reply::Reply;
use super::trust;
use super::wire::Wire;
use crate::delivery::fate::Obstacle;

/// A conversation.
#[derive(Debug)]
pub(super) struct Dialogue {
    wire: Wire,
    /// How long an answer may take.
    limit: Duration,
    /// What the server says that it can do.
    extensions: Vec<String>,
    /// What must not be shown if the server repeats it.
    secrets: Vec<String>,
}

impl Dialogue {
    /// A conversation on a line on which nothing was said yet.
    pub(super) fn on(wire: Wire, limit: Duration) -> Dialogue {
        Dialogue { wire, limit, extensions: Vec::new(), secrets: Vec::new() }
    }

    /// Reads the server's greeting and introduces `name`.
    pub(super) fn begin(&mut self, name: &str) -> Result<(), Failure> {
        self.wire.begin(self.limit);
        self.answer(self.limit)?;
        self.introduce(name)
    }

    /// Introduces `name`, and hears what the server can do.
    fn introduce(&mut self, name: &str) -> Result<(), Failure> {
        let reply = self.command(&format!("EHLO {name}"))?;
        self.extensions = reply.lines().skip(1).map(str::to_owned).collect();
        Ok(())
    }

    /// What the server says of something that it can do; none if it cannot.
    pub(super) fn extension(&self, name: &str) -> Option<&str> {
        self.extensions.iter().find_map(|line| {
            // `AUTH=LOGIN` is how servers wrote it before RFC 4954.
            let (said, rest) = line.split_once([' ', '=']).unwrap_or((line, ""));
            said.eq_ignore_ascii_case(name).then(|| rest.trim_start_matches(['=', ' ']))
        })
    }

    /// Makes the conversation private (RFC 3207) and introduces `name` once more.
    pub(super) fn start_tls(mut self, config: Arc<ClientConfig>, host: &str, name: &str) -> Result<Dialogue, Failure> {
        self.command("STARTTLS").map_err(hopeless)?;
        // Somebody between here and the server can have added it, for us to take for what the server says in private.
        if self.wire.has_unread() {
            return Err(Failure::Hopeless(Obstacle::SaidBeforePrivate { host: host.to_owned() }.into()));
        }
        let mut private = self.encrypt(config, host)?;
        private.introduce(name)?;
        Ok(private)
    }

    /// Encrypts what is said from now on.
    pub(super) fn encrypt(self, config: Arc<ClientConfig>, host: &str) -> Result<Dialogue, Failure> {
        let Dialogue { mut wire, limit, .. } = self;
        let server = ServerName::try_from(host.to_owned())
            .map_err(|_| Failure::Hopeless(Obstacle::OtherName { host: host.to_owned(), names: None }.into()))?;
        wire.begin(limit);
        let wire = wire.encrypt(config, server).map_err(|error| {
            let tls = error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>());
            match tls {
                Some(tls) => Failure::Hopeless(trust::explained(tls, host)),
                None => hopeless(Failure::of(&error, limit.as_secs())),
            }
        })?;
        Ok(Dialogue::on(wire, limit))
    }

    /// From now on these are shown to nobody, whatever the server repeats.
    pub(super) fn keep_secret(&mut self, secrets: impl IntoIterator<Item = String>) {
        self.secrets.extend(secrets.into_iter().filter(|secret| !secret.is_empty()));
    }

    /// Says one line and hears the answer; one that says no is an error, and so is one that neither says yes nor no.
    pub(super) fn command(&mut self, line: &str) -> Result<Reply, Failure> {
        self.say(line)?;
        self.answer(self.limit)
    }

    /// The same where the server may ask to go on, with this code.
    pub(super) fn question(&mut self, line: &str, go_on: u16) -> Result<Reply, Failure> {
        self.say(line)?;
        let reply = self.any_answer(self.limit)?;
        if reply.code() == go_on { Ok(reply) } else { judged(reply) }
    }

    fn say(&mut self, line: &str) -> Result<(), Failure> {
        self.wire.begin(self.limit);
        self.write(format!("{line}\r\n").as_bytes())
    }

    /// Says bye. Whether the server answers makes no difference any more.
    pub(super) fn quit(&mut self) {
        const PATIENCE: Duration = Duration::from_secs(2);
        self.wire.begin(PATIENCE);
        if self.write(b"QUIT\r\n").is_ok() {
            drop(self.answer(PATIENCE));
        }
    }

    /// Writes a letter as DATA wants it (RFC 5321, section 4.5.2), all but the final dot.
    pub(super) fn write_letter(&mut self, message: &[u8]) -> Result<(), Failure> {
        const CHUNK: usize = 64 << 10;
        for chunk in with_dots(message).chunks(CHUNK) {
            self.wire.begin(self.limit);
            self.write(chunk)?;
        }
        Ok(())
    }

    /// Writes the final dot, and waits so long for the answer.
    pub(super) fn end_letter(&mut self, limit: Duration) -> Result<Reply, Failure> {
        self.wire.begin(limit);
        self.write(b".\r\n")?;
        self.answer(limit)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.wire.write(bytes).map_err(|error| Failure::of(&error, self.limit.as_secs()))
    }

    fn answer(&mut self, limit: Duration) -> Result<Reply, Failure> {
        judged(self.any_answer(limit)?)
    }

    fn any_answer(&mut self, limit: Duration) -> Result<Reply, Failure> {
        let reply = Reply::read(|| self.wire.read_line().map_err(|error| Failure::of(&error, limit.as_secs())))?;
        Ok(reply.with(|line| self.without_secrets(line)))
    }

    fn without_secrets(&self, line: &str) -> String {
        self.secrets.iter().fold(line.to_owned(), |line, secret| line.replace(secret, "…"))
    }
}

/// An answer that says yes.
fn judged(reply: Reply) -> Result<Reply, Failure> {
    match reply {
        reply if reply.is_positive() => Ok(reply),
        reply if reply.is_negative() => Err(Failure::Refused(reply)),
        _ => Err(Obstacle::UnreadableAnswer.into()),
    }
}

/// While a connection is made private, whatever goes wrong is taken for a matter of trust.
fn hopeless(failure: Failure) -> Failure {
    match failure {
        Failure::Broken(why) => Failure::Hopeless(why),
        failure => failure,
    }
}

/// A line that begins with a dot gets another one, and the last line an end.
fn with_dots(message: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(message.len() + 2);
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            written.push(b'.');
        }
        written.extend_from_slice(line);
    }
    if !written.ends_with(b"\r\n") {
        written.extend_from_slice(b"\r\n");
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_dot_alone_does_not_end_a_letter() {
        assert_eq!(with_dots(b"a\r\n.\r\n..b\r\nc."), b"a\r\n..\r\n...b\r\nc.\r\n");
        assert_eq!(with_dots(b"a\r\n"), b"a\r\n");
    }
}
