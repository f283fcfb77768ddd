//! A whole desk for a test: its own database, its own data folder, a clock that stands, a real server on a free port, and
//! people who are signed in. Every test written with [`on_both_databases`] runs on SQLite and on PostgreSQL.

mod client;
mod databases;
mod desk;
mod program;

pub use client::{Client, Page};
pub use databases::{Backend, TestDatabase};
pub use desk::{Desk, monday_morning};
pub use program::{Program, prove, run};

/// Runs a test on both databases; a missing PostgreSQL fails it.
pub fn on_both_databases<F, Fut>(test: F)
where
    F: Fn(Desk) -> Fut,
    Fut: Future<Output = ()>,
{
    for backend in [Backend::Sqlite, Backend::Postgres] {
        println!("on {backend:?}");
        actix_web::rt::System::new().block_on(async {
            let desk = Desk::start(backend).await;
            test(desk.clone()).await;
            desk.finish().await;
        });
    }
}
