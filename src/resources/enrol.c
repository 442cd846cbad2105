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

/* Outside any context: the caller is nobody yet, and the function does this one thing. */
static bool bind(struct call *call, const char *hash)
{
    const struct credential *credential = &call->credential;
    char id[UUID_TEXT];
    uuid_new(id);
    const char *const values[] = {hash, credential->issuer, credential->subject, id, call->request->id};
    for (unsigned tried = 0;; tried++) {
        AUTO_TX struct tx tx;
        tx_begin_bare(&tx, call->conn);
        unsigned number = tx_ask(&tx, query(QUERY_AUTH_ENROL), values);
        if (tx_flush(&tx)) {
            if (tx_rows(&tx, number) != 1)
                return call_fail(call, ENROLMENT_CODE);
            answer(call, &tx, number);
            return true;
        }
        if (!call_again(call, &tx, tried))
            return false;
    }
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
