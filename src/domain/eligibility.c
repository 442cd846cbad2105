/* Diagnoses of eligibility and what a person's right to a contract of insertion rests on. Source: the State's platform, Les
 * emplois de l'inclusion. */
#include "domain/eligibility.h"

#include <string.h>

#include "domain/candidacy.h"
#include "rules.h"

const char *const eligibility_ground_words[] = {NULL, "pass", "prescriber_diagnosis", "structure_diagnosis"};

static const enum parameter_key level2_keys[N_STRUCTURE_KINDS] = {
    [STRUCTURE_ACI] = PARAM_DIAGNOSIS_LEVEL2_ACI,   [STRUCTURE_EI] = PARAM_DIAGNOSIS_LEVEL2_EI,
    [STRUCTURE_EITI] = PARAM_DIAGNOSIS_LEVEL2_EITI, [STRUCTURE_AI] = PARAM_DIAGNOSIS_LEVEL2_AI,
    [STRUCTURE_ETTI] = PARAM_DIAGNOSIS_LEVEL2_ETTI,
};

/* Criteria that cannot both be true of a person. */
static const char *const exclusions[][2] = {{"SENIOR", "JEUNE"}, {"DETLD", "DELD"}};

static bool claims(const struct diagnosis_facts *facts, const char *criterion)
{
    for (unsigned i = 0; i < facts->n_criteria; i++)
        if (strcmp(facts->criteria[i], criterion) == 0)
            return true;
    return false;
}

static void check_exclusions(const struct diagnosis_facts *facts, struct findings *findings)
{
    for (unsigned i = 0; i < sizeof exclusions / sizeof *exclusions; i++)
        if (claims(facts, exclusions[i][0]) && claims(facts, exclusions[i][1])) {
            struct finding *finding = findings_error(findings, DIAGNOSIS_EXCLUSIVE, "criteria");

            finding_text(finding, 0, exclusions[i][0]);
            finding_text(finding, 1, exclusions[i][1]);
        }
}

static void refuse_age(const char *criterion, int age, struct findings *findings)
{
    struct finding *finding = findings_error(findings, DIAGNOSIS_AGE, "criteria");

    finding_text(finding, 0, criterion);
    finding_int(finding, 1, age);
}

static void check_ages(const struct diagnosis_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    int age;

    if (facts->birth_on == DAY_NONE)
        return;
    age = day_age(facts->birth_on, facts->diagnosed_on);
    if (claims(facts, "SENIOR") && age < parameters->value[PARAM_DIAGNOSIS_SENIOR_AGE])
        refuse_age("SENIOR", age, findings);
    if (claims(facts, "JEUNE") && age >= parameters->value[PARAM_DIAGNOSIS_YOUTH_AGE])
        refuse_age("JEUNE", age, findings);
}

static void check_counts(const struct diagnosis_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    enum parameter_key key = level2_keys[facts->kind];

    if (facts->level1 >= parameters->value[PARAM_DIAGNOSIS_LEVEL1] || facts->level2 >= parameters->value[key])
        return;
    struct finding *finding = findings_error(findings, DIAGNOSIS_CRITERIA, "criteria");

    finding_int(finding, 0, parameters->value[PARAM_DIAGNOSIS_LEVEL1]);
    finding_int(finding, 1, parameters->value[key]);
}

void diagnosis_check(const struct diagnosis_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    if (facts->by_prescriber && !facts->authorised)
        findings_error(findings, PRESCRIBER_NOT_AUTHORISED, NULL);
    /* Ours: what gives a right of months is not made on a file that nobody follows; reopening it comes first. */
    if (facts->candidacy_state && !candidacy_is_followed(facts->candidacy_state))
        finding_text(findings_error(findings, DIAGNOSIS_FILE_CLOSED, "candidacy_id"), 0, facts->candidacy_state);
    day_check_past(facts->diagnosed_on, facts->today, "diagnosed_on", findings);
    if (diagnosis_last_on(facts->by_prescriber, facts->diagnosed_on, parameters) == DAY_NONE) {
        findings_error(findings, DIAGNOSIS_NO_RULE, "diagnosed_on");
        return;
    }
    check_exclusions(facts, findings);
    check_ages(facts, parameters, findings);
    if (!facts->by_prescriber)
        check_counts(facts, parameters, findings);
}

day_t diagnosis_last_on(bool by_prescriber, day_t diagnosed_on, const struct parameters *parameters)
{
    if (!parameters->known[PARAM_DIAGNOSIS_PRESCRIBER_MONTHS] || !parameters->known[PARAM_DIAGNOSIS_STRUCTURE_DAYS])
        return DAY_NONE;
    if (by_prescriber)
        return day_add_months(diagnosed_on, parameter_int(parameters, PARAM_DIAGNOSIS_PRESCRIBER_MONTHS)) - 1;
    return diagnosed_on + parameter_int(parameters, PARAM_DIAGNOSIS_STRUCTURE_DAYS);
}

