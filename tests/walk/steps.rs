//! What can happen in the life of an exercise, and how likely it is. A step names municipalities, dates and letters by a
//! number, which means one of those that there are at that moment; so any row of steps is a life.

use proptest::prelude::*;
use proptest_state_machine::ReferenceStateMachine;

use crate::server::Fate;

/// An exercise before anything has happened.
#[derive(Debug, Clone)]
pub struct Life {
    /// How many are invited.
    pub municipalities: usize,
    /// The seats of each date.
    pub capacities: Vec<u8>,
    pub minimum: Option<u8>,
    /// Whether two municipalities belong together, and in what way.
    pub group: Option<bool>,
    pub mail: Mail,
    /// What has been answered when it begins; then the deadline has passed, and dates are assigned.
    pub answers: Vec<(u8, Answer)>,
    /// How much has happened, for what comes next.
    pub stage: Stage,
}

/// How letters leave, and with it what time it is: what goes through a server is real, so it leaves on the real day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mail {
    /// They are written. It is summer before the exercise, and time goes on.
    Written,
    /// Through a server, after the deadline and before the first date.
    Before,
    /// Through a server, between the second date and the third.
    Between,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Registration,
    Preparation,
    Afterwards,
}

/// What a municipality answers: choices by the place of the date, or in words.
#[derive(Debug, Clone)]
pub enum Answer {
    Dates(u8, u8),
    One(u8),
    Any,
    Declined,
}

#[derive(Debug, Clone)]
pub enum Edit {
    Hour { date: u8, hour: u8 },
    Day { date: u8, days: u8 },
    Place { date: u8, place: u8 },
    Link { date: u8 },
    Capacity { date: u8, capacity: u8 },
    Minimum { date: u8, minimum: u8 },
    Deadline { days: i8 },
    AddDate { day: u8 },
    RemoveDate { date: u8 },
    CalledOff { date: u8 },
    Title,
    Group { different: bool },
    NoGroup,
    Address { municipality: u8 },
    Deputy { municipality: u8 },
    Language { municipality: u8, language: u8 },
    Alias { municipality: u8 },
    RemoveRow { municipality: u8 },
    AddRow,
}

#[derive(Debug, Clone, Copy)]
pub enum Notice {
    Receipts,
    Remind,
    Directive { version: u8 },
    ContactTest,
    Mail { to: u8 },
    Evaluation,
    Confirmation,
}

#[derive(Debug, Clone)]
pub enum Step {
    Hours(u8),
    Days(u8),
    AfterDeadline,
    AfterDate(u8),
    Import(Vec<(u8, Answer)>),
    ImportAgain(u8),
    Register {
        municipality: u8,
        answer: Answer,
    },
    Contact {
        municipality: u8,
    },
    Withdraw {
        municipality: u8,
    },
    Undo,
    Pin {
        municipality: u8,
        date: u8,
    },
    Unpin {
        municipality: u8,
    },
    Edit(Edit),
    Move {
        date: u8,
        days: u8,
        hour: u8,
        link: bool,
        place: bool,
    },
    CallOff {
        date: u8,
        note: bool,
    },
    Assign {
        reassign: Option<u8>,
    },
    DryRun,
    Invite(Vec<Fate>),
    InviteOne {
        municipality: u8,
    },
    Notice(Notice, Vec<Fate>),
    /// A mail server is named in exercise.toml, or is not any more.
    Server(bool),
    SendWritten(Vec<Fate>),
    MarkSent {
        one: Option<u8>,
    },
    Reply {
        letter: u8,
        said: u8,
    },
    Bounce {
        letter: u8,
    },
    Settle {
        letter: u8,
    },
    Attendance {
        date: u8,
        absent: u8,
    },
    Forget {
        date: u8,
    },
    Archive,
    Purge,
    /// What status says is next, until there is nothing.
    Follow,
    Views,
}

