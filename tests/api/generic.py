"""The fixtures of the generic tests: a few rows of every resource of the document, and the roles that make and read them."""
import samples
from document import Document
from harness import Case, specification

LATER = "2026-03-31"
CREATORS = ("counsellor", "director", "office", "prescriber", "operator")
# One live contract and one open path a person, and one row of each of these.
ONE_EACH = ("paths", "contracts", "recruitment_assessments", "backgrounds", "entry_situations",
            "passes", "pass_suspensions", "pass_extensions")
READERS = ("director", "counsellor", "supervisor", "office", "prescriber", "partner", "operator")


class Generic(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = Document(specification(cls.world))
        cls.fixed = {}

    def find(self, resource):
        """An id of that resource; made once."""
        world = self.world
        makers = {
            "structures": lambda: world.ids["structure"], "worksites": lambda: world.ids["worksite"],
            "vacancies": lambda: self.offered()["id"],
            "staff": lambda: world.ids["counsellor"], "prescribers": lambda: world.ids["prescriber"],
            "partners": lambda: world.ids["partner"], "hosts": lambda: self.host()["id"],
            "candidacies": lambda: self.candidacy()["id"],
            "participants": lambda: self.accepted()["participant_id"], "paths": lambda: self.path()["id"],
            "passes": lambda: self.right(self.accepted()["participant_id"])["id"],
            "api_keys": lambda: self.made(world.operator.post(
                "/v1/api_keys", {"label": "x", "prescriber_id": world.ids["prescriber"]}))["id"],
            "immersions": lambda: self.move(world.counsellor, "immersions", self.immersion(), "submit")["id"],
            "contracts": lambda: self.signed(starts_on="2025-06-02", ends_on="2027-06-01")["id"],
        }
        if resource not in self.fixed:
            self.fixed[resource] = makers[resource]()
        return self.fixed[resource]

    def creator(self, resource):
        """The client that creates rows of the resource, or None."""
        operation = self.document.operation("post", "/v1/" + resource)
        for role in CREATORS if resource != "candidacies" else ("prescriber",):
            if operation and role in operation["x-roles"]:
                return getattr(self.world, role)
        return None

    def reader(self, resource):
        operation = self.document.operation("get", f"/v1/{resource}") or {"x-roles": []}
        return next((getattr(self.world, role) for role in READERS if role in operation["x-roles"]), None)

    def example(self, resource, client, unique=True):
        """A body from the examples. Rules across records are met by the rows it refers to; what must be unique is."""
        body = self.document.example(self.document.operation("post", "/v1/" + resource), client.role, self.find)
        if resource == "exits":
            path = self.path()
            self.signed(path, starts_on=samples.add_months(body["exit_on"], -8), ends_on=body["exit_on"])
            body["path_id"] = path["id"]
        if resource == "immersions":
            contract = self.signed(starts_on=samples.plus(body["starts_on"], -60), ends_on=samples.plus(body["starts_on"], 200))
            body["contract_id"] = contract["id"]
        if resource == "invitations" and "structure_id" in body:  # of a structure without director
            body["structure_id"] = self.made(client.post("/v1/structures", samples.structure()))["id"]
        if resource in ONE_EACH:
            for parent in ("candidacies", "participants", "paths", "passes"):
                self.fixed.pop(parent, None)
        if resource == "pass_extensions":  # asked in the last year of the PASS
            body["pass_id"] = self.right(self.accepted()["participant_id"], start_on="2024-06-01", official_end_on=None)["id"]
        if unique:
            fresh = {"siret": samples.siret(samples.number() + 5000), "external_id": f"x-{samples.number()}",
                     "subject": f"s-{samples.number()}", "candidate_reference": f"r-{samples.number()}",
                     "number": f"PASS{samples.number():08d}",
                     "email": f"e{samples.number()}@exemple.example"}
            body.update({name: value for name, value in fresh.items() if name in body})
            body.pop("safir", None)
        return body

    def today(self, resource, body):
        """A day on which the examples have happened."""
        return body.get("exit_on", LATER) if resource == "exits" else LATER

    def create(self, resource, client, body):
        return client.post("/v1/" + resource, body, today=self.today(resource, body))

    def each_created(self):
        """(resource, its creator, the operation, the schema of its body) of every resource that is created."""
        for resource in self.document.resources():
            client = self.creator(resource)
            if client is not None:
                operation = self.document.operation("post", "/v1/" + resource)
                yield resource, client, operation, self.document.body(operation)


class Furnished(Generic):
    """A few rows of everything that is listed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        self = cls()
        for _ in range(3):
            world, staff = self.world, self.world.counsellor
            row = self.validated()
            self.linked(row, "host")
            path = self.path()
            self.entered(path)
            self.signed(path, starts_on="2026-03-09", ends_on="2026-07-08")
            self.made(staff.post("/v1/exits", samples.exit_(path["id"], "2026-07-08"), today="2026-07-09"))
            self.rights(self.path())
            self.made(world.director.post("/v1/targets", samples.target(year=2026 + samples.number() % 50)))
            self.made(world.director.post("/v1/worksites", samples.worksite()))
            self.offered()
            self.made(world.director.post("/v1/agreements", samples.agreement(world.ids["partner"])))
            self.made(world.director.post("/v1/invitations", {"staff_id": world.ids["counsellor"]}))
            self.made(world.operator.post("/v1/identities", {"issuer": "https://issuer.example", "subject": str(samples.number()),
                                                             "prescriber_id": world.ids["prescriber"]}))
            for resource, body in (("prescribers", samples.prescriber()), ("partners", samples.partner())):
                self.made(world.operator.post("/v1/" + resource, body))
            self.assertTrue(row["id"])

    def each_read(self):
        """(resource, client, list operation, rows, the schema of a row) for every resource that is listed."""
        for resource in self.document.resources():
            operation = self.document.operation("get", "/v1/" + resource)
            client = self.reader(resource)
            if resource in ("identities", "partners", "prescribers", "structures"):
                client = self.world.operator
            rows = self.ok(client.get(f"/v1/{resource}?limit=200"))["data"]
            self.assertGreater(len(rows), 0, resource)
            yield resource, client, operation, rows, self.document.answer(operation)
