//! Why a file cannot be used.

use std::io;

use crate::findings::problems;

problems! {
    /// Why a file cannot be read or written.
    pub enum FileProblem in "file" {
        /// It does not exist.
        NotFound,
        /// The system does not allow it.
        PermissionDenied,
        /// It is a folder.
        IsAFolder,
        /// It is a file, where a folder must be.
        NotAFolder,
        /// It is a pipe, a socket or a device.
        NotAFile,
        /// A link that leads out of the exercise folder.
        LinkOutside,
        /// There is no room on the disk, or no more for this user.
        DiskFull,
        /// The disk can only be read from.
        ReadOnly,
        Failed {
            /// What the system says.
            reason: String,
        },
    }
}

impl From<io::Error> for FileProblem {
    fn from(error: io::Error) -> FileProblem {
        match error.kind() {
            io::ErrorKind::NotFound => FileProblem::NotFound,
            io::ErrorKind::PermissionDenied => FileProblem::PermissionDenied,
            io::ErrorKind::IsADirectory => FileProblem::IsAFolder,
            io::ErrorKind::NotADirectory => FileProblem::NotAFolder,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => FileProblem::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem => FileProblem::ReadOnly,
            _ => FileProblem::Failed { reason: error.to_string() },
        }
    }
}
