//! The description of everything a portal may ask, in the words the code reads (`OpenAPI` 3.1). A test sends what it allows.

use serde_json::{Value, json};

use crate::facilities::rules::PortalSplit;
use crate::portal::model::SignedInAs;
use crate::requests::model::{
    Delivery, Format, Purpose, RequesterClass, ShownStatus, Want, WhoseMove,
};
use crate::words::{Language, PaperKind};

/// The words of an enum.
macro_rules! words {
    ($kind:ident) => {
        json!({ "type": "string", "enum": $kind::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>() })
    };
}

/// The whole description.
pub fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "ROI Desk, for patient portals",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "A portal sends requests for records, reads back where they stand, and each evening compares what it sent with what is here. Every message carries the portal's own id and an idempotency key: the same message sent again is answered the same and stored once.",
        },
        "servers": [{ "url": "/api/portal/v1" }],
        "security": [{ "token": [] }],
        "paths": {
            "/requests": { "post": post("Send a request for records", "Submission") },
            "/requests/{request}": { "get": {
                "summary": "Where a request of this portal stands",
                "operationId": "showRequest",
                "parameters": [path("request", json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" }))],
                "responses": responses(&[200], "Standing"),
            }},
            "/requests/{request}/messages": { "post": with(
                post("Add words or papers to a request of this portal", "Message"),
                path("request", json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" })),
            )},
            "/documents": { "post": {
                "summary": "Send a paper: PDF, JPEG, PNG or TIFF, at most 25 MB. It waits two days for the message that names it.",
                "operationId": "addDocument",
                "requestBody": { "required": true, "content": { "application/octet-stream": { "schema": { "type": "string", "format": "binary" } } } },
                "responses": responses(&[201], "Paper"),
            }},
            "/catalogue": { "get": {
                "summary": "The codes a request can name: kinds of records, and places that hold them",
                "operationId": "showCatalogue",
                "responses": responses(&[200], "Catalogue"),
            }},
            "/guidance": { "get": {
                "summary": "What the portal shows itself, and what needs a request, for dates of service",
                "operationId": "showGuidance",
                "parameters": [
                    query("from", date()), query("to", date()),
                    query("complete", json!({ "type": "string", "enum": ["true", "false"] })),
                ],
                "responses": responses(&[200], "Guidance"),
            }},
            "/days/{day}": { "post": {
                "summary": "Compare the messages sent on a day with what is here; what is missing is to be sent again",
                "operationId": "compareDay",
                "parameters": [path("day", date())],
                "requestBody": body("SentThatDay"),
                "responses": responses(&[200], "Compared"),
            }},
        },
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": schemas(),
        },
    })
}

fn post(summary: &str, takes: &str) -> Value {
    json!({
        "summary": summary,
        "operationId": (["send", takes].concat()),
        "parameters": [{
            "name": "Idempotency-Key", "in": "header", "required": true, "schema": id(),
            "description": "The same when the same message is sent again.",
        }],
        "requestBody": body(takes),
        "responses": responses(&[201, 200], "Standing"),
    })
}

fn with(mut operation: Value, parameter: Value) -> Value {
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.push(parameter);
    }
    operation
}

fn path(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

fn query(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "required": false, "schema": schema })
}

fn body(schema: &str) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": reference(schema) } } })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": (["#/components/schemas/", schema].concat()) })
}

/// The answers of an operation: those that carry what was asked for, and what can go wrong.
fn responses(good: &[u16], schema: &str) -> Value {
    let mut all = serde_json::Map::new();
    for status in good {
        all.insert(
            status.to_string(),
            json!({ "description": if *status == 201 { "Stored" } else { "As it is" }, "content": { "application/json": { "schema": reference(schema) } } }),
        );
    }
    let wrong = [
        ("400", "The body or its content type cannot be read"),
        ("401", "No token, or none that holds"),
        ("404", "Nothing of this portal is at this address"),
        ("413", "More than is taken at once"),
        ("422", "Something cannot be right; one sentence a value"),
        ("429", "Too many calls in a minute; see Retry-After"),
        (
            "503",
            "Not stored; send the same message again, see Retry-After",
        ),
        ("507", "The disk is full; send the same message again later"),
    ];
    for (status, says) in wrong {
        all.insert(
            status.to_owned(),
            json!({ "description": says, "content": { "application/problem+json": { "schema": reference("Problem") } } }),
        );
    }
    Value::Object(all)
}

