"""Random comparison of the rules of days with slow, independent definitions that walk day by day.

Usage: domain_oracle.py <libmaillon_domain.so> [seed]. The seed is printed, so that a failure can be run again.
"""

import csv
import ctypes
import itertools
import pathlib
import random
import re
import sys
from datetime import date, timedelta

ROOT = pathlib.Path(__file__).resolve().parents[2]
EPOCH = date(1970, 1, 1)
DAY_NONE = -(2**31)
MARKS = {"law", "asp", "peer", "seed", "own", "check"}
UNITS = {"years", "months", "days", "minutes", "basis_points", "count"}


def names_of(definition, macro):
    return re.findall(rf"^{macro}\((\w+),", (ROOT / "include" / definition).read_text(encoding="utf-8"), re.MULTILINE)


PARAMETERS = names_of("domain/parameters.def", "PARAMETER")
PROBLEMS = ["PROBLEM_NONE", *names_of("core/problem.def", "PROBLEM")]


class Period(ctypes.Structure):
    _fields_ = [("starts_on", ctypes.c_int32), ("last_on", ctypes.c_int32), ("renewal", ctypes.c_bool)]


class Parameters(ctypes.Structure):
    _fields_ = [("known", ctypes.c_bool * len(PARAMETERS)), ("value", ctypes.c_int64 * len(PARAMETERS))]


class Value(ctypes.Structure):
    _fields_ = [("kind", ctypes.c_int), ("number", ctypes.c_int64), ("text", ctypes.c_char_p), ("text_fr", ctypes.c_char_p)]


class Finding(ctypes.Structure):
    _fields_ = [("problem", ctypes.c_int), ("severity", ctypes.c_int), ("field", ctypes.c_char_p), ("values", Value * 4)]


class Findings(ctypes.Structure):
    _fields_ = [("count", ctypes.c_uint), ("errors", ctypes.c_uint), ("truncated", ctypes.c_bool), ("items", Finding * 32)]


class ContractFacts(ctypes.Structure):
    _fields_ = [
        ("starts_on", ctypes.c_int32),
        ("ends_on", ctypes.c_int32),
        ("weekly_minutes", ctypes.c_int64),
        ("birth_on", ctypes.c_int32),
        ("others", ctypes.POINTER(Period)),
        ("n_others", ctypes.c_uint),
        ("elsewhere", ctypes.POINTER(Period)),
        ("n_elsewhere", ctypes.c_uint),
        ("renewal", ctypes.c_bool),
        ("former_last_on", ctypes.c_int32),
        ("path_ended_on", ctypes.c_int32),
        ("posts", ctypes.c_int),
        ("posts_taken", ctypes.c_int),
    ]


def number(day):
    return (day - EPOCH).days


def day_of(count):
    return EPOCH + timedelta(days=count)


def random_day(rng, first=date(1930, 1, 1), last=date(2090, 12, 31)):
    """Any day; one in four is the end or the start of a month, where the faults are."""
    day = first + timedelta(days=rng.randrange((last - first).days))
    choice = rng.random()
    if choice < 0.1:
        return day.replace(day=1)
    if choice < 0.25:
        return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day


def last_of_months(start, months):
    """The last day on which `months` months have not yet gone by: walk until the day of the month comes round."""

    def inside(day):
        between = (day.year - start.year) * 12 + day.month - start.month
        return between < months or (between == months and day.day < start.day)

    day = start + timedelta(days=max(0, 28 * months - 1))
    while inside(day + timedelta(days=1)):
        day += timedelta(days=1)
    return day


def age(birth, on):
    """How many anniversaries have come; the one of 29 February comes on 1 March in common years."""
    count = 0
    for year in range(birth.year + 1, on.year + 1):
        try:
            anniversary = birth.replace(year=year)
        except ValueError:
            anniversary = date(year, 3, 1)
        count += anniversary <= on
    return count


def covered_days(periods):
    return {day for first, last in periods for day in range(number(first), number(last) + 1)}


def limit_of(periods, months):
    days = covered_days(periods)
    gap = sum(day not in days for day in range(min(days), max(days)))
    return number(last_of_months(min(first for first, _ in periods), months)) + gap


def chain_of(periods, on, renewals=frozenset()):
    """Day after day with a contract, as long as no contract begins that is no renewal."""
    days = covered_days(periods)
    begins = {number(first) for first, _ in periods if first not in renewals}
    if on not in days:
        return None
    first = last = on
    while first - 1 in days and first not in begins:
        first -= 1
    while last + 1 in days and last + 1 not in begins:
        last += 1
    return first, last


def siret_right(siret):
    def luhn(digits):
        return sum(int(c) for i, d in enumerate(reversed(digits)) for c in str(int(d) * (1 + i % 2))) % 10 == 0

    if siret.startswith("0" * 9) or not luhn(siret[:9]):
        return False
    return luhn(siret) or (siret.startswith("356000000") and sum(map(int, siret)) % 5 == 0)


def random_path(rng):
    """Contracts one after the other, half of them unbroken; sometimes one that overlaps."""
    first = random_day(rng, date(2015, 1, 1), date(2040, 1, 1))
    periods = []
    for _ in range(rng.randint(1, 6)):
        last = first + timedelta(days=rng.choice([0, 30, 120, 182, 365]) + rng.randint(0, 60))
        periods.append((first, last))
        first = last + timedelta(days=1 + (rng.randint(0, 90) if rng.random() < 0.5 else 0))
        if rng.random() < 0.05:
            first = max(periods[-1][0], last - timedelta(days=3))
    return periods


def array_of(periods, renewals=frozenset()):
    return (Period * max(1, len(periods)))(
        *[Period(number(first), number(last), first in renewals) for first, last in periods])


