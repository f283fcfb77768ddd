"""R2 and R3: the day an item is received, and whether the desk was open."""

from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

from days import STATE, closed
from impossible import refuse_if

# S16, S24, S116: weekdays (Monday 0) and hours; the sites of the community state none.
HOURS = {
    "duarte": (range(4), ((time(8), time(12)), (time(13), time(16)))),
    "irvine": (range(5), ((time(8), time(12)), (time(13), time(16, 30)))),
    "hss": (range(5), ((time(8), time(17)),)),
}


def desk_open(facility, at):
    if facility not in HOURS:
        return None
    days, spans = HOURS[facility]
    if at.weekday() not in days or at.date() in closed(STATE[facility]):
        return False
    return any(start <= at.time() < end for start, end in spans)


def emptied(facts):
    """Both times of the drop box, where the item came by it; elsewhere there are none."""
    before, now = facts.get("box_previous_emptied_at"), facts.get("box_emptied_at")
    if facts["channel"] != "drop_box":
        refuse_if(before or now, "emptying times without a drop box")
        return None
    refuse_if(facts["facility"] != "duarte", "S26: only Duarte has a drop box")
    refuse_if(not (before and now), "R3 needs both emptyings")
    return datetime.fromisoformat(before), datetime.fromisoformat(now)


def from_box(facts, arrived, before, now):
    """R3: the appointment if it lies on or between the two days, else the earliest day possible."""
    deposited = facts.get("deposited_at")
    refuse_if(now < before, "emptied before it was emptied before")
    refuse_if(arrived < before, "arrived before the previous emptying")
    refuse_if(deposited and not before <= datetime.fromisoformat(deposited) <= now, "deposited outside the emptyings")
    appointment = facts.get("appointment_on")
    if appointment and before.date() <= date.fromisoformat(appointment) <= now.date():
        return date.fromisoformat(appointment)
    return before.date()


def never_was(at, facility):
    """Whether the clock was put forward over a local time."""
    zone = ZoneInfo("America/New_York" if STATE[facility] == "NY" else "America/Los_Angeles")
    return at.replace(tzinfo=zone).astimezone(timezone.utc).astimezone(zone).replace(tzinfo=None) != at


def received_on(facts, arrived):
    box = emptied(facts)
    reached = from_box(facts, arrived, *box) if box else arrived.date()
    site = facts.get("site_received_on")
    if not site:
        return reached
    refuse_if(date.fromisoformat(site) > arrived.date(), "a site received it after it arrived")
    return min(date.fromisoformat(site), reached)


def answer(facts, _law):
    arrived = datetime.fromisoformat(facts["arrived_at"])
    judged = datetime.fromisoformat(facts.get("deposited_at") or facts["arrived_at"])
    refuse_if(judged > arrived, "deposited after it arrived")
    for name in ("arrived_at", "deposited_at", "box_previous_emptied_at", "box_emptied_at"):
        at = facts.get(name)
        refuse_if(at and never_was(datetime.fromisoformat(at), facts["facility"]), f"{name} never was")
    return {
        "received_on": received_on(facts, arrived).isoformat(),
        "desk_open": desk_open(facts["facility"], judged),
    }
