//! What a municipality receives: text, HTML and calendar in its language, as one message.
//!
//! A letter is an [`Envelope`] and its [`Content`]. The same input gives the same bytes: identities are made from the
//! exercise, its secret, the municipality and what was sent before, never drawn. Nothing here sends, or reads a clock or a file.

mod announcement;
mod attachment;
mod built_in;
mod calendar;
mod content;
mod context;
mod copy;
mod envelope;
mod identity;
mod literal;
mod mailbox;
mod markdown;
mod meeting;
mod message;
mod mistakes;
mod outdated;
mod outdated_names;
mod plain;
mod rehearsal;
mod subject;
mod template_error;
mod template_names;
mod templates;
mod unknown_word;
mod unused;
mod values;
mod wording;
mod writing;

pub use crate::kind::Kind;
pub(crate) use announcement::{Form, announcement};
pub use attachment::Attachment;
pub(crate) use attachment::encoded_size;
pub(crate) use built_in::{built_in, built_in_named};
pub(crate) use calendar::{Occupied, dates as calendar_of_dates};
pub use content::{Content, Letter};
pub use context::Context;
pub use copy::CopyTo;
pub use envelope::Envelope;
pub use identity::{Identities, former_fingerprint};
pub(crate) use identity::{
    fingerprint, fingerprint_of_bytes, of_copy as message_id_of_copy, of_forwardable as uid_of_forwardable,
};
pub(crate) use mailbox::Mailbox;
pub use meeting::Meeting;
pub(crate) use message::MessageError;
pub(crate) use rehearsal::mistakes;
pub(crate) use template_error::TemplateError;
pub use templates::Templates;
pub(crate) use unused::not_used;
