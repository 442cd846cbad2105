"""Two structures, a and b, with one row of everything each; two prescribers, two partners. Written by the superuser.

Identifiers say what they are: id("candidacy", "a") is always the same.
"""
import hashlib

SIRETS = {"a": "11111111100011", "b": "22222222200022"}


def id(kind, name):  # the word that tables use
    digest = hashlib.sha256(f"{kind} {name}".encode()).hexdigest()
    return f"{digest[:8]}-{digest[8:12]}-7{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def hash_of(name):
    return "\\x" + hashlib.sha256(name.encode()).hexdigest()


def literal(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''") + "'"


def insert(table, **values):
    return f"insert into {table} ({', '.join(values)}) values ({', '.join(map(literal, values.values()))});\n"


def directory():
    """What belongs to no structure: prescribers p and q, partners f and g, and the operator's key."""
    text = ""
    for name, kind, sensitive in (("p", "ML", False), ("q", "SPIP", True)):
        text += insert("prescriber", id=id("prescriber", name), name=f"Prescriber {name}", kind=kind, sensitive=sensitive)
        text += insert("api_key", id=id("api_key", name), label="key", prescriber_id=id("prescriber", name),
                       prefix="mln_00000000", hash=hash_of(f"key {name}"))
    for name in ("f", "g"):
        text += insert("partner", id=id("partner", name), name=f"Partner {name}", kind="department")
        text += insert("api_key", id=id("api_key", name), label="key", partner_id=id("partner", name), prefix="mln_00000000",
                       hash=hash_of(f"key {name}"))
    text += insert("identity", id=id("identity", "p"), prescriber_id=id("prescriber", "p"), issuer="https://issuer.example",
                   subject="software of p")
    text += insert("identity", id=id("identity", "key of p"), prescriber_id=id("prescriber", "q"), api_key_id=id("api_key", "p"))
    return text + insert("api_key", id=id("api_key", "operator"), label="key", prefix="mln_00000000",
                         hash=hash_of("key operator"))


def candidacy(structure, name, prescriber, reference, **more):
    values = {"id": id("candidacy", name), "structure_id": id("structure", structure),
              "prescriber_id": prescriber and id("prescriber", prescriber), "candidate_reference": reference,
              "first_name": "Léa", "last_name": f"Le Guen {name}", "birth_on": "1990-05-01",
              "candidate_informed_on": "2026-01-10", "referent_name": prescriber and "Karim Benali"}
    return insert("candidacy", **{**values, **more})


def contract(structure, name, starts_on, ends_on, **more):
    values = {"id": id("contract", name), "structure_id": id("structure", structure), "path_id": id("path", structure),
              "participant_id": id("participant", structure), "starts_on": starts_on, "ends_on": ends_on, "last_on": ends_on,
              "weekly_minutes": 1560, "job_title": "Ouvrier polyvalent", "state": "signed", "signed_on": "2026-01-12"}
    return insert("contract", **{**values, **more})


def immersion(structure, name, starts_on, ends_on, **more):
    values = {"id": id("immersion", name), "structure_id": id("structure", structure), "contract_id": id("contract", structure),
              "path_id": id("path", structure), "participant_id": id("participant", structure), "host_id": id("host", structure),
              "object": "discover", "starts_on": starts_on, "ends_on": ends_on, "last_on": ends_on, "state": "validated"}
    return insert("immersion", **{**values, **more})


def agreement(structure, name, partner, starts_on, ends_on, **more):
    values = {"id": id("agreement", name), "structure_id": id("structure", structure), "partner_id": id("partner", partner),
              "scope": "headline", "starts_on": starts_on, "ends_on": ends_on, "state": "open"}
    return insert("agreement", **{**values, **more})


def organisation(name, partner):
    tenant = {"structure_id": id("structure", name)}
    text = insert("structure", id=id("structure", name), name=f"Structure {name}", siret=SIRETS[name], kind="aci")
    text += insert("worksite", id=id("worksite", name), **tenant, name="Maraîchage", activity="Légumes", capacity=12,
                   opens_on="2020-01-01")
    text += insert("vacancy", id=id("vacancy", name), **tenant, worksite_id=id("worksite", name), title="Maraîcher", rome="A1202",
                   openings=1, opens_on="2026-01-01", state="open")
    for role in ("director", "counsellor", "supervisor", "office"):
        text += insert("staff_member", id=id("staff_member", f"{name} {role}"), **tenant, first_name="Nadia", last_name=role,
                       email=f"{role}@{name}.example", role=role)
    text += insert("host", id=id("host", name), **tenant, name="Menuiserie", siret="33333333300033")
    text += agreement(name, name, partner, "2026-01-01", "2026-12-31")
    text += insert("target", id=id("target", name), **tenant, year=2026, name="Dialogue de gestion", categories="{durable}",
                   rate_numerator=2, rate_denominator=3)
    text += insert("identity", id=id("identity", name), **tenant, staff_id=id("staff_member", f"{name} office"),
                   issuer="https://issuer.example", subject=f"office of {name}")
    text += insert("invitation", id=id("invitation", name), **tenant, staff_id=id("staff_member", f"{name} office"),
                   first_name="Nadia", last_name="office", email=f"office@{name}.example", hash=hash_of(f"code {name}"))
    return text + insert("api_key", id=id("api_key", name), **tenant, label="key", prefix="mln_00000000",
                         staff_id=id("staff_member", f"{name} director"), hash=hash_of(f"key {name}"))


def person(name, prescriber):
    tenant = {"structure_id": id("structure", name)}
    text = candidacy(name, name, prescriber, "ref-1", state="accepted")
    text += insert("recruitment_assessment", id=id("recruitment_assessment", name), **tenant, candidacy_id=id("candidacy", name),
                   author_id=id("staff_member", f"{name} counsellor"), assessed_on="2026-01-12", needs_help="yes")
    text += insert("participant", id=id("participant", name), **tenant, candidacy_id=id("candidacy", name), first_name="Léa",
                   last_name=f"Le Guen {name}", birth_on="1990-05-01")
    text += f"update candidacy set participant_id = '{id('participant', name)}' where id = '{id('candidacy', name)}';\n"
    text += insert("path", id=id("path", name), **tenant, participant_id=id("participant", name),
                   worksite_id=id("worksite", name), counsellor_id=id("staff_member", f"{name} counsellor"),
                   candidacy_id=id("candidacy", name), started_on="2026-01-15", ended_on="2026-07-14")
    text += insert("background", id=id("background", name), **tenant, participant_id=id("participant", name),
                   former_jobs='[{"title": "Peintre"}]')
    text += insert("entry_situation", id=id("entry_situation", name), **tenant, path_id=id("path", name),
                   participant_id=id("participant", name), rqth=True)
    text += contract(name, name, "2026-01-15", "2026-07-14")
    text += immersion(name, name, "2026-04-01", "2026-04-15", prescriber_id=id("prescriber", prescriber))
    text += insert("immersion_signature", id=id("immersion_signature", name), **tenant, immersion_id=id("immersion", name),
                   role="beneficiary", name="Léa", signed_on="2026-03-01", medium="paper")
    text += insert("immersion_link", id=id("immersion_link", name), **tenant, immersion_id=id("immersion", name), role="host",
                   hash=hash_of(f"link {name}"))
    text += insert("path_exit", id=id("path_exit", name), **tenant, path_id=id("path", name),
                   participant_id=id("participant", name), worksite_id=id("worksite", name), exit_on="2026-07-14",
                   reason="permanent_unaided", category="durable", counted=True)
    return text


def rights(name, prescriber):
    """The person's PASS with a suspension and an extension asked of the prescriber; a diagnosis of each of the two."""
    tenant = {"structure_id": id("structure", name)}
    person = {**tenant, "participant_id": id("participant", name)}
    text = insert("pass", id=id("pass", name), **person, number="99999263A001", start_on="2026-01-15", end_on="2028-01-14",
                  last_on="2028-01-14")
    text += insert("pass_suspension", id=id("pass_suspension", name), **person, pass_id=id("pass", name),
                   reason="contract_finished", starts_on="2026-08-01", ends_on="2026-08-31")
    text += insert("pass_extension", id=id("pass_extension", name), **person, pass_id=id("pass", name),
                   prescriber_id=id("prescriber", prescriber), reason="senior", days=30, pass_number="99999263A001",
                   pass_last_on="2028-01-14", first_name="Léa", last_name="Le Guen", birth_on="1970-05-01", state="requested",
                   requested_on="2027-10-01")
    text += insert("eligibility_diagnosis", id=id("eligibility_diagnosis", name), **person, diagnosed_on="2026-01-10",
                   last_on="2026-04-11", criteria="{RSA,TH}")
    return text + insert("eligibility_diagnosis", id=id("eligibility_diagnosis", f"{name} sent"), **person,
                         candidacy_id=id("candidacy", name), prescriber_id=id("prescriber", prescriber),
                         diagnosed_on="2026-01-10", last_on="2026-07-09")


def journal(name, prescriber):
    tenant = {"structure_id": id("structure", name)}
    row = {"resource": "candidacy", "row_id": id("candidacy", name)}
    text = insert("change", **tenant, **row, prescriber_id=id("prescriber", prescriber), version=1, kind="created")
    text += insert("transition", **tenant, **row, verb="create", to_state="submitted", actor_kind="prescriber",
                   actor_id=id("prescriber", prescriber))
    text += insert("transition", **tenant, resource="contract", row_id=id("contract", name), verb="sign", to_state="signed",
                   actor_kind="staff", actor_id=id("staff_member", f"{name} office"), comment="x")
    text += insert("access_entry", **tenant, participant_id=id("participant", name),
                   actor_id=id("staff_member", f"{name} director"), resource="contracts", resource_id=id("contract", name),
                   operation="contract_read",
                   purpose="employment")
    return text + insert("idempotency_key", actor_id=id("staff_member", f"{name} director"), key="k", request_hash="\\x00",
                         status=200, body="\\x00")


def everything():
    text = "begin;\n" + directory()
    for name, prescriber, partner in (("a", "p", "f"), ("b", "q", "g")):
        text += organisation(name, partner) + person(name, prescriber) + rights(name, prescriber) + journal(name, prescriber)
    return text + "commit;\n"
