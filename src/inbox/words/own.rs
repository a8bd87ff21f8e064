//! What somebody wrote in a mail, apart from what is quoted, the signature, and what a mail program or an office adds.
//!
//! The quoted announcement names all dates: what is quoted is never the answer. A mail that was forwarded is the inner one.

use crate::text::normalised;

/// A mail taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Own {
    /// The lines that its sender wrote.
    pub(crate) words: Vec<String>,
    /// The lines from the greeting at the end on.
    pub(crate) signature: Vec<String>,
    /// The mail below it that was quoted with its head.
    pub(crate) below: Option<Below>,
}

/// A mail that stands below another one, with the lines of its head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Below {
    pub(crate) from: String,
    pub(crate) sent: String,
    pub(crate) subject: String,
    pub(crate) text: String,
}

/// How the lines of a head begin, in the languages of mail programs here.
const FROM: [&str; 4] = ["fra:", "frå:", "from:", "från:"];
const SENT: [&str; 6] = ["sendt:", "sent:", "dato:", "date:", "skickat:", "sendt dato:"];
const SUBJECT: [&str; 4] = ["emne:", "subject:", "ämne:", "tittel:"];
const TO: [&str; 4] = ["til:", "to:", "till:", "kopi:"];

/// How a greeting at the end begins.
const GREETINGS: [&str; 24] = [
    "med vennlig hilsen",
    "med venleg helsing",
    "vennlig hilsen",
    "venleg helsing",
    "med hilsen",
    "med helsing",
    "beste hilsen",
    "beste helsing",
    "hilsen",
    "helsing",
    "mvh",
    "vh",
    "v/h",
    "hilsning",
    "kind regards",
    "best regards",
    "regards",
    "sincerely",
    "yours",
    "best wishes",
    "dearvvuođaiguin",
    "varrudagaj",
    "heelsegh",
    "ha en fin",
];

/// What begins a text that offices and programs put below.
const ADDED: [&str; 12] = [
    "sendt fra min",
    "sendt frå min",
    "sent from my",
    "hent outlook for",
    "få outlook for",
    "get outlook for",
    "denne e-posten",
    "denne meldingen",
    "dette dokumentet er",
    "this e-mail",
    "this message",
    "ta hensyn til miljøet",
];

/// Takes the words of a mail apart.
pub(crate) fn own(text: &str) -> Own {
    let text = text.replace("\r\n", "\n").replace('\u{a0}', " ");
    let lines: Vec<&str> = text.lines().collect();
    let end = (0..lines.len()).find(|at| begins_quote(&lines[*at..])).unwrap_or(lines.len());
    // What stands below a quote whose lines are marked was written under it.
    let marked = end < lines.len() && is_marked(&lines[end..]);
    let quote = lines[end..].iter().position(|line| is_quoted(line)).map_or(end, |at| end + at);
    let after = if marked { &lines[quote..] } else { &[][..] };
    let written = lines[..end].iter().chain(after).filter(|line| !is_quoted(line) && !is_attribution(line));
    let mut own = Own::default();
    let mut is_below = false;
    for line in written {
        is_below |= is_greeting(line) || is_added(line);
        if is_below { own.signature.push((*line).to_owned()) } else { own.words.push((*line).to_owned()) }
    }
    own.below = if marked { None } else { lines.get(end..).and_then(below) };
    own
}

fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn begins_with(line: &str, beginnings: &[&str]) -> bool {
    let line = normalised(line.trim_start_matches(['>', ' ', '\t', '*']).trim());
    beginnings.iter().any(|beginning| line.starts_with(beginning))
}

/// Whether a greeting stands here by itself: with no more beside it than a name.
fn is_greeting(line: &str) -> bool {
    line.trim_end() == "--" || begins_with(line, &GREETINGS) && line.split_whitespace().count() <= 7
}

fn is_added(line: &str) -> bool {
    begins_with(line, &ADDED)
}

/// Whether a mail that is quoted begins here.
fn begins_quote(lines: &[&str]) -> bool {
    let Some(first) = lines.first() else { return false };
    is_quoted(first) || is_divider(first) || is_head(lines) || is_attribution(first) || is_long_attribution(lines)
}

