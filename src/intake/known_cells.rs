//! What cells were read as, for those that come again.

use std::collections::HashMap;

use foldhash::quality::RandomState;

/// By what is written in the cell. The hasher is a quicker one than the standard library's, and as safe from texts that
/// are chosen to collide, since it is seeded anew in each process (docs/benchmarks.md has what it saves).
pub type KnownCells<T> = HashMap<String, T, RandomState>;
