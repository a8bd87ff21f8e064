//! The words of a letter as HTML. Mail programs read styles only where they are used.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::super::literal::{Piece, plain, written};
use super::{Token, tokens, without_html};

const TABLE: &str = "<table role=\"presentation\" style=\"border-collapse:collapse;font-size:16px;line-height:1.5\">\n";
const CELL: &str = "<td style=\"padding:2px 16px 2px 0;vertical-align:top\">";

/// A filled-in template as HTML, without the page around it.
pub(in crate::letter) fn html(markdown: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, tokens(&without_html(markdown)).map(event));
    html.trim_end().to_owned()
}

fn event(token: Token<'_>) -> Event<'_> {
    let markup = |text: &str| Event::InlineHtml(text.to_owned().into());
    match token {
        Token::Text(words) => Event::InlineHtml(in_lines(&words).into()),
        Token::Code(words) => Event::InlineHtml(format!("<code>{}</code>", escaped(&plain(&words))).into()),
        Token::LineBreak => markup("<br>\n"),
        Token::Rule => Event::Rule,
        Token::Link(address) => {
            let style = if address.starts_with("mailto:") { "" } else { " style=\"word-break:break-all\"" };
            Event::InlineHtml(format!("<a href=\"{}\"{style}>", escaped(&address)).into())
        }
        Token::LinkEnd => markup("</a>"),
        Token::Start(Tag::Heading { level, .. }) => Event::InlineHtml(heading(level).into()),
        Token::End(TagEnd::Heading(level)) => Event::InlineHtml(format!("</{level}>\n").into()),
        Token::Start(Tag::Table(_)) => markup(TABLE),
        Token::End(TagEnd::Table) => markup("</table>\n"),
        Token::Start(Tag::TableHead | Tag::TableRow) => markup("<tr>"),
        Token::End(TagEnd::TableHead | TagEnd::TableRow) => markup("</tr>\n"),
        Token::Start(Tag::TableCell) => markup(CELL),
        Token::End(TagEnd::TableCell) => markup("</td>"),
        Token::Start(tag) => Event::Start(tag),
        Token::End(tag) => Event::End(tag),
    }
}

/// Words in which a line break of a value is one in the letter; those of the template are tokens of their own.
fn in_lines(words: &str) -> String {
    written(words, |piece| match piece {
        Piece::Template(text) => escaped(text),
        Piece::Literal(text) => text.lines().map(escaped).collect::<Vec<_>>().join("<br>\n"),
    })
}

fn heading(level: HeadingLevel) -> String {
    let style = if level == HeadingLevel::H1 { "font-size:24px;line-height:1.3" } else { "font-size:18px" };
    format!("<{level} style=\"{style}\">")
}

/// Escapes what needs escaping and no more, so that a link stands in a letter as it is.
pub(in crate::letter) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}
