//! A document as a page for a browser: one file without scripts that loads nothing, readable on a narrow screen, in the
//! dark, with a screen reader, and on paper (WCAG 2.1 AA). Colour alone has no meaning: charts have words at their bars.

use minijinja::{AutoEscape, Environment, Value, context};

use super::chart::Chart;
use super::document::{Cell, Document, Section};
use crate::words::{Words, say};

const TEMPLATE: &str = include_str!("page.html");

/// The document as a page that stands for itself.
///
/// # Errors
/// Never, unless the template in this program is wrong.
pub fn html(document: &Document) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_template("page", TEMPLATE)?;
    let words = document.words;
    let sections = (0..).zip(&document.sections).map(|(place, section)| of_section(place, section, words));
    environment.get_template("page")?.render(context! {
        title => &document.title,
        facts => &document.facts,
        landscape => document.landscape,
        language => words.say(&say!("show-language")),
        contents => words.say(&say!("show-contents")),
        sections => sections.collect::<Vec<_>>(),
    })
}

fn of_section(place: usize, section: &Section, words: Words) -> Value {
    let cell = |cell: &Cell| context! { text => cell.written(words), number => matches!(cell, Cell::Number(_)) };
    let rows: Vec<Vec<Value>> = section.table.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    context! {
        heading => &section.heading,
        text => &section.text,
        chart => section.chart.as_ref().map(|chart| Value::from_safe_string(chart.svg(&format!("chart-{place}")))),
        legend => section.chart.as_ref().map(Chart::legend),
        headings => &section.table.headings,
        rows => rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.1).
    fn luminance(colour: &str) -> f64 {
        let digits: String = match colour.len() {
            3 => colour.chars().flat_map(|digit| [digit, digit]).collect(),
            _ => colour.to_owned(),
        };
        let part = |place: usize| {
            let value = f64::from(u8::from_str_radix(&digits[place..place + 2], 16).expect("a colour")) / 255.0;
            if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn words_and_shapes_stand_out_from_the_ground_in_the_light_in_the_dark_and_on_paper() {
        let palettes: Vec<&str> = TEMPLATE.split("--ground:").skip(1).collect();
        assert_eq!(palettes.len(), 3);
        for palette in palettes {
            let palette = format!("--ground:{}", palette.split('}').next().expect("it ends"));
            let colour = |name: &str| {
                let start = palette.split_once(&format!("{name}:#")).expect("it is there").1;
                start.chars().take_while(char::is_ascii_hexdigit).collect::<String>()
            };
            let ground = colour("--ground");
            assert!(contrast(&ground, &colour("--ink")) >= 4.5, "1.4.3, {palette}");
            for shape in ["--line", "--one", "--two", "--three"] {
                assert!(contrast(&ground, &colour(shape)) >= 3.0, "1.4.11, {shape}, {palette}");
            }
        }
    }
}
