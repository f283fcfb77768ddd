//! The real program as a child process: started, killed at any moment, stopped as a service manager stops it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};

use roi_desk::app::App;
use roi_desk::db::DatabaseUrl;
use rustix::process::{Pid, Signal, kill_process};

/// The program, serving; dropping it kills it.
pub struct Program {
    /// Where it listens.
    pub address: SocketAddr,
    child: Child,
    // Kept open: the program may print.
    _said: BufReader<ChildStdout>,
}

impl Program {
    /// Serves the desk of `app` (its data folder and its database) on a free port, with these settings besides.
    pub fn serve(app: &App, settings: &[(&str, &str)]) -> Self {
        let mut program = command(app, &["serve"]);
        program
            .env("ROI_DESK_LISTEN", "127.0.0.1:0")
            .envs(settings.iter().copied());
        Self::spawn(app, program)
    }

    /// Serves on a socket that is handed in, as a service manager does that holds it open between two runs (T16).
    pub fn serve_on(app: &App, socket: &TcpListener) -> Self {
        let hand_in = "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" serve";
        let held = socket.try_clone().expect("a second handle");
        let mut program = Command::new("sh");
        at_home(app, &mut program)
            .args(["-c", hand_in, env!("CARGO_BIN_EXE_roi-desk")])
            .stdin(Stdio::from(OwnedFd::from(held)));
        Self::spawn(app, program)
    }

    fn spawn(app: &App, mut program: Command) -> Self {
        let log = app.data_folder().join("program.log");
        let log = File::options().create(true).append(true).open(log);
        let mut child = program
            .stdout(Stdio::piped())
            .stderr(log.expect("a log beside the data"))
            .spawn()
            .expect("the program starts");
        let mut said = BufReader::new(child.stdout.take().expect("it was asked for"));
        let mut line = String::new();
        said.read_line(&mut line).expect("the program speaks text");
        let address = line.trim().rsplit("http://").next().map(str::parse);
        let Some(Ok(address)) = address else {
            panic!("the program did not start: {line}{}", log_of(app));
        };
        Self {
            address,
            child,
            _said: said,
        }
    }

    /// Ends it as a power cut does.
    pub fn kill(mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it is ours");
    }

    /// Asks it to stop (SIGTERM) and does not wait.
    pub fn ask_to_stop(&self) {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("it runs");
    }

    /// Waits until it has ended.
    pub fn ended(mut self) -> ExitStatus {
        self.child.wait().expect("it is ours")
    }

    /// Stops it; what it was asked is stored (T16).
    pub fn stop(self) {
        self.ask_to_stop();
        let ended = self.ended();
        assert!(ended.success(), "T16: it ends well: {ended}");
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.child.kill().is_ok() {
            let _ = self.child.wait();
        }
    }
}

/// What the program says of a desk when asked for a proof, `check` or `audit verify`; it must hold.
pub fn prove(app: &App, proof: &[&str]) -> String {
    let ended = command(app, proof).output().expect("the program runs");
    let said = String::from_utf8_lossy(&ended.stdout).into_owned();
    let erred = String::from_utf8_lossy(&ended.stderr);
    assert!(ended.status.success(), "{proof:?}: {said}{erred}");
    said
}

/// Runs the program on a desk; answers how it ended and what it said, standard error after standard output.
pub fn run(app: &App, what: &[&str]) -> (ExitStatus, String) {
    let ended = command(app, what).output().expect("the program runs");
    let said = [ended.stdout, ended.stderr].concat();
    (ended.status, String::from_utf8_lossy(&said).into_owned())
}

fn command(app: &App, what: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roi-desk"));
    at_home(app, &mut command).args(what);
    command
}

/// Tells the program which desk it is.
fn at_home<'c>(app: &App, command: &'c mut Command) -> &'c mut Command {
    let database = match &app.config.database {
        DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
        DatabaseUrl::Postgres(url) => url.clone(),
    };
    command
        .env("ROI_DESK_DATA", app.data_folder())
        .env("ROI_DESK_DATABASE", database)
}

fn log_of(app: &App) -> String {
    std::fs::read_to_string(app.data_folder().join("program.log")).unwrap_or_default()
}
