//! The languages that letters are written in (målform).

use std::fmt;

use serde::Serialize;

use crate::text::normalised;

/// The language of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Norwegian bokmål.
    Nb,
    /// Norwegian nynorsk.
    Nn,
    /// English.
    En,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Language; 3] = [Language::Nb, Language::Nn, Language::En];

    /// The language by its code (`nb`) or its Norwegian name (`bokmål`), in any case.
    #[must_use]
    pub fn find(written: &str) -> Option<Language> {
        // Most are written in lower case and composed.
        Language::named(written).or_else(|| Language::named(&normalised(written.trim())))
    }

    fn named(name: &str) -> Option<Language> {
        match name {
            "nb" | "bokmål" => Some(Language::Nb),
            "nn" | "nynorsk" => Some(Language::Nn),
            "en" | "engelsk" | "english" => Some(Language::En),
            _ => None,
        }
    }

    /// The code of BCP 47, as `lang` and `Content-Language` want it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Language::Nb => "nb",
            Language::Nn => "nn",
            Language::En => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
