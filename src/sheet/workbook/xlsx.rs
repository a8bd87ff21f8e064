//! What a sheet of an xlsx says beside its values (ECMA-376, part 1, section 18.3.1).

use std::collections::HashSet;
use std::hash::Hash;

use quick_xml::events::{BytesStart, Event};

use super::marks::{Marks, area, cell};
use super::part::{Archive, archive, attribute, number, relations, says_yes, walk};
use crate::sheet::problem::Problem;

const WORKBOOK: &str = "xl/workbook.xml";

pub fn marks(bytes: &[u8], sheet: &str) -> Result<Marks, Problem> {
    let mut archive = archive(bytes)?;
    let Some(part) = part_of(&mut archive, sheet)? else { return Ok(Marks::default()) };
    let mut walker =
        Walker { styles: struck_styles(&mut archive)?, texts: struck_texts(&mut archive)?, ..Walker::default() };
    walk(&mut archive, &part, |event| walker.visit(event))?;
    let mut marks = walker.marks;
    for (_, kind, comments) in relations(&mut archive, &part)? {
        if kind.ends_with("/comments") {
            marks.notes.extend(notes(&mut archive, &comments)?);
        }
    }
    Ok(marks)
}

/// That no two sheets are one part, which would have to be read once for each of them.
pub fn check_parts(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = archive(bytes)?;
    let mut sheets: Vec<Option<String>> = Vec::new();
    walk(&mut archive, WORKBOOK, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "sheet"
        {
            sheets.push(attribute(tag, "id"));
        }
        Ok(())
    })?;
    let is_sheet = |kind: &str| kind.ends_with("/worksheet");
    let relations = relations(&mut archive, WORKBOOK)?.into_iter().filter(|(_, kind, _)| is_sheet(kind));
    let parts: Vec<String> = relations.map(|(.., part)| part).collect();
    if are_different(sheets) && are_different(parts) { Ok(()) } else { Err(Problem::WorkbookContradictory) }
}

fn are_different<T: Eq + Hash>(all: Vec<T>) -> bool {
    let mut seen = HashSet::new();
    all.into_iter().all(|one| seen.insert(one))
}

/// The part of a sheet.
fn part_of(archive: &mut Archive<'_>, sheet: &str) -> Result<Option<String>, Problem> {
    let mut id = None;
    walk(archive, WORKBOOK, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "sheet"
            && attribute(tag, "name").as_deref() == Some(sheet)
        {
            id = attribute(tag, "id");
        }
        Ok(())
    })?;
    let relations = relations(archive, WORKBOOK)?;
    Ok(relations.into_iter().find(|(found, ..)| Some(found) == id.as_ref()).map(|(.., part)| part))
}

/// Of each style, whether cells in it are struck out.
fn struck_styles(archive: &mut Archive<'_>) -> Result<Vec<bool>, Problem> {
    // A style may be six bytes long, and there may be millions of them.
    let (mut fonts, mut styles): (Vec<bool>, Vec<u32>) = (Vec::new(), Vec::new());
    let mut within = String::new();
    walk(archive, "xl/styles.xml", |event| {
        if let Event::Start(tag) = event {
            match (within.as_str(), tag.local_name().as_ref()) {
                (_, section @ ("fonts" | "cellXfs" | "cellStyleXfs" | "dxfs")) => within = section.to_owned(),
                ("fonts", "font") => fonts.push(false),
                ("fonts", "strike") => {
                    fonts.last_mut().into_iter().for_each(|is_struck| *is_struck = strikes(tag));
                }
                ("cellXfs", "xf") => styles.push(font(tag)),
                _ => {}
            }
        }
        Ok(())
    })?;
    let is_struck = |font: u32| usize::try_from(font).is_ok_and(|font| fonts.get(font) == Some(&true));
    Ok(styles.into_iter().map(is_struck).collect())
}

fn font(tag: &BytesStart<'_>) -> u32 {
    attribute(tag, "fontId").and_then(|font| font.parse().ok()).unwrap_or_default()
}

/// The element says yes unless it says no.
fn strikes(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "val").is_none() || says_yes(tag, "val")
}

