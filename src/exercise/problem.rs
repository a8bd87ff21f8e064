//! What can be wrong in exercise.toml.

use super::holidays::FreeDay;
use crate::findings::problems;

/// The name of the file, at the top of the exercise folder.
pub const FILE: &str = "exercise.toml";

problems! {
    /// What can be wrong in exercise.toml. Where it is about a value, the finding has it.
    pub(crate) enum Problem in "exercise" {
        NotToml,
        SetTwice,
        /// `[date]` instead of `[[date]]`.
        SingleBrackets { name: String },
        NotAName,
        NotAComment,
        NoValue,
        NotQuoted,
        TypographicQuotes,
        OpenText,
        NoOpeningQuote,
        AfterText,
        ControlCharacters,
        NoEqualsSign,
        OpenBracket { bracket: &'static str },
        MissingComma,
        Backslash,
        /// Neither a number nor a day.
        NotAValue,
        NotYesOrNo,
        NoSuchDay,
        /// A day with an hour that does not exist, or is written in another way.
        NotATime,
        /// A field is missing; no table for one at the top of the file.
        MissingField { table: Option<String>, key: String, expected: Expected },
        MissingTable { name: String },
        MissingTables { name: String },
        WrongType { key: String, expected: Expected },
        UnknownField { table: Option<String>, suggestion: Option<String>, known: Vec<String> },
        /// A field of another table; `home` is "top" for the top of the file.
        InAnotherTable { table: Option<String>, home: &'static str },
        NotATable { name: String },
        BadId,
        NotALine,
        NotAText,
        NotATimeZone { suggestion: Option<String> },
        NotALanguage,
        NoTextInOwnLanguage { key: String, language: String },
        NoTextInLanguage { key: String, language: String },
        LineTooLong { most: usize },
        TooManyTables { name: String, most: usize },
        SameStart,
        /// Another date is on the same day, at this hour.
        SameDay { other: String },
        FreeDay { day: FreeDay },
        /// Neither a link nor a place of its own.
        NoWay,
        /// A day that is past before anybody has registered.
        Past,
        /// The same of all dates.
        AllPast,
        NoCapacity,
        TooManySeats { most: u32 },
        NoMinimum,
        MinimumAboveCapacity { capacity: u32 },
        NotALink,
        NoSuchTime { zone: String },
        TimeOccursTwice { zone: String },
        EndBeforeStart { start: String },
        PublishedAfterDeadline { deadline: String },
        DeadlineAfterFirstDate { first: String },
        TooFewMembers,
        GroupNamedTwice,
        NotARule,
        GroupTooLarge { group: String, members: usize, most: usize },
        TooFewPlaces { dates: usize, places: usize, invited: usize },
        NotAnAlarm,
        NotInTheFolder,
        NotATransport,
        ServerWithoutTransport,
        /// A field of another transport.
        OnlyFor { transport: &'static str },
        NotEncrypted { host: String },
        NotAHost,
        NotAPort,
        NotTls,
        NotASize,
        NotADuration,
        NoRate,
        NotConnections,
        Password { variable: &'static str },
        NotAMechanism,
    }
}

/// What a field must hold, by which its problem shows an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Expected {
    Text,
    Texts,
    Files,
    Command,
    Link,
    Email,
    YesOrNo,
    Number,
    Port,
    Day,
    Time,
}

impl From<Expected> for crate::findings::Value {
    fn from(expected: Expected) -> crate::findings::Value {
        <&str>::from(expected).into()
    }
}
