/* Who may be hired: diagnoses of eligibility, and whether a person is eligible on a day, by PASS or by diagnosis.
 *
 * Source: Les emplois de l'inclusion (rules of the State's platform). Pure functions of facts. */
#ifndef MAILLON_DOMAIN_ELIGIBILITY_H
#define MAILLON_DOMAIN_ELIGIBILITY_H

#include "domain/pass.h"

struct diagnosis_facts {
    bool by_prescriber; /* else by the structure */
    bool authorised;    /* of a prescriber: its authorisation is validated */
    enum structure_kind kind;
    const char *const *criteria; /* codes of the list eligibility_criteria, distinct */
    unsigned n_criteria;
    unsigned level1, level2; /* how many of them are of each level */
    day_t birth_on;          /* DAY_NONE: not known */
    day_t diagnosed_on, today;
    const char *candidacy_state; /* of the file that it is made for; NULL: it is made for a participant */
};

/* Fields: criteria, diagnosed_on, candidacy_id; none when the prescriber is not authorised. `parameters` are those of
 * diagnosed_on. */
void diagnosis_check(const struct diagnosis_facts *facts, const struct parameters *parameters, struct findings *findings);

/* Last day of a diagnosis: six months date to date for a prescriber's, 91 days more for a structure's; DAY_NONE when no
 * number is in force on its day. */
day_t diagnosis_last_on(bool by_prescriber, day_t diagnosed_on, const struct parameters *parameters);

/* A diagnosis as it stands. */
struct diagnosis {
    day_t diagnosed_on, last_on;
    bool by_prescriber;
};

/* What a person's right rests on, on one day. `passes` are days of each PASS, first and last that rules use. */
struct eligibility_facts {
    const struct contract_period *passes;
    unsigned n_passes;
    const struct diagnosis *diagnoses;
    unsigned n_diagnoses;
    day_t on;
};

enum eligibility_ground { GROUND_NONE, GROUND_PASS, GROUND_PRESCRIBER, GROUND_STRUCTURE, N_GROUNDS };
extern const char *const eligibility_ground_words[]; /* NULL, "pass", "prescriber_diagnosis", "structure_diagnosis" */

struct eligibility {
    enum eligibility_ground ground; /* GROUND_NONE: not eligible */
    unsigned index;                 /* of the PASS or diagnosis that the right rests on */
    day_t last_on;                  /* last day of the right; DAY_NONE when there is none */
    day_t waiting_until;            /* last day of the waiting period that holds the day; DAY_NONE: none */
};

/* A PASS in force gives the right; else a diagnosis in force, a prescriber's before a structure's; in the waiting period
 * after a PASS only a prescriber's. `parameters` are those of the day. */
struct eligibility eligibility_on(const struct eligibility_facts *facts, const struct parameters *parameters);

/* Whether who asks may be told yes or no. A prescriber knows its own diagnoses only: without one in force it is told neither,
 * since a right that it does not see may be there. */
bool eligibility_is_known(enum eligibility_ground ground, bool own_diagnoses_only);

/* A contract before the PASS and the diagnoses of its person. */
struct contract_right_facts {
    day_t starts_on, ends_on;
    const struct contract_period *others; /* signed contracts of the path but this one, sorted by first day */
    unsigned n_others;
    bool renewal;                              /* it renews the one of them that ends the day before */
    struct eligibility_facts rights;           /* its day is set by the rule */
    const struct contract_period *suspensions; /* of every PASS of the person */
    unsigned n_suspensions;
    bool ends_suspension; /* the same call ends the suspension the day before the contract */
};

/* First day of the unbroken chain that a contract starting on `starts_on` belongs to: its own unless it is a renewal. */
day_t contract_chain_start(const struct contract_period *others, unsigned n_others, day_t starts_on, bool renewal);

/* CONTRACT_WITHOUT_PASS and CONTRACT_IN_SUSPENSION on starts_on; a warning CONTRACT_OUTLIVES_PASS on ends_on. `parameters` are
 * those of the chain's first day. */
void contract_check_right(const struct contract_right_facts *facts, const struct parameters *parameters,
                          struct findings *findings);

/* A signed contract before the rights of its person as a change leaves them, warnings on `field`: CONTRACT_WITHOUT_PASS,
 * CONTRACT_OUTLIVES_PASS. */
void contract_warn_right(const struct contract_right_facts *facts, const struct parameters *parameters, const char *field,
                         struct findings *findings);

#endif
