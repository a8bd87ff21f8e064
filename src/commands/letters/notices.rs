//! The commands that send one kind of letter each, to all that it is for.

mod list;

use std::collections::HashSet;

use super::super::{Console, Outcome, Session};
use super::sending::send;
use crate::cli::LetterOptions;
use crate::cli::letters::{self, Notice};
use crate::municipality::Municipality;
use crate::words::say;
use crate::workspace::due::audience::Audience;
use crate::workspace::due::confirmation::Confirmations;
use crate::workspace::due::contact_test::ContactTests;
use crate::workspace::due::directive::Directives;
use crate::workspace::due::evaluation::Evaluations;
use crate::workspace::due::invitation_reminder::InvitationReminders;
use crate::workspace::due::message::Messages;
use crate::workspace::due::receipt::Receipts;
use crate::workspace::due::reminder::Reminders;
use crate::workspace::due::{Due, Rule, due_letters, judged};
use crate::workspace::letters::{Letters, OwnWords};
use crate::workspace::sending::{with_address, without_address};
use crate::workspace::{Context, Result, Workspace};
use list::List;

pub(crate) fn run(session: &Session, notice: &Notice, console: &mut Console) -> Result<Outcome> {
    match notice {
        Notice::Receipts(args) => receipts(session, args, console),
        Notice::Remind(args) => remind(session, args, console),
        Notice::Directive(args) => directive(session, args, console),
        Notice::ContactTest(args) => contact_test(session, args, console),
        Notice::Mail(args) => mail(session, args, console),
        Notice::Evaluation(args) => evaluation(session, args, console),
        Notice::Confirmation(args) => confirmation(session, args, console),
    }
}

fn receipts(session: &Session, args: &letters::Receipts, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let unclear = workspace.unclear(&workspace.registrations()?)?;
    round(session, &workspace, &Receipts { unclear }, &args.options, console)
}

fn remind(session: &Session, args: &letters::Remind, console: &mut Console) -> Result<Outcome> {
    let (at_most_every, workspace) = (args.at_most_every.0, session.open()?);
    if args.invitation {
        return round(session, &workspace, &InvitationReminders { at_most_every }, &args.options, console);
    }
    let unclear = workspace.unclear(&workspace.registrations()?)?;
    round(session, &workspace, &Reminders { at_most_every, unclear }, &args.options, console)
}

fn directive(session: &Session, args: &letters::Directive, console: &mut Console) -> Result<Outcome> {
    let file = session.attachment(&args.file)?;
    let workspace = session.open()?;
    let date = args.date.as_ref().map(|date| workspace.date(date)).transpose()?;
    round(session, &workspace, &Directives::new(file, date, workspace.is_closed()?), &args.options, console)
}

fn contact_test(session: &Session, args: &letters::ContactTest, console: &mut Console) -> Result<Outcome> {
    round(session, &session.open()?, &ContactTests, &args.options, console)
}

fn mail(session: &Session, args: &letters::Mail, console: &mut Console) -> Result<Outcome> {
    let written = session.read_file(&args.file)?;
    let files = args.attach.iter().map(|file| session.attachment(file)).collect::<Result<_>>()?;
    let file = args.file.display().to_string();
    let text = String::from_utf8(written.clone()).map_err(|_| say!("mail-not-utf-8", file = &file))?;
    let words = OwnWords::of(file, &text);
    let workspace = session.open()?;
    let audience = Audience::of(&args.to, &workspace)?;
    round(session, &workspace, &Messages::new(&written, words, files, audience), &args.options, console)
}

fn evaluation(session: &Session, args: &letters::Evaluation, console: &mut Console) -> Result<Outcome> {
    let form = args.attach.as_ref().map(|file| session.attachment(file)).transpose()?;
    let link = args.link.as_ref().map(ToString::to_string);
    let workspace = session.open()?;
    let answered = match &args.answered {
        None => None,
        Some(file) => {
            let listed = workspace.listed(&file.display().to_string(), &session.read_file(file)?)?;
            Some(HashSet::from_iter(listed))
        }
    };
    let rule =
        Evaluations { link, form, answered, at_most_every: args.at_most_every.0, is_closed: workspace.is_closed()? };
    round(session, &workspace, &rule, &args.options, console)
}

fn confirmation(session: &Session, args: &letters::Confirmation, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    round(session, &workspace, &Confirmations { is_closed: workspace.is_closed()? }, &args.options, console)
}

/// Shows or sends the letters of a rule.
fn round(
    session: &Session,
    workspace: &Workspace,
    rule: &dyn Rule,
    options: &LetterOptions,
    console: &mut Console,
) -> Result<Outcome> {
    let send_them = options.sending.send;
    let _lock = send_them.then(|| workspace.lock_for_letters()).transpose()?;
    let only = workspace.only(&options.only)?;
    let mut letters = workspace.letters()?.enclosing(rule.enclosure())?;
    if let Some(name) = &options.show {
        let list = session.typed_again(&["--show"], &[]);
        return show(rule, &letters, workspace.municipality(name)?, &list, console);
    }
    let is_meant = |municipality: &Municipality| only.as_ref().is_none_or(|only| only.contains(&municipality.number));
    if !send_them {
        let list = List::of(rule, &letters, is_meant, session.typed_again(&[], &["--send"]), console.words)?;
        console.show(&list, options.listing.format)?;
        return Ok(Outcome::Done);
    }
    let mut dispatch = workspace.dispatch(&mut letters.history)?;
    // Who has no address is named and left; the others go.
    let left_out = without_address(&due_letters(rule, &letters, is_meant));
    let outcome = send(
        session,
        &mut dispatch,
        &mut letters,
        |letters| with_address(due_letters(rule, letters, is_meant)),
        options.sending,
        options.listing.format,
        console,
    )?;
    if !left_out.is_empty() {
        console.warn(&say!("letters-left-out", count = left_out.len(), municipalities = left_out.clone()));
    }
    Ok(if outcome == Outcome::Done && !left_out.is_empty() { Outcome::Partly } else { outcome })
}

/// Shows a letter as it would be written.
fn show(
    rule: &dyn Rule,
    letters: &Letters<'_>,
    municipality: &Municipality,
    list: &str,
    console: &mut Console,
) -> Result<Outcome> {
    let name = &municipality.name;
    let judged = judged(rule, letters, municipality);
    let judged = judged.ok_or_else(|| say!("notices-not-for", municipality = name, command = list))?;
    let envelope = match judged.due {
        Due::Letter(envelope) => *envelope,
        Due::Nothing(_) | Due::Uncertain(_) | Due::Undeliverable(_) => {
            console.say(say!("letters-none-due", municipality = name));
            letters.addressee(municipality).envelope(rule.kind())
        }
    };
    let content = letters.write(municipality, &envelope)?.content;
    let files: String = content.attachments.iter().map(|file| format!("Attached: {}\n", file.name)).collect();
    let to = format!("{} <{}>", content.to.name, content.to.email);
    write!(console.out, "To: {to}\nSubject: {}\n{files}\n{}\n", content.subject, content.text)
        .context(say!("show-cannot-write-result"))?;
    Ok(Outcome::Done)
}
