//! The UID that Exchange wraps in an identity of its own (GlobalObjectId, MS-OXOCAL 2.2.1.27): a calendar of Outlook that
//! does not know whose meeting it answers writes that identity in hexadecimal digits instead of the UID.

/// How each such identity begins.
const BEGINNING: &str = "040000008200E00074C5B7101A82E008";

/// Before the UID; what follows ends with a zero.
const MARK: &[u8] = b"vCal-Uid\x01\0\0\0";

/// Where the data begin that hold a UID of another program.
const DATA: usize = 40;

/// The UID in an identity of Exchange; what is none stays as it is.
pub(super) fn unwrapped(uid: String) -> String {
    wrapped(&uid).unwrap_or(uid)
}

fn wrapped(uid: &str) -> Option<String> {
    let begins = uid.get(..BEGINNING.len()).is_some_and(|start| start.eq_ignore_ascii_case(BEGINNING));
    let bytes = begins.then(|| bytes(uid)).flatten()?;
    let inner = bytes.get(DATA..)?.strip_prefix(MARK)?;
    let end = inner.iter().position(|byte| *byte == 0).unwrap_or(inner.len());
    String::from_utf8(inner[..end].to_vec()).ok().filter(|inner| !inner.is_empty())
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    digits.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_identity_that_holds_a_uid_is_unwrapped() {
        let wrapped = format!("{BEGINNING}{}{}76616C2D", "00".repeat(20), "17000000");
        assert_eq!(unwrapped(wrapped.clone()), wrapped);
        let digits: String = [MARK, b"a@b\0"].concat().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(unwrapped(format!("{BEGINNING}{}17000000{digits}", "00".repeat(20))), "a@b");
        assert_eq!(unwrapped("ø".to_owned()), "ø");
    }
}
