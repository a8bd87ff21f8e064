//! How much is read.

/// The largest file, and the most that a workbook may unpack to.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// The longest cell; Excel's own limit (Microsoft, "Excel specifications and limits").
pub const LONGEST_CELL: usize = 32_767;
pub const MOST_COLUMNS: usize = 1024;
pub const MOST_SHEETS: usize = 255;
/// The last row of a workbook; Excel's own limit.
pub const MOST_ROWS: usize = 1_048_576;
