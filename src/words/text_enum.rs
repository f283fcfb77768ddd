//! Enums whose values are stored and sent as one `snake_case` word, and shown to people as a label.

/// A word that is not one of an enum's words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{word}\" is not a known {kind}")]
pub struct UnknownWord {
    /// What was expected, for example "road".
    pub kind: &'static str,
    /// What was found.
    pub word: String,
}

/// Declares an enum stored as text: `as_str` (the stored word), `label` (for people), `parse`, `ALL` in the order written.
///
/// ```ignore
/// text_enum! {
///     /// Why it exists.
///     pub enum Lane: "lane" { Left = "left", "Left lane"; Right = "right", "Right lane"; }
/// }
/// ```
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* pub enum $name:ident : $kind:literal {
        $($(#[$vmeta:meta])* $variant:ident = $word:literal, $label:literal;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every value, in the order people meet them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word that is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The words a person reads.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)+ }
            }

            /// Every value as a form offers it: the word that is sent, the words a person reads.
            pub fn offered() -> impl Iterator<Item = (&'static str, &'static str)> {
                Self::ALL.iter().map(|one| (one.as_str(), one.label()))
            }

            /// The value of a stored word.
            ///
            /// # Errors
            /// `UnknownWord` when the word is none of this enum's.
            pub fn parse(word: &str) -> Result<Self, $crate::words::UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::words::UnknownWord { kind: $kind, word: word.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.label())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(d)?;
                Self::parse(&word).map_err(|unknown| {
                    let known = [$($word,)+].join(", ");
                    serde::de::Error::custom(format_args!("{unknown}; known are {known}"))
                })
            }
        }
    };
}
