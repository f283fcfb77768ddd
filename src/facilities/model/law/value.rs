//! What a point of law can be set to: a number of days, or one of a few readings.

/// The values a setting can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choices {
    /// A whole number of days. It may shorten what the law allows, never lengthen it: `most` is the law's own number.
    Days {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// One of these, each with the words a person reads; the first is the reading the rule sheet chose.
    OneOf(&'static [(&'static str, &'static str)]),
}

/// A value a rule can ask for.
pub(super) trait Value: Copy {
    /// What it can be.
    const CHOICES: Choices;
    /// What the rule sheet chose.
    const CHOSEN: Self;

    /// The value of a stored word, or a sentence why it is none.
    fn read(word: &str) -> Result<Self, String>;
    /// The word that is stored.
    fn word(self) -> String;
    /// In words.
    fn says(self) -> String;
}

/// A number of days, from 1 to what the law allows, which is also the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days<const MOST: u32>(u32);

impl<const MOST: u32> Days<MOST> {
    /// How many.
    pub const fn count(self) -> u32 {
        self.0
    }
}

impl<const MOST: u32> Value for Days<MOST> {
    const CHOICES: Choices = Choices::Days {
        least: 1,
        most: MOST,
    };
    const CHOSEN: Self = Self(MOST);

    fn read(word: &str) -> Result<Self, String> {
        let days = word.parse().ok().filter(|days| (1..=MOST).contains(days));
        days.map(Self)
            .ok_or_else(|| format!("\"{word}\" is not a number of days from 1 to {MOST}"))
    }

    fn word(self) -> String {
        self.0.to_string()
    }

    fn says(self) -> String {
        self.0.to_string()
    }
}
