//! Invented names. No real person is meant.

/// Family names.
pub const FAMILY: [&str; 40] = [
    "Reyes", "Park", "Cole", "Hill", "Osei", "Adler", "Nguyen", "Stone", "Greco", "Kim", "Baker",
    "Alvarez", "Marsh", "Ibarra", "Lund", "Okoro", "Petrov", "Quinn", "Rossi", "Santos", "Tanaka",
    "Usman", "Vance", "Wren", "Yilmaz", "Zeller", "Abbott", "Brandt", "Castro", "Dorsey", "Ekman",
    "Farrow", "Gallo", "Haddad", "Ivers", "Jansen", "Keane", "Lopes", "Mbeki", "Novak",
];

/// Given names.
pub const GIVEN: [&str; 30] = [
    "Marisol", "Leo", "Ann", "Dwayne", "Nadia", "Ruth", "Minh", "Ida", "Paul", "Jae", "Tom",
    "Rosa", "Elena", "Oscar", "Greta", "Chidi", "Irina", "Maeve", "Carlo", "Bianca", "Haruto",
    "Amina", "Curtis", "Jenny", "Emre", "Karl", "Lydia", "Felix", "Noemi", "Basil",
];

/// Law offices, insurers, clinics and agencies that ask.
pub const ASKERS: [&str; 8] = [
    "Baird and Lowe LLP",
    "Valley Cancer Clinic",
    "Harbor Mutual Insurance",
    "State Disability Office",
    "Northgate Physical Therapy",
    "Pell and Associates",
    "Lakeview Family Practice",
    "Summit Health Plan",
];
