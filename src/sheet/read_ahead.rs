//! The rows of a long text, told apart by a thread of its own while the rows before them are read.
//!
//! Without it two of the goals are missed: `assign` of a million municipalities and `import` of a million rows take a
//! fifth longer (docs/benchmarks.md).

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread::{Builder, Scope};

use super::row::Row;
use super::text_rows::TextRows;

/// A shorter text, in bytes, is read in one go: a thread would take longer than it saves.
const LEAST: usize = 1_000_000;

/// So many rows are handed over first, and twice as many each time: of a short list, not much behind it is told apart.
const FIRST_BATCH: usize = 8;

/// So many are handed over at once at the most.
const LARGEST_BATCH: usize = 512;

/// So many batches wait at the most.
const WAITING: usize = 2;

/// Rows that have been told apart, and where those behind them begin.
#[derive(Debug)]
struct Batch {
    rows: Vec<Row>,
    behind: csv::Position,
}

/// Rows that a thread tells apart.
#[derive(Debug)]
pub struct RowsAhead<'s> {
    /// The same rows from the first one on, for whoever wants to read some of them once more.
    all: TextRows<'s>,
    batch: Batch,
    /// Which row of the batch is next.
    next: usize,
    batches: Receiver<Batch>,
    /// Rows that are read, whose memory is used again.
    spent: Sender<Vec<Row>>,
}

impl<'s> RowsAhead<'s> {
    /// Tells rows apart in a thread from now on.
    ///
    /// # Errors
    /// Gives the rows back where the text is short, or there can be no thread.
    pub fn begin<'scope>(rows: TextRows<'s>, scope: &'scope Scope<'scope, '_>) -> Result<RowsAhead<'s>, TextRows<'s>>
    where
        's: 'scope,
    {
        if rows.left() < LEAST {
            return Err(rows);
        }
        let (batches, spent) = (sync_channel(WAITING), channel());
        let all = rows.ahead();
        let begun = Builder::new().spawn_scoped(scope, move || tell_apart(rows, &batches.0, &spent.1));
        if begun.is_err() {
            return Err(all);
        }
        let batch = Batch { rows: Vec::new(), behind: all.position() };
        Ok(RowsAhead { all, batch, next: 0, batches: batches.1, spent: spent.0 })
    }

    /// Reads the next row; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
        if self.next == self.batch.rows.len() {
            // It has ended when it sends no more.
            let Ok(batch) = self.batches.recv() else { return false };
            let spent = std::mem::replace(&mut self.batch, batch);
            // Whether the thread takes it makes no difference.
            drop(self.spent.send(spent.rows));
            self.next = 0;
        }
        std::mem::swap(row, &mut self.batch.rows[self.next]);
        self.next += 1;
        true
    }

    /// The rows that are left, once more.
    pub fn ahead(&self) -> TextRows<'s> {
        let next = self.batch.rows.get(self.next).and_then(Row::position);
        self.all.rows_from(next.unwrap_or(&self.batch.behind))
    }
}

fn tell_apart(mut rows: TextRows<'_>, batches: &SyncSender<Batch>, spent: &Receiver<Vec<Row>>) {
    let sizes = std::iter::successors(Some(FIRST_BATCH), |size| Some((size * 2).min(LARGEST_BATCH)));
    for size in sizes {
        let mut batch = spent.try_recv().unwrap_or_default();
        batch.resize(size, Row::default());
        let read = batch.iter_mut().map(|row| rows.read(row)).take_while(|is_row| *is_row).count();
        batch.truncate(read);
        // Nobody takes it who has read enough.
        if batch.is_empty() || batches.send(Batch { rows: batch, behind: rows.position() }).is_err() {
            return;
        }
    }
}
