//! What stands between two cells of a text.

use crate::findings::{Value, quoted};

/// What stands between two cells of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(pub(super) u8);

impl From<Delimiter> for Value {
    fn from(delimiter: Delimiter) -> Value {
        match delimiter.0 {
            b'\t' => Value::from("tab"),
            mark => quoted(char::from(mark)),
        }
    }
}
