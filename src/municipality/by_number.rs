//! One thing for each municipality, in the order of numbers.
//!
//! Tables are written in the order of numbers and read again one after the other. So what comes in order lies in one
//! piece, and whoever asks for one after the other is answered at once; what comes out of order is kept
//! beside it. A million rows make that worth it.
//!
//! It must never hold two things for the same number.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::Number;

/// Something that a municipality has one of.
pub trait Numbered {
    /// The number of the municipality.
    fn number(&self) -> Number;
}

thread_local! {
    /// Where the next one is looked for first. Whoever goes through tables side by side finds it in each of
    /// them; where it is wrong, a search finds the right place.
    static NEXT: Cell<usize> = const { Cell::new(0) };
}

/// Things by the number of their municipality.
#[derive(Debug, Clone)]
pub struct ByNumber<T> {
    /// By number.
    in_order: Vec<T>,
    /// Those that came when one with a higher number was there.
    late: BTreeMap<Number, T>,
}

impl<T> Default for ByNumber<T> {
    fn default() -> ByNumber<T> {
        ByNumber { in_order: Vec::new(), late: BTreeMap::new() }
    }
}

impl<T: Numbered + PartialEq> PartialEq for ByNumber<T> {
    fn eq(&self, other: &ByNumber<T>) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<T: Numbered + Eq> Eq for ByNumber<T> {}

impl<T: Numbered> FromIterator<T> for ByNumber<T> {
    /// Of several with one number the last one counts, as with [`ByNumber::insert`].
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> ByNumber<T> {
        let mut in_order: Vec<T> = things.into_iter().collect();
        if !in_order.is_sorted_by(|one, next| one.number() < next.number()) {
            in_order.sort_by_key(Numbered::number);
            in_order.dedup_by(|later, earlier| {
                let same = later.number() == earlier.number();
                if same {
                    std::mem::swap(later, earlier);
                }
                same
            });
        }
        ByNumber { in_order, ..ByNumber::default() }
    }
}

impl<T: Numbered> ByNumber<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.in_order.len() + self.late.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All, in the order of numbers.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let (mut in_order, mut late) = (self.in_order.iter().peekable(), self.late.values().peekable());
        std::iter::from_fn(move || match (in_order.peek(), late.peek()) {
            (Some(first), Some(second)) if second.number() < first.number() => late.next(),
            (Some(_), _) => in_order.next(),
            (None, _) => late.next(),
        })
    }

    /// The one of a municipality.
    #[must_use]
    pub fn get(&self, number: Number) -> Option<&T> {
        match self.place(number) {
            Ok(place) => self.in_order.get(place),
            Err(_) => self.late.get(&number),
        }
    }

    /// Puts one in; gives back the one that it replaces.
    pub fn insert(&mut self, thing: T) -> Option<T> {
        match self.place(thing.number()) {
            Ok(place) => Some(std::mem::replace(&mut self.in_order[place], thing)),
            Err(place) if place == self.in_order.len() && self.late.is_empty() => {
                self.in_order.push(thing);
                None
            }
            Err(_) => self.late.insert(thing.number(), thing),
        }
    }

    /// Takes one out.
    pub fn remove(&mut self, number: Number) -> Option<T> {
        match self.place(number) {
            Ok(place) => Some(self.in_order.remove(place)),
            Err(_) => self.late.remove(&number),
        }
    }

    /// Where a number stands among those in order, or would stand.
    fn place(&self, number: Number) -> Result<usize, usize> {
        let next = NEXT.get();
        let is_next = match self.in_order.get(next) {
            Some(thing) => thing.number() == number,
            None => false,
        };
        let place = match self.in_order.last() {
            _ if is_next => Ok(next),
            Some(last) if last.number() < number => Err(self.in_order.len()),
            _ => self.in_order.binary_search_by_key(&number, Numbered::number),
        };
        if let Ok(place) = place {
            NEXT.set(place + 1);
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Thing(Number, usize);

    impl Numbered for Thing {
        fn number(&self) -> Number {
            self.0
        }
    }

    proptest! {
        #[test]
        fn it_is_a_map_whatever_order_things_come_in(steps in vec((100u32..120, 0..10u8), 0..60)) {
            let mut ours = ByNumber::default();
            let mut map = BTreeMap::new();
            for (time, (number, step)) in steps.into_iter().enumerate() {
                let number = Number(number);
                match step {
                    0 => prop_assert_eq!(ours.remove(number), map.remove(&number)),
                    1..4 => prop_assert_eq!(ours.get(number), map.get(&number)),
                    _ => prop_assert_eq!(ours.insert(Thing(number, time)), map.insert(number, Thing(number, time))),
                }
                prop_assert_eq!(ours.len(), map.len());
                prop_assert!(ours.iter().eq(map.values()));
            }
            // Collected in another order, one of them twice, it is the same: the last one counts.
            let mut things: Vec<Thing> = ours.iter().cloned().collect();
            things.reverse();
            let replaced = things.last().map(|last| Thing(last.0, usize::MAX));
            prop_assert_eq!(replaced.into_iter().chain(things).collect::<ByNumber<Thing>>(), ours);
        }
    }
}
