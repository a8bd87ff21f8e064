//! `ovelse undo`: takes back the last import or registration by hand, once the lead has seen what changes and said yes.

use std::io::IsTerminal;

use super::Outcome;
use crate::cli::Undo as Args;
use crate::findings::Value;
use crate::show::{Column, Console, Grid, Page, View};
use crate::words::{preferences, say};
use crate::workspace::undo::UndoEffect;
use crate::workspace::{Result, Session};

pub fn run(session: &Session, args: Args, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = workspace.folder.lock()?;
    let Some(undo) = workspace.last_to_undo()? else { return Err(say!("undo-nothing").into()) };
    let can_ask = !args.yes && std::io::stdin().is_terminal();
    if can_ask && !confirmed(&undo.effect, console)? {
        console.say(say!("undo-declined"));
        return Ok(Outcome::NotDone);
    }
    let effect = if args.yes || can_ask { undo.write()? } else { undo.effect };
    console.show(&effect, args.listing.format)?;
    Ok(if effect.undone { Outcome::Done } else { Outcome::Partly })
}

/// Shows what will change and asks.
fn confirmed(effect: &UndoEffect, console: &mut Console) -> Result<bool> {
    let mut page = Page::new(console.words, console.width);
    effect.list(&mut page);
    page.gap();
    console.err.write_all(page.text().as_bytes())?;
    console.agrees(say!("undo-question"))
}

impl UndoEffect {
    fn list(&self, page: &mut Page) {
        page.line(match self.files.as_slice() {
            [] => say!("undo-by-hand", at = self.at),
            files => say!("undo-import", at = self.at, files = files.to_vec()),
        });
        if self.changes.is_empty() {
            page.line(say!("undo-changes-nothing"));
            return;
        }
        page.gap();
        let columns = [
            Column::text(say!("column-municipality")),
            Column::text(say!("undo-before")),
            Column::text(say!("undo-after")),
            Column::text(say!("undo-changed")),
        ];
        let answer = |choices: &Option<Vec<String>>| match choices {
            Some(choices) => preferences(choices),
            None => say!("undo-no-answer"),
        };
        let rows = self.changes.iter().map(|change| {
            let changed = if change.changed.is_empty() { Value::None } else { change.changed.clone().into() };
            let [before, after] = [&change.choices_before, &change.choices_after].map(answer).map(Value::from);
            [Value::from(&change.municipality), before, after, changed]
        });
        page.table(&columns, rows);
    }
}

impl View for UndoEffect {
    fn page(&self, page: &mut Page) {
        self.list(page);
        page.gap();
        page.line(if self.undone { say!("undo-done") } else { say!("undo-then-yes") });
    }

    fn grid(&self) -> Grid {
        let joined =
            |choices: &Option<Vec<String>>| choices.as_ref().map(|choices| choices.join(" ")).unwrap_or_default();
        let rows = self.changes.iter().map(|change| {
            let [before, after] = [&change.choices_before, &change.choices_after].map(joined);
            vec![change.number.clone(), change.municipality.clone(), before, after, change.changed.join(" ")]
        });
        let headings = ["number", "municipality", "choices_before", "choices_after", "changed"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
