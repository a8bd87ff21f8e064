//! `ovelse addresses`: the addresses of municipalities from a list, such as a download of Enhetsregisteret.

use super::{Console, Outcome};
use crate::cli::Addresses;
use crate::findings::Findings;
use crate::municipality::FILE;
use crate::municipality::address_list::Listing;
use crate::show::{Column, Grid, Page, View};
use crate::words::say;
use crate::workspace::{Failure, FilledAddresses, Filling, Result, Session};

pub fn run(session: &Session, args: &Addresses, console: &mut Console) -> Result<Outcome> {
    let file = args.file.display().to_string();
    let (bytes, mut findings) = (session.read_file(&args.file)?, Findings::new());
    let listing = Listing { file: &file, bytes: &bytes, sheet: args.sheet.as_deref() };
    let filling = Filling { dry_run: args.dry_run, replace: args.replace };
    let filled = session.fill_addresses(listing, filling, &mut findings)?;
    let is_open = findings.has_errors() || (!args.replace && !filled.different.is_empty());
    console.show(&filled, args.listing.format)?;
    match findings.has_errors() {
        true => console.fail(&Failure::Rejected(findings.in_file_order())),
        false => findings.in_file_order().iter().for_each(|finding| console.note(finding)),
    }
    Ok(if is_open { Outcome::Partly } else { Outcome::Done })
}

impl View for FilledAddresses {
    fn page(&self, page: &mut Page) {
        let all = self.filled.iter().chain(&self.different);
        if all.clone().next().is_some() {
            let columns =
                [say!("column-municipality"), say!("addresses-before"), say!("addresses-listed")].map(Column::text);
            let row = |address: &crate::workspace::FilledAddress| {
                let before = address.before.clone().unwrap_or_default();
                [address.municipality.clone(), before, address.listed.clone()]
            };
            page.table(&columns, all.map(row));
            page.gap();
        }
        page.line(say!(
            "addresses-summary",
            filled = self.filled.len(),
            different = self.different.len(),
            same = self.same,
            others = self.others
        ));
        if !self.different.is_empty() && !self.replaced {
            page.line(say!("addresses-different", count = self.different.len()));
        }
        if !self.without.is_empty() {
            page.names(say!("addresses-without"), self.without.iter().map(String::as_str));
        }
        page.line(match self.written {
            true => say!("addresses-written", file = FILE),
            false => say!("addresses-nothing-written"),
        });
    }

    fn grid(&self) -> Grid {
        let headings = ["number", "municipality", "before", "listed"].map(str::to_owned).to_vec();
        let rows = self.filled.iter().chain(&self.different).map(|address| {
            let before = address.before.clone().unwrap_or_default();
            vec![address.number.clone(), address.municipality.clone(), before, address.listed.clone()]
        });
        Grid { headings, rows: rows.collect() }
    }
}
