use chrono::NaiveDate;

/// One holiday row with the two flags of R6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The date; the key.
    pub on: NaiveDate,
    /// What people call it; it may change without the date changing.
    pub name: String,
    /// The office is closed for it.
    pub office_closed: bool,
    /// State law makes it a holiday.
    pub legal_holiday: bool,
}

impl Holiday {
    pub(super) fn merge(&mut self, other: &Self) {
        if self.name != other.name {
            self.name = format!("{} and {}", self.name, other.name);
        }
        self.office_closed |= other.office_closed;
        self.legal_holiday |= other.legal_holiday;
    }
}
