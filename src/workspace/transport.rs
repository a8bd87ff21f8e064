//! The transport of letters, as exercise.toml says. The files that it names are read here.

use super::password::password;
use super::{Context, Result, Workspace};
use crate::delivery::{OutboxOnly, Sendmail, SmtpSession, SmtpSettings, Transport};
use crate::exercise::{Attached, Smtp, Transport as Chosen};
use crate::words::say;

impl Workspace {
    /// The transport of letters.
    ///
    /// # Errors
    /// When a file cannot be read, or there is no password.
    pub fn transport(&self) -> Result<Box<dyn Transport>> {
        Ok(match &self.exercise.mail.transport {
            Chosen::Outbox => Box::new(OutboxOnly),
            Chosen::Sendmail(program) => Box::new(Sendmail(program.clone())),
            Chosen::Smtp(smtp) => Box::new(SmtpSession::new(self.smtp_settings(smtp)?)),
        })
    }

    fn smtp_settings(&self, smtp: &Smtp) -> Result<SmtpSettings> {
        let read = |Attached { file, .. }: &Attached| {
            self.folder.file(file).context(say!("transport-cannot-read-authority", file = file))
        };
        Ok(SmtpSettings {
            authority: smtp.ca_file.as_ref().map(read).transpose()?,
            password: smtp.login.as_ref().map(password).transpose()?,
            // The name of a computer at home means nothing to a server.
            hello: self.exercise.contact.email.domain().to_owned(),
            smtp: smtp.clone(),
            least_wait: SmtpSettings::LEAST_WAIT,
        })
    }
}
