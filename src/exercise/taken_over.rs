//! What a new exercise.toml has from that of a former exercise: who it is for and where, how letters are sent, what they
//! say, and the groups. What was typed for the new one goes before it.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, Value};

use super::edit::{as_written, set};

/// The fields at the top of the file.
const FIELDS: [&str; 6] = ["organiser", "target_group", "form", "place", "timezone", "language"];

/// The tables, in the order in which they come before the dates.
const TABLES: [&str; 5] = ["contact", "letters", "invitation", "import", "mail"];

/// What was typed for the new exercise, and stands in its text.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Typed {
    pub(crate) organiser: bool,
    pub(crate) contact: bool,
}

/// The tables that a new exercise has from a former one, by their names in the file.
#[must_use]
pub(crate) fn taken_tables(former: &str) -> Vec<&'static str> {
    let Ok(former) = former.parse::<DocumentMut>() else { return Vec::new() };
    TABLES.into_iter().filter(|key| former.get(key).and_then(as_table).is_some_and(|table| !table.is_empty())).collect()
}

/// The text of a new exercise.toml with what it has from a former one. `groups` says of each group of the former one which
/// of its members are invited to the new one. None if one of the texts is no TOML.
#[must_use]
pub(crate) fn taken_over(new: &str, former: &str, typed: Typed, groups: &[Vec<bool>]) -> Option<String> {
    let (mut document, former): (DocumentMut, DocumentMut) = (new.parse().ok()?, former.parse().ok()?);
    for key in FIELDS.into_iter().filter(|key| *key != "organiser" || !typed.organiser) {
        if let Some(value) = former.get(key).and_then(as_value) {
            set(document.as_table_mut(), key, value);
        }
    }
    // Behind the last date stand comments that are about it.
    let before_dates = document.get("contact").and_then(Item::as_table).and_then(Table::position);
    for key in TABLES {
        let Some(mut table) = former.get(key).and_then(as_table).filter(|table| !table.is_empty()) else { continue };
        if key == "contact" && typed.contact {
            for (key, value) in document.get(key).and_then(as_table).iter().flat_map(Table::iter) {
                value.as_value().into_iter().for_each(|value| set(&mut table, key, value.clone()));
            }
        }
        place(&mut table, before_dates);
        table.decor_mut().set_prefix("\n");
        document.insert(key, Item::Table(table));
    }
    let kept = former.get("group").map(|all| kept_groups(all, groups)).filter(|kept| !kept.is_empty());
    if let Some(mut kept) = kept {
        kept.iter_mut().for_each(|group| place(group, before_dates));
        document.insert("group", Item::ArrayOfTables(kept));
    }
    Some(as_written(new, &document))
}

/// Puts a table with those in it where they are to stand in the file.
fn place(table: &mut Table, position: Option<isize>) {
    table.set_position(position);
    for (_, item) in table.iter_mut() {
        if let Item::Table(inner) = item {
            place(inner, position);
        }
    }
}

/// A value, or a table as one: a text can be given by language in either.
fn as_value(item: &Item) -> Option<Value> {
    match item {
        Item::Table(table) => Some(table.clone().into_inline_table().into()),
        item => item.as_value().cloned(),
    }
}

/// A table, however it is written, without the files that went with letters: they are not in the new folder.
fn as_table(item: &Item) -> Option<Table> {
    let mut table = item.clone().into_table().ok()?;
    drop(table.remove("attach"));
    Some(table)
}

/// The groups of which at least two members are kept, with those alone.
fn kept_groups(all: &Item, keeps: &[Vec<bool>]) -> ArrayOfTables {
    let all = match all {
        Item::ArrayOfTables(groups) => groups.clone(),
        other => other.clone().into_array_of_tables().unwrap_or_default(),
    };
    let mut kept = ArrayOfTables::new();
    for (mut group, keeps) in all.into_iter().zip(keeps) {
        if keeps.iter().filter(|keeps| **keeps).count() < 2 {
            continue;
        }
        if keeps.contains(&false) {
            keep_members(&mut group, keeps);
        }
        let above = group.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default();
        let own_comment = comment_of_its_own(above);
        group.decor_mut().set_prefix(format!("\n{own_comment}"));
        kept.push(group);
    }
    kept
}

