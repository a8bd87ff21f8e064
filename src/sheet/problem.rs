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
        /// Quotation marks that are perhaps ditto marks.
        DittoMarks { last: usize },
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
        /// A workbook with a row below the last one that is read.
        WorkbookTooLong { most: usize },
        /// A workbook that cannot be unpacked.
        WorkbookDamaged { reason: String },
        /// A workbook that is cut off, or no workbook but its first bytes.
        WorkbookUnreadable,
        /// A workbook on which the library that reads it gives up.
        WorkbookContradictory,
        /// A file that a spreadsheet program writes beside a workbook while it is open.
        LockFile,
        /// A workbook that only a password opens.
        Protected,
        /// A workbook of Excel before 2007.
        OldExcel,
        /// A web page, whatever the file is called.
        WebPage,
        /// A workbook of Apple Numbers.
        Numbers,
        /// A document of a word processor, or a PDF.
        Document,
        /// Not one of the kinds of workbooks that are read.
        OtherWorkbook,
        /// A cell whose formula has no result.
        ErrorCell,
        /// A cell whose formula has not been worked out by the program that wrote it.
        FormulaWithoutValue,
        /// Sheets that are not shown and not read.
        HiddenSheets { names: Vec<String> },
        /// Nothing but sheets that are not shown.
        OnlyHiddenSheets { names: Vec<String> },
        /// Rows that are not shown.
        HiddenRows { rows: Vec<String>, more: usize },
        /// Columns that are not shown.
        HiddenColumns { columns: Vec<String>, more: usize },
        /// Cells that are struck out, or a part of them.
        StruckOut { cells: Vec<String>, more: usize },
        /// Cells with a note beside their text.
        Notes { cells: Vec<String>, more: usize },
        /// A workbook without data.
        EmptyWorkbook,
        /// A workbook with more sheets than are read.
        TooManySheets { most: usize },
        /// Several sheets with data.
        SeveralSheets { names: Vec<String> },
        /// Sheets with data beside the one of a registration form.
        SheetsBesideForm { names: Vec<String> },
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
