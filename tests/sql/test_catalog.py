"""The rules of the schema, asked of the catalog: what a later migration must keep."""
import glob
import json
import os
import re

from sqlbase import ADMINISTRATOR, MIGRATIONS, ROLES, ROOT, Database, schema_of

# Uniqueness across structures tells one of them that another has something; each exception has its reason.
UNIQUE_ACROSS = {
    "structure_siret_key": "a public register",
    "prescriber_siret_key": "the shared directory", "prescriber_safir_key": "the shared directory",
    "prescriber_external_id_key": "the shared directory",
    "partner_siret_key": "the shared directory",
    "api_key_hash_key": "a key is looked up before its structure is known",
    "identity_subject_key": "a subject is looked up before its memberships are known",
    "identity_api_key_key": "a key of prescribers, of no structure",
    "invitation_hash_key": "a code is looked up before its structure is known",
    "immersion_link_hash_key": "a link is looked up before its structure is known",
    "directory_word_pkey": "the shared directory",
    "candidacy_external_id_key": "the sender numbers its files whoever receives them",
    "idempotency_key_pkey": "by actor",
    "parameter_key_from": "of the law",
}

DEFINERS = {
    "auth_memberships(bytea,text,text)": "maillon_auth",
    "enrol(bytea,text,text,uuid,text)": "maillon_auth",
    "structure_is_directed(uuid)": "maillon_relay",
    "invitee(uuid,uuid,text)": "maillon_relay",
    "add_first_director(uuid,uuid,text,text,text)": "maillon_relay",
    "current_era()": "maillon_relay",
    "candidacies_put_away(uuid)": "maillon_relay",
    "candidacy_mark_duplicate()": "maillon_relay",
    "candidacy_lock(uuid)": "maillon_relay",
    "obsolete_siblings(uuid)": "maillon_relay",
    "directory_changed()": "maillon_relay",
    "directory_find(text,text)": "maillon_relay",
    "directory_prescriber()": "maillon_relay",
    "vacancy_offered(uuid,uuid)": "maillon_relay",
    "candidacy_stay(uuid)": "maillon_relay",
    "contract_rests(uuid)": "maillon_relay",
    "staff_accompanies(uuid)": "maillon_relay",
    "person_rights(uuid)": "maillon_relay",
    "pass_extension_lock(uuid)": "maillon_relay",
    "pass_set_end(uuid,date,date)": "maillon_relay",
    "diagnosis_person(uuid,uuid)": "maillon_relay",
    "outcome_headline(date,date,uuid)": "maillon_relay",
    "outcome_targets(date,date,uuid)": "maillon_relay",
    "transition_comment(bigint)": "maillon_relay",
}

TABLES = """select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')"""
OURS = """p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')"""


