"""Every clock of the master table (1.0) that runs on a request, by R4 to R20."""

from datetime import date

from days import MONDAY_TO_FRIDAY, MONDAY_TO_THURSDAY, STATE, after_diwali, by_house, by_law, days_after, rolled, work_by
from impossible import refuse_if
from readings import reading

# R8: a tie goes to the lower number; deadlines typed by others come last.
ORDER = ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C9", "C10", "C11", "C12", "C13", "C18", "C21", "C22", "C23", "EXT"]
ACCESS = ("patient_access", "personal_representative")
EXTENDED_BY = {"C1": 30, "C2": 30, "C3": 30}


class Facts:
    """The question, its dates as dates; what is not given is nothing."""

    def __init__(self, question, law):
        self.given = question
        self.law = law
        self.state = STATE[question["facility"]]
        self.road = question["road"]
        self.california = self.state == "CA"

    def on(self, name):
        text = self.given.get(name)
        return date.fromisoformat(text) if text else None

    def said(self, name):
        return bool(self.given.get(name))

    def wants(self, part):
        return part in (self.given.get("wants") or ())

    def reads(self, point):
        return reading(self.law, point)

    def week(self):
        """R5: window days differ from Monday to Friday in Duarte only (S16, S24, S116; the community sites state no hours)."""
        by_window = self.reads("working_week") == "window_days" and self.given["facility"] == "duarte"
        return MONDAY_TO_THURSDAY if by_window else MONDAY_TO_FRIDAY

    def by_law(self, start, n):
        return by_law(self.state, start, n, self.week())

    def by_house(self, start, n):
        return by_house(self.state, start, n, self.week())

    def happened(self, name):
        """A day that is given and not after today."""
        day, today = self.on(name), self.on("today")
        return day if day and not (today and day > today) else None

    def only_called(self):
        """S29: a call starts no clock of access or amendment, unless calls are taken for requests."""
        return self.said("oral_only") and self.reads("phone_start") == "writing_only"

    def rolled(self, due):
        kept = self.california and self.reads("sunday_diwali") == "monday_too"
        return rolled(self.state, due, after_diwali() if kept else frozenset())

    def access_days(self):
        return int(self.reads("hipaa_access_days"))


def access(facts):
    """PA and PR: C1 always, the state's clocks beside it."""
    if facts.only_called():
        return
    start = facts.on("received_on")
    yield "C1", days_after(start, facts.access_days())
    if not facts.california:
        if facts.wants("inspect"):
            yield "C11", days_after(start, 10)
        if facts.wants("copy"):
            yield "C12", days_after(start, 14)
        return
    if facts.wants("inspect"):
        yield "C4", facts.by_law(start, 5)
    if facts.wants("copy"):
        yield benefit_copy(facts, start) or copies(facts, start)
    if facts.wants("summary"):
        long = facts.said("summary_long")
        yield "C7", days_after(start, 30) if long else facts.by_law(start, 10)


def copies(facts, start):
    """C5: from receipt, or from request and fee together once the fee is known to be here."""
    paid = facts.happened("fee_paid_on")
    together = facts.reads("copy_clock_start") == "request_and_fee" and paid
    return "C5", days_after(max(start, paid) if together else start, 15)


def benefit_copy(facts, start):
    """R16: C6 stands in for C5 from the day its proof is there."""
    if not facts.said("benefit_claim"):
        return None
    proof = facts.on("benefit_proof_on") or start
    today = facts.on("today")
    if today and proof > today:
        return None
    return "C6", days_after(max(start, proof), 30)


def directive(facts):
    """R16: only an electronic copy of an electronic record is the directive's right."""
    if facts.said("ehr_electronic_copy") and not facts.only_called():
        yield "C1", days_after(facts.on("received_on"), facts.access_days())
        if facts.california and facts.reads("directive_clock") == "c1_and_c5":
            yield copies(facts, facts.on("received_on"))


def attorney(facts):
    """C9, from the presentation of a valid authorization (R19)."""
    presented = facts.on("authorization_valid_on")
    if facts.california and facts.said("before_suit") and presented:
        working = facts.reads("attorney_days") == "working_days"
        yield "C9", facts.by_law(presented, 5) if working else days_after(presented, 5)


def valid_from(facts, paper, served):
    """R19: the day a subpoena without defects was here; nothing where its proof is known to be missing."""
    valid = facts.on("authorization_valid_on")
    if valid:
        return max(valid, served)
    return None if paper.get("assurance") is False else served


