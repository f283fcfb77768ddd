//! ROI Desk: the release-of-information desk of a hospital.
//!
//! # The map of the house
//!
//! Modules stand below in reading order; each may use only what stands above it (a test holds them to it).
//!
//! * **Words and days.** [`words`]: references with a check digit, refusals, money, languages. [`calendar`]: zones, holidays
//!   with two flags, day arithmetic. [`clock`]: the only caller of "now".
//! * **Plumbing.** [`db`]: one connection type over both databases, a read door and a write door. [`audit`]: evidence that
//!   cannot change unseen. [`files`]: encrypted papers and keys. [`preview`]: the sandboxed child that draws pages. [`mail`]:
//!   SMTP conversations. [`fhir`]: questions to the hospital's own systems. [`form_state`], [`drafts`]: what was typed is
//!   never lost.
//! * **The edge.** [`facilities`]: the hospital's facts as dated data. [`staff`]: people, roles, sessions. [`glance`]: figures
//!   that are the same until something changes. [`app`]: the three doors to the data. [`web`]: the gate before every
//!   handler, components, error pages.
//! * **The desk's work.** [`patients`], [`requests`] (the aggregate: roads, stage, facts, clocks, events), [`requesters`]
//!   (the address book with its proofs), [`documents`], [`notices`], [`clarifications`], [`authorizations`],
//!   [`disclosures`], [`fees`], [`accountings`], [`amendments`], [`incidents`], [`hospital`] (people and appointments of
//!   the hospital's own systems), [`transfers`] (from a practice site to the department), [`intake`], [`drop_box`],
//!   [`scans`] (cover sheets, batches cut at them), [`trays`], [`portal`], [`pick_ups`].
//! * **What people open.** [`accounts`], [`directory`], [`house`] (its own calendar and settings, changed by its people),
//!   [`queues`], [`patient_index`] (the page of a person, merges), [`address_book`], [`patient_import`] (the hospital's own
//!   index, from a file), [`downtime`] (sheets for a day without the desk), [`evening`] (nothing that arrives is lost),
//!   [`dashboards`], [`evidence`], [`desk`]; [`rule_bench`] for counsel.
//! * **Running it.** [`health`]: whether the desk can work. [`routes`]: the table of every route. [`mail_worker`],
//!   [`arriving`] (mailboxes and watched folders into the trays), [`housekeeping`], [`following`], [`batch_reader`] (looks
//!   through batches), [`proofs`], [`npi_directory`] (a file of the public directory), [`startup`], [`demo`].
//!
//! # One way
//!
//! A change goes page → form → command → rules → store, and ends in [`requests::commands::record`], the only place that moves
//! the stage, appends the event, rewrites the stored index and bumps the version. It happens in one transaction
//! ([`app::App::write`]) that also holds its audit row, its outgoing notice and the form's submission key.
//!
//! # Invariants
//!
//! 1. `calendar`, `model`, `rules` and `workflow` do no IO and read no clock; only stores and [`db`] name diesel; only pages
//!    and [`web`] name actix.
//! 2. Only commands change data, through a `Tx`, which exists only inside the write door. Readers cannot write.
//! 3. Every change of an aggregate carries the version it was decided on and changes exactly one row, or it is stale.
//! 4. What is shown with patient data has its audit row on the disk before it is handed out.
//! 5. A route exists only through the gate, with its permission; what no row allows is denied.
//! 6. A deadline is derived and explained; asking the requester never stops a clock of the law.
//! 7. Both migration trees build the same schema.

pub mod words;

pub mod calendar;
pub mod clock;
pub mod db;
pub mod network;
pub mod config;
pub mod telemetry;

pub mod audit;
pub mod files;
pub mod preview;
pub mod mail;
pub mod fhir;
pub mod form_state;
pub mod error;
pub mod drafts;
pub mod facilities;
pub mod staff;
pub mod limits;
pub mod glance;
pub mod app;
pub mod web;

pub mod accounts;

pub mod patients;
pub mod requests;
pub mod requesters;
pub mod documents;
pub mod notices;
pub mod clarifications;
pub mod authorizations;
pub mod disclosures;
pub mod fees;
pub mod accountings;
pub mod amendments;
pub mod incidents;

pub mod transfers;
pub mod hospital;
pub mod intake;
pub mod drop_box;
pub mod scans;
pub mod trays;
pub mod portal;
pub mod pick_ups;

pub mod directory;
pub mod house;
pub mod queues;
pub mod patient_index;
pub mod patient_import;
pub mod address_book;
pub mod downtime;
pub mod evening;
pub mod dashboards;
pub mod evidence;
pub mod desk;

pub mod rule_bench;

pub mod health;

pub mod routes;
pub mod mail_worker;
pub mod arriving;
pub mod housekeeping;
pub mod following;
pub mod batch_reader;
pub mod proofs;
pub mod npi_directory;
pub mod startup;
pub mod demo;
