//! Pages of a PDF with what they draw, and nothing else: no names, forms, notes or attachments of the file they lay in.

use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::preview::Reason;

/// What a page says of itself; the rest of its entries lead to other parts of the file.
const OF_PAGE: [&[u8]; 4] = [b"Contents", b"Group", b"UserUnit", b"Type"];
/// What a page may have from the branches above it.
const INHERITED: [&[u8]; 4] = [b"MediaBox", b"CropBox", b"Rotate", b"Resources"];
/// What shows of a note or a filled field; where it leads to and whose field it is stays behind.
const OF_NOTE: [&[u8]; 6] = [b"Type", b"Subtype", b"Rect", b"AP", b"AS", b"F"];
/// Branches above one page, at most.
const HEIGHT: usize = 64;

/// The wanted pages as a PDF.
pub fn cut(paper: &[u8], first: u16, last: u16) -> Result<Vec<u8>, Reason> {
    let whole = Document::load_mem(paper).map_err(|_| Reason::Damaged)?;
    if whole.is_encrypted() {
        return Err(Reason::Password);
    }
    let pages = whole.get_pages();
    let mut new = Document::with_version("1.7");
    new.max_id = whole.max_id;
    let root = new.new_object_id();
    let mut kids = Vec::new();
    for number in u32::from(first)..=u32::from(last) {
        let id = *pages.get(&number).ok_or(Reason::NoSuchPage)?;
        let mut page = page_alone(&whole, id)?;
        page.set("Parent", root);
        let wanted = Object::Dictionary(page);
        follow(&whole, &mut new, &wanted, root);
        // A page may stand in a tree twice; each is a page of its own.
        kids.push(Object::Reference(new.add_object(wanted)));
    }
    let count = i64::from(last - first) + 1;
    new.objects.insert(
        root,
        Object::Dictionary(dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count }),
    );
    let catalog = new.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    new.trailer.set("Root", catalog);
    let mut file = Vec::new();
    new.save_to(&mut file).map_err(|_| Reason::Stopped)?;
    Ok(file)
}

/// A page's own entries with those it has from above, its notes as they show, and only the pictures it draws.
fn page_alone(whole: &Document, id: ObjectId) -> Result<Dictionary, Reason> {
    let page = whole.get_dictionary(id).map_err(|_| Reason::Damaged)?;
    let mut alone = Dictionary::new();
    for key in OF_PAGE {
        if let Ok(value) = page.get(key) {
            alone.set(key, value.clone());
        }
    }
    let mut branch = Some(page);
    for _ in 0..HEIGHT {
        let Some(at) = branch else { break };
        for key in INHERITED {
            if let (false, Ok(value)) = (alone.has(key), at.get(key)) {
                alone.set(key, value.clone());
            }
        }
        let above = at.get(b"Parent").and_then(Object::as_reference);
        branch = above.ok().and_then(|id| whole.get_dictionary(id).ok());
    }
    let drawn = whole.get_page_content(id);
    if let Some(resources) = dictionary_of(whole, alone.get(b"Resources").ok()) {
        alone.set("Resources", only_drawn(whole, resources, &drawn));
    }
    let notes = notes(whole, page);
    if !notes.is_empty() {
        alone.set("Annots", notes);
    }
    Ok(alone)
}

/// The dictionary an entry is or refers to.
fn dictionary_of<'a>(whole: &'a Document, entry: Option<&'a Object>) -> Option<&'a Dictionary> {
    whole.dereference(entry?).ok()?.1.as_dict().ok()
}

/// The resources of a page without the pictures and forms that only other pages draw.
fn only_drawn(whole: &Document, resources: &Dictionary, drawn: &[u8]) -> Dictionary {
    let mut kept = resources.clone();
    if let Some(pictures) = dictionary_of(whole, resources.get(b"XObject").ok()) {
        let is_drawn = |name: &[u8]| {
            let name = [b"/", name].concat();
            drawn.windows(name.len()).any(|at| at == name)
        };
        let of_page: Dictionary = pictures
            .iter()
            .filter(|(name, _)| is_drawn(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        kept.set("XObject", of_page);
    }
    kept
}

/// The notes and filled fields of a page, each as it shows.
fn notes(whole: &Document, page: &Dictionary) -> Vec<Object> {
    let Some(Object::Array(all)) = page
        .get(b"Annots")
        .ok()
        .and_then(|all| whole.dereference(all).ok())
        .map(|(_, all)| all)
    else {
        return Vec::new();
    };
    let shown = |note: &Object| {
        let note = dictionary_of(whole, Some(note))?;
        let kept: Dictionary = OF_NOTE
            .iter()
            .filter_map(|key| Some((key.to_vec(), note.get(key).ok()?.clone())))
            .collect();
        Some(Object::Dictionary(kept))
    };
    all.iter().filter_map(shown).collect()
}

/// Takes along everything an object refers to, but never a branch of the page tree or another page.
fn follow(whole: &Document, new: &mut Document, from: &Object, root: ObjectId) {
    let mut ahead = vec![from.clone()];
    while let Some(object) = ahead.pop() {
        match object {
            Object::Reference(id) if id == root || new.objects.contains_key(&id) => {}
            Object::Reference(id) => {
                let Some(target) = whole.objects.get(&id) else {
                    continue;
                };
                let target = if is_of_tree(target) {
                    Object::Null
                } else {
                    target.clone()
                };
                new.objects.insert(id, target.clone());
                ahead.push(target);
            }
            Object::Array(parts) => ahead.extend(parts),
            Object::Dictionary(parts) => ahead.extend(parts.iter().map(|(_, part)| part.clone())),
            Object::Stream(stream) => {
                ahead.extend(stream.dict.iter().map(|(_, part)| part.clone()));
            }
            _ => {}
        }
    }
}

fn is_of_tree(object: &Object) -> bool {
    object.as_dict().is_ok_and(|one| {
        let kind = one.get(b"Type").and_then(Object::as_name);
        kind.is_ok_and(|kind| matches!(kind, b"Page" | b"Pages" | b"Catalog" | b"StructElem"))
    })
}
