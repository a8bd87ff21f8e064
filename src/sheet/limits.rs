//! How much is read.

/// The largest file.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The most that the parts of a workbook may unpack to: a list of 100,000 rows takes half of it.
pub const MOST_UNPACKED: u64 = 128 * 1024 * 1024;

/// The most that may be kept of a workbook in memory, of all its sheets together.
pub const MOST_KEPT: u64 = 128 * 1024 * 1024;

/// The longest cell; Excel's own limit (Microsoft, "Excel specifications and limits").
pub const LONGEST_CELL: usize = 32_767;
pub const MOST_COLUMNS: usize = 1024;
pub const MOST_SHEETS: usize = 255;
/// The last row of a workbook; Excel's own limit.
pub const MOST_ROWS: usize = 1_048_576;
