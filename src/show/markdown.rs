//! A document as Markdown, with tables as GitHub reads them. No text becomes markup.

use std::fmt::Write;

use super::document::{Cell, Document, Table};
use crate::words::Words;

/// The document as Markdown.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let facts: Vec<String> = document.facts.iter().map(|fact| escaped(fact)).collect();
    let mut text = format!("# {}\n\n{}\n", escaped(&document.title), facts.join("  \n"));
    for section in &document.sections {
        // Writing into a text cannot fail.
        if let Some(heading) = &section.heading {
            let _ = write!(text, "\n## {}\n", escaped(heading));
        }
        if !section.text.is_empty() {
            let _ = write!(text, "\n{}\n", escaped(&section.text));
        }
        if !section.table.rows.is_empty() {
            text += "\n";
            text += &table(&section.table, document.words);
        }
    }
    text
}

fn table(table: &Table, words: Words) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let is_number = |column: usize| table.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Number(_))));
    let rule = |column| if is_number(column) { "---:".to_owned() } else { "---".to_owned() };
    let mut text = line(table.headings.iter().map(|heading| escaped(heading)).collect());
    text += &line((0..table.headings.len()).map(rule).collect());
    for row in &table.rows {
        text += &line(row.iter().map(|cell| escaped(&cell.written(words))).collect());
    }
    text
}

/// What would be markup is not.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => safe.extend(['\\', letter]),
            '\r' | '\n' => safe.push(' '),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::chart::{Bar, Chart};
    use super::super::document::Section;
    use super::super::html::html;
    use super::*;
    use crate::findings::Sentence;
    use crate::language::Language;

    fn document() -> Document {
        let table = Table::new(["<a>", "Number"].map(str::to_owned), [[Cell::from("<script>\"&|"), Cell::from(3)]]);
        let chart = Chart::bars(
            Words::of(Language::En),
            Sentence::verbatim("<c>"),
            vec![Bar { label: "<d>".to_owned(), parts: vec![(3, "<e>".to_owned())], most: None }],
            Sentence::verbatim("<w>"),
        );
        let section = Section { heading: Some("<h>".into()), text: "<t>".into(), chart: Some(chart), table };
        let words = Words::of(Language::En);
        Document { words, title: "<b>".into(), facts: vec!["<i>".into()], sections: vec![section], landscape: false }
    }

    #[test]
    fn a_text_never_becomes_markup() {
        let page = html(&document()).expect("the template is right");
        for markup in ["<a>", "<script>", "<b>", "<i>", "<h>", "<t>", "<c>", "<d>", "<e>"] {
            assert!(!page.contains(markup), "{markup}");
        }
        assert!(page.contains("&lt;script&gt;&quot;&amp;|"));
        let text = markdown(&document());
        assert!(text.contains("| \\<script\\>\"&\\| | 3 |") && text.starts_with("# \\<b\\>\n"), "{text}");
    }
}
