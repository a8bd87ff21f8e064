//! The line to a mail server: what is written and read, in the open or encrypted, each with a time by which it must be
//! done.
//!
//! Nothing that came before a connection was made private counts after it (RFC 3207, section 4.2); and however much a
//! server says, no more than a line of it is kept.

use std::io::{self, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::reply::LONGEST_LINE;

/// A connection on which nothing takes longer than it may.
#[derive(Debug)]
struct Timed {
    stream: TcpStream,
    until: Instant,
}

#[derive(Debug)]
enum Stream {
    Open(Timed),
    Private(Box<StreamOwned<ClientConnection, Timed>>),
}

/// The line to a mail server.
#[derive(Debug)]
pub(super) struct Wire {
    stream: Stream,
    /// What came and was not read yet.
    unread: Vec<u8>,
}

impl Wire {
    /// Connects to the first address of a host that answers.
    ///
    /// # Errors
    /// When the host is not known, or none of its addresses answers in time.
    pub(super) fn connect(host: &str, port: u16, limit: Duration) -> io::Result<Wire> {
        let until = Instant::now() + limit;
        let mut failed = io::Error::from(io::ErrorKind::NotFound);
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, left(until)?) {
                Ok(stream) => {
                    // It would hold back each letter's last bytes for 40 ms (Nagle's algorithm, RFC 896).
                    stream.set_nodelay(true)?;
                    return Ok(Wire { stream: Stream::Open(Timed { stream, until }), unread: Vec::new() });
                }
                Err(error) => failed = error,
            }
        }
        Err(failed)
    }

    /// What is done from now on must be done within `limit`.
    pub(super) fn begin(&mut self, limit: Duration) {
        let until = Instant::now() + limit;
        match &mut self.stream {
            Stream::Open(timed) => timed.until = until,
            Stream::Private(private) => private.sock.until = until,
        }
    }

    /// Whether the server has said more than was read.
    pub(super) fn has_unread(&self) -> bool {
        !self.unread.is_empty()
    }

    /// Makes the connection private, as somebody whom `config` trusts.
    ///
    /// # Errors
    /// When that does not succeed; the error holds the one of rustls, if it is about the certificate.
    pub(super) fn encrypt(self, config: Arc<ClientConfig>, name: ServerName<'static>) -> io::Result<Wire> {
        let Stream::Open(mut timed) = self.stream else { return Err(io::ErrorKind::AlreadyExists.into()) };
        let mut connection = ClientConnection::new(config, name).map_err(io::Error::other)?;
        while connection.is_handshaking() {
            connection.complete_io(&mut timed)?;
        }
        let private = StreamOwned::new(connection, timed);
        Ok(Wire { stream: Stream::Private(Box::new(private)), unread: Vec::new() })
    }

    /// Writes all of it; when this returns, the system has taken it.
    ///
    /// # Errors
    /// When it does not succeed: then some of it may have left.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.stream {
            Stream::Open(timed) => timed.write_all(bytes).and_then(|()| timed.flush()),
            Stream::Private(private) => private.write_all(bytes).and_then(|()| private.flush()),
        }
    }

    /// The next line, without its end.
    ///
    /// # Errors
    /// When the line is broken, or longer than any line is.
    pub(super) fn read_line(&mut self) -> io::Result<Vec<u8>> {
        let mut looked_at = 0;
        loop {
            if let Some(end) = self.unread[looked_at..].iter().position(|byte| *byte == b'\n') {
                let mut line: Vec<u8> = self.unread.drain(..=looked_at + end).collect();
                line.truncate(line.trim_ascii_end().len());
                return Ok(line);
            }
            looked_at = self.unread.len();
            if looked_at > LONGEST_LINE {
                return Err(io::ErrorKind::InvalidData.into());
            }
            let mut more = [0; 4096];
            let number = match &mut self.stream {
                Stream::Open(timed) => timed.read(&mut more),
                Stream::Private(private) => private.read(&mut more),
            }?;
            if number == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            self.unread.extend_from_slice(&more[..number]);
        }
    }
}

/// How long there is until then.
fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            self.stream.set_read_timeout(Some(left(self.until)?))?;
            match self.stream.read(buffer) {
                // A signal, such as Ctrl-C: the letter under way is finished.
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read,
            }
        }
    }
}

impl Write for Timed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            self.stream.set_write_timeout(Some(left(self.until)?))?;
            match self.stream.write(bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                written => return written,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
