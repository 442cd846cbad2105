/* One request being served: what came, who asks, what will be answered.
 *
 * A call lives on its worker's stack; its texts live in its arena. A function that fails sets the error and returns
 * false; the one writer of problems (api/problem_json.c) turns it into application/problem+json at the end. */
#ifndef MAILLON_API_CALL_H
#define MAILLON_API_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "api/resource.h"
#include "core/arena.h"
#include "core/buffer.h"
#include "core/findings.h"
#include "db/tx.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PATCH, METHOD_OPTIONS, METHOD_OTHER };

/* A query parameter, decoded: valid UTF-8 without NUL. */
struct parameter {
    const char *name;
    const char *value;
};

enum { PARAMETERS_MAX = 24 };

struct call_error;

/* What came, already canonical and bounded; borrowed from the HTTP layer. Headers are NULL when absent. */
struct request {
    enum method method;
    const char *path; /* without query */
    struct parameter parameters[PARAMETERS_MAX];
    unsigned n_parameters;
    const char *if_match, *if_none_match, *idempotency_key, *content_type;
    const char *today; /* Maillon-Today, already checked, only in development */
    const char *body;  /* never NULL */
    size_t body_length;
    const char *id; /* X-Request-Id or ours */
    enum language language;
    const struct call_error *defect; /* of query, headers or body: answered once the role is known to be right; or NULL */
};

/* Who asks: one membership of a credential. Copied from the cache of principals: no pointer outlives the call. */
struct principal {
    enum principal_kind kind;
    enum role role;
    char key_id[37];        /* of the key, or of the identity that a token was bound to */
    char membership_id[37]; /* a further holder of a key has its own; else the same */
    char actor_id[37];
    char structure_id[37];
    char prescriber_id[37]; /* "" when unused, as the others */
    char partner_id[37];
    char immersion_id[37]; /* of a signatory */
    bool may_write;
};

/* What proved it, as the endpoints that take whoever holds a right credential need it. */
struct credential {
    const char *key_hash;         /* of an API key, in hexadecimal; else NULL */
    const char *issuer, *subject; /* of a token; else NULL */
};

struct error_item {
    const char *pointer;   /* "/schedule/2/day", or NULL */
    const char *parameter; /* query parameter, or NULL */
    enum problem problem;
    struct problem_value values[PROBLEM_VALUES];
};

enum { ERRORS_MAX = 64 };

struct call_error {
    enum problem problem; /* PROBLEM_NONE: no error */
    struct problem_value values[PROBLEM_VALUES];
    struct error_item items[ERRORS_MAX];
    unsigned n_items;
    const char *current_state; /* of STATE_CONFLICT */
    const char *allowed_moves; /* of the same, in JSON */
};

struct header {
    const char *name;
    const char *value;
};

enum { HEADERS_MAX = 12 };

struct response {
    int status;
    struct buffer body;       /* given away by the HTTP layer */
    const char *content_type; /* NULL: application/json */
    struct header headers[HEADERS_MAX];
    unsigned n_headers;
    bool has_file; /* the body is this file, open and without name, closed by the HTTP layer once sent */
    int file;
    size_t file_size;
    uint64_t rows; /* in the file */
};

struct call {
    struct arena *arena;
    struct conn *conn;
    const struct request *request;
    struct principal who;         /* meaningful when refusal is PROBLEM_NONE */
    struct credential credential; /* filled for endpoints whose .unbound is set */
    enum problem refusal;         /* why the credential, right in itself, acts as nobody in this call */
    struct call_error error;
    struct response response;
    struct findings warnings;
    bool (*is_cut)(void); /* of long operations, which ask it now and then: true when the service cannot wait; or NULL */
};

/* A call of which nothing is known yet but what came. */
void call_start(struct call *call, struct arena *arena, struct conn *conn, const struct request *request);

/* Sets the error; always returns false, so that callers can `return call_fail(…)`. */
bool call_fail(struct call *call, enum problem problem);
bool call_fail_text(struct call *call, enum problem problem, const char *value);
bool call_fail_int(struct call *call, enum problem problem, int64_t value);

/* Adds an item to the error (INVALID_FIELDS or BAD_PARAMETER is set if none is yet); returns it to fill values, or a
 * spare one when the list is full. Texts must live in the arena or be constant. */
struct error_item *call_field_error(struct call *call, enum problem problem, const char *pointer);
struct error_item *call_parameter_error(struct call *call, enum problem problem, const char *parameter);

/* The failure of a transaction as this call's error. Always false. */
bool call_fail_tx(struct call *call, const struct tx *tx);

/* After a transaction failed: whether to run it again (a serialization failure, a deadlock, a connection that was gone;
 * at most CALL_ATTEMPTS times, `tried` counts from 0). Otherwise the error is set; an error set before stays. */
enum { CALL_ATTEMPTS = 3 };
bool call_again(struct call *call, const struct tx *tx, unsigned tried);

/* A response header; `value` is checked (no CR, LF, NUL) and must live until the response is sent. */
void call_header(struct call *call, const char *name, const char *value);

/* The context statement's values for this call. */
struct context call_context(const struct call *call);

/* Appends the error as a problem object (RFC 9457). */
void problem_write(struct buffer *out, const struct call *call);

/* Writes the error as application/problem+json into the response. */
void call_write_problem(struct call *call);

#endif
