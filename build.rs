//! Packs the addresses that are filled in when the program starts: 1.1 MB less on Linux (docs/benchmarks.md). A system
//! reads them so from glibc 2.36 on (2022); on an older one the program is linked as usual.

use std::process::Command;

const FIRST_THAT_READS_THEM: (u32, u32) = (2, 36);

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = std::env::var("TARGET").unwrap_or_default();
    if target == "x86_64-unknown-linux-gnu" && glibc().is_some_and(|version| version >= FIRST_THAT_READS_THEM) {
        println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of glibc on the system that builds.
fn glibc() -> Option<(u32, u32)> {
    let output = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