/// The comment that stands right above a table. What is divided from it by an empty line is about something else.
fn comment_of_its_own(above: &str) -> String {
    let lines: Vec<&str> = above.lines().rev().take_while(|line| !line.trim().is_empty()).collect();
    lines.into_iter().rev().map(|line| format!("{line}\n")).collect()
}

/// Leaves out members. Comments between them could then stand beside another one, and go.
fn keep_members(group: &mut Table, keeps: &[bool]) {
    let Some(members) = group.get("members").and_then(Item::as_array) else { return };
    let kept = members.iter().zip(keeps).filter(|(_, keeps)| **keeps);
    let kept: toml_edit::Array = kept.filter_map(|(member, _)| member.as_str()).collect();
    set(group, "members", kept.into());
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: &str = "id = \"b\"\norganiser = \"A\" # hvem\n\n[contact] # spør\nname = \"Kari\"\nemail = \"k@example.no\"\n\n\
        [[date]]\nstart = 2027-11-24T09:30:00\n# link\n";

    fn taken(former: &str, typed: Typed, groups: &[Vec<bool>]) -> String {
        taken_over(NEW, former, typed, groups).expect("it is TOML")
    }

    #[test]
    fn fields_and_tables_are_taken_over_however_they_are_written() {
        let former = "title = \"Før\"\ncontact = { name = \"Ola\", email = \"o@example.no\" }\ninvitation = { attach = [\"x\"] }\n\
            [organiser]\nnb = \"N\"\nnn = \"M\"\n[mail] # post\nhost = \"h\"\n";
        let text = taken(former, Typed::default(), &[]);
        for line in
            ["organiser = { nb = \"N\", nn = \"M\" } # hvem\n", "\n[contact]\nname = \"Ola\"", "[mail] # post\nhost"]
        {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(text.ends_with("\n\n[[date]]\nstart = 2027-11-24T09:30:00\n# link\n"), "{text}");
        assert!(!text.contains("invitation") && !text.contains("Før"), "{text}");
        assert_eq!(taken_tables(former), ["contact", "mail"]);
    }

    #[test]
    fn what_was_typed_for_the_new_exercise_stands() {
        let former =
            "organiser = \"N\"\n[contact]\nname = \"Ola\"   # vikar\nemail = \"o@example.no\"\nphone = \"1\"\n";
        let text = taken(former, Typed { organiser: true, contact: true }, &[]);
        let contact = "[contact]\nname = \"Kari\"   # vikar\nemail = \"k@example.no\"\nphone = \"1\"\n";
        assert!(text.contains("organiser = \"A\" # hvem\n") && text.contains(contact), "{text}");
    }

    #[test]
    fn groups_are_taken_over_with_those_who_are_invited_and_their_comments() {
        let former = "# Om fila.\n\n# Samme IKT.\n[[group]] # en\nname = \"IKT\" # navn\nrule = \"same-date\"\nmembers = [\n  \"3025\", # Asker\n  \"Oslo\",\n  \
            \"3024\",\n] # tre\n\n[[group]]\nname = \"To\"\nrule = \"same-date\"\nmembers = [\"Hol\", \"Ål\"]\n";
        let all = taken(former, Typed::default(), &[vec![true; 3], vec![true; 2]]);
        assert!(all.contains("\n# Samme IKT.\n[[group]] # en\nname = \"IKT\" # navn\n"), "{all}");
        assert!(all.contains("\"3025\", # Asker\n") && all.contains("[\"Hol\", \"Ål\"]\n"), "{all}");
        assert!(!all.contains("Om fila"), "{all}");
        let some = taken(former, Typed::default(), &[vec![true, false, true], vec![true, false]]);
        assert!(some.contains("members = [\"3025\", \"3024\"] # tre\n") && !some.contains("Hol"), "{some}");
        let inline = "group = [{ name = \"To\", rule = \"same-date\", members = [\"Hol\", \"Ål\"] }]\n";
        let inline = taken(inline, Typed::default(), &[vec![true; 2]]);
        assert!(
            inline.contains("[[group]]\nname = \"To\"") && inline.contains("members = [\"Hol\", \"Ål\"]\n"),
            "{inline}"
        );
    }
}
