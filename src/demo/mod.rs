//! A believable desk with invented people, built once through the commands at dates around today. Its accounts exist only in
//! a demonstration's data folder.

mod build;
mod house;
mod downtime;
mod drop_box;
mod names;
mod patients;
mod papers;
mod people;
mod requesters;
mod requests;
mod transfers;
mod trays;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use people::DemoPerson;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::startup;

/// Where the demonstration's sign-ins are kept, readable by its owner only.
const PEOPLE_FILE: &str = "demo-people.json";

/// Where a demonstration lives and what it may talk to.
#[derive(Debug, Clone)]
pub struct Place {
    /// The folder of its data.
    pub data: PathBuf,
    /// Where it listens, loopback.
    pub listen: SocketAddr,
    /// Its database; by default one in the folder.
    pub database: Option<String>,
    /// The port of a mail server on this machine; without one its letters wait as files.
    pub smtp_port: Option<u16>,
}

/// Opens the demonstration, building it the first time.
///
/// # Errors
/// A sentence: the address is not loopback, the folder cannot be used, or the database holds a desk that is no demonstration.
pub fn open(place: Place) -> anyhow::Result<(App, Vec<DemoPerson>)> {
    let config = config(place)?;
    let file = config.data.join(PEOPLE_FILE);
    let people = if file.exists() {
        serde_json::from_slice(&std::fs::read(&file)?)?
    } else {
        if config.data.join("desk.db").exists() {
            anyhow::bail!(
                "The folder {} holds a desk that is no demonstration. Choose another with --data.",
                config.data.display()
            );
        }
        build::build(&config, &file)?
    };
    Ok((startup::open(config, Clock::System)?, people))
}

fn config(place: Place) -> anyhow::Result<Config> {
    let settings = Settings {
        data: place.data,
        listen: place.listen,
        database: place.database,
        smtp_host: place.smtp_port.map(|_| "127.0.0.1".to_owned()),
        smtp_port: place.smtp_port.unwrap_or_default(),
        smtp_security: "plain".to_owned(),
        ..Settings::default()
    };
    let mut config = settings.check().map_err(anyhow::Error::msg)?;
    config.demo = true;
    Ok(config)
}
