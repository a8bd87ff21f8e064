//! `ovelse completions`: a script with which the shell completes commands, options, municipalities and dates.
//!
//! The script runs this program, which looks at the exercise folder. Without an exercise, or with a broken one, there is
//! just less to complete.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{Bash, EnvCompleter, Fish, Powershell, Zsh};

use super::Outcome;
use crate::cli::{Cli, Completions, Shell};
use crate::findings::Findings;
use crate::folder::Folder;
use crate::municipality::Municipalities;
use crate::show::Console;
use crate::text::normalised;
use crate::workspace::{Result, words_before_cursor};

/// The environment variable by which the script asks this program for completions.
const VARIABLE: &str = "COMPLETE";

pub fn run(args: Completions, console: &mut Console) -> Result<Outcome> {
    let shell: &dyn EnvCompleter = match args.shell {
        Shell::Bash => &Bash,
        Shell::Zsh => &Zsh,
        Shell::Fish => &Fish,
        Shell::Powershell => &Powershell,
    };
    shell.write_registration(VARIABLE, "ovelse", "ovelse", "ovelse", &mut console.out)?;
    Ok(Outcome::Done)
}

/// The command line, with the municipalities and dates of the exercise folder as candidates.
#[must_use]
pub fn command() -> Command {
    Cli::command().mut_subcommands(|command| command.mut_args(with_candidates))
}

fn with_candidates(argument: Arg) -> Arg {
    let names = argument.get_value_names().unwrap_or_default();
    let is = |word: &str| names.iter().any(|name| name.split('|').any(|part| part == word));
    let is_of_name = argument.is_positional() && argument.get_num_args().is_some_and(|words| words.max_values() > 1);
    match (is("MUNICIPALITY"), is("DATE")) {
        (true, _) if is("FILE") || !argument.is_positional() => argument.add(ArgValueCandidates::new(municipalities)),
        (true, _) => argument.add(ArgValueCompleter::new(|current: &OsStr| name_words(current, false))),
        (_, true) if is_of_name => argument.add(ArgValueCompleter::new(|current: &OsStr| name_words(current, true))),
        (_, true) => argument.add(ArgValueCandidates::new(dates)),
        (false, false) => argument,
    }
}

fn municipalities() -> Vec<CompletionCandidate> {
    invited().iter().flat_map(Municipalities::as_one_word).map(candidate).collect()
}

/// One municipality, word by word; behind its name the dates where a command takes one.
fn name_words(current: &OsStr, has_date: bool) -> Vec<CompletionCandidate> {
    let Some(begun) = invited().map(|municipalities| municipalities.begun(&words_before_cursor())) else {
        return Vec::new();
    };
    // Whoever types digits means a number; else there are names enough.
    let numbers = begun.numbers.into_iter().map(|number| candidate(number).hide(true));
    let dates = if has_date && begun.is_whole { dates() } else { Vec::new() };
    let is_meant = |candidate: &CompletionCandidate| {
        normalised(&candidate.get_value().to_string_lossy()).starts_with(&normalised(&current.to_string_lossy()))
    };
    begun.next.into_iter().map(candidate).chain(numbers).chain(dates).filter(is_meant).collect()
}

fn candidate((value, help): (String, String)) -> CompletionCandidate {
    CompletionCandidate::new(value).help(Some(help.into()))
}

fn invited() -> Option<Municipalities> {
    folder()?.municipalities(&mut Findings::new()).ok().flatten()
}

fn dates() -> Vec<CompletionCandidate> {
    let read = |folder: Folder| folder.exercise(&mut Findings::new()).ok().flatten();
    let Some(exercise) = folder().and_then(read) else { return Vec::new() };
    let offered = |date| candidate((exercise.dates.key(date).to_owned(), exercise.dates.get(date).in_full()));
    exercise.dates.ids().map(offered).collect()
}

/// The exercise folder of the command line typed so far.
fn folder() -> Option<Folder> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let named = words.windows(2).find(|pair| pair[0] == "-C" || pair[0] == "--dir").map(|pair| PathBuf::from(&pair[1]));
    let start = named.clone().or_else(|| std::env::current_dir().ok())?;
    Folder::find(&start, named.is_some()).ok()
}
