/* The columns that each role is shown, as PostgreSQL types them: in binary form a type that a descriptor does not expect would
 * be printed as something else. And those that it may read: what a role from outside is not shown, PostgreSQL refuses it. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/cell.h"
#include "api/view.h"
#include "core/log.h"
#include "core/text.h"
#include "db/admin.h"
#include "resources/index.h"
#include "test.h"

/* Of pg_type.dat. */
enum {
    BOOL = 16,
    INT8 = 20,
    INT2 = 21,
    INT4 = 23,
    TEXT = 25,
    JSON = 114,
    DATE = 1082,
    TIMESTAMPTZ = 1184,
    UUID = 2950,
    JSONB = 3802
};

static bool is_right(enum field_type type, Oid oid)
{
    switch (type) {
    case T_UUID:
        return oid == UUID;
    case T_INT:
        return oid == INT2 || oid == INT4 || oid == INT8;
    case T_BOOL:
        return oid == BOOL;
    case T_DATE:
        return oid == DATE;
    case T_INSTANT:
        return oid == TIMESTAMPTZ;
    default:
        return cell_forms[type] == CELL_JSON ? oid == JSONB || oid == JSON : oid == TEXT;
    }
}

/* How many columns were looked at. */
static unsigned check_view(PGconn *pg, const struct view *view)
{
    char label[128];
    struct buffer sql = {0};
    buffer_printf(&sql, "select %s from %s t", view->select_list, view->from);
    PGresult *prepared = PQprepare(pg, "", buffer_text(&sql), 0, NULL), *described = PQdescribePrepared(pg, "");
    snprintf(label, sizeof label, "%s to %s", view->resource->path, kind_word(view->kind));
    test_row(label);
    CHECK_TEXT(PQresultErrorMessage(prepared), "");
    CHECK_INT(PQnfields(described), view->n_columns);
    for (unsigned c = 0; c < (unsigned)PQnfields(described); c++) {
        snprintf(label, sizeof label, "%s.%s", view->resource->path, view->resource->fields[view->columns[c].field].name);
        test_row(label);
        CHECK(is_right(view->columns[c].type, PQftype(described, (int)c)));
    }
    PQclear(described);
    PQclear(prepared);
    buffer_done(&sql);
    return view->n_columns;
}

/* Roles from outside the structure, each with one role of the database. */
static const struct {
    enum role role;
    enum db_role db_role;
} outside[] = {{ROLE_PRESCRIBER, DB_PRESCRIBER}, {ROLE_PARTNER, DB_PARTNER}, {ROLE_SIGNATORY, DB_SIGNATORY}};

/* What a role may read and is not shown. */
static const char *const beside[] = {"structure_id",
                                     "prescriber_id",  /* whose a row is */
                                     "participant_id", /* by which the rights of a person are found: an identifier */
                                     "search",
                                     "search_first",
                                     "located_in",
                                     "search_town", /* made of what is shown */
                                     "kind",
                                     "sensitive", /* of a body: what others read of its kind depends on them */
                                     "criteria",  /* of a diagnosis: a constraint keeps a sender's own empty */
                                     NULL};

static bool is_shown(const struct view *view, const char *column)
{
    bool shown = text_index(beside, column) >= 0;
    for (unsigned c = 0; c < view->n_columns && !shown; c++)
        shown = strcmp(view->resource->fields[view->columns[c].field].name, column) == 0;
    return shown;
}

/* A column that is not shown to a role is not granted to it. How many it may read. */
static unsigned check_grants(PGconn *pg, const struct view *view, const char *db_role)
{
    char label[128];
    const char *values[] = {db_role, view->resource->table};
    PGresult *granted = PQexecParams(pg,
                                     "select attname from pg_attribute where attrelid = to_regclass($2) and attnum > 0 and "
                                     "not attisdropped and has_column_privilege($1, attrelid, attnum, 'select')",
                                     2, NULL, values, NULL, NULL, 0);
    for (int row = 0; row < PQntuples(granted); row++) {
        const char *column = PQgetvalue(granted, row, 0);
        snprintf(label, sizeof label, "%s may read %s.%s", db_role, view->resource->table, column);
        test_row(label);
        CHECK(is_shown(view, column));
    }
    unsigned count = (unsigned)PQntuples(granted);
    PQclear(granted);
    return count;
}

int main(void)
{
    unsigned columns = 0;
    log_set_level(LOG_ERROR);
    CHECK(admin_migrate(getenv("MAILLON_TEST_MIGRATOR")));
    api_set(&maillon_api);
    PGconn *pg = PQconnectdb(getenv("MAILLON_TEST_SUPERUSER"));
    CHECK(PQstatus(pg) == CONNECTION_OK);
    for (const struct resource *const *resource = maillon_api.resources; *resource; resource++)
        for (unsigned role = 0; role < N_ROLES; role++)
            if ((*resource)->actions[ACTION_READ] & BIT(role) || (*resource)->actions[ACTION_LIST] & BIT(role))
                columns += check_view(pg, view_of(*resource, (enum role)role));
    CHECK(columns > 500);
    unsigned granted = 0;
    for (const struct resource *const *resource = maillon_api.resources; *resource; resource++)
        for (size_t i = 0; i < COUNT_OF(outside); i++)
            if ((*resource)->actions[ACTION_READ] & BIT(outside[i].role) ||
                (*resource)->actions[ACTION_LIST] & BIT(outside[i].role))
                granted += check_grants(pg, view_of(*resource, outside[i].role), db_role_name(outside[i].db_role));
    CHECK(granted > 50);
    PQfinish(pg);
    return test_done();
}
