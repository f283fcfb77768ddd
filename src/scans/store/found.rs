//! What the codes of sheets lead to.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::unreadable;
use crate::db::schema::{drop_box_emptyings, drop_box_items, requests};
use crate::db::{Read, StoreError, one_of};
use crate::drop_box::model::SheetCode;
use crate::requests::model::Stage;
use crate::words::Reference;

/// The requests behind references at these sites: outer id, and whether it is closed.
///
/// # Errors
/// When the database cannot be read.
pub fn requests_of(
    read: &mut Read<'_>,
    references: &[Reference],
    sites: &[String],
) -> Result<BTreeMap<Reference, (String, bool)>, StoreError> {
    let asked: Vec<String> = references.iter().map(Reference::to_string).collect();
    let rows: Vec<(String, String, String)> = read.list(
        requests::table
            .filter(requests::reference.eq_any(asked))
            .filter(one_of(requests::site, sites))
            .select((requests::reference, requests::public_id, requests::stage)),
    )?;
    rows.into_iter()
        .map(|(reference, id, stage)| {
            let reference = Reference::parse(&reference).map_err(unreadable)?;
            Ok((reference, (id, stage == Stage::Closed.as_str())))
        })
        .collect()
}

/// A drop-box item behind the code of its sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemOfSheet {
    /// Outer id of the session.
    pub emptying: String,
    /// Outer id of the item.
    pub item: String,
    /// The request it became or was added to, if any.
    pub request: Option<Reference>,
}

/// The drop-box items behind the codes of sheets at these sites.
///
/// # Errors
/// When the database cannot be read.
pub fn items_of(
    read: &mut Read<'_>,
    codes: &[SheetCode],
    sites: &[String],
) -> Result<Vec<(SheetCode, ItemOfSheet)>, StoreError> {
    let sessions: Vec<i64> = codes.iter().map(|code| code.emptying.0).collect();
    let rows: Vec<(i64, i64, String, String, Option<String>)> = read.list(
        drop_box_items::table
            .inner_join(drop_box_emptyings::table)
            .left_join(requests::table)
            .filter(drop_box_items::emptying_id.eq_any(sessions))
            .filter(one_of(drop_box_emptyings::site, sites))
            .select((
                drop_box_items::emptying_id,
                drop_box_items::place,
                drop_box_emptyings::public_id,
                drop_box_items::public_id,
                requests::reference.nullable(),
            )),
    )?;
    let mut found = Vec::new();
    for (session, place, emptying, item, reference) in rows {
        let Some(code) = codes
            .iter()
            .find(|code| code.emptying.0 == session && code.place == place)
        else {
            continue;
        };
        let request = reference.as_deref().map(Reference::parse).transpose();
        let item = ItemOfSheet {
            emptying,
            item,
            request: request.map_err(unreadable)?,
        };
        found.push((*code, item));
    }
    Ok(found)
}
