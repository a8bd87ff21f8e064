//! `ovelse completions`: a script for the shell that completes commands, options, municipalities and dates.
//!
//! The script asks this program, so that it knows the folder that the lead stands in.
//!
//! It must never fail where there is no exercise, or a broken one: there is just less to complete.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Arg, Command, CommandFactory};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;

use super::{Console, Outcome};
use crate::cli::{Cli, Completions};
use crate::findings::Findings;
use crate::folder::Folder;

/// What the script tells the program by that it is to complete.
const VARIABLE: &str = "COMPLETE";

pub fn run(args: Completions, console: &mut Console) -> Result<Outcome> {
    let shells = Shells::builtins();
    let shell = shells.completer(args.shell.into()).context("this shell is not known")?;
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "ovelse", "ovelse", "ovelse", &mut script)?;
    console.out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// The command line with what the folder has to offer.
#[must_use]
pub fn command() -> Command {
    Cli::command().mut_subcommands(|command| command.mut_args(offering))
}

fn offering(argument: Arg) -> Arg {
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

/// A name that a shell would take apart is offered as its number.
fn municipalities() -> Vec<CompletionCandidate> {
    let read = |folder: Folder| folder.municipalities(&mut Findings::new()).ok().flatten();
    let Some(municipalities) = folder().and_then(read) else { return Vec::new() };
    let candidate = |number: String, name: &str| match name.chars().all(char::is_alphanumeric) {
        true => CompletionCandidate::new(name.to_owned()).help(Some(number.into())),
        false => CompletionCandidate::new(number).help(Some(name.to_owned().into())),
    };
    municipalities.iter().map(|one| candidate(one.number.to_string(), &one.name)).collect()
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

/// The folder that the words so far are about.
fn folder() -> Option<Folder> {
    let words: Vec<OsString> = std::env::args_os().collect();
    let named = words.windows(2).find(|pair| pair[0] == "-C" || pair[0] == "--dir").map(|pair| PathBuf::from(&pair[1]));
    let start = named.clone().or_else(|| std::env::current_dir().ok())?;
    Folder::find(&start, named.is_some()).ok()
}
