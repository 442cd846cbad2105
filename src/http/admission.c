#include "admission.h"

#include <stdio.h>
#include <time.h>

#include "auth.h"
#include "rate.h"

static char policy[48];

static uint64_t monotonic_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * UINT64_C(1000000000) + (uint64_t)now.tv_nsec;
}

void admission_init(unsigned per_minute)
{
    rate_init(per_minute);
    snprintf(policy, sizeof policy, "\"default\";q=%u;w=%d", per_minute, RATE_WINDOW_SECONDS);
}

static bool refuse(struct call *call, const struct rate *rate)
{
    call_header(call, "Retry-After", arena_printf(call->arena, "%u", rate->seconds));
    return call_fail_int(call, TOO_MANY_REQUESTS, rate->seconds);
}

/* A key, or the identity of a token; a credential that acts as nobody has a share of its own. */
static const char *client_of(const struct call *call)
{
    if (call->refusal == PROBLEM_NONE)
        return call->who.key_id;
    return call->credential.key_hash ? call->credential.key_hash : call->credential.subject;
}

bool admission_check(struct call *call, const struct headers *headers, const char *peer, bool unbound)
{
    uint64_t now = monotonic_ns();
    if (*peer) {
        struct rate failures = rate_look(RATE_ADDRESS, peer, now);
        if (!failures.allowed)
            return refuse(call, &failures);
    }
    if (!auth_read(call, headers, unbound)) {
        if (*peer && call->error.problem == UNAUTHENTICATED)
            rate_take(RATE_ADDRESS, peer, now);
        return false;
    }
    struct rate rate = rate_take(RATE_CLIENT, client_of(call), now);
    if (rate.quota == 0)
        return true;
    call_header(call, "RateLimit-Policy", policy);
    call_header(call, "RateLimit", arena_printf(call->arena, "\"default\";r=%u;t=%u", rate.remaining, rate.seconds));
    return rate.allowed || refuse(call, &rate);
}
