//! How a spreadsheet was read, in words.

use super::say;
use crate::findings::Sentence;
use crate::intake::{About, Lines};

/// What the lines of a file are: `july.csv: 3 rows, 2 headings, 1 title and 2 empty lines`.
pub(crate) fn lines(file: &str, lines: Lines) -> Sentence {
    let parts = [
        (lines.rows, say!("import-lines-rows", count = lines.rows)),
        (lines.headings, say!("import-lines-headings", count = lines.headings)),
        (lines.titles, say!("import-lines-titles", count = lines.titles)),
        (lines.empty, say!("import-lines-empty", count = lines.empty)),
    ];
    let parts: Vec<Sentence> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    say!("import-lines", file = file, lines = parts)
}

/// Its lists and their columns.
pub(crate) fn lists(file: &str, about: &About) -> Vec<Sentence> {
    let said = about.lists.iter().flat_map(|list| {
        let headings = say!("import-file", file = file, kind = about.kind.clone(), line = list.heading_line);
        let column = |(heading, field): &(String, String)| say!("import-column", heading = heading, field = field);
        std::iter::once(headings).chain(list.columns.iter().map(column))
    });
    said.collect()
}
