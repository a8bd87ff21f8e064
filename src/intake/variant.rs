//! Rows of an import that say the same, by the files that they are in.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;

use crate::registration::{Field, Fields, Registration};

/// When a row was received; none if it does not say.
type Received = Option<NaiveDateTime>;

/// Of rows of one file that say the same, so many times are kept; of more, the first and the last: a million rows of one
/// municipality say no more than that.
const MOST_TIMES: usize = 50;

/// Rows that say the same, whenever they were received.
#[derive(Debug)]
pub(super) struct Variant {
    /// The first of them.
    pub(super) row: Registration,
    /// The fields for which there are cells.
    pub(super) columns: Fields,
    /// Those of them that are filled in.
    filled: Fields,
    /// The files that they are in, in the order in which they were read.
    files: Vec<InFile>,
}

/// Where rows that say the same are in one file.
#[derive(Debug)]
struct InFile {
    /// Its place among all files.
    file: usize,
    /// When they were received, with the place of the first that was received then among all rows.
    times: BTreeMap<Received, usize>,
    /// Whether there are so many times that only the first and the last are kept.
    is_condensed: bool,
}

/// A row of a file.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileRow<'v> {
    /// What it says.
    pub(super) variant: &'v Variant,
    pub(super) received: Received,
    /// The fields that it tells.
    pub(super) told: Fields,
    /// Its place among all rows.
    pub(super) order: usize,
}

impl<'v> FileRow<'v> {
    /// What stands in its cell for a field.
    pub(super) fn cell(&self, field: Field) -> Cow<'v, str> {
        self.variant.row.cell(field)
    }

    pub(super) fn registration(&self) -> Registration {
        Registration { received: self.received, ..self.variant.row.clone() }
    }
}

impl Variant {
    /// Rows that say the same as this one, of which none is taken in yet.
    pub(super) fn new(row: Registration, columns: Fields) -> Variant {
        let filled = columns.iter().filter(|field| !row.cell(*field).is_empty()).collect();
        Variant { row, columns, filled, files: Vec::new() }
    }

    pub(super) fn is_said_by(&self, row: &Registration, columns: Fields) -> bool {
        self.columns == columns && self.row.says_the_same(row)
    }

    /// Takes in a row of a file that says it; `order` is its place among all rows.
    pub(super) fn take(&mut self, received: Received, file: usize, order: usize) {
        if self.files.last().is_none_or(|last| last.file != file) {
            self.files.push(InFile { file, times: BTreeMap::new(), is_condensed: false });
        }
        if let Some(here) = self.files.last_mut() {
            here.take(received, order);
        }
    }

    /// The places of the files that it is in, each with that of its first row there.
    pub(super) fn files(&self) -> impl Iterator<Item = (usize, usize)> {
        self.files.iter().map(|here| (here.file, here.times.values().copied().min().unwrap_or_default()))
    }
}

impl InFile {
    fn take(&mut self, received: Received, order: usize) {
        self.times.entry(received).or_insert(order);
        self.is_condensed |= self.times.len() > MOST_TIMES;
        if self.is_condensed && self.times.len() > 2 {
            let ends = [self.times.first_key_value(), self.times.last_key_value()];
            self.times = ends.into_iter().flatten().map(|(time, order)| (*time, *order)).collect();
        }
    }
}

/// All rows of these variants, as they were read: file by file, row by row. An empty cell says nothing where another row of the
/// same file, of the same time, fills it.
pub(super) fn in_order(variants: &[Variant]) -> Vec<FileRow<'_>> {
    let mut filled: HashMap<(usize, Received), Fields> = HashMap::new();
    for variant in variants {
        for (at, _) in places(variant) {
            let beside = filled.entry(at).or_default();
            *beside = beside.and(variant.filled);
        }
    }
    let rows = variants.iter().flat_map(|variant| places(variant).map(move |place| (variant, place)));
    let mut rows: Vec<FileRow<'_>> = rows
        .map(|(variant, (at, order))| {
            let beside = filled.get(&at).copied().unwrap_or_default();
            let says = |field: &_| variant.filled.contains(*field) || !beside.contains(*field);
            FileRow { variant, received: at.1, told: variant.columns.iter().filter(says).collect(), order }
        })
        .collect();
    rows.sort_by_key(|row| row.order);
    rows
}

/// The file and the time of each of its rows, with its place among all rows.
fn places(variant: &Variant) -> impl Iterator<Item = ((usize, Received), usize)> {
    let of_file =
        |here: &InFile| here.times.iter().map(|(time, order)| ((here.file, *time), *order)).collect::<Vec<_>>();
    variant.files.iter().flat_map(of_file)
}