def subpoena(facts):
    """C10 from the arrival of a valid one, C13 from service; a defective one starts neither (R19)."""
    paper = facts.given.get("subpoena")
    if not paper:
        return
    served = date.fromisoformat(paper["custodian_served_on"])
    valid = valid_from(facts, paper, served)
    if valid and facts.california:
        yield "C10", days_after(valid, 15 if paper["kind"] == "civil" else 5)
    elif valid and paper["kind"] == "civil":
        yield "C13", days_after(served, 20)


def accounting(facts):
    yield "C3", days_after(facts.on("received_on"), 60)
    if facts.on("oral_hold_on"):
        yield "C18", days_after(facts.on("oral_hold_on"), 30)


# Which forms a day given belongs to (S66, S68, S70, S72); a form not named may be any of them.
FORMS = {
    "C18": (("oral_hold_on",), None),
    "C21": (("disability_began_on",), ("edd_sdi_initial",)),
    "C22": (("leave_began_on",), ("edd_paid_family_leave",)),
    "C23": (("employer_asked_on", "employer_returned_on"), ("fmla", "health_provider_certificate")),
}


def used(facts, rule):
    """Whether the days of a rule can start its clock on this road and form."""
    if rule == "C18":
        return facts.road == "accounting"
    form = facts.given.get("form")
    return facts.road == "medical_form" and (form is None or form in FORMS[rule][1])


def medical_form(facts):
    """Deadlines of the claim and the employer."""
    began, left, asked, returned = (
        facts.on(name) for name in ("disability_began_on", "leave_began_on", "employer_asked_on", "employer_returned_on")
    )
    if began and used(facts, "C21"):
        yield "C21", days_after(began, 49)
    if left and used(facts, "C22"):
        yield "C22", days_after(left, 41)
    if (asked or returned) and used(facts, "C23"):
        yield "C23", days_after(returned, 7) if returned else days_after(asked, 15)


def unused(facts):
    """Days that were given and start nothing here are answered with their rule, never dropped in silence."""
    wasted = [rule for rule, (days, _) in FORMS.items() if any(map(facts.on, days)) and not used(facts, rule)]
    if facts.on("fee_paid_on") and not (copies_may_run(facts) and facts.reads("copy_clock_start") == "request_and_fee"):
        wasted.append("C5")
    if facts.on("ready_to_pay_on") and not may_wait(facts):
        wasted.append("1.17")
    return wasted


def copies_may_run(facts):
    """The requests California's days for copies are for: the patient's own copies, and directives where R16 is read so."""
    if not facts.california or facts.only_called():
        return False
    own = facts.road in ACCESS and facts.wants("copy")
    directed = facts.road == "third_party_directive" and facts.said("ehr_electronic_copy")
    return own or directed and facts.reads("directive_clock") == "c1_and_c5"


def may_wait(facts):
    """1.17: where the notice "ready, pay and collect" is taken for an answer, it is one to the patient alone."""
    return facts.road in ACCESS and facts.reads("prepayment") == "notice_answers"


def answered(facts, rule):
    """The day C1 was stopped by that notice; nothing for any other clock."""
    return facts.happened("ready_to_pay_on") if rule == "C1" and may_wait(facts) else None


def amendment(facts):
    if not facts.only_called():
        yield "C2", days_after(facts.on("received_on"), 60)


CLOCKS = {
    "patient_access": access,
    "personal_representative": access,
    "third_party_directive": directive,
    "attorney": attorney,
    "subpoena": subpoena,
    "amendment": amendment,
    "accounting": accounting,
    "medical_form": medical_form,
}


def extended(facts, clocks):
    """R10 and R11: the clocks after the extension notice, and the rules that refused it."""
    notice = facts.given.get("extension")
    if not notice:
        return clocks, []
    if not any(rule in EXTENDED_BY for rule, _ in clocks):
        return clocks, ["R11"]
    sent, done = date.fromisoformat(notice["sent_on"]), date.fromisoformat(notice["completion_on"])
    today = facts.on("today")
    if today and sent > today:
        return clocks, ["R10"]
    moved = []
    for rule, due in clocks:
        if rule in EXTENDED_BY:
            stopped = answered(facts, rule)
            if stopped and stopped <= sent:
                return clocks, ["R14"]
            if sent > due or not due < done <= days_after(due, EXTENDED_BY[rule]):
                return clocks, ["R10"]
            due = done
        moved.append((rule, due))
    return moved, []


