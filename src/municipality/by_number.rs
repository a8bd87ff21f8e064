//! One thing for each municipality, in the order of numbers.

use super::number::Number;

/// Something that a municipality has one of.
pub trait Numbered {
    /// The number of the municipality.
    fn number(&self) -> Number;
}

/// Things in the order of the numbers of their municipalities, one each.
///
/// The numbers stand beside the things, so that a search goes through what lies close together: with a million
/// municipalities `assign` takes a tenth longer if it goes through the things (docs/benchmarks.md).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByNumber<T> {
    numbers: Vec<Number>,
    things: Vec<T>,
}

impl<T> Default for ByNumber<T> {
    fn default() -> ByNumber<T> {
        ByNumber { numbers: Vec::new(), things: Vec::new() }
    }
}

impl<T: Numbered> FromIterator<T> for ByNumber<T> {
    /// If several have the same number, the last one counts, as with [`ByNumber::insert`].
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> ByNumber<T> {
        let mut things: Vec<T> = things.into_iter().collect();
        things.sort_by_key(Numbered::number);
        things.dedup_by(|later, earlier| {
            let is_same = later.number() == earlier.number();
            if is_same {
                std::mem::swap(later, earlier);
            }
            is_same
        });
        ByNumber { numbers: things.iter().map(Numbered::number).collect(), things }
    }
}

impl<T: Numbered> ByNumber<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.things.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }

    /// All, in the order of numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.things.iter()
    }

    /// The one of a municipality.
    #[must_use]
    pub fn get(&self, number: Number) -> Option<&T> {
        self.place(number).ok().map(|place| &self.things[place])
    }

    /// Puts one in; gives back the one that it replaces.
    pub fn insert(&mut self, thing: T) -> Option<T> {
        match self.place(thing.number()) {
            Ok(place) => Some(std::mem::replace(&mut self.things[place], thing)),
            Err(place) => {
                self.numbers.insert(place, thing.number());
                self.things.insert(place, thing);
                None
            }
        }
    }

    pub(crate) fn remove(&mut self, number: Number) -> Option<T> {
        self.place(number).ok().map(|place| {
            self.numbers.remove(place);
            self.things.remove(place)
        })
    }

    /// Where the one of a municipality is; else where it would be.
    fn place(&self, number: Number) -> Result<usize, usize> {
        // Tables are read and made in the order of numbers.
        match self.numbers.last() {
            Some(last) if *last >= number => self.numbers.binary_search(&number),
            _ => Err(self.numbers.len()),
        }
    }

    /// Each municipality that is in this or in another table, with what it has in both.
    pub fn beside<'t, U: Numbered>(
        &'t self,
        other: &'t ByNumber<U>,
    ) -> impl Iterator<Item = (Number, Option<&'t T>, Option<&'t U>)> {
        let (mut here, mut there) = (self.iter().peekable(), other.iter().peekable());
        std::iter::from_fn(move || {
            let numbers = [here.peek().map(|thing| thing.number()), there.peek().map(|thing| thing.number())];
            let number = numbers.into_iter().flatten().min()?;
            let mine = here.next_if(|thing| thing.number() == number);
            Some((number, mine, there.next_if(|thing| thing.number() == number)))
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// A municipality's number and which of its values it is.
    type Thing = (u32, usize);

    impl Numbered for Thing {
        fn number(&self) -> Number {
            Number(self.0)
        }
    }

    fn things() -> impl Strategy<Value = Vec<Thing>> {
        proptest::collection::vec((0u32..9, any::<usize>()), 0..20)
    }

    fn in_order(model: &BTreeMap<u32, usize>) -> Vec<Thing> {
        model.iter().map(|(number, value)| (*number, *value)).collect()
    }

    proptest! {
        #[test]
        fn the_last_of_each_number_stands_in_the_order_of_numbers(things in things()) {
            let model: BTreeMap<u32, usize> = things.iter().copied().collect();
            let collected: ByNumber<Thing> = things.iter().copied().collect();
            let mut inserted = ByNumber::default();
            for thing in &things {
                inserted.insert(*thing);
            }
            prop_assert_eq!(&collected.things, &in_order(&model));
            prop_assert_eq!(collected, inserted);
        }

        #[test]
        fn what_is_taken_out_is_gone_and_nothing_else(things in things(), number in 0u32..9) {
            let mut model: BTreeMap<u32, usize> = things.iter().copied().collect();
            let mut all: ByNumber<Thing> = things.into_iter().collect();
            prop_assert_eq!(all.get(Number(number)).map(|thing| thing.1), model.get(&number).copied());
            prop_assert_eq!(all.remove(Number(number)).map(|thing| thing.1), model.remove(&number));
            prop_assert_eq!(all.things, in_order(&model));
        }

        #[test]
        fn two_tables_side_by_side_have_all_of_both(here in things(), there in things()) {
            let (here, there): (ByNumber<Thing>, ByNumber<Thing>) =
                (here.into_iter().collect(), there.into_iter().collect());
            let both: Vec<_> = here.beside(&there).collect();
            for (number, mine, other) in &both {
                prop_assert_eq!((*mine, *other), (here.get(*number), there.get(*number)));
            }
            let numbers: Vec<u32> = both.iter().map(|(number, ..)| number.0).collect();
            let expected: std::collections::BTreeSet<u32> =
                here.iter().chain(there.iter()).map(|thing| thing.0).collect();
            prop_assert_eq!(numbers, expected.into_iter().collect::<Vec<_>>());
        }
    }
}
