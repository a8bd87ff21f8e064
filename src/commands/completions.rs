//! `ovelse completions`: a script with which the shell completes commands, options, municipalities and dates.
//!
//! The script runs this program, which looks at the exercise folder. Without an exercise, or with a broken one, there is
//! just less to complete.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{Bash, EnvCompleter, Fish, Powershell, Zsh};

use super::Outcome;
use crate::cli::{Cli, Completions, Shell};
use crate::findings::Findings;
use crate::folder::Folder;
use crate::show::Console;
use crate::workspace::Result;

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
    if is("MUNICIPALITY") {
        argument.add(ArgValueCandidates::new(municipalities))
    } else if is("DATE") {
        argument.add(ArgValueCandidates::new(dates))
    } else {
        argument
    }
}

/// A name that a shell would split is offered as its number.
fn municipalities() -> Vec<CompletionCandidate> {
    let read = |folder: Folder| folder.municipalities(&mut Findings::new()).ok().flatten();
    let Some(municipalities) = folder().and_then(read) else { return Vec::new() };
    let candidate = |number: String, name: &str| match name.chars().all(char::is_alphanumeric) {
        true => CompletionCandidate::new(name.to_owned()).help(Some(number.into())),
        false => CompletionCandidate::new(number).help(Some(name.to_owned().into())),
    };
    municipalities.iter().map(|municipality| candidate(municipality.number.to_string(), &municipality.name)).collect()
}

fn dates() -> Vec<CompletionCandidate> {
    let read = |folder: Folder| folder.exercise(&mut Findings::new()).ok().flatten();
    let Some(exercise) = folder().and_then(read) else { return Vec::new() };
    let candidate = |date| {
        let in_full = exercise.dates.get(date).in_full();
        CompletionCandidate::new(exercise.dates.key(date).to_owned()).help(Some(in_full.into()))
    };
    exercise.dates.ids().map(candidate).collect()
}

/// The exercise folder of the command line typed so far.
fn folder() -> Option<Folder> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let named = words.windows(2).find(|pair| pair[0] == "-C" || pair[0] == "--dir").map(|pair| PathBuf::from(&pair[1]));
    let start = named.clone().or_else(|| std::env::current_dir().ok())?;
    Folder::find(&start, named.is_some()).ok()
}
