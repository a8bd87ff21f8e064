//! Why a mail did not arrive, in the words of the mail server: the line with a code, else what stands beside the address.

use super::addresses_in_text::addresses;
use super::lengths::LONGEST_TEXT;
use crate::text::shortened;

/// So long may a line be before only what follows the code is kept.
const LONG: usize = 200;

/// The reason that the words of a report give.
pub(super) fn reason(words: &str) -> Option<String> {
    let lines: Vec<&str> = words.lines().collect();
    let found = diagnostic(&lines).or_else(|| coded(&lines)).or_else(|| beside_address(&lines));
    found.or_else(|| first_words(&lines)).map(|reason| shortened(&reason, LONGEST_TEXT))
}

/// The field of RFC 3464 where a server writes it into its words, with the lines that go on with it.
fn diagnostic(lines: &[&str]) -> Option<String> {
    let is_field = |line: &&str| line.trim_start().to_ascii_lowercase().starts_with("diagnostic-code:");
    let place = lines.iter().position(is_field)?;
    let (_, value) = lines[place].split_once(':')?;
    let value = value.split_once(';').map_or(value, |(_, value)| value);
    let more = lines[place + 1..].iter().take_while(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty());
    Some(evened([value].into_iter().chain(more.copied())))
}

/// The first line with a code.
fn coded(lines: &[&str]) -> Option<String> {
    let place = lines.iter().position(|line| code(line).is_some())?;
    let line = lines[place];
    let from = if line.len() > LONG { code(line)? } else { 0 };
    // A reason that is broken into lines says more in the next one.
    let more = lines[place + 1..].iter().take(2).take_while(|line| !line.trim().is_empty() && code(line).is_none());
    Some(evened([&line[from..]].into_iter().chain(more.copied())))
}

/// Where a code of SMTP (`550`) or of RFC 3463 (`5.1.1`) stands in a line.
fn code(line: &str) -> Option<usize> {
    let is_of_code = |letter: char| letter.is_ascii_digit() || letter == '.';
    let mut end = 0;
    line.split_inclusive(|letter| !is_of_code(letter)).find_map(|piece| {
        let begin = end;
        end += piece.len();
        let number = piece.trim_end_matches(|letter| !is_of_code(letter)).trim_end_matches('.');
        let is_word = line[..begin].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && before != '-');
        let is_ended = line[begin + number.len()..].chars().next().is_none_or(|after| !after.is_alphanumeric());
        (is_word && is_ended && (is_reply_code(number) || is_status_code(number))).then_some(begin)
    })
}

fn is_reply_code(number: &str) -> bool {
    let digits = number.as_bytes();
    matches!(digits, [b'4' | b'5', b'0'..=b'7', _]) && number != "400"
}

fn is_status_code(number: &str) -> bool {
    let parts: Vec<&str> = number.split('.').collect();
    let [class, subject, detail] = parts[..] else { return false };
    matches!(class, "4" | "5") && [subject, detail].iter().all(|part| (1..=3).contains(&part.len()))
}

/// What stands beside or behind the address, which is the reason where there is no code.
fn beside_address(lines: &[&str]) -> Option<String> {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).collect();
    let is_field =
        |line: &str| ["to:", "from:", "cc:"].iter().any(|field| line.to_ascii_lowercase().starts_with(field));
    let place = lines.iter().position(|line| !is_field(line) && !addresses(line).is_empty())?;
    let is_word = |word: &str| !word.contains('@') && word.chars().any(char::is_alphabetic);
    let has_more = lines[place].split_whitespace().any(is_word);
    let begin = if has_more { place } else { place + 1 };
    let told = lines[begin..].iter().take(place + 4 - begin + 1).copied();
    Some(evened(told)).filter(|reason| !reason.is_empty())
}

fn first_words(lines: &[&str]) -> Option<String> {
    let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
    let said = lines.iter().copied().filter(|line| line.split_whitespace().filter(is_word).count() > 2);
    Some(evened(said.take(2))).filter(|reason| !reason.is_empty())
}

/// With one blank between words.
fn evened<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_the_line_with_a_code_else_what_stands_beside_the_address() {
        for (words, expected) in [
            ("Sorry.\n<a@example.no>:\n550 5.1.1 no\n", "550 5.1.1 no"),
            ("On 192.0.2.10, port 2525\n<a@example.no>:\nnobody here (#5.1.1)\n", "nobody here (#5.1.1)"),
            ("Diagnostic-Code: smtp; no\n  such user\nStatus: 5.1.1", "no such user"),
            ("These failed:\n\n  a@example.no\n    mailbox is full\n", "mailbox is full"),
            ("Nobody: a@example.no\n", "Nobody: a@example.no"),
            ("Failure\nIt did not arrive\n", "It did not arrive"),
        ] {
            assert_eq!(reason(words).as_deref(), Some(expected), "{words}");
        }
        assert_eq!(reason("\n"), None);
        assert!(
            reason(&format!("{} was 550 5.7.1 no", "x ".repeat(200))).is_some_and(|reason| reason == "550 5.7.1 no")
        );
    }
}
