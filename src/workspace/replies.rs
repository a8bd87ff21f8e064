//! Taking replies in: each mail is a reply, known already, the exercise's own, about something else, or unreadable.

use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::PathBuf;

use super::{Context, Result, Workspace};
use crate::delivery::{Entry, Event, History, Log, Record, Trace};
use crate::findings::Sentence;
use crate::folder::{FileProblem, disk};
use crate::inbox::{Identified, Matched, Senders, SentLetter, SentLetters, Unmatched, matched};
use crate::letter::uid_of_forwardable;
use crate::mail::{self, Mail, Unreadable};
use crate::municipality::Number;
use crate::reply::{Replies, Reply, Response, Speaker};
use crate::words::say;

/// A mail that is no reply to a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftMail {
    pub file: String,
    pub from: Option<String>,
    pub subject: String,
}

/// What became of each mail.
#[derive(Debug, Default)]
pub struct TakenReplies {
    /// Those that were not known yet.
    pub new: Vec<Reply>,
    /// The municipalities of which letters have left, as replies to them show, where that was not known.
    pub proven: Vec<Number>,
    /// How many were known already.
    pub known: usize,
    /// How many are letters of the exercise itself, or the lead's.
    pub own: usize,
    pub unmatched: Vec<(LeftMail, Unmatched)>,
    pub unreadable: Vec<(LeftMail, Unreadable)>,
    /// Message-IDs of letters that must have left, as new replies to them show.
    proofs: BTreeSet<String>,
}

impl TakenReplies {
    /// Whether something waits for the lead: a mail that cannot be read, a letter that did not arrive, or an answer of
    /// which nobody can tell whose it is.
    #[must_use]
    pub fn needs_lead(&self) -> bool {
        let waits = |reply: &Reply| reply.response == Response::Undeliverable || reply.speaker == Speaker::Doubtful;
        !self.unreadable.is_empty() || self.new.iter().any(waits)
    }

    fn take(&mut self, mail: &Mail, matched: Matched, replies: &mut Replies) {
        match matched {
            Matched::Replies(found) => {
                for Identified { reply, former_id, is_proof } in found {
                    replies.rename(&former_id, &reply.id);
                    if replies.add(reply.clone()) {
                        self.proofs.extend(Some(reply.message_id.clone()).filter(|_| is_proof));
                        self.new.push(reply);
                    } else {
                        self.known += 1;
                    }
                }
            }
            Matched::Own => self.own += 1,
            Matched::Unmatched(why) => self.unmatched.push((LeftMail::of(mail), why)),
            Matched::Unreadable(why) => self.unreadable.push((LeftMail::of(mail), why)),
        }
    }
}

impl LeftMail {
    fn unopened(file: &str) -> LeftMail {
        LeftMail { file: file.to_owned(), from: None, subject: String::new() }
    }

    fn of(mail: &Mail) -> LeftMail {
        let from = mail.from.as_ref().map(|from| from.email.clone());
        LeftMail { file: mail.file.clone(), from, subject: mail.subject.clone() }
    }
}

impl Workspace {
    /// Reads saved mail and adds the replies in it, with a note in the delivery log for each letter that did not arrive.
    /// `files` have the name that is shown and the path; `trusted` are addresses that may answer for others.
    ///
    /// # Errors
    /// When a file or a table cannot be read, or the tables cannot be written.
    pub fn take_replies(&self, files: &[(String, PathBuf)], trusted: &[String]) -> Result<TakenReplies> {
        let _lock = self.folder.lock()?;
        let mut history = self.history()?;
        let sent = self.sent_letters(&history);
        let known = self.replies()?;
        let mut replies = known.clone();
        let senders = Senders { lead: self.exercise.contact.email.as_str(), trusted, known: &known.trusted() };
        let mut taken = TakenReplies::default();
        for (shown, path) in files {
            let unreadable = || -> Sentence { say!("workspace-cannot-read", file = shown) };
            let file = match disk::open(path) {
                // One that lies in a folder keeps none of the others from being read.
                Err(FileProblem::NotAFile) => {
                    taken.unreadable.push((LeftMail::unopened(shown), Unreadable::NotAFile));
                    continue;
                }
                opened => BufReader::new(opened.context(unreadable())?),
            };
            let read = mail::read(shown, file, |mail| {
                taken.take(&mail, matched(&mail, &sent, senders), &mut replies);
            });
            read.map_err(FileProblem::from).context(unreadable())?;
        }
        // The log comes first: after a crash between the two, the mail is read again and does both.
        taken.proven = self.log_proven(&mut history, &taken.proofs)?;
        self.log_returned(&taken.new)?;
        if replies != known {
            self.folder.write(&replies, self.tables())?;
        }
        Ok(taken)
    }

    /// Notes of letters of which nobody knew, or that the lead was to send, that they have left: somebody answers them, or
    /// they have come back. Gives whose they are.
    fn log_proven(&self, history: &mut History, proofs: &BTreeSet<String>) -> Result<Vec<Number>> {
        let is_open = |id: &&String| history.letter(id).is_some_and(Trace::is_proven_by_answer);
        let proven: BTreeSet<String> = proofs.iter().filter(is_open).cloned().collect();
        if proven.is_empty() {
            return Ok(Vec::new());
        }
        let mut dispatch = self.dispatch_without_server(history)?;
        let traces = proven.iter().filter_map(|id| history.letter(id)).filter(|trace| trace.is_proven_by_answer());
        let records: Vec<&Record> = traces.map(|trace| &trace.record).collect();
        dispatch.mark_sent(&records, self.now.fixed_offset())?;
        Ok(records.iter().map(|record| record.envelope.municipality).collect())
    }

    fn log_returned(&self, replies: &[Reply]) -> Result<()> {
        let returned: Vec<&Reply> = replies.iter().filter(|reply| reply.is_returned()).collect();
        if returned.is_empty() {
            return Ok(());
        }
        let mut log = Log::open(&self.folder.delivery_log())?;
        for reply in returned {
            let at = reply.at.unwrap_or_else(|| self.now.fixed_offset());
            let returned = Entry { at, message_id: reply.message_id.clone(), reply: Some(reply.detail.clone().into()) };
            log.write(&Event::Returned(returned))?;
        }
        Ok(log.sync()?)
    }

    /// The letters that a mail can be about.
    pub(super) fn sent_letters(&self, history: &History) -> SentLetters {
        let letters = history.all().into_iter().map(|trace| {
            let letter = &trace.record.envelope;
            SentLetter {
                message_id: letter.message_id.clone(),
                kind: letter.kind,
                municipality: letter.municipality,
                to: letter.address().to_owned(),
                uid: letter.uid.clone(),
                forwardable_uid: uid_of_forwardable(&letter.uid),
                sequence: letter.sequence,
                has_left: trace.left.is_some() || trace.is_proven_by_answer(),
                at: trace.left.unwrap_or(trace.record.at),
            }
        });
        let tests = history.tests().iter().map(|test| test.envelope.uid.clone()).collect();
        let offices = self.municipalities.iter().filter_map(|municipality| {
            let address = municipality.email.as_ref()?;
            Some((address.as_str().to_owned(), municipality.number))
        });
        SentLetters::new(letters.collect(), tests, offices)
    }
}
