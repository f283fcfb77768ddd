//! What a person does on a page, by the words they read.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::browser::Browser;

/// How long a page may take before a test says what it missed.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Finds a visible element by role and name as a person reads them; the name is whole, or the start of a longer label.
const FIND: &str = include_str!("find.js");

impl Browser {
    /// The field with this label.
    pub async fn field(&self, label: &str) -> WebElement {
        self.find("field", label).await
    }

    /// The element of this role (`button`, `link`, `heading`, `field`, `alert`, `status`, `row`) with this name.
    pub async fn find(&self, role: &str, name: &str) -> WebElement {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(element) = self.look(role, name).await {
                return element;
            }
            assert!(
                Instant::now() < until,
                "no {role} \"{name}\" on {}:\n{}",
                self.address().await,
                self.text().await
            );
        }
    }

    /// The same without waiting: is it there now?
    pub async fn look(&self, role: &str, name: &str) -> Option<WebElement> {
        let arguments = vec![json!(role), json!(name)];
        let found = self
            .driver
            .execute(FIND, arguments)
            .await
            .unwrap_or_else(|error| panic!("{role} \"{name}\": {error}"));
        if found.json().is_null() {
            None
        } else {
            Some(found.element().expect("an element"))
        }
    }

    /// Types into the field with this label, over what stood there.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.field(label).await;
        field
            .clear()
            .await
            .unwrap_or_else(|error| panic!("{label}: {error}"));
        field
            .send_keys(text)
            .await
            .unwrap_or_else(|error| panic!("{label}: {error}"));
    }

    /// Ticks a box, chooses a radio button, or takes an option of the list with this label.
    pub async fn choose(&self, label: &str) {
        self.click_found("field", label).await;
    }

    /// Takes an option from the list with this label.
    pub async fn select(&self, label: &str, option: &str) {
        let script = "const o = [...arguments[0].options].find(o => o.text.trim() === arguments[1]); return o ? o.index : null;";
        let list = self.field(label).await;
        let index = self
            .run(
                script,
                vec![list.to_json().expect("an element"), json!(option)],
            )
            .await;
        assert!(!index.is_null(), "no option \"{option}\" in \"{label}\"");
        let nth = format!(
            "option:nth-of-type({})",
            index.as_u64().expect("an index") + 1
        );
        let options = list.find_all(By::Css("option")).await.expect("options");
        let place = usize::try_from(index.as_u64().expect("an index")).expect("an index");
        self.click(&options[place], &nth).await;
    }

    /// Types month, day and year into the date with this name.
    pub async fn fill_date(&self, legend: &str, date: [String; 3]) {
        let script = "const f = [...document.querySelectorAll('fieldset.date')].find(f => f.querySelector('legend').textContent.trim().startsWith(arguments[0])); return f ? f.querySelector('input').id : null;";
        let first = self.run(script, vec![json!(legend)]).await;
        let first = first
            .as_str()
            .unwrap_or_else(|| panic!("no date \"{legend}\""));
        for (box_, text) in ["", "-day", "-year"].iter().zip(date) {
            let field = self.driver.find(By::Id(format!("{first}{box_}"))).await;
            let field = field.unwrap_or_else(|error| panic!("{legend}: {error}"));
            field.clear().await.expect("an empty box");
            field.send_keys(text).await.expect("typed");
        }
    }

    /// Chooses the radio button with this label in every group that has one.
    pub async fn choose_each(&self, label: &str) {
        let script = "return [...document.querySelectorAll('label')].filter(l => l.textContent.trim() === arguments[0] && l.querySelector('input[type=radio]'))";
        let found = self.driver.execute(script, vec![json!(label)]).await;
        let choices = found.and_then(ScriptRet::elements);
        let choices = choices.unwrap_or_else(|error| panic!("{label}: {error}"));
        assert!(!choices.is_empty(), "no choice \"{label}\"");
        for choice in choices {
            self.click(&choice, label).await;
        }
    }

    /// Answers one row of a checklist.
    pub async fn answer(&self, row: &str, label: &str) {
        let script = "const row = [...document.querySelectorAll('fieldset.check')].find(f => f.querySelector('legend').textContent.includes(arguments[0])); return [...row.querySelectorAll('label')].find(l => l.textContent.trim() === arguments[1])";
        let found = self
            .driver
            .execute(script, vec![json!(row), json!(label)])
            .await;
        let choice = found.and_then(ScriptRet::element);
        let choice = choice.unwrap_or_else(|error| panic!("{row}, {label}: {error}"));
        self.click(&choice, row).await;
    }

    /// Presses the button with these words.
    pub async fn press(&self, button: &str) {
        self.click_found("button", button).await;
    }

    /// Follows the link with these words.
    pub async fn follow(&self, link: &str) {
        self.click_found("link", link).await;
    }

    /// Clicks what is found; a page that is replaced in between is looked at once more.
    async fn click_found(&self, role: &str, name: &str) {
        let until = Instant::now() + PATIENCE;
        while let Err(error) = self.find(role, name).await.click().await {
            assert!(Instant::now() < until, "\"{name}\": {error}");
        }
    }

    async fn click(&self, element: &WebElement, name: &str) {
        element
            .click()
            .await
            .unwrap_or_else(|error| panic!("\"{name}\": {error}"));
    }

    /// Waits until the page reads `words` somewhere.
    pub async fn sees(&self, words: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text().await.contains(words) {
            assert!(
                Instant::now() < until,
                "\"{words}\" is not on {}:\n{}",
                self.address().await,
                self.text().await
            );
        }
    }

    /// The words of the page as shown.
    pub async fn text(&self) -> String {
        let text = self
            .run(
                "return document.body ? document.body.innerText : ''",
                vec![],
            )
            .await;
        text.as_str().unwrap_or_default().to_owned()
    }

    pub async fn title(&self) -> String {
        self.driver.title().await.expect("a title")
    }

    /// The path of the page, with its query.
    pub async fn address(&self) -> String {
        let address = self.driver.current_url().await.expect("an address");
        address.query().map_or_else(
            || address.path().to_owned(),
            |query| format!("{}?{query}", address.path()),
        )
    }

    /// Signs in with a name, a password and, where the page asks for one, the code that a demo shows on its own page.
    pub async fn sign_in(&self, base: &str, name: &str, password: &str) {
        self.goto(&format!("{base}/sign-in")).await;
        self.fill("Username", name).await;
        self.fill("Password", password).await;
        self.press("Sign in").await;
        self.leaves("/sign-in").await;
        if let Some(code) = self.look("field", "One-time code").await {
            let text = self.text().await;
            let shown = regex::Regex::new(r"\b\d{6}\b").expect("a pattern");
            let shown = shown
                .find(&text)
                .unwrap_or_else(|| panic!("the demo shows no one-time code:\n{text}"));
            code.send_keys(shown.as_str()).await.expect("a code typed");
            self.press("Sign in").await;
            self.leaves("/sign-in/code").await;
        }
    }

    /// Waits until another page than `path` is shown: a press only begins the way to it.
    pub async fn leaves(&self, path: &str) {
        let until = Instant::now() + PATIENCE;
        while self.address().await == path {
            assert!(
                Instant::now() < until,
                "still on {path}:\n{}",
                self.text().await
            );
        }
    }
}

/// Lines of text from a script's list.
pub fn lines(value: &Value) -> Vec<String> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|line| line.as_str().expect("a line").to_owned())
        .collect()
}
