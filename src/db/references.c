/* The reference lists and parameters that are built in, brought into their tables. */
#include <stdio.h>
#include <string.h>

#include "admin_pg.h"
#include "core/buffer.h"
#include "core/log.h"
#include "db/embedded.h"
#include "reference_parse.h"

enum { COLUMNS_MAX = 16 };

/* `keys`: the columns that identify a row, one or two. */
static bool is_key(const struct reference_list *list, const char *const keys[2], unsigned column)
{
    return strcmp(list->columns[column], keys[0]) == 0 || (keys[1] && strcmp(list->columns[column], keys[1]) == 0);
}

/* insert … on conflict … do update, which writes only rows that differ: running it again changes nothing. */
static void write_upsert(struct buffer *out, const struct reference_list *list, const char *table, const char *const keys[2],
                         bool versioned)
{
    buffer_printf(out, "insert into %s as old (", table);
    for (unsigned i = 0; i < list->n_columns; i++)
        buffer_printf(out, "%s%s", i ? ", " : "", list->columns[i]);
    buffer_add_text(out, ") values (");
    for (unsigned i = 0; i < list->n_columns; i++)
        buffer_printf(out, "%s$%u", i ? ", " : "", i + 1);
    buffer_printf(out, ") on conflict (%s%s%s) do update set ", keys[0], keys[1] ? ", " : "", keys[1] ? keys[1] : "");
    unsigned written = 0;
    for (unsigned i = 0; i < list->n_columns; i++)
        if (!is_key(list, keys, i))
            buffer_printf(out, "%s%s = excluded.%s", written++ ? ", " : "", list->columns[i], list->columns[i]);
    if (versioned)
        buffer_add_text(out, ", version = old.version + 1, updated_at = now()");
    buffer_add_text(out, " where (");
    for (unsigned i = 0; i < list->n_columns; i++)
        buffer_printf(out, "%sold.%s", i ? ", " : "", list->columns[i]);
    buffer_add_text(out, ") is distinct from (");
    for (unsigned i = 0; i < list->n_columns; i++)
        buffer_printf(out, "%sexcluded.%s", i ? ", " : "", list->columns[i]);
    buffer_add_text(out, ")");
}

static bool upsert_rows(PGconn *pg, const struct reference_list *list, const char *sql, int *ret_written)
{
    const char *values[COLUMNS_MAX];
    AUTO_RESULT prepared = PQprepare(pg, "upsert", sql, 0, NULL);
    if (!admin_succeeded(pg, list->name, prepared))
        return false;
    for (unsigned row = 0; row < list->n_rows; row++) {
        for (unsigned i = 0; i < list->n_columns; i++) {
            const char *cell = list->cells[(size_t)row * list->n_columns + i];
            values[i] = cell[0] ? cell : NULL;
        }
        AUTO_RESULT written = PQexecPrepared(pg, "upsert", (int)list->n_columns, values, NULL, NULL, 0);
        if (!admin_succeeded(pg, list->name, written)) {
            log_with(LOG_ERROR, "reference_refused", {"list", list->name, 0}, {"row", values[0], 0});
            return false;
        }
        *ret_written += PQcmdTuples(written)[0] == '1';
    }
    return admin_run(pg, list->name, "deallocate upsert");
}

static bool load_list(PGconn *pg, const struct embedded_reference *file)
{
    static const char *const code[2] = {"code", NULL}, *const version_of_parameter[2] = {"key", "valid_from"};
    struct reference_list list;
    bool parameters = strcmp(file->name, "parameters") == 0;
    const char *fault = reference_parse(file->name, file->text, &list);
    if (fault || list.n_columns > COLUMNS_MAX) {
        log_with(LOG_ERROR, "reference_malformed", {"list", file->name, 0}, {"fault", fault ? fault : "too many columns", 0});
        reference_discard(&list);
        return false;
    }
    char table[80];
    snprintf(table, sizeof(table), "reference_%s", file->name);
    struct buffer sql = {0};
    write_upsert(&sql, &list, parameters ? "parameter" : table, parameters ? version_of_parameter : code, parameters);
    int written = 0;
    bool loaded = upsert_rows(pg, &list, buffer_text(&sql), &written);
    if (loaded && written)
        log_with(LOG_INFO, "reference_loaded", {"list", file->name, 0}, {"rows_written", NULL, written});
    buffer_done(&sql);
    reference_discard(&list);
    return loaded;
}

bool admin_load_references(PGconn *pg)
{
    bool loaded = admin_run(pg, "begin", "begin") && admin_run(pg, "role", "set local role maillon_owner");
    for (const struct embedded_reference *file = embedded_references; file->name && loaded; file++)
        loaded = load_list(pg, file);
    return admin_run(pg, "commit", loaded ? "commit" : "rollback") && loaded;
}
