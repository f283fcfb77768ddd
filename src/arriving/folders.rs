//! A watched folder: a fax server or a scanner writes files there. A file is taken when it has not changed between two
//! looks, one document an item; it goes to `done` only after it is stored, and what is no paper goes to `refused`, where the
//! tray says why.

use std::collections::HashMap;
use std::path::PathBuf;

use chrono::{NaiveDateTime, TimeDelta};
use sha2::{Digest, Sha256};

use super::keeping::{self, one_line};
use super::{Post, Round};
use crate::app::Who;
use crate::config::{FolderSource, SourceName};
use crate::db::new_public_id;
use crate::documents::rules::look_at;
use crate::files::{Found, list_watched, move_aside};
use crate::trays::commands::arrive;
use crate::trays::model::{ArrivalKind, MOST_BYTES, Says, Tray};
use crate::trays::store::{NewItem, NewPaperOf};

/// How long a file must be as it is before it counts as whole.
const STABLE: TimeDelta = TimeDelta::seconds(10);
/// Where files go once they are stored, and where those go that are no papers.
const DONE: &str = "done";
const REFUSED: &str = "refused";

/// A watched folder and what was seen in it.
pub(super) struct FolderReader {
    folder: FolderSource,
    tray: Tray,
    /// Each file as it was seen first: length, last change, and when that was.
    seen: HashMap<PathBuf, (u64, NaiveDateTime, NaiveDateTime)>,
}

impl FolderReader {
    pub(super) fn new(folder: FolderSource, tray: Tray) -> Self {
        Self {
            folder,
            tray,
            seen: HashMap::new(),
        }
    }

    pub(super) fn name(&self) -> &SourceName {
        &self.folder.source
    }

    /// Takes every file that is whole. A file that cannot be taken keeps no other from being taken.
    pub(super) fn round(&mut self, post: &Post<'_>) -> anyhow::Result<Round> {
        let found = list_watched(&self.folder.path).map_err(|e| {
            anyhow::anyhow!(
                "The folder {} cannot be read: {e}.",
                self.folder.path.display()
            )
        })?;
        self.seen
            .retain(|path, _| found.iter().any(|file| file.path == *path));
        let mut failed = None;
        for file in &found {
            if post.stops() {
                return Ok(Round::Left);
            }
            if !self.is_whole(file, post.app.now()) {
                continue;
            }
            if let Err(error) = self.take(post, file) {
                failed = Some(error);
            }
        }
        match failed {
            Some(error) => Err(error),
            None => Ok(Round::Read(None)),
        }
    }

    /// Whether a file is as it was at an earlier look, long enough ago.
    fn is_whole(&mut self, file: &Found, now: NaiveDateTime) -> bool {
        let fresh = (file.bytes, file.written_at, now);
        let (bytes, written_at, since) = *self.seen.entry(file.path.clone()).or_insert(fresh);
        if (bytes, written_at) != (file.bytes, file.written_at) {
            self.seen.insert(file.path.clone(), fresh);
            return false;
        }
        now - since >= STABLE
    }

    fn take(&self, post: &Post<'_>, file: &Found) -> anyhow::Result<()> {
        let name = one_line(&file.name, 200);
        let content = if file.bytes > MOST_BYTES {
            Vec::new()
        } else {
            std::fs::read(&file.path)
                .map_err(|e| anyhow::anyhow!("The file \"{name}\" cannot be read: {e}."))?
        };
        let public_id = new_public_id()?;
        let (new, whither) = self.item(post, file, &content, public_id.clone())?;
        let facilities = post.app.refreshed()?.facilities;
        post.app.write_now(Who::Desk, "trays.arrived", move |tx| {
            arrive(tx, &facilities, &new, None, None)
        })??;
        move_aside(file, whither, &public_id).map_err(|e| {
            anyhow::anyhow!(
                "The file \"{name}\" is in the tray, but cannot be moved to {whither}: {e}."
            )
        })
    }

    /// The item of a file, with its paper; what is no paper is kept as it came, with the sentence why.
    fn item(
        &self,
        post: &Post<'_>,
        file: &Found,
        content: &[u8],
        public_id: String,
    ) -> anyhow::Result<(NewItem, &'static str)> {
        let (app, source) = (post.app, &self.folder.source);
        let written = file.written_at.to_string();
        let key = keeping::key(&[&source.name, &file.name, &written], content);
        let refused = if file.bytes > MOST_BYTES {
            Some("The file is larger than 50 MB. It lies in the folder \"refused\"; scan it again in parts.".to_owned())
        } else {
            look_at(content).err().map(|why| why.to_string())
        };
        let says = what_it_is(self.tray);
        let mut papers: Vec<NewPaperOf> = Vec::new();
        let mut original = None;
        let refused = match refused {
            None => {
                let paper = keeping::paper(app, &source.site, (&file.name, says), content)?;
                let why = paper.paper.as_ref().err().cloned();
                if why.is_none() {
                    papers.push(paper);
                }
                why
            }
            some => some,
        };
        if refused.is_some() && file.bytes <= MOST_BYTES {
            original = Some(keeping::original(app, &source.site, content)?);
        }
        let whither = if refused.is_some() { REFUSED } else { DONE };
        let new = NewItem {
            public_id,
            key,
            site: source.site.clone(),
            tray: self.tray,
            source: source.name.clone(),
            uid: None,
            kind: if refused.is_some() {
                ArrivalKind::Unreadable
            } else {
                ArrivalKind::Document
            },
            arrived_at: file.written_at.min(app.now()),
            says: Says {
                subject: Some(one_line(&file.name, 200)),
                ..Says::default()
            },
            noticed: refused,
            sha256: Sha256::digest(content).into(),
            bytes: file.bytes,
            original,
            papers,
        };
        Ok((new, whither))
    }
}

/// What a file of a tray is, until a person says more.
const fn what_it_is(tray: Tray) -> &'static str {
    match tray {
        Tray::Fax => "Fax as it came",
        Tray::Scans => "Scanned post",
        Tray::Records | Tray::Forms => "Attachment of an e-mail",
    }
}
