//! What can be wrong in the files of an exercise folder.

use crate::findings::problems;

problems! {
    /// What can be wrong in one of the tool's tables, or in a file as a whole.
    pub(crate) enum Problem in "folder" {
        /// A second row for one municipality.
        SecondRow,
        NotANumber,
        /// Not the number of a municipality.
        NotAMunicipalityNumber,
        /// Not a day with its hour.
        NotATime,
        /// Not a day with its hour and the distance from UTC.
        NotAZonedTime,
        /// Not two times with a slash between them.
        NotAPeriod,
        /// Not a file with a line.
        NotASource,
        /// Not one of the words that stand in that column.
        UnknownWord,
        /// Neither dates nor "any" nor "declined".
        NotAnAnswer,
        /// Neither empty nor "yes" with a date.
        NotAPin,
        /// Neither "yes" nor "no".
        NotYesOrNo,
        /// People of a municipality that did not take part, or none of one that did.
        HeadCountContradicts,
        /// A table without as much as its headings.
        EmptyTable,
        /// A line of the file of statements that is none.
        NotAStatement,
        /// A value of a field in a statement that is none.
        NotAFieldOfAStatement { field: String },
        /// A file that must be there.
        MissingMunicipalities,
        /// Bytes that are not UTF-8.
        NotUtf8,
    }
}
