//! `ovelse man DIR`: a manual page for each command, made from the same words as `--help`.

use std::path::Path;

use clap::{Command, CommandFactory};

use super::Outcome;
use crate::cli::{Cli, Man};
use crate::findings::typed;
use crate::folder::{FileProblem, create_folder, replace_file};
use crate::show::Console;
use crate::words::say;
use crate::workspace::{Context, Result, Session};

pub fn run(session: &Session, args: &Man, console: &mut Console) -> Result<Outcome> {
    let folder = session.start()?.join(&args.folder);
    let shown = args.folder.as_path();
    create_folder(&folder).context(say!("workspace-cannot-create", folder = shown))?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    write_pages(&command, &folder).context(say!("man-cannot-write", folder = shown))?;
    let page = typed(shown.join("ovelse.1").display().to_string());
    console.say(say!("man-written", folder = shown, page = page));
    Ok(Outcome::Done)
}

/// The pages of a command and of those below it, each whole or not there.
fn write_pages(command: &Command, folder: &Path) -> std::result::Result<(), FileProblem> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        write_pages(below, folder)?;
    }
    let (page, mut text) = (clap_mangen::Man::new(command.clone()), Vec::new());
    page.render(&mut text)?;
    replace_file(&folder.join(page.get_filename()), &text)
}
