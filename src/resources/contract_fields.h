/* Fields and states of contracts, shared by their descriptor and their moves. */
#ifndef MAILLON_RESOURCES_CONTRACT_FIELDS_H
#define MAILLON_RESOURCES_CONTRACT_FIELDS_H

#include "common.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    PATH_ID,
    PARTICIPANT_ID,
    KIND,
    RENEWS_ID,
    STARTS_ON,
    ENDS_ON,
    WEEKLY_MINUTES,
    JOB_TITLE,
    ROME,
    STATE,
    SIGNED_ON,
    LAST_ON,
    DSN_CODE,
    DSN_REASON,
    CANCEL_REASON,
    FIELDS
};

enum { DRAFT, SIGNED, ENDED, TERMINATED, CANCELLED };

#define WEEKLY_MINUTES_FIELD(more)                                                                                               \
    {                                                                                                                            \
        "weekly_minutes", T_INT, more, .min = 1, .max = 10080, .about = "Hours of work a week, in minutes.",                     \
                                       .about_fr = "Durée hebdomadaire de travail, en minutes.", .example = "1560"               \
    }
#define JOB_TITLE_FIELD(more)                                                                                                    \
    {                                                                                                                            \
        "job_title", T_TEXT, more, .about = "Job on the contract.", .about_fr = "Emploi inscrit au contrat.",                    \
                                   .example = "\"Ouvrier maraîcher\""                                                           \
    }

extern const struct flow contract_flow;

/* Facts of the contract itself: the path and its person, the signed contracts of the person, the numbers of law, the contract
 * that it renews, and what the person's right rests on. */
#define CONTRACT_FACTS                                                                                                           \
    {QUERY_CONTRACT_PATH, {ARG_ID, PATH_ID, STARTS_ON, ARG_END}}, {QUERY_CONTRACT_PERIODS, {ARG_ID, PATH_ID, ARG_END}},          \
        {QUERY_PARAMETERS, {ARG_END}}, {QUERY_CONTRACT_FORMER, {ARG_ID, ARG_END}},                                               \
    {                                                                                                                            \
        QUERY_CONTRACT_RIGHTS,                                                                                                   \
        {                                                                                                                        \
            ARG_ID, PATH_ID, ARG_END                                                                                             \
        }                                                                                                                        \
    }
enum { FACT_PATH, FACT_PERIODS, FACT_PARAMETERS, FACT_FORMER, FACT_RIGHTS, FACT_MORE };

/* Checks the contract as the write leaves it. */
void contract_judge(struct call *call, struct write *write, struct findings *findings);

/* Checks that the person has a right to it: a PASS or a diagnosis, and no suspension on its first day. `ends_suspension`: the
 * signing ends the one that there is, and the right is what that leaves; other contracts and suspensions that it leaves without
 * their PASS are told of. */
void contract_judge_right(struct call *call, struct write *write, bool ends_suspension, struct findings *findings);

/* Queues the end, the day before the contract, of the suspension that holds its first day. */
void contract_end_suspension(struct call *call, struct write *write);

/* What a draft may wait for: it becomes an error when the contract is signed. */
void contract_let_wait(struct findings *findings);

#endif
