//! The numbers beside the lists of the navigation.

use crate::queues::model::{ListCounts, WorkList, capped};
use crate::web::chrome::Chrome;

/// What surrounds a page, with how many stand on each list; overdue ones are bad news.
pub fn counted(mut chrome: Chrome, counts: &ListCounts) -> Chrome {
    for item in chrome.nav.iter_mut().flat_map(|group| &mut group.items) {
        let Some(word) = item.href.strip_prefix("/lists/") else {
            continue;
        };
        let Ok(list) = WorkList::parse(word) else {
            continue;
        };
        if let Some(count) = counts.of(list) {
            item.count = Some(capped(count.all));
            item.hot = list == WorkList::Overdue && count.all > 0;
        }
    }
    chrome
}
