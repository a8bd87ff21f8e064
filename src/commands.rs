//! One file per subcommand: open the folder, call the domain, show the result.
//!
//! The only room that knows all the others, and the only one that knows the clock.
//!
//! It must never decide what the domain decides: no rule about dates, registrations or letters has its home here.

mod announce;
mod archive;
mod assign;
mod attendance;
mod calendar;
mod check;
mod completions;
mod dates;
mod demo;
mod explain;
mod export_letters;
mod import;
mod init;
mod invite;
mod letters;
mod list;
mod log;
mod mail;
mod man;
mod notices;
mod pin;
mod preview;
mod progress;
mod purge;
mod register;
mod replies;
mod report;
mod roster;
mod sample;
mod sending;
mod settle;
mod status;
mod templates;
mod unclear;

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use clap::CommandFactory;

pub use completions::command as command_line;

use crate::assignment::{Assignment, Assignments};
use crate::cli::{Cli, Command, Format, Listing};
use crate::delivery::History;
use crate::exercise::{DateId, Exercise};
use crate::findings::{Finding, Findings};
use crate::folder::{Folder, replace_file};
use crate::group::Group;
use crate::municipality::{Municipalities, Municipality, Number};
use crate::registration::{Answer, Answers, Registrations};
use crate::show::{self, Page, View};

/// How a command ended; `main` turns it into the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All is done.
    Done,
    /// Something waits for the lead.
    Partly,
    /// Nothing is done.
    NotDone,
}

/// Where results and messages go.
pub struct Console {
    /// The result.
    pub out: Box<dyn Write>,
    /// Everything else.
    pub err: Box<dyn Write>,
    /// Whether messages are wanted.
    pub quiet: bool,
    /// The terminal's width in columns, if there is one.
    pub width: Option<u16>,
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console").field("quiet", &self.quiet).field("width", &self.width).finish_non_exhaustive()
    }
}

impl Console {
    fn show(&mut self, view: &impl View, format: Format) -> Result<()> {
        show::show(view, format, self.width, &mut self.out).context("the result cannot be written")
    }

    /// Asks something that is done only if somebody says yes. Standard input must be a terminal.
    fn agrees(&mut self, question: impl fmt::Display) -> Result<bool> {
        write!(self.err, "{question} [y/N] ")?;
        self.err.flush()?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes" | "j" | "ja"))
    }

    /// A message beside the result, unless it is not wanted.
    fn say(&mut self, message: impl fmt::Display) {
        if !self.quiet {
            // Where nobody reads the messages there is nobody to tell.
            let _ = writeln!(self.err, "{message}");
        }
    }
}

/// Runs a command line. `clock` is the time of the system.
#[must_use]
pub fn run(cli: Cli, clock: DateTime<Utc>, mut console: Console) -> Outcome {
    let session = Session { dir: cli.dir, now: cli.now, clock };
    let ended = session.run_or_status(cli.command, &mut console).and_then(|outcome| {
        console.out.flush().context("the result cannot be written")?;
        Ok(outcome)
    });
    match ended {
        Ok(outcome) => outcome,
        Err(error) if is_broken_pipe(&error) => Outcome::Done,
        Err(error) => {
            let _ = console.err.write_all(report(&error).as_bytes());
            Outcome::NotDone
        }
    }
}

/// Whoever reads our output, such as `less`, has seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(broken))
}

fn report(error: &anyhow::Error) -> String {
    let mut page = Page::new(None);
    match error.downcast_ref::<Rejected>() {
        Some(rejected) => rejected.0.iter().for_each(|finding| page.finding(finding)),
        None => page.line(format_args!("error: {error:#}")),
    }
    page.text().to_owned()
}

/// Inputs that cannot be used: the command has done nothing.
#[derive(Debug)]
struct Rejected(Vec<Finding>);

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|finding| writeln!(f, "{finding}"))
    }
}

impl std::error::Error for Rejected {}

/// Gives way only if nothing that was found keeps a command from going on.
fn accept(findings: Findings) -> Result<()> {
    if findings.has_errors() { Err(Rejected(findings.in_file_order()).into()) } else { Ok(()) }
}

