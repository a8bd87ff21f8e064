//! A mail server on loopback that does with each letter what it is told to, and knows what has arrived.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What becomes of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// 250.
    Taken,
    /// The recipient is refused for good.
    Refused,
    /// The letter is refused for now.
    NotNow,
    /// The connection ends before the letter.
    Dropped,
    /// The letter arrives, and the connection ends before the answer.
    ArrivedSilently,
    /// The connection ends after the letter, which does not arrive.
    Lost,
}

/// A letter that came in whole.
#[derive(Debug, Clone)]
pub struct Got {
    pub message: String,
    pub fate: Fate,
}

#[derive(Debug, Default)]
struct State {
    fates: VecDeque<Fate>,
    got: Vec<Got>,
}

pub struct Server {
    pub port: u16,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // Nothing comes after the last of its world.
                if Arc::strong_count(&shared) == 1 {
                    return;
                }
                let _ = converse(&shared, stream);
            }
        });
        Server { port, state }
    }

    /// What becomes of the next letters; those after them are taken.
    pub fn plan(&self, fates: &[Fate]) {
        self.state.lock().expect("nobody panics").fates = fates.iter().copied().collect();
    }

    /// The letters that came in whole, in that order.
    pub fn got(&self) -> Vec<Got> {
        self.state.lock().expect("nobody panics").got.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.state = Arc::default();
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn converse(state: &Mutex<State>, mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream.try_clone()?);
    stream.write_all(b"220 walk.example.no\r\n")?;
    let mut fate = Fate::Taken;
    let mut line = String::new();
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let answer = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
            "EHLO" => "250-walk.example.no\r\n250 8BITMIME",
            "RCPT" => {
                fate = state.lock().expect("nobody panics").fates.pop_front().unwrap_or(Fate::Taken);
                if fate == Fate::Refused { "550 5.1.1 no such user" } else { "250 ok" }
            }
            "DATA" if fate == Fate::Dropped => return Ok(()),
            "DATA" => {
                stream.write_all(b"354 go on\r\n")?;
                let message = letter(&mut reader)?;
                state.lock().expect("nobody panics").got.push(Got { message, fate });
                match fate {
                    Fate::ArrivedSilently | Fate::Lost => return Ok(()),
                    Fate::NotNow => "451 4.3.0 try again later",
                    _ => "250 2.0.0 queued",
                }
            }
            "QUIT" => return stream.write_all(b"221 bye\r\n"),
            _ => "250 ok",
        };
        stream.write_all(format!("{answer}\r\n").as_bytes())?;
    }
}

fn letter(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut message = String::new();
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line == ".\r\n" {
            return Ok(message);
        }
        message.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}
