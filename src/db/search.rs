//! Finding requests by words: `FTS5` on the embedded database, a text-search index on `PostgreSQL`, one function for both.
//! Words are folded before they come here.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use super::{Read, StoreError, Tx, written};
use crate::each_backend;

/// Keeps the folded words a request is found by, in place of those kept before.
///
/// # Errors
/// When they cannot be stored.
pub fn index_request(tx: &mut Tx<'_>, request_id: i64, words: &str) -> Result<(), StoreError> {
    tx.run_raw(|conn| match conn {
        super::AnyConnection::Sqlite(c) => {
            diesel::sql_query("INSERT OR REPLACE INTO request_words (rowid, words) VALUES (?, ?)")
                .bind::<BigInt, _>(request_id)
                .bind::<Text, _>(words)
                .execute(c)
        }
        #[cfg(feature = "postgres")]
        super::AnyConnection::Postgres(c) => diesel::sql_query(
            "INSERT INTO request_words (request_id, words) VALUES ($1, $2) \
             ON CONFLICT (request_id) DO UPDATE SET words = excluded.words",
        )
        .bind::<BigInt, _>(request_id)
        .bind::<Text, _>(words)
        .execute(c),
    })?;
    Ok(())
}

/// Requests that hold every one of the folded words, each as a whole word or the beginning of one; newest first, at
/// most `limit`. No words, no requests.
///
/// # Errors
/// When the database cannot be read.
pub fn find_requests(
    read: &mut Read<'_>,
    words: &[String],
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let words: Vec<String> = words
        .iter()
        .map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect())
        .filter(|w: &String| !w.is_empty())
        .collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    if read.is_sqlite() {
        // Each word quoted, so that nothing typed is read as a search operator.
        let asked: Vec<String> = words.iter().map(|w| ["\"", w, "\"*"].concat()).collect();
        let holding =
            written::<BigInt>("SELECT rowid FROM request_words WHERE request_words MATCH ");
        let newest = holding
            .words(asked.join(" "))
            .sql(" ORDER BY rowid DESC LIMIT ");
        read.list(newest.number(limit))
    } else {
        let asked: Vec<String> = words.iter().map(|w| [w, ":*"].concat()).collect();
        let holding = written::<BigInt>(
            "SELECT request_id FROM request_words WHERE to_tsvector('simple', words) @@ to_tsquery('simple', ",
        );
        let newest = holding
            .words(asked.join(" & "))
            .sql(") ORDER BY request_id DESC LIMIT ");
        read.list(newest.number(limit))
    }
}

/// Takes the next number of a year's references.
///
/// # Errors
/// When it cannot be stored.
pub fn next_reference_number(tx: &mut Tx<'_>, year: i32) -> Result<i64, StoreError> {
    use super::schema::reference_numbers as numbers;
    let year = i64::from(year);
    tx.run_raw(|conn| {
        each_backend!(conn, |c| diesel::insert_into(numbers::table)
            .values((numbers::year.eq(year), numbers::last.eq(0)))
            .on_conflict_do_nothing()
            .execute(c))
    })?;
    tx.returning(
        diesel::update(numbers::table.filter(numbers::year.eq(year)))
            .set(numbers::last.eq(numbers::last + 1))
            .returning(numbers::last),
    )
}