fn id() -> Value {
    json!({ "type": "string", "pattern": "^[!-~]{1,100}$" })
}

fn text(most: u32) -> Value {
    json!({ "type": "string", "maxLength": most })
}

fn date() -> Value {
    json!({ "type": "string", "format": "date" })
}

/// The same, or nothing.
fn maybe(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn object(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn schemas() -> Value {
    let coded = object(
        &["code", "name"],
        json!({ "code": { "type": "string" }, "name": { "type": "string" } }),
    );
    let documents = json!({ "type": "array", "maxItems": 20, "items": reference("Document") });
    json!({
        "Submission": object(&["message", "submitted_at", "signed_in_as", "patient", "deliver"], json!({
            "message": id(),
            "submitted_at": { "type": "string", "format": "date-time" },
            "signed_in_as": words!(SignedInAs),
            "patient": object(&["family_name", "born_on"], json!({
                "family_name": text(100), "given_names": maybe(text(100)), "born_on": date(), "mrn": maybe(text(40)),
            })),
            "representative": maybe(object(&["name", "authority"], json!({ "name": text(200), "authority": text(200) }))),
            "contact": object(&[], json!({ "phone": maybe(text(60)), "email": maybe(text(254)), "address": maybe(text(400)) })),
            "wants": list(words!(Want)),
            "records": object(&[], json!({
                "entire_record": { "type": "boolean" },
                "types": list(json!({ "type": "string" })),
                "dates": { "type": "array", "maxItems": 3, "items": object(&[], json!({ "from": maybe(date()), "to": maybe(date()) })) },
                "all_dates": { "type": "boolean" },
                "facilities": list(json!({ "type": "string" })),
                "as_written": maybe(text(2_000)),
            })),
            "format": maybe(words!(Format)),
            "purpose": maybe(words!(Purpose)),
            "language": maybe(words!(Language)),
            "deliver": object(&["how"], json!({
                "how": words!(Delivery),
                "address": maybe(text(400)),
                "to": maybe(object(&["name", "class"], json!({ "name": text(200), "class": words!(RequesterClass) }))),
            })),
            "note": maybe(text(2_000)),
            "documents": documents.clone(),
        })),
        "Message": object(&["message", "submitted_at"], json!({
            "message": id(),
            "submitted_at": { "type": "string", "format": "date-time" },
            "text": maybe(text(4_000)),
            "documents": documents,
        })),
        "Document": object(&["id", "description"], json!({
            "id": { "type": "string" },
            "description": { "type": "string", "minLength": 3, "maxLength": 200 },
        })),
        "SentThatDay": object(&["messages"], json!({
            "messages": { "type": "array", "maxItems": super::MESSAGES_A_DAY, "items": id() },
        })),
        "Paper": object(&["id", "kind", "bytes", "pages"], json!({
            "id": { "type": "string" }, "kind": words!(PaperKind), "bytes": { "type": "integer" }, "pages": maybe(json!({ "type": "integer" })),
        })),
        "Standing": object(
            &["id", "reference", "received_on", "status", "status_text", "whose_move", "due_on", "status_ok_from", "closed_on"],
            json!({
                "id": { "type": "string" }, "reference": { "type": "string" }, "received_on": date(),
                "status": words!(ShownStatus), "status_text": { "type": "string" }, "whose_move": words!(WhoseMove),
                "due_on": maybe(date()), "status_ok_from": maybe(date()), "closed_on": maybe(date()),
            }),
        ),
        "Guidance": object(&["split", "sentence", "first_day"], json!({
            "split": words!(PortalSplit), "sentence": { "type": "string" }, "first_day": maybe(date()),
        })),
        "Catalogue": object(&["record_types", "facilities"], json!({
            "record_types": list(coded.clone()), "facilities": list(coded),
        })),
        "Compared": object(&["day", "stated", "missing", "not_stated"], json!({
            "day": date(), "stated": { "type": "integer" }, "missing": list(id()), "not_stated": list(id()),
        })),
        "Problem": object(&["status", "title", "detail"], json!({
            "status": { "type": "integer" }, "title": { "type": "string" }, "detail": { "type": "string" },
            "errors": list(object(&["pointer", "detail"], json!({ "pointer": { "type": "string" }, "detail": { "type": "string" } }))),
        })),
    })
}
