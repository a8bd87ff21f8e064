//! `ovelse inbox`: what each mail says, and registrations in words.

use std::io::IsTerminal;

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::Inbox as Args;
use crate::findings::{Sentence, quoted};
use crate::inbox::words::{Entry, Whose};
use crate::registration::Answer;
use crate::show::{Grid, Page, View};
use crate::words::{preferences, say};
use crate::workspace::{InboxItem, ItemContent, Result, Workspace};

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
    let may_take = args.yes
        || !args.dry_run
            && std::io::stdin().is_terminal()
            && console.agrees(say!("inbox-register", count = certain))?;
    let imported = workspace.take_registrations(session, &items, !may_take, console.words)?;
    inbox.registered = may_take.then_some(certain - imported.refused);
    inbox.findings = imported.findings.iter().map(|finding| console.words.say(&finding.problem)).collect();
    inbox.certain = certain;
    console.show(&inbox, args.listing.format)?;
    let waits = inbox.unclear > 0 || !inbox.findings.is_empty() || certain > 0 && !may_take;
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

/// What a mail says, for one municipality.
#[derive(Debug, Serialize)]
struct Line {
    file: String,
    kind: &'static str,
    /// The number of the municipality.
    municipality: Option<String>,
    name: Option<String>,
    choices: Option<Choices>,
    contact: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    participants: Option<u32>,
    received: Option<String>,
    from: Option<String>,
    code: Option<&'static str>,
    /// The sentence that it was read from, or that cannot be read.
    detail: String,
    #[serde(skip)]
    said: Sentence,
}

/// Dates, best first, or a single word.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Choices {
    Dates(Vec<String>),
    Word(String),
}

impl Inbox {
    fn of(items: &[InboxItem], workspace: &Workspace) -> Inbox {
        let mails: Vec<Line> = items.iter().map(|item| Line::of(item, workspace)).collect();
        let unclear = mails.iter().filter(|line| line.kind == "unclear").count();
        Inbox { mails, certain: 0, registered: None, findings: Vec::new(), unclear }
    }
}

impl Line {
    fn of(item: &InboxItem, workspace: &Workspace) -> Line {
        let number = item.municipality();
        let name = number.map(|number| workspace.name(number));
        let mut line = Line {
            file: item.file.clone(),
            kind: "foreign",
            municipality: number.map(|number| number.to_string()),
            name: name.clone(),
            choices: None,
            contact: None,
            email: None,
            phone: None,
            participants: None,
            received: item.received.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string()),
            from: item.from.clone(),
            code: None,
            detail: item.subject.clone(),
            said: say!("inbox-foreign", subject = quoted(&item.subject)),
        };
        match &item.content {
            ItemContent::Words(entry) => line.tell(entry, name, workspace),
            ItemContent::Reply { response, detail, .. } => {
                (line.kind, line.detail) = (response.name(), detail.clone());
                line.said = say!("inbox-reply", municipality = name, kind = response.name());
            }
            ItemContent::Attachments(names) => {
                (line.kind, line.code, line.detail) = ("unclear", Some("attachments"), names.join(", "));
                line.said = say!("inbox-attachments", files = names.clone());
            }
            ItemContent::Own => (line.kind, line.said) = ("own", say!("inbox-own")),
            ItemContent::Foreign(why) => line.code = Some(Sentence::from(why.clone()).code()),
            ItemContent::Unreadable(why) => (line.kind, line.said) = ("unreadable", why.clone()),
        }
        line
    }

    fn tell(&mut self, entry: &Entry, name: Option<String>, workspace: &Workspace) {
        let told = &entry.told;
        (self.contact, self.email) = (told.contact.clone(), told.email.clone());
        (self.phone, self.participants) = (told.phone.clone(), told.participants);
        let doubt = entry.said.doubts.first();
        self.detail = doubt.map_or_else(|| entry.said.sentences.join(" "), |(_, sentence)| sentence.clone());
        let choices = entry.said.answer.as_ref().map(|answer| workspace.choices(answer));
        let shown = choices.as_ref().map(|choices| preferences(choices));
        self.choices = choices.zip(entry.said.answer.as_ref()).map(|(choices, answer)| match answer {
            Answer::Dates(_) => Choices::Dates(choices),
            Answer::Any | Answer::Declined => Choices::Word(choices.concat()),
        });
        let named = |numbers: &[crate::municipality::Number]| -> Vec<String> {
            numbers.iter().map(|number| workspace.name(*number)).collect()
        };
        let (kind, code, said) = match (&entry.whose, doubt) {
            (_, Some((doubt, sentence))) => {
                let code: &'static str = (*doubt).into();
                (
                    "unclear",
                    Some(code),
                    say!("inbox-unclear", municipality = name, why = code, sentence = quoted(sentence)),
                )
            }
            (_, None) if entry.said.answer.is_none() => ("question", None, say!("inbox-question", municipality = name)),
            (Whose::Known(_), None) => {
                ("registration", None, say!("inbox-registration", municipality = name, choices = shown))
            }
            (Whose::Untrusted(_), None) => {
                let from = self.from.clone();
                (
                    "unclear",
                    Some("untrusted"),
                    say!("inbox-untrusted", municipality = name, from = from, choices = shown),
                )
            }
            (Whose::Contradictory(all) | Whose::Several(all), None) => {
                ("unclear", Some("several-municipalities"), say!("inbox-several", municipalities = named(all)))
            }
            (Whose::Nobody, None) => ("unclear", Some("unknown-municipality"), say!("inbox-nobody", choices = shown)),
        };
        (self.kind, self.code, self.said) = (kind, code, said);
    }
}

impl View for Inbox {
    fn page(&self, page: &mut Page) {
        for line in &self.mails {
            page.line(say!("inbox-file", file = &line.file));
            page.indented(1, line.said.clone());
            if line.kind == "registration" {
                page.indented(1, say!("inbox-read-from", sentence = quoted(&line.detail)));
            }
        }
        self.findings.iter().for_each(|why| page.line(Sentence::verbatim(why)));
        match self.registered {
            Some(count) => page.line(say!("inbox-registered", count = count)),
            None if self.certain > 0 => page.line(say!("inbox-not-registered", count = self.certain)),
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
