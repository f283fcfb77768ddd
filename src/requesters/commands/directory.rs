//! The hospital's copy of the public directory of provider identifiers.

use crate::db::{StoreError, Tx};
use crate::requesters::model::{Listed, Npi};
use crate::requesters::store;

/// Keeps a part of the directory's file: providers taken into the copy or written anew, ended identifiers taken out. The same
/// part kept twice changes nothing more.
///
/// # Errors
/// When it cannot be stored.
pub fn keep_providers(tx: &mut Tx<'_>, listed: &[Listed], ended: &[Npi]) -> Result<(), StoreError> {
    let mut known = store::list_known(tx, listed)?;
    for one in listed {
        let npi = one.npi.as_str();
        let there = known.iter().any(|known| known == npi);
        store::keep_listed(tx, one, there)?;
        // A file may name one provider twice.
        known.push(npi.to_owned());
    }
    store::drop_listed(tx, ended)?;
    Ok(())
}
