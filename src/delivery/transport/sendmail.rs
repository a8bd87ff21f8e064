//! Letters handed to the machine's own mail queue, as Postfix and Exim have one.
//!
//! The program's exit code says what became of a letter (sysexits.h, as sendmail(8) uses it). A program that was killed
//! has not said anything: the letter may be in the queue.

use std::io::Write;
use std::process::{Command, Stdio};

use super::{Handover, Probe, Step, Transport};
use crate::delivery::fate::{Explanation, Obstacle};
use crate::email::Email;

const EX_NOUSER: i32 = 67;
const EX_NOHOST: i32 = 68;
const EX_TEMPFAIL: i32 = 75;

#[derive(Debug)]
pub struct Sendmail(pub String);

impl Transport for Sendmail {
    fn host(&self) -> Option<&str> {
        Some(&self.0)
    }

    /// Its lines end in the queue as the machine's do. After `--` no address is taken for an option.
    fn hand_over(&mut self, sender: &Email, recipient: &Email, message: &[u8]) -> Handover {
        let program = &self.0;
        let mut command = Command::new(program);
        command.args(["-i", "-f", sender.as_str(), "--", recipient.as_str()]);
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = match spawned {
            Ok(child) => child,
            Err(error) => {
                let obstacle = Obstacle::NotRun { program: program.clone(), error: error.to_string() };
                return Handover::Stopped(obstacle.into());
            }
        };
        let local = String::from_utf8_lossy(message).replace("\r\n", "\n");
        // A program that does not want all of it says so by its exit code.
        let _ = child.stdin.take().map(|mut input| input.write_all(local.as_bytes()));
        let output = match child.wait_with_output() {
            Ok(output) => output,
            Err(error) => return Handover::Uncertain(format!("{program}: {error}").into()),
        };
        let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', ", ");
        let why = if said.is_empty() {
            Obstacle::Ended { program: program.clone(), status: output.status.to_string() }.into()
        } else {
            Explanation::Quoted(said)
        };
        match output.status.code() {
            Some(0) => Handover::Accepted(Some(Obstacle::Queued.into())),
            Some(EX_TEMPFAIL) => Handover::Deferred(why),
            Some(EX_NOUSER | EX_NOHOST) => Handover::Refused(why),
            Some(_) => Handover::Stopped(why),
            None => Handover::Uncertain(why),
        }
    }

    fn probe(&mut self) -> Probe {
        Probe { steps: vec![Step::NotRun { program: self.0.clone() }], failure: None }
    }
}
