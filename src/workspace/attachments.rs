//! The files that go with invitations.

use crate::exercise::{Attached, FILE};
use crate::findings::{Finding, Findings, problems};
use crate::folder::{FileProblem, Folder};
use crate::letter::{Attachment, encoded_size};

problems! {
    /// Why a file cannot go with invitations.
    pub(crate) enum Problem in "attachment" {
        /// It cannot be read.
        CannotRead { reason: FileProblem },
        /// Nothing is in it.
        Empty,
        /// With it, messages are larger than they may be.
        TooLarge { size: u64, most: u64 },
    }
}

/// Reads the files. Those that cannot go are added to `findings`.
///
/// With them, messages may have `most` bytes.
pub(crate) fn attachments(folder: &Folder, files: &[Attached], most: u64, findings: &mut Findings) -> Vec<Attachment> {
    let error = |file: &Attached, problem| Finding::error(FILE, problem).at(file.place).value(&file.file);
    let mut attachments = Vec::new();
    let mut size = 0;
    for file in files {
        let bytes = match folder.file(&file.file) {
            Ok(bytes) => bytes,
            Err(reason) => {
                findings.push(error(file, Problem::CannotRead { reason }));
                continue;
            }
        };
        if bytes.is_empty() {
            findings.push(error(file, Problem::Empty));
        }
        size += encoded_size(bytes.len() as u64);
        if size > most {
            findings.push(error(file, Problem::TooLarge { size, most }));
        }
        attachments.push(attachment(file.file.rsplit('/').next().unwrap_or(&file.file), bytes));
    }
    attachments
}

/// A file that goes with letters; its media type follows from its name.
pub(crate) fn attachment(name: &str, bytes: Vec<u8>) -> Attachment {
    let media_type = mime_guess::from_path(name).first_or_octet_stream().to_string();
    Attachment { name: name.to_owned(), media_type, bytes }
}
