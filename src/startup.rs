//! Build → port → run until stopped.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::middleware::Compress;
use actix_web::{App as WebApp, HttpServer, web};
use listenfd::ListenFd;

use crate::app::App;
use crate::arriving::Arriving;
use crate::batch_reader::BatchReader;
use crate::clock::Clock;
use crate::config::Config;
use crate::db::migrate;
use crate::following::Follower;
use crate::housekeeping::{self, Housekeeper};
use crate::mail_worker::MailWorker;
use crate::routes;
use crate::web::{cookie, gate, headers};

/// A desk that listens.
pub struct Desk {
    /// Where.
    pub address: SocketAddr,
    /// The running desk.
    pub app: App,
    server: Server,
    sends_mail: bool,
    keeps_house: bool,
}

/// Opens the desk, migrating its database first.
///
/// # Errors
/// A sentence that says what to do.
pub fn open(config: Config, clock: Clock) -> anyhow::Result<App> {
    std::fs::create_dir_all(&config.data)?;
    let ran = migrate::migrate(&config.database)?;
    if !ran.is_empty() {
        tracing::info!(
            migrations = ran.len(),
            "the database was brought up to date"
        );
    }
    App::open(config, clock)
}

/// All that is served: the route table, and one page for everything else (T35).
pub fn serve_everything(config: &mut web::ServiceConfig) {
    config
        .configure(routes::serve)
        .default_service(web::to(gate::nothing_here));
}

impl Desk {
    /// Binds the address; port 0 takes a free one.
    ///
    /// # Errors
    /// When the address is taken.
    pub fn bind(app: App) -> anyhow::Result<Self> {
        let listener = TcpListener::bind(app.config.listen)?;
        Self::on(app, listener)
    }

    /// Takes the socket a service manager holds open (`LISTEN_FDS`), so that who comes while the desk restarts waits instead
    /// of being turned away (T16); without one it binds the address.
    ///
    /// # Errors
    /// When what was handed in is no listening socket, or the address is taken.
    pub fn bind_or_take(app: App) -> anyhow::Result<Self> {
        match ListenFd::from_env().take_tcp_listener(0)? {
            Some(listener) => Self::on(app, listener),
            None => Self::bind(app),
        }
    }

    fn on(app: App, listener: TcpListener) -> anyhow::Result<Self> {
        let address = listener.local_addr()?;
        let served = app.clone();
        let server = HttpServer::new(move || {
            let app = served.clone();
            WebApp::new()
                .app_data(app.clone())
                .wrap(cookie::middleware(&app.keys))
                .wrap(headers::strict())
                .wrap(Compress::default())
                .configure(serve_everything)
        })
        .client_request_timeout(Duration::from_secs(5))
        .client_disconnect_timeout(Duration::from_secs(2))
        .keep_alive(Duration::from_secs(30))
        .max_connections(1_000)
        // With the mail worker's parting the desk has ended within 35 seconds (T16).
        .shutdown_timeout(20)
        .workers(
            std::thread::available_parallelism()
                .map_or(2, usize::from)
                .min(8),
        )
        .listen(listener)?
        .run();
        Ok(Self {
            address,
            app,
            server,
            sends_mail: true,
            keeps_house: true,
        })
    }

    /// Serves without sending mail: another instance sends it, or whoever calls `mail_worker::tick`.
    #[must_use]
    pub fn without_mail(mut self) -> Self {
        self.sends_mail = false;
        self
    }

    /// Serves without sweeping: another instance does, or whoever calls `housekeeping::round`.
    #[must_use]
    pub fn without_housekeeping(mut self) -> Self {
        self.keeps_house = false;
        self
    }

    /// What stops it from outside.
    pub fn handle(&self) -> ServerHandle {
        self.server.handle()
    }

    /// Serves until SIGTERM, SIGINT or the handle stops it; answers under way are finished and stored (T16).
    ///
    /// # Errors
    /// When the server fails.
    pub async fn run(self) -> anyhow::Result<()> {
        let serving = actix_web::rt::spawn(self.server);
        // The server hears SIGTERM from its first turn on; nothing that must end well begins before it.
        tokio::task::yield_now().await;
        let housekeeper = self
            .keeps_house
            .then(|| Housekeeper::start(self.app.clone()))
            .transpose()?;
        let follower = self
            .keeps_house
            .then(|| Follower::start(self.app.clone()))
            .transpose()?;
        let reader = self
            .keeps_house
            .then(|| BatchReader::start(self.app.clone()))
            .transpose()?;
        let mail = self
            .sends_mail
            .then(|| MailWorker::start(&self.app))
            .transpose()?;
        let arriving = self
            .sends_mail
            .then(|| Arriving::start(&self.app))
            .transpose()?;
        let served = serving.await?;
        let app = self.app;
        let parted = web::block(move || {
            drop(housekeeper);
            drop(follower);
            drop(reader);
            drop(arriving);
            drop(mail);
            // What was done last is sealed now; its head goes to the second place too (T41).
            if let Err(error) = housekeeping::keep_head(&app) {
                tracing::warn!(%error, "the head of the evidence was not kept outside the database");
            }
            app.close();
        });
        parted.await?;
        Ok(served?)
    }
}
