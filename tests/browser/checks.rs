//! The checks of a page that axe does not make (A1, A5, A8, A11, A13, A15–A20, A31, A35), and all of them together.

use serde_json::json;

use crate::browser::{Browser, NARROW, Theme, WIDE};
use crate::people::lines;

const CHECKS: &str = include_str!("checks.js");

/// A finding of axe that a person judged: the rule, and why it is no fault.
pub type Judged = (&'static str, &'static str);

impl Browser {
    /// Our own checks at the present width. `private` are words that no title may hold, such as a patient's name.
    pub async fn problems(&self, private: &[&str]) -> Vec<String> {
        lines(&self.run(CHECKS, vec![json!(private)]).await)
    }

    /// Everything a page must hold, in both themes, wide and narrow: one line for each way in which it does not. `judged` are
    /// incomplete findings of axe known to be no fault.
    pub async fn findings(&self, page: &str, private: &[&str], judged: &[Judged]) -> Vec<String> {
        self.size(WIDE).await;
        let mut problems = self.problems(private).await;
        for theme in [Theme::Light, Theme::Dark] {
            let found = self.axe(theme).await;
            problems.extend(found.violations);
            let open = |line: &String| {
                !judged
                    .iter()
                    .any(|(rule, _)| line.starts_with(&format!("axe {rule} ")))
            };
            problems.extend(
                found
                    .incomplete
                    .into_iter()
                    .filter(open)
                    .map(|line| format!("to be judged: {line}")),
            );
        }
        problems.extend(self.tab_order_problems().await);
        self.size(NARROW).await;
        problems.extend(
            self.problems(private)
                .await
                .into_iter()
                // The walk with the Tab key has left the summary by now; it was looked at above.
                .filter(|line| !line.starts_with("A19 the summary does not have the focus"))
                .map(|line| format!("{line} (at 320 px)")),
        );
        self.size(WIDE).await;
        problems.dedup();
        problems
            .into_iter()
            .map(|line| format!("{page}: {line}"))
            .collect()
    }

    /// As `findings`, of which there may be none.
    pub async fn accept(&self, page: &str, private: &[&str], judged: &[Judged]) {
        let problems = self.findings(page, private, judged).await;
        assert!(
            problems.is_empty(),
            "{}:\n  {}",
            self.address().await,
            problems.join("\n  ")
        );
    }
}