/// What holds for a command, whichever it is.
#[derive(Debug, Clone)]
struct Session {
    /// The folder that was named.
    dir: Option<PathBuf>,
    /// The time that is rehearsed; local to the exercise.
    now: Option<NaiveDateTime>,
    /// The time of the system.
    clock: DateTime<Utc>,
}

impl Session {
    /// Without a command, tells where the exercise stands; where there is none, what there is to say.
    fn run_or_status(&self, command: Option<Command>, console: &mut Console) -> Result<Outcome> {
        match command {
            Some(command) => self.run(command, console),
            None if self.folder().is_ok() => status::run(self, Listing { format: Format::Table }, console),
            None => {
                write!(console.err, "{}", Cli::command().render_help())?;
                Ok(Outcome::NotDone)
            }
        }
    }

    fn run(&self, command: Command, console: &mut Console) -> Result<Outcome> {
        match command {
            Command::Init(args) => init::run(self, &args, console),
            Command::Check(args) => check::run(self, args, console),
            Command::Import(args) => import::run(self, &args, console),
            Command::Register(args) => register::run(self, &args, console),
            Command::List(args) => list::run(self, &args, console),
            Command::Dates(args) => dates::run(self, args.listing, console),
            Command::Assign(args) => assign::run(self, &args, console),
            Command::Explain(args) => explain::run(self, &args, console),
            Command::Pin(args) => pin::pin(self, &args, console),
            Command::Unpin(args) => pin::unpin(self, &args, console),
            Command::Invite(args) => invite::run(self, &args, console),
            Command::Preview(args) => preview::run(self, &args, console),
            Command::Receipts(args) => notices::receipts::run(self, &args.posting, console),
            Command::Remind(args) => notices::remind::run(self, &args, console),
            Command::Directive(args) => notices::directive::run(self, &args, console),
            Command::ContactTest(args) => notices::contact_test::run(self, &args.posting, console),
            Command::Mail(args) => notices::message::run(self, &args, console),
            Command::ExportLetters(args) => export_letters::run(self, &args, console),
            Command::Evaluation(args) => notices::evaluation::run(self, &args, console),
            Command::Confirmation(args) => notices::confirmation::run(self, &args.posting, console),
            Command::Replies(args) => replies::run(self, &args, console),
            Command::Roster(args) => roster::run(self, &args, console),
            Command::Attendance(args) => attendance::run(self, &args, console),
            Command::Settle(args) => settle::run(self, &args, console),
            Command::Report(args) => report::run(self, &args, console),
            Command::Log(args) => log::run(self, args.listing, console),
            Command::Announce(args) => announce::run(self, &args, console),
            Command::Calendar(args) => calendar::run(self, &args, console),
            Command::Templates(args) => templates::run(self, args, console),
            Command::Status(args) => status::run(self, args.listing, console),
            Command::Archive(args) => archive::run(self, &args, console),
            Command::Purge(args) => purge::run(self, args, console),
            Command::Completions(args) => completions::run(args, console),
            Command::Man(args) => man::run(self, &args, console),
            Command::Demo(args) => demo::run(self, args, console),
        }
    }

    /// The folder that relative file names start from, as with `git -C`.
    fn start(&self) -> Result<PathBuf> {
        match &self.dir {
            Some(dir) => Ok(dir.clone()),
            None => std::env::current_dir().context("the current folder cannot be found"),
        }
    }

    /// Writes a file where the lead wants it.
    fn write_to(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        replace_file(&self.place(file)?, bytes).with_context(|| format!("{} cannot be written", file.display()))
    }

    /// Where a file is that the lead wants written. A folder that is not there is a typing mistake.
    fn place(&self, file: &Path) -> Result<PathBuf> {
        let path = self.start()?.join(file);
        let folder = path.parent().unwrap_or(&path);
        if !folder.is_dir() {
            bail!(
                "there is no folder {}\n    look for a typing mistake in its name, or make it first",
                folder.display()
            );
        }
        Ok(path)
    }

    fn folder(&self) -> Result<Folder, anyhow::Error> {
        Ok(Folder::find(&self.start()?, self.dir.is_some())?)
    }

