//! The transport of letters, as exercise.toml says. The files and programs that it names are read and asked here; a
//! password is kept as long as the command runs, and never shown (`a_password_comes_from_outside_and_is_never_shown`).

use std::process::{Command, Stdio};

use super::{Context, Result, Workspace};
use crate::delivery::{OutboxOnly, Password, Sendmail, SmtpSession, SmtpSettings, Transport};
use crate::exercise::{Attached, Login, PASSWORD, Smtp, Transport as Chosen};
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

/// The password of a login, from the program that knows it or from the environment.
fn password(login: &Login) -> Result<Password> {
    let Some((program, arguments)) = login.password_command.as_ref().and_then(|command| command.split_first()) else {
        let password = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty());
        let missing = || say!("transport-no-password", user = &login.user, variable = PASSWORD).into();
        return password.map(Password).ok_or_else(missing);
    };
    let asked = Command::new(program).args(arguments).stdin(Stdio::inherit()).stderr(Stdio::inherit()).output();
    let output = asked.context(say!("transport-cannot-run", program = program))?;
    let said = String::from_utf8(output.stdout).unwrap_or_default();
    let password = said.lines().next().map(str::trim_end).filter(|password| !password.is_empty());
    let missing = || {
        let status = output.status.to_string();
        say!("transport-program-gave-no-password", program = program, status = status).into()
    };
    password.filter(|_| output.status.success()).map(|password| Password(password.to_owned())).ok_or_else(missing)
}