def subpoena_refusals(facts):
    """R19 for a package without its proof; N18 for each gap of 1.13; and the earliest day of production."""
    paper = facts.given.get("subpoena")
    if facts.road != "subpoena" or not paper:
        return [], None
    issued, consumer, served, production = (
        date.fromisoformat(paper[name])
        for name in ("issued_on", "consumer_served_on", "custodian_served_on", "production_on")
    )
    refusals = ["R19"] if paper.get("assurance") is False and not facts.on("authorization_valid_on") else []
    if not facts.california or paper["kind"] != "civil":
        return refusals, None
    earliest = max(days_after(issued, 20), days_after(served, 15))
    refusals += ["N18"] * (production < earliest)
    refusals += ["N18"] * (production < days_after(consumer, 10))
    refusals += ["N18"] * (served < days_after(consumer, 5) and facts.reads("custodian_notice") == "five_days")
    return refusals, earliest


def held(facts, rule):
    """R14: an objection holds C10 until it is resolved."""
    if rule != "C10" or not facts.given["subpoena"].get("objection_on"):
        return False
    today = facts.on("today")
    return not today or date.fromisoformat(facts.given["subpoena"]["objection_on"]) <= today


def controlling(facts, clocks):
    """R8: the earliest that runs; a tie goes to the lower number."""
    running = [(due, ORDER.index(rule), place) for place, (rule, due) in enumerate(clocks) if not (held(facts, rule) or answered(facts, rule))]
    return min(running)[2] if running else None


def house(facts, clocks):
    """City of Hope's promises (R12, R13); where no clock runs and no form is promised, the desk's first answer in 5."""
    start, promises, status = facts.on("received_on"), {}, None
    if facts.california:
        promises["C25"] = status = facts.by_house(start, 5)
        if facts.reads("status_reading") == "after_the_wait":
            status = facts.by_house(promises["C25"], 1)
        if facts.road == "medical_form":
            promises["C24"] = facts.by_house(facts.on("complete_on") or start, 10)
    if not clocks and "C24" not in promises:
        promises["promise"] = facts.by_house(facts.on("authorization_valid_on") or start, 5)
    return {rule: due.isoformat() for rule, due in promises.items()}, status and status.isoformat()


def in_order(*days):
    """The days that are known must not run backwards."""
    known = [day for day in days if day]
    refuse_if(known != sorted(known), f"out of order: {known}")


def possible(facts):
    """Refuses what cannot be true together."""
    on, given, received = facts.on, facts.given, facts.on("received_on")
    refuse_if(facts.road in ACCESS and not given.get("wants"), "nothing is wanted")
    refuse_if(on("benefit_proof_on") and not facts.said("benefit_claim"), "proof of no claim")
    for later in ("today", "authorization_valid_on", "complete_on", "ready_to_pay_on"):
        in_order(received, on(later))
    in_order(on("employer_asked_on"), on("employer_returned_on"))
    notice = {name: date.fromisoformat(text) for name, text in (given.get("extension") or {}).items()}
    in_order(received, notice.get("sent_on"), notice.get("completion_on"))
    paper = given.get("subpoena") or {}
    for later in ("consumer_served_on", "custodian_served_on", "production_on", "objection_on"):
        if paper.get(later):
            in_order(date.fromisoformat(paper["issued_on"]), date.fromisoformat(paper[later]))


def row(facts, rule, due, controls):
    row = {
        "rule": rule,
        "statutory_due": due.isoformat(),
        "work_by": work_by(facts.state, due).isoformat(),
        "rolled_due": facts.rolled(due).isoformat(),
        "controlling": controls,
    }
    if rule == "C12":
        row["target"] = days_after(facts.on("received_on"), 10).isoformat()
    return row


def answer(question, law):
    facts = Facts(question, law)
    possible(facts)
    clocks, refusals = extended(facts, list(CLOCKS.get(facts.road, lambda _: [])(facts)))
    typed = question.get("external_deadlines") or []
    clocks += [("EXT", date.fromisoformat(deadline["on"])) for deadline in typed]
    first = controlling(facts, clocks)
    gaps, earliest = subpoena_refusals(facts)
    promises, status = house(facts, clocks)
    return {
        "clocks": [row(facts, rule, due, place == first) for place, (rule, due) in enumerate(clocks)],
        "house": promises,
        "status_ok_from": status,
        "earliest_production_on": earliest and earliest.isoformat(),
        "refusals": sorted(refusals + unused(facts) + gaps),
    }
