//! Sending the letters that are due. All are written before the first one leaves: one that cannot be written, or is too
//! large, stops all, as a mistake in a template or a file does. One that cannot be made into a message is named and left.

use super::due::DueLetter;
use super::letters::Letters;
use super::{Result, Workspace};
use crate::delivery::{Dispatch, Event, Fate, FileName, History, Hooks, Outgoing, Stop};
use crate::letter::Envelope;

impl Workspace {
    /// Opens the transport, and settles what a crash has left open. The caller must hold the folder's lock.
    pub(crate) fn dispatch(&self, history: &mut History) -> Result<Dispatch> {
        let (outbox, log) = (self.folder.outbox(), self.folder.delivery_log());
        let mut dispatch = Dispatch::open(&outbox, &log, self.transport()?)?;
        dispatch.settle(history, self.now.fixed_offset())?;
        Ok(dispatch)
    }
}

/// Letters that are due, and where they go.
pub(crate) struct Batch<'l> {
    pub(crate) letters: &'l Letters<'l>,
    pub(crate) due: Vec<DueLetter<'l>>,
    /// Whether they go to the lead instead, to be looked at.
    pub(crate) to_lead: bool,
}

/// What came of a batch.
pub(crate) struct Sent {
    pub(crate) letters: Vec<SentLetter>,
    /// Why it ended before the last letter, if it did.
    pub(crate) stop: Option<Stop>,
    /// What the log has more than before.
    pub(crate) events: Vec<Event>,
}

/// What became of a letter.
pub(crate) struct SentLetter {
    /// The municipality's name.
    pub(crate) municipality: String,
    pub(crate) envelope: Envelope,
    /// The name of its file, if it has left.
    pub(crate) file: FileName,
    pub(crate) fate: Fate,
}

impl<'l> Batch<'l> {
    pub(crate) fn send(&self, dispatch: &mut Dispatch, hooks: &mut Hooks<'_>) -> Result<Sent> {
        let outgoing: Vec<Outgoing<'_>> = self.due.iter().map(|due| self.outgoing(due)).collect::<Result<_>>()?;
        let run = dispatch.run(&outgoing, hooks)?;
        let letters = self.due.iter().zip(outgoing).zip(run.fates).map(|((due, outgoing), fate)| SentLetter {
            municipality: due.municipality.name.clone(),
            envelope: outgoing.letter.envelope,
            file: outgoing.file,
            fate,
        });
        Ok(Sent { letters: letters.collect(), stop: run.stop, events: run.events })
    }

    fn outgoing<'s>(&'s self, due: &'s DueLetter<'l>) -> Result<Outgoing<'s>> {
        let letter = self.letters.write(due.municipality, &due.envelope)?;
        let letter = if self.to_lead { letter.as_test(self.letters.lead()) } else { letter };
        self.letters.check_size(&letter)?;
        let file = FileName::of(&letter, &due.municipality.name, self.to_lead);
        Ok(Outgoing { letter, file, is_test: self.to_lead })
    }
}
