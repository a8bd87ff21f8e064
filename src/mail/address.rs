//! An address in a header.

/// An address in a header, with the name beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// In lower case.
    pub(crate) email: String,
    /// The display name, if there is one.
    pub name: Option<String>,
}
