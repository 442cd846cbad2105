/* What a person's right to contracts of insertion rests on, read once for every rule: PASSes with their suspensions and
 * extensions, and diagnoses. */
#ifndef MAILLON_RESOURCES_RIGHTS_H
#define MAILLON_RESOURCES_RIGHTS_H

#include "api/write.h"
#include "domain/eligibility.h"

/* In the arena. Arrays that belong together have one index: passes, periods, pass_ids; diagnoses, diagnosis_ids,
 * prescriber_ids; suspensions, suspension_ids, suspended (the PASS of each). */
struct rights {
    struct pass *passes;
    struct contract_period *periods; /* first and last day, as rules use it */
    const char **pass_ids;
    unsigned n_passes;
    struct contract_period *suspensions;
    const char **suspension_ids;
    unsigned *suspended;
    unsigned n_suspensions;
    struct diagnosis *diagnoses;
    const char **diagnosis_ids, **prescriber_ids;
    unsigned n_diagnoses;
};

/* From the answer of a query over person_rights(). The row of `skip_id` (or NULL) is left out, as if it were not there. */
void rights_read(struct call *call, const struct tx *tx, unsigned answer, const char *skip_id, struct rights *ret_rights);

/* The same from the n-th fact. */
void facts_rights(struct call *call, const struct write *write, unsigned fact, const char *skip_id, struct rights *ret_rights);

/* Index of the PASS of that id, or -1. */
int rights_pass(const struct rights *rights, const char *id);

/* The facts of eligibility on a day. */
struct eligibility_facts rights_on(const struct rights *rights, day_t on);

/* Whether an authorised prescriber's diagnosis is in force on a day. */
bool rights_prescribed(const struct rights *rights, day_t on);

/* Where the signed contracts of the person (pass_contracts.sql) and the numbers of law are among the facts, and the field that
 * warnings are about; NULL: the whole request. */
struct contracts_facts {
    unsigned contracts, parameters;
    const char *field;
};

/* Warns of the first signed contract that meets the days of `pass` and that the rights, as they are left, do not carry to its
 * end. */
void rights_warn_contracts(struct call *call, const struct write *write, const struct contracts_facts *facts,
                           const struct rights *rights, struct contract_period pass, struct findings *findings);

/* A PASS as the write leaves it. */
struct moved_pass {
    const char *id;
    struct pass pass;
    struct parameters parameters; /* of its first day */
};

/* Queues the new ends of PASSes, in one statement however many there are. */
void write_pass_ends(struct call *call, struct write *write, const struct moved_pass *moved, unsigned count);

/* What PASSes, suspensions and diagnoses have in common: active, until cancelled as a mistake, with a comment. */
enum { RIGHT_ACTIVE, RIGHT_CANCELLED };
extern const char *const right_states[]; /* "active", "cancelled", NULL */
extern const struct field right_cancel_fields[1];

/* Keeps the comment of a cancelling with the move. */
void right_cancel_rule(struct call *call, struct write *write, struct findings *findings);

#define RIGHT_FLOW(of_moves)                                                                                                     \
    {                                                                                                                            \
        .states = right_states, .initial = BIT(RIGHT_ACTIVE), .final = BIT(RIGHT_CANCELLED), .moves = (of_moves),                \
        .n_moves = COUNT(of_moves)                                                                                               \
    }

#endif
