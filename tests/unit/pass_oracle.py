"""Random histories of PASSes and diagnoses, lived once by the rules in C and once day by day here: no difference allowed.

Usage: pass_oracle.py <libmaillon_domain.so> [seed [histories]]. The seed is printed, so that a failure can be run again.
"""

import ctypes
import functools
import itertools
import random
import sys
from datetime import date, timedelta

from domain_oracle import DAY_NONE, PROBLEMS, Comparison, Findings, Period, age, array_of, chain_of, number, random_day
from domain_oracle import last_of_months as walked_months

HISTORIES = 50_000
RULES_SINCE = date(2021, 12, 1)
KINDS = ["aci", "ei", "eiti", "ai", "etti"]
NEEDED = {"aci": 3, "ei": 3, "eiti": 3, "ai": 2, "etti": 2}
LEVEL_1 = ["RSA", "ASS", "AAH", "DETLD"]
LEVEL_2 = ["SENIOR", "JEUNE", "DELD", "CAP_BEP", "TH", "PI"]
EACH = {"rqth": 365, "senior": 365, "particular_difficulties": 365, "complete_training": 365, "senior_cdi": 3650}
CAPS = {"rqth": 1095, "senior": 1825, "particular_difficulties": 1095}
REASONS = list(EACH)
GROUNDS = [None, "pass", "prescriber", "structure"]
DAY = timedelta(days=1)
last_of_months = functools.lru_cache(walked_months)  # slow, and asked twice of each suspension


class Pass(ctypes.Structure):
    _fields_ = [
        ("start_on", ctypes.c_int32),
        ("official_end_on", ctypes.c_int32),
        ("suspensions", ctypes.POINTER(Period)),
        ("n_suspensions", ctypes.c_uint),
        ("extension_days", ctypes.c_int64),
    ]


class PassFacts(ctypes.Structure):
    _fields_ = [("its", Pass), ("former_last_on", ctypes.c_int32), ("lifted", ctypes.c_bool)]


class SuspensionFacts(ctypes.Structure):
    _fields_ = [
        ("its", Pass),
        ("suspension", Period),
        ("today", ctypes.c_int32),
        ("contract_starts", ctypes.POINTER(ctypes.c_int32)),
        ("n_contract_starts", ctypes.c_uint),
        ("starts_as_before", ctypes.c_bool),
    ]


class ExtensionFacts(ctypes.Structure):
    _fields_ = [
        ("its", Pass),
        ("kind", ctypes.c_int),
        ("reason", ctypes.c_int),
        ("days", ctypes.c_int64),
        ("today", ctypes.c_int32),
    ]


class DiagnosisFacts(ctypes.Structure):
    _fields_ = [
        ("by_prescriber", ctypes.c_bool),
        ("authorised", ctypes.c_bool),
        ("kind", ctypes.c_int),
        ("criteria", ctypes.POINTER(ctypes.c_char_p)),
        ("n_criteria", ctypes.c_uint),
        ("level1", ctypes.c_uint),
        ("level2", ctypes.c_uint),
        ("birth_on", ctypes.c_int32),
        ("diagnosed_on", ctypes.c_int32),
        ("today", ctypes.c_int32),
    ]


class Diagnosis(ctypes.Structure):
    _fields_ = [("diagnosed_on", ctypes.c_int32), ("last_on", ctypes.c_int32), ("by_prescriber", ctypes.c_bool)]


class EligibilityFacts(ctypes.Structure):
    _fields_ = [
        ("passes", ctypes.POINTER(Period)),
        ("n_passes", ctypes.c_uint),
        ("diagnoses", ctypes.POINTER(Diagnosis)),
        ("n_diagnoses", ctypes.c_uint),
        ("on", ctypes.c_int32),
    ]


class Eligibility(ctypes.Structure):
    _fields_ = [
        ("ground", ctypes.c_int),
        ("index", ctypes.c_uint),
        ("last_on", ctypes.c_int32),
        ("waiting_until", ctypes.c_int32),
    ]


class RightFacts(ctypes.Structure):
    _fields_ = [
        ("starts_on", ctypes.c_int32),
        ("ends_on", ctypes.c_int32),
        ("others", ctypes.POINTER(Period)),
        ("n_others", ctypes.c_uint),
        ("renewal", ctypes.c_bool),
        ("rights", EligibilityFacts),
        ("suspensions", ctypes.POINTER(Period)),
        ("n_suspensions", ctypes.c_uint),
        ("ends_suspension", ctypes.c_bool),
    ]


def days(period):
    return range(number(period[0]), number(period[1]) + 1)


