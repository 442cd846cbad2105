#include "auth.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "api/key.h"
#include "core/text.h"
#include "db/query.h"
#include "db/tx.h"
#include "http/server.h"
#include "principals.h"
#include "used.h"

static uint64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

void auth_forget(const char *key_id)
{
    principals_forget(key_id, monotonic_ns());
}

unsigned auth_used_keys(char (*ids)[37], unsigned max)
{
    return used_take(ids, max);
}

static void copy_id(char out[static 37], const char *id)
{
    size_t length = id ? strnlen(id, 36) : 0;
    memcpy(out, id ? id : "", length);
    out[length] = '\0';
}

/* The columns of auth_key.sql, in their order. */
enum { KEY_ID, KIND, STAFF_ROLE, ACTOR_ID, STRUCTURE_ID, PRESCRIBER_ID, PARTNER_ID, MAY_WRITE, USABLE };

/* The role that the row gives. False: a row that this version does not understand is of nobody. */
static bool read_role(const char *kind, const char *staff_role, struct principal *who)
{
    static const char *const kinds[] = {
        [KIND_STAFF] = "staff", [KIND_PRESCRIBER] = "prescriber", [KIND_PARTNER] = "partner", [KIND_OPERATOR] = "operator",
        [N_KINDS] = NULL,
    };
    int found = kind ? text_index(kinds, kind) : -1;
    if (found < 0)
        return false;
    who->kind = (enum principal_kind)found;
    switch (who->kind) {
    case KIND_STAFF:
        return staff_role && role_from_word(staff_role, &who->role) && (BIT(who->role) & STAFF);
    case KIND_PRESCRIBER:
        who->role = ROLE_PRESCRIBER;
        return true;
    case KIND_PARTNER:
        who->role = ROLE_PARTNER;
        return true;
    default:
        who->role = ROLE_OPERATOR;
        return true;
    }
}

static bool read_principal(const struct tx *tx, unsigned answer, struct principal *ret_who)
{
    struct principal who = {0};
    if (tx_rows(tx, answer) != 1 || !tx_bool(tx, answer, 0, USABLE) ||
        !read_role(tx_text(tx, answer, 0, KIND), tx_text(tx, answer, 0, STAFF_ROLE), &who))
        return false;
    copy_id(who.key_id, tx_text(tx, answer, 0, KEY_ID));
    copy_id(who.actor_id, tx_text(tx, answer, 0, ACTOR_ID));
    copy_id(who.structure_id, tx_text(tx, answer, 0, STRUCTURE_ID));
    copy_id(who.prescriber_id, tx_text(tx, answer, 0, PRESCRIBER_ID));
    copy_id(who.partner_id, tx_text(tx, answer, 0, PARTNER_ID));
    who.may_write = tx_bool(tx, answer, 0, MAY_WRITE);
    *ret_who = who;
    return true;
}

/* Asks the database. False: the call's error is the database's failure. */
static bool look_up(struct call *call, const char *hash_hex, struct principal *ret_who, bool *ret_usable)
{
    for (unsigned tried = 0;; tried++) {
        AUTO_TX struct tx tx;
        tx_begin_bare(&tx, call->conn);
        unsigned answer = tx_ask(&tx, query(QUERY_AUTH_KEY), (const char *const[]){hash_hex});
        if (tx_flush(&tx)) {
            *ret_usable = read_principal(&tx, answer, ret_who);
            return true;
        }
        if (!call_again(call, &tx, tried))
            return false;
    }
}

bool auth_read(struct call *call, const char *authorization)
{
    if (!authorization || strncasecmp(authorization, "Bearer ", 7) != 0)
        return call_fail(call, UNAUTHENTICATED);
    const char *key = authorization + 7 + strspn(authorization + 7, " ");
    if (!api_key_well_formed(key, strnlen(key, API_KEY_TEXT)))
        return call_fail(call, UNAUTHENTICATED);
    char hash[API_KEY_HASH_HEX];
    api_key_hash(key, hash);
    uint64_t now = monotonic_ns();
    enum cache_answer known = principals_find(hash, now, &call->who);
    if (known == CACHE_UNKNOWN) {
        bool usable = false;
        if (!look_up(call, hash, &call->who, &usable))
            return false;
        principals_keep(hash, now, usable ? &call->who : NULL);
        if (usable)
            used_add(call->who.key_id); /* once in five seconds a key, which is often enough */
        known = usable ? CACHE_KNOWN : CACHE_REFUSED;
    }
    return known == CACHE_KNOWN || call_fail(call, UNAUTHENTICATED);
}
