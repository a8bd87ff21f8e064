//! How much is kept of what others write: they decide how long it is.

/// Of a subject, a comment or a report, in characters.
pub(super) const LONGEST_TEXT: usize = 1000;

/// Of an address, in bytes (RFC 5321, section 4.5.3.1.3, allows 254), and of a name, in characters.
pub(super) const LONGEST_ADDRESS: usize = 320;