pub struct Lives;

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        5 => (0..5_u8, 0..5_u8).prop_map(|(first, second)| Answer::Dates(first, second)),
        2 => (0..5_u8).prop_map(Answer::One),
        1 => Just(Answer::Any),
        1 => Just(Answer::Declined),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    let date = 0..5_u8;
    let municipality = 0..12_u8;
    prop_oneof![
        (date.clone(), 8..14_u8).prop_map(|(date, hour)| Edit::Hour { date, hour }),
        (date.clone(), 1..4_u8).prop_map(|(date, days)| Edit::Day { date, days }),
        (date.clone(), 0..3_u8).prop_map(|(date, place)| Edit::Place { date, place }),
        date.clone().prop_map(|date| Edit::Link { date }),
        (date.clone(), 0..5_u8).prop_map(|(date, capacity)| Edit::Capacity { date, capacity }),
        (date.clone(), 0..4_u8).prop_map(|(date, minimum)| Edit::Minimum { date, minimum }),
        (-20..20_i8).prop_map(|days| Edit::Deadline { days }),
        (0..9_u8).prop_map(|day| Edit::AddDate { day }),
        date.clone().prop_map(|date| Edit::RemoveDate { date }),
        date.prop_map(|date| Edit::CalledOff { date }),
        Just(Edit::Title),
        any::<bool>().prop_map(|different| Edit::Group { different }),
        Just(Edit::NoGroup),
        municipality.clone().prop_map(|municipality| Edit::Address { municipality }),
        (municipality.clone(), 0..4_u8).prop_map(|(municipality, language)| Edit::Language { municipality, language }),
        municipality.clone().prop_map(|municipality| Edit::Deputy { municipality }),
        municipality.clone().prop_map(|municipality| Edit::Alias { municipality }),
        municipality.prop_map(|municipality| Edit::RemoveRow { municipality }),
        Just(Edit::AddRow),
    ]
}

fn fates() -> impl Strategy<Value = Vec<Fate>> {
    let fate = prop_oneof![
        6 => Just(Fate::Taken),
        1 => Just(Fate::Refused),
        1 => Just(Fate::NotNow),
        1 => Just(Fate::Dropped),
        1 => Just(Fate::ArrivedSilently),
        1 => Just(Fate::Lost),
    ];
    prop_oneof![Just(Vec::new()), prop::collection::vec(fate, 1..4)]
}

fn notice(stage: Stage) -> impl Strategy<Value = Notice> {
    let after = if stage == Stage::Afterwards { 6 } else { 1 };
    prop_oneof![
        2 => Just(Notice::Receipts),
        1 => Just(Notice::Remind),
        2 => (0..2_u8).prop_map(|version| Notice::Directive { version }),
        1 => Just(Notice::ContactTest),
        2 => (0..9_u8).prop_map(|to| Notice::Mail { to }),
        after => Just(Notice::Evaluation),
        after => Just(Notice::Confirmation),
    ]
}

/// What is likely while registrations come in, while the exercise is prepared, and afterwards. Nothing is impossible.
fn weight(stage: Stage, weights: [u32; 3]) -> u32 {
    (weights[stage as usize] * 20).max(1)
}

impl ReferenceStateMachine for Lives {
    type State = Life;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Life> {
        let life = (
            6..12_usize,
            prop::collection::vec(1..5_u8, 3..5),
            prop::option::weighted(0.2, 1..3_u8),
            prop::option::weighted(0.3, any::<bool>()),
            prop_oneof![2 => Just(Mail::Written), 2 => Just(Mail::Before), 1 => Just(Mail::Between)],
            prop_oneof![
                1 => Just(Vec::new()),
                2 => prop::collection::vec(answer(), 3..12).prop_map(|answers| (0..).zip(answers).collect()),
            ],
        );
        life.prop_map(|(municipalities, capacities, minimum, group, mail, answers): (_, _, _, _, _, Vec<_>)| Life {
            municipalities,
            capacities,
            minimum,
            group,
            mail,
            stage: if answers.is_empty() { Stage::Registration } else { Stage::Preparation },
            answers,
        })
        .boxed()
    }