def months_away(day, months):
    """The same day of another month; where that month has none, the latest day before it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for of_month in range(day.day, 0, -1):
        try:
            return date(year, month + 1, of_month)
        except ValueError:
            continue


def date_of(count):
    return date(1970, 1, 1) + timedelta(days=count)


def last_of_pass(start, suspensions, extended):
    """Lived day by day. Each day uses up a day of right, but those of a suspension after its first; the PASS ends the day
    before the one that would need a day more than there are."""
    idle = {day for period in suspensions for day in days(period)[1:]}
    using = itertools.filterfalse(idle.__contains__, itertools.count(number(start)))
    return date_of(next(itertools.islice(using, 730 + extended, None)) - 1)


def remaining(start, last, suspensions, today):
    suspended = {day for period in suspensions for day in days(period)}
    return len(set(range(number(max(today, start)), number(last) + 1)) - suspended)


class History:
    """One person's PASS in one structure, as it is lived."""

    def __init__(self, rng):
        self.rng = rng
        self.start = random_day(rng, date(2021, 12, 1), date(2032, 1, 1))
        self.kind = rng.choice(KINDS)
        self.suspensions, self.extended, self.official = [], 0, None
        self.walk()

    def walk(self):
        self.last = self.official or last_of_pass(self.start, self.suspensions, self.extended)

    def structure(self, without=None):
        periods = [period for period in sorted(self.suspensions) if period != without]
        return Pass(number(self.start), number(self.official) if self.official else DAY_NONE, array_of(periods), len(periods),
                    self.extended)

    def near(self, *anchors):
        """A day where the limits are: around one of the anchors, one time in three on it or beside it."""
        anchor = self.rng.choice(anchors)
        return anchor + timedelta(days=self.rng.choice([self.rng.randint(-1, 1), self.rng.randint(-400, 400),
                                                        self.rng.randint(-40, 40)]))


