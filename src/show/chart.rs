//! Charts as SVG within a page: bars, and a curve over days.
//!
//! Shapes have words and numbers beside them, and a title and a description for those who do not see them.

use std::fmt::Write;

use chrono::NaiveDate;
use minijinja::HtmlEscape;

use crate::findings::Sentence;
use crate::words::{Words, say};

/// A chart.
#[derive(Debug, Clone)]
pub struct Chart {
    words: Words,
    title: String,
    drawing: Drawing,
}

#[derive(Debug, Clone)]
enum Drawing {
    Bars { bars: Vec<Bar>, whole: String },
    Curve { points: Vec<(NaiveDate, usize)>, limit: NaiveDate, limit_name: String },
}

/// A bar of a chart.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What it is of.
    pub label: String,
    /// Its parts, each with its number and its name.
    pub parts: Vec<(usize, String)>,
    /// How much there could be.
    pub most: Option<usize>,
}

impl Bar {
    fn total(&self) -> usize {
        self.parts.iter().map(|(number, _)| number).sum()
    }
}

/// Units of the drawing: it is as wide as a narrow screen, so that its words stay readable there.
const WIDTH: usize = 340;
const TONES: [&str; 3] = ["one", "two", "three"];

impl Chart {
    /// Bars, one beneath the other. Where a bar has an outline as long as what there could be, that is called `whole`.
    #[must_use]
    pub fn bars(words: Words, title: impl Into<Sentence>, bars: Vec<Bar>, whole: impl Into<Sentence>) -> Chart {
        let drawing = Drawing::Bars { bars, whole: words.say(&whole.into()) };
        Chart { words, title: words.say(&title.into()), drawing }
    }

    /// A number that grows over days, and a day that matters.
    #[must_use]
    pub fn curve(
        words: Words,
        title: impl Into<Sentence>,
        points: Vec<(NaiveDate, usize)>,
        limit: NaiveDate,
        limit_name: impl Into<Sentence>,
    ) -> Chart {
        let drawing = Drawing::Curve { points, limit, limit_name: words.say(&limit_name.into()) };
        Chart { words, title: words.say(&title.into()), drawing }
    }

    /// What its shapes stand for.
    #[must_use]
    pub fn legend(&self) -> String {
        let title = &self.title;
        self.words.say(&match &self.drawing {
            Drawing::Bars { bars, whole } => say!("show-chart-legend", title = title, shapes = shapes_of(bars, whole)),
            Drawing::Curve { limit_name, .. } => say!("show-chart-legend-curve", title = title, limit = limit_name),
        })
    }

    /// The drawing. `id` is one that nothing else in the page has.
    #[must_use]
    pub fn svg(&self, id: &str) -> String {
        let (height, shapes) = match &self.drawing {
            Drawing::Bars { bars, whole } => draw_bars(self.words, bars, whole, id),
            Drawing::Curve { points, limit, limit_name } => draw_curve(self.words, points, *limit, limit_name),
        };
        format!(
            "<svg role=\"img\" viewBox=\"0 0 {WIDTH} {height}\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{shapes}</svg>",
            HtmlEscape(&self.title),
            HtmlEscape(&self.in_words()),
        )
    }

    /// The same in words.
    fn in_words(&self) -> String {
        match &self.drawing {
            Drawing::Bars { bars, whole } => {
                let bars: Vec<String> = bars.iter().map(|bar| in_words(self.words, bar, whole)).collect();
                bars.join("; ")
            }
            Drawing::Curve { points, limit, limit_name } => {
                let (day, number) = points.last().copied().unwrap_or((*limit, 0));
                let (limit, limit_day) = (limit_name, *limit);
                self.words.say(&say!(
                    "show-chart-curve",
                    number = number,
                    day = day,
                    limit = limit,
                    limit_day = limit_day
                ))
            }
        }
    }
}

/// What each shape stands for.
fn shapes_of(bars: &[Bar], whole: &str) -> Vec<Sentence> {
    let longest = bars.iter().max_by_key(|bar| bar.parts.len());
    let parts = longest.into_iter().flat_map(|bar| &bar.parts).zip(0..);
    let mut shapes: Vec<Sentence> = parts
        .map(|((_, name), place)| match place {
            0 => say!("show-chart-solid", name = name),
            1 => say!("show-chart-striped", name = name),
            _ => say!("show-chart-dotted", name = name),
        })
        .collect();
    if bars.iter().any(|bar| bar.most.is_some_and(|most| most < bar.total())) {
        shapes.push(say!("show-chart-thick-line", name = whole));
    } else if bars.iter().any(|bar| bar.most.is_some()) {
        shapes.push(say!("show-chart-outline", name = whole));
    }
    shapes
}

