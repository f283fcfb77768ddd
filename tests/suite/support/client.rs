//! A person's browser: real HTTP, no redirects followed, forms filled as they were drawn.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::net::SocketAddr;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use scraper::{Html, Selector};

/// One browser with its cookie.
pub struct Client {
    http: reqwest::Client,
    base: String,
    forwarded: Option<String>,
    cookie: RefCell<Option<String>>,
    marks: RefCell<BTreeMap<String, String>>,
}

/// What came back.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// Where it sends the browser, if it does.
    pub location: Option<String>,
    /// The headers, lower-case names.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub text: String,
}

impl Client {
    /// A browser with this cookie value, or none.
    pub fn new(address: SocketAddr, cookie: Option<String>) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        Self {
            http,
            base: format!("http://{address}"),
            forwarded: None,
            cookie: RefCell::new(cookie),
            marks: RefCell::default(),
        }
    }

    /// The same browser, behind a proxy that says for whom it calls.
    pub fn through_proxy(mut self, address: &str) -> Self {
        self.forwarded = Some(address.to_owned());
        self
    }

    /// The cookie this browser holds now.
    pub fn cookie(&self) -> Option<String> {
        self.cookie.borrow().clone()
    }

    /// Asks for a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(self.http.get([&self.base, path].concat())).await
    }

    /// Sends fields as they are, with the token of `page`'s form and nothing else added.
    pub async fn post(&self, path: &str, fields: &[(String, String)]) -> Page {
        self.try_post(path, fields).await.expect("the desk answers")
    }

    /// As [`Client::post`], to a desk that may be gone before it has answered.
    pub async fn try_post(
        &self,
        path: &str,
        fields: &[(String, String)],
    ) -> Result<Page, reqwest::Error> {
        let body = serde_html_form::to_string(fields).expect("fields are text");
        let request = self
            .http
            .post([&self.base, path].concat())
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        self.try_send(request).await
    }

    /// Opens the page at `path`, fills its main form and sends it to where the form says.
    pub async fn fill(&self, path: &str, typed: &[(&str, &str)]) -> Page {
        let page = self.get(path).await;
        assert_eq!(
            page.status,
            StatusCode::OK,
            "{path} shows its form: {}",
            page.words()
        );
        self.submit(&page, typed).await
    }

    /// Fills the main form of a page that was shown and sends it.
    pub async fn submit(&self, page: &Page, typed: &[(&str, &str)]) -> Page {
        let (action, fields) = page.form(typed);
        self.post(&action, &fields).await
    }

    /// Sends a form with papers, as a browser does.
    pub async fn post_papers(
        &self,
        path: &str,
        fields: &[(String, String)],
        papers: &[(&str, &str, Vec<u8>)],
    ) -> Page {
        let mut form = reqwest::multipart::Form::new();
        for (name, value) in fields {
            form = form.text(name.clone(), value.clone());
        }
        for (field, file_name, bytes) in papers {
            let part =
                reqwest::multipart::Part::bytes(bytes.clone()).file_name((*file_name).to_owned());
            form = form.part((*field).to_owned(), part);
        }
        self.send(self.http.post([&self.base, path].concat()).multipart(form))
            .await
    }

    /// Follows a redirect.
    pub async fn follow(&self, page: &Page) -> Page {
        let location = page.location.as_deref().expect("a redirect");
        self.get(location).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Page {
        self.try_send(request).await.expect("the desk answers")
    }

    async fn try_send(&self, mut request: reqwest::RequestBuilder) -> Result<Page, reqwest::Error> {
        let mut held = self.marks.borrow().clone();
        if let Some(cookie) = self.cookie.borrow().as_ref() {
            held.insert("__Host-desk".to_owned(), cookie.clone());
        }
        if !held.is_empty() {
            let pairs: Vec<String> = held.iter().map(|(n, v)| [n, "=", v].concat()).collect();
            request = request.header(COOKIE, pairs.join("; "));
        }
        if let Some(address) = &self.forwarded {
            request = request.header("x-forwarded-for", address);
        }
        let response = request.send().await?;
        let set = response
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .filter_map(|v| v.to_str().ok());
        for line in set {
            if let Some(value) = line.strip_prefix("__Host-desk=") {
                let value = value.split(';').next().expect("a cookie has a value");
                *self.cookie.borrow_mut() = (!value.is_empty()).then(|| value.to_owned());
            } else if let Some((name, value)) =
                line.split(';').next().and_then(|p| p.split_once('='))
            {
                self.marks
                    .borrow_mut()
                    .insert(name.to_owned(), value.to_owned());
            }
        }
        let location = response
            .headers()
            .get(LOCATION)
            .and_then(|v| v.to_str().ok())
            .map(str::to_owned);
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                (
                    name.as_str().to_owned(),
                    String::from_utf8_lossy(value.as_bytes()).into_owned(),
                )
            })
            .collect();
        Ok(Page {
            status: response.status(),
            location,
            headers,
            text: response.text().await?,
        })
    }
}

impl Page {
    /// The page, parsed.
    pub fn html(&self) -> Html {
        Html::parse_document(&self.text)
    }

    /// Every word a reader sees in `main`, or anywhere if there is no `main`.
    pub fn words(&self) -> String {
        let html = self.html();
        let main = html
            .select(&selector("main"))
            .next()
            .unwrap_or_else(|| html.root_element());
        main.text()
            .collect::<Vec<_>>()
            .join(" ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The text of what a selector finds.
    pub fn find(&self, css: &str) -> Vec<String> {
        self.html()
            .select(&selector(css))
            .map(|e| {
                e.text()
                    .collect::<Vec<_>>()
                    .join(" ")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }

    /// An attribute of everything a selector finds.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.html()
            .select(&selector(css))
            .filter_map(|e| e.attr(name))
            .map(str::to_owned)
            .collect()
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }

    /// The main form: where it goes, and its fields as drawn with `typed` put in.
    pub fn form(&self, typed: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
        let html = self.html();
        let form = html
            .select(&selector("main form[method=post]"))
            .next()
            .expect("the page has a form");
        let action = form
            .attr("action")
            .expect("a form says where it goes")
            .to_owned();
        let mut fields: Vec<(String, String)> = Vec::new();
        for input in form.select(&selector("input[name], textarea[name], select[name]")) {
            let name = input.attr("name").expect("selected by name").to_owned();
            let kind = input.attr("type").unwrap_or_default();
            let value = match input.value().name() {
                "textarea" => Some(input.text().collect()),
                "select" => input
                    .select(&selector("option[selected]"))
                    .next()
                    .or_else(|| input.select(&selector("option")).next())
                    .map(|o| o.attr("value").unwrap_or_default().to_owned()),
                _ if kind == "file" => None,
                _ if kind == "radio" || kind == "checkbox" => input
                    .attr("checked")
                    .map(|_| input.attr("value").unwrap_or("on").to_owned()),
                _ => Some(input.attr("value").unwrap_or_default().to_owned()),
            };
            if let Some(value) = value {
                fields.push((name, value));
            }
        }
        fields.retain(|(n, _)| !typed.iter().any(|(name, _)| name == n));
        fields.extend(
            typed
                .iter()
                .map(|(n, v)| ((*n).to_owned(), (*v).to_owned())),
        );
        (action, fields)
    }
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector of a test")
}
