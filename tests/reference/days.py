"""Days of the two hospitals, from the rule sheet's section 5 and the `holidays` package: no list of ours."""

from datetime import date, timedelta
from functools import cache

import holidays
import numpy

YEARS = range(2023, 2031)
STATE = {"duarte": "CA", "irvine": "CA", "community": "CA", "hss": "NY"}
DAY = timedelta(days=1)

# Holidays that close both offices, as `holidays` names them; a Saturday or Sunday one closes its federal observed day.
CLOSING = (
    "New Year's Day",
    "Martin Luther King Jr. Day",
    "Presidents' Day",
    "Washington's Birthday",
    "Memorial Day",
    "Juneteenth National Independence Day",
    "Independence Day",
    "Labor Day",
    "Thanksgiving Day",
    "Christmas Day",
)
# Named by `holidays` too, no closing day of ours, yet a holiday of the state's law. Diwali: AB 268, from 2026.
LEGAL_BESIDE = {
    "CA": ("Cesar Chavez Day", "Veterans Day", "Diwali"),
    "NY": ("Lincoln's Birthday", "Columbus Day", "Election Day", "Veterans Day"),
}


def nth(year, month, weekday, n):
    """The nth weekday (Monday 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def named(state, name):
    """The days of a holiday by its exact name, unshifted."""
    book = holidays.US(subdiv=state, years=YEARS, observed=False)
    return {day for day in book if name in book.get_list(day)}


def moved_by_federal_custom(day):
    """The day offices keep: Friday for a Saturday, Monday for a Sunday."""
    return day + {5: -DAY, 6: DAY}.get(day.weekday(), timedelta(0))


def kept(days):
    """A Sunday holiday is kept on Monday too; a Saturday one is not moved (Gov. Code 6701, GCL 24 and 25-a)."""
    return days | {day + DAY for day in days if day.weekday() == 6}


def not_in_the_package(state):
    """Holidays of the state's law that `holidays` does not know."""
    if state == "NY":
        return {nth(year, 6, 6, 2) for year in YEARS}  # Flag Day: the second Sunday of June, never moved
    lunar = holidays.Singapore(years=YEARS, observed=False).get_named("Chinese New Year")
    new_year = {min(day for day in lunar if day.year == year) for year in YEARS}
    fixed = {date(y, m, d) for y in YEARS for m, d in ((2, 12), (4, 24), (9, 9))}
    monday_and_friday = {nth(y, 10, 0, 2) for y in YEARS} | {nth(y, 9, 4, 4) for y in YEARS}
    return kept(new_year | fixed | monday_and_friday)


@cache
def legal(state):
    """Days that are holidays by the state's law."""
    days = not_in_the_package(state)
    for name in CLOSING:
        days |= kept(named(state, name))
    for name in LEGAL_BESIDE[state]:
        found = named(state, name)
        days |= found if name == "Diwali" else kept(found)
        if (state, name) == ("CA", "Veterans Day"):
            days |= {day - DAY for day in found if day.weekday() == 5}
    return frozenset(days)


@cache
def closed(state):
    """Days the offices are shut."""
    days = set()
    for name in CLOSING:
        days |= {moved_by_federal_custom(day) for day in named(state, name)}
    if state == "CA":
        days |= named(state, "Day After Thanksgiving")
    return frozenset(day for day in days if day.weekday() < 5)


def days_after(start, n):
    """R4: the next day is day 1."""
    return start + timedelta(days=n)


# R5: the days that can be working days, Monday first; and S16: Duarte's window, the only one that is shut on a weekday.
MONDAY_TO_FRIDAY = "1111100"
MONDAY_TO_THURSDAY = "1111000"


@cache
def working_week(week, skipped):
    return numpy.busdaycalendar(weekmask=week, holidays=sorted(skipped))


def working_days_after(start, n, week, skipped):
    """R5: the nth working day strictly after the start; walked by hand, then counted again by numpy."""
    day, left = start, n
    while left:
        day += DAY
        left -= week[day.weekday()] == "1" and day not in skipped
    again = numpy.busday_count(start + DAY, day + DAY, busdaycal=working_week(week, skipped))
    assert again == n, f"numpy counts {again} working days from {start} to {day}, the walk {n}"
    return day


def by_law(state, start, n, week=MONDAY_TO_FRIDAY):
    """R6: a working-day clock of the law skips a weekday only when the office is shut and the law calls it a holiday."""
    return working_days_after(start, n, week, legal(state) & closed(state))


def by_house(state, start, n, week=MONDAY_TO_FRIDAY):
    """R6: a promise of the house skips the days the office is shut."""
    return working_days_after(start, n, week, closed(state))


def work_by(state, due):
    """R7: the last day on or before the due date on which the office works."""
    while due.weekday() > 4 or due in closed(state):
        due -= DAY
    return due


def after_diwali():
    """5.1: the Mondays that would be kept if a Sunday Diwali were."""
    return frozenset(day + DAY for day in named("CA", "Diwali") if day.weekday() == 6)


def rolled(state, due, also=frozenset()):
    """R7: the first day on or after the due date that is neither weekend nor holiday of the law."""
    while due.weekday() > 4 or due in legal(state) or due in also:
        due += DAY
    return due


def answer(question, _law):
    """Every day of 2024 to 2029 that is a holiday of the law or closes the office, with its two flags."""
    law, shut = legal(question["state"]), closed(question["state"])
    found = sorted(day for day in law | shut if 2024 <= day.year <= 2029)
    return {day.isoformat(): [day in shut, day in law] for day in found}
