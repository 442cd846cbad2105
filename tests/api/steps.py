"""The steps of the job, as one line each: what many tests need to have been done before what they test."""
import samples
from client import Client


class Steps:
    """Mixed into Case: `self.world` gives the clients, `self.ok` and `self.made` check the answers."""

    def candidacy(self, sender=None, structure=None, **changes):
        sender = sender or self.world.prescriber
        return self.made(sender.post("/v1/candidacies", samples.candidacy(structure or self.world.ids["structure"], **changes)))

    def spontaneous(self, staff=None, **changes):
        """A candidacy recorded by the structure itself, without prescriber."""
        body = samples.candidacy(**{"candidate_reference": None, **changes})
        body.setdefault("candidate_reference", f"libre-{samples.number()}")
        return self.made((staff or self.world.counsellor).post("/v1/candidacies", body))

    def offered(self, staff=None, worksite=None, **changes):
        """An open vacancy."""
        staff = staff or self.world.counsellor
        row = self.made(staff.post("/v1/vacancies", samples.vacancy(worksite or self.world.ids["worksite"], **changes)))
        return self.move(staff, "vacancies", row, "open")

    def move(self, client, resource, row, verb, json=None, status=200, **more):
        row_id = row if isinstance(row, str) else row["id"]
        return self.ok(client.post(f"/v1/{resource}/{row_id}/{verb}", json, **more), status)

    def accepted(self, staff=None, sender=None, structure=None, **changes):
        """An accepted candidacy, read by the structure: participant_id is in it."""
        row = self.candidacy(sender, structure, **changes)
        return self.move(staff or self.world.counsellor, "candidacies", row, "accept")

    def right(self, participant_id, staff=None, **changes):
        """The PASS of a person."""
        return self.made((staff or self.world.counsellor).post("/v1/passes", samples.pass_(participant_id, **changes)))

    def path(self, staff=None, worksite=None, **changes):
        """A new person's open path, with a PASS, without contract."""
        staff = staff or self.world.counsellor
        mine = staff is not self.world.counsellor_b and staff is not self.world.director_b
        side = "_a" if mine else "_b"
        row = self.accepted(staff, getattr(self.world, "prescriber" + side), self.world.ids["structure" + side], **changes)
        self.right(row["participant_id"], staff)
        return self.made(staff.post("/v1/paths", {"participant_id": row["participant_id"],
                                                  "worksite_id": worksite or self.world.ids["worksite" + side]}))

    def entered(self, path, staff=None):
        """What is kept about the person of a path before the first contract; resource → id."""
        staff = staff or self.world.counsellor
        files = {"recruitment_assessments": samples.assessment(path["candidacy_id"]),
                 "backgrounds": samples.background(path["participant_id"]),
                 "entry_situations": samples.entry_situation(path["id"])}
        return {resource: self.made(staff.post("/v1/" + resource, body))["id"] for resource, body in files.items()}

    def rights(self, path, staff=None):
        """What moves the PASS of a path's person, and a diagnosis; resource → id."""
        staff = staff or self.world.counsellor
        person = {"participant_id": path["participant_id"]}
        held = self.ok(staff.get("/v1/passes?participant_id=" + path["participant_id"]))["data"][0]
        made = {"passes": held["id"]}
        bodies = {"pass_suspensions": samples.suspension(held["id"]),
                  "pass_extensions": {"pass_id": held["id"], "reason": "complete_training", "days": 90},
                  "eligibility_diagnoses": {**person, "diagnosed_on": samples.TODAY, "criteria": ["RSA", "TH"]}}
        for resource, body in bodies.items():
            today = "2040-06-01" if resource == "pass_extensions" else samples.TODAY
            made[resource] = self.made(staff.post("/v1/" + resource, body, today=today))["id"]
        return made

    def draft(self, path, staff=None, starts_on=samples.TODAY, ends_on=None, **changes):
        staff = staff or self.world.counsellor
        return self.made(staff.post("/v1/contracts", samples.contract(path["id"], starts_on, ends_on, **changes)))

    def signed(self, path=None, staff=None, starts_on=samples.TODAY, ends_on=None, **changes):
        """A signed contract, on a new person's path when none is given."""
        staff = staff or self.world.counsellor
        row = self.draft(path or self.path(staff), staff, starts_on, ends_on, **changes)
        return self.move(staff, "contracts", row, "sign", {"signed_on": samples.TODAY})

    def host(self, staff=None, **changes):
        return self.made((staff or self.world.counsellor).post("/v1/hosts", samples.host(**changes)))

    def immersion(self, contract=None, host=None, staff=None, starts_on="2026-04-06", **changes):
        """A draft convention."""
        staff = staff or self.world.counsellor
        contract = contract or self.signed(staff=staff)
        host = host or self.host(staff)
        return self.made(staff.post("/v1/immersions", samples.immersion(contract["id"], host["id"], starts_on, **changes)))

    def sign_all(self, row, staff=None, on=samples.TODAY, roles=("beneficiary", "employer", "host")):
        staff = staff or self.world.counsellor
        for role in roles:
            row = self.move(staff, "immersions", row, "sign", samples.signature(role, on), today=on)
        return row

    def in_review(self, staff=None, **changes):
        staff = staff or self.world.counsellor
        row = self.immersion(staff=staff, **changes)
        self.move(staff, "immersions", row, "submit")
        return self.sign_all(row, staff)

    def validated(self, staff=None, **changes):
        staff = staff or self.world.counsellor
        return self.move(staff, "immersions", self.in_review(staff, **changes), "validate")

    def linked(self, row, role, staff=None, today=samples.TODAY):
        """A one-time link for a party of a convention, and a client that holds it."""
        body = {"immersion_id": row["id"], "role": role}
        made = self.made((staff or self.world.counsellor).post("/v1/immersion_links", body, today=today))
        return made, Client(self.world.address, made["key"], "signatory", today)

    def client_of(self, role):
        """A client of that role, of side a; a signatory has a convention of its own to sign."""
        if role != "signatory":
            return getattr(self.world, role)
        return self.linked(self.move(self.world.counsellor, "immersions", self.immersion(), "submit"), "host")[1]

    def agreed(self, partner="partner_a", director=None, **changes):
        """An open agreement between the structure and a partner."""
        director = director or self.world.director
        row = self.made(director.post("/v1/agreements", samples.agreement(self.world.ids[partner], **changes)))
        return self.move(director, "agreements", row, "open") if row["state"] == "proposed" else row