class PassComparison(Comparison):
    def __init__(self, library, rng):
        super().__init__(library, rng)
        library.eligibility_on.restype = Eligibility
        library.pass_suspension_at.restype = ctypes.POINTER(Period)
        self.none = type(self.parameters)()  # no number is in force

    def in_force(self, day):
        return ctypes.byref(self.parameters if day >= RULES_SINCE else self.none)

    def found(self, function, *arguments):
        findings = Findings()
        getattr(self.library, function)(*arguments, ctypes.byref(findings))
        return {PROBLEMS[findings.items[i].problem] for i in range(findings.count)}

    def see(self, label, history):
        its, today = history.structure(), history.near(history.start, history.last)
        end = self.library.pass_last_on(ctypes.byref(its), self.in_force(history.start))
        self.check(f"{label}: last day", date_of(end), history.last)
        left = self.library.pass_remaining_days(ctypes.byref(its), number(history.last), number(today))
        self.check(f"{label}: left on {today}", left, remaining(history.start, history.last, history.suspensions, today))

    def suspend(self, label, history):
        rng = self.rng
        old = rng.choice(history.suspensions) if history.suspensions and rng.random() < 0.4 else None
        others = [period for period in history.suspensions if period != old]
        beside = [edge + step * DAY for period in history.suspensions for edge in period for step in (-1, 0, 1)]
        first = history.near(history.start, history.last, *beside)
        if old and rng.random() < 0.7:
            first = old[0]
        last = first + timedelta(days=rng.choice([rng.randint(-1, 90), rng.randint(0, 900)]))
        if rng.random() < 0.1:
            last = last_of_months(first, 36) + rng.randint(-1, 1) * DAY
        today = first + timedelta(days=rng.choice([0, -1, 365, 366, rng.randint(0, 300)]))
        contract = rng.choice([None, None, first, last, first - DAY, last + DAY, history.near(first)])
        starts = (ctypes.c_int32 * 1)(number(contract) if contract else 0)
        facts = SuspensionFacts(history.structure(old), Period(number(first), number(last)), number(today), starts,
                                1 if contract else 0, old is not None and old[0] == first)
        found = self.found("suspension_check", ctypes.byref(facts), self.in_force(history.start), self.in_force(first))
        wrong = self.suspension_faults(history, others, (first, last), today, contract)
        if facts.starts_as_before:
            wrong.discard("DAY_IN_PAST")
        self.check(f"{label}: {first}/{last} instead of {old} on {today}, contract {contract}", found, wrong)
        if not wrong:
            history.suspensions = sorted([*others, (first, last)])
            history.walk()

    def suspension_faults(self, history, others, period, today, contract):
        first, last = period
        if last < first:
            return {"DAYS_OUT_OF_ORDER"}

        def begins_inside(one, rest):
            until = history.official or last_of_pass(history.start, rest, history.extended)
            return history.start <= one[0] <= until

        taken = {day for other in others for day in days(other)}
        meets = not taken.isdisjoint(days(period))
        inside = begins_inside(period, others) and (history.official is not None or meets or all(
            begins_inside(other, [*[one for one in others if one != other], period]) for other in others))
        wrong = {
            "DAY_IN_FUTURE": first > today,
            "DAY_IN_PAST": (today - first).days > 365,
            "SUSPENSION_OUTSIDE_PASS": not inside,
            "SUSPENSION_TOO_LONG": (last - first).days > 1000 and last > last_of_months(first, 36) and first >= RULES_SINCE,
            "SUSPENSION_OVERLAP": meets,
            "SUSPENSION_OVER_CONTRACT": contract is not None and number(contract) in days(period),
        }
        if first < RULES_SINCE:
            wrong["DAY_IN_PAST"] = False
        return {name for name, is_wrong in wrong.items() if is_wrong}

    def extend(self, label, history):
        rng = self.rng
        reason = rng.choice(REASONS[:4] if rng.random() < 0.95 else REASONS)
        left = CAPS.get(reason, 365) - history.extended
        asked = rng.choice([EACH[reason], EACH[reason] + 1, rng.randint(1, EACH[reason]), left, left + 1])
        asked = max(1, min(asked, 3651))
        today = history.near(history.last, months_away(history.last, -12), months_away(history.last, 6))
        facts = ExtensionFacts(history.structure(), KINDS.index(history.kind), REASONS.index(reason), asked, number(today))
        found = self.found("extension_check", ctypes.byref(facts), self.in_force(history.start), self.in_force(today))
        wrong = {
            "FIELD_WORD": reason == "particular_difficulties" and history.kind not in ("aci", "ai"),
            "EXTENSION_WINDOW": not months_away(history.last, -12) <= today <= months_away(history.last, 6),
            "EXTENSION_WHILE_SUSPENDED": any(number(today) in days(period) for period in history.suspensions),
            "EXTENSION_TOO_LONG": asked > EACH[reason],
            "EXTENSION_CAP": reason in CAPS and history.extended + asked > CAPS[reason],
        }
        wrong = {name for name, is_wrong in wrong.items() if is_wrong}
        if today >= RULES_SINCE:
            self.check(f"{label}: {asked} days for {reason} on {today}, {history.extended} before", found, wrong)
            if not wrong:
                history.extended += asked
                history.walk()

    def another(self, label, history):
        """A second PASS, near the end of the first and of its waiting period."""
        until = months_away(history.last, 24)
        start, lifted = history.near(history.last, until), self.rng.random() < 0.2
        if start <= history.last:
            return
        official = self.rng.choice([None, None, start + timedelta(days=self.rng.choice([-1, 0, 729, 800]))])
        its = Pass(number(start), number(official) if official else DAY_NONE, array_of([]), 0, 0)
        facts = PassFacts(its, number(history.last), lifted)
        found = self.found("pass_check", ctypes.byref(facts), self.in_force(start))
        waiting = set(range(number(history.last) + 1, number(until) + 1))
        wrong = {
            "PASS_WAITING": number(start) in waiting and not lifted,
            "PASS_END_DIFFERS": official is not None and official != last_of_pass(start, [], 0),
            "DAYS_OUT_OF_ORDER": official is not None and official < start,
        }
        self.check(f"{label}: another from {start}", found, {name for name, is_wrong in wrong.items() if is_wrong})

    def diagnose(self, label, history):
        """A diagnosis, right or not; the days on which it holds when it is."""
        rng = self.rng
        on, birth = random_day(rng, date(2021, 11, 1), date(2032, 1, 1)), random_day(rng, date(1960, 1, 1), date(2008, 1, 1))
        if rng.random() < 0.3:
            birth = months_away(on, -12 * rng.choice([26, 50])) + rng.randint(-1, 1) * DAY
        today = on + timedelta(days=rng.choice([-1, 0, 0, 30]))
        claimed = rng.sample(LEVEL_1, rng.choice([0, 0, 1, 2])) + rng.sample(LEVEL_2, rng.randint(0, 4))
        prescriber, authorised = rng.random() < 0.4, rng.random() < 0.8
        codes = (ctypes.c_char_p * max(1, len(claimed)))(*[code.encode() for code in claimed])
        of_level1 = sum(code in LEVEL_1 for code in claimed)
        facts = DiagnosisFacts(prescriber, authorised, KINDS.index(history.kind), codes, len(claimed), of_level1,
                               len(claimed) - of_level1, number(birth), number(on), number(today))
        found = self.found("diagnosis_check", ctypes.byref(facts), self.in_force(on))
        years, ruled = age(birth, on), on >= RULES_SINCE
        wrong = {
            "PRESCRIBER_NOT_AUTHORISED": prescriber and not authorised,
            "DAY_IN_FUTURE": on > today,
            "DIAGNOSIS_NO_RULE": not ruled,
            "DIAGNOSIS_EXCLUSIVE": ruled and ({"SENIOR", "JEUNE"} <= set(claimed) or {"DETLD", "DELD"} <= set(claimed)),
            "DIAGNOSIS_AGE": ruled and (("SENIOR" in claimed and years < 50) or ("JEUNE" in claimed and years >= 26)),
            "DIAGNOSIS_CRITERIA": ruled and not prescriber and of_level1 == 0
            and len(claimed) - of_level1 < NEEDED[history.kind],
        }
        wrong = {name for name, is_wrong in wrong.items() if is_wrong}
        self.check(f"{label}: {claimed} of {birth} on {on}, prescriber {prescriber}", found, wrong)
        last = months_away(on, 6) - DAY if prescriber else on + timedelta(days=91)
        if ruled:
            given = date_of(self.library.diagnosis_last_on(prescriber, number(on), self.in_force(on)))
            self.check(f"{label}: diagnosis of {on}", given, last)
        return None if wrong else (on, last, prescriber)

    def right(self, label, history, diagnoses):
        """Eligible or not on a day, and a contract that begins that day in a chain or not."""
        rng = self.rng
        edges = [edge for first, last, _ in diagnoses for edge in (first, last)]
        on = history.near(history.start, history.last, months_away(history.last, 24), *edges)
        held = (Diagnosis * max(1, len(diagnoses)))(*[Diagnosis(number(a), number(b), c) for a, b, c in diagnoses])
        passes = array_of([(history.start, history.last)])
        facts = EligibilityFacts(passes, 1, held, len(diagnoses), number(on))
        if on >= RULES_SINCE:
            given = self.library.eligibility_on(ctypes.byref(facts), self.in_force(on))
            self.check(f"{label}: on {on} with {diagnoses}", GROUNDS[given.ground], self.ground(history, diagnoses, on))
        before = [(on - timedelta(days=rng.randint(1, 200)), on - rng.choice([1, 1, 2]) * DAY)] if rng.random() < 0.5 else []
        before = [period for period in before if period[1] >= period[0]]
        ends, flagged = on + timedelta(days=rng.randint(0, 400)), rng.random() < 0.5
        renewal = rng.random() < 0.7
        contract = RightFacts(number(on), number(ends), array_of(before), len(before), renewal, facts,
                              array_of(history.suspensions), len(history.suspensions), flagged)
        chain = date_of(chain_of([*before, (on, ends)], number(on), {on} if renewal else set())[0])
        found = self.found("contract_check_right", ctypes.byref(contract), self.in_force(chain))
        inside = [period for period in history.suspensions if number(on) in days(period)]
        wrong = {
            "CONTRACT_WITHOUT_PASS": self.ground(history, diagnoses, chain) is None,
            "CONTRACT_IN_SUSPENSION": any(not flagged or period[0] == on for period in inside),
            "CONTRACT_OUTLIVES_PASS": history.start <= ends and chain <= history.last < ends,
        }
        wrong = {name for name, is_wrong in wrong.items() if is_wrong and chain >= RULES_SINCE}
        self.check(f"{label}: contract {on}/{ends} after {before}, renewal {renewal}, {diagnoses}", found, wrong)

    def ground(self, history, diagnoses, on):
        if number(on) in days((history.start, history.last)):
            return "pass"
        by = {prescriber for first, last, prescriber in diagnoses if number(on) in days((first, last))}
        waiting = history.last < on <= months_away(history.last, 24)
        return "prescriber" if True in by else "structure" if False in by and not waiting else None

    def live(self, place):
        history, diagnoses = History(self.rng), []
        if self.rng.random() < 0.1:
            history.official = history.last + timedelta(days=self.rng.randint(-300, 300))
            history.walk()
        label = f"history {place} from {history.start} ({history.kind}, official {history.official})"
        for _ in range(self.rng.randint(1, 3)):
            step = self.rng.random()
            if step < 0.5:
                self.suspend(label, history)
            elif step < 0.85:
                self.extend(label, history)
            else:
                diagnoses += filter(None, [self.diagnose(label, history)])
            self.see(label, history)
        self.another(label, history)
        self.right(label, history, diagnoses)


def main():
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9)
    histories = int(sys.argv[3]) if len(sys.argv) > 3 else HISTORIES
    comparison = PassComparison(ctypes.CDLL(sys.argv[1]), random.Random(seed))
    for place in range(histories):
        comparison.live(place)
    print(f"seed {seed}\n{comparison.passed} passed, {comparison.failed} failed")
    return 1 if comparison.failed or not comparison.passed else 0


if __name__ == "__main__":
    sys.exit(main())
