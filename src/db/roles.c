#include "db/admin.h"

#include <string.h>

#include "admin_pg.h"
#include "core/log.h"
#include "db/context.h"

const char *const admin_owner_roles[] = {"maillon_owner", "maillon_auth", "maillon_relay", NULL};
const char *const admin_principal_roles[] = {
    "maillon_staff", "maillon_prescriber", "maillon_partner", "maillon_operator", "maillon_signatory", "maillon_job", NULL};

/* CREATE ROLE has no IF NOT EXISTS. Two administrators at once: one of them finds the role made by the other. */
static void write_create(struct buffer *out, const char *role, const char *attributes)
{
    buffer_printf(out,
                  "do $$ begin\n"
                  "    if not exists (select from pg_roles where rolname = '%s') then\n"
                  "        create role %s %s;\n"
                  "    end if;\n"
                  "exception when duplicate_object or unique_violation then null;\n"
                  "end $$;\n",
                  role, role, attributes);
}

/* An object's owner is changed only by who may become the new owner. A superuser may already. */
static void write_membership_of_current_user(struct buffer *out, const char *role)
{
    buffer_printf(out,
                  "do $$ begin\n"
                  "    if not pg_has_role(current_user, '%s', 'member') then\n"
                  "        execute format('grant %s to %%I', current_user);\n"
                  "    end if;\n"
                  "end $$;\n",
                  role, role);
}

/* Quoted for standard_conforming_strings, the default; a backslash would need another form and is doubled in E''. */
static void write_literal(struct buffer *out, const char *text)
{
    if (strchr(text, '\\'))
        buffer_add_char(out, 'E');
    buffer_add_char(out, '\'');
    for (const char *c = text; *c; c++) {
        if (*c == '\'' || *c == '\\')
            buffer_add_char(out, *c);
        buffer_add_char(out, *c);
    }
    buffer_add_char(out, '\'');
}

void admin_roles_sql(struct buffer *out, const char *login_password_or_null)
{
    buffer_add_text(out, "-- Roles of Maillon: may be run again. Needs CREATEROLE, no superuser; on managed PostgreSQL too.\n");
    for (const char *const *role = admin_owner_roles; *role; role++)
        write_create(out, *role, "nologin");
    for (const char *const *role = admin_principal_roles; *role; role++)
        write_create(out, *role, "nologin");
    write_create(out, "maillon_login", "login noinherit");
    buffer_add_text(out, "\n-- The service logs in as maillon_login, which has no rights of its own and becomes one of these.\n");
    for (const char *const *role = admin_principal_roles; *role; role++)
        buffer_printf(out,
                      "do $$ begin\n"
                      "    if not pg_has_role('maillon_login', '%s', 'member') then\n"
                      "        grant %s to maillon_login;\n"
                      "    end if;\n"
                      "end $$;\n",
                      *role, *role);
    buffer_add_text(out, "\n-- The account that migrates makes objects for the owners.\n");
    for (const char *const *role = admin_owner_roles; *role; role++)
        write_membership_of_current_user(out, *role);
    if (login_password_or_null) {
        buffer_add_text(out, "\nalter role maillon_login password ");
        write_literal(out, login_password_or_null);
        buffer_add_text(out, ";\n");
    }
}

/* Whether every role is there, the login may become the principals and this account the owners. CASE, because
 * pg_has_role refuses to speak of a role that does not exist. */
static const char complete_sql[] =
    "select coalesce(bool_and(case when to_regrole(name) is null then false "
    "when owns then pg_has_role(current_user, to_regrole(name), 'member') "
    "when name = 'maillon_login' or to_regrole('maillon_login') is null then to_regrole('maillon_login') is not null "
    "else pg_has_role(to_regrole('maillon_login'), to_regrole(name), 'member') end), false) "
    "from (values ('maillon_owner', true), ('maillon_auth', true), ('maillon_relay', true), ('maillon_login', false), "
    "('maillon_staff', false), ('maillon_prescriber', false), ('maillon_partner', false), ('maillon_operator', false), "
    "('maillon_signatory', false), ('maillon_job', false)) as role (name, owns)";

bool admin_ensure_roles(PGconn *pg)
{
    AUTO_RESULT complete = admin_ask(pg, "roles", complete_sql, 0, NULL);
    if (!complete)
        return false;
    if (PQgetvalue(complete, 0, 0)[0] == 't')
        return true;
    struct buffer sql = {0};
    admin_roles_sql(&sql, NULL);
    bool made = admin_run(pg, "roles", buffer_text(&sql));
    buffer_done(&sql);
    if (made)
        log_plain(LOG_INFO, "roles_made");
    else
        log_with(LOG_ERROR, "roles_missing", {"advice", "an administrator must run what `maillon roles` prints", 0});
    return made;
}
