//! Passwords: from the program that knows one, or from the environment. One is kept as long as the command runs, and never
//! shown (`a_password_comes_from_outside_and_is_never_shown`).

use std::io::{self, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use super::{Context, Result};
use crate::delivery::Password;
use crate::exercise::{Login, PASSWORD};
use crate::words::say;

/// So long may a program take: it may ask the lead for another password first.
const PATIENCE: Duration = Duration::from_secs(120);

/// So much may it write, in bytes. Tokens of Microsoft 365 have some two thousand.
const MOST: u64 = 64 << 10;

/// The password of a login.
pub(super) fn password(login: &Login) -> Result<Password> {
    let Some((program, arguments)) = login.password_command.as_ref().and_then(|command| command.split_first()) else {
        let password = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty());
        let missing = || say!("transport-no-password", user = &login.user, variable = PASSWORD).into();
        return password.map(Password).ok_or_else(missing);
    };
    let (said, status) = ask(program, arguments, PATIENCE)?;
    let said = String::from_utf8_lossy(&said);
    let password = said.lines().next().map(str::trim_end).filter(|password| !password.is_empty());
    let missing = || say!("transport-program-gave-no-password", program = program, status = status.to_string()).into();
    password.filter(|_| status.success()).map(|password| Password(password.to_owned())).ok_or_else(missing)
}

/// What a program writes, and how it ends. One that does not end is ended.
fn ask(program: &str, arguments: &[String], patience: Duration) -> Result<(Vec<u8>, ExitStatus)> {
    let failed = || say!("transport-cannot-run", program = program);
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::inherit()).stderr(Stdio::inherit()).stdout(Stdio::piped());
    let mut child = command.spawn().context(failed())?;
    let until = Instant::now() + patience;
    let said = written(&mut child, until).context(failed())?;
    let has_too_much = said.as_ref().is_some_and(|said| said.len() as u64 > MOST);
    if let Some(said) = said.filter(|_| !has_too_much)
        && let Some(status) = status(&mut child, until).context(failed())?
    {
        return Ok((said, status));
    }
    child.kill().and_then(|()| child.wait()).context(failed())?;
    Err(if has_too_much {
        say!("transport-program-gave-too-much", program = program, most = MOST).into()
    } else {
        say!("transport-program-took-too-long", program = program, seconds = patience.as_secs()).into()
    })
}

/// What it writes, and no more than is too much; none if it goes on writing after that time.
fn written(child: &mut Child, until: Instant) -> io::Result<Option<Vec<u8>>> {
    let Some(out) = child.stdout.take() else { return Ok(Some(Vec::new())) };
    let (written, ended) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = out.take(MOST + 1).read_to_end(&mut bytes);
        // Nobody waits for it any more when it took too long.
        drop(written.send(read.map(|_| bytes)));
    });
    match ended.recv_timeout(until.saturating_duration_since(Instant::now())) {
        Ok(bytes) => bytes.map(Some),
        Err(_) => Ok(None),
    }
}

/// How it ends; none if it has not by then.
fn status(child: &mut Child, until: Instant) -> io::Result<Option<ExitStatus>> {
    const PAUSE: Duration = Duration::from_millis(5);
    loop {
        let status = child.try_wait()?;
        if status.is_some() || Instant::now() >= until {
            return Ok(status);
        }
        std::thread::sleep(PAUSE);
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn asked(script: &str, patience: Duration) -> Result<(Vec<u8>, ExitStatus)> {
        ask("sh", &["-c".to_owned(), script.to_owned()], patience)
    }

    #[test]
    fn a_program_that_writes_without_end_or_never_ends_is_ended() {
        let (said, status) = asked("echo hemmelig", PATIENCE).expect("it ends");
        assert_eq!((said.as_slice(), status.success()), (&b"hemmelig\n"[..], true));
        let endless = asked("exec yes", PATIENCE).expect_err("it writes without end");
        assert!(endless.to_string().contains("gave-too-much"), "{endless}");
        for script in ["exec sleep 600", "exec >&-; exec sleep 600"] {
            let silent = asked(script, Duration::from_millis(50)).expect_err("it does not end");
            assert!(silent.to_string().contains("took-too-long"), "{silent}");
        }
    }
}
