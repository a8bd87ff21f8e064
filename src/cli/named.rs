//! A municipality that a command is about.

use clap::Args;

/// The words of a name as a shell divides them: `Indre Østfold` is typed without quotation marks.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Name or number of the municipality
    ///
    /// A name of several words needs no quotation marks.
    #[arg(id = "municipality", value_name = "MUNICIPALITY", required = true, num_args = 1..)]
    words: Vec<String>,
}

impl Named {
    /// All the words as one name.
    pub(crate) fn name(&self) -> String {
        self.words.join(" ")
    }
}
