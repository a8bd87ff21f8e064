//! Writing a letter: its words and its calendar, and both as one message.

use super::mistakes::Search;
use super::wording::Wording;
use super::{
    Content, Context, Envelope, Letter, Mailbox, MessageError, TemplateError, Templates, calendar, identity, message,
    values,
};

impl<'a> Letter<'a> {
    /// Writes the content of a letter.
    ///
    /// # Errors
    /// When a template cannot be rendered, with the template's name and line.
    pub fn write(
        envelope: Envelope,
        context: &Context<'a>,
        templates: &Templates,
    ) -> Result<Letter<'a>, TemplateError> {
        let content = Content::write(&envelope, context, templates)?;
        Ok(Letter { envelope, content })
    }

    /// All mistakes that come to light when a letter is written.
    pub(crate) fn mistakes(envelope: &Envelope, context: &Context<'_>, templates: &Templates) -> Vec<TemplateError> {
        Search::mistakes(templates, |search| {
            search.letter(|templates| Content::write(envelope, context, templates).map(drop));
        })
    }

    /// The same letter to the lead, who only looks at it: marked as a test, and recognisable as another mail.
    #[must_use]
    pub fn as_test(self, to: Mailbox) -> Letter<'a> {
        let Letter { envelope, content } = self;
        let message_id = identity::of_test(&envelope.message_id, content.written);
        let subject = format!("[TEST] {}", content.subject);
        Letter {
            envelope: Envelope { message_id, recipient: Some(to.email.clone()), ..envelope },
            content: Content { subject, to, ..content },
        }
    }

    /// So many bytes has the message at most: for most letters enough to know that it is not too large.
    #[must_use]
    pub fn size_at_most(&self) -> u64 {
        message::size_at_most(self)
    }

    /// Whether all that stands in its headers can stand there.
    ///
    /// # Errors
    /// When something cannot.
    pub fn check_headers(&self) -> Result<(), MessageError> {
        message::check_headers(self)
    }

    /// The message as it leaves: RFC 5322, 7 bits, lines ended by CRLF.
    ///
    /// # Errors
    /// When a part of it cannot be put into a header.
    pub fn message(&self) -> Result<Vec<u8>, MessageError> {
        message::compose(self)
    }
}

impl<'a> Content<'a> {
    fn write(envelope: &Envelope, context: &Context<'a>, templates: &Templates) -> Result<Content<'a>, TemplateError> {
        let words = Wording::of(envelope, context, templates)?;
        let (from, to) = (Mailbox::of_organiser(context.exercise, context.language()), context.recipient(envelope));
        let forwardable = words.forwardable.as_ref().and_then(|description| {
            let file = values::forwardable_file(context.language());
            Some((file, calendar::forwardable(envelope, context, &from, description)?))
        });
        Ok(Content {
            language: context.language(),
            calendar: calendar::of_letter(envelope, context, &from, &to, &words.meeting),
            forwardable,
            from,
            to,
            subject: words.subject,
            text: words.text,
            html: words.html,
            attachments: context.attachments,
            written: context.now.with_timezone(&context.exercise.timezone).fixed_offset(),
        })
    }
}