    fn transitions(life: &Life) -> BoxedStrategy<Step> {
        let of = |weights| weight(life.stage, weights);
        let (municipality, date) = (0..12_u8, 0..5_u8);
        let registering = prop_oneof![
            4 => prop::collection::vec((municipality.clone(), answer()), 2..9).prop_map(Step::Import),
            1 => any::<u8>().prop_map(Step::ImportAgain),
            3 => (municipality.clone(), answer())
                .prop_map(|(municipality, answer)| Step::Register { municipality, answer }),
            1 => municipality.clone().prop_map(|municipality| Step::Contact { municipality }),
            1 => municipality.clone().prop_map(|municipality| Step::Withdraw { municipality }),
            1 => Just(Step::Undo),
        ];
        let assigning = prop_oneof![
            4 => prop::option::weighted(0.3, municipality.clone()).prop_map(|reassign| Step::Assign { reassign }),
            1 => Just(Step::DryRun),
            2 => (municipality.clone(), date.clone())
                .prop_map(|(municipality, date)| Step::Pin { municipality, date }),
            1 => municipality.clone().prop_map(|municipality| Step::Unpin { municipality }),
        ];
        let changing = prop_oneof![
            6 => edit().prop_map(Step::Edit),
            2 => (date.clone(), 0..4_u8, 8..14_u8, any::<bool>(), any::<bool>())
                .prop_map(|(date, days, hour, link, place)| Step::Move { date, days, hour, link, place }),
            1 => (date.clone(), any::<bool>()).prop_map(|(date, note)| Step::CallOff { date, note }),
        ];
        let sending = prop_oneof![
            5 => fates().prop_map(Step::Invite),
            1 => municipality.clone().prop_map(|municipality| Step::InviteOne { municipality }),
            3 => (notice(life.stage), fates()).prop_map(|(notice, fates)| Step::Notice(notice, fates)),
            1 => any::<bool>().prop_map(Step::Server),
            1 => fates().prop_map(Step::SendWritten),
            1 => prop::option::weighted(0.3, municipality).prop_map(|one| Step::MarkSent { one }),
        ];
        let hearing = prop_oneof![
            3 => (any::<u8>(), 0..3_u8).prop_map(|(letter, said)| Step::Reply { letter, said }),
            1 => any::<u8>().prop_map(|letter| Step::Bounce { letter }),
            2 => any::<u8>().prop_map(|letter| Step::Settle { letter }),
        ];
        let holding = prop_oneof![
            5 => (date.clone(), any::<u8>()).prop_map(|(date, absent)| Step::Attendance { date, absent }),
            1 => date.clone().prop_map(|date| Step::Forget { date }),
            1 => Just(Step::Archive),
            1 => Just(Step::Purge),
        ];
        prop_oneof![
            of([10, 2, 1]) => registering,
            of([1, 4, 2]) => assigning,
            of([1, 4, 2]) => changing,
            of([1, 6, 4]) => sending,
            of([1, 4, 2]) => hearing,
            of([0, 0, 6]) => holding,
            of([1, 1, 1]) => (1..20_u8).prop_map(Step::Hours),
            of([1, 1, 1]) => (1..20_u8).prop_map(Step::Days),
            of([2, 0, 0]) => Just(Step::AfterDeadline),
            of([0, 1, 2]) => date.prop_map(Step::AfterDate),
            of([0, 2, 2]) => Just(Step::Follow),
            of([0, 1, 1]) => Just(Step::Views),
        ]
        .boxed()
    }

    fn apply(mut life: Life, step: &Step) -> Life {
        life.stage = match step {
            Step::AfterDeadline => life.stage.max(Stage::Preparation),
            Step::AfterDate(_) if life.mail != Mail::Before => Stage::Afterwards,
            Step::AfterDate(_) => Stage::Preparation,
            _ => life.stage,
        };
        life
    }
}
