//! A file that goes with a letter.

/// A file that goes with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, without a folder.
    pub name: String,
    /// Its media type: `application/pdf`.
    pub media_type: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The bytes that a file of so many takes up in a message: base64 in lines of 76, each ended by CRLF.
#[must_use]
pub fn encoded_size(bytes: u64) -> u64 {
    bytes.div_ceil(57).saturating_mul(78)
}