/// `-----Opprinnelig melding-----`, `---------- Forwarded message ---------`
fn is_divider(line: &str) -> bool {
    let line = line.trim();
    let inside = line.trim_matches(['-', '_', ' ']);
    line.starts_with("--") && line.ends_with("--") && inside.chars().any(char::is_alphabetic)
}

/// The lines of a head: `Fra:`, and shortly after it when, to whom or about what.
fn is_head(lines: &[&str]) -> bool {
    let rest = || lines.iter().skip(1).take(5);
    let has = |beginnings: &[&str]| rest().any(|line| begins_with(line, beginnings));
    begins_with(lines[0], &FROM) && (has(&SENT) || has(&TO)) && has(&SUBJECT)
}

/// `Den 24.06.2022 09:12, skrev Kari Eksempel:`
fn is_attribution(line: &str) -> bool {
    let line = normalised(line.trim());
    let says = [" skrev ", " skreiv ", " wrote:", " schrieb "].iter().any(|word| line.contains(word));
    says && line.ends_with(':') && line.chars().any(|letter| letter.is_ascii_digit())
}

/// The same over two lines.
fn is_long_attribution(lines: &[&str]) -> bool {
    let [first, second, ..] = lines else { return false };
    !first.trim().is_empty() && !second.trim().is_empty() && is_attribution(&format!("{first} {second}"))
}

/// Whether the lines of a quote are marked, so that its end can be told.
fn is_marked(lines: &[&str]) -> bool {
    lines.iter().take(4).any(|line| is_quoted(line))
}

/// The mail below, if it is quoted with its head.
fn below(lines: &[&str]) -> Option<Below> {
    let begin = (0..lines.len().min(4)).find(|at| is_head(&lines[*at..]))?;
    let mut below = Below::default();
    let mut rest = lines[begin..].iter();
    let value = |line: &str| line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default();
    for line in rest.by_ref() {
        match line {
            line if line.trim().is_empty() => break,
            line if begins_with(line, &FROM) => below.from = value(line),
            line if begins_with(line, &SENT) => below.sent = value(line),
            line if begins_with(line, &SUBJECT) => below.subject = value(line),
            _ => {}
        }
    }
    below.text = rest.copied().collect::<Vec<_>>().join("\n");
    Some(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        own(text).words.join("\n").trim().to_owned()
    }

    #[test]
    fn what_is_quoted_below_is_not_written() {
        let quoted = "\nHei, vi kan 24.11.\n\n> Datoer:\n> 22. november\n";
        assert_eq!(words(quoted), "Hei, vi kan 24.11.");
        let outlook =
            "Pri 1 24.11\n\nFra: Kari <k@e.no>\nSendt: fredag 24. juni 2022 09:12\nTil: Oss\nEmne: Øvelse\n\n22.11\n";
        assert_eq!(words(outlook), "Pri 1 24.11");
        assert_eq!(own(outlook).below.expect("it is there").text.trim(), "22.11");
        let gmail = "Ja, 24.11\n\nfre. 24. juni 2022 kl. 09:12 skrev Kari\n<k@e.no>:\n\n> 22.11\n";
        assert_eq!(words(gmail), "Ja, 24.11");
        let apple = "24/11.\n\n> 24. jun. 2022 kl. 09:12 skrev Kari <k@e.no>:\n> \n> 22.11\n";
        assert_eq!(words(apple), "24/11.");
        let original = "Se nedenfor.\n\n-----Opprinnelig melding-----\nFra: N <n@e.no>\nSendt: i går\nTil: Oss\nEmne: P\n\nVi kan 29.11";
        assert_eq!(
            (words(original).as_str(), own(original).below.expect("it is").from.as_str()),
            ("Se nedenfor.", "N <n@e.no>")
        );
    }

    #[test]
    fn what_is_written_below_a_marked_quote_is_written() {
        assert_eq!(words("On 24 June 2022, Kari wrote:\n> 22.11 or 24.11\n\nWe choose 24.11.\n"), "We choose 24.11.");
    }

    #[test]
    fn the_greeting_and_what_stands_below_it_is_the_signature() {
        let own = own("Pri 1 24.11\n\nMed vennlig hilsen\nIda Prøve\nÅpent 22.-24. november\n");
        assert_eq!(own.signature, ["Med vennlig hilsen", "Ida Prøve", "Åpent 22.-24. november"]);
    }
}
