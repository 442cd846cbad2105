/* Who the caller is, as the service sees it, and what else the same key or token may act as. */
#include "api/membership.h"
#include "api/view.h"
#include "db/query.h"
#include "endpoint.h"
#include "resources.h"

static void text(struct buffer *out, const char *key, const char *value)
{
    json_key(out, key);
    json_text(out, value && *value ? value : NULL);
}

/* Null all through when no membership acts: none was chosen, or there is none. */
static void write_acting(struct call *call, struct buffer *out)
{
    static const struct principal nobody;
    bool bound = call->refusal == PROBLEM_NONE;
    const struct principal *who = bound ? &call->who : &nobody;
    text(out, "kind", bound ? kind_word(who->kind) : NULL);
    text(out, "role", bound ? role_word(who->role) : NULL);
    text(out, "membership_id", who->membership_id);
    text(out, "key_id", who->key_id);
    text(out, "actor_id", who->actor_id);
    text(out, "structure_id", who->structure_id);
    text(out, "prescriber_id", who->prescriber_id);
    text(out, "partner_id", who->partner_id);
    text(out, "immersion_id", who->immersion_id);
    json_key(out, "may_write");
    if (bound)
        json_bool(out, who->may_write);
    else
        json_nothing(out);
}

static void write_memberships(struct buffer *out, const struct tx *tx, unsigned answer)
{
    json_key(out, "memberships");
    json_open(out, '[');
    for (unsigned row = 0; row < tx_rows(tx, answer); row++) {
        const char *kind = tx_text(tx, answer, row, KIND), *role = tx_text(tx, answer, row, STAFF_ROLE);
        json_open(out, '{');
        text(out, "id", tx_text(tx, answer, row, MEMBERSHIP_ID));
        text(out, "kind", kind);
        text(out, "role", role ? role : kind);
        text(out, "name", tx_text(tx, answer, row, NAME));
        text(out, "structure_id", tx_text(tx, answer, row, STRUCTURE_ID));
        text(out, "prescriber_id", tx_text(tx, answer, row, PRESCRIBER_ID));
        text(out, "partner_id", tx_text(tx, answer, row, PARTNER_ID));
        text(out, "immersion_id", tx_text(tx, answer, row, IMMERSION_ID));
        json_close(out, '}');
    }
    json_close(out, ']');
}

enum { ANSWER_MEMBERSHIPS, ANSWER_TODAY, ANSWERS };

static void ask(struct call *call, struct tx *tx, void *data)
{
    const struct credential *credential = &call->credential;
    unsigned *answers = data;
    tx_begin_bare(tx, call->conn);
    answers[ANSWER_MEMBERSHIPS] = tx_ask(tx, query(QUERY_AUTH_MEMBERSHIPS),
                                         (const char *[]){credential->key_hash, credential->issuer, credential->subject});
    answers[ANSWER_TODAY] = tx_ask(tx, query(QUERY_AUTH_TODAY), (const char *[]){call->request->today});
}

bool me_get(struct call *call, const char *item)
{
    struct buffer *out = &call->response.body;
    AUTO_TX struct tx tx = {0};
    unsigned answers[ANSWERS];
    (void)item;
    if (call->refusal == UNKNOWN_CONTEXT)
        return call_fail(call, UNKNOWN_CONTEXT); /* a context that was asked for is never passed over */
    if (!endpoint_params(call, NULL, 0, NULL) || !endpoint_answered(call, &tx, ask, answers))
        return false;
    json_open(out, '{');
    write_acting(call, out);
    write_memberships(out, &tx, answers[ANSWER_MEMBERSHIPS]);
    text(out, "today", tx_text(&tx, answers[ANSWER_TODAY], 0, 0));
    json_close(out, '}');
    call->response.status = 200;
    return true;
}
