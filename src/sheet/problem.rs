//! What can be wrong with a file that should be a spreadsheet.

use super::delimiter::Delimiter;
use crate::findings::{Value, problems};

problems! {
    /// What can be wrong with a file that should be a spreadsheet.
    pub(crate) enum Problem in "sheet" {
        /// A workbook in the place of a CSV file.
        WorkbookForCsv,
        /// Nothing but blanks.
        Empty,
        /// Bytes that are not text in the encoding that the first ones announce.
        NotText { encoding: &'static str },
        ZeroBytes,
        /// More bytes than are read.
        TooLarge,
        /// Letters that were encoded twice.
        EncodedTwice { read_as: Value },
        /// A row with more cells than are read.
        RowTooWide { most: usize },
        /// A cell with more characters than are read.
        CellTooLong { most: usize },
        /// A quotation mark that is opened and not closed.
        UnclosedQuote,
        /// A row with more cells than there are headings.
        MoreCellsThanHeadings { headings: usize },
        /// A table without a column that it needs.
        MissingColumn { column: Value, headings: String },
        /// A column of the lead in a table that is written anew.
        OtherColumn,
        /// A workbook that unpacks to more than is read.
        WorkbookTooLarge,
        /// A workbook with a row that is too wide.
        WorkbookTooWide { most: usize, row: usize },
        /// A workbook that cannot be unpacked.
        WorkbookDamaged { reason: String },
        /// A workbook that is cut off, or no workbook but its first bytes.
        WorkbookUnreadable,
        /// A workbook on which the library that reads it gives up.
        WorkbookContradictory,
        /// Not one of the kinds of workbooks that are read.
        OtherWorkbook,
        /// A workbook without data.
        EmptyWorkbook,
        /// Several sheets with data.
        SeveralSheets { names: Vec<String> },
        /// No sheet of the name that was typed.
        NoSuchSheet { name: Value, names: Vec<String> },
    }
}

problems! {
    /// What kind of spreadsheet a file is.
    pub(crate) enum About in "sheet" {
        Text { encoding: &'static str, delimiter: Delimiter },
        Workbook { format: &'static str, name: Value },
    }
}
