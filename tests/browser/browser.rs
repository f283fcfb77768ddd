//! One Chromium with an empty profile, driven over WebDriver.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// What the browser starts with: nothing that talks to a network, nothing kept from before.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
    "--lang=en-US",
];

/// The width and height the desk is designed for, and the two narrow ones every page must fit.
pub const WIDE: (u32, u32) = (1440, 900);
pub const PHONE: (u32, u32) = (390, 844);
pub const NARROW: (u32, u32) = (320, 256);

/// Light or dark, as the person's system says.
#[derive(Clone, Copy, Debug)]
pub enum Theme {
    Light,
    Dark,
}

/// Ends when dropped: first the session, which closes Chromium, then the driver.
pub struct Browser {
    pub driver: WebDriver,
    /// Keys pressed since the start, to hold a journey to its budget (A4).
    pub keys: AtomicUsize,
    _chromedriver: Driver,
    _profile: tempfile::TempDir,
}

struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // Nothing can be done about a driver that is gone already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Browser {
    pub async fn open() -> Self {
        let (chromedriver, port) = start_driver();
        let profile = tempfile::tempdir().expect("a folder for the profile");
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).expect("a flag");
        }
        let folder = format!("--user-data-dir={}", profile.path().display());
        wishes.add_arg(&folder).expect("a flag");
        let address = format!("http://127.0.0.1:{port}");
        let driver = WebDriver::new(&address, wishes)
            .await
            .unwrap_or_else(|error| {
                panic!("Chromium did not start (apt-get install chromium chromium-driver): {error}")
            });
        let browser = Self {
            driver,
            keys: AtomicUsize::new(0),
            _chromedriver: chromedriver,
            _profile: profile,
        };
        browser.size(WIDE).await;
        browser
    }

    pub async fn goto(&self, url: &str) {
        self.driver
            .goto(url)
            .await
            .unwrap_or_else(|error| panic!("{url}: {error}"));
    }

    /// Sets the size of the page itself; a window has a least width of its own.
    pub async fn size(&self, (width, height): (u32, u32)) {
        let wish =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", wish)
            .await;
    }

    pub async fn theme(&self, theme: Theme) {
        let value = match theme {
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        let wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", wish).await;
    }

    /// Pages loaded from now on run no script of their own (A12). The checks still can.
    pub async fn script_off(&self) {
        self.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await;
    }

    pub async fn devtools(&self, method: &str, wish: Value) -> Value {
        let answer = self.driver.cdp().send_raw(method, wish).await;
        answer.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs script from outside the page, so that the page's Content-Security-Policy does not matter.
    pub async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute(script, arguments).await;
        answer
            .unwrap_or_else(|error| panic!("script: {error}\n{script:.200}"))
            .json()
            .clone()
    }

    pub fn pressed(&self) -> usize {
        self.keys.load(Ordering::Relaxed)
    }

    /// Keeps `target/screens/NAME-1440.png` and `-390.png`, the whole page each.
    pub async fn shot(&self, name: &str) -> [PathBuf; 2] {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/screens");
        std::fs::create_dir_all(&folder).expect("a folder for screenshots");
        let mut kept = Vec::new();
        for size in [WIDE, PHONE] {
            self.size(size).await;
            let height = self
                .run(
                    "return Math.max(document.documentElement.scrollHeight, arguments[0])",
                    vec![json!(size.1)],
                )
                .await;
            let height = u32::try_from(height.as_u64().expect("a height"))
                .expect("a height")
                .min(6000);
            self.size((size.0, height)).await;
            let path = folder.join(format!("{name}-{}.png", size.0));
            self.driver
                .screenshot(&path)
                .await
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            kept.push(path);
        }
        self.size(WIDE).await;
        kept.try_into().expect("two screenshots")
    }

    pub async fn close(self) {
        self.driver.quit().await.expect("a browser that closes");
    }
}

/// Starts the driver on a port it chooses itself and reads which.
fn start_driver() -> (Driver, u16) {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("chromedriver (apt-get install chromium-driver): {error}"));
    let output = child.stdout.take().expect("its output");
    let driver = Driver(child);
    for line in BufReader::new(output).lines() {
        let line = line.expect("a line of text");
        if let Some((_, port)) = line.split_once("started successfully on port ") {
            return (driver, port.trim_end_matches('.').parse().expect("a port"));
        }
    }
    panic!("chromedriver ended before it said its port");
}
