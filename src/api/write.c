/* What rules and effects read and say about a write. */
#include "api/write.h"

#include <string.h>

#include "core/log.h"
#include "core/text.h"

const char *write_value(const struct write *write, int field)
{
    if (write->set[field].given)
        return write->set[field].text;
    return write->before ? write->before[field] : NULL;
}

day_t write_day(const struct write *write, int field)
{
    return day_from_sql(write_value(write, field));
}

int64_t write_int(const struct write *write, int field)
{
    const char *text = write_value(write, field);
    return text ? strtoll(text, NULL, 10) : 0;
}

bool write_changes(const struct write *write, int field)
{
    if (!write->set[field].given)
        return false;
    const char *before = write->before ? write->before[field] : NULL;
    const char *after = write->set[field].text;
    return before != after && !text_equal(before, after);
}

void write_set(struct write *write, int field, const char *text)
{
    write->set[field] = (struct value){.text = text, .given = true};
}

const char *move_value(const struct write *write, const char *name)
{
    int index = field_index(write->move->fields, write->move->n_fields, name, strlen(name));
    return index < 0 ? NULL : write->given[index].text;
}

day_t write_today(const struct write *write)
{
    return write->tx->today;
}

static void more(struct write *write, struct more *list, unsigned *count, enum query query_id, const char *const *values)
{
    unsigned n = query(query_id)->n_params;
    const char **copies = arena_alloc(write->call->arena, (n ? n : 1) * sizeof *copies);
    if (*count == WRITE_MORE) {
        log_with(LOG_ERROR, "write_too_large", {"query", query_name(query_id), 0});
        call_fail(write->call, INTERNAL);
        return;
    }
    for (unsigned i = 0; i < n; i++)
        copies[i] = values[i];
    list[(*count)++] = (struct more){.query = query_id, .values = copies};
}

void write_before(struct write *write, enum query query, const char *const *values)
{
    more(write, write->first, &write->n_first, query, values);
}

void write_also(struct write *write, enum query query, const char *const *values)
{
    more(write, write->after, &write->n_after, query, values);
}
