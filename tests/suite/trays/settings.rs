//! The file that names mailboxes and folders.

use std::path::Path;

use roi_desk::config::{Arrivals, SmtpSecurity};

use super::support::write_secret;

fn read(text: &str) -> Result<Arrivals, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("arrivals.toml");
    write_secret(&file, text);
    Arrivals::read(&file)
}

const MAILBOX: &str = "[[mailbox]]\naddress = \"HIMSROI@coh.org\"\nkind = \"records\"\nsite = \"duarte\"\nhost = \"imap.example.org\"\n";

#[test]
fn a_mailbox_is_read_over_tls_unless_said_otherwise() {
    let found = read(&[MAILBOX, "password = \"secret\"\nsince = \"2026-06-01\"\n"].concat());
    let found = found.expect("it is understood").mailboxes.swap_remove(0);
    assert_eq!(found.source.name, "himsroi@coh.org");
    assert_eq!((found.port, found.security), (993, SmtpSecurity::Tls));
    assert_eq!(
        (found.user.as_str(), found.folder.as_str()),
        ("himsroi@coh.org", "INBOX")
    );
    let open = read(&[MAILBOX, "password = \"secret\"\nsecurity = \"starttls\"\n"].concat());
    assert_eq!(open.expect("it is understood").mailboxes[0].port, 143);
}

#[test]
fn what_is_not_understood_is_refused_with_a_sentence_that_holds_no_password() {
    for (more, sentence) in [
        ("", "give password or password_file"),
        (
            "password = \"hunter2\"\npassword_file = \"/x\"\n",
            "one of the two",
        ),
        (
            "password = \"hunter2\"\nsecurity = \"ssl\"\n",
            "security is tls, starttls, or plain",
        ),
        (
            "password = \"hunter2\"\nsecurity = \"plain\"\nca_file = \"/x\"\n",
            "Leave one out",
        ),
        (
            "password = \"hunter2\"\nsince = \"yesterday\"\n",
            "since is a day",
        ),
        (
            "password = \"hunter2\"\npasword = \"hunter2\"\n",
            "is not understood",
        ),
        ("password = \"hunter2\n", "line 6 is not understood"),
        ("password_file = \"/nowhere\"\n", "cannot be read"),
    ] {
        let said = read(&[MAILBOX, more].concat()).expect_err(more);
        assert!(said.contains(sentence), "{more}: {said}");
        assert!(!said.contains("hunter2"), "{said}");
    }
    for (text, sentence) in [
        (
            "[[folder]]\nname = \"Fax\"\nkind = \"mail\"\nsite = \"duarte\"\npath = \"/srv\"\n",
            "kind is fax or scans",
        ),
        (
            "[[folder]]\nname = \"Fax\"\nkind = \"fax\"\nsite = \"duarte\"\npath = \"srv\"\n",
            "path begins at the root",
        ),
        (
            "[[folder]]\nname = \" \"\nkind = \"fax\"\nsite = \"duarte\"\npath = \"/srv\"\n",
            "name says what people call it",
        ),
        ("[[printer]]\n", "is not understood"),
    ] {
        let said = read(text).expect_err(text);
        assert!(said.contains(sentence), "{text}: {said}");
    }
    let twice =
        ["[[folder]]\nname = \"Fax\"\nkind = \"fax\"\nsite = \"duarte\"\npath = \"/srv\"\n"; 2]
            .concat();
    assert!(read(&twice).expect_err("twins").contains("named twice"));
}

#[test]
fn a_file_with_a_password_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("arrivals.toml");
    write_secret(&file, &[MAILBOX, "password = \"hunter2\"\n"].concat());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).expect("set");
    let said = Arrivals::read(&file).expect_err("others can read it");
    assert!(said.contains("others can read it"), "{said}");
    assert!(Arrivals::read(Path::new("/nowhere")).is_err());
}