/// `24 November: 10 first choice, 4 second choice and 14 seats`, or `Take part: 45 of 52`.
fn in_words(words: Words, bar: &Bar, whole: &str) -> String {
    let label = &bar.label;
    if let [(number, _)] = bar.parts[..] {
        return words.say(&match bar.most {
            Some(most) => say!("show-chart-bar-of", label = label, number = number, most = most),
            None => say!("show-chart-bar-number", label = label, number = number),
        });
    }
    let part = |number: usize, name: &str| say!("show-chart-part", number = number, name = name);
    let parts = bar.parts.iter().filter(|(number, _)| *number > 0).map(|(number, name)| part(*number, name));
    let parts: Vec<Sentence> = parts.chain(bar.most.map(|most| part(most, whole))).collect();
    words.say(&match parts.is_empty() {
        true => say!("show-chart-bar-none", label = label),
        false => say!("show-chart-bar", label = label, parts = parts),
    })
}

fn draw_bars(words: Words, bars: &[Bar], whole: &str, id: &str) -> (usize, String) {
    const ROW: usize = 40;
    let longest = bars.iter().map(|bar| bar.total().max(bar.most.unwrap_or(0))).max().unwrap_or(0).max(1);
    // A stroke is drawn half outside of its shape.
    let length = |number: usize| number * (WIDTH - 2) / longest;
    let mut shapes = patterns(id);
    for (place, bar) in bars.iter().enumerate() {
        let Bar { parts, most, .. } = bar;
        let top = place * ROW;
        let text = in_words(words, bar, whole);
        // Writing into a text cannot fail; the same below.
        let _ = write!(shapes, "<text x=\"1\" y=\"{}\">{}</text>", top + 12, HtmlEscape(&text));
        if let Some(most) = most {
            let _ = write!(
                shapes,
                "<rect class=\"free\" x=\"1\" y=\"{}\" width=\"{}\" height=\"16\"/>",
                top + 17,
                length(*most)
            );
        }
        let mut from = 0;
        for (tone, (number, _)) in parts.iter().enumerate().filter(|(_, (number, _))| *number > 0) {
            let (x, width) = (1 + length(from), length(from + number) - length(from));
            let fill = TONES[tone % TONES.len()];
            let shape =
                |look: String| format!("<rect {look} x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"16\"/>", top + 17);
            shapes += &shape(format!("class=\"{fill}\""));
            if tone % TONES.len() > 0 {
                shapes += &shape(format!("fill=\"url(#{id}-{fill})\""));
            }
            from += number;
        }
        // Where there is more than there is room for, the outline is seen on top.
        if let Some(most) = most.filter(|most| *most < from) {
            let at = 1 + length(most);
            let _ = write!(shapes, "<path class=\"end\" d=\"M{at} {}v22\"/>", top + 14);
        }
    }
    (bars.len() * ROW, shapes)
}

/// Stripes and dots in the colour of the ground, so that parts differ without colour too.
fn patterns(id: &str) -> String {
    format!(
        "<defs><pattern id=\"{id}-two\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
         <line class=\"stripe\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"var(--ground)\" stroke-width=\"3\"/></pattern>\
         <pattern id=\"{id}-three\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <circle cx=\"3\" cy=\"3\" r=\"1.5\" fill=\"var(--ground)\"/></pattern></defs>"
    )
}

fn draw_curve(words: Words, points: &[(NaiveDate, usize)], limit: NaiveDate, limit_name: &str) -> (usize, String) {
    const LEFT: i64 = 24;
    const RIGHT: i64 = 330;
    const TOP: i64 = 20;
    const BOTTOM: i64 = 150;
    const HEIGHT: usize = 170;
    let days = points.iter().map(|(day, _)| *day).chain([limit]);
    let (Some(first), Some(last)) = (days.clone().min(), days.max()) else { return (0, String::new()) };
    let span = (last - first).num_days().max(1);
    let most = points.iter().map(|(_, number)| *number).max().unwrap_or(0).max(1);
    let x = |day: NaiveDate| LEFT + (day - first).num_days() * (RIGHT - LEFT) / span;
    let y = |number: usize| BOTTOM - i64::try_from(number * 130 / most).unwrap_or(0);
    let mut path = format!("M{LEFT} {}", y(0));
    for (day, number) in points {
        let _ = write!(path, "H{}V{}", x(*day), y(*number));
    }
    let _ = write!(path, "H{RIGHT}");
    let mut shapes =
        format!("<path class=\"axis\" d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\"/><path class=\"curve\" d=\"{path}\"/>");
    let at = x(limit);
    let _ = write!(shapes, "<path class=\"limit\" d=\"M{at} {TOP}V{BOTTOM}\"/>");
    let mut text = |x: i64, y: i64, anchor: &str, text: &str| {
        let _ = write!(shapes, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", HtmlEscape(text));
    };
    let side = if at > i64::try_from(WIDTH / 2).unwrap_or(0) { "end" } else { "start" };
    text(at, TOP - 6, side, &format!("{limit_name} {}", words.short_day(limit)));
    text(LEFT - 4, TOP + 4, "end", &most.to_string());
    text(LEFT - 4, BOTTOM, "end", "0");
    text(LEFT, BOTTOM + 16, "start", &words.short_day(first));
    text(RIGHT, BOTTOM + 16, "end", &words.short_day(last));
    (HEIGHT, shapes)
}