class Comparison:
    def __init__(self, library, rng):
        self.library, self.rng = library, rng
        self.passed = self.failed = 0
        self.parameters = Parameters()
        self.values = {}
        with open(ROOT / "sql/reference/parameters.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        keys = dict(
            re.findall(r'^PARAMETER\((\w+), "([^"]+)"\)', (ROOT / "include/domain/parameters.def").read_text(), re.MULTILINE)
        )
        for row in rows:
            self.check(row["key"], (row["unit"] in UNITS, row["mark"] in MARKS, bool(row["source"])), (True, True, True))
        for place, name in enumerate(PARAMETERS):
            found = [int(row["value"]) for row in rows if row["key"] == keys[name] and not row["valid_to"]]
            self.check(f"{name} in force once", len(found), 1)
            self.values[name] = found[0]
            self.parameters.known[place], self.parameters.value[place] = True, found[0]
        self.check("keys of the file", sorted({row["key"] for row in rows}), sorted(keys.values()))

    def check(self, label, actual, expected):
        if actual == expected:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 20:
            print(f"{label}: {actual}, expected {expected}", file=sys.stderr)

    def months_and_ages(self, count):
        for _ in range(count):
            start, months = random_day(self.rng), self.rng.choice([1, 3, 4, 6, 12, 24, self.rng.randint(1, 60)])
            self.check(
                f"last of {months} months from {start}",
                day_of(self.library.day_last_of_months(number(start), months)),
                last_of_months(start, months),
            )
            on = start + timedelta(days=self.rng.randint(0, 36000))
            if self.rng.random() < 0.5:
                on = date(on.year, start.month, min(start.day, 28)) + timedelta(days=self.rng.randint(-2, 4))
            if on >= start:
                self.check(f"age of {start} on {on}", self.library.day_age(number(start), number(on)), age(start, on))

    def paths(self, count):
        months = self.values["PARAM_CONTRACT_LIMIT_MONTHS"]
        for _ in range(count):
            periods = random_path(self.rng)
            # Contracts that overlap, which the database refuses, make one chain or none according to where one looks.
            apart = all(one[1] < other[0] for one, other in itertools.pairwise(periods))
            renewals = {first for first, _ in periods[1:] if self.rng.random() < 0.7}
            array = array_of(periods, renewals)
            self.check(
                f"limit of {periods}",
                self.library.contract_limit_on(array, len(periods), ctypes.byref(self.parameters)),
                limit_of(periods, months),
            )
            on = number(periods[0][0]) + self.rng.randint(-5, 900)
            chain = Period()
            held = self.library.contract_chain_at(array, len(periods), on, ctypes.byref(chain))
            found = (chain.starts_on, chain.last_on) if held else None
            if apart:
                self.check(f"chain at {day_of(on)} of {periods}, {renewals}", found, chain_of(periods, on, renewals))

    def contracts(self, count):
        """One contract of a random path against the others, without its order in the list."""
        for _ in range(count):
            others = random_path(self.rng)
            first, last = others.pop(self.rng.randrange(len(others)))
            if self.rng.random() < 0.3:
                first += timedelta(days=self.rng.randint(-40, 40))
            if self.rng.random() < 0.3:
                last = last_of_months(first, 4) + timedelta(days=self.rng.randint(-1, 1))
            last = max(first, last)
            renewal = self.rng.random() < 0.4
            facts = ContractFacts(
                starts_on=number(first), ends_on=number(last), weekly_minutes=self.rng.choice([1199, 1200, 1560, 2100, 2101]),
                birth_on=DAY_NONE, others=array_of(others), n_others=len(others), former_last_on=DAY_NONE, path_ended_on=DAY_NONE,
                renewal=renewal,
            )
            findings = Findings()
            self.library.contract_check(ctypes.byref(facts), ctypes.byref(self.parameters), ctypes.byref(findings))
            found = {PROBLEMS[findings.items[i].problem] for i in range(findings.count)}
            faults = self.faults(first, last, others, facts.weekly_minutes, begins=not renewal)
            self.check(f"{first}/{last} among {others}, renewal {renewal}", found, faults)

    def faults(self, first, last, others, minutes, begins):
        everything = [*others, (first, last)]
        beyond = max(covered_days(everything)) > limit_of(everything, self.values["PARAM_CONTRACT_LIMIT_MONTHS"])
        expected = {
            "CONTRACT_TOO_SHORT": begins and last < last_of_months(first, self.values["PARAM_CONTRACT_FIRST_MIN_MONTHS"]),
            "CONTRACT_BEYOND_LIMIT": beyond,
            "CONTRACT_OVERLAP": bool(covered_days(others) & covered_days([(first, last)])),
            "CONTRACT_HOURS_LOW": minutes < 20 * 60,
            "CONTRACT_HOURS_HIGH": minutes > 35 * 60,
        }
        return {name for name, wrong in expected.items() if wrong}

    def sirets(self, count):
        out = ctypes.create_string_buffer(15)
        for _ in range(count):
            head = "356000000" if self.rng.random() < 0.3 else f"{self.rng.randrange(10**9):09d}"
            siret = head + f"{self.rng.randrange(10**5):05d}"
            problem = self.library.format_siret(siret.encode(), 14, out, 15)
            self.check(siret, problem == 0, siret_right(siret))


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    comparison = Comparison(ctypes.CDLL(sys.argv[1]), random.Random(seed))
    comparison.library.contract_chain_at.restype = ctypes.c_bool
    comparison.months_and_ages(4000)
    comparison.paths(1200)
    comparison.contracts(1500)
    comparison.sirets(4000)
    print(f"seed {seed}\n{comparison.passed} passed, {comparison.failed} failed")
    return 1 if comparison.failed or not comparison.passed else 0


if __name__ == "__main__":
    sys.exit(main())
