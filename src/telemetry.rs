//! Logs: one JSON object a line, without patient data. A request is its route pattern, never its address or body (T42).

use tracing_subscriber::EnvFilter;

/// Starts logging to standard error; `ROI_DESK_LOG` chooses the level (default `info`).
pub fn start() {
    let filter = EnvFilter::try_from_env("ROI_DESK_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let started = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_current_span(false)
        .try_init();
    if started.is_err() {
        // A second start (tests) keeps the first one's settings.
        tracing::debug!("logging was already started");
    }
}
