//! The command line; no logic.

use std::io::{Read, Write};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use roi_desk::accounts::commands;
use roi_desk::app::App;
use roi_desk::clock::Clock;
use roi_desk::config::Settings;
use roi_desk::demo;
use roi_desk::npi_directory;
use roi_desk::patient_import::{self, commands::Order};
use roi_desk::portal::forms::openapi;
use roi_desk::preview::child;
use roi_desk::proofs::{self, Proof};
use roi_desk::rule_bench;
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
    /// Serve a made-up desk with invented people; built once, on loopback only.
    Demo {
        /// The folder of its data.
        #[arg(long, default_value = ".data/demo")]
        data: std::path::PathBuf,
        /// Where to listen.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: std::net::SocketAddr,
        /// An empty database to build it in, postgres://…; by default one in the data folder.
        #[arg(long)]
        database: Option<String>,
        /// The port of a mail server on this machine, spoken to in clear; by default letters wait as files.
        #[arg(long)]
        smtp_port: Option<u16>,
    },
    /// Recompute every derived value and compare; exit 1 on drift.
    Check(Settings),
    /// Prove the audit trail.
    Audit {
        #[command(subcommand)]
        what: AuditCommand,
    },
    /// Ask a rule: one JSON object on standard input, one on standard output.
    Rule {
        /// received, due, authorization, fee, accounting or breach; list prints the register of rules
        rule: String,
        /// With list: as JSON
        #[arg(long)]
        json: bool,
    },
    /// Who works here.
    #[command(subcommand)]
    Staff(StaffCommand),
    /// Which patient portals may send requests.
    #[command(subcommand)]
    Portal(PortalCommand),
    /// The patient index.
    #[command(subcommand)]
    Patients(PatientsCommand),
    /// The address book of those who ask and receive.
    #[command(subcommand)]
    Requesters(RequestersCommand),
    /// Print the description of everything a portal may ask (`OpenAPI`).
    Openapi,
}

#[derive(Subcommand)]
enum AuditCommand {
    /// Verify every row, seal and the head kept elsewhere; exit 1 on the first flaw.
    Verify(Settings),
}

#[derive(Subcommand)]
enum StaffCommand {
    /// Invite somebody: prints a one-time token with which they choose a password within 15 minutes.
    Add(StaffAdd),
}

#[derive(Subcommand)]
enum PortalCommand {
    /// Let a portal in, or give one another token: prints the token, once.
    Admit(PortalAdmit),
}

#[derive(Subcommand)]
enum PatientsCommand {
    /// Bring the hospital's index in from a CSV file; exit 2 when rows were rejected. Can be repeated.
    Import(PatientsImport),
}

#[derive(Args)]
struct PatientsImport {
    #[command(flatten)]
    settings: Settings,
    /// The file: UTF-8, its first line names the columns.
    #[arg(long)]
    file: std::path::PathBuf,
    /// A site of the hospital whose index it is.
    #[arg(long)]
    facility: Option<String>,
    /// Look at everything and store nothing.
    #[arg(long)]
    dry_run: bool,
    /// Who runs it, for the list of imports; by default the account of this machine.
    #[arg(
        long,
        env = "USER",
        hide_env_values = true,
        default_value = "command line"
    )]
    by: String,
}

#[derive(Subcommand)]
enum RequestersCommand {
    /// Take the public directory of provider identifiers (NPPES) from a file into the desk's copy; may be broken off and
    /// repeated.
    Npi(NpiFile),
}

#[derive(Args)]
struct NpiFile {
    #[command(flatten)]
    settings: Settings,
    /// The file of providers (`npidata_pfile_….csv`) of the monthly or weekly dissemination.
    #[arg(long)]
    file: std::path::PathBuf,
    /// Only providers who practise in this state: `CA`. May be given several times; by default all.
    #[arg(long = "state")]
    states: Vec<String>,
}

#[derive(Args)]
struct PortalAdmit {
    #[command(flatten)]
    settings: Settings,
    /// The name of the account it acts through; nobody signs in with it.
    #[arg(long)]
    login: String,
    /// What it is called on timelines: `MyCityofHope`, `MyHSS`.
    #[arg(long)]
    name: String,
    /// The site its requests come to.
    #[arg(long)]
    site: String,
}

