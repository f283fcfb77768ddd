//! The evidence: append-only, signed, chained (T38–T41).

use diesel::connection::SimpleConnection;
use roi_desk::app::Who;
use roi_desk::audit::{self, Flaw, Head, Report};
use roi_desk::db::{Purpose, StoreError, open};

use crate::support::{Backend, Desk, on_both_databases};

async fn some_evidence(desk: &Desk, rows: usize) {
    for _ in 0..rows {
        desk.app
            .write(Who::Desk, "test.done", |_| Ok(()))
            .await
            .expect("stored")
            .expect("accepted");
    }
    if desk.backend == Backend::Postgres {
        let key = desk.app.audit_key().clone();
        desk.app
            .keep_house(move |tx| audit::seal_waiting(tx, &key))
            .await
            .expect("sealed");
    }
}

fn verify(desk: &Desk, head: Option<&Head>) -> Report {
    let (key, now) = (desk.app.audit_key().clone(), desk.app.now());
    desk.app
        .read_now::<_, StoreError>(|read| audit::verify(read, &key, head, now))
        .expect("the evidence can be read")
}

/// Changes the database as somebody with every right on it would: past the triggers.
fn tamper(desk: &Desk, sql: &str) {
    let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
    let past_triggers = match desk.backend {
        Backend::Sqlite => {
            "DROP TRIGGER audit_rows_keep; DROP TRIGGER audit_rows_stay; DROP TRIGGER audit_seals_keep; DROP TRIGGER audit_seals_stay;"
        }
        Backend::Postgres => {
            "ALTER TABLE audit_rows DISABLE TRIGGER USER; ALTER TABLE audit_seals DISABLE TRIGGER USER;"
        }
    };
    conn.batch_execute(past_triggers)
        .expect("the triggers are out of the way");
    conn.batch_execute(sql).expect("the rows are changed");
}

#[test]
fn audit_rows_and_seals_are_never_changed_or_deleted_t39() {
    on_both_databases(async |desk| {
        some_evidence(&desk, 3).await;
        let mut conn = open(&desk.app.config.database, Purpose::Writing).expect("it opens");
        for sql in [
            "UPDATE audit_rows SET event = 'x'",
            "DELETE FROM audit_rows",
            "UPDATE audit_seals SET row_count = 9",
            "DELETE FROM audit_seals",
        ] {
            let refused = conn.batch_execute(sql).expect_err(sql);
            assert!(refused.to_string().contains("never"), "{sql}: {refused}");
        }
    });
}

#[test]
fn untouched_evidence_verifies() {
    on_both_databases(async |desk| {
        some_evidence(&desk, 5).await;
        let report = verify(&desk, None);
        assert_eq!(report.flaw, None);
        assert!(report.rows >= 5 && report.seals >= 1, "{report:?}");
    });
}

#[test]
fn every_kind_of_tampering_is_found_t40() {
    type Found = fn(&Flaw) -> bool;
    let cases: [(&str, Found); 6] = [
        ("UPDATE audit_rows SET staff_id = 77 WHERE id = 2", |f| {
            matches!(f, Flaw::RowChanged { id: 2 })
        }),
        (
            "UPDATE audit_rows SET outcome = 'denied' WHERE id = 3",
            |f| matches!(f, Flaw::RowChanged { id: 3 }),
        ),
        ("DELETE FROM audit_rows WHERE id = 2", |f| {
            matches!(f, Flaw::RowMissing { id: 2, .. })
        }),
        (
            "UPDATE audit_seals SET row_ids = '2,1' WHERE row_ids LIKE '1%'",
            |f| {
                matches!(
                    f,
                    Flaw::SealBroken { .. } | Flaw::RowMissing { .. } | Flaw::RowUnsealed { .. }
                )
            },
        ),
        ("DELETE FROM audit_seals WHERE seq = 1", |f| {
            matches!(f, Flaw::SealBroken { .. } | Flaw::RowUnsealed { .. })
        }),
        (
            "INSERT INTO audit_rows (at, event, outcome, mac) SELECT at, event, outcome, mac FROM audit_rows WHERE id = 1",
            |f| matches!(f, Flaw::RowUnsealed { .. } | Flaw::RowChanged { .. }),
        ),
    ];
    for (sql, is_found) in cases {
        on_both_databases(async |desk| {
            some_evidence(&desk, 4).await;
            tamper(&desk, sql);
            desk.later(chrono::TimeDelta::minutes(2));
            let flaw = verify(&desk, None)
                .flaw
                .unwrap_or_else(|| panic!("unnoticed: {sql}"));
            assert!(is_found(&flaw), "{sql}: {flaw:?}");
        });
    }
}

#[test]
fn a_cut_tail_is_found_by_the_head_kept_elsewhere_t41() {
    on_both_databases(async |desk| {
        some_evidence(&desk, 4).await;
        let whole = verify(&desk, None);
        let head = Head {
            seq: whole.seals,
            chain: whole.head,
        };
        tamper(
            &desk,
            "DELETE FROM audit_seals; DELETE FROM audit_rows; DELETE FROM audit_unsealed;",
        );
        assert_eq!(
            verify(&desk, None).flaw,
            None,
            "without the head nothing would show"
        );
        assert_eq!(
            verify(&desk, Some(&head)).flaw,
            Some(Flaw::HeadLost { seal: head.seq })
        );
    });
}
