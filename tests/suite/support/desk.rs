//! A running desk and the people in it.

use std::net::SocketAddr;
use std::rc::Rc;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use roi_desk::app::App;
use roi_desk::clock::Clock;
use roi_desk::config::Settings;
use roi_desk::staff::commands::{add_staff, begin_session};
use roi_desk::staff::model::{Factor, NewStaff, Role};
use roi_desk::startup;
use roi_desk::web::cookie;

use super::{Backend, Client, TestDatabase};

/// A running desk; clones share it.
#[derive(Clone)]
pub struct Desk {
    /// Its parts, for what no page shows.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    /// The database it runs on.
    pub backend: Backend,
    clock: Clock,
    server: actix_web::dev::ServerHandle,
    folder: Rc<tempfile::TempDir>,
}

/// Monday 8 June 2026, 10:42 in Duarte.
pub fn monday_morning() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 6, 8)
        .and_then(|d| d.and_hms_opt(17, 42, 0))
        .expect("a real instant")
}

impl Desk {
    /// Starts one.
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, |_| {}).await
    }

    /// Starts one with other settings.
    pub async fn start_with(backend: Backend, change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().expect("a data folder");
        let database = TestDatabase::fresh(backend, folder.path());
        let mut settings = settings(folder.path());
        change(&mut settings);
        let mut config = settings.check().expect("the settings of a test");
        config.database = database.url;
        config.program = env!("CARGO_BIN_EXE_roi-desk").into();
        let clock = Clock::standing_at(monday_morning());
        let app = startup::open(config, clock.clone()).expect("the desk opens");
        // Mail is sent, and swept is, when a test says so.
        let served = startup::Desk::bind(app.clone())
            .expect("a free port")
            .without_mail()
            .without_housekeeping();
        let (address, server) = (served.address, served.handle());
        actix_web::rt::spawn(async move { served.run().await.expect("the server ends well") });
        Self {
            app,
            address,
            backend,
            clock,
            server,
            folder: Rc::new(folder),
        }
    }

    /// The desk's data folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Moves the clock on.
    pub fn later(&self, by: TimeDelta) {
        self.clock.move_to(self.clock.now() + by);
    }

    /// Moves the clock to an instant (UTC).
    pub fn at(&self, instant: NaiveDateTime) {
        self.clock.move_to(instant);
    }

    /// A browser nobody is signed in with.
    pub fn stranger(&self) -> Client {
        Client::new(self.address, None)
    }

    /// A clerk at Duarte, signed in.
    pub async fn clerk(&self) -> Client {
        self.person(Role::Clerk, "duarte").await
    }

    /// A specialist at Duarte, signed in.
    pub async fn specialist(&self) -> Client {
        self.person(Role::Specialist, "duarte").await
    }

    /// A supervisor at Duarte, signed in.
    pub async fn supervisor(&self) -> Client {
        self.person(Role::Supervisor, "duarte").await
    }

    /// A new person with one role, signed in with both factors.
    pub async fn person(&self, role: Role, site: &'static str) -> Client {
        let token = cookie::new_token().expect("randomness");
        let hash = cookie::hash_of(&token);
        let id = cookie::new_token().expect("randomness");
        let login = [role.as_str(), ".", &id[..8].to_lowercase()].concat();
        let new = NewStaff {
            public_id: id,
            name: ["Test ", role.label()].concat(),
            login,
            password_hash: "no password signs in with this".to_owned(),
            one_time_secret: None,
            home_site: site.to_owned(),
            roles: vec![(site.to_owned(), role)],
        };
        self.app
            .write(roi_desk::app::Who::Desk, "staff.added", move |tx| {
                let staff_id = add_staff(tx, &new)?;
                begin_session(tx, hash, staff_id, Factor::Full, site)?;
                Ok(())
            })
            .await
            .expect("the database stores it")
            .expect("the account is accepted");
        Client::new(self.address, Some(cookie::sealed(&self.app.keys, &token)))
    }

    /// Every audit row so far: event and outcome, oldest first.
    pub async fn audit_events(&self) -> Vec<(String, String)> {
        use diesel::prelude::*;
        use roi_desk::db::schema::audit_rows;
        let mut conn =
            roi_desk::db::open(&self.app.config.database, roi_desk::db::Purpose::Reading)
                .expect("it opens");
        audit_rows::table
            .order(audit_rows::id)
            .select((audit_rows::event, audit_rows::outcome))
            .load(&mut conn)
            .expect("the evidence can be read")
    }

    /// Stops the desk; what it was asked is stored.
    pub async fn finish(&self) {
        self.server.stop(true).await;
    }
}

fn settings(folder: &std::path::Path) -> Settings {
    Settings {
        data: folder.to_owned(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        mail_from: "roi-desk@example.org".to_owned(),
        ..Settings::default()
    }
}
