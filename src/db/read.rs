//! The two handles code works with: `Read` asks, `Tx` asks and changes.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDateTime;
use diesel::prelude::*;
use diesel::query_builder::SelectQuery;
use diesel::query_dsl::methods::{ExecuteDsl, LoadQuery};

use super::{AnyConnection, StoreError};

/// Asks the database, and can do nothing else: only SELECTs are accepted.
pub struct Read<'c> {
    conn: &'c mut AnyConnection,
    broken: bool,
    statements: usize,
}

impl<'c> Read<'c> {
    pub(super) fn on(conn: &'c mut AnyConnection) -> Self {
        Self {
            conn,
            broken: false,
            statements: 0,
        }
    }

    /// How many statements this handle has run; pages have a budget (a list 6, one request 14).
    pub const fn statements(&self) -> usize {
        self.statements
    }

    /// Whether this is the embedded database; only `db/` and a few `store.rs` need to know.
    pub const fn is_sqlite(&self) -> bool {
        self.conn.is_sqlite()
    }

    /// Every row of a query.
    pub fn list<'q, U, Q>(&mut self, query: Q) -> Result<Vec<U>, StoreError>
    where
        Q: SelectQuery + LoadQuery<'q, AnyConnection, U>,
    {
        self.run(|conn| query.internal_load(conn)?.collect())
    }

    /// The first row of a query, if there is one.
    pub fn find<'q, U, Q>(&mut self, query: Q) -> Result<Option<U>, StoreError>
    where
        Q: SelectQuery + LoadQuery<'q, AnyConnection, U>,
    {
        self.run(|conn| query.internal_load(conn)?.next().transpose())
    }

    /// The row of a query that must have one.
    ///
    /// # Errors
    /// `StoreError::NotFound` when there is none.
    pub fn get<'q, U, Q>(&mut self, query: Q) -> Result<U, StoreError>
    where
        Q: SelectQuery + LoadQuery<'q, AnyConnection, U>,
    {
        self.find(query)?.ok_or(StoreError::NotFound)
    }

    pub(super) fn run<T>(
        &mut self,
        statement: impl FnOnce(&mut AnyConnection) -> QueryResult<T>,
    ) -> Result<T, StoreError> {
        if self.broken {
            return Err(StoreError::Lost);
        }
        self.statements += 1;
        statement(self.conn).map_err(|e| {
            let error = StoreError::from_diesel(e);
            self.broken = !matches!(error, StoreError::Constraint { .. } | StoreError::NotFound);
            error
        })
    }

    pub(super) const fn is_broken(&self) -> bool {
        self.broken
    }
}

/// One transaction of the write path. Only `App::write` makes one; commands take it and open none.
pub struct Tx<'c> {
    read: Read<'c>,
    now: NaiveDateTime,
    /// Who and what the audit row of this transaction will name.
    pub subject: Subject,
}

/// What one change was about, for its audit row.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The request, by its inner id.
    pub request_id: Option<i64>,
    /// The patient, by inner id.
    pub patient_id: Option<i64>,
    /// Anything else worth proving, without patient data.
    pub detail: Option<String>,
}

impl<'c> Tx<'c> {
    pub(super) fn on(conn: &'c mut AnyConnection, now: NaiveDateTime) -> Self {
        Self {
            read: Read::on(conn),
            now,
            subject: Subject::default(),
        }
    }

    /// The instant of this change (UTC, microseconds).
    pub const fn now(&self) -> NaiveDateTime {
        self.now
    }

    /// Runs an insert, update or delete; answers how many rows it touched.
    pub fn execute<Q>(&mut self, query: Q) -> Result<usize, StoreError>
    where
        Q: ExecuteDsl<AnyConnection>,
    {
        self.read.run(|conn| ExecuteDsl::execute(query, conn))
    }

    /// Runs an insert or update that answers a row.
    pub fn returning<'q, U, Q>(&mut self, query: Q) -> Result<U, StoreError>
    where
        Q: LoadQuery<'q, AnyConnection, U>,
    {
        self.read.run(|conn| {
            query
                .internal_load(conn)?
                .next()
                .unwrap_or(Err(diesel::NotFound))
        })
    }

    /// Runs an update that must change exactly one row: an aggregate guarded by its version.
    ///
    /// # Errors
    /// `StoreError::Stale` when somebody else changed it first.
    pub fn change_one<Q>(&mut self, query: Q) -> Result<(), StoreError>
    where
        Q: ExecuteDsl<AnyConnection>,
    {
        match self.execute(query)? {
            1 => Ok(()),
            _ => Err(StoreError::Stale),
        }
    }

    /// The connection itself, for the few statements each backend writes its own way (`each_backend!`).
    pub(crate) fn run_raw<T>(
        &mut self,
        statement: impl FnOnce(&mut AnyConnection) -> QueryResult<T>,
    ) -> Result<T, StoreError> {
        self.read.run(statement)
    }
}

impl<'c> Deref for Tx<'c> {
    type Target = Read<'c>;
    fn deref(&self) -> &Read<'c> {
        &self.read
    }
}

impl<'c> DerefMut for Tx<'c> {
    fn deref_mut(&mut self) -> &mut Read<'c> {
        &mut self.read
    }
}
