//! One thing for each municipality, in the order of numbers.

use std::collections::BTreeMap;

use super::number::Number;

/// Something that a municipality has one of.
pub trait Numbered {
    /// The number of the municipality.
    fn number(&self) -> Number;
}

/// Things by the number of their municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByNumber<T>(BTreeMap<Number, T>);

impl<T> Default for ByNumber<T> {
    fn default() -> ByNumber<T> {
        ByNumber(BTreeMap::new())
    }
}

impl<T: Numbered> FromIterator<T> for ByNumber<T> {
    /// If several have the same number, the last one counts, as with [`ByNumber::insert`].
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> ByNumber<T> {
        ByNumber(things.into_iter().map(|thing| (thing.number(), thing)).collect())
    }
}

impl<T: Numbered> ByNumber<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, in the order of numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.values()
    }

    /// The one of a municipality.
    #[must_use]
    pub fn get(&self, number: Number) -> Option<&T> {
        self.0.get(&number)
    }

    /// Puts one in; gives back the one that it replaces.
    pub fn insert(&mut self, thing: T) -> Option<T> {
        self.0.insert(thing.number(), thing)
    }

    /// Takes one out.
    pub fn remove(&mut self, number: Number) -> Option<T> {
        self.0.remove(&number)
    }
}
