//! `ovelse man DIR`: a manual page for each command, made from the same words as `--help`.

use clap::CommandFactory;

use super::Outcome;
use crate::cli::{Cli, Man};
use crate::findings::typed;
use crate::folder::create_folder;
use crate::show::Console;
use crate::words::say;
use crate::workspace::{Context, Result, Session};

pub fn run(session: &Session, args: &Man, console: &mut Console) -> Result<Outcome> {
    let folder = session.start()?.join(&args.folder);
    let shown = args.folder.as_path();
    create_folder(&folder).context(say!("workspace-cannot-create", folder = shown))?;
    let mut command = Cli::command();
    command.build();
    clap_mangen::generate_to(command, &folder).context(say!("man-cannot-write", folder = shown))?;
    let page = typed(shown.join("ovelse.1").display().to_string());
    console.say(say!("man-written", folder = shown, page = page));
    Ok(Outcome::Done)
}
