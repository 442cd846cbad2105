#include "auth.h"

#include <string.h>
#include <strings.h>
#include <time.h>

#include "api/key.h"
#include "api/membership.h"
#include "api/seal.h"
#include "api/view.h"
#include "core/log.h"
#include "core/text.h"
#include "db/query.h"
#include "db/tx.h"
#include "http/server.h"
#include "jwt.h"
#include "principals.h"
#include "used.h"

static const uint64_t second = UINT64_C(1000000000);

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

/* The role that the row gives. False: a row that this version does not understand is of nobody. */
static bool read_role(const char *kind, const char *staff_role, struct principal *who)
{
    if (!kind || !role_from_word(staff_role ? staff_role : kind, &who->role))
        return false;
    who->kind = kind_of_role(who->role);
    return (BIT(who->role) & EVERYONE) && strcmp(kind_word(who->kind), kind) == 0;
}

static bool read_principal(const struct tx *tx, unsigned answer, unsigned row, struct principal *ret_who)
{
    struct principal who = {0};
    if (!read_role(tx_text(tx, answer, row, KIND), tx_text(tx, answer, row, STAFF_ROLE), &who))
        return false;
    copy_id(who.key_id, tx_text(tx, answer, row, CREDENTIAL_ID));
    copy_id(who.membership_id, tx_text(tx, answer, row, MEMBERSHIP_ID));
    copy_id(who.actor_id, tx_text(tx, answer, row, ACTOR_ID));
    copy_id(who.structure_id, tx_text(tx, answer, row, STRUCTURE_ID));
    copy_id(who.prescriber_id, tx_text(tx, answer, row, PRESCRIBER_ID));
    copy_id(who.partner_id, tx_text(tx, answer, row, PARTNER_ID));
    copy_id(who.immersion_id, tx_text(tx, answer, row, IMMERSION_ID));
    who.may_write = tx_bool(tx, answer, row, MAY_WRITE);
    *ret_who = who;
    return true;
}

/* The membership that acts: the one asked for, else the only one. */
static enum problem choose(const struct tx *tx, unsigned answer, const char *context, struct principal *ret_who)
{
    unsigned rows = tx_rows(tx, answer), found = 0;
    if (rows == 0)
        return NOT_ENROLLED;
    if (!context && rows > 1)
        return CONTEXT_REQUIRED;
    while (context && found < rows && !text_equal(tx_text(tx, answer, found, MEMBERSHIP_ID), context))
        found++;
    return found < rows && read_principal(tx, answer, found, ret_who) ? PROBLEM_NONE : UNKNOWN_CONTEXT;
}

/* Asks the database. False: the call's error is the database's failure. */
static bool look_up(struct call *call, const char *context)
{
    const struct credential *credential = &call->credential;
    const char *const values[] = {credential->key_hash, credential->issuer, credential->subject};
    for (unsigned tried = 0;; tried++) {
        AUTO_TX struct tx tx;
        tx_begin_bare(&tx, call->conn);
        unsigned answer = tx_ask(&tx, query(QUERY_AUTH_MEMBERSHIPS), values);
        if (tx_flush(&tx)) {
            call->refusal = choose(&tx, answer, context, &call->who);
            return true;
        }
        if (!call_again(call, &tx, tried))
            return false;
    }
}

/* Under what a credential is kept: its own hash or, when a membership is asked for, the hash of both. */
static void cache_key(const char *credential, size_t length, const char *context, char hash[static API_KEY_HASH_HEX])
{
    const char *const parts[] = {credential, context};
    const size_t lengths[] = {length, context ? strlen(context) : 0};
    digest_parts(parts, lengths, context ? 2 : 1, hash);
}

static bool read_key(struct call *call, const char *key, const char *context)
{
    char hash[API_KEY_HASH_HEX], both[API_KEY_HASH_HEX];
    const char *kept = hash;
    api_key_hash(key, hash);
    if (context) {
        cache_key(key, strlen(key), context, both);
        kept = both;
    }
    call->credential.key_hash = arena_strdup(call->arena, hash);
    uint64_t now = monotonic_ns();
    enum cache_answer known = principals_find(kept, now, &call->who);
    if (known == CACHE_UNKNOWN) {
        if (!look_up(call, context))
            return false;
        bool bound = call->refusal == PROBLEM_NONE;
        if (bound)
            used_add(call->who.key_id); /* once in five seconds a key, which is often enough */
        if (bound || call->refusal == NOT_ENROLLED)
            principals_keep(kept, now, CACHE_SECONDS * second, bound ? &call->who : NULL);
        known = call->refusal == NOT_ENROLLED ? CACHE_REFUSED : CACHE_KNOWN;
    }
    return known == CACHE_KNOWN || call_fail(call, UNAUTHENTICATED);
}

/* A hot token costs a hash and a look-up in the cache. Where the subject itself is needed the token is read again. */
static bool read_token(struct call *call, const char *text, size_t length, const char *context, bool unbound)
{
    char hash[API_KEY_HASH_HEX];
    struct token token;
    uint64_t now = monotonic_ns();
    cache_key(text, length, context, hash);
    if (!unbound && principals_find(hash, now, &call->who) == CACHE_KNOWN)
        return true;
    int64_t seconds = time(NULL);
    const char *fault = token_check(call->arena, text, length, seconds, &token);
    if (fault) {
        log_with(LOG_DEBUG, "token_refused", {"request_id", call->request->id, 0}, {"fault", fault, 0});
        return call_fail(call, UNAUTHENTICATED);
    }
    call->credential = (struct credential){.issuer = token.issuer, .subject = token.subject};
    if (!look_up(call, context))
        return false;
    uint64_t left = (uint64_t)(token.expires_at > seconds ? token.expires_at - seconds : 0);
    if (call->refusal == PROBLEM_NONE)
        principals_keep(hash, now, left < CACHE_SECONDS ? left * second : CACHE_SECONDS * second, &call->who);
    return true;
}

bool auth_read(struct call *call, const struct headers *headers, bool unbound)
{
    const char *authorization = headers->authorization;
    if (!authorization || strncasecmp(authorization, "Bearer ", 7) != 0)
        return call_fail(call, UNAUTHENTICATED);
    const char *text = authorization + 7 + strspn(authorization + 7, " ");
    size_t length = strnlen(text, TOKEN_MAX + 1);
    if (api_key_well_formed(text, length))
        return read_key(call, text, headers->context);
    if (length == 0 || length > TOKEN_MAX)
        return call_fail(call, UNAUTHENTICATED);
    return read_token(call, text, length, headers->context, unbound);
}
