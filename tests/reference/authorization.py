"""Section 2, the checklist A01 to A43: which checks apply, which fail, and what they say together."""

from datetime import date

from days import STATE
from readings import reading

PATIENT, REPRESENTATIVE, FORM = "patient_access", "personal_representative", "medical_form"
AUTH, ATT, DIS, RES, INB = "authorization", "attorney", "disability_agency", "research", "inbound_records"
TPD, SUB, GOV, WC = "third_party_directive", "subpoena", "government", "workers_compensation"
PRX = "portal_proxy"
ACCESS = (PATIENT, REPRESENTATIVE)

PAPER = (AUTH, ATT, DIS)  # "AUTH ATT DIS": the roads an authorization opens
STANDS_ON_IT = (*PAPER, RES)  # "all AUTH": every road that releases on an authorization
BY_ANOTHER = (*STANDS_ON_IT, TPD, PRX)  # "COH" of A27: another's signature could open what a minor consented to
ALL = None  # "all": every road but the patient's own, where only the rows marked PA run

# id: result, roads, state. Part rows say "part".
TABLE = {
    "A01": ("route", ALL, None),
    "A02": ("C", "and access", None),
    "A03": ("F", (*PAPER, RES, INB), None),
    "A04": ("C", ACCESS, None),
    "A05": ("F", (*PAPER, INB), None),
    "A06": ("F", (*PAPER, TPD), None),
    "A07": ("F", PAPER, None),
    "A08": ("F", PAPER, None),
    "A09": ("F", PAPER, None),
    "A10": ("F", PAPER, "CA"),
    "A11": ("F", "written", None),
    "A12": ("F", "written", None),
    "A13": ("F", ALL, None),
    "A14": ("C", "represented", None),
    "A15": ("F", PAPER, None),
    "A16": ("F", PAPER, None),
    "A17": ("F", PAPER, None),
    "A18": ("W", PAPER, None),
    "A19": ("F", PAPER, None),
    "A20": ("F", (AUTH,), None),
    "A21": ("part", STANDS_ON_IT, None),
    "A22": ("F", (AUTH,), None),
    "A23": ("F", ALL, None),
    "A24": ("F", PAPER, "CA"),
    "A25": ("F", PAPER, "CA"),
    "A26": ("F", PAPER, "CA"),
    "A27": ("part", BY_ANOTHER, "CA"),
    "A28": ("part", (AUTH, ATT, SUB), "CA"),
    "A29": ("part", (AUTH, ATT, SUB), "NY"),
    "A30": ("part", (ATT,), "NY"),
    "A31": ("part", (*STANDS_ON_IT, SUB), None),
    "A32": ("C", (AUTH, ATT), None),
    "A33": ("C", (TPD,), None),
    "A34": ("C", (INB,), None),
    "A35": ("F", (GOV, SUB), "CA"),
    "A36": ("hold", ALL, "CA"),
    "A37": ("C", (WC, FORM), None),
    "A38": ("C", (ATT,), None),
    "A39": ("F", (SUB,), None),
    "A40": ("C", ALL, None),
    "A41": ("hold", ALL, None),
    "A42": ("W", ALL, None),
    "A43": ("W", (AUTH,), None),
}


def applies(check, road, state, flags, law):
    _, roads, only = TABLE[check]
    if check == "A32" and reading(law, "genetic_mention") != "required":
        return False
    if only and only != state:
        return False
    if roads == "represented":
        return road == REPRESENTATIVE or road != PATIENT and bool(flags & {"minor", "deceased", "representative"})
    if roads == "and access":
        return True
    if roads is ALL or roads == "written":
        return road not in ACCESS and not (roads == "written" and "oral" in flags)
    return road in roads


# A08: no end at all; only research may have none.
NEVER = ("none", "end of study", "end of the study", "never", "does not expire")


def dated(question, name):
    return date.fromisoformat(question[name]) if question.get(name) else None


def a_year_after(day):
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def a_year_is_not_enough(flags, law):
    """A10: what lets an authorization live longer than a year."""
    excused = {"request_or_trial": {"later_date_requested", "clinical_trial"}, "trial_only": {"clinical_trial"}, "never": set()}
    return flags & excused[reading(law, "later_expiry")]


def enough_in_part(check, state, law):
    """A28 named once, A38 in New York by an authorization alone: enough where the house reads it so."""
    if check == "A28":
        return reading(law, "hiv_permission") == "once"
    return check == "A38" and state == "NY" and reading(law, "attorney_standing") == "authorization"


def by_the_dates(question, state, flags, law):
    """Checks the dates decide against, whatever was answered: A08, A09, A10, A12."""
    as_of, signed, expires = (dated(question, name) for name in ("as_of", "signed_on", "expires_on"))
    event = (question.get("expires_event") or "").strip().strip(".").lower()
    if not expires and event in NEVER and "research" not in flags:
        yield "A08"
    if expires and expires < as_of:
        yield "A09"
    if state == "CA" and not a_year_is_not_enough(flags, law):
        # Signed on no known day, it was signed on the day of judging at the latest; ended by an event, it lives a year.
        last = a_year_after(signed or as_of)
        if (expires or (as_of if signed else last)) > last:
            yield "A10"
    if signed and signed > as_of:
        yield "A12"


def severity(check, state):
    return "C" if check == "A43" and state == "CA" else TABLE[check][0]


def result(failed):
    kinds = {kind for _, kind in failed}
    if "F" in kinds:
        return "invalid"
    if kinds & {"C", "hold", "route"}:
        return "needs_clarification"
    return "valid_in_part" if "part" in kinds else "valid"


def answer(question, law):
    state, flags = STATE[question["facility"]], set(question.get("flags") or ())
    running = [check for check in TABLE if applies(check, question["road"], state, flags, law)]
    said = question["answers"].items()
    wrong = {check for check, word in said if word == "no" or word == "part" and not enough_in_part(check, state, law)}
    wrong |= set(by_the_dates(question, state, flags, law))
    failed = [(check, severity(check, state)) for check in running if check in wrong]
    return {
        "result": result(failed),
        "failed": [f"{check} {'F part' if kind == 'part' else kind}" for check, kind in failed],
        "not_applicable": [check for check in TABLE if check not in running and question["answers"].get(check) != "n/a"],
    }