/* Of those in force on the day, made by the one or the other, the one that lasts longest; -1: none. */
static int best_diagnosis(const struct eligibility_facts *facts, bool by_prescriber)
{
    int best = -1;

    for (unsigned i = 0; i < facts->n_diagnoses; i++) {
        const struct diagnosis *diagnosis = &facts->diagnoses[i];

        if (diagnosis->by_prescriber == by_prescriber && diagnosis->diagnosed_on <= facts->on &&
            facts->on <= diagnosis->last_on && (best < 0 || diagnosis->last_on > facts->diagnoses[best].last_on))
            best = (int)i;
    }
    return best;
}

static struct eligibility rests_on_diagnosis(const struct eligibility_facts *facts, day_t waiting_until)
{
    int found = best_diagnosis(facts, true);
    enum eligibility_ground ground = GROUND_PRESCRIBER;

    if (found < 0 && waiting_until == DAY_NONE) {
        found = best_diagnosis(facts, false);
        ground = GROUND_STRUCTURE;
    }
    if (found < 0)
        return (struct eligibility){GROUND_NONE, 0, DAY_NONE, waiting_until};
    return (struct eligibility){ground, (unsigned)found, facts->diagnoses[found].last_on, waiting_until};
}

struct eligibility eligibility_on(const struct eligibility_facts *facts, const struct parameters *parameters)
{
    day_t waiting_until = DAY_NONE;

    for (unsigned i = 0; i < facts->n_passes; i++) {
        struct contract_period pass = facts->passes[i];
        day_t until;

        if (pass.starts_on <= facts->on && facts->on <= pass.last_on)
            return (struct eligibility){GROUND_PASS, i, pass.last_on, DAY_NONE};
        if (pass.last_on >= facts->on)
            continue;
        until = pass_waiting_until(pass.last_on, parameters);
        if (until >= facts->on && until > waiting_until)
            waiting_until = until;
    }
    return rests_on_diagnosis(facts, waiting_until);
}

bool eligibility_is_known(enum eligibility_ground ground, bool own_diagnoses_only)
{
    return ground != GROUND_NONE || !own_diagnoses_only;
}

day_t contract_chain_start(const struct contract_period *others, unsigned n_others, day_t starts_on, bool renewal)
{
    struct contract_period chain;

    return renewal && contract_chain_at(others, n_others, starts_on - 1, &chain) ? chain.starts_on : starts_on;
}

/* Of the PASSes that the chain lived under, the one that lasts longest. */
static void warn_of_end(const struct contract_right_facts *facts, day_t chain_start, const char *field, struct findings *findings)
{
    day_t last_on = DAY_NONE;

    for (unsigned i = 0; i < facts->rights.n_passes; i++) {
        struct contract_period pass = facts->rights.passes[i];

        if (pass.starts_on <= facts->ends_on && pass.last_on >= chain_start && pass.last_on > last_on)
            last_on = pass.last_on;
    }
    if (last_on != DAY_NONE && last_on < facts->ends_on)
        finding_day(findings_warn(findings, CONTRACT_OUTLIVES_PASS, field), 0, last_on);
}

static void check_suspensions(const struct contract_right_facts *facts, struct findings *findings)
{
    for (unsigned i = 0; i < facts->n_suspensions; i++) {
        struct contract_period suspension = facts->suspensions[i];
        struct finding *finding;

        if (facts->starts_on < suspension.starts_on || facts->starts_on > suspension.last_on)
            continue;
        /* It keeps one day at least: one that begins with the contract cannot end the day before it. */
        if (facts->ends_suspension && suspension.starts_on < facts->starts_on)
            continue;
        finding = findings_error(findings, CONTRACT_IN_SUSPENSION, "starts_on");
        finding_day(finding, 0, suspension.starts_on);
        finding_day(finding, 1, suspension.last_on);
    }
}

void contract_check_right(const struct contract_right_facts *facts, const struct parameters *parameters,
                          struct findings *findings)
{
    struct eligibility_facts rights = facts->rights;

    if (!parameters->known[PARAM_PASS_DAYS])
        return;
    rights.on = contract_chain_start(facts->others, facts->n_others, facts->starts_on, facts->renewal);
    if (eligibility_on(&rights, parameters).ground == GROUND_NONE)
        finding_day(findings_error(findings, CONTRACT_WITHOUT_PASS, "starts_on"), 0, rights.on);
    check_suspensions(facts, findings);
    warn_of_end(facts, rights.on, "ends_on", findings);
}

/* A contract that is signed stays so, whatever becomes of the right: the structure is told. */
void contract_warn_right(const struct contract_right_facts *facts, const struct parameters *parameters, const char *field,
                         struct findings *findings)
{
    struct eligibility_facts rights = facts->rights;

    if (!parameters->known[PARAM_PASS_DAYS])
        return;
    rights.on = contract_chain_start(facts->others, facts->n_others, facts->starts_on, facts->renewal);
    if (eligibility_on(&rights, parameters).ground == GROUND_NONE)
        finding_day(findings_warn(findings, CONTRACT_WITHOUT_PASS, field), 0, rights.on);
    warn_of_end(facts, rights.on, field, findings);
}
