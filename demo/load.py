#!/usr/bin/python3
"""Loads the demonstration through the HTTP API: invented structures, bodies and people, living from 2013 to this week.

    MAILLON_BASE=http://127.0.0.1:8080 MAILLON_BINARY=… MAILLON_MIGRATE_DATABASE=… demo/load.py KEYS.json|-

The server must run with MAILLON_DEV=1: each step is made on its own day. What is loaded depends on the week only. The
keys of ten callers go into KEYS.json (mode 0600), or to standard output for -: director, counsellor, supervisor, office,
prescriber, partner and operator, and director_b, prescriber_b, partner_b of others, to see what they do not see.
"""
import datetime
import http.client
import json
import os
import re
import subprocess
import sys
import urllib.parse

import cast

BASE = urllib.parse.urlsplit(os.environ.get("MAILLON_BASE", "http://127.0.0.1:8080"))
TODAY = datetime.date.today()
MONDAY = TODAY - datetime.timedelta(days=TODAY.weekday())


def day(offset_days=0, of=MONDAY):
    return (of + datetime.timedelta(days=offset_days)).isoformat()


def plus(text, days):
    return day(days, datetime.date.fromisoformat(text))


def luhn_key(digits):
    for key in range(10):
        total = 0
        for place, digit in enumerate(reversed(digits + str(key))):
            value = int(digit) * (1 + place % 2)
            total += value - 9 if value > 9 else value
        if total % 10 == 0:
            return digits + str(key)
    raise AssertionError("one key always fits")


def siret(seed):
    """An invented SIRET with right check digits; the range 990… is not given to companies."""
    return luhn_key(luhn_key(f"{99000000 + seed:08d}") + f"{seed % 100:04d}")


class Caller:
    connection = None

    def __init__(self, key):
        self.key = key

    def ask(self, method, path, body=None, on=None, version=None):
        if Caller.connection is None:
            Caller.connection = http.client.HTTPConnection(BASE.hostname, BASE.port or 80, timeout=30)
        headers = {"Authorization": "Bearer " + self.key, "Accept-Language": "en"}
        if on:
            headers["Maillon-Today"] = on
        if version:
            headers["If-Match"] = f'"{version}"'
        if body is not None:
            headers["Content-Type"] = "application/merge-patch+json" if method == "PATCH" else "application/json"
        Caller.connection.request(method, path, None if body is None else json.dumps(body).encode(), headers)
        answer = Caller.connection.getresponse()
        text = answer.read().decode("utf-8")
        if answer.status not in (200, 201):
            sys.exit(f"demo: {method} {path} on {on}: {answer.status}\n{text}\n{json.dumps(body, ensure_ascii=False)}")
        return json.loads(text)

    def post(self, path, body=None, on=None):
        return self.ask("POST", "/v1/" + path, body or {}, on)

    def move(self, resource, row, verb, body=None, on=None):
        return self.post(f"{resource}/{row['id']}/{verb}", body, on)

    def change(self, path, version, body, on=None):
        return self.ask("PATCH", "/v1/" + path, body, on, version)

    def key_for(self, label, **holder):
        return self.post("api_keys", {"label": label, **holder})["key"]


def first_key(*arguments):
    """A key made by the administrator's command: the operator's, and each structure's first director's."""
    done = subprocess.run([os.environ["MAILLON_BINARY"], "api-key", "create", *arguments], text=True, capture_output=True,
                          check=False)
    found = re.search(r"mln_[0-9A-Za-z]{49}", done.stdout)
    if done.returncode != 0 or not found:
        sys.exit(f"demo: maillon api-key create failed: {done.stderr or done.stdout}")
    return found.group(0)


def email(first, last, domain):
    plain = re.sub(r"[^a-z]+", "-", f"{first}.{last}".lower().translate(str.maketrans("éèêëàâîïôöûüùçñ", "eeeeaaiioouuucn")))
    return f"{plain.strip('-')}@{domain}"


