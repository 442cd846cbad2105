/* The reference lists that codes are taken from. */
#include <string.h>

#include "db/reference.h"
#include "endpoint.h"
#include "resources.h"

bool reference_get(struct call *call, const char *item)
{
    struct buffer *out = &call->response.body;
    unsigned count;
    const struct reference_list *lists = reference_lists(&count);
    (void)item;
    if (!endpoint_params(call, NULL, 0, NULL))
        return false;
    json_open(out, '{');
    json_key(out, "data");
    json_open(out, '[');
    for (unsigned i = 0; i < count; i++) {
        json_open(out, '{');
        json_key(out, "name");
        json_text(out, lists[i].name);
        json_key(out, "columns");
        json_open(out, '[');
        for (unsigned column = 0; column < lists[i].n_columns; column++)
            json_text(out, lists[i].columns[column]);
        json_close(out, ']');
        json_key(out, "rows");
        json_int(out, lists[i].n_rows);
        json_close(out, '}');
    }
    json_close(out, ']');
    json_close(out, '}');
    call->response.status = 200;
    return true;
}

bool reference_list_get(struct call *call, const char *item)
{
    struct buffer *out = &call->response.body;
    const struct reference_list *list = reference_list(item);
    if (!list)
        return call_fail(call, NOT_FOUND);
    if (!endpoint_params(call, NULL, 0, NULL))
        return false;
    json_open(out, '{');
    json_key(out, "name");
    json_text(out, list->name);
    json_key(out, "data");
    json_open(out, '[');
    for (unsigned row = 0; row < list->n_rows; row++) {
        json_open(out, '{');
        for (unsigned column = 0; column < list->n_columns; column++) {
            const char *cell = list->cells[(size_t)row * list->n_columns + column];
            json_key(out, list->columns[column]);
            json_text(out, *cell ? cell : NULL);
        }
        json_close(out, '}');
    }
    json_close(out, ']');
    json_close(out, '}');
    call->response.status = 200;
    return true;
}
