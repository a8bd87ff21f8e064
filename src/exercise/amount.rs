//! Amounts with a unit, as they are written in exercise.toml: `1d`, `15m`, `20 MB`.

/// A time in seconds: days, hours, minutes or seconds.
#[must_use]
pub fn seconds(written: &str) -> Option<u64> {
    let (number, unit) = measured(written)?;
    let unit = match unit {
        "d" => 86_400,
        "h" => 3600,
        "m" => 60,
        "s" => 1,
        _ => return None,
    };
    Some(number * unit)
}

/// A size in bytes: kB or MB, which are thousands and millions.
pub fn bytes(written: &str) -> Option<u64> {
    let (number, unit) = measured(written)?;
    let unit = match unit {
        "kB" => 1000,
        "MB" => 1_000_000,
        _ => return None,
    };
    Some(number * unit)
}

/// The number that a text begins with, and the unit behind it.
fn measured(written: &str) -> Option<(u64, &str)> {
    let end = written.find(|c: char| !c.is_ascii_digit())?;
    let number: u32 = written[..end].parse().ok()?;
    Some((number.into(), written[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_a_number_and_a_unit() {
        assert_eq!(
            [seconds("1d"), seconds("12h"), seconds("15 m"), seconds("30s")],
            [Some(86_400), Some(43_200), Some(900), Some(30)]
        );
        assert_eq!([bytes("20 MB"), bytes("500kB")], [Some(20_000_000), Some(500_000)]);
        for written in ["", "d", "1", "1.5d", "-1d", "1 day", "99999999999s", "1d 2h"] {
            assert_eq!(seconds(written), None, "{written}");
        }
        assert_eq!(bytes("20 MiB"), None);
    }
}
