//! JSON as scripts read it and a terminal may show it.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::text::has_power;

/// Writes a value on lines of its own, with a line end after it. Characters that have power over a terminal are written as
/// JSON can (RFC 8259, section 7).
///
/// # Errors
/// When `out` cannot be written to.
pub(super) fn write(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    value.serialize(&mut Serializer::with_formatter(&mut out, Escaping(PrettyFormatter::new())))?;
    writeln!(out)?;
    out.flush()
}

/// The usual form, but for characters with power.
struct Escaping(PrettyFormatter<'static>);

/// What it does as the usual form does.
macro_rules! as_usual {
    ($($method:ident($($argument:ident: $kind:ty),*);)*) => {
        $(fn $method<W: ?Sized + Write>(&mut self, out: &mut W, $($argument: $kind),*) -> io::Result<()> {
            self.0.$method(out, $($argument),*)
        })*
    };
}

impl Formatter for Escaping {
    as_usual! {
        begin_array();
        end_array();
        begin_array_value(first: bool);
        end_array_value();
        begin_object();
        end_object();
        begin_object_key(first: bool);
        begin_object_value();
        end_object_value();
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut left = fragment;
        while let Some((place, character)) = left.char_indices().find(|(_, character)| has_power(*character)) {
            write!(out, "{}\\u{:04x}", &left[..place], u32::from(character))?;
            left = &left[place + character.len_utf8()..];
        }
        out.write_all(left.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_power_is_escaped_and_reads_as_it_was() {
        let value = serde_json::json!({ "a\u{202e}": ["b\u{9b}c\u{7f}", "æ\u{1b}\n"], "none": [] });
        let mut out = Vec::new();
        write(&value, &mut out).expect("memory takes it");
        let text = String::from_utf8(out).expect("it is text");
        assert!(!text.chars().any(has_power), "{text}");
        assert!(text.contains(r#""a\u202e": ["#) && text.contains(r#""b\u009bc\u007f""#), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).expect("it is JSON"), value);
        let usual = serde_json::to_string_pretty(&serde_json::json!([{ "a": 1 }, []])).expect("it is JSON");
        let mut out = Vec::new();
        write(&serde_json::json!([{ "a": 1 }, []]), &mut out).expect("memory takes it");
        assert_eq!(String::from_utf8_lossy(&out), usual + "\n");
    }
}
