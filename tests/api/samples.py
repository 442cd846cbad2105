"""Valid bodies, invented. Each function takes what a test wants to be different and fills the rest."""
import calendar
import datetime
import itertools

TODAY = "2026-03-02"  # a Monday: the day every client lives unless a test moves it
_counter = itertools.count(1)  # the world uses the first ones; start() moves on


def number():
    return next(_counter)


def start(first):
    """Numbers from `first` on: tests go on where the world they share has stopped."""
    global _counter
    _counter = itertools.count(first)


def day(text):
    return datetime.date.fromisoformat(str(text))


def plus(text, days):
    return (day(text) + datetime.timedelta(days=days)).isoformat()


def add_months(text, months):
    """The same day `months` later, or the last day of that month."""
    start = day(text)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])).isoformat()


def last_day(text, months):
    """Date to date: the day before add_months, or the month's last day when it has no such day."""
    start, end = day(text), day(add_months(text, months))
    return end.isoformat() if end.day < start.day else plus(end, -1)


def luhn(digits):
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 1 else 1)
        total += value - 9 if value > 9 else value
    return total % 10


def with_key(digits):
    return next(digits + str(key) for key in range(10) if luhn(digits + str(key)) == 0)


def siret(seed):
    """A valid SIRET that depends on `seed` only."""
    return with_key(with_key(f"{80000000 + seed * 37 % 19999999:08d}") + f"{seed % 9973:04d}")


def wrong_siret(good):
    return good[:-1] + str((int(good[-1]) + 1) % 10)


def filled(body, changes):
    """`body` with the changes; None takes a field away."""
    body = {**body, **changes}
    return {name: value for name, value in body.items() if value is not None}


def structure(**changes):
    n = number()
    return filled({"name": f"Les Ateliers du Coudrier {n}", "siret": siret(1000 + n), "kind": "aci", "founded_year": 1992,
                   "naf": "88.99B", "address": "12 rue des Tanneurs", "postcode": "94110", "town": "Arcueil",
                   "email": f"accueil{n}@coudrier.example", "phone": "01 45 22 04 18"}, changes)


def worksite(**changes):
    return filled({"name": f"Espaces verts {number()}", "activity": "Entretien d'espaces naturels", "capacity": 16,
                   "postcode": "94500", "town": "Champigny-sur-Marne", "opens_on": "2013-08-01"}, changes)


def vacancy(worksite_id, **changes):
    return filled({"worksite_id": worksite_id, "title": f"Ouvrier maraîcher {number()}", "rome": "A1202", "openings": 2,
                   "weekly_minutes": 26 * 60, "opens_on": "2026-02-01"}, changes)


def prescriber(**changes):
    n = number()
    return filled({"name": f"Mission locale des Coteaux {n}", "kind": "ML", "siret": siret(40000 + n), "postcode": "94200",
                   "town": "Ivry-sur-Seine", "email": f"contact{n}@ml-coteaux.example", "phone": "0145220419"}, changes)


def partner(**changes):
    n = number()
    return filled({"name": f"Département du Val {n}", "kind": "department", "siret": siret(70000 + n)}, changes)


def host(**changes):
    n = number()
    return filled({"name": f"Pépinières Lenoir {n}", "siret": siret(90000 + n), "legal_form": "SARL",
                   "main_activity": "Culture de plantes", "naf": "01.30Z", "collective_agreement": "IDCC 7024",
                   "address": "3 chemin des Serres", "postcode": "94150", "town": "Rungis",
                   "person_in_charge": "Sylvie Lenoir", "person_in_charge_function": "Gérante",
                   "phone": "0146860102", "email": f"contact{n}@lenoir.example"}, changes)


def staff(role, **changes):
    n = number()
    return filled({"first_name": "Maëlle", "last_name": f"Le Goff-{n}", "email": f"equipe{n}@coudrier.example",
                   "role": role}, changes)


def candidacy(structure_id=None, **changes):
    n = number()
    body = {"candidate_reference": f"dossier-{n}", "first_name": "Aïssatou", "last_name": f"N'Diaye Brémond {n}",
            "birth_on": "1994-06-17", "phone": "0611223344", "candidate_informed_on": "2026-02-20",
            "referent_name": "Jean-Noël d'Arcy", "referent_email": "jn.darcy@ml-coteaux.example",
            "message": "Souhaite travailler dehors.\nDisponible de suite."}
    if structure_id is not None:
        body["structure_id"] = structure_id
    return filled(body, changes)


