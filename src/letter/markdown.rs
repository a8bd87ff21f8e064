//! The words of a letter in Markdown, read once and written as its HTML and as its plain text.
//!
//! CommonMark with tables. A line break is a line break. What looks like HTML is shown as it is written, addresses
//! between angle brackets too, and images are their descriptions. A link is one that the template makes, to a web or mail
//! address.

mod html;
mod text;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::literal::{Piece, encode, plain, written};

pub(super) use html::{escaped as escaped_for_html, html};
pub(super) use text::text;

/// So many quotations and lists may begin within each other on one line.
pub(super) const DEEPEST: usize = 32;

/// Whether a line of a filled-in template begins more of them than that: they are read one within the other.
pub(super) fn is_too_deep(markdown: &str) -> bool {
    let depth = |line: &str| {
        let marks = line.bytes().take_while(|byte| byte.is_ascii_digit() || b" \t>-+*.)".contains(byte));
        let ends = line.bytes().skip(1).chain([b'\n']);
        let begins = |(mark, next): (u8, u8)| mark == b'>' || b"-+*.)".contains(&mark) && b" \t".contains(&next);
        marks.zip(ends).filter(|pair| begins(*pair)).count()
    };
    markdown.lines().any(|line| depth(line) > DEEPEST)
}

/// What a letter can be made of; everything else has been turned into text.
enum Token<'t> {
    Start(Tag<'t>),
    End(TagEnd),
    /// Words, with values still encoded in them.
    Text(String),
    /// Words that stand as they are written.
    Code(String),
    LineBreak,
    Rule,
    /// A link to that address begins.
    Link(String),
    LinkEnd,
}

/// A filled-in template in which nothing is HTML: what begins it is put in as a value is, and needs no backslash.
fn without_html(markdown: &str) -> String {
    markdown.replace("\\<", "<").replace('<', &encode("<"))
}

/// The tokens of a filled-in template without HTML.
fn tokens(markdown: &str) -> impl Iterator<Item = Token<'_>> {
    let mut links = Vec::new();
    Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(move |event| token(event, &mut links))
}

/// `links` holds for each link that has begun what its end is.
fn token<'t>(event: Event<'t>, links: &mut Vec<Option<Token<'t>>>) -> Option<Token<'t>> {
    Some(match event {
        Event::Start(Tag::Link { dest_url, .. }) => {
            let address = plain(&dest_url);
            let address = address.trim_start_matches('<').trim_end_matches('>').to_owned();
            let is_link = ["https://", "http://", "mailto:"].iter().any(|scheme| address.starts_with(scheme));
            links.push(is_link.then_some(Token::LinkEnd));
            return is_link.then_some(Token::Link(address));
        }
        Event::End(TagEnd::Link) => return links.pop().flatten(),
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
        Event::Start(tag) => Token::Start(tag),
        Event::End(tag) => Token::End(tag),
        Event::Code(words) => Token::Code(words.into_string()),
        Event::SoftBreak | Event::HardBreak => Token::LineBreak,
        Event::Rule => Token::Rule,
        Event::Text(words) => Token::Text(words.into_string()),
        // Of what is not switched on, nothing comes; nor of HTML, for there is none.
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::InlineMath(_)
        | Event::DisplayMath(_)
        | Event::FootnoteReference(_)
        | Event::TaskListMarker(_) => {
            return None;
        }
    })
}

/// A filled-in template as Markdown: what a field says is escaped.
pub(super) fn markdown(filled: &str) -> String {
    written(filled, |piece| match piece {
        Piece::Template(text) => (*text).to_owned(),
        Piece::Literal(text) => {
            let lines: Vec<String> = text.lines().filter(|line| !line.trim().is_empty()).map(escaped).collect();
            // A backslash at the end of a line makes its end a line break.
            lines.join("\\\n")
        }
    })
}

