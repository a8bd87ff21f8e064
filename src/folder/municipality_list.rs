//! Filling in municipalities.csv, and taking it over into the next exercise. Whatever else the lead has in it stays, the
//! columns that are the lead's own too.

use std::collections::HashMap;

use super::error::FolderError;
use super::paths::Folder;
use super::replace::replace_file;
use crate::email::Email;
use crate::findings::Findings;
use crate::municipality::{self, Number};
use crate::sheet::{self, Row, Sheet, Table};

/// The heading of the priority.
const PRIORITY: &str = "priority";

impl Folder {
    /// The list of municipalities as bytes, with those that are meant, and with other priorities and
    /// addresses for some.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn municipality_list(
        &self,
        is_meant: impl Fn(Number) -> bool,
        priorities: &HashMap<Number, i32>,
        addresses: &HashMap<Number, Email>,
    ) -> Result<Vec<u8>, FolderError> {
        let bytes = self.bytes_of(municipality::FILE)?.unwrap_or_default();
        let Ok(sheet) = Sheet::of_table(municipality::FILE, &bytes) else { return Ok(bytes) };
        let Some(table) = Table::open(&sheet, ["number", "email"], &mut Findings::new()) else {
            return Ok(bytes.clone());
        };
        let [number, email] = table.columns();
        let mut headings = table.headings().to_vec();
        let at = table.column(PRIORITY).unwrap_or(headings.len());
        if at == headings.len() && !priorities.is_empty() {
            headings.push(PRIORITY.to_owned());
        }
        let (_, mut rows) = table.into_rows();
        let (mut all, mut row) = (Vec::new(), Row::default());
        while rows.read(&mut row) {
            let Ok(number) = row.cell(number).parse::<Number>() else { continue };
            if !is_meant(number) {
                continue;
            }
            let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
            cells.resize(cells.len().max(headings.len()), String::new());
            if let Some(priority) = priorities.get(&number) {
                cells[at] = priority.to_string();
            }
            if let Some(address) = addresses.get(&number) {
                cells[email] = address.to_string();
            }
            all.push(cells);
        }
        Ok(sheet::write(headings, all))
    }

    /// Writes the addresses of municipalities into their rows. The caller must hold the lock.
    ///
    /// # Errors
    /// When the file cannot be read or written; the former file then stands.
    pub(crate) fn write_addresses(&self, addresses: &HashMap<Number, &Email>) -> Result<(), FolderError> {
        let bytes = self.bytes_of(municipality::FILE)?.unwrap_or_default();
        let Ok(sheet) = Sheet::of_table(municipality::FILE, &bytes) else { return Ok(()) };
        let Some(table) = Table::open(&sheet, ["number", "email"], &mut Findings::new()) else { return Ok(()) };
        let [number, email] = table.columns();
        let headings = table.headings().to_vec();
        let (_, mut rows) = table.into_rows();
        let (mut all, mut row) = (Vec::new(), Row::default());
        while rows.read(&mut row) {
            let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
            let address = row.cell(number).parse().ok().and_then(|number: Number| addresses.get(&number));
            if let Some(address) = address {
                cells.resize(cells.len().max(email + 1), String::new());
                cells[email] = address.to_string();
            }
            all.push(cells);
        }
        let path = self.root().join(municipality::FILE);
        replace_file(&path, &sheet::write(headings, all)).map_err(|problem| FolderError::of(path, problem))
    }
}
