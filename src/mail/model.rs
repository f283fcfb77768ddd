//! The words a message in the outbox is described with.

crate::text_enum! {
    /// Where a message stands (trust.md 2.2). It moves `queued`, `claimed`, `handing_over`, then to one of the last four.
    pub enum MailState: "mail state" {
        /// Waits for its turn.
        Queued = "queued", "Waiting to be sent";
        /// A worker has it; the claim ends after 15 minutes.
        Claimed = "claimed", "Being sent";
        /// Committed before the final dot: from here it may have been accepted.
        HandingOver = "handing_over", "Being handed over";
        /// The server took responsibility for it.
        Sent = "sent", "Sent";
        /// Not accepted for now; it is tried again (T22).
        Deferred = "deferred", "Delayed, will be tried again";
        /// Refused for good, or given up after five days; a person must act.
        Failed = "failed", "Could not be sent";
        /// The connection was lost after the hand-over began; a person must find out (T20, T21).
        Uncertain = "uncertain", "May or may not have arrived";
    }
}
