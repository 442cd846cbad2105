/* Enrolment: whoever holds a token of an issuer that the service trusts, and a code, becomes a member of the staff. */
#include "api/body.h"
#include "api/key.h"
#include "core/uuid.h"
#include "endpoint.h"
#include "resources.h"

/* The columns of auth_enrol.sql, in their order. */
enum { MEMBERSHIP_ID, STRUCTURE_ID, STAFF_ID, STAFF_ROLE };

static void answer(struct call *call, const struct tx *tx, unsigned number)
{
    static const char *const keys[] = {"membership_id", "structure_id", "staff_id", "role"};
    struct buffer *out = &call->response.body;
    json_open(out, '{');
    for (unsigned column = MEMBERSHIP_ID; column <= STAFF_ROLE; column++) {
        json_key(out, keys[column]);
        json_text(out, tx_text(tx, number, 0, column));
    }
    json_close(out, '}');
    call->response.status = 201;
}

struct binding {
    const char *hash; /* of the code */
    char id[UUID_TEXT];
    unsigned membership; /* the answer */
};

/* Outside any context: the caller is nobody yet, and the function does this one thing. Said again by the same subject it answers
 * alike, so that it may be run again though its answer was lost. */
static void ask(struct call *call, struct tx *tx, void *data)
{
    const struct credential *credential = &call->credential;
    struct binding *binding = data;
    tx_begin_bare(tx, call->conn);
    binding->membership =
        tx_ask(tx, query(QUERY_AUTH_ENROL),
               (const char *[]){binding->hash, credential->issuer, credential->subject, binding->id, call->request->id});
}

static bool bind(struct call *call, const char *hash)
{
    AUTO_TX struct tx tx = {0};
    struct binding binding = {.hash = hash};
    uuid_new(binding.id);
    if (!endpoint_answered(call, &tx, ask, &binding))
        return false;
    if (tx_rows(&tx, binding.membership) != 1)
        return call_fail(call, ENROLMENT_CODE);
    answer(call, &tx, binding.membership);
    return true;
}

bool enrol_post(struct call *call, const char *item)
{
    struct value values[ENROL_FIELDS] = {{0}};
    char hash[API_KEY_HASH_HEX];
    (void)item;
    if (!call->credential.subject)
        return call_fail(call, FORBIDDEN); /* a key has its holder */
    json_auto_t *body = body_parse(call, "application/json", false);
    const struct body_rules rules = {0};
    if (!body || !body_read(call, body, enrol_fields, ENROL_FIELDS, &rules, values))
        return false;
    return code_hash(values[0].text, hash) ? bind(call, hash) : call_fail(call, ENROLMENT_CODE);
}

const struct field enrol_fields[ENROL_FIELDS] = {
    {"code", T_TEXT, REQUIRED, .max = 60, .about = "The code of the invitation, in capitals or not, with hyphens or without.",
     .about_fr = "Code de l'invitation, en majuscules ou non, avec ou sans tirets.",
     .example = "\"7Q2MD-X4K9V-0T3HB-NR8YC-W5JGA\""},
};
