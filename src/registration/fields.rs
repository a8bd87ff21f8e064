//! A set of fields of a registration: those that a row, or a lead, tells something of.

use super::field::Field;

/// A set of fields, small enough to go with each of a million rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fields(u32);

impl Fields {
    /// Whether a field is among them.
    #[must_use]
    pub fn contains(self, field: Field) -> bool {
        self.0 & bit(field) != 0
    }

    /// Those of both.
    #[must_use]
    pub fn and(self, other: Fields) -> Fields {
        Fields(self.0 | other.0)
    }

    /// All of them, in the order of columns.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.iter().copied().filter(move |field| self.contains(*field))
    }
}

fn bit(field: Field) -> u32 {
    1 << field as u32
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> Fields {
        Fields(fields.into_iter().fold(0, |so_far, field| so_far | bit(field)))
    }
}
