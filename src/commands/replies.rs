//! `ovelse replies`: reads saved mail, and shows who answered what.

mod answers;
mod people;
mod taken;

use super::{Console, Outcome};
use crate::cli::Replies as Args;
use crate::workspace::{Result, Session};
use answers::Answers;
use people::People;
use taken::Taken;

pub fn run(session: &Session, args: &Args, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let format = args.listing.format;
    if args.files.is_empty() {
        let answers = Answers::of(&workspace, console.words)?;
        if args.people {
            console.show(&People::of(answers), format)?;
        } else {
            console.show(&answers, format)?;
        }
        return Ok(Outcome::Done);
    }
    let files = session.files_and_folders(&args.files)?;
    let trusted: Vec<String> = args.trust.iter().map(ToString::to_string).collect();
    let taken = workspace.take_replies(&files, &trusted)?;
    console.show(&Taken::of(&taken, &workspace, args, console.words), format)?;
    Ok(if taken.needs_lead() { Outcome::Partly } else { Outcome::Done })
}
