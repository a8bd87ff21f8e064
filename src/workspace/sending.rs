//! Sending letters: those that are due, and those that were written before. All are written before the first one leaves: one
//! that cannot be written, or is too large, stops all, as a mistake in a template or a file does. One that cannot be made
//! into a message is named and left.

use std::collections::BTreeSet;

use super::due::DueLetter;
use super::letters::Letters;
use super::{Failure, Result, Workspace};
use crate::assignment::Seat;
use crate::delivery::{
    Content, Dispatch, Draft, Event, Fate, FileName, History, Hooks, OutboxOnly, Outgoing, Record, Stop, Transport,
    check_log,
};
use crate::exercise::DateId;
use crate::findings::Sentence;
use crate::letter::Envelope;
use crate::words::say;

impl Workspace {
    /// Opens the transport, and settles what a crash has left open. The caller must hold the folder's lock.
    pub(crate) fn dispatch(&self, history: &mut History) -> Result<Dispatch> {
        self.dispatch_through(self.transport()?, history)
    }

    /// The same where nothing is to be sent: no server, and no password.
    pub(crate) fn dispatch_without_server(&self, history: &mut History) -> Result<Dispatch> {
        self.dispatch_through(Box::new(OutboxOnly), history)
    }

    fn dispatch_through(&self, transport: Box<dyn Transport>, history: &mut History) -> Result<Dispatch> {
        let (outbox, log) = (self.folder.outbox(), self.folder.delivery_log());
        let mut dispatch = Dispatch::open(&outbox, &log, transport)?;
        dispatch.settle(history, self.now.fixed_offset())?;
        Ok(dispatch)
    }

    /// Why nothing can be sent, if the delivery log does not know of the letters in the outbox.
    pub(crate) fn behind(&self, history: &History) -> Option<Sentence> {
        check_log(&self.folder.outbox(), history).err().map(Sentence::from)
    }

    /// Refuses a delivery log that does not know of the letters in the outbox.
    ///
    /// # Errors
    /// When it is lost or too old.
    pub(crate) fn check_log(&self, history: &History) -> Result<()> {
        self.behind(history).map_or(Ok(()), |behind| Err(behind.into()))
    }

    /// Letters that were written before, as a batch.
    pub(crate) fn written_batch<'l>(&self, written: &[&Record]) -> Batch<'l> {
        let letter = |record: &&Record| BatchLetter {
            municipality: self.name(record.envelope.municipality),
            outgoing: Outgoing {
                content: Content::Draft(Box::new(Draft {
                    envelope: record.envelope.clone(),
                    sender: self.exercise.contact.email.clone(),
                })),
                file: record.file.clone(),
                is_test: false,
            },
        };
        Batch { letters: written.iter().map(letter).collect(), to_lead: false }
    }
}

/// Letters that are ready, and where they go.
pub(crate) struct Batch<'l> {
    pub(crate) letters: Vec<BatchLetter<'l>>,
    /// Whether they go to the lead instead, to be looked at.
    pub(crate) to_lead: bool,
}

/// A letter that is ready.
pub(crate) struct BatchLetter<'l> {
    /// The municipality's name.
    pub(crate) municipality: String,
    outgoing: Outgoing<'l>,
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