REFUSAL = {"refusal_reason": "no_position", "answer_to_candidate": "Nous n'avons pas de poste ouvert.",
           "answer_to_prescriber": "Équipe complète jusqu'à l'été."}


def interview(on="2026-03-05"):
    return {"interview_at": on + "T09:30:00Z", "interview_place": "12 rue des Tanneurs, Arcueil"}


def contract(path_id, starts_on=TODAY, ends_on=None, **changes):
    return filled({"path_id": path_id, "starts_on": starts_on, "ends_on": ends_on or last_day(starts_on, 6),
                   "weekly_minutes": 26 * 60, "job_title": "Ouvrier polyvalent d'espaces verts", "rome": "A1203"}, changes)


def pass_(participant_id, start_on="2021-12-01", official_end_on="2040-12-31", **changes):
    """A PASS; unless told otherwise a long one, so that what a test is about does not meet its end."""
    return filled({"participant_id": participant_id, "number": f"99999{number() % 10**7:07d}", "start_on": start_on,
                   "official_end_on": official_end_on}, changes)


def suspension(pass_id, starts_on=TODAY, ends_on=None, **changes):
    return filled({"pass_id": pass_id, "reason": "contract_suspended", "starts_on": starts_on,
                   "ends_on": ends_on or plus(starts_on, 30)}, changes)


def schedule(first, days, periods=(("08:30", "12:00"), ("13:00", "16:30"))):
    """`days` working days from `first` on, without Saturdays and Sundays."""
    found, on = [], day(first)
    while len(found) < days:
        if on.weekday() < 5:
            found.append({"on": on.isoformat(), "periods": [{"from": a, "to": b} for a, b in periods]})
        on += datetime.timedelta(days=1)
    return found


def immersion(contract_id, host_id, starts_on="2026-04-06", days=5, ends_on=None, **changes):
    plan = schedule(starts_on, days)
    return filled({"contract_id": contract_id, "host_id": host_id, "object": "discover", "starts_on": starts_on,
                   "ends_on": ends_on or plan[-1]["on"], "schedule": plan, "place": "3 chemin des Serres, Rungis",
                   "objectives": "Découvrir le métier de pépiniériste.", "evaluation_means": "Entretien à mi-parcours.",
                   "tasks": "Rempotage, arrosage, préparation de commandes.", "beneficiary_situation": "CDDI",
                   "rsa": True, "referent_name": "Maëlle Le Goff", "tutor_name": "Karim Aït-Ahmed",
                   "tutor_function": "Chef de culture", "tutor_email": "k.aitahmed@lenoir.example",
                   "tutor_phone": "0611220099"}, changes)


def signature(role, on=TODAY, **changes):
    return filled({"role": role, "name": "Personne signataire", "function": "Signataire", "signed_on": on,
                   "medium": "paper"}, changes)


ASSESSMENT = {"result": "completed", "job_obtained": False, "project_confirmed": True, "beneficiary_agrees": True,
              "host_feedback": "Ponctuelle et appliquée.", "beneficiary_comment": "Le métier me plaît."}


def assessment(candidacy_id, **changes):
    return filled({"candidacy_id": candidacy_id, "assessed_on": TODAY, "needs_help": "yes",
                   "needs_help_comment": "Deux ans sans emploi.",
                   "asks_for_help": "yes", "fits_team": "unknown", "opinion": "favourable",
                   "opinion_comment": "À prendre au printemps."}, changes)


def background(participant_id, **changes):
    return filled({"participant_id": participant_id, "interests": ["Potager"],
                   "wishes": [{"title": "Jardinier", "rome": "A1203"}],
                   "former_jobs": [{"title": "Peintre", "employer": "Bâti-Nord", "from_year": 2012, "to_year": 2015}],
                   "trainings": [{"title": "CAP Peintre", "completed": True, "to_year": 2011}]}, changes)


def entry_situation(path_id, **changes):
    return filled({"path_id": path_id, "rsa": True, "ass": False, "rqth": False, "unemployed_months": 26, "education_level": "60",
                   "qpv": True}, changes)


def exit_(path_id, exit_on, reason="training", **changes):
    return filled({"path_id": path_id, "exit_on": exit_on, "reason": reason}, changes)


def target(**changes):
    return filled({"year": 2026, "name": "Deux tiers de solutions", "categories": ["durable"],
                   "reasons": ["training", "apprenticeship"], "rate_numerator": 2, "rate_denominator": 3}, changes)


def agreement(partner_id, **changes):
    return filled({"partner_id": partner_id, "scope": "headline", "starts_on": "2026-01-01"}, changes)
