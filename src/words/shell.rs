//! Words of a command as they are typed, so that a hint can be pasted into a terminal.
//!
//! What is quoted here reads the same in bash and in PowerShell. Only a single quote beside a character that shells
//! expand cannot be written in one way for both: then it is written for the system that the program runs on.

/// The quotation marks that PowerShell takes for `"` and for `'`.
const DOUBLE_QUOTES: [char; 4] = ['"', '“', '”', '„'];
const SINGLE_QUOTES: [char; 5] = ['\'', '‘', '’', '‚', '‛'];

/// A word as a shell reads it.
pub(crate) fn in_shell(word: &str) -> String {
    in_shell_of(word, cfg!(windows))
}

fn in_shell_of(word: &str, is_windows: bool) -> String {
    let is_plain =
        |letter: char| letter.is_alphanumeric() || "-_./:=+".contains(letter) || is_windows && letter == '\\';
    let is_harmless_at = |at: usize, letter: char| is_plain(letter) || at > 0 && "@%".contains(letter);
    if !word.is_empty() && word.char_indices().all(|(at, letter)| is_harmless_at(at, letter)) {
        return word.to_owned();
    }
    // Double quotes are what people know, and cmd.exe reads them too.
    let is_expanded = |letter: char| "$`!".contains(letter) || letter == '\\' && !is_windows;
    let is_quotable = |letter: char| !DOUBLE_QUOTES.contains(&letter) && !is_expanded(letter);
    if word.chars().all(is_quotable) && !word.ends_with('\\') {
        return format!("\"{word}\"");
    }
    let letter = |letter: char| match (letter, is_windows) {
        ('\'', false) => r"'\''".to_owned(),
        (quote, true) if SINGLE_QUOTES.contains(&quote) => format!("{quote}{quote}"),
        _ => letter.to_string(),
    };
    format!("'{}'", word.chars().map(letter).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_a_hint_can_be_pasted_into_a_shell() {
        for (word, on_unix, on_windows) in [
            ("Asker", "Asker", "Asker"),
            ("", "\"\"", "\"\""),
            ("date:2022-11-22", "date:2022-11-22", "date:2022-11-22"),
            ("kari@example.no", "kari@example.no", "kari@example.no"),
            ("@kari", "\"@kari\"", "\"@kari\""),
            ("a,b", "\"a,b\"", "\"a,b\""),
            ("Nore og Uvdal", "\"Nore og Uvdal\"", "\"Nore og Uvdal\""),
            ("Ann's list.csv", "\"Ann's list.csv\"", "\"Ann's list.csv\""),
            ("say \"yes\".eml", "'say \"yes\".eml'", "'say \"yes\".eml'"),
            ("$HOME `id` !!", "'$HOME `id` !!'", "'$HOME `id` !!'"),
            ("Ann's $5", r"'Ann'\''s $5'", "'Ann''s $5'"),
            ("“Ann’s”", "'“Ann’s”'", "'“Ann’’s”'"),
            (r"C:\Kari N\svar.eml", r"'C:\Kari N\svar.eml'", r#""C:\Kari N\svar.eml""#),
            (r"C:\svar.eml", r"'C:\svar.eml'", r"C:\svar.eml"),
        ] {
            assert_eq!(in_shell_of(word, false), on_unix, "{word}");
            assert_eq!(in_shell_of(word, true), on_windows, "{word}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_each_word_as_it_was() {
        for word in ["", "a b", "it's", "$(id) `id` \\ \"x\" !1 'y' *? ~ ;&|<>#", "“Ann’s” $5", "~", "*.eml"] {
            let script = format!("printf %s {}", in_shell(word));
            let read = std::process::Command::new("sh").args(["-c", &script]).output().expect("there is a shell");
            assert_eq!(String::from_utf8(read.stdout).expect("it is text"), word);
        }
    }
}
