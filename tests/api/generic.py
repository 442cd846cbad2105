"""The fixtures of the generic tests: a few rows of every resource of the document, and the roles that make and read them."""
import samples
from document import Document
from harness import Case, specification

CREATORS = ("counsellor", "director", "office", "prescriber", "operator")
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
            "staff": lambda: world.ids["counsellor"], "prescribers": lambda: world.ids["prescriber"],
            "partners": lambda: world.ids["partner"], "hosts": lambda: self.host()["id"],
            "participants": lambda: self.accepted()["participant_id"], "paths": lambda: self.path()["id"],
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

    def example(self, resource, client):
        """A body from the examples. Rules across records are met by the rows it refers to."""
        schema = self.document.body(self.document.operation("post", "/v1/" + resource))
        body = self.document.example(schema, client.role, self.find)
        if resource == "exits":
            path = self.path()
            self.signed(path, starts_on=samples.add_months(body["exit_on"], -8), ends_on=body["exit_on"])
            body["path_id"] = path["id"]
        if resource == "immersions":
            contract = self.signed(starts_on=samples.plus(body["starts_on"], -60), ends_on=samples.plus(body["starts_on"], 200))
            body["contract_id"] = contract["id"]
        if resource in ("paths", "contracts"):  # one live contract and one open path a person
            self.fixed.pop("participants", None)
            self.fixed.pop("paths", None)
        if resource == "api_keys" and client.role == "operator":
            del body["partner_id"]
        return body

    def today(self, resource, body):
        return body.get("exit_on", samples.TODAY) if resource == "exits" else samples.TODAY

    def create(self, resource, client, body):
        return client.post("/v1/" + resource, body, today=self.today(resource, body))

    def each_created(self):
        """(resource, its creator, the operation, the schema of its body) of every resource that is created."""
        for resource in self.document.resources():
            client = self.creator(resource)
            if client is not None:
                operation = self.document.operation("post", "/v1/" + resource)
                yield resource, client, operation, self.document.body(operation)
