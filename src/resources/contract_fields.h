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

/* Facts of the contract itself: the path and its person, the signed contracts of the path, the numbers of law, and the
 * contract that it renews. */
#define CONTRACT_FACTS                                                                                                           \
    {QUERY_CONTRACT_PATH, {ARG_ID, PATH_ID, STARTS_ON, ARG_END}}, {QUERY_CONTRACT_PERIODS, {ARG_ID, PATH_ID, ARG_END}},          \
        {QUERY_PARAMETERS, {ARG_END}},                                                                                           \
    {                                                                                                                            \
        QUERY_CONTRACT_FORMER,                                                                                                   \
        {                                                                                                                        \
            ARG_ID, ARG_END                                                                                                      \
        }                                                                                                                        \
    }
enum { FACT_PATH, FACT_PERIODS, FACT_PARAMETERS, FACT_FORMER };

/* Checks the contract as the write leaves it. */
void contract_judge(struct call *call, struct write *write, struct findings *findings);

#endif
