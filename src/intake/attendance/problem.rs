//! What can be wrong with a list of those who took part, beyond the names of municipalities.

use crate::findings::{Value, problems};

problems! {
    /// What can be wrong with a list of those who took part.
    pub(crate) enum Problem in "attended" {
        /// No row that names a municipality.
        NoRows,
        /// From here on nothing is read: so many rows are wrong.
        TooManyMistakes { most: usize },
        /// Neither yes nor no in any row: the list has not been filled in.
        NotFilledIn { heading: Value },
        /// Several columns, and no headings that say what they hold.
        NoHeadings,
        /// A municipality above the headings.
        RowAboveHeadings { headings: usize },
        /// Two columns for the same thing.
        SecondColumn { first: Value },
        /// A column that may say who took part, below a heading that does not say so.
        UnclearColumn { heading: Value },
        /// A column of those who did not take part.
        NegatedColumn { heading: Value },
        /// A number that may be how many were expected or how many came.
        UnclearNumber { heading: Value },
        /// A column of choices: what was planned.
        Registrations { heading: Value },
        /// Columns that are not read.
        UnreadColumns { count: usize, headings: Value },
        /// Neither name nor number of a municipality.
        NoMunicipality,
        /// Name and number of two municipalities.
        MunicipalitiesDisagree { by_number: String, by_name: String },
        /// A row about another date.
        OtherDate { date: String, key: String },
        NotYesOrNo,
        /// A number of people in the column of yes and no.
        NumberForYes,
        NotAHeadCount,
        /// People of a municipality that did not take part.
        PeopleOfAbsent { heading: Value },
        /// Nobody of a municipality that took part.
        NobodyOfPresent { heading: Value },
        /// Another answer for the same municipality.
        Contradicts { other: String },
    }
}
