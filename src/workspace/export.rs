//! Every letter of the exercise as files, and whom to call, for the day on which mail does not work. Nothing is recorded
//! as sent.

use std::io::Write;
use std::path::Path;

use super::due::Due;
use super::letters::Letters;
use super::{Context, Result, Workspace};
use crate::delivery::{FileName, in_file_name};
use crate::folder::{FileProblem, OUTBOX, UnfinishedFolder};
use crate::letter::MessageError;
use crate::mail;
use crate::municipality::Municipality;
use crate::sheet;
use crate::text::harmless;
use crate::words::say;

/// How many letters were exported.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Exported {
    pub(crate) sent: usize,
    pub(crate) due: usize,
    /// Those of which nobody knows whether they left, which are left out.
    pub(crate) uncertain: usize,
    /// Those that the lead has found to have left, and of which there is no copy.
    pub(crate) without_copy: usize,
    /// The municipalities whose letters cannot be made into messages, and why.
    pub(crate) unmade: Vec<(String, MessageError)>,
}

impl Workspace {
    /// Writes every letter that was sent or is due about a place into a folder, and `contacts.csv`; `shown` is the folder
    /// as it was typed.
    pub(crate) fn export(&self, folder: &Path, shown: &Path) -> Result<Exported> {
        let _lock = self.lock_for_letters()?;
        let failed = || say!("workspace-cannot-write", file = shown);
        let mut unfinished = UnfinishedFolder::begin(folder, &self.exercise.id).context(failed())?;
        let exported = self.letters()?.export(&mut unfinished).map_err(|failure| failure.context(failed()))?;
        unfinished.finish().context(failed())?;
        Ok(exported)
    }
}

impl Letters<'_> {
    fn export(&self, folder: &mut UnfinishedFolder) -> Result<Exported> {
        let mut exported = Exported::default();
        for municipality in self.workspace.municipalities.iter() {
            let own = format!("{}-{}", municipality.number, in_file_name(&municipality.name));
            for trace in self.history.all_sent_to(municipality.number) {
                let file = &trace.record.file;
                let message = self.workspace.folder.file(&format!("{OUTBOX}/{file}"));
                if trace.may_lack_copy() && matches!(message, Err(FileProblem::NotFound)) {
                    exported.without_copy += 1;
                    continue;
                }
                let message = message.context(say!("export-cannot-read", file = file.as_str()))?;
                write(folder, &format!("{own}/{file}"), &message)?;
                exported.sent += 1;
            }
            match self.due_of_place(municipality) {
                Due::Letter(envelope) => {
                    let letter = self.write(municipality, &envelope)?;
                    let message = match letter.message() {
                        Ok(message) => self.of_size(&letter, message)?,
                        Err(reason) => {
                            exported.unmade.push((municipality.name.clone(), reason));
                            continue;
                        }
                    };
                    let file = FileName::of(&letter, &municipality.name, false).as_str().replace(".eml", "-due.eml");
                    write(folder, &format!("{own}/{file}"), &message)?;
                    exported.due += 1;
                }
                Due::Uncertain(_) => exported.uncertain += 1,
                Due::Nothing(_) | Due::Undeliverable(_) => {}
            }
        }
        put(folder, "contacts.csv", &self.contacts())?;
        Ok(exported)
    }

    /// Whom to call, and what about.
    fn contacts(&self) -> Vec<u8> {
        let row = |municipality: &Municipality| {
            let contact = self.contact(municipality.number).cloned().unwrap_or_default();
            let exercise = &self.workspace.exercise;
            let told = |id| {
                let date = exercise.dates.get(id);
                let link = date.link.as_ref().map(ToString::to_string).unwrap_or_default();
                (date.in_full(), link, exercise.place_of(id).get(exercise.language).to_owned())
            };
            let (date, link, place) = self.seating(municipality.number).date().map(told).unwrap_or_default();
            let email = contact.email.map(|email| email.to_string()).unwrap_or_default();
            let (number, own) = (municipality.number.to_string(), municipality.address().to_owned());
            let (name, phone) = (contact.name.unwrap_or_default(), contact.phone.unwrap_or_default());
            [number, municipality.name.clone(), date, name, phone, email, own, link, place].map(|cell| harmless(&cell))
        };
        let headings =
            ["number", "municipality", "date", "contact", "phone", "email", "official email", "link", "place"];
        sheet::write(headings, self.workspace.municipalities.iter().map(row))
    }
}

/// A letter, and its words alone beside it: a text opens everywhere.
fn write(folder: &mut UnfinishedFolder, file: &str, message: &[u8]) -> Result<()> {
    put(folder, file, message)?;
    let Some(parsed) = mail::headers(message) else { return Ok(()) };
    let header = |name: &str| parsed.header_raw(name).map(str::trim).unwrap_or_default().to_owned();
    let to = parsed.to().and_then(|to| to.first());
    let to = to.map(|to| format!("{} <{}>", to.name().unwrap_or_default(), to.address().unwrap_or_default()));
    let text = format!(
        "To: {}\nDate: {}\nSubject: {}\n\n{}\n",
        to.unwrap_or_default(),
        header("Date"),
        parsed.subject().unwrap_or_default(),
        mail::words(message).unwrap_or_default()
    );
    put(folder, &file.replace(".eml", ".txt"), text.replace("\r\n", "\n").as_bytes())
}

fn put(folder: &mut UnfinishedFolder, file: &str, bytes: &[u8]) -> Result<()> {
    folder.write(file, |to| Ok(to.write_all(bytes)?))
}
