//! Content lines of iCalendar (RFC 5545, section 3.1).

/// Content lines, folded and ended.
#[derive(Default)]
pub struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping.
    pub fn plain(&mut self, name: &str, value: &str) {
        self.folded(&format!("{name}:{value}"));
    }

    /// A property of type TEXT; left out when there is nothing in it, as readers refuse empty ones.
    pub fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.folded(&format!("{name}:{}", escaped(value)));
        }
    }

    /// The lines, each ended by CRLF.
    pub fn into_text(self) -> String {
        self.0
    }

    /// No line longer than 75 octets.
    fn folded(&mut self, line: &str) {
        const OCTETS: usize = 75;
        let mut rest = line;
        let mut width = OCTETS;
        while rest.len() > width {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(width));
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            rest = tail;
            width = OCTETS - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// TEXT of RFC 5545 section 3.3.11. Control characters other than the line break have no place in it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A parameter value, quoted; what a quoted one cannot hold is written as RFC 6868 says.
pub fn parameter(value: &str) -> String {
    let mut quoted = String::from("\"");
    for c in value.chars() {
        match c {
            '^' => quoted.push_str("^^"),
            '"' => quoted.push_str("^'"),
            '\n' => quoted.push_str("^n"),
            // It means itself (RFC 5545, section 3.2), but some readers take the next character, which may be the closing
            // quote, for escaped.
            '\\' => quoted.push('/'),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_escaped_once_and_parameters_are_quoted() {
        assert_eq!(escaped("a, b; c\\d\ne\r"), "a\\, b\\; c\\\\d\\ne");
        assert_eq!(parameter("Kari \"IT\" ^ Vik\\, leder"), "\"Kari ^'IT^' ^^ Vik/, leder\"");
    }

    proptest! {
        #[test]
        fn lines_fold_at_75_octets_between_characters_and_unfold_to_what_they_were(text in "\\PC{0,300}") {
            let mut lines = Lines::default();
            lines.folded(&text);
            let ended = lines.0.strip_suffix("\r\n").expect("a line ends with CRLF");
            prop_assert!(ended.split("\r\n").all(|line| line.len() <= 75));
            prop_assert_eq!(ended.replace("\r\n ", ""), text);
        }
    }
}
