//! What reading all of the catalogue of sentences would take at every start: `cargo bench --bench words`.
//!
//! The program divides it into its entries instead, and reads an entry when it is said.

use std::time::Instant;

use fluent_bundle::FluentResource;

fn main() {
    let catalogue = include_str!("../src/words/en.ftl");
    let best = (0..50).map(|_| {
        let source = catalogue.to_owned();
        let start = Instant::now();
        let resource = FluentResource::try_new(source);
        assert!(resource.is_ok(), "the catalogue is well formed");
        start.elapsed()
    });
    let best = best.min().unwrap_or_default();
    let entries = catalogue.lines().filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase())).count();
    let out = format!("reading all {entries} entries: {:.2} ms\n", best.as_secs_f64() * 1000.0);
    std::io::Write::write_all(&mut std::io::stdout(), out.as_bytes()).unwrap_or_default();
}
