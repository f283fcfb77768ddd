//! The tags of the rule sheet in words: what the reading of a rule rests on.

/// What a row of tags says, one phrase a tag: "[V18] [U]" is "verified in source 18; not settled in law".
pub fn in_words(tags: &str) -> String {
    tags.split(']')
        .filter_map(|tag| tag.trim().strip_prefix('['))
        .map(one)
        .collect::<Vec<_>>()
        .join("; ")
}

fn one(tag: &str) -> String {
    match tag {
        "K" => "professional knowledge, not checked here".to_owned(),
        "K?" => "knowledge of low confidence: a setting, never fixed".to_owned(),
        "U" => "not settled in law, or two readings".to_owned(),
        "D" => "our own decision, the careful one".to_owned(),
        other => {
            if let Some(lines) = other.strip_prefix("A:") {
                ["City of Hope's page, line ", lines].concat()
            } else if let Some(lines) = other.strip_prefix("B:") {
                ["Special Surgery's page, line ", lines].concat()
            } else {
                ["verified in source ", other.trim_start_matches('V')].concat()
            }
        }
    }
}
