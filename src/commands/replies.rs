//! `ovelse replies`: reads what came back, as saved from a mail client, and shows who has answered what.
//!
//! It must never change what a municipality has registered or been assigned: what an answer means for that is for the
//! lead to say.

mod people;
mod standing;
mod taken;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::import::expand;
use super::{Console, Outcome, Session, Workspace, accept};
use crate::cli::Replies as Args;
use crate::delivery::{Entry, Event, History, Log};
use crate::findings::{Finding, Findings};
use crate::folder::{io_problem, visible_files};
use crate::inbox::{Identified, Matched, Senders, SentLetter, SentLetters, matched};
use crate::mail::{self, Mail};
use people::People;
use standing::Standings;
use taken::Taken;

pub use standing::{participation, reached};

pub fn run(session: &Session, args: &Args, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    if args.files.is_empty() {
        let standings = Standings::of(&opened)?;
        if args.people {
            console.show(&People::of(standings), args.listing.format)?;
        } else {
            console.show(&standings, args.listing.format)?;
        }
        return Ok(Outcome::Done);
    }
    let files = files(session, &args.files)?;
    let _lock = opened.folder.lock()?;
    let sent = sent_letters(&opened.history()?);
    let mut replies = opened.replies()?;
    let trusted: Vec<String> = args.trust.iter().map(ToString::to_string).collect();
    let senders = Senders { lead: opened.exercise.contact.email.as_str(), trusted: &trusted };
    let mut taken = Taken::default();
    for (shown, path) in &files {
        let mut take = |mail: Mail| match matched(&mail, &sent, senders) {
            Matched::Replies(found) => {
                for Identified { reply, former_id } in found {
                    replies.rename(&former_id, &reply.id);
                    if replies.add(reply.clone()) {
                        taken.add(&reply, &opened);
                    } else {
                        taken.known += 1;
                    }
                }
            }
            Matched::Own => taken.own += 1,
            Matched::Unmatched(why) => taken.leave(&mail, why),
            Matched::Unreadable(why) => taken.cannot_read(&mail, why),
        };
        let file = File::open(path).with_context(|| format!("{shown} cannot be read"))?;
        mail::read(shown, BufReader::new(file), &mut take).with_context(|| format!("{shown} cannot be read"))?;
    }
    mark_returned(&opened, &taken)?;
    opened.folder.write(&replies, opened.tables())?;
    console.show(&taken, args.listing.format)?;
    Ok(taken.outcome())
}

/// The letters that a mail can be about.
fn sent_letters(history: &History) -> SentLetters {
    let letters = history.all().into_iter().map(|trace| {
        let letter = &trace.record.envelope;
        SentLetter {
            message_id: letter.message_id.clone(),
            kind: letter.kind,
            municipality: letter.municipality,
            to: letter.address().to_owned(),
            uid: letter.uid.clone(),
            sequence: letter.sequence,
            has_left: trace.left.is_some(),
        }
    });
    SentLetters::new(letters.collect(), history.tests().iter().map(|test| test.envelope.uid.clone()).collect())
}

/// Notes in the delivery log which letters did not arrive. That comes before the table: after a crash in between, the
/// mail is read again.
fn mark_returned(opened: &Workspace, taken: &Taken) -> Result<()> {
    let returned: Vec<_> = taken.replies.iter().filter(|reply| reply.is_returned()).collect();
    if returned.is_empty() {
        return Ok(());
    }
    let mut log = Log::open(&opened.folder.delivery_log())?;
    for reply in returned {
        let at = reply.at.unwrap_or_else(|| opened.now.fixed_offset());
        let returned = Entry { at, message_id: reply.message_id.clone(), reply: Some(reply.detail.clone().into()) };
        log.write(&Event::Returned(returned))?;
    }
    Ok(log.sync()?)
}

/// The files that are meant, by the name that was typed and by where they are: those of a folder are all in it, but not
/// the hidden ones. Each is there once.
fn files(session: &Session, named: &[PathBuf]) -> Result<Vec<(String, PathBuf)>> {
    let start = session.start()?;
    let mut findings = Findings::new();
    let mut files = Vec::new();
    for name in &expand(&start, named)? {
        let (shown, path) = (name.display().to_string().replace('\\', "/"), start.join(name));
        let found = std::fs::metadata(&path).and_then(|metadata| {
            let is_folder = metadata.is_dir();
            if is_folder { visible_files(&path, shown.trim_end_matches('/')) } else { Ok(vec![(shown, path)]) }
        });
        match found {
            Ok(found) => files.extend(found),
            Err(error) => {
                let (problem, remedy) = io_problem(&error);
                let finding = Finding::error(name.display().to_string(), problem);
                findings.push(finding.remedy(remedy.unwrap_or("look at the file")));
            }
        }
    }
    accept(findings)?;
    let mut seen = BTreeSet::new();
    files.retain(|(_, path): &(String, PathBuf)| seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone())));
    Ok(files)
}
