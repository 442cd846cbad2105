/* State machines as constant tables: which move leads where, for whom, with which fields.
 *
 * A flow names its states by index; sets of states are bit masks. Nothing here touches a database: the engine (src/api)
 * reads these tables to serve moves, and `maillon flows` prints them. */
#ifndef MAILLON_CORE_FLOW_H
#define MAILLON_CORE_FLOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buffer.h"
#include "core/problem.h"

/* Who acts. A mask of these is a set of roles. */
enum role {
    ROLE_DIRECTOR,
    ROLE_COUNSELLOR,
    ROLE_SUPERVISOR,
    ROLE_OFFICE,
    ROLE_PRESCRIBER,
    ROLE_PARTNER,
    ROLE_OPERATOR,
    ROLE_SIGNATORY,
    ROLE_JOB,
    N_ROLES
};

#define BIT(n) (1u << (n))

enum {
    DIRECTOR = BIT(ROLE_DIRECTOR),
    COUNSELLOR = BIT(ROLE_COUNSELLOR),
    SUPERVISOR = BIT(ROLE_SUPERVISOR),
    OFFICE = BIT(ROLE_OFFICE),
    PRESCRIBER = BIT(ROLE_PRESCRIBER),
    PARTNER = BIT(ROLE_PARTNER),
    OPERATOR = BIT(ROLE_OPERATOR),
    SIGNATORY = BIT(ROLE_SIGNATORY), /* a party of one convention, by a link */
    JOB = BIT(ROLE_JOB),
    ACCOMPANIERS = DIRECTOR | COUNSELLOR, /* who recruits, accompanies and sees everything of the person */
    STAFF = ACCOMPANIERS | SUPERVISOR | OFFICE,
    MEMBERS = STAFF | PRESCRIBER | PARTNER | OPERATOR, /* who has an account */
    EVERYONE = MEMBERS | SIGNATORY,                    /* every caller; jobs do not call */
};

/* The word of a role in the API and in OpenAPI's x-roles: "director" … */
const char *role_word(enum role role);
bool role_from_word(const char *word, enum role *ret_role);

struct field; /* api/resource.h */
struct call;  /* api/call.h */
struct write; /* api/write.h */
struct fact;  /* api/write.h */
struct findings;

struct move {
    const char *verb;           /* last segment of the URL; of JOB moves, a name in the transitions */
    uint32_t from;              /* set of states; 0 for the creation */
    uint32_t to;                /* set of states the move may lead to; 0: the state stays as it is */
    uint32_t roles;             /* JOB alone: made by time, not served */
    const struct field *fields; /* what the body carries, as any resource's fields */
    unsigned n_fields;
    /* Why this caller cannot make it on the row as it is, whatever the body: allowed_moves leaves it out, and the move refuses by
     * it. The row by field index of the resource, as far as the caller sees it. NULL: state and role say all. */
    enum problem (*may)(const struct call *call, const char *const *row);
    const struct fact *lock;  /* run first, before the row's own lock, instead of the resource's; NULL: as the resource */
    const struct fact *facts; /* what the rule must know beside the row; ended by {0} */
    void (*rule)(struct call *call, struct write *write, struct findings *findings); /* NULL: no rule */
    bool (*effect)(struct call *call, struct write *write); /* further writes of the same transaction; sets write->to */
    bool edits;                                             /* only changes fields: a body that gives none is EMPTY_PATCH */
    bool makes;                   /* answers a new row of the resource (a renewal) and leaves the old one as it is */
    const char *about;            /* one sentence for OpenAPI */
    const char *about_fr;         /* the same in French, the words of the field */
    const enum problem *problems; /* what its rule and constraints may answer: PROBLEMS(…), or NULL */
};

#define PROBLEMS(...)                                                                                                            \
    (const enum problem[])                                                                                                       \
    {                                                                                                                            \
        __VA_ARGS__, PROBLEM_NONE                                                                                                \
    }

struct flow {
    const char *const *states; /* NULL-terminated; index = state */
    uint32_t initial;          /* set of states a creation may give */
    uint32_t final;            /* set of states that have no way out */
    const struct move *moves;
    unsigned n_moves;
};

/* Index of a state's word, or -1. */
int flow_state(const struct flow *flow, const char *word);

/* The move of that verb, or NULL. JOB moves are not found by verb. */
const struct move *flow_move(const struct flow *flow, const char *verb, size_t length);

/* Writes the JSON array of the verbs that `role` may use in `state`; with a row, without those that .may refuses its caller. */
void flow_write_allowed(struct buffer *out, const struct flow *flow, int state, enum role role, const struct call *call,
                        const char *const *row);

/* Checks a flow: every state reached from an initial one, every non-final one left, no move out of a final one, verbs
 * unique per from-state. Returns NULL, or a sentence about the first fault (static text). */
const char *flow_check(const struct flow *flow);

/* The flow as JSON and as a mermaid state diagram. */
void flow_write_json(struct buffer *out, const char *name, const struct flow *flow);
void flow_write_mermaid(struct buffer *out, const char *name, const struct flow *flow);

#endif
