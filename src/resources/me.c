/* Who the caller is, as the service sees it. */
#include "endpoint.h"
#include "resources.h"

static const char *const kind_words[N_KINDS] = {"staff", "prescriber", "partner", "operator"};

static void member(struct buffer *out, const char *key, const char *id)
{
    json_key(out, key);
    json_text(out, *id ? id : NULL);
}

bool me_get(struct call *call, const char *item)
{
    const struct principal *who = &call->who;
    struct buffer *out = &call->response.body;
    struct context context = call_context(call);
    AUTO_TX struct tx tx;
    (void)item;
    tx_begin_read(&tx, call->conn, &context);
    if (!endpoint_params(call, NULL, 0, NULL))
        return false;
    if (!tx_flush(&tx))
        return call_fail_tx(call, &tx);
    json_open(out, '{');
    json_key(out, "kind");
    json_text(out, kind_words[who->kind]);
    json_key(out, "role");
    json_text(out, role_word(who->role));
    member(out, "key_id", who->key_id);
    member(out, "actor_id", who->actor_id);
    member(out, "structure_id", who->structure_id);
    member(out, "prescriber_id", who->prescriber_id);
    member(out, "partner_id", who->partner_id);
    json_key(out, "may_write");
    json_bool(out, who->may_write);
    json_key(out, "today");
    json_text(out, tx.today_text);
    json_close(out, '}');
    call->response.status = 200;
    return true;
}
