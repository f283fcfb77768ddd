//! Whether the same bytes are here already.

use diesel::prelude::*;

use crate::db::schema::{papers, requests, staff_roles};
use crate::db::{Read, StoreError};

/// Where a paper with the same content is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SameContent {
    /// With a request of a site where the person has a role, by its reference.
    With(String),
    /// It waits in another form of the person, or in the same one, under this name.
    Waiting(String),
}

/// Where the same content is already, as far as this person may know: with the newest request of a site where one of the
/// person's roles is among `readers`, else among the person's own waiting papers.
///
/// # Errors
/// When the database cannot be read.
pub fn find_same(
    read: &mut Read<'_>,
    staff_id: i64,
    readers: &[&str],
    sha256: &[u8],
) -> Result<Option<SameContent>, StoreError> {
    let sites = staff_roles::table
        .filter(staff_roles::staff_id.eq(staff_id))
        .filter(staff_roles::role.eq_any(readers))
        .select(staff_roles::site);
    let with: Option<String> = read.find(
        papers::table
            .inner_join(requests::table)
            .filter(papers::sha256.eq(sha256.to_vec()))
            .filter(requests::site.eq_any(sites))
            .order(papers::id.desc())
            .limit(1)
            .select(requests::reference),
    )?;
    if let Some(reference) = with {
        return Ok(Some(SameContent::With(reference)));
    }
    let waiting: Option<String> = read.find(
        papers::table
            .filter(papers::sha256.eq(sha256.to_vec()))
            .filter(papers::request_id.is_null())
            .filter(papers::uploaded_by.eq(staff_id))
            .order(papers::id.desc())
            .limit(1)
            .select(papers::display_name),
    )?;
    Ok(waiting.map(SameContent::Waiting))
}
