"""How the points the rule sheet marks as unsettled are read: its own choice of each, and whatever a question says otherwise."""

CHOSEN = {
    "hipaa_access_days": "30",  # C1
    "phone_start": "writing_only",  # S29: a call is not a written request
    "prepayment": "clock_runs",  # 1.17: no rule found that an unpaid fee stops C1
    "copy_clock_start": "receipt",  # C5: run from receipt
    "directive_clock": "c1_and_c5",  # R16: C5 as well at COH
    "attorney_days": "calendar_days",  # C9: run calendar days
    "status_reading": "after_the_wait",  # R12: the working day after the 5th
    "sunday_diwali": "sunday_only",  # 5.1: not for Diwali in CA
    "custodian_notice": "five_days",  # 1.13: five days before the custodian is served
    "working_week": "monday_to_friday",  # R5: Fridays are working days
    "later_expiry": "request_or_trial",  # A10
    "hiv_permission": "each_disclosure",  # A28
    "genetic_mention": "required",  # A32, 1.8 GEN
    "attorney_standing": "power_of_attorney",  # A38, 1.6
}


def reading(law, point):
    return law.get(point, CHOSEN[point])