/// The numbers of the texts of which a part is struck out.
fn struck_texts(archive: &mut Archive<'_>) -> Result<HashSet<usize>, Problem> {
    let (mut texts, mut struck) = (0usize, HashSet::new());
    walk(archive, "xl/sharedStrings.xml", |event| {
        if let Event::Start(tag) = event {
            match tag.local_name().as_ref() {
                "si" => texts += 1,
                "strike" if strikes(tag) => drop(struck.insert(texts.saturating_sub(1))),
                _ => {}
            }
        }
        Ok(())
    })?;
    Ok(struck)
}

fn notes(archive: &mut Archive<'_>, part: &str) -> Result<Vec<(usize, usize)>, Problem> {
    let mut found = Vec::new();
    walk(archive, part, |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "comment"
        {
            found.extend(attribute(tag, "ref").and_then(|name| cell(&name)));
        }
        Ok(())
    })?;
    Ok(found)
}

/// Walks over the part of a sheet.
#[derive(Default)]
struct Walker {
    styles: Vec<bool>,
    texts: HashSet<usize>,
    marks: Marks,
    /// The next row and column, where none is named.
    row: usize,
    column: usize,
    cell: Cell,
    within: Within,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    at: (usize, usize),
    kind: String,
    is_struck: bool,
    has_formula: bool,
    formula: String,
    has_value: bool,
    value: String,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Within {
    Formula,
    Value,
    #[default]
    Other,
}

impl Walker {
    fn visit(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Text(text) if self.within == Within::Formula => self.cell.formula.push_str(text),
            Event::Text(text) if self.within == Within::Value => self.cell.value.push_str(text),
            Event::GeneralRef(_) if self.within == Within::Formula => self.cell.formula.push('…'),
            Event::End(tag) => match tag.local_name().as_ref() {
                "f" | "v" => self.within = Within::Other,
                "c" => return self.end_of_cell(),
                "row" => self.row = self.row.saturating_add(1),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "c" => self.start_of_cell(tag),
            "v" => (self.within, self.cell.has_value) = (Within::Value, true),
            "f" => (self.within, self.cell.has_formula) = (Within::Formula, true),
            "is" => self.cell.has_value = true,
            // A part of an inline text.
            "strike" if strikes(tag) => self.cell.is_struck = true,
            "row" => self.start_of_row(tag),
            "col" if says_yes(tag, "hidden") => {
                if let (Some(first), Some(last)) = (number(tag, "min"), number(tag, "max")) {
                    self.marks.hidden_columns.push(first.saturating_sub(1)..=last.saturating_sub(1));
                }
            }
            "mergeCell" => self.marks.merges.extend(attribute(tag, "ref").and_then(|name| area(&name))),
            _ => {}
        }
    }

    fn start_of_row(&mut self, tag: &BytesStart<'_>) {
        self.row = number(tag, "r").map_or(self.row, |row| row.saturating_sub(1));
        self.column = 0;
        if says_yes(tag, "hidden") {
            self.marks.hidden_rows.push(self.row..=self.row);
        }
    }

    fn start_of_cell(&mut self, tag: &BytesStart<'_>) {
        let (mut at, mut kind, mut style) = ((self.row, self.column), String::new(), None::<usize>);
        for attribute in tag.attributes().flatten() {
            match attribute.key.local_name().as_ref() {
                "r" => at = cell(&attribute.value).unwrap_or(at),
                "t" => kind = attribute.value.into_owned(),
                "s" => style = attribute.value.parse().ok(),
                _ => {}
            }
        }
        self.column = at.1.saturating_add(1);
        let is_struck = style.is_some_and(|style| self.styles.get(style) == Some(&true));
        self.cell = Cell { at, kind, is_struck, ..Cell::default() };
    }

    fn end_of_cell(&mut self) -> Result<(), Problem> {
        let cell = std::mem::take(&mut self.cell);
        let (row, column) = cell.at;
        // A formula may come to an empty text, and says so.
        let is_text = cell.kind == "str" && cell.has_value;
        if cell.has_formula && cell.value.is_empty() && !is_text {
            self.marks.add_formula(row, column, &cell.formula)?;
        }
        let text = (cell.kind == "s").then(|| cell.value.trim().parse().ok()).flatten();
        // Whole columns without anything in them can be struck out.
        let is_struck = cell.is_struck && (cell.has_value || cell.has_formula);
        if is_struck || text.is_some_and(|text| self.texts.contains(&text)) {
            self.marks.struck.push(cell.at);
        }
        Ok(())
    }
}