impl Letters<'_> {
    /// Letters that are due, as a batch; `to_lead` if they go to the lead instead.
    pub(crate) fn batch<'l>(&'l self, due: &[DueLetter<'l>], to_lead: bool) -> Result<Batch<'l>> {
        // What the lead looks at goes to the lead's own address.
        let no_address = if to_lead { None } else { self.workspace.no_address(due.iter().map(|due| &due.envelope)) };
        let lacking = no_address.or_else(|| self.workspace.no_way(self.with_places(due)));
        lacking.map_or(Ok(()), |lacking| Err(Failure::from(lacking)))?;
        let letter = |due: &DueLetter<'l>| {
            let municipality = due.municipality.name.clone();
            Ok(BatchLetter { outgoing: self.outgoing(due, to_lead)?, municipality })
        };
        Ok(Batch { letters: due.iter().map(letter).collect::<Result<_>>()?, to_lead })
    }

    /// What letters that are due lack, so that none of them can be sent.
    pub(crate) fn lacking(&self, due: &[DueLetter<'_>]) -> Vec<Sentence> {
        self.workspace.lacking(self.with_places(due))
    }

    fn with_places<'d>(
        &'d self,
        due: &'d [DueLetter<'_>],
    ) -> impl Iterator<Item = (&'d Envelope, Option<Seat>)> + Clone {
        due.iter().map(|due| (&due.envelope, self.assignments.seat(due.municipality.number)))
    }

    fn outgoing<'l>(&'l self, due: &DueLetter<'l>, to_lead: bool) -> Result<Outgoing<'l>> {
        let letter = self.write(due.municipality, &due.envelope)?;
        let letter = if to_lead { letter.as_test(self.lead()) } else { letter };
        self.check_size(&letter)?;
        let file = FileName::of(&letter, &due.municipality.name, to_lead);
        Ok(Outgoing { content: Content::Letter(Box::new(letter)), file, is_test: to_lead })
    }
}

impl Workspace {
    /// What letters lack, each with the place of its municipality: addresses, and the ways to dates.
    pub(super) fn lacking<'e>(
        &self,
        letters: impl Iterator<Item = (&'e Envelope, Option<Seat>)> + Clone,
    ) -> Vec<Sentence> {
        let no_address = self.no_address(letters.clone().map(|(envelope, _)| envelope));
        no_address.into_iter().chain(self.no_way(letters)).collect()
    }

    /// Letters to nobody. Only here an address is needed.
    fn no_address<'e>(&self, letters: impl Iterator<Item = &'e Envelope>) -> Option<Sentence> {
        let without = letters.filter(|envelope| envelope.recipient.is_none());
        let municipalities: Vec<String> = without.map(|envelope| self.name(envelope.municipality)).collect();
        let count = municipalities.len();
        (count > 0).then(|| say!("letters-no-address", count = count, municipalities = municipalities))
    }

    /// The dates to which letters invite and nobody knows the way.
    fn no_way<'e>(&self, letters: impl Iterator<Item = (&'e Envelope, Option<Seat>)>) -> Option<Sentence> {
        let dates = &self.exercise.dates;
        let invited = letters.filter(|(envelope, _)| envelope.kind.is_request());
        let invited = invited.filter_map(|(_, seat)| Some(seat?.date));
        let unknown: BTreeSet<DateId> = invited.filter(|date| !dates.get(*date).is_ready_for_letters()).collect();
        let names: Vec<String> = unknown.into_iter().map(|date| dates.short(date)).collect();
        (!names.is_empty()).then(|| say!("letters-no-way", count = names.len(), dates = names))
    }
}

/// Those of whom nobody knows the address.
pub(crate) fn without_address(due: &[DueLetter<'_>]) -> Vec<String> {
    let without = due.iter().filter(|due| due.envelope.recipient.is_none());
    without.map(|due| due.municipality.name.clone()).collect()
}

/// Those letters that are to go to somebody.
pub(crate) fn with_address(mut due: Vec<DueLetter<'_>>) -> Vec<DueLetter<'_>> {
    due.retain(|due| due.envelope.recipient.is_some());
    due
}

impl Batch<'_> {
    pub(crate) fn send(&self, dispatch: &mut Dispatch, hooks: &mut Hooks<'_>) -> Result<Sent> {
        let run =
            dispatch.run(self.letters.iter().map(|letter| &letter.outgoing).collect::<Vec<_>>().as_slice(), hooks)?;
        let letters = self.letters.iter().zip(run.fates).map(|(letter, fate)| SentLetter {
            municipality: letter.municipality.clone(),
            envelope: letter.outgoing.envelope().clone(),
            file: letter.outgoing.file.clone(),
            fate,
        });
        Ok(Sent { letters: letters.collect(), stop: run.stop, events: run.events })
    }
}
