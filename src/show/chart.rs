//! Charts as SVG that stands in a page: bars, and a curve over days.
//!
//! Shapes carry words and numbers beside them, and a title and a description for those who do not see them. It must
//! never show what the numbers do not say.

use std::fmt::Write;

use chrono::NaiveDate;
use minijinja::HtmlEscape;

/// A chart.
#[derive(Debug, Clone)]
pub struct Chart {
    title: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Bars { bars: Vec<Bar>, whole: &'static str },
    Curve { points: Vec<(NaiveDate, usize)>, limit: NaiveDate, limit_name: String },
}

/// What it is of; its parts, each with its number and its name; and how much there could be.
type Bar = (String, Vec<(usize, &'static str)>, Option<usize>);

/// Units of the drawing: it is as wide as a narrow screen, so that its words stay readable there.
const WIDTH: usize = 340;
const TONES: [&str; 3] = ["one", "two", "three"];
const PATTERNS: [&str; 3] = ["solid", "striped", "dotted"];

impl Chart {
    /// Bars, one beneath the other. Each has parts, and may have an outline as long as what there could be, which is
    /// called `whole`.
    #[must_use]
    pub fn bars(title: &str, bars: Vec<Bar>, whole: &'static str) -> Chart {
        Chart { title: title.to_owned(), kind: Kind::Bars { bars, whole } }
    }

    /// A number that grows over days, and a day that matters.
    #[must_use]
    pub fn curve(title: &str, points: Vec<(NaiveDate, usize)>, limit: NaiveDate, limit_name: &str) -> Chart {
        Chart { title: title.to_owned(), kind: Kind::Curve { points, limit, limit_name: limit_name.to_owned() } }
    }

    /// What its shapes stand for.
    #[must_use]
    pub fn legend(&self) -> String {
        match &self.kind {
            Kind::Bars { bars, whole } => {
                let longest = bars.iter().max_by_key(|(_, parts, _)| parts.len());
                let parts = longest.into_iter().flat_map(|(_, parts, _)| parts).zip(PATTERNS);
                let parts = parts.map(|((_, name), look)| format!("{look}: {name}"));
                let sum = |parts: &[(usize, &str)]| parts.iter().map(|(number, _)| number).sum::<usize>();
                let is_over = bars.iter().any(|(_, parts, most)| most.is_some_and(|most| most < sum(parts)));
                let look = if is_over { "outline or thick line" } else { "outline" };
                let outline = bars.iter().any(|(_, _, most)| most.is_some()).then(|| format!("{look}: {whole}"));
                format!("{} ({}).", self.title, parts.chain(outline).collect::<Vec<_>>().join(", "))
            }
            Kind::Curve { limit_name, .. } => format!("{} (curve; the broken line is the {limit_name}).", self.title),
        }
    }

    /// The drawing. `id` is one that nothing else in the page has.
    #[must_use]
    pub fn svg(&self, id: &str) -> String {
        let (height, shapes) = match &self.kind {
            Kind::Bars { bars, whole } => draw_bars(bars, whole, id),
            Kind::Curve { points, limit, limit_name } => draw_curve(points, *limit, limit_name),
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
        let words: Vec<String> = match &self.kind {
            Kind::Bars { bars, whole } => bars.iter().map(|bar| in_words(bar, whole)).collect(),
            Kind::Curve { points, limit, limit_name } => {
                let last = points.last().map(|(day, number)| format!("{number} on {}", day.format("%-d %B %Y")));
                let limit = format!("{limit_name} {}", limit.format("%-d %B %Y"));
                last.into_iter().chain([limit]).collect()
            }
        };
        words.join("; ")
    }
}

/// `24 November: 10 first choice, 4 second choice, 14 seats`, or `Take part: 45 of 52`.
fn in_words((label, parts, most): &Bar, whole: &str) -> String {
    if let ([(number, _)], most) = (&parts[..], most) {
        let most = most.map(|most| format!(" of {most}")).unwrap_or_default();
        return format!("{label}: {number}{most}");
    }
    let some = parts.iter().filter(|(number, _)| *number > 0).map(|(number, name)| format!("{number} {name}"));
    let words: Vec<String> = some.chain(most.map(|most| format!("{most} {whole}"))).collect();
    if words.is_empty() { format!("{label}: none") } else { format!("{label}: {}", words.join(", ")) }
}

fn draw_bars(bars: &[Bar], whole: &str, id: &str) -> (usize, String) {
    const ROW: usize = 40;
    let total = |bar: &Bar| bar.1.iter().map(|(number, _)| number).sum::<usize>();
    let longest = bars.iter().map(|bar| total(bar).max(bar.2.unwrap_or(0))).max().unwrap_or(0).max(1);
    // A stroke is drawn half outside of its shape.
    let length = |number: usize| number * (WIDTH - 2) / longest;
    let mut shapes = patterns(id);
    for (place, bar) in bars.iter().enumerate() {
        let (_, parts, most) = bar;
        let top = place * ROW;
        let words = in_words(bar, whole);
        // Writing into a text cannot fail; the same below.
        let _ = write!(shapes, "<text x=\"1\" y=\"{}\">{}</text>", top + 12, HtmlEscape(&words));
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

fn draw_curve(points: &[(NaiveDate, usize)], limit: NaiveDate, limit_name: &str) -> (usize, String) {
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
    let mut text = |x: i64, y: i64, anchor: &str, words: &str| {
        let _ = write!(shapes, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", HtmlEscape(words));
    };
    let side = if at > i64::try_from(WIDTH / 2).unwrap_or(0) { "end" } else { "start" };
    text(at, TOP - 6, side, &format!("{limit_name} {}", limit.format("%-d %b")));
    text(LEFT - 4, TOP + 4, "end", &most.to_string());
    text(LEFT - 4, BOTTOM, "end", "0");
    text(LEFT, BOTTOM + 16, "start", &first.format("%-d %b").to_string());
    text(RIGHT, BOTTOM + 16, "end", &last.format("%-d %b").to_string());
    (HEIGHT, shapes)
}
