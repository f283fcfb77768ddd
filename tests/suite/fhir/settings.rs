//! The file that names the hospital's systems: what is not understood is refused with a sentence.

use std::path::Path;

use roi_desk::config::Settings;

use crate::trays::support::write_secret;

fn said(folder: &Path, text: &str) -> Result<usize, String> {
    let file = folder.join("fhir.toml");
    std::fs::write(&file, text).expect("written");
    let settings = Settings {
        data: folder.to_owned(),
        fhir: Some(file),
        ..Settings::default()
    };
    settings.check().map(|config| config.hospital.len())
}

#[test]
fn a_system_is_named_with_an_address_over_tls_and_a_token_only_its_owner_reads() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = folder.path().join("open");
    std::fs::write(&open, "x").expect("written");
    let closed = folder.path().join("closed");
    write_secret(&closed, "x");
    let system = |more: &str| format!("[[fhir]]\nname = \"Epic\"\nsites = [\"duarte\"]\n{more}");
    let good = system(&format!(
        "url = \"https://fhir.example.org/r4\"\ntoken_file = \"{}\"\n",
        closed.display()
    ));
    assert_eq!(said(folder.path(), &good), Ok(1));
    assert_eq!(said(folder.path(), ""), Ok(0));
    for (text, sentence) in [
        (
            system("url = \"http://fhir.example.org/r4\"\n"),
            "http:// only on this machine",
        ),
        (
            system("url = \"https://fhir.example.org/r4?x=1\"\n"),
            "nothing behind a question mark",
        ),
        (
            system("url = \"https://u:p@fhir.example.org/\"\n"),
            "base address",
        ),
        (
            system("url = \"https://h/\"\ntimeout_seconds = 60\n"),
            "from 1 to 15",
        ),
        (
            system("url = \"https://h/\"\nsearch = \"put\"\n"),
            "search is post",
        ),
        (
            system("url = \"https://h/\"\ntoken_env = \"NO_SUCH_VARIABLE_HERE\"\n"),
            "the environment has no",
        ),
        (
            system(&format!(
                "url = \"https://h/\"\ntoken_file = \"{}\"\n",
                open.display()
            )),
            "chmod 600",
        ),
        (
            system("url = \"https://h/\"\ntoken = \"x\"\n"),
            "is not understood",
        ),
        ([good.clone(), good.clone()].concat(), "asks two systems"),
    ] {
        let refused = said(folder.path(), &text).expect_err(sentence);
        assert!(refused.contains(sentence), "{sentence}: {refused}");
    }
}
