//! A table as a web page of its own: for a screen of any width, light or dark, and for A4.
//!
//! It must never load anything from elsewhere, nor let a text become markup.

use std::fmt::Write;

use super::Grid;

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,Arial,sans-serif;margin:1rem auto;padding:0 1rem;max-width:75rem}\
h1{font-size:1.4rem;line-height:1.2}\
table{border-collapse:collapse;width:100%}\
th,td{text-align:left;vertical-align:top;padding:.3rem .5rem;border-bottom:1px solid GrayText;overflow-wrap:break-word}\
thead th{border-bottom-width:2px}\
tbody th{font-weight:600}\
@media(max-width:45rem){thead{position:absolute;clip-path:inset(50%)}tr{display:block;padding:.5rem 0;border-bottom:2px solid GrayText}\
th,td{display:block;border:0;padding:.1rem 0;overflow-wrap:anywhere}td[data-label]:not(:empty)::before{content:attr(data-label)\": \"}}\
@media print{@page{size:A4 landscape;margin:15mm}body{margin:0;padding:0;max-width:none;font-size:10pt}tr{break-inside:avoid}}";

/// The page. `facts` are lines below the heading; the first column names what each row is about.
#[must_use]
pub fn html(title: &str, facts: &[String], table: &Grid) -> String {
    let title = escaped(title);
    let facts = facts.iter().map(|fact| escaped(fact)).collect::<Vec<_>>().join("<br>");
    let headings: String =
        table.headings.iter().map(|heading| format!("<th scope=\"col\">{}</th>", escaped(heading))).collect();
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{facts}</p>\n\
         <table>\n<thead>\n<tr>{headings}</tr>\n</thead>\n<tbody>\n"
    );
    for row in &table.rows {
        page += "<tr>";
        for (column, (heading, cell)) in table.headings.iter().zip(row).enumerate() {
            // Writing into a text cannot fail.
            let _ = match column {
                0 => write!(page, "<th scope=\"row\">{}</th>", escaped(cell)),
                _ => write!(page, "<td data-label=\"{}\">{}</td>", escaped(heading), escaped(cell)),
            };
        }
        page += "</tr>\n";
    }
    page + "</tbody>\n</table>\n</main>\n</body>\n</html>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_becomes_markup() {
        let grid = Grid { headings: vec!["<a>".into()], rows: vec![vec!["<script>\"&".into()]] };
        let page = html("<b>", &["<i>".into()], &grid);
        for markup in ["<a>", "<script>", "<b>", "<i>"] {
            assert!(!page.contains(markup), "{markup}");
        }
        assert!(page.contains("&lt;script&gt;&quot;&amp;"));
    }
}
