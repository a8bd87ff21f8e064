//! What became of each mail that was read just now.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use super::answers::counted;
use crate::cli::Replies as Args;
use crate::findings::{Sentence, Value};
use crate::kind::Kind;
use crate::reply::{Reply, Response, Speaker};
use crate::show::{Column, Grid, Page, View};
use crate::words::{Words, in_shell, remarks, say};
use crate::workspace::{LeftMail, TakenReplies, Workspace};

#[derive(Debug, Serialize)]
pub(super) struct Taken {
    #[serde(skip)]
    words: Words,
    new: Vec<New>,
    /// Those to whom letters have left, as replies to them show, where that was not known.
    proven: Vec<String>,
    /// How many replies were known already.
    known: usize,
    /// How many mails are letters of the exercise itself, or the lead's.
    own: usize,
    /// Mails that belong to no letter.
    left: Vec<Left>,
    unreadable: Vec<Left>,
    /// The files that were typed.
    #[serde(skip)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Serialize)]
struct New {
    number: String,
    municipality: String,
    letter: Kind,
    said: Response,
    #[serde(rename = "for")]
    speaker: Speaker,
    from: String,
    at: Option<String>,
    detail: String,
    file: String,
}

/// A mail that is no reply.
#[derive(Debug, Serialize)]
struct Left {
    file: String,
    from: Option<String>,
    subject: String,
    code: &'static str,
    why: String,
    remedy: Option<String>,
}

impl Taken {
    pub(super) fn of(taken: &TakenReplies, workspace: &Workspace, args: &Args, words: Words) -> Taken {
        let left = |mail: &LeftMail, why: Sentence| Left {
            file: mail.file.clone(),
            from: mail.from.clone(),
            subject: mail.subject.clone(),
            code: why.code(),
            why: words.say(&why),
            remedy: words.remedy(&why),
        };
        Taken {
            words,
            new: taken.new.iter().map(|reply| New::of(reply, workspace, words)).collect(),
            proven: taken.proven.iter().map(|number| workspace.name(*number)).collect(),
            known: taken.known,
            own: taken.own,
            left: taken.unmatched.iter().map(|(mail, why)| left(mail, why.clone().into())).collect(),
            unreadable: taken.unreadable.iter().map(|(mail, why)| left(mail, why.clone().into())).collect(),
            files: args.files.clone(),
        }
    }

    /// How many there are of each kind.
    fn counts(&self) -> Vec<Sentence> {
        let mut by_response: BTreeMap<Response, usize> = BTreeMap::new();
        self.new.iter().for_each(|reply| *by_response.entry(reply.said).or_default() += 1);
        let mut counts: Vec<Sentence> =
            by_response.into_iter().map(|(response, count)| counted(count, response)).collect();
        if self.known > 0 {
            counts.push(say!("replies-known", count = self.known));
        }
        if self.own > 0 {
            counts.push(say!("replies-own", count = self.own));
        }
        counts
    }

    fn show_doubtful(&self, page: &mut Page) {
        let doubtful = self.new.iter().filter(|reply| reply.speaker == Speaker::Doubtful);
        let (answers, reports): (Vec<&New>, Vec<&New>) = doubtful.partition(|reply| reply.said.is_answer());
        let files: Vec<String> = self.files.iter().map(|file| in_shell(&file.display().to_string())).collect();
        let files = files.join(" ");
        if !answers.is_empty() {
            page.line(say!("replies-doubtful", count = answers.len()));
            page.line(say!("replies-trust", count = answers.len(), files = &files));
        }
        if !reports.is_empty() {
            page.line(say!("replies-unproven", count = reports.len(), files = files));
        }
    }

    fn show_left(page: &mut Page, heading: Sentence, left: &[Left]) {
        if left.is_empty() {
            return;
        }
        page.gap();
        page.line(heading);
        for mail in left {
            let subject = Some(&mail.subject).filter(|subject| !subject.is_empty());
            page.indented(1, say!("replies-mail", file = &mail.file, from = mail.from.clone(), subject = subject));
            page.indented(2, Sentence::verbatim(&mail.why));
            if let Some(remedy) = &mail.remedy {
                page.indented(2, Sentence::verbatim(remedy));
            }
        }
    }
}

impl New {
    fn of(reply: &Reply, workspace: &Workspace, words: Words) -> New {
        New {
            number: reply.municipality.to_string(),
            municipality: workspace.name(reply.municipality),
            letter: reply.letter,
            said: reply.response,
            speaker: reply.speaker,
            from: reply.from.clone().unwrap_or_default(),
            at: reply.at.map(|at| at.to_rfc3339()),
            detail: remarks(reply, workspace.now.timezone(), words),
            file: reply.file.clone(),
        }
    }
}

impl View for Taken {
    fn page(&self, page: &mut Page) {
        if !self.new.is_empty() {
            let columns = [
                Column::text(say!("replies-heading-municipality")),
                Column::under(say!("replies-heading-from")),
                Column::under(say!("replies-heading-note")),
                Column::text(say!("replies-heading-letter")),
                Column::text(say!("replies-heading-said")),
                Column::text(say!("replies-heading-for")),
            ];
            let row = |reply: &New| -> [Value; 6] {
                let (said, speaker) = (Sentence::from(reply.said), Sentence::from(reply.speaker));
                let New { municipality, from, detail, letter, .. } = reply;
                [
                    municipality.into(),
                    from.into(),
                    detail.into(),
                    Sentence::from(*letter).into(),
                    said.into(),
                    speaker.into(),
                ]
            };
            page.table(&columns, self.new.iter().map(row));
            page.gap();
        }
        if !self.proven.is_empty() {
            page.names(say!("replies-proven"), self.proven.iter().map(String::as_str));
            page.gap();
        }
        let counts: Vec<String> = self.counts().iter().map(|count| self.words.say(count)).collect();
        let new = say!("replies-new", count = self.new.len());
        if counts.is_empty() {
            page.line(new);
        } else {
            page.names(new, counts.iter().map(String::as_str));
        }
        self.show_doubtful(page);
        Taken::show_left(page, say!("replies-unreadable", count = self.unreadable.len()), &self.unreadable);
        Taken::show_left(page, say!("replies-left", count = self.left.len()), &self.left);
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "letter", "said", "for", "from", "at", "detail", "file"];
        let rows = self.new.iter().map(|reply| {
            let New { number, municipality, letter, said, speaker, from, at, detail, file } = reply;
            let (said, speaker, at) = (said.name(), speaker.name(), at.as_deref().unwrap_or_default());
            [number.as_str(), municipality, letter.name(), said, speaker, from, at, detail, file]
                .map(str::to_owned)
                .to_vec()
        });
        let left = self.unreadable.iter().chain(&self.left).map(|mail| {
            let from = mail.from.as_deref().unwrap_or_default();
            ["", "", "", "", "", from, "", &mail.why, &mail.file].map(str::to_owned).to_vec()
        });
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.chain(left).collect() }
    }
}
