//! What can be wrong with the registrations in a spreadsheet, beyond the values themselves.

use chrono::NaiveDateTime;

use crate::findings::{Sentence, Value, problems};

problems! {
    /// What can be wrong with the registrations in a spreadsheet.
    pub(crate) enum Problem in "intake" {
        /// Headings, and nothing below them.
        NoRows { line: usize },
        /// From here on nothing is read: there are more lists than anybody writes.
        TooManyLists { most: usize },
        /// From here on nothing is read: of so many rows none can be read.
        TooManyRefused { most: usize },
        /// A registration form in which nothing is filled in.
        EmptyForm { line: usize },
        /// A registration form of another exercise.
        FormOfAnotherExercise { title: Value, dates: Vec<String> },
        /// A registration form that was handed out when other dates were offered.
        FormWithOtherDates { offered: Vec<String>, dates: Vec<String> },
        /// Two columns for one field.
        SecondColumn { field: String, first: Value, line: Option<String> },
        /// A column for a field that another one holds already, in the export of a form or beside a name.
        UnreadBeside { field: String, first: Value },
        /// Two columns for one choice.
        SecondChoiceColumn { field: String, first: Value },
        /// Dates of the exercise below a heading that does not say which choice they are.
        UnclearChoice { rank: usize, line: Option<String> },
        /// Dates of the exercise below the heading of another field.
        DatesInField { field: String, line: Option<String> },
        /// What can be an answer in the column of another field.
        AnswersInField { field: String, count: usize, example: Value, line: usize },
        /// What can be an answer in a column that is not read.
        UnreadAnswers { count: usize, example: Value, line: usize },
        /// Many such columns.
        ManyUnreadAnswers { count: usize, headings: Value },
        /// No column for a choice between two others.
        MissingRank { missing: usize },
        /// Times that can only have the day first, and others that can only have the month first.
        OrdersContradict { day_first: Value, day_line: usize, month_first: Value, month_line: usize },
        /// Dates of the exercise below no heading.
        DatesWithoutHeading { rank: usize },
        /// A column of ranks, beside columns for the choices.
        RanksBesideChoices,
        /// A date of the exercise to the right of the last heading.
        DateBesideHeadings,
        /// Anything else there.
        CellsBesideHeadings,
        /// A heading that could stand for several fields.
        AmbiguousColumn { fields: Value, line: Option<String> },
        /// A column that holds no field of a registration.
        UnknownColumn,
        /// One without a heading.
        NoHeading,
        /// One that holds e-mail addresses or phone numbers.
        UnreadAddresses,
        /// Many that hold no field of a registration.
        ManyUnknownColumns { count: usize, headings: Value },
        /// Many that hold e-mail addresses or phone numbers.
        ManyUnreadAddresses { count: usize, headings: Value },
        /// What looks like an answer above the headings.
        RowAboveHeadings { line: usize, headings: usize },
        /// A row of several cells above the headings.
        TitleAbove { headings: usize },
        /// A single cell above the headings of a further list.
        TitleBetween { headings: usize },
        /// No column for a field that is needed.
        MissingColumn { fields: Value, headings: Vec<String>, keys: Value },
        /// Neither name nor number of a municipality.
        NoMunicipality,
        /// Name and number of two municipalities.
        MunicipalitiesDisagree { by_number: String, by_name: String },
        /// Several dates in one cell, without an order.
        Unordered,
        /// Both, where there are more dates, or one.
        BothOfSeveral,
        /// A rank beside a date that its column does not have.
        RankOfAnotherColumn,
        /// Two dates of the same rank in one cell.
        SameRankTwice,
        /// A later choice, but no first one.
        NoFirstChoice,
        /// A cell with several dates, and another choice beside it.
        SeveralDatesAndMore,
        /// Any date, and another choice beside it.
        AnyDateAndMore,
        /// No part at all, and another choice beside it.
        DeclinedAndMore,
        /// A date that is an earlier choice already.
        RepeatedChoice,
        /// Something else than a number in the column of a date.
        NotARank,
        /// No mark in any column of a date.
        NoDateMarked,
        /// Several marks, and no ranks.
        SeveralDatesMarked,
        /// Two dates of the same rank.
        EqualRanks,
        /// Ranks and marks.
        RanksAndMarks,
        /// A text that is no time.
        NotReceived,
        /// A time after now.
        ReceivedLater { now: NaiveDateTime },
        /// A time that has another meaning with the month first.
        TwoReadings { day_first: NaiveDateTime, month_first: NaiveDateTime },
        /// A time of which only the day is told.
        DayWithoutHour,
        /// The contact has the address that invitations come from.
        OwnAddress,
        /// Two rows of a municipality that give the same answer differ in a field.
        FieldDiffers { field: &'static str, here: String, other: Option<String>, source: String },
        /// An answer that a later one has replaced.
        Replaced { municipality: String, answer: Sentence, later: Sentence, source: String },
        /// Answers that differ, and nobody knows which of them is the last.
        Contradictory { municipality: String, answer: Sentence, others: Vec<Sentence>, more: usize, source: Value },
        /// The same, in one sentence.
        AnswersDiffer { municipality: String, answers: Vec<Sentence>, more: usize },
        /// More rows of a municipality that say different things than are read.
        TooManyRows { municipality: String, most: usize },
        /// The row that `--take` names cannot be chosen.
        NotToChoose,
    }
}

problems! {
    /// Parts of the sentences above.
    pub(crate) enum Part in "intake" {
        /// An answer, and who gave it.
        Answer { answer: Sentence, contact: Option<String> },
        /// An answer, and where it stands.
        AnswerAt { answer: Sentence, source: String },
    }
}
