//! Work that several threads share.
//!
//! It must never change what comes of the work: results come in the order of the parts, and a panic goes on.

use std::panic::resume_unwind;

/// Works on each part in a thread of its own, on the first one in this thread.
pub fn map<T: Send, R: Send>(parts: impl IntoIterator<Item = T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let work = &work;
    let mut parts = parts.into_iter();
    let first = parts.next();
    std::thread::scope(|scope| {
        let others: Vec<_> = parts.map(|part| scope.spawn(move || work(part))).collect();
        let first = first.map(work);
        let others = others.into_iter().map(|other| other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        first.into_iter().chain(others).collect()
    })
}
