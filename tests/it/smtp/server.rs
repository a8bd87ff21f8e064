//! A mail server on loopback that does what it is told to at any stage, and remembers what it got.

use std::collections::{BTreeMap, HashMap};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// Where in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stage {
    Greeting,
    Hello,
    Login,
    From,
    To,
    Data,
    /// While the letter is coming, before its final dot.
    Body,
    /// The answer to the final dot.
    Dot,
}

/// What to do there.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    Say(&'static str),
    /// End the connection without a word.
    Drop,
    /// Say nothing, and wait until the other side ends the connection.
    Silence,
}

/// When to do it: from which time on that the stage is come to, from 0, and how many times.
#[derive(Debug, Clone, Copy)]
pub struct Fault {
    pub stage: Stage,
    pub from: usize,
    pub times: usize,
    pub act: Act,
}

/// A letter that came in whole.
#[derive(Debug, Clone)]
pub struct Got {
    pub to: String,
    pub message: String,
    /// Whether the server said that it had taken it.
    pub answered: bool,
}

impl Got {
    pub fn message_id(&self) -> String {
        let line = self.message.lines().find_map(|line| line.strip_prefix("Message-ID: "));
        line.expect("it has a Message-ID").to_owned()
    }
}

#[derive(Debug, Default)]
struct State {
    times: HashMap<Stage, usize>,
    /// How many stages there have been in all.
    stages: usize,
    /// How many conversations go on.
    open: usize,
    pause: Option<Pause>,
    /// By the order in which they came.
    got: BTreeMap<usize, Got>,
    /// How many letters have come in whole.
    letters: usize,
    logins: Vec<String>,
    hellos: Vec<String>,
}

/// From a stage on nobody gets an answer.
#[derive(Debug)]
struct Pause {
    /// By its number among all stages.
    from: usize,
    /// Which one it was, when it has come.
    stage: Option<Stage>,
}

/// What conversations and the test share.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.state());
        self.changed.notify_all();
        changed
    }

    fn wait_while(&self, mut condition: impl FnMut(&State) -> bool) -> MutexGuard<'_, State> {
        self.changed.wait_while(self.state(), |state| condition(state)).unwrap()
    }
}

/// The server; it ends with the test.
pub struct Server {
    pub port: u16,
    shared: Arc<Shared>,
}

impl Server {
    pub fn start(faults: &[Fault]) -> Server {
        Server::with_extensions(faults, "")
    }

    /// `extensions` are lines of the answer to EHLO, like `250-SIZE 1000\r\n`.
    pub fn with_extensions(faults: &[Fault], extensions: &'static str) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        let (all, faults) = (Arc::clone(&shared), faults.to_vec());
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let conversation = Conversation { shared: Arc::clone(&all), faults: faults.clone(), extensions };
                all.change(|state| state.open += 1);
                std::thread::spawn(move || {
                    // A client that goes away is what is tested.
                    let _ = conversation.hold(stream);
                    conversation.shared.change(|state| state.open -= 1);
                });
            }
        });
        Server { port, shared }
    }

    pub fn got(&self) -> Vec<Got> {
        self.shared.state().got.values().cloned().collect()
    }

    pub fn wait_for_letters(&self, letters: usize) {
        drop(self.shared.wait_while(|state| state.letters < letters));
    }

    pub fn wait_for_answers(&self, answers: usize) {
        drop(self.shared.wait_while(|state| state.got.values().filter(|got| got.answered).count() < answers));
    }

    /// The `nth` stage from now on, counted from 1, and what comes after it get no answer until `go_on`.
    pub fn pause_at(&self, nth: usize) {
        self.shared.change(|state| state.pause = Some(Pause { from: state.stages + nth, stage: None }));
    }

    /// Waits for the stage at which the pause begins. None if the other side ended before it.
    pub fn paused(&self, mut has_ended: impl FnMut() -> bool) -> Option<Stage> {
        let paused = |state: &State| state.pause.as_ref().and_then(|pause| pause.stage);
        let mut state = self.shared.state();
        while paused(&state).is_none() && !has_ended() {
            state = self.shared.changed.wait_timeout(state, Duration::from_millis(5)).unwrap().0;
        }
        paused(&state)
    }

    /// Ends every conversation of a client that is gone, and answers the next ones.
    pub fn go_on(&self) {
        self.shared.change(|state| state.pause = None);
        drop(self.shared.wait_while(|state| state.open > 0));
    }

    /// How many times a stage was come to.
    pub fn times(&self, stage: Stage) -> usize {
        self.shared.state().times.get(&stage).copied().unwrap_or(0)
    }

    pub fn logins(&self) -> Vec<String> {
        self.shared.state().logins.clone()
    }

    pub fn hellos(&self) -> Vec<String> {
        self.shared.state().hellos.clone()
    }
}

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Usual,
    Other,
    /// That the conversation is over.
    Goodbye,
    /// Nothing, and the conversation is over.
    Nothing,
}

