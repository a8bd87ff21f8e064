//! What a reader of HTML sees of it, as text.

use mail_parser::decoders::html::html_to_text;

/// The text of a part in HTML. Lines stay lines where they are shown as they stand (`pre`).
pub(super) fn text_of(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = divided_at(rest, "<pre") {
        kept.push_str(before);
        let (shown, behind) = divided_at(after, "</pre").unwrap_or((after, ""));
        kept.push_str(&shown.replace('\n', "<br>"));
        kept.push_str("<br>");
        rest = behind;
    }
    kept.push_str(rest);
    html_to_text(&kept)
}

/// What stands before a tag, and from it on.
fn divided_at<'t>(text: &'t str, tag: &str) -> Option<(&'t str, &'t str)> {
    let is_there =
        |place: &usize| text.get(*place..place + tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag));
    let place = text.match_indices('<').map(|(place, _)| place).find(is_there)?;
    Some(text.split_at(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_shown_as_they_stand_stay_lines() {
        let text = text_of("<p>A\nb</p><PRE>To: &lt;c@example.no&gt;\nFrom: d</pre>\ne");
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines[..3], ["A b", "To: <c@example.no>", "From: d"]);
    }
}
