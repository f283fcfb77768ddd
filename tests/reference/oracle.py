"""Answers questions to `roi-desk rule received|due|authorization`, written from the rule sheet alone.

Reads lines {"rule": ..., "question": {...}, "law": {...}}, where "law" names the unsettled points that are read otherwise, and prints one line for each: the answer, or {"impossible": why}.
The line {"rule": "days", "question": {"state": "CA"}} is answered with the holidays of 2024 to 2029.
"""

import json
import sys

import authorization
import days
import due
import received
from impossible import Impossible

RULES = {"received": received, "due": due, "authorization": authorization, "days": days}


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = RULES[asked["rule"]].answer(asked["question"], asked.get("law") or {})
        except Impossible as why:
            answer = {"impossible": str(why)}
        print(json.dumps(answer))


main()
