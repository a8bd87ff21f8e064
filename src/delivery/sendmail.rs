//! Letters handed to the machine's own mail queue, as Postfix and Exim have one.
//!
//! The program's exit code says what became of a letter (sysexits.h, as sendmail(8) uses it). A program that was killed
//! has not said anything: the letter may be in the queue.
//!
//! It must never give the program an address that it could take for an option.

use std::io::Write;
use std::process::{Command, Stdio};

use lettre::Address;

use super::smtp::Carried;

const EX_NOUSER: i32 = 67;
const EX_NOHOST: i32 = 68;
const EX_TEMPFAIL: i32 = 75;

/// Hands a letter to the program. Its lines end there as the machine's do.
pub fn carry(program: &str, from: &Address, to: &Address, message: &[u8]) -> Carried {
    let mut command = Command::new(program);
    command.args(["-i", "-f"]).arg(from).arg("--").arg(to);
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = match spawned {
        Ok(child) => child,
        Err(error) => return Carried::Stop(format!("{program} cannot be run: {error}")),
    };
    let local = String::from_utf8_lossy(message).replace("\r\n", "\n");
    // A program that does not want all of it says so by its exit code.
    let _ = child.stdin.take().map(|mut input| input.write_all(local.as_bytes()));
    let output = match child.wait_with_output() {
        Ok(output) => output,
        Err(error) => return Carried::Uncertain(format!("{program}: {error}")),
    };
    let said = String::from_utf8_lossy(&output.stderr).trim().replace('\n', ", ");
    let why = if said.is_empty() { format!("{program} ended with {}", output.status) } else { said };
    match output.status.code() {
        Some(0) => Carried::Sent("in the queue of this machine".to_owned()),
        Some(EX_TEMPFAIL) => Carried::Later(why),
        Some(EX_NOUSER | EX_NOHOST) => Carried::Refused(why),
        Some(_) => Carried::Stop(why),
        None => Carried::Uncertain(why),
    }
}
