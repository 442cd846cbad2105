/* The columns that each role is shown, as PostgreSQL types them: in binary form a type that a descriptor does not expect would
 * be printed as something else. */
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>

#include "api/cell.h"
#include "api/view.h"
#include "core/log.h"
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
    PQfinish(pg);
    return test_done();
}
