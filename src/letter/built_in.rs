//! The templates of letters that are built in.

use include_dir::{Dir, include_dir};

/// The folder with the built-in templates: one for each kind of letter and language, the parts that they share, the
/// announcement, and the page around all of them.
const BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/letter/templates");

/// The built-in templates by name, which is their path below `templates` with `/` between its parts.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    let folders = std::iter::once(&BUILT_IN).chain(BUILT_IN.dirs());
    folders.flat_map(Dir::files).filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// The built-in templates that somebody means by `nb/invitation.md`, `invitation` (in each language) or `nb` (all of it).
pub fn built_in_named(written: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let written = written.trim_start_matches("templates/").trim_end_matches('/').to_owned();
    built_in().filter(move |(name, _)| {
        let (folder, file) = name.split_once('/').unwrap_or(("", name));
        let stem = |name: &str| name.rsplit_once('.').map_or_else(|| name.to_owned(), |(stem, _)| stem.to_owned());
        [*name, folder, file].contains(&written.as_str()) || [stem(name), stem(file)].contains(&written)
    })
}
