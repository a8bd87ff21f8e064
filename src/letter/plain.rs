//! A message in plain text, as text and as HTML: what a lead writes is what stands in both. Nothing in it is markup.

use std::ops::Range;

use super::literal::{self, Piece, pieces};
use super::markdown::escaped_for_html as escaped;

/// The text as it stands, without the empty lines around it.
pub(super) fn text(filled: &str) -> String {
    literal::plain(filled).trim_start_matches('\n').trim_end().to_owned()
}

/// Paragraphs between empty lines. Line breaks and spaces are kept. Web addresses are links if the lead wrote them, or if
/// they are among the exercise's `links`: those of a municipality are words.
pub(super) fn html(filled: &str, links: &[&str]) -> String {
    let whole = literal::plain(filled);
    let values = values(filled);
    let is_link =
        |start: usize, address: &str| links.contains(&address) || !values.iter().any(|value| value.contains(&start));
    let mut start = 0;
    let mut lines = Vec::new();
    for line in whole.split_inclusive('\n') {
        lines.push(linked(line.trim_end_matches(['\n', '\r']), |at, address| is_link(start + at, address)));
        start += line.len();
    }
    let paragraphs = lines.split(|line| line.trim().is_empty()).filter(|paragraph| !paragraph.is_empty());
    let written = paragraphs.map(|lines| {
        let lines: Vec<String> = lines.iter().map(|line| spaced(line)).collect();
        format!("<p>{}</p>", lines.join("<br>\n"))
    });
    written.collect::<Vec<_>>().join("\n")
}

/// Where the values stand in a text, in bytes.
fn values(filled: &str) -> Vec<Range<usize>> {
    let mut values = Vec::new();
    let mut start = 0;
    for piece in pieces(filled) {
        let end = start + piece.text().len();
        if let Piece::Literal(_) = piece {
            values.push(start..end);
        }
        start = end;
    }
    values
}

/// A line with its web addresses as links, if `is_link` says so of where one stands and what it is.
fn linked(line: &str, is_link: impl Fn(usize, &str) -> bool) -> String {
    let mut linked = String::with_capacity(line.len() + 16);
    let mut rest = line;
    while let Some((before, address, after)) = next_address(rest) {
        let start = line.len() - rest.len() + before.len();
        let shown = escaped(address);
        linked.push_str(&escaped(before));
        if is_link(start, address) {
            linked.push_str(&format!("<a href=\"{shown}\" style=\"word-break:break-all\">{shown}</a>"));
        } else {
            linked.push_str(&shown);
        }
        rest = after;
    }
    linked.push_str(&escaped(rest));
    linked
}

/// The first web address, with what stands before and after it. Punctuation at its end belongs to the sentence.
fn next_address(line: &str) -> Option<(&str, &str, &str)> {
    let ends = |c: char| c.is_whitespace() || "<>\"«»“”".contains(c);
    let start = ["https://", "http://"].iter().filter_map(|scheme| line.find(scheme)).min()?;
    let (before, found) = line.split_at(start);
    let mut address = found.split(ends).next().unwrap_or(found);
    while let Some(last) = address.chars().last() {
        let is_closing = last == ')' && address.matches(')').count() > address.matches('(').count();
        if !is_closing && !".,;:!?'".contains(last) {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    Some((before, address, &found[address.len()..]))
}

/// A mail program shows several spaces as one, and none at the beginning of a line.
fn spaced(line: &str) -> String {
    let line = line.replace('\t', "    ").replace("  ", " \u{a0}");
    match line.strip_prefix(' ') {
        Some(rest) => format!("\u{a0}{rest}"),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::super::literal::encode;
    use super::*;

    #[test]
    fn whatever_could_be_markup_stays_as_it_is_written() {
        for written in [
            "Hilsen\n-- \nKari",
            "Overskrift\n=====\nog\n---\ntekst",
            "\\\\server\\felles og &copy; &amp; <b>",
            "1) en\n2) to\n7. sju",
            "# *a* **b** _c_ `d` [e](f) | g | ![h](i)",
            "    innrykk\n\n\n\nto  mellomrom",
            "> sitat\n* punkt",
        ] {
            assert_eq!(text(&format!("\n\n{written}\n")), written);
            let shown =
                html(written, &[]).replace("<br>", "").replace("<p>", "").replace("</p>", "").replace('\u{a0}', " ");
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&shown), words(&escaped(written)), "{written}");
        }
    }

    #[test]
    fn html_has_the_paragraphs_line_breaks_and_spaces_of_the_text() {
        assert_eq!(html("a\nb\n\n\n  c  d\n", &[]), "<p>a<br>\nb</p>\n<p>\u{a0}\u{a0}c \u{a0}d</p>");
        assert_eq!(html(&format!("a {}", encode("<b>\nc")), &[]), "<p>a &lt;b&gt;<br>\nc</p>");
    }

    #[test]
    fn a_web_address_is_a_link_without_the_punctuation_after_it() {
        let address = |line| next_address(line).map(|(_, address, _)| address);
        assert_eq!(address("se https://a.no/x?y=1&z=2."), Some("https://a.no/x?y=1&z=2"));
        assert_eq!(address("(http://a.no/x_(y))"), Some("http://a.no/x_(y)"));
        assert_eq!(address("<https://a.no>, takk"), Some("https://a.no"));
        assert_eq!(address("a.no"), None);
        let link = "<a href=\"https://a.no/?b&amp;c\" style=\"word-break:break-all\">https://a.no/?b&amp;c</a>";
        assert_eq!(html("Se https://a.no/?b&c!", &[]), format!("<p>Se {link}!</p>"));
    }
}