impl Answer {
    fn is_last(self) -> bool {
        matches!(self, Answer::Goodbye | Answer::Nothing)
    }
}

struct Conversation {
    shared: Arc<Shared>,
    faults: Vec<Fault>,
    extensions: &'static str,
}

impl Conversation {
    /// What to do at a stage, if not what is usual.
    fn at(&self, stage: Stage) -> Option<Act> {
        let (now, is_in_pause) = self.shared.change(|state| {
            let time = state.times.entry(stage).or_default();
            *time += 1;
            state.stages += 1;
            let is_in_pause = state.pause.as_mut().is_some_and(|pause| {
                if pause.from == state.stages {
                    pause.stage = Some(stage);
                }
                state.stages >= pause.from
            });
            (*time - 1, is_in_pause)
        });
        if is_in_pause {
            drop(self.shared.wait_while(|state| state.pause.is_some()));
            return Some(Act::Drop);
        }
        let fault = self
            .faults
            .iter()
            .find(|fault| fault.stage == stage && now >= fault.from && now - fault.from < fault.times);
        fault.map(|fault| fault.act)
    }

    /// Says what is usual, or does what it was told to.
    fn answer(&self, stage: Stage, stream: &mut TcpStream, usual: &str) -> std::io::Result<Answer> {
        Ok(match self.at(stage) {
            None => {
                stream.write_all(format!("{usual}\r\n").as_bytes())?;
                Answer::Usual
            }
            Some(Act::Say(said)) => {
                stream.write_all(format!("{said}\r\n").as_bytes())?;
                if said.starts_with("421") { Answer::Goodbye } else { Answer::Other }
            }
            Some(Act::Drop) => Answer::Nothing,
            Some(Act::Silence) => {
                std::io::copy(stream, &mut std::io::sink())?;
                Answer::Nothing
            }
        })
    }

    fn hold(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        if self.answer(Stage::Greeting, &mut stream, "220 fault.example.no")?.is_last() {
            return Ok(());
        }
        // Without them there is no recipient, and without that no letter.
        let mut has_sender = false;
        let mut to = None;
        let mut line = String::new();
        loop {
            line.clear();
            if reader.read_line(&mut line)? == 0 {
                return Ok(());
            }
            let answer = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
                "EHLO" => {
                    self.shared.state().hellos.push(line[4..].trim().to_owned());
                    let usual = format!("250-fault.example.no\r\n{}250 8BITMIME", self.extensions);
                    self.answer(Stage::Hello, &mut stream, &usual)?
                }
                "AUTH" => {
                    self.shared.state().logins.push(line.trim().to_owned());
                    self.answer(Stage::Login, &mut stream, "235 welcome")?
                }
                "MAIL" => {
                    let answer = self.answer(Stage::From, &mut stream, "250 ok")?;
                    has_sender = answer == Answer::Usual;
                    answer
                }
                "RCPT" if has_sender => {
                    let answer = self.answer(Stage::To, &mut stream, "250 ok")?;
                    let address = || line.trim().trim_start_matches("RCPT TO:<").trim_end_matches('>').to_owned();
                    to = (answer == Answer::Usual).then(address);
                    answer
                }
                "DATA" if to.is_some() => match self.answer(Stage::Data, &mut stream, "354 go on")? {
                    Answer::Usual => {
                        has_sender = false;
                        self.letter(to.take().unwrap(), &mut reader, &mut stream)?
                    }
                    answer => answer,
                },
                "RCPT" | "DATA" => {
                    stream.write_all(b"503 5.5.1 bad sequence of commands\r\n")?;
                    Answer::Other
                }
                "QUIT" => {
                    stream.write_all(b"221 bye\r\n")?;
                    Answer::Goodbye
                }
                _ => {
                    (has_sender, to) = (false, None);
                    stream.write_all(b"250 ok\r\n")?;
                    Answer::Usual
                }
            };
            if answer.is_last() {
                return Ok(());
            }
        }
    }

    fn letter(&self, to: String, reader: &mut impl BufRead, stream: &mut TcpStream) -> std::io::Result<Answer> {
        let breaks_off = matches!(self.at(Stage::Body), Some(Act::Drop));
        let mut message = String::new();
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line)? == 0 || (breaks_off && message.len() > 100) {
                return Ok(Answer::Nothing);
            }
            if line == ".\r\n" {
                break;
            }
            message.push_str(line.strip_prefix('.').unwrap_or(&line));
        }
        let place = self.shared.change(|state| {
            let place = state.letters;
            state.letters += 1;
            state.got.insert(place, Got { to, message, answered: false });
            place
        });
        let answer = self.answer(Stage::Dot, stream, "250 2.0.0 queued as 42")?;
        self.shared.change(|state| match answer {
            Answer::Usual => state.got.get_mut(&place).unwrap().answered = true,
            Answer::Other | Answer::Goodbye => drop(state.got.remove(&place)),
            Answer::Nothing => {}
        });
        Ok(answer)
    }
}
