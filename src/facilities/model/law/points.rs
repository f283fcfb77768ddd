//! The table of unsettled points. A further point is a further row, and a row in the profile of each hospital it matters to.

use super::{Choices, Days, StateLaw, Value};

const BOTH: &[StateLaw] = StateLaw::ALL;
const CALIFORNIA: &[StateLaw] = &[StateLaw::California];
const NEW_YORK: &[StateLaw] = &[StateLaw::NewYork];

law_settings! {
    /// R5: neither statute nor page defines a working day.
    WorkingWeek, working_week: WorkingWeek = "working_week", "Which days of the week are working days",
        &["R5"], BOTH, "[D] [U]",
        "Neither the statutes nor the hospital's page say which weekdays are working days. Window days alone make every such day later.",
        {
            MondayToFriday = "monday_to_friday", "Monday to Friday, although the window may be shut";
            WindowDays = "window_days", "Only the days of the week on which the window is open";
        };

    /// R7, 5.1: whether a Sunday Diwali is kept on the Monday too.
    SundayDiwali, sunday_diwali: SundayDiwali = "sunday_diwali", "Whether a Sunday Diwali is kept on the Monday",
        &["R7"], CALIFORNIA, "[K?]",
        "California keeps a Sunday holiday on the Monday too; that Diwali is not among them is known with low confidence. It moves only where a last day may roll to.",
        {
            SundayOnly = "sunday_only", "No: the Sunday only";
            MondayToo = "monday_too", "Yes: the Monday is a holiday of the state too";
        };

    /// R12: the caller may ask after the last day of the wait, or on it.
    StatusReading, status_reading: StatusReading = "status_reading", "When a caller may ask how the request stands",
        &["R12", "C25"], CALIFORNIA, "[D] [U]",
        "\"Allow five working days\" can also mean that the caller may ask on the fifth.",
        {
            AfterTheWait = "after_the_wait", "The working day after the last day of the wait";
            OnTheLastDay = "on_the_last_day", "The last day of the wait";
        };

    /// R16: whether the 15 days of the state run beside C1 for a directive.
    DirectiveClock, directive_clock: DirectiveClock = "directive_clock", "Which clocks a directive for an electronic copy of an electronic record runs",
        &["R16"], CALIFORNIA, "[D] [U]",
        "The statute gives its 15 days to the patient; whether a copy sent to somebody else at the patient's direction has them too is not said.",
        {
            WithTheState = "c1_and_c5", "The federal days and California's 15 days";
            FederalOnly = "c1_only", "The federal days only";
        };

    /// C1: 30 days; a rule proposed in 2020 says 15 and is not final.
    HipaaAccessDays, hipaa_access_days: Days<30> = "hipaa_access_days", "Calendar days to answer an access request",
        &["C1"], BOTH, "[V1] [V46]",
        "The federal rule says 30 days. A rule proposed in 2020 says 15; it was still not final entering 2026.",
        {};

    /// S29: whether a telephone call alone starts a clock of access or amendment.
    PhoneStart, phone_start: PhoneStart = "phone_start", "Whether a telephone call starts a clock",
        &["C1", "C2", "C5"], BOTH, "[U]",
        "The page says that a call only initiates a request. A written request may be required where patients are told; whether a call starts a clock where they were not is open.",
        {
            WritingOnly = "writing_only", "No: the clock starts when the written request arrives";
            CallCounts = "call_counts", "Yes: the day of the call is the day of receipt";
        };

    /// 1.17: whether a patient's unpaid copy may wait, once it was told that it is ready.
    Prepayment, prepayment: Prepayment = "prepayment", "Whether a patient's copy may wait for payment",
        &["C1", "1.17 Payment before delivery"], BOTH, "[V51] [U]",
        "No rule was found by which an unpaid fee stops the federal clock; a proposal of 1999 took the notice \"ready, pay and collect\" for an answer in time.",
        {
            ClockRuns = "clock_runs", "No: it is shown as ready and unpaid, and its clock runs";
            NoticeAnswers = "notice_answers", "Yes: the notice that it is ready and waits for payment stops the federal clock";
        };

    /// C5: the statute speaks of the request together with the fee.
    CopyClockStart, copy_clock_start: CopyClockStart = "copy_clock_start", "From when California's 15 days for copies run",
        &["C5"], CALIFORNIA, "[V7] [U]",
        "The statute speaks of the request together with the fee, which would be later than receipt.",
        {
            Receipt = "receipt", "From receipt of the request";
            RequestAndFee = "request_and_fee", "From the first day on which both the request and the fee are here";
        };

    /// C9: the statute says days, one commentary says business days.
    AttorneyDays, attorney_days: AttorneyDays = "attorney_days", "How an attorney's five days before suit are counted",
        &["C9"], CALIFORNIA, "[V18] [U]",
        "Evidence Code 1158 says five days; one secondary page says business days. Calendar days are the shorter time.",
        {
            Calendar = "calendar_days", "Calendar days, the shorter time";
            Working = "working_days", "Working days";
        };

    /// C17: paper and fax sent wrong are normally outside the law.
    ComputerBreach, computer_breach: ComputerBreach = "computer_breach", "Which breaches New York's 30 days count",
        &["C17"], NEW_YORK, "[V31] [K]",
        "The law is about computerized information; that paper or a fax sent wrong is normally outside it is from knowledge.",
        {
            Every = "every_breach", "Every presumed breach; a person says which it was";
            OnComputer = "on_computer", "Every one but what is known to have been on paper only";
        };

    /// C20: ten business days, from knowledge, not checked.
    InfeasibilityDays, infeasibility_days: Days<10> = "infeasibility_days", "Business days to say why something cannot be given electronically",
        &["C20"], BOTH, "[K] [V29]",
        "Ten business days are known from practice; the text of 45 CFR 171.204(b) was not checked.",
        {};

    /// 1.13: that the patient is served five days before the hospital is from knowledge.
    CustodianNotice, custodian_notice: CustodianNotice = "custodian_notice", "How long before the hospital the patient must be served with a civil subpoena",
        &["N18"], CALIFORNIA, "[V20] [K]",
        "That CCP 1985.3(b) asks for five days before the custodian is served is from knowledge; the ten days before production are verified.",
        {
            FiveDays = "five_days", "At least five days, besides the ten before production";
            NotAsked = "not_asked", "Only the ten days before production are asked";
        };

    /// A10: the exact exceptions from the one year were not checked.
    LaterExpiry, later_expiry: LaterExpiry = "later_expiry", "When an authorization may be good for more than a year",
        &["A10"], CALIFORNIA, "[V12] [V49] [K]",
        "The exact wording of the exceptions in Civil Code 56.11(b)(7) was not checked.",
        {
            RequestOrTrial = "request_or_trial", "With the signer's own request for the later date, or for an approved clinical trial";
            TrialOnly = "trial_only", "For an approved clinical trial only";
            Never = "never", "Never";
        };

    /// A28: that each disclosure needs its own permission is from knowledge.
    HivPermission, hiv_permission: HivPermission = "hiv_permission", "How often an HIV test result must be permitted",
        &["A28"], CALIFORNIA, "[V16] [K]",
        "That Health and Safety Code 120980 asks for a permission of each separate disclosure is from knowledge.",
        {
            EachDisclosure = "each_disclosure", "For each disclosure separately";
            Once = "once", "Once: a paper that names the result is enough, even where it does not name this disclosure";
        };

    /// A32: the statutes bind others; the house asks that genetic results be named.
    GeneticMention, genetic_mention: GeneticMention = "genetic_mention", "Whether genetic results must be named",
        &["A32"], BOTH, "[K] [D]",
        "California's statute binds health plans and New York's was not checked; to ask in both states is the stricter reading.",
        {
            Required = "required", "Yes: they go only if the paper names them";
            NotRequired = "not_required", "No: the check is not asked";
        };

    /// A38: that New York asks a power of attorney that names records is from knowledge.
    AttorneyStanding, attorney_standing: AttorneyStanding = "attorney_standing", "What an attorney in New York must show",
        &["A38"], NEW_YORK, "[V22] [K]",
        "That the power of attorney must expressly allow requests for records is from knowledge.",
        {
            PowerOfAttorney = "power_of_attorney", "A power of attorney that expressly allows requests for records";
            Authorization = "authorization", "The patient's authorization is enough";
        };

    /// A14, 1.12: no end after 50 years was found in California's law.
    DeceasedRecords, deceased_records: DeceasedRecords = "deceased_records", "Records of a patient who died more than 50 years ago",
        &["A14"], CALIFORNIA, "[V32] [U]",
        "HIPAA protects for 50 years after death; no such end was found in California's law.",
        {
            Protected = "protected", "Stay protected: the estate's representative must sign";
            Open = "open", "Are no longer protected: nobody signs for the estate";
        };

    /// 1.5: whether the free benefit copy goes to a patient with a private attorney.
    AttorneyBenefitCopy, attorney_benefit_copy: AttorneyBenefitCopy = "attorney_benefit_copy", "The free benefit copy where the patient has a private attorney",
        &["1.17 A copy for a benefit claim or appeal, California"], CALIFORNIA, "[V7] [V8] [U]",
        "A digest of 2015 excepts patients with a private attorney; whether that still holds after the change of 2020 is open.",
        {
            NotByLaw = "not_by_law", "Not by law: the house's own fee if it has one, else the attorney's schedule";
            Free = "free", "Free by law, with the proof";
        };

    /// 1.5: whether state disability and family leave are public benefits.
    DisabilityProgram, disability_program: DisabilityProgram = "disability_program", "Whether state disability and family leave are public-benefit programs",
        &["1.17 A form for a public benefit, California"], CALIFORNIA, "[V36] [V8] [U]",
        "EDD says that no law stops a charge for its forms; the lists of programs in news and digests do not name them.",
        {
            NotCovered = "not_covered", "No: the house's own fee is asked for their forms";
            Covered = "covered", "Yes: their forms are free by law";
        };

    /// 1.5: SB 980 of 2026, whose outcome was not found.
    SchoolForms, school_forms: SchoolForms = "school_forms", "Forms for a school or child care (SB 980)",
        &["1.17 A form for a public benefit, California"], CALIFORNIA, "[V8] [U]",
        "A bill of 2026 would extend the rule of free forms to school and child care; its outcome was not found.",
        {
            HouseFee = "house_fee", "Not law: the house's own fee is asked";
            Free = "free", "Law: they are free";
        };
}
