/* Cursors: where a page ended, sealed so that no personal data stands in a URL, and bound to who asked what. */
#include <string.h>

#include "api/list.h"
#include "api/seal.h"
#include "core/text.h"

/* What a page may be asked with and another page without: they do not change which rows follow. */
static bool of_the_page(const char *parameter)
{
    static const char *const names[] = {"cursor", "limit", "fields", "include", "total", NULL};
    return text_index(names, parameter) >= 0;
}

/* The selection and its order, whatever the order of the parameters. */
static const char *associated(struct call *call)
{
    uint64_t sum = 0;
    for (unsigned i = 0; i < call->request->n_parameters; i++) {
        const struct parameter *parameter = &call->request->parameters[i];
        if (of_the_page(parameter->name))
            continue;
        uint64_t hash = text_hash(0, parameter->name, strlen(parameter->name) + 1);
        sum += text_hash(hash, parameter->value, strlen(parameter->value));
    }
    return arena_printf(call->arena, "%s%s/%016llx", call->who.actor_id, call->request->path, (unsigned long long)sum);
}

const char *cursor_seal(struct call *call, const char *value, const char *id)
{
    size_t value_length = strlen(value), id_length = strlen(id), length;
    char *plain = arena_alloc(call->arena, value_length + id_length + 2);
    memcpy(plain, value, value_length + 1);
    memcpy(plain + value_length + 1, id, id_length + 1);
    unsigned char *sealed = seal(call->arena, SEAL_CURSOR, plain, value_length + id_length + 2, associated(call), &length);
    return base64url_encode(call->arena, sealed, length);
}

bool cursor_open(struct call *call, struct list_query *query)
{
    size_t length = 0, plain_length = 0;
    unsigned char *sealed = base64url_decode(call->arena, query->cursor, strlen(query->cursor), &length);
    char *plain = sealed ? (char *)unseal(call->arena, SEAL_CURSOR, sealed, length, associated(call), &plain_length) : NULL;
    if (!plain)
        return call_fail(call, BAD_CURSOR);
    query->after_value = plain;
    query->after_id = plain + strlen(plain) + 1;
    return true;
}
