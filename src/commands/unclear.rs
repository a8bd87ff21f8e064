//! What municipalities have written that could not be read: the refused rows that lie in data/incoming.
//!
//! It must never count a row whose municipality has been registered since.

use std::collections::BTreeMap;

use anyhow::{Context, Result};

use super::Workspace;
use crate::intake::Intake;
use crate::municipality::Number;
use crate::registration::Registrations;

/// By municipality, what cannot be read, as it was written.
pub type Unclear = BTreeMap<Number, Vec<String>>;

/// Looks through the files that `import --partial` has left for the lead.
pub fn unclear(opened: &Workspace, registrations: &Registrations) -> Result<Unclear> {
    let folder = opened.folder.root().join("data").join("incoming");
    let now = opened.now.naive_local();
    let intake =
        Intake { exercise: &opened.exercise, municipalities: &opened.municipalities, now, sheet: None, take: &[] };
    let names =
        folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.filter(|name| name.contains(".refused") && name.ends_with(".csv")).collect();
    names.sort_unstable();
    let mut unclear = Unclear::new();
    for name in names {
        let bytes =
            std::fs::read(folder.join(&name)).with_context(|| format!("data/incoming/{name} cannot be read"))?;
        for (municipality, written, received) in intake.unclear(&name, &bytes) {
            // One that has registered is unclear only if what cannot be read came later.
            let is_settled = registrations.get(municipality).is_some_and(|one| {
                received.is_none_or(|received| one.received.is_none_or(|registered| received <= registered))
            });
            let known = unclear.entry(municipality).or_default();
            if !is_settled {
                known.extend(written.into_iter().filter(|one| !one.is_empty()));
                known.dedup();
            }
        }
    }
    unclear.retain(|_, written| !written.is_empty());
    Ok(unclear)
}