    /// Opens the exercise; what is wrong with it is an error.
    fn open(&self) -> Result<Opened> {
        let folder = self.folder()?;
        let mut findings = Findings::new();
        let exercise = folder.exercise(&mut findings)?;
        let municipalities = folder.municipalities(&mut findings)?;
        let groups = exercise.as_ref().zip(municipalities.as_ref());
        let groups = groups.map(|(exercise, municipalities)| exercise.groups_among(municipalities, &mut findings));
        match (exercise, municipalities, groups) {
            (Some(exercise), Some(municipalities), Some(groups)) if !findings.has_errors() => {
                let now = match self.now {
                    Some(now) => exercise.zoned(now),
                    None => self.clock.with_timezone(&exercise.timezone),
                };
                Ok(Opened { folder, exercise, municipalities, groups, now })
            }
            _ => Err(Rejected(findings.in_file_order()).into()),
        }
    }
}

/// An exercise that is in order, and the time that it is.
#[derive(Debug)]
struct Opened {
    folder: Folder,
    exercise: Exercise,
    municipalities: Municipalities,
    groups: Vec<Group>,
    now: DateTime<Tz>,
}

impl Opened {
    fn registrations(&self) -> Result<Registrations> {
        let mut findings = Findings::new();
        let registrations = self.folder.registrations(&self.exercise, &self.municipalities, &mut findings)?;
        accept(findings)?;
        Ok(registrations)
    }

    /// The answers alone, without contacts.
    fn answers(&self) -> Result<Answers> {
        let mut findings = Findings::new();
        let answers = self.folder.answers(&self.exercise, &self.municipalities, &mut findings)?;
        accept(findings)?;
        Ok(answers)
    }

    /// Who has which date. Who has declined since has none.
    fn assignments(&self, answers: &Answers) -> Result<Assignments> {
        let attends =
            |one: &Assignment| answers.get(one.municipality).is_none_or(|found| found.answer != Answer::Declined);
        let all = self.assignments_as_written(answers)?;
        Ok(if all.iter().all(attends) { all } else { all.iter().filter(|one| attends(one)).cloned().collect() })
    }

    /// The dates as they were assigned, whatever was answered since.
    fn assignments_as_written(&self, answers: &Answers) -> Result<Assignments> {
        let mut findings = Findings::new();
        let assignments = self.folder.assignments(&self.exercise, &self.municipalities, answers, &mut findings)?;
        accept(findings)?;
        Ok(assignments)
    }

    fn history(&self) -> Result<History> {
        Ok(History::read(&self.folder.delivery_log())?)
    }

    /// An answer for JSON and sentences: dates, best first, or a single word.
    fn choices(&self, answer: &Answer) -> Vec<String> {
        match answer {
            Answer::Any => vec!["any".to_owned()],
            Answer::Declined => vec!["declined".to_owned()],
            Answer::Dates(choices) => {
                choices.dates().iter().map(|date| self.exercise.dates.key(*date).to_owned()).collect()
            }
        }
    }

    /// The municipality that was typed.
    fn municipality(&self, written: &str) -> Result<&Municipality> {
        let found = self.municipalities.find(written);
        found.map_err(|unknown| anyhow::anyhow!("\"{written}\" {unknown}\n    {}", unknown.remedy()))
    }

    /// The municipalities that are meant alone; none where nobody was named, and all are.
    fn only(&self, names: &[String]) -> Result<Option<HashSet<Number>>> {
        let numbers = names.iter().map(|name| Ok(self.municipality(name)?.number));
        let only: HashSet<Number> = numbers.collect::<Result<_>>()?;
        Ok(Some(only).filter(|only| !only.is_empty()))
    }

    /// The date that was typed.
    fn date(&self, written: &str) -> Result<DateId> {
        let dates = &self.exercise.dates;
        dates.find(written).map_err(|problem| {
            anyhow::anyhow!("\"{written}\" {problem}\n    write one of the exercise's dates: {}", dates.all_written())
        })
    }

    /// A municipality's name; its number if it is not on the list.
    fn name(&self, number: Number) -> String {
        self.municipalities.get(number).map_or_else(|| number.to_string(), |found| found.name.clone())
    }
}

/// A minimum in a table; nothing where there is none.
fn minimum_cell(minimum: u32) -> String {
    if minimum > 0 { minimum.to_string() } else { String::new() }
}

/// `1 municipality`, `2 municipalities`.
fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
