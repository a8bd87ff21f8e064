//! The XML parts of a workbook that the library does not read.

use std::io::{BufReader, Cursor};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use crate::sheet::problem::Problem;

pub type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

pub fn damaged(reason: impl std::fmt::Display) -> Problem {
    Problem::WorkbookDamaged { reason: reason.to_string() }
}

pub fn archive(bytes: &[u8]) -> Result<Archive<'_>, Problem> {
    ZipArchive::new(Cursor::new(bytes)).map_err(damaged)
}

/// Walks over a part, if there is one of that name; an element without content has an end like any other. A part that
/// ends within an element is damaged: the library that reads the workbook would wait for its end.
pub fn walk(
    archive: &mut Archive<'_>,
    part: &str,
    mut visit: impl FnMut(&Event<'_>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    if archive.index_for_name(part).is_none() {
        return Ok(());
    }
    let mut reader = quick_xml::Reader::from_reader(BufReader::new(archive.by_name(part).map_err(damaged)?));
    reader.config_mut().expand_empty_elements = true;
    let (mut buffer, mut depth) = (Vec::new(), 0usize);
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(damaged)?;
        match &event {
            Event::Eof if depth > 0 => return Err(Problem::WorkbookUnreadable),
            Event::Eof => return Ok(()),
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        visit(&event)?;
    }
}

/// The value of an attribute, whatever the prefix of its name.
pub fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

pub fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(tag, name)?.parse().ok()
}

/// Whether an attribute says yes.
pub fn says_yes(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// The name of a part that another one refers to.
pub fn resolved(from: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for step in target.split('/') {
        match step {
            ".." => drop(parts.pop()),
            "." => {}
            step => parts.push(step),
        }
    }
    parts.join("/")
}

/// The parts that a part refers to: their number, their kind and their name.
pub fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Vec<(String, String, String)>, Problem> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let mut found = Vec::new();
    walk(archive, &format!("{folder}/_rels/{name}.rels"), |event| {
        if let Event::Start(tag) = event
            && tag.local_name().as_ref() == "Relationship"
        {
            let of = |name| attribute(tag, name).unwrap_or_default();
            found.push((of("Id"), of("Type"), resolved(part, &of("Target"))));
        }
        Ok(())
    })?;
    Ok(found)
}
