#include <stdlib.h>
#include <string.h>

#include "api/seal.h"
#include "write_run.h"

static const char *associated(struct call *call)
{
    return arena_printf(call->arena, "%s/%s", call->who.actor_id, call->request->idempotency_key);
}

void idempotency_ask(struct call *call, struct tx *tx, struct idempotency *idempotency)
{
    const struct request *request = call->request;
    *idempotency = (struct idempotency){.used = request->idempotency_key != NULL};
    if (!idempotency->used)
        return;
    const char *target = request->path; /* with ?atomic=true it is another request */
    for (unsigned i = 0; i < request->n_parameters; i++)
        target = arena_printf(call->arena, "%s%c%s=%s", target, i ? '&' : '?', request->parameters[i].name,
                              request->parameters[i].value);
    const char *parts[] = {request->method == METHOD_POST ? "POST" : "PATCH", target, request->body};
    const size_t lengths[] = {strlen(parts[0]), strlen(parts[1]), request->body_length};
    memcpy(idempotency->request_hash, "\\x", 2);
    digest_parts(parts, lengths, 3, idempotency->request_hash + 2);
    idempotency->lock = query_ask(tx, QUERY_IDEMPOTENCY_LOCK, (const char *[]){associated(call)});
    idempotency->found = query_ask(tx, QUERY_IDEMPOTENCY_FIND,
                                   (const char *[]){call->who.actor_id, request->idempotency_key, idempotency->request_hash});
}

static unsigned char *from_hex(struct arena *arena, const char *hex, size_t length, size_t *ret_length)
{
    unsigned char *bytes = arena_alloc(arena, length / 2 + 1);
    size_t count = 0;
    for (size_t i = 2; i + 1 < length; i += 2) { /* after PostgreSQL's "\x" */
        const char digits[3] = {hex[i], hex[i + 1], '\0'};
        bytes[count++] = (unsigned char)strtoul(digits, NULL, 16);
    }
    *ret_length = count;
    return bytes;
}

static bool replay(struct call *call, const struct tx *tx, unsigned found)
{
    size_t sealed_length, length;
    const unsigned char *sealed = from_hex(call->arena, tx_text(tx, found, 0, 2), tx_length(tx, found, 0, 2), &sealed_length);
    const char *plain = (const char *)unseal(call->arena, SEAL_DATA, sealed, sealed_length, associated(call), &length);
    if (!plain)
        return call_fail(call, INTERNAL); /* the data key was taken away before the 48 hours */
    const char *etag = plain, *location = plain + strlen(plain) + 1, *body = location + strlen(location) + 1;
    call->response.status = (int)tx_int(tx, found, 0, 1);
    buffer_add(&call->response.body, body, length - (size_t)(body - plain));
    call_header(call, "Idempotent-Replayed", "true");
    if (*etag)
        call_header(call, "ETag", etag);
    if (*location)
        call_header(call, "Location", location);
    return false;
}

bool idempotency_admit(struct call *call, struct tx *tx, const struct idempotency *idempotency)
{
    if (!idempotency->used)
        return true;
    if (!tx_bool(tx, idempotency->lock, 0, 0))
        return call_fail(call, IN_FLIGHT);
    if (tx_rows(tx, idempotency->found) == 0)
        return true;
    if (!tx_bool(tx, idempotency->found, 0, 0))
        return call_fail(call, KEY_REUSED);
    return replay(call, tx, idempotency->found);
}

static const char *header_of(const struct call *call, const char *name)
{
    for (unsigned i = 0; i < call->response.n_headers; i++)
        if (strcmp(call->response.headers[i].name, name) == 0)
            return call->response.headers[i].value;
    return "";
}

void idempotency_store(struct call *call, struct tx *tx, const struct idempotency *idempotency)
{
    const struct response *response = &call->response;
    const char *etag = header_of(call, "ETag"), *location = header_of(call, "Location");
    struct buffer plain = {0};
    size_t length;
    buffer_add(&plain, etag, strlen(etag) + 1);
    buffer_add(&plain, location, strlen(location) + 1);
    buffer_add(&plain, response->body.data, response->body.length);
    const unsigned char *sealed = seal(call->arena, SEAL_DATA, plain.data, plain.length, associated(call), &length);
    buffer_done(&plain);
    static const char digits[] = "0123456789abcdef";
    char *hex = arena_alloc(call->arena, 2 * length + 3);
    memcpy(hex, "\\x", 2);
    for (size_t i = 0; i < length; i++) {
        hex[2 + 2 * i] = digits[sealed[i] >> 4];
        hex[3 + 2 * i] = digits[sealed[i] & 15];
    }
    hex[2 + 2 * length] = '\0';
    query_ask(tx, QUERY_IDEMPOTENCY_STORE,
              (const char *[]){call->who.actor_id, call->request->idempotency_key, idempotency->request_hash,
                               arena_printf(call->arena, "%d", response->status), hex});
}
