//! A believable desk with invented people, built once through the commands at dates around today. Its accounts exist only in
//! a demonstration's data folder.

mod build;
mod names;
mod people;
mod requests;

use std::net::SocketAddr;
use std::path::PathBuf;

pub use people::DemoPerson;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, Settings};
use crate::startup;

/// Where the demonstration's sign-ins are kept, readable by its owner only.
const PEOPLE_FILE: &str = "demo-people.json";

/// Opens the demonstration, building it the first time.
///
/// # Errors
/// A sentence: the address is not loopback, the folder cannot be used, or it holds a desk that is no demonstration.
pub fn open(data: PathBuf, listen: SocketAddr) -> anyhow::Result<(App, Vec<DemoPerson>)> {
    let config = config(data, listen)?;
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

fn config(data: PathBuf, listen: SocketAddr) -> anyhow::Result<Config> {
    let settings = Settings {
        data,
        listen,
        ..Settings::default()
    };
    let mut config = settings.check().map_err(anyhow::Error::msg)?;
    config.demo = true;
    Ok(config)
}
