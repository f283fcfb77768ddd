//! The codes that facts are filed under.

use crate::text_enum;

text_enum! {
    /// How an item reached the hospital (S9–S32, S115).
    pub enum Channel: "channel" {
        Portal = "portal", "Portal";
        WalkIn = "walk_in", "Walk-in";
        DropBox = "drop_box", "Drop box";
        Phone = "phone", "Phone";
        Fax = "fax", "Fax";
        Email = "email", "E-mail";
        Mail = "mail", "Mail";
        CommunitySite = "community_site", "Community site";
    }
}
