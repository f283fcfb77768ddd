//! Conditions whose prepared statement is kept. The query language prepares a statement anew each time it holds a list
//! (`eq_any`) or text of our own (`sql`); on a page's path that costs more than the answer. What stands here is kept,
//! because equal text means an equal statement.

use std::marker::PhantomData;

use chrono::NaiveDate;
use diesel::expression::{ValidGrouping, is_aggregate};
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId, SelectQuery};
use diesel::sql_types::{BigInt, Bool, Date, Text};

use super::AnyConnection;

type Db = <AnyConnection as Connection>::Backend;

/// A column is one of these words; none means never.
#[derive(Debug, Clone, Copy)]
pub struct OneOf<'w, C> {
    column: C,
    words: &'w [String],
}

/// As `eq_any`, kept.
pub fn one_of<C>(column: C, words: &[String]) -> OneOf<'_, C>
where
    C: Expression<SqlType = Text>,
{
    OneOf { column, words }
}

impl<C: QueryFragment<Db>> QueryFragment<Db> for OneOf<'_, C> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Db>) -> QueryResult<()> {
        self.column.walk_ast(out.reborrow())?;
        if let [word] = self.words {
            out.push_sql(" = ");
            return out.push_bind_param::<Text, String>(word);
        }
        out.push_sql(" IN (NULL");
        for word in self.words {
            out.push_sql(", ");
            out.push_bind_param::<Text, String>(word)?;
        }
        out.push_sql(")");
        Ok(())
    }
}

impl<C> Expression for OneOf<'_, C> {
    type SqlType = Bool;
}
impl<C: AppearsOnTable<S>, S> AppearsOnTable<S> for OneOf<'_, C> {}
impl<C: SelectableExpression<S>, S> SelectableExpression<S> for OneOf<'_, C> {}
impl<C> ValidGrouping<()> for OneOf<'_, C> {
    type IsAggregate = is_aggregate::No;
}
impl<C> QueryId for OneOf<'_, C> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// A condition written out, so that an index with the same words in its own condition is used.
#[derive(Debug, Clone, Copy)]
pub struct Fixed(&'static str);

/// The request is open: the condition of the open-request indexes.
pub const OPEN_REQUESTS: Fixed = Fixed("requests.stage <> 'closed'");

impl QueryFragment<Db> for Fixed {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Db>) -> QueryResult<()> {
        out.push_sql(self.0);
        Ok(())
    }
}

impl Expression for Fixed {
    type SqlType = Bool;
}
impl<S> AppearsOnTable<S> for Fixed {}
impl<S> SelectableExpression<S> for Fixed {}
impl ValidGrouping<()> for Fixed {
    type IsAggregate = is_aggregate::No;
}
impl QueryId for Fixed {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// A question written by hand, for what the query language cannot put; values are bound, never part of the text.
#[derive(Debug, Clone)]
pub struct Written<Answer> {
    parts: Vec<Part>,
    answer: PhantomData<Answer>,
}

#[derive(Debug, Clone)]
enum Part {
    Sql(&'static str),
    Number(i64),
    Day(NaiveDate),
    Words(String),
}

/// Begins a question with its text.
pub fn written<Answer>(sql: &'static str) -> Written<Answer> {
    Written {
        parts: vec![Part::Sql(sql)],
        answer: PhantomData,
    }
}

impl<Answer> Written<Answer> {
    fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// Goes on with text.
    #[must_use]
    pub fn sql(self, sql: &'static str) -> Self {
        self.with(Part::Sql(sql))
    }

    /// Binds a number here.
    #[must_use]
    pub fn number(self, number: i64) -> Self {
        self.with(Part::Number(number))
    }

    /// Binds a day here.
    #[must_use]
    pub fn day(self, day: NaiveDate) -> Self {
        self.with(Part::Day(day))
    }

    /// Binds words here.
    #[must_use]
    pub fn words(self, words: String) -> Self {
        self.with(Part::Words(words))
    }
}

impl<Answer> QueryFragment<Db> for Written<Answer> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Db>) -> QueryResult<()> {
        for part in &self.parts {
            match part {
                Part::Sql(sql) => out.push_sql(sql),
                Part::Number(number) => out.push_bind_param::<BigInt, i64>(number)?,
                Part::Day(day) => out.push_bind_param::<Date, NaiveDate>(day)?,
                Part::Words(words) => out.push_bind_param::<Text, String>(words)?,
            }
        }
        Ok(())
    }
}

impl<Answer> Query for Written<Answer> {
    type SqlType = Answer;
}
impl<Answer> SelectQuery for Written<Answer> {
    type SqlType = Answer;
}
impl<Answer> RunQueryDsl<AnyConnection> for Written<Answer> {}
impl<Answer> QueryId for Written<Answer> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// How many rows a question answers, and for how many of them its one column is true.
#[derive(Debug, Clone)]
pub struct Counted<Q>(pub Q);

impl<Q: QueryFragment<Db>> QueryFragment<Db> for Counted<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Db>) -> QueryResult<()> {
        out.push_sql("SELECT count(*), count(*) FILTER (WHERE marked) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS counted");
        Ok(())
    }
}

impl<Q: SelectQuery<SqlType = Bool>> Query for Counted<Q> {
    type SqlType = (BigInt, BigInt);
}
impl<Q: SelectQuery<SqlType = Bool>> SelectQuery for Counted<Q> {
    type SqlType = (BigInt, BigInt);
}
impl<Q> RunQueryDsl<AnyConnection> for Counted<Q> {}
impl<Q> QueryId for Counted<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

/// Whether a request's legal date has passed, as the one column [`Counted`] looks at.
#[derive(Debug, Clone, Copy)]
pub struct DueBefore(pub NaiveDate);

impl QueryFragment<Db> for DueBefore {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Db>) -> QueryResult<()> {
        out.push_sql("requests.due_on < ");
        out.push_bind_param::<Date, NaiveDate>(&self.0)?;
        out.push_sql(" AS marked");
        Ok(())
    }
}

impl Expression for DueBefore {
    type SqlType = Bool;
}
impl<S> AppearsOnTable<S> for DueBefore {}
impl<S> SelectableExpression<S> for DueBefore {}
impl ValidGrouping<()> for DueBefore {
    type IsAggregate = is_aggregate::No;
}
impl QueryId for DueBefore {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
