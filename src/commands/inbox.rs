//! `ovelse inbox`: what each mail says, and registrations in words.

use std::io::IsTerminal;

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::Inbox as Args;
use crate::findings::{Sentence, quoted};
use crate::show::{Grid, Page, View};
use crate::words::say;
use crate::workspace::{InboxChoices as Choices, InboxItem, InboxLine as Line, Result, Workspace};

pub fn run(session: &Session, args: &Args, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?.knowing_former_dates()?;
    let _lock = if args.dry_run { None } else { Some(workspace.folder.lock()?) };
    let files = session.files_and_folders(&args.files)?;
    let trusted: Vec<String> = args.trust.iter().map(ToString::to_string).collect();
    let items = workspace.inbox(&files, &trusted)?;
    let certain = items.iter().filter(|item| item.registration().is_some()).count();
    let mut inbox = Inbox::of(&items, &workspace);
    if certain > 0 && !args.dry_run && !args.yes && std::io::stdin().is_terminal() {
        console.show(&inbox, args.listing.format)?;
        inbox.mails.clear();
    }
    let may_take =
        args.yes || !args.dry_run && std::io::stdin().is_terminal() && console.agrees(say!("inbox-register"))?;
    let imported = workspace.take_registrations(session, &items, !may_take, console.words)?;
    inbox.registered = may_take.then_some(certain - imported.refused);
    inbox.findings = imported.findings.iter().map(|finding| console.words.say(&finding.problem)).collect();
    inbox.certain = certain;
    console.show(&inbox, args.listing.format)?;
    let waits = inbox.unclear > 0 || imported.has_errors || certain > 0 && !may_take;
    Ok(if waits { Outcome::Partly } else { Outcome::Done })
}

#[derive(Debug, Serialize)]
struct Inbox {
    mails: Vec<Line>,
    /// Registrations that are certain.
    certain: usize,
    /// How many of them were taken in; none if they were not to be.
    registered: Option<usize>,
    /// What taking them in came upon, in words.
    findings: Vec<String>,
    unclear: usize,
}

impl Inbox {
    fn of(items: &[InboxItem], workspace: &Workspace) -> Inbox {
        let mails: Vec<Line> = items.iter().map(|item| Line::of(item, workspace)).collect();
        let unclear = mails.iter().filter(|line| line.kind == "unclear").count();
        Inbox { mails, certain: 0, registered: None, findings: Vec::new(), unclear }
    }
}

impl View for Inbox {
    fn page(&self, page: &mut Page) {
        for line in &self.mails {
            page.line(say!("inbox-file", file = &line.file));
            page.indented(1, line.said.clone());
            let remedy = page.words().remedy(&line.said);
            remedy.iter().for_each(|remedy| page.indented(2, Sentence::verbatim(remedy)));
            if line.kind == "registration" {
                page.indented(1, say!("inbox-read-from", sentence = quoted(&line.detail)));
            }
        }
        self.findings.iter().for_each(|why| page.line(Sentence::verbatim(why)));
        match self.registered {
            Some(count) => page.line(say!("inbox-registered", count = count)),
            None if self.certain > 0 => {
                let left = say!("inbox-not-registered", count = self.certain);
                let remedy = page.words().remedy(&left);
                page.line(left);
                remedy.iter().for_each(|remedy| page.indented(1, Sentence::verbatim(remedy)));
            }
            None => {}
        }
    }

    fn grid(&self) -> Grid {
        let headings = [
            "file",
            "kind",
            "municipality",
            "name",
            "choices",
            "contact",
            "email",
            "phone",
            "participants",
            "received",
            "from",
            "code",
            "detail",
        ];
        let rows = self.mails.iter().map(|line| {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            let choices = match &line.choices {
                Some(Choices::Dates(dates)) => dates.join(" "),
                Some(Choices::Word(word)) => word.clone(),
                None => String::new(),
            };
            vec![
                line.file.clone(),
                line.kind.to_owned(),
                text(&line.municipality),
                text(&line.name),
                choices,
                text(&line.contact),
                text(&line.email),
                text(&line.phone),
                line.participants.map(|count| count.to_string()).unwrap_or_default(),
                text(&line.received),
                text(&line.from),
                line.code.unwrap_or_default().to_owned(),
                line.detail.clone(),
            ]
        });
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