#[derive(Args)]
struct StaffAdd {
    #[command(flatten)]
    settings: Settings,
    /// What the person signs in with.
    #[arg(long)]
    login: String,
    /// The name colleagues know.
    #[arg(long)]
    name: String,
    /// The role: administrator, supervisor, specialist, clerk and so on.
    #[arg(long)]
    role: String,
    /// The site of the role.
    #[arg(long)]
    site: String,
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
        Command::Demo {
            data,
            listen,
            database,
            smtp_port,
        } => demonstrate(demo::Place {
            data,
            listen,
            database,
            smtp_port,
        }),
        Command::Check(settings) => return prove(settings, proofs::check),
        Command::Audit {
            what: AuditCommand::Verify(settings),
        } => return prove(settings, proofs::verify_audit),
        Command::Rule { rule, json } => return ask(&rule, json),
        Command::Staff(StaffCommand::Add(add)) => add_staff(add),
        Command::Portal(PortalCommand::Admit(admit)) => admit_portal(admit),
        Command::Patients(PatientsCommand::Import(wanted)) => return import_patients(wanted),
        Command::Requesters(RequestersCommand::Npi(npi)) => load_directory(npi),
        Command::Openapi => describe(),
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
        let desk = Desk::bind_or_take(startup::open(config, Clock::System)?)?;
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

/// Serves the demonstration and says how to sign in.
fn demonstrate(place: demo::Place) -> anyhow::Result<()> {
    let (app, people) = demo::open(place)?;
    actix_web::rt::System::new().block_on(async {
        let desk = Desk::bind(app)?;
        println!("Sign in as one of these; the page after the password shows the one-time code.");
        for person in people {
            println!(
                "{} {} {}",
                person.role.as_str(),
                person.login,
                person.password
            );
        }
        println!("ROI Desk listens on http://{}", desk.address);
        desk.run().await
    })
}

/// Proves something about a database: exit 0 when it holds, 1 when it does not.
fn prove(settings: Settings, proof: fn(&App) -> anyhow::Result<Proof>) -> ExitCode {
    let proved = settings
        .check()
        .map_err(anyhow::Error::msg)
        .and_then(|config| startup::open(config, Clock::System))
        .and_then(|app| proof(&app));
    match proved {
        Ok(proof) => {
            println!("{}", proof.said);
            if proof.holds {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("roi-desk: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Asks a rule; what cannot be read is exit 2 and a sentence.
fn ask(rule: &str, json: bool) -> ExitCode {
    let answered = if rule == "list" {
        rule_bench::list(json, Clock::System.now().date())
    } else if json {
        Err("--json goes with \"rule list\"; every other rule answers JSON anyway.".to_owned())
    } else {
        question().and_then(|text| rule_bench::ask(rule, &text))
    };
    match answered {
        // Nobody may be reading any more.
        Ok(answer) => match writeln!(std::io::stdout(), "{answer}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

/// The longest question a rule is asked, in bytes.
const LONGEST_QUESTION: u64 = 1 << 20;

/// What stands on standard input: UTF-8 text of a length a question can have.
fn question() -> Result<String, String> {
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(LONGEST_QUESTION + 1)
        .read_to_end(&mut bytes)
        .map_err(|e| format!("Standard input cannot be read: {e}."))?;
    if bytes.len() as u64 > LONGEST_QUESTION {
        return Err("The question is longer than 1 MiB; ask with one JSON object.".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "The question is not UTF-8; write it as UTF-8.".to_owned())
}

fn admit_portal(admit: PortalAdmit) -> anyhow::Result<()> {
    let config = admit.settings.check().map_err(anyhow::Error::msg)?;
    let app = startup::open(config, Clock::System)?;
    let admitted = commands::admit_portal(&app, &admit.login, &admit.name, &admit.site);
    let token = actix_web::rt::System::new().block_on(admitted)?;
    app.close();
    println!(
        "The token of {}. It is not kept; an earlier one is worth nothing now:\n{token}",
        admit.name
    );
    Ok(())
}

/// Imports a file: exit 0 when every row was taken, 2 when some were rejected, 1 when it could not go on.
fn import_patients(wanted: PatientsImport) -> ExitCode {
    let order = Order {
        file: wanted.file,
        facility: wanted.facility,
        dry_run: wanted.dry_run,
        by: wanted.by,
    };
    let config = wanted.settings.check().map_err(anyhow::Error::msg);
    let opened = config.and_then(|config| startup::open(config, Clock::System));
    let imported = opened.and_then(|app| {
        let imported = patient_import::commands::import(&app, &order, &mut std::io::stdout());
        app.close();
        imported
    });
    match imported {
        Ok(counts) if counts.rejected == 0 => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            eprintln!("roi-desk: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Says on standard error how far it has come, and on standard output what came of it.
fn load_directory(npi: NpiFile) -> anyhow::Result<()> {
    let config = npi.settings.check().map_err(anyhow::Error::msg)?;
    let app = startup::open(config, Clock::System)?;
    let states: Vec<String> = npi.states.iter().map(|s| s.trim().to_uppercase()).collect();
    let loaded = npi_directory::load(&app, &npi.file, &states, |said| eprintln!("{said}"));
    app.close();
    println!("{}.", loaded?);
    Ok(())
}

fn describe() -> anyhow::Result<()> {
    let description = serde_json::to_string_pretty(&openapi())?;
    writeln!(std::io::stdout(), "{description}")?;
    Ok(())
}

fn add_staff(add: StaffAdd) -> anyhow::Result<()> {
    let config = add.settings.check().map_err(anyhow::Error::msg)?;
    let app = startup::open(config, Clock::System)?;
    let invited = commands::invite_from_console(&app, &add.login, &add.name, &add.role, &add.site);
    let token = actix_web::rt::System::new().block_on(invited)?;
    app.close();
    println!(
        "The token for {}, good once within 15 minutes on the page /sign-in/welcome:\n{token}",
        add.login
    );
    Ok(())
}
