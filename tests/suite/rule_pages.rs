//! The pages of the rules: the register by family and by search, the settings of the law, and a rule tried by a person.

use reqwest::StatusCode;
use roi_desk::rule_bench::EXAMPLES;
use roi_desk::rule_bench::register::{Family, rules};
use roi_desk::staff::model::Role;

use crate::support::on_both_databases;

#[test]
fn everybody_reads_the_register_and_its_settings() {
    on_both_databases(async |desk| {
        for role in Role::ALL {
            let person = desk.person(*role, "duarte").await;
            let page = person.get("/rules").await;
            assert_eq!(page.status, StatusCode::OK, "{role}");
            assert!(
                page.attributes("nav a", "href")
                    .contains(&"/rules".to_owned()),
                "{role}"
            );
        }
        let page = desk
            .person(Role::PrivacyOfficer, "duarte")
            .await
            .get("/rules")
            .await;
        let words = page.words();
        for said in [
            "Calendar days, the shorter time",
            "HSS",
            "still not final entering 2026",
            "Monday to Friday, although the window may be shut",
            "1.17 Payment before delivery",
            "verified in source 32; not settled in law",
            "Assumed by the desk",
            "Photo identity usually accepted",
            "knowledge of low confidence",
            "C20",
        ] {
            assert!(words.contains(said), "{said} in {words}");
        }
        let families = page.attributes("section[aria-labelledby=families] a", "href");
        assert_eq!(families.len(), Family::ALL.len());
        desk.finish().await;
    });
}

#[test]
fn a_family_shows_each_of_its_rules_with_law_and_evidence_in_words() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        for family in Family::ALL {
            let page = clerk.get(&["/rules/", family.as_str()].concat()).await;
            assert_eq!(page.status, StatusCode::OK, "{family}");
            let own = rules().into_iter().filter(|rule| rule.family == *family);
            let ids = page.find("tbody th[scope=row]");
            assert_eq!(ids, own.map(|rule| rule.id.to_owned()).collect::<Vec<_>>());
        }
        let clocks = clerk.get("/rules/clocks").await.words();
        for said in [
            "Cal. Evidence Code 1158",
            "verified in source 18; not settled in law",
            "How an attorney's five days",
        ] {
            assert!(clocks.contains(said), "{said} in {clocks}");
        }
        assert_eq!(
            clerk.get("/rules/astrology").await.status,
            StatusCode::NOT_FOUND
        );
        desk.finish().await;
    });
}

#[test]
fn a_search_finds_rules_by_id_law_and_word() {
    on_both_databases(async |desk| {
        let clerk = desk.clerk().await;
        for (find, id) in [
            ("1280.15", "C16"),
            ("juneteenth", ""),
            ("C20", "C20"),
            ("drop-box emptying", "R3"),
            ("hiv 120980", "A28"),
            ("flat fee", "1.17"),
        ] {
            let address = ["/rules?words=", &find.replace(' ', "+")].concat();
            let page = clerk.get(&address).await;
            let ids = page.find("tbody th[scope=row]");
            assert_eq!(
                ids.contains(&id.to_owned()),
                !id.is_empty(),
                "{find}: {ids:?}"
            );
            assert_eq!(
                page.attributes("input[name=words]", "value")
                    .iter()
                    .filter(|value| *value == find)
                    .count(),
                1,
                "the words stay"
            );
        }
        assert!(
            clerk
                .get("/rules?words=juneteenth")
                .await
                .words()
                .contains("No rule holds these words.")
        );
        desk.finish().await;
    });
}

#[test]
fn a_rule_is_tried_and_answers_in_words_and_as_json() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::PrivacyOfficer, "duarte").await;
        for example in EXAMPLES {
            let address = ["/rule-bench/", example.rule].concat();
            let form = officer.get(&address).await;
            assert!(
                form.words().contains("No patient data here"),
                "{}",
                example.rule
            );
            assert_eq!(form.find("textarea[name=question]").len(), 1);
            let page = officer
                .submit(&form, &[("question", example.question)])
                .await;
            assert_eq!(
                page.status,
                StatusCode::OK,
                "{}: {}",
                example.rule,
                page.words()
            );
            let raw = page.find("pre");
            assert!(
                serde_json::from_str::<serde_json::Value>(&raw[0]).is_ok(),
                "{raw:?}"
            );
        }
        let form = officer.get("/rule-bench/breach").await;
        let page = officer
            .submit(&form, &[("question", EXAMPLES[3].question)])
            .await;
        let words = page.words();
        for said in [
            "Presumed breach",
            "presumed breach",
            "C16",
            "Fri 26 Jun 2026",
            "Accounting entry",
            "yes",
        ] {
            let heard = words.contains(said) || words.to_lowercase().contains(&said.to_lowercase());
            assert!(heard, "{said} in {words}");
        }
        assert!(!page.find("table th[scope=row]").is_empty());
        desk.finish().await;
    });
}

#[test]
fn what_a_rule_cannot_read_is_said_beside_the_question_which_stays() {
    on_both_databases(async |desk| {
        let officer = desk.person(Role::PrivacyOfficer, "duarte").await;
        let form = officer.get("/rule-bench/due").await;
        let typed =
            "{\"facility\": \"duarte\", \"road\": \"alley\", \"received_on\": \"2026-06-04\"}";
        let page = officer.submit(&form, &[("question", typed)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let wrong = page.find("#question-error");
        assert!(
            wrong[0].contains("\"alley\" is not a known road"),
            "{wrong:?}"
        );
        assert_eq!(page.find("textarea[name=question]"), [typed]);
        assert_eq!(page.attributes(".problem a", "href"), ["#question"]);
        let empty = officer.submit(&form, &[("question", "")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.words().contains("Enter a question"));
        let hostile = "{\"facility\": \"<script>alert(1)</script>\"}";
        let shown = officer.submit(&form, &[("question", hostile)]).await;
        assert!(
            !shown.text.contains("<script>alert"),
            "what was typed is shown as text"
        );
        assert_eq!(
            officer.get("/rule-bench/horoscope").await.status,
            StatusCode::NOT_FOUND
        );
        desk.finish().await;
    });
}
