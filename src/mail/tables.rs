//! The tables in a mail: spreadsheets that are attached to it, and tables in its HTML, as text with tabs between cells.
//!
//! Only what is written counts: a table below the head of a quoted mail, or inside a quotation, is left out.

use mail_parser::decoders::html::html_to_text;

use super::structure::MailPart;

/// A table in a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTable {
    /// The name of its file; none if it stands in the mail itself.
    pub(crate) name: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// The endings of spreadsheets that are read.
const ENDINGS: [&str; 5] = [".xlsx", ".xlsm", ".ods", ".csv", ".tsv"];

/// So many tables are looked at in one mail.
const MOST: usize = 20;

/// What begins a quotation in HTML: that of Gmail, of a mail program that quotes, of Outlook.
const QUOTES: [&str; 4] = ["<blockquote", "gmail_quote", "divrplyfwdmsg", "border-top:solid #e1e1e1"];

/// The tables of a mail, in their order.
pub(super) fn tables(parts: &[MailPart<'_>]) -> Vec<MailTable> {
    let attached = parts.iter().filter_map(spreadsheet);
    let html = parts.iter().find(|part| part.is_of("text", "html") && !part.is_attachment());
    let written = html.map(|part| html_tables(&part.text())).unwrap_or_default();
    let written = written.into_iter().map(|text| MailTable { name: None, bytes: text.into_bytes() });
    attached.chain(written).take(MOST).collect()
}

fn spreadsheet(part: &MailPart<'_>) -> Option<MailTable> {
    let name = part.file_name().filter(|_| part.is_attachment())?;
    let lower = name.to_lowercase();
    let is_read = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    is_read.then(|| MailTable { name: Some(name.to_owned()), bytes: part.bytes().into_owned() })
}

/// The tables of a page above what it quotes, each with a line for each row.
fn html_tables(html: &str) -> Vec<String> {
    // Only ASCII is made small, so that places stay what they are.
    let lower = html.to_ascii_lowercase();
    let end = QUOTES.iter().filter_map(|quote| lower.find(quote)).min().unwrap_or(lower.len());
    let (mut tables, mut at) = (Vec::new(), 0);
    while let Some((begin, close)) = element(&lower[..end], at, "table") {
        let rows = inside(&lower, begin..close, "tr", |row| {
            let cells = ["td", "th"].into_iter().find_map(|kind| {
                let cells = inside(&lower, row.clone(), kind, |cell| cell_text(&html[cell]));
                (!cells.is_empty()).then_some(cells)
            });
            cells.unwrap_or_default().join("\t")
        });
        tables.push(rows.into_iter().map(|row| row + "\n").collect());
        at = close;
    }
    tables
}

/// What a function makes of the elements of a kind in a part of a page.
fn inside<T>(
    lower: &str,
    part: std::ops::Range<usize>,
    kind: &str,
    make: impl Fn(std::ops::Range<usize>) -> T,
) -> Vec<T> {
    let (mut found, mut at) = (Vec::new(), part.start);
    while let Some((begin, close)) = element(&lower[..part.end], at, kind) {
        found.push(make(begin..close));
        at = close;
    }
    found
}

/// Where the next element of a kind begins and ends: what stands in it.
fn element(lower: &str, from: usize, kind: &str) -> Option<(usize, usize)> {
    let open = format!("<{kind}");
    let mut at = from;
    loop {
        let found = at + lower.get(at..)?.find(&open)?;
        let after = found + open.len();
        if lower[after..].starts_with(|next: char| next == '>' || next.is_ascii_whitespace()) {
            let begin = after + lower[after..].find('>')? + 1;
            let close = lower[begin..].find(&format!("</{kind}")).map_or(lower.len(), |close| begin + close);
            return Some((begin, close));
        }
        at = after;
    }
}

/// What is written in a cell, in one line.
fn cell_text(html: &str) -> String {
    let text = html_to_text(html);
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").replace('\t', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_above_the_quotation_is_read_row_by_row() {
        let html = "<p>Hei</p><TABLE border=1><tr><th>Kommune</th><th>Pri 1</th></tr>\n<tr><td>Asker</td><td><p>24.11&nbsp;</p></td></tr>\
            </TABLE><blockquote><table><tr><td>22.11</td></tr></table></blockquote>";
        assert_eq!(html_tables(html), ["Kommune\tPri 1\nAsker\t24.11\n"]);
    }

    #[test]
    fn what_is_cut_off_is_no_harm() {
        for html in ["<table", "<table>", "<table><tr", "<table><tr><td>a", "</table>", "<tablet><tr>", ""] {
            html_tables(html);
        }
        assert_eq!(html_tables("<table><tr><td>a<td>b"), ["ab\n"]);
    }
}