class Catalog(Database):
    def none(self, text, message):
        self.assertEqual(self.sql(text), [], message)

    def test_what_is_always_there_is_not_nullable(self):
        """OpenAPI says null of no field whose column is never null, and of no list."""
        with open(os.path.join(ROOT, "api-spec", "openapi.json"), encoding="utf-8") as file:
            schemas = json.load(file)["components"]["schemas"]
        filled = {}
        for table, column in self.sql("""select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and a.attnotnull"""):
            filled.setdefault(table, set()).add(column)
        compared = 0
        for name, schema in schemas.items():
            columns = filled.get({"exit": "path_exit"}.get(name, name))
            for field, value in schema.get("properties", {}).items() if columns else ():
                nullable = isinstance(value.get("type"), list) and "null" in value["type"]
                self.assertFalse(nullable and (field in columns or "array" in value["type"]), f"{name}.{field}")
                compared += 1
        self.assertGreater(compared, 300)

    def test_every_table_has_row_level_security(self):
        self.assertGreater(len(self.sql(TABLES)), 30)
        self.none(TABLES + " and not c.relrowsecurity", "without row-level security")
        self.none(TABLES + " and c.relforcerowsecurity", "the owner cannot log in; functions rely on its exemption")

    def test_every_table_is_of_the_owner(self):
        owners = self.sql("select distinct pg_get_userbyid(c.relowner) from pg_class c "
                          "where c.relnamespace = 'public'::regnamespace")
        self.assertEqual(owners, [["maillon_owner"]])

    def test_policies_are_for_one_role(self):
        policies = self.sql("select tablename || '.' || policyname, array_to_string(roles, ',') from pg_policies "
                            "where schemaname = 'public'")
        self.assertGreater(len(policies), 50)
        for name, roles in policies:
            self.assertRegex(roles, r"^maillon_\w+$", name)

    def test_no_policy_is_a_disjunction_or_a_subplan(self):
        for name, line in self.sql("""select tablename || '.' || policyname,
                regexp_replace(coalesce(qual, '') || ' ' || coalesce(with_check, ''), '\s+', ' ', 'g')
                from pg_policies where schemaname = 'public'"""):
            self.assertNotRegex(line, r"\bOR\b|\bEXISTS\b|\bIN \(", name)
            self.assertEqual(line.count("SELECT"), line.count("ARRAY( SELECT") + line.count("ARRAY(SELECT"), name)
            for setting in re.findall(r"current_setting\('app\.\w+_id'::text[^)]*\)", line):
                self.assertIn(f"NULLIF({setting}, ''::text))::uuid", line, name)

    def test_staff_reaches_tenant_tables_by_its_structure_only(self):
        rows = self.sql("""select p.tablename, coalesce(p.qual, p.with_check) from pg_policies p
            join pg_attribute a on a.attrelid = ('public.' || p.tablename)::regclass and a.attname = 'structure_id'
            where p.schemaname = 'public' and p.permissive = 'PERMISSIVE' and p.roles = '{maillon_staff}'""")
        self.assertGreater(len(rows), 13)
        for table, text in rows:
            self.assertEqual(text, "(structure_id = (NULLIF(current_setting('app.structure_id'::text, true), ''::text))::uuid)",
                             table)

    def named(self):
        return self.sql("""select k.conname, k.conrelid::regclass::text from pg_constraint k
            where k.connamespace = 'public'::regnamespace and k.conrelid <> 0 and k.conrelid::regclass::text <> 'schema_migration'
            union
            select i.indexrelid::regclass::text, i.indrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
            where i.indisunique and c.relnamespace = 'public'::regnamespace and c.relname <> 'schema_migration'""")

    def test_constraints_have_their_row(self):
        with open(os.path.join(ROOT, "src", "db", "constraint.def"), encoding="utf-8") as file:
            rows = re.findall(r'^CONSTRAINT\("(\w+)", (\w+), (?:NULL|"\w+")\)$', file.read(), re.M)
        mapped = [name for name, _ in rows]
        self.assertEqual(len(mapped), len(set(mapped)), "a constraint has two rows")
        self.assertEqual(sorted(mapped), sorted(name for name, _ in self.named()))
        with open(os.path.join(ROOT, "include", "core", "problem.def"), encoding="utf-8") as file:
            problems = set(re.findall(r"^PROBLEM\((\w+),", file.read(), re.M))
        self.assertEqual({problem for _, problem in rows} - problems, set())

    def test_constraint_fields_are_columns(self):
        table_of = dict(self.named())
        columns = {tuple(row) for row in self.sql("select table_name, column_name from information_schema.columns "
                                                  "where table_schema = 'public'")}
        with open(os.path.join(ROOT, "src", "db", "constraint.def"), encoding="utf-8") as file:
            for name, field in re.findall(r'^CONSTRAINT\("(\w+)", \w+, "(\w+)"\)$', file.read(), re.M):
                self.assertIn((table_of[name], field), columns, name)

    def test_constraints_are_named_after_their_table(self):
        for name, table in self.named():
            self.assertTrue(name.startswith(table + "_"), f"{name} of {table}")

    def test_foreign_keys_between_tenants_hold_the_structure(self):
        rows = self.sql("""select k.conname,
                (select string_agg(a.attname, ',' order by n.o) from unnest(k.conkey) with ordinality n (c, o)
                    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n.c),
                (select string_agg(a.attname, ',' order by n.o) from unnest(k.confkey) with ordinality n (c, o)
                    join pg_attribute a on a.attrelid = k.confrelid and a.attnum = n.c)
            from pg_constraint k where k.contype = 'f' and k.connamespace = 'public'::regnamespace
                and exists (select from pg_attribute a where a.attrelid = k.confrelid and a.attname = 'structure_id')""")
        self.assertGreater(len(rows), 15)
        for name, here, there in rows:
            if name == "identity_api_key_fkey":  # keys of prescribers and partners, which have no structure
                continue
            self.assertTrue(here.startswith("structure_id,") and there.startswith("structure_id,"), f"{name}: {here} → {there}")

    def test_uniques_hold_the_structure(self):
        rows = self.sql("""select i.indexrelid::regclass::text,
                (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0])
            from pg_index i join pg_class c on c.oid = i.indrelid
            where i.indisunique and c.relnamespace = 'public'::regnamespace
                and c.relname !~ '^(reference_|schema_migration|change)'
                and (select string_agg(a.attname, ',') from pg_attribute a
                    where a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])) <> 'id'""")
        across = {name for name, first in rows if first != "structure_id"}
        self.assertEqual(across, set(UNIQUE_ACROSS))

    def test_tenant_tables_offer_structure_and_id(self):
        self.none("""select c.relname from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
              and c.relname not in ('access_entry', 'change', 'transition')
                and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'structure_id')
                and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'u'
                    and pg_get_constraintdef(k.oid) = 'UNIQUE (structure_id, id)')""", "without unique (structure_id, id)")
        nullable = self.column("""select table_name from information_schema.columns where table_schema = 'public'
            and column_name = 'structure_id' and is_nullable = 'YES' order by 1""")
        self.assertEqual(nullable, ["api_key", "change", "identity", "transition"])

    def test_foreign_keys_are_indexed(self):
        # Rows of the reference lists and eras are never deleted: nothing looks for who refers to them.
        self.none("""select k.conname from pg_constraint k
            where k.contype = 'f' and k.connamespace = 'public'::regnamespace
                and k.confrelid::regclass::text !~ '^(reference_|era$)'
                and not exists (select from pg_index i where i.indrelid = k.conrelid
                    and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)""", "without an index")

    def test_resources_have_the_common_columns(self):
        rows = self.sql("""select table_name, string_agg(column_name || ' ' || data_type || ' ' || is_nullable, ', '
                order by column_name) from information_schema.columns
            where table_schema = 'public' and column_name in ('id', 'version', 'created_at', 'updated_at')
                and table_name not in ('era', 'transition', 'change', 'idempotency_key', 'access_entry') group by 1""")
        self.assertEqual(len(rows), 28)
        for table, columns in rows:
            self.assertEqual(columns, "created_at timestamp with time zone NO, id uuid NO, "
                             "updated_at timestamp with time zone NO, version integer NO", table)

    def test_functions_that_cross_tenants(self):
        rows = self.sql("""select p.oid::regprocedure::text, pg_get_userbyid(p.proowner), array_to_string(p.proconfig, ';')
            from pg_proc p where p.prosecdef and """ + OURS)
        self.assertEqual({name: owner for name, owner, _ in rows}, DEFINERS)
        for name, _, settings in rows:
            self.assertEqual(settings, "search_path=public, pg_temp", name)

    def test_no_function_is_for_everybody(self):
        self.none("""select p.oid::regprocedure::text from pg_proc p
            where (p.proacl is null or exists (select from aclexplode(p.proacl) x where x.grantee = 0)) and """ + OURS,
                  "executable by PUBLIC")

    def test_nobody_but_the_owner_makes_things(self):
        makers = self.column("select r.rolname from pg_roles r where r.rolname like 'maillon\\_%' "
                             "and r.rolname <> 'maillon_administrator' "
                             "and has_schema_privilege(r.rolname, 'public', 'create')")
        self.assertEqual(makers, ["maillon_owner"])
        self.none("select 1 from pg_namespace n, aclexplode(n.nspacl) x where n.nspname = 'public' and x.grantee = 0", "PUBLIC")

    def test_roles_are_ordinary(self):
        rows = self.sql("select rolname, rolcanlogin, rolinherit from pg_roles where rolname = any ('{maillon_login,%s}') "
                        "and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)" % ",".join(ROLES))
        self.assertEqual(len(rows), len(ROLES) + 1)
        self.assertEqual([row[0] for row in rows if row[1] == "t"], ["maillon_login"])
        self.assertEqual([row[2] for row in rows if row[0] == "maillon_login"], ["f"])
        self.none("select 1 from pg_auth_members where member = 'maillon_login'::regrole and roleid in "
                  "('maillon_owner'::regrole, 'maillon_relay'::regrole, 'maillon_auth'::regrole)", "login is an owner")

    def test_extensions_are_trusted(self):
        self.none("select extname from pg_extension where extname not in ('plpgsql', 'btree_gist', 'unaccent', 'pg_trgm')",
                  "other")

    def test_views_use_the_rights_of_who_asks(self):
        self.none("""select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
            and not coalesce(c.reloptions @> '{security_invoker=true}', false)""", "a view with its owner's rights")

    def sorts(self):
        """(table, column) of every order that the API offers."""
        with open(os.path.join(ROOT, "api-spec", "openapi.json"), encoding="utf-8") as file:
            paths = json.load(file)["paths"]
        table_of = {}
        for name in glob.glob(os.path.join(ROOT, "src", "resources", "*.c")):
            with open(name, encoding="utf-8") as file:
                table_of.update(re.findall(r'\.path = "(\w+)",\s*\.table = "(\w+)"', file.read()))
        for path, operations in paths.items():
            for parameter in operations.get("get", {}).get("parameters", []):
                if parameter.get("name") == "sort":
                    for column in parameter["schema"]["enum"]:
                        if not column.startswith("-"):
                            yield table_of[path.removeprefix("/v1/").removesuffix("/export")], column

    def test_every_order_is_total_and_indexed(self):
        never_null = {tuple(row) for row in self.sql("select table_name, column_name from information_schema.columns "
                                                     "where table_schema = 'public' and is_nullable = 'NO'")}
        indexes = {tuple(row) for row in self.sql("""select i.indrelid::regclass::text,
                (select string_agg(a.attname, ',' order by n.o) from unnest(i.indkey::int2[]) with ordinality n (c, o)
                    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = n.c)
            from pg_index i where i.indpred is null""")}
        sorts = list(self.sorts())
        self.assertGreater(len(sorts), 40)
        for table, column in sorts:
            tenant = "structure_id," if (table, "structure_id") in never_null else ""
            self.assertIn((table, column), never_null)
            self.assertIn((table, tenant + (column if column == "id" else column + ",id")), indexes)

    def test_migrations_are_numbered_without_gap(self):
        names = sorted(os.listdir(MIGRATIONS))
        for number, name in enumerate(names, 1):
            self.assertRegex(name, rf"^{number:04d}_[a-z_]+\.sql$")


class Dump(Database):
    def test_the_committed_schema_is_what_the_migrations_make(self):
        with open(os.path.join(ROOT, "sql", "schema.sql"), encoding="utf-8") as file:
            self.assertEqual(file.read(), schema_of(self.server, self.database), "python3 tests/sql/sqlbase.py > sql/schema.sql")

    def test_a_dump_can_be_restored(self):
        with open(os.path.join(ROOT, "sql", "schema.sql"), encoding="utf-8") as file:
            dump = file.read()
        restored = self.database + "_restored"
        self.server.sql(f"create database {restored} template template0 owner {ADMINISTRATOR};\n", "postgres")
        try:
            self.server.sql(dump, restored)
            # Parentheses of conditions nest otherwise once they were read again.
            self.assertEqual(re.sub("[()]", "", schema_of(self.server, restored)), re.sub("[()]", "", dump))
        finally:
            self.server.sql(f"drop database {restored} with (force);\n", "postgres")