class House:
    """One structure with its staff, worksites and hosts."""

    def __init__(self, operator, number, plan, keys):
        self.plan = plan
        self.number = number
        body = {**plan["structure"], "kind": "aci", "siret": siret(100 + number)}
        self.row = operator.post("structures", body)
        _, first, last = plan["staff"][0]
        domain = plan["structure"]["email"].split("@")[1]
        key = first_key("--principal", "director", "--structure", self.row["id"], "--first-name", first, "--last-name", last,
                        "--email", email(first, last, domain))
        self.director = Caller(key)
        self.keys = {"director": key}
        self.ids = {}
        for role, first, last in plan["staff"][1:]:
            member = self.director.post("staff", {"first_name": first, "last_name": last, "role": role,
                                                  "email": email(first, last, domain)})
            self.ids.setdefault(role, member["id"])
            self.keys.setdefault(role, self.director.key_for(f"Poste de {first} {last}", staff_id=member["id"]))
        self.counsellor = Caller(self.keys["counsellor"])
        self.office = Caller(self.keys["office"])
        self.worksites = [self.director.post("worksites", worksite) for worksite in plan["worksites"]]
        if plan["letter"] == "a":
            keys.update(self.keys)
        elif plan["letter"] == "b":
            keys["director_b"] = key


class Demo:
    def __init__(self):
        self.keys = {"operator": first_key("--principal", "operator")}
        self.operator = Caller(self.keys["operator"])
        self.people = iter(cast.PEOPLE)
        self.files = 0
        self.passes = []

    def organisations(self):
        self.houses = [House(self.operator, n, plan, self.keys) for n, plan in enumerate(cast.STRUCTURES)]
        self.senders = []
        for n, plan in enumerate(cast.PRESCRIBERS):
            body = dict(plan["body"])
            if body["kind"] != "FT":
                body["siret"] = siret(200 + n)
            row = self.operator.post("prescribers", body)
            key = self.operator.key_for(row["name"], prescriber_id=row["id"])
            if row["authorisation"] == "pending":
                self.operator.move("prescribers", row, "authorise", {"comment": "Liste nationale des prescripteurs habilités."})
            self.senders.append({"row": row, "caller": Caller(key), "referent": plan["referent"]})
            if n < 2:
                self.keys[("prescriber", "prescriber_b")[n]] = key
        self.partners = []
        for n, (name, kind) in enumerate(cast.PARTNERS):
            row = self.operator.post("partners", {"name": name, "kind": kind, "siret": siret(300 + n)})
            self.keys[("partner", "partner_b")[n]] = self.operator.key_for(name, partner_id=row["id"])
            self.partners.append(row)
        self.hosts = [dict(host, siret=siret(400 + n)) for n, host in enumerate(cast.HOSTS)]

    def host(self, house, number):
        """Each structure keeps its own list of hosts."""
        kept = house.__dict__.setdefault("hosts", {})
        if number not in kept:
            kept[number] = house.counsellor.post("hosts", self.hosts[number])
        return kept[number]

    def candidacy(self, house, sender, person, on, **more):
        first, last, birth, _ = person
        self.files += 1
        body = {"structure_id": house.row["id"], "candidate_reference": f"D-{self.files:04d}", "first_name": first,
                "last_name": last, "birth_on": birth, "phone": f"06 39 98 {self.files // 100:02d} {self.files % 100:02d}",
                "address": f"{self.files} rue des Lilas", "postcode": house.row["postcode"], "town": house.row["town"],
                "candidate_informed_on": plus(on, -4), "referent_name": sender["referent"],
                "referent_email": email(*sender["referent"].split(" ", 1), "prescripteurs.example"),
                "message": "Souhaite reprendre une activité et préciser son projet.",
                "situations": cast.SITUATIONS[self.files % len(cast.SITUATIONS)], **more}
        return sender["caller"].post("candidacies", body, on)

    def hire(self, house, sender, person, starts_on, ends_on, worksite=0, title="Ouvrier polyvalent", rome="A1203"):
        """From the candidacy to the signed contract, each step on its day."""
        sent = plus(starts_on, -28)
        row = self.candidacy(house, sender, person, sent, expected_start_on=starts_on)
        house.counsellor.move("candidacies", row, "plan_interview",
                              {"interview_at": plus(starts_on, -14) + "T08:30:00Z", "interview_place": house.row["address"]},
                              plus(starts_on, -21))
        row = house.counsellor.move("candidacies", row, "accept", {}, plus(starts_on, -13))
        house.counsellor.change("participants/" + row["participant_id"], 1,
                                {"sex": person[3], "support_agreed_on": plus(starts_on, -13)}, plus(starts_on, -13))
        path = house.counsellor.post("paths", {
            "participant_id": row["participant_id"], "worksite_id": house.worksites[worksite]["id"],
            "counsellor_id": house.ids["counsellor"], "objective": "Reprendre un rythme, choisir un métier, lever les freins."},
            plus(starts_on, -10))
        self.before(house, row, path, starts_on)
        contract = house.office.post("contracts", {
            "path_id": path["id"], "starts_on": starts_on, "ends_on": ends_on, "weekly_minutes": 26 * 60, "job_title": title,
            "rome": rome}, plus(starts_on, -7))
        contract = house.office.move("contracts", contract, "sign", {"signed_on": plus(starts_on, -3)}, plus(starts_on, -3))
        return path, contract

    def before(self, house, candidacy, path, starts_on):
        """What is kept of the person before the contract is signed."""
        n, on = self.files, plus(starts_on, -8)
        if starts_on >= "2021-12-01":  # the PASS IAE did not exist before
            self.right(house, path, starts_on)
        house.counsellor.post("recruitment_assessments", {
            "candidacy_id": candidacy["id"], "assessed_on": plus(starts_on, -14), "needs_help": "yes", "asks_for_help": "yes",
            "can_be_useful": "yes", "outside_means": ("yes", "unknown")[n % 2], "fits_team": "yes", "opinion": "favourable",
            "opinion_comment": "Demandeuse d'un cadre régulier ; projet à construire."}, on)
        house.counsellor.post("backgrounds", {
            "participant_id": path["participant_id"], **cast.BACKGROUNDS[n % len(cast.BACKGROUNDS)]}, on)
        house.counsellor.post("entry_situations", {
            "path_id": path["id"], "rsa": n % 2 == 0, "ass": n % 5 == 1, "aah": False, "rqth": n % 7 == 3,
            "unemployed_months": 12 + n * 5 % 40, "education_level": ("60", "50", "51", "70")[n % 4], "zrr": False,
            "qpv": n % 3 == 0}, on)

    def right(self, house, path, starts_on):
        """The PASS of who is hired; one in eight came from another structure with part of theirs lived."""
        person = {"participant_id": path["participant_id"]}
        if self.files % 3 == 0:
            house.counsellor.post("eligibility_diagnoses", {
                **person, "diagnosed_on": plus(starts_on, -13), "criteria": (["RSA"], ["CAP_BEP", "PI", "QPV"], ["AAH", "TH"])
                [self.files // 3 % 3]}, plus(starts_on, -13))
        row = house.counsellor.post("passes", {
            **person, "number": f"99999{self.files:07d}", "start_on": plus(starts_on, -420 if self.files % 8 == 5 else 0)},
            plus(starts_on, -5))
        self.passes.append((house, row))

    def extensions(self):
        """PASSes near their end: an opinion asked, one given, one that needs none; and a suspension."""
        late = [(house, row) for house, row in self.passes if row["last_on"] < day(330)]
        body = {"reason": "particular_difficulties", "days": 180, "prescriber_id": self.senders[0]["row"]["id"]}
        for n, (house, row) in enumerate(late[:3]):
            asked = {"reason": "complete_training", "days": 90} if n == 2 else body
            made = house.counsellor.post("pass_extensions", {"pass_id": row["id"], **asked}, day(-3))
            if n == 1:
                self.senders[0]["caller"].move("pass_extensions", made, "grant", {"answer": "Avis favorable."}, day(-1))
        house, row = next((house, row) for house, row in self.passes if row not in [held for _, held in late[:3]])
        house.counsellor.post("pass_suspensions", {"pass_id": row["id"], "reason": "contract_suspended", "starts_on": day(-6),
                                                   "ends_on": day(24)}, day(-6))

    def renew(self, house, contract, ends_on):
        on = plus(contract["ends_on"], -20)
        row = house.office.move("contracts", contract, "renew", {"ends_on": ends_on}, on)
        return house.office.move("contracts", row, "sign", {"signed_on": on}, on)

    # 2014: the first worksite's first exits.

    def nine(self):
        house = self.houses[0]
        for n, (person, first, last, reason, job_first, job_last) in enumerate(cast.NINE):
            path, _ = self.hire(house, self.senders[n % 4], person, first, last)
            body = {"path_id": path["id"], "exit_on": last, "reason": reason, "job_starts_on": job_first, "job_ends_on": job_last,
                    "individual_progress": True, "collective_life": True, "transferable_skills": n % 3 != 2,
                    "project_defined": True, "barriers_lifted": ("all", "some", "some")[n % 3], "job_search_tools": n % 4 != 3}
            house.counsellor.post("exits", {name: value for name, value in body.items() if value is not None}, plus(last, 3))
        house.director.post("targets", {"year": 2014, "name": "Deux tiers de solutions dynamiques", "categories": ["durable"],
                                        "reasons": ["training", "apprenticeship"], "rate_numerator": 2, "rate_denominator": 3})
        agreement = house.director.post("agreements", {"partner_id": self.partners[0]["id"], "scope": "headline",
                                                       "starts_on": "2014-01-01"}, "2014-01-06")
        house.director.move("agreements", agreement, "open", {}, "2014-01-06")
        house.director.post("agreements", {"partner_id": self.partners[1]["id"], "scope": "headline", "starts_on": day()})

    # Today: people at work, immersions under way, candidacies in every state.

    def at_work(self):
        self.paths = []
        plans = [(0, 0, 7), (0, 1, 6), (1, 0, 8), (2, 0, 5)]
        titles = {0: ("Ouvrier polyvalent d'espaces verts", "A1203"), 1: ("Agent de tri et de réemploi", "K2304"),
                  2: ("Aide-menuisier", "H2206")}
        for which, worksite, count in plans:
            house = self.houses[which]
            for n in range(count):
                sender = self.senders[(n + which * 2) % len(self.senders)]
                start = day(-21 - 35 * n)
                path, contract = self.hire(house, sender, next(self.people), start, plus(start, 181), worksite, *titles[which])
                if plus(start, 181) < day(30):
                    contract = self.renew(house, contract, plus(start, 181 + 150))
                self.paths.append((house, sender, path, contract))

    def schedule(self, first, days):
        found, on = [], datetime.date.fromisoformat(first)
        while len(found) < days:
            if on.weekday() < 5:
                found.append({"on": on.isoformat(),
                              "periods": [{"from": "08:30", "to": "12:00"}, {"from": "13:00", "to": "16:30"}]})
            on += datetime.timedelta(days=1)
        return found

    def immersion(self, which, host, first, days, until, addressed=False, kind="discover"):
        """A convention brought as far as `until` says."""
        house, sender, _, contract = self.paths[which]
        plan = self.schedule(first, days)
        body = {"contract_id": contract["id"], "host_id": self.host(house, host)["id"], "object": kind, "starts_on": first,
                "ends_on": plan[-1]["on"], "schedule": plan,
                "place": self.hosts[host]["address"] + ", " + self.hosts[host]["town"],
                "objectives": "Découvrir le métier et vérifier le projet.",
                "evaluation_means": "Entretien à la fin avec le tuteur.",
                "tasks": "Observation, puis participation aux travaux de l'équipe.", "beneficiary_situation": "Salarié en CDDI",
                "rsa": which % 2 == 0, "referent_name": " ".join(house.plan["staff"][1][1:]), "tutor_name": "Alain Dubreuil",
                "tutor_function": "Chef d'équipe", "tutor_phone": "06 39 98 70 70", "tutor_email": "a.dubreuil@hotes.example"}
        if addressed:
            body["prescriber_id"] = sender["row"]["id"]
        early = min(plus(first, -12), day(-1))
        staff = house.counsellor
        row = staff.post("immersions", body, early)
        if until == "draft":
            return
        staff.move("immersions", row, "submit", {}, early)
        for role, name in (("beneficiary", "Le bénéficiaire"), ("host", self.hosts[host]["person_in_charge"]),
                           ("employer", " ".join(house.plan["staff"][0][1:])))[:1 if until == "partially_signed" else 3]:
            staff.move("immersions", row, "sign", {"role": role, "name": name, "function": "Signataire", "signed_on": early,
                                                   "medium": "paper"}, early)
        if until in ("partially_signed", "in_review"):
            return
        (sender["caller"] if addressed else staff).move("immersions", row, "validate", {}, early)
        if until == "assessed":
            staff.move("immersions", row, "assess", {
                "result": "completed", "job_obtained": False, "project_confirmed": True, "beneficiary_agrees": True,
                "host_feedback": "Ponctuel, appliqué, à l'aise avec l'équipe."}, plus(plan[-1]["on"], 1))

    def immersions(self):
        self.immersion(5, 0, day(-42), 5, "assessed", kind="confirm")
        self.immersion(4, 1, day(-28), 10, "assessed")
        self.immersion(3, 1, day(0), 5, "validated")
        self.immersion(2, 0, day(14), 5, "in_review", addressed=True)
        self.immersion(8, 1, day(21), 3, "partially_signed")
        self.immersion(9, 0, day(28), 5, "draft")
        self.immersion(15, 2, day(-21), 5, "assessed")
        self.immersion(23, 3, day(7), 5, "validated", kind="recruit")

    def offers(self):
        """What the structures offer: open since 2024, and one that is still a draft."""
        for n, (which, worksite, body) in enumerate(cast.VACANCIES):
            house = self.houses[which]
            body = {**body, "worksite_id": house.worksites[worksite]["id"], "opens_on": "2024-09-02"}
            row = house.counsellor.post("vacancies", body)
            if n + 1 < len(cast.VACANCIES):
                house.counsellor.move("vacancies", row, "open")

    def waiting(self):
        """Candidacies of this month, in every state."""
        for n, (verb, body) in enumerate(cast.WAITING):
            house = self.houses[0 if n < 8 else 1]
            sent = day(-70) if n == 0 else day(-20 + n)  # the first one has waited too long
            sender = self.senders[n % len(self.senders)]
            row = self.candidacy(house, sender, next(self.people), sent)
            if n % 4 == 1 and sender["row"]["authorisation"] == "pending":  # as it was when recorded; authorised since
                sender["caller"].post("eligibility_diagnoses", {"candidacy_id": row["id"], "diagnosed_on": sent}, sent)
            if n % 3 == 2:
                house.counsellor.change("candidacies/" + row["id"], 1,
                                        {"assigned_counsellor_id": house.ids["counsellor"]}, day(-6))
            if verb == "plan_interview":
                body = {"interview_at": day(9) + "T09:00:00Z", "interview_place": house.row["address"]}
            if verb:
                house.counsellor.move("candidacies", row, verb, body, day(-5))

    def save(self, path):
        wanted = ("director", "counsellor", "supervisor", "office", "prescriber", "partner", "operator", "director_b",
                  "prescriber_b", "partner_b")
        text = json.dumps({name: self.keys[name] for name in wanted}, indent=2) + "\n"
        if path == "-":
            sys.stdout.write(text)
            return
        temporary = path + ".new"
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    demo = Demo()
    demo.organisations()
    demo.nine()
    demo.at_work()
    demo.immersions()
    demo.offers()
    demo.extensions()
    demo.waiting()
    demo.save(sys.argv[1])
    print(f"demo: {len(demo.houses)} structures, {demo.files} candidacies, {len(demo.paths)} people at work; "
          f"keys in {'standard output' if sys.argv[1] == '-' else sys.argv[1]}", file=sys.stderr)


if __name__ == "__main__":
    main()
