//! The file that names the hospital's own systems the desk may ask over HL7 FHIR R4: where each is, for which site.

use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::is_open_to_others;

/// How long a system may take for an answer, where the file says nothing else [U].
const PATIENCE: u64 = 3;
/// The longest a clerk may be kept waiting.
const LONGEST_PATIENCE: u64 = 15;

/// Where the token stands by which a system knows the desk.
#[derive(Debug, Clone)]
pub enum Token {
    /// None is asked for.
    None,
    /// As given.
    Given(SecretString),
    /// In a file, which is read at each question: whoever renews it need not start the desk anew.
    File(PathBuf),
}

/// A system of the hospital.
#[derive(Debug, Clone)]
pub struct HospitalSystem {
    /// How pages call it.
    pub name: String,
    /// The sites that ask it.
    pub sites: Vec<String>,
    /// Its base address, ending in a slash.
    pub base: Url,
    /// The token.
    pub token: Token,
    /// A certificate authority of the hospital's own, trusted beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// How long an answer may take, all its pages together.
    pub patience: Duration,
    /// The identifier system of its record numbers; without one, the identifier typed `MR`.
    pub mrn_system: Option<String>,
    /// Whether searches are posted, so that no name stands in an address or in the log of a server.
    pub posts: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    fhir: Vec<WrittenSystem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSystem {
    name: String,
    sites: Vec<String>,
    url: String,
    token_file: Option<PathBuf>,
    token_env: Option<String>,
    ca_file: Option<PathBuf>,
    timeout_seconds: Option<u64>,
    mrn_system: Option<String>,
    search: Option<String>,
}

/// Reads the file of the hospital's systems.
///
/// # Errors
/// The sentence names the system and what it takes.
pub fn read(path: &Path) -> Result<Vec<HospitalSystem>, String> {
    let at = |said: String| format!("--fhir {}: {said}", path.display());
    let text =
        std::fs::read_to_string(path).map_err(|e| at(format!("the file cannot be read: {e}.")))?;
    let written: Written = toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(1, |span| {
            text[..span.start.min(text.len())].lines().count().max(1)
        });
        at(format!(
            "line {line} is not understood. It takes [[fhir]] tables as the README shows them."
        ))
    })?;
    let systems: Result<Vec<_>, String> = written.fhir.into_iter().map(system).collect();
    let systems = systems.map_err(at)?;
    let mut sites: Vec<&str> = systems
        .iter()
        .flat_map(|one| one.sites.iter().map(String::as_str))
        .collect();
    sites.sort_unstable();
    match sites.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(at(format!(
            "the site {} asks two systems. Name it with one.",
            pair[0]
        ))),
        None => Ok(systems),
    }
}

fn system(written: WrittenSystem) -> Result<HospitalSystem, String> {
    let name = written.name.trim().to_owned();
    let said = |text: &str| format!("\"{name}\": {text}");
    if name.is_empty() || written.sites.is_empty() {
        return Err(said(
            "name says what people call it, sites which sites ask it.",
        ));
    }
    let base = base(&written.url).ok_or_else(|| {
        said("url is the base address of the FHIR server, https://…; http:// only on this machine, and nothing behind a question mark.")
    })?;
    let patience = written.timeout_seconds.unwrap_or(PATIENCE);
    if !(1..=LONGEST_PATIENCE).contains(&patience) {
        return Err(said("timeout_seconds is a whole number from 1 to 15."));
    }
    let posts = match written.search.as_deref().unwrap_or("post") {
        "post" => true,
        "get" => false,
        _ => {
            return Err(said(
                "search is post, or get for a server that takes no posted search.",
            ));
        }
    };
    let token = match (written.token_file, written.token_env) {
        (None, None) => Token::None,
        (Some(file), None) => {
            if is_open_to_others(&file)
                .map_err(|e| said(&format!("token_file cannot be read: {e}.")))?
            {
                return Err(said(
                    "others can read token_file. Give it to its owner alone (chmod 600).",
                ));
            }
            Token::File(file)
        }
        (None, Some(variable)) => match std::env::var(&variable) {
            Ok(token) => Token::Given(SecretString::from(token)),
            Err(_) => return Err(said(&format!("the environment has no {variable}."))),
        },
        _ => return Err(said("give token_file or token_env, not both.")),
    };
    Ok(HospitalSystem {
        sites: written.sites,
        base,
        token,
        ca_file: written.ca_file,
        patience: Duration::from_secs(patience),
        mrn_system: written.mrn_system,
        posts,
        name,
    })
}

/// The base address with a slash at its end, so that what follows is joined to it.
fn base(text: &str) -> Option<Url> {
    let mut url = Url::parse(text.trim()).ok()?;
    let host = url.host_str()?.trim_matches(['[', ']']).to_owned();
    let here = host == "localhost"
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    let fits = url.scheme() == "https" || (url.scheme() == "http" && here);
    let bare = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !fits || !bare {
        return None;
    }
    if !url.path().ends_with('/') {
        let path = [url.path(), "/"].concat();
        url.set_path(&path);
    }
    Some(url)
}