/// A line in which what could be markup is not. At its beginning it may also look like a list or a heading.
fn escaped(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (index, c) in line.char_indices() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '*' | '_' | '`' | '[' | ']' | '|' | '#' | '~' => escaped.extend(['\\', c]),
            '-' | '+' | '=' if index == 0 => escaped.extend(['\\', c]),
            '.' | ')' if index == digits => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::literal::encode;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_of_marks_are_no_depth_unless_they_begin_something() {
        for line in
            ["----------------------------------------", "  - a\n> > b", "****************************************"]
        {
            assert!(!is_too_deep(line), "{line}");
        }
        for mark in [">", "> ", "- ", "+ ", "1. ", "\t- "] {
            assert!(!is_too_deep(&format!("{}x", mark.repeat(DEEPEST))), "{mark}");
            assert!(is_too_deep(&format!("a\n{}x", mark.repeat(DEEPEST + 1))), "{mark}");
        }
    }

    #[test]
    fn a_template_makes_paragraphs_lists_tables_and_links() {
        let source = "# Øvelse\n\nTil Asker\nog *alle* **andre**\n- en\n- to\n\n| Tema | IKT |\n|---|---|\n| Sted | Teams |\n\n\
                      [https://a.no](https://a.no) og [kart](https://a.no/k)\n\n1. først\n1. så";
        assert_eq!(
            text(source),
            "Øvelse\n\nTil Asker\nog alle andre\n- en\n- to\n\nTema: IKT\nSted: Teams\n\n\
             https://a.no og kart (https://a.no/k)\n1. først\n2. så"
        );
        let html = html(source);
        for markup in [
            "<p>Til Asker<br>\nog <em>alle</em> <strong>andre</strong></p>",
            "<ul>\n<li>en</li>\n<li>to</li>\n</ul>",
            ">Tema</td>",
            ">kart</a>",
            "<ol>\n<li>først</li>",
        ] {
            assert!(html.contains(markup), "{markup}\n{html}");
        }
    }

    #[test]
    fn neither_html_nor_a_bare_address_nor_an_image_nor_a_script_has_power() {
        for (source, words) in [
            ("Det er <b>lite</b> plass", "Det er <b>lite</b> plass"),
            ("<b>Det</b> er", "<b>Det</b> er"),
            ("<!-- x --> <?x?> `<b>`", "<!-- x --> <?x?> <b>"),
            ("<div>\n<script>x</script>\n</div>", "<div>\n<script>x</script>\n</div>"),
            ("Kari <kari@example.no> <https://a.no>", "Kari <kari@example.no> <https://a.no>"),
            ("Det er \\<b>lite\\</b> og \\\\<u>", "Det er <b>lite</b> og \\<u>"),
            ("![kart](https://a.no/k.png)", "kart"),
            ("[kart](javascript:alert)", "kart"),
        ] {
            assert_eq!(text(source), words);
            let html = html(source);
            for tag in ["<b>", "<div", "<script", "<a", "<img", "javascript"] {
                assert!(!html.contains(tag), "{html}");
            }
        }
    }

    #[test]
    fn what_looks_like_html_leaves_the_markdown_around_it_alone() {
        let source = "<p>Til **alle**\nse [kart](https://a.no)\n- *en* <br>\n\n<!-- to -->\n## Tre";
        assert_eq!(text(source), "<p>Til alle\nse kart (https://a.no)\n- en <br>\n\n<!-- to -->\n\nTre");
        let html = html(source);
        for markup in ["<p>&lt;p&gt;Til <strong>alle</strong><br>\nse <a href", "<em>en</em> &lt;br&gt;", ">Tre</h2>"] {
            assert!(html.contains(markup), "{markup}\n{html}");
        }
    }

    #[test]
    fn the_address_of_a_link_can_stand_between_angle_brackets() {
        assert_eq!(text("[kart](<https://a.no>)"), "kart (https://a.no)");
        assert!(html("[kart](<https://a.no>)").contains("<a href=\"https://a.no\""));
    }

    #[test]
    fn the_lines_of_a_value_are_lines_in_every_form() {
        let source = format!("a {}", encode("b\n- c\r\n1. *d*"));
        assert_eq!(text(&source), "a b\n- c\r\n1. *d*");
        assert_eq!(html(&source), "<p>a b<br>\n- c<br>\n1. *d*</p>");
        assert_eq!(markdown(&source), "a b\\\n\\- c\\\n1\\. \\*d\\*");
        assert_eq!(html(&markdown(&source)), html(&source));
    }

    #[test]
    fn what_is_nested_is_indented() {
        assert_eq!(text("- a\n    - b\n    - c\n- d\n\ne"), "- a\n  - b\n  - c\n- d\n\ne");
        assert_eq!(text("a\n\n- b\n\n  c\n\n> d\n> e"), "a\n- b\n\n  c\n\n> d\n> e");
        assert_eq!(text("a\n\n    b\n      c\n\n---\n\nd `e`"), "a\n\nb\n  c\n\n---\n\nd e");
    }

    proptest! {
        #[test]
        fn markdown_of_a_value_reads_as_the_value(value in "[ -~æø«»]{1,40}") {
            let source = format!("{}\n\nx {}", encode(&value), encode(&value));
            let read = text(&markdown(&source));
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(&read), words(&format!("{value} x {value}")));
        }
    }
}
