//! What municipalities answered to their letters, and whether letters reach them.

use crate::delivery::History;
use crate::findings::Sentence;
use crate::municipality::Number;
use crate::reply::{Participation, Replies, Reply, Response, Speaker};
use crate::words::say;

/// The letters that were sent and the replies to them.
#[derive(Debug, Clone, Copy)]
pub struct Correspondence<'a> {
    pub history: &'a History,
    pub replies: &'a Replies,
}

/// Whether letters to a municipality arrive where they should.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Reach {
    /// Somebody replied, or opened a letter.
    Yes,
    /// A program replied, or the server says that a letter arrived.
    Automatic,
    /// The last letter could not be delivered.
    Undeliverable,
    /// A server still tries to deliver it.
    Delayed,
    /// Letters were sent, and nothing came back.
    Silent,
    /// No letter was sent.
    Unwritten,
}

impl From<Reach> for Sentence {
    fn from(reach: Reach) -> Sentence {
        match reach {
            Reach::Yes => say!("workspace-reach-yes"),
            Reach::Automatic => say!("workspace-reach-automatic"),
            Reach::Undeliverable => say!("workspace-reach-undeliverable"),
            Reach::Delayed => say!("workspace-reach-delayed"),
            Reach::Silent => say!("workspace-reach-silent"),
            Reach::Unwritten => say!("workspace-reach-unwritten"),
        }
    }
}

impl Correspondence<'_> {
    /// What a municipality answers to its invitation; none if it has none.
    #[must_use]
    pub fn participation(&self, municipality: Number) -> Option<Participation> {
        Some(self.replies.participation(municipality, self.history.invited(municipality)?.sequence))
    }

    /// Whether a municipality was sent the invitation that holds, and nobody has answered it, be it doubtful who.
    #[must_use]
    pub fn has_unanswered_invitation(&self, municipality: Number) -> bool {
        let is_open = matches!(self.participation(municipality), Some(Participation::NeedsAction { .. }));
        is_open && self.history.has_sent_invitation(municipality) && !self.is_doubtful(municipality)
    }

    /// Whether letters to a municipality that go to the address `to` arrive. What only a program replied does not show
    /// that somebody was reached.
    #[must_use]
    pub fn reach(&self, municipality: Number, to: &str) -> Reach {
        if self.history.undeliverable(municipality).iter().any(|(letter, _)| letter.may_be_to(to)) {
            return Reach::Undeliverable;
        }
        let letters = self.history.all_sent_to(municipality).map(|trace| &trace.record.envelope);
        let letters = letters.filter(|letter| letter.may_be_to(to));
        let ids: Vec<&str> = letters.map(|letter| letter.message_id.as_str()).collect();
        if ids.is_empty() {
            return Reach::Unwritten;
        }
        let is_meant = |reply: &&Reply| ids.contains(&reply.message_id.as_str()) && reply.speaker != Speaker::Doubtful;
        let responses: Vec<Response> =
            self.replies.of(municipality).filter(is_meant).map(|reply| reply.response).collect();
        if responses.iter().any(|response| response.is_of_person()) {
            Reach::Yes
        } else if responses.iter().any(|response| response.is_of_arrival()) {
            Reach::Automatic
        } else if responses.contains(&Response::Delayed) {
            Reach::Delayed
        } else {
            Reach::Silent
        }
    }

    /// The answers at the address of a municipality to the invitation that holds, the doubtful ones too.
    pub fn current_answers(&self, municipality: Number) -> impl Iterator<Item = &Reply> {
        let sequence = self.history.invited(municipality).map(|letter| letter.sequence);
        let is_current = move |reply: &&Reply| reply.response.is_answer() && reply.sequence >= sequence;
        self.replies.of(municipality).filter(is_current).filter(|reply| reply.speaker != Speaker::Person)
    }

    /// Reports that a letter to a municipality came back which do not prove it, and nobody has written from there since.
    pub fn unproven_reports(&self, municipality: Number) -> impl Iterator<Item = &Reply> {
        let is_unproven =
            |reply: &&Reply| reply.response == Response::Undeliverable && reply.speaker == Speaker::Doubtful;
        let is_of_person = |reply: &&Reply| reply.response.is_of_person() && reply.speaker == Speaker::Municipality;
        let last = self.replies.of(municipality).filter(is_of_person).map(|reply| reply.at).max();
        let is_open = move |reply: &&Reply| last.is_none_or(|last| last < reply.at);
        self.replies.of(municipality).filter(is_unproven).filter(is_open)
    }

    /// Whether nobody can tell what a municipality answers: it has not answered, or a doubtful answer says that it has.
    #[must_use]
    pub fn is_doubtful(&self, municipality: Number) -> bool {
        let is_open = matches!(self.participation(municipality), None | Some(Participation::NeedsAction { .. }));
        is_open && self.current_answers(municipality).any(|reply| reply.speaker == Speaker::Doubtful)
    }
}
