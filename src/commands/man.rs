//! `ovelse man DIR`: a manual page for each command, made from the same words as `--help`.
//!
//! It must never write anywhere but into the folder that was named.

use anyhow::{Context, Result};
use clap::CommandFactory;

use super::{Console, Outcome, Session};
use crate::cli::{Cli, Man};

pub fn run(session: &Session, args: &Man, console: &mut Console) -> Result<Outcome> {
    let (folder, shown) = (session.start()?.join(&args.folder), args.folder.display());
    std::fs::create_dir_all(&folder).with_context(|| format!("{shown} cannot be made"))?;
    let mut command = Cli::command();
    command.build();
    clap_mangen::generate_to(command, &folder).with_context(|| format!("the pages cannot be written to {shown}"))?;
    console.say(format_args!("The manual pages are in {shown}. To read one: man {shown}/ovelse.1"));
    Ok(Outcome::Done)
}
