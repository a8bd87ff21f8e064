//! The way that letters take, as exercise.toml says: files and programs that it names are read and asked here.
//!
//! It must never show a password, nor keep one longer than the command runs.

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::Workspace;
use crate::delivery::{OutboxOnly, Password, Sendmail, SmtpSession, SmtpSettings, Transport};
use crate::exercise::{Login, PASSWORD, Smtp, Transport as Chosen};

impl Workspace {
    /// The transport of letters.
    pub fn transport(&self) -> Result<Box<dyn Transport>> {
        Ok(match &self.exercise.mail.transport {
            Chosen::Outbox => Box::new(OutboxOnly),
            Chosen::Sendmail(program) => Box::new(Sendmail(program.clone())),
            Chosen::Smtp(smtp) => {
                let session = SmtpSession::new(self.settings(smtp)?);
                Box::new(session.context("there is no way to wait for a network")?)
            }
        })
    }

    fn settings(&self, smtp: &Smtp) -> Result<SmtpSettings> {
        let read = |file: &String| {
            let read = self.folder.file(file);
            read.with_context(|| format!("{file}, the ca_file in {}, cannot be read", crate::exercise::FILE))
        };
        Ok(SmtpSettings {
            authority: smtp.ca_file.as_ref().map(read).transpose()?,
            password: smtp.login.as_ref().map(password).transpose()?,
            // The name of a computer at home means nothing to a server.
            hello: self.exercise.contact.email.domain().to_owned(),
            smtp: smtp.clone(),
        })
    }
}

/// The password of a login, from the program that knows it or from the environment.
fn password(login: &Login) -> Result<Password> {
    let Some(command) = &login.password_command else {
        return match std::env::var(PASSWORD) {
            Ok(password) if !password.is_empty() => Ok(Password(password)),
            _ => bail!(
                "there is no password for {}\n    put it into the environment as {PASSWORD}, or name a program that prints it: password_command in [mail]",
                login.user
            ),
        };
    };
    let (program, arguments) = command.split_first().context("password_command names no program")?;
    let asked = Command::new(program).args(arguments).stdin(Stdio::inherit()).stderr(Stdio::inherit()).output();
    let output = asked.with_context(|| format!("password_command: {program} cannot be run"))?;
    let said = String::from_utf8(output.stdout).unwrap_or_default();
    match said.lines().next().map(str::trim_end) {
        Some(password) if output.status.success() && !password.is_empty() => Ok(Password(password.to_owned())),
        _ => bail!("password_command: {program} gave no password ({})", output.status),
    }
}
