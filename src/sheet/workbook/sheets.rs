//! Which sheet of a workbook is read, and which ones are hidden.

use calamine::{Reader, Sheet, SheetType, SheetVisible};

use crate::findings::quoted;
use crate::sheet::form::{FORM_LISTS, FormMarker};
use crate::sheet::limits::MOST_SHEETS;
use crate::sheet::problem::Problem;

/// The sheets of a workbook that can be meant.
pub struct Sheets {
    candidates: Vec<String>,
    /// Those that are hidden, and can only be meant by their names.
    hidden: Vec<String>,
}

/// The sheet that is read.
pub struct Chosen {
    pub name: String,
    /// Sheets with data that are hidden.
    pub hidden: Vec<String>,
    /// Sheets with data beside the one of a registration form.
    pub beside: Vec<String>,
}

impl Sheets {
    /// The one named, or else all that are not hidden.
    pub fn of<R: Reader<S>, S: std::io::Read + std::io::Seek>(
        workbook: &R,
        wanted: Option<&str>,
    ) -> Result<Sheets, Problem> {
        // Charts and macros have no cells.
        let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let sheets: Vec<&Sheet> = sheets.collect();
        // Each is looked up by its name, and read to see whether there is anything on it.
        if sheets.len() > MOST_SHEETS {
            return Err(Problem::TooManySheets { most: MOST_SHEETS });
        }
        let Some(wanted) = wanted else {
            let (visible, hidden) = sheets.into_iter().partition(|sheet| sheet.visible == SheetVisible::Visible);
            return Ok(Sheets { candidates: names(visible), hidden: names(hidden) });
        };
        if sheets.iter().any(|sheet| sheet.name == wanted) {
            Ok(Sheets { candidates: vec![wanted.to_owned()], hidden: Vec::new() })
        } else {
            Err(Problem::NoSuchSheet { name: quoted(wanted), names: names(sheets) })
        }
    }

    /// The only candidate with data, or the sheet that a registration form says is filled in. The hidden sheet of a form
    /// is passed over: `announce` has written it.
    pub fn the_one(
        self,
        form: Option<&FormMarker>,
        mut has_content: impl FnMut(&str) -> Result<bool, Problem>,
    ) -> Result<Chosen, Problem> {
        let mut with_content = |names: Vec<String>| {
            let found = names.into_iter().map(|name| Ok(has_content(&name)?.then_some(name)));
            found.filter_map(Result::transpose).collect::<Result<Vec<String>, Problem>>()
        };
        let mut found = with_content(self.candidates)?;
        let is_of_form = |name: &String| form.is_some() && name == FORM_LISTS;
        let hidden = with_content(self.hidden.into_iter().filter(|name| !is_of_form(name)).collect())?;
        if let Some(at) = form.and_then(|form| found.iter().position(|name| *name == form.sheet)) {
            return Ok(Chosen { name: found.remove(at), hidden, beside: found });
        }
        match (found.len(), hidden.is_empty()) {
            (0, true) => Err(Problem::EmptyWorkbook),
            (0, false) => Err(Problem::OnlyHiddenSheets { names: hidden }),
            (1, _) => Ok(Chosen { name: found.remove(0), hidden, beside: Vec::new() }),
            _ => Err(Problem::SeveralSheets { names: found }),
        }
    }
}

fn names(sheets: Vec<&Sheet>) -> Vec<String> {
    sheets.into_iter().map(|sheet| sheet.name.clone()).collect()
}
