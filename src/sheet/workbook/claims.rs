//! What the library keeps of an xlsx, or claims at once because the file says that there will be so much
//! (ECMA-376, part 1, sections 18.4 and 18.8). It is added up before the library reads the file.

use quick_xml::events::{BytesStart, Event};

use super::budget::Budget;
use super::part::{archive, number, walk};
use crate::sheet::limits::MOST_SHEETS;
use crate::sheet::problem::Problem;

/// What the library keeps of a text besides its bytes, and of anything else that has a name or an attribute.
const BYTES_OF_A_TEXT: u64 = 32;
const BYTES_OF_A_STYLE: u64 = 64;
const BYTES_OF_A_NAME: u64 = 256;

/// Takes from the budget what the library will keep, but for cells, which it hands over one by one.
pub fn measure(bytes: &[u8], budget: &mut Budget) -> Result<(), Problem> {
    let archive = &mut archive(bytes)?;
    walk(archive, "xl/sharedStrings.xml", |event| match event {
        Event::Start(tag) if is(tag, "sst") => {
            let claimed = number(tag, "uniqueCount").or_else(|| number(tag, "count")).unwrap_or_default() as u64;
            budget.take(claimed.saturating_mul(BYTES_OF_A_TEXT))
        }
        Event::Start(tag) if is(tag, "si") => budget.take(BYTES_OF_A_TEXT),
        Event::Text(text) => budget.take(text.len() as u64),
        _ => Ok(()),
    })?;
    walk(archive, "xl/styles.xml", |event| match event {
        Event::Start(tag) => budget.take(BYTES_OF_A_STYLE + tag.len() as u64),
        _ => Ok(()),
    })?;
    let mut sheets = 0;
    walk(archive, "xl/workbook.xml", |event| {
        let Event::Start(tag) = event else { return Ok(()) };
        sheets += usize::from(is(tag, "sheet"));
        if sheets > MOST_SHEETS {
            return Err(Problem::TooManySheets { most: MOST_SHEETS });
        }
        budget.take(BYTES_OF_A_NAME + tag.len() as u64)
    })?;
    walk(archive, "xl/_rels/workbook.xml.rels", |event| match event {
        Event::Start(tag) => budget.take(BYTES_OF_A_NAME + tag.len() as u64),
        _ => Ok(()),
    })
}

fn is(tag: &BytesStart<'_>, name: &str) -> bool {
    tag.local_name().as_ref() == name
}
