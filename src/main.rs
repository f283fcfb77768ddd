//! The command line; no logic.

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use roi_desk::clock::Clock;
use roi_desk::config::Settings;
use roi_desk::preview::child;
use roi_desk::startup::{self, Desk};
use roi_desk::telemetry;

/// The release-of-information desk of a hospital.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the desk.
    Serve(Settings),
    /// Bring the database up to date and stop.
    Migrate(Settings),
}

fn main() -> ExitCode {
    // The drawing process locks itself in before anything else is set up.
    let mut args = std::env::args_os()
        .skip(1)
        .map(|arg| arg.to_string_lossy().into_owned());
    if args.next().is_some_and(|first| first == "preview") {
        return child::main(&args.collect::<Vec<_>>());
    }
    let cli = Cli::parse();
    telemetry::start();
    let ended = match cli.command {
        Command::Serve(settings) => serve(settings),
        Command::Migrate(settings) => migrate(settings),
    };
    match ended {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("roi-desk: {error}");
            ExitCode::FAILURE
        }
    }
}

fn serve(settings: Settings) -> anyhow::Result<()> {
    let config = settings.check().map_err(anyhow::Error::msg)?;
    actix_web::rt::System::new().block_on(async {
        let desk = Desk::bind(startup::open(config, Clock::System)?)?;
        println!("ROI Desk listens on http://{}", desk.address);
        desk.run().await
    })
}

fn migrate(settings: Settings) -> anyhow::Result<()> {
    let config = settings.check().map_err(anyhow::Error::msg)?;
    startup::open(config, Clock::System)?.close();
    println!("The database is up to date.");
    Ok(())
}
