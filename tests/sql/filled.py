"""A database with two structures that have a row of everything, and who asks it."""
import json

import sqldata
from sqlbase import Database, Principal, quoted
from sqldata import id

FILES = ["recruitment_assessment", "background", "entry_situation"]
RIGHTS = ["pass", "pass_suspension", "pass_extension", "eligibility_diagnosis"]
TENANT_TABLES = ["worksite", "vacancy", "staff_member", "host", "agreement", "target", "api_key", "candidacy", "participant",
                 "path", *FILES, "contract", "immersion", "immersion_signature", "immersion_link", "path_exit", "identity",
                 "invitation", "change", "transition", "access_entry", *RIGHTS]
CREDENTIALS = {"api_key", "identity", "invitation"}
PERSON_TABLES = [*FILES, "participant", "path", "contract", "path_exit", "staff_member", "host", "target"]


def staff(name, staff_role="director"):
    return Principal("maillon_staff", structure=id("structure", name), actor=id("staff_member", f"{name} {staff_role}"),
                     staff_role=staff_role)


def prescriber(name):
    return Principal("maillon_prescriber", prescriber=id("prescriber", name), actor=id("prescriber", name))


def partner(name, today="2026-03-10"):
    return Principal("maillon_partner", partner=id("partner", name), actor=id("partner", name), today=today)


def signatory(name):
    return Principal("maillon_signatory", structure=id("structure", name), actor=id("immersion_link", name))


OPERATOR = Principal("maillon_operator", actor=id("api_key", "operator"))
JOB = Principal("maillon_job")


class Filled(Database):
    @classmethod
    def populate(cls):
        cls.sql(sqldata.everything())

    def ids(self, who, table, key="id"):
        return {row[0] for row in self.ask(who, f"select {key} from {table}")}

    def written(self, who, text):
        """How many rows the statement writes."""
        return int(self.ask(who, f"with w as ({text} returning 1) select count(*) from w")[0][0])

    def copy_of(self, table, which, /, **changes):
        """An insert of a row like the one that `which` selects, but for some columns."""
        columns = self.column(f"""select column_name from information_schema.columns where table_schema = 'public'
            and table_name = '{table}' and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position""")
        row = json.loads(self.sql(f"select to_jsonb(t) from {table} t where {which}")[0][0])
        row.update(changes)
        names = ", ".join(columns)
        return (f"insert into {table} ({names}) select {names} "
                f"from jsonb_populate_record(null::public.{table}, {quoted(json.dumps(row))})")
