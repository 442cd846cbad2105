/* Rules of the convention of an immersion: Code du travail L5135-1 and following, D5135-1 to D5135-8. */
#include "domain/immersion.h"

#include <string.h>

#include "rules.h"
#include "schedule.h"

const char *const signatory_words[] = {"beneficiary", "employer", "host", "legal_representative", NULL};

/* D5135-3: at most one month, counted date to date. */
static void check_length(day_t starts_on, day_t ends_on, const struct parameters *parameters, struct findings *findings)
{
    struct finding *finding;
    int months;
    day_t until;

    if (!parameters->known[PARAM_IMMERSION_MAX_MONTHS])
        return;
    months = parameter_int(parameters, PARAM_IMMERSION_MAX_MONTHS);
    until = day_last_of_months(starts_on, months);
    if (ends_on <= until)
        return;
    finding = findings_error(findings, IMMERSION_TOO_LONG, "ends_on");
    finding_int(finding, 0, months);
    finding_day(finding, 1, until);
}

/* The structure stays the employer all along (D5135-1), so every day lies in one unbroken chain of contracts. */
static void check_chain(const struct immersion_facts *facts, struct findings *findings)
{
    const struct contract_period *chain = &facts->chain;
    struct finding *finding;

    if (chain->starts_on == DAY_NONE) {
        finding_day(findings_error(findings, IMMERSION_NO_CONTRACT, "starts_on"), 0, facts->starts_on);
        return;
    }
    if (facts->starts_on >= chain->starts_on && facts->ends_on <= chain->last_on)
        return;
    finding = findings_error(findings, IMMERSION_OUTSIDE_CONTRACT, facts->starts_on < chain->starts_on ? "starts_on" : "ends_on");
    finding_day(finding, 0, chain->starts_on);
    finding_day(finding, 1, chain->last_on);
}

static void check_overlap(const struct immersion_facts *facts, struct findings *findings)
{
    struct contract_period own = {.starts_on = facts->starts_on, .last_on = facts->ends_on};

    for (unsigned i = 0; i < facts->n_others; i++)
        if (periods_meet(own, facts->others[i])) {
            findings_error(findings, IMMERSION_OVERLAP, "starts_on");
            return;
        }
}

/* L4153-1, and the public service of the field: nobody under 16 on the first day. */
static void check_age(const struct immersion_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    int min = parameter_int(parameters, PARAM_IMMERSION_AGE_MIN);

    if (!parameters->known[PARAM_IMMERSION_AGE_MIN] || facts->birth_on == DAY_NONE)
        return;
    if (day_age(facts->birth_on, facts->starts_on) < min)
        finding_int(findings_error(findings, IMMERSION_UNDER_16, "starts_on"), 0, min);
}

void immersion_check(const struct immersion_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    check_age(facts, parameters, findings);
    if (facts->host_siret && facts->structure_siret && strcmp(facts->host_siret, facts->structure_siret) == 0)
        findings_error(findings, IMMERSION_OWN_STRUCTURE, "host_id");
    if (!days_check_order(facts->starts_on, facts->ends_on, "ends_on", findings))
        return;
    check_length(facts->starts_on, facts->ends_on, parameters, findings);
    check_chain(facts, findings);
    check_overlap(facts, findings);
    if (facts->schedule)
        schedule_check(facts, parameters, findings);
}

/* D5135-1: beneficiary, employer, host; a minor's legal representative with them. */
unsigned immersion_signatories(day_t birth_on, day_t starts_on, const struct parameters *parameters)
{
    unsigned asked = 1u << SIGNATORY_BENEFICIARY | 1u << SIGNATORY_EMPLOYER | 1u << SIGNATORY_HOST;

    if (birth_on != DAY_NONE && parameters->known[PARAM_IMMERSION_ADULT_AGE] &&
        day_age(birth_on, starts_on) < parameter_int(parameters, PARAM_IMMERSION_ADULT_AGE))
        asked |= 1u << SIGNATORY_LEGAL_REPRESENTATIVE;
    return asked;
}

bool immersion_check_signature(unsigned asked, unsigned signed_by, enum signatory signatory, day_t signed_on, day_t today,
                               struct findings *findings)
{
    unsigned bit = 1u << signatory, before = findings->errors;

    if ((asked & bit) == 0)
        findings_error(findings, SIGNATURE_NOT_ASKED, "role");
    else if (signed_by & bit)
        findings_error(findings, SIGNATURE_TWICE, "role");
    day_check_past(signed_on, today, "signed_on", findings);
    return findings->errors == before && (asked & ~(signed_by | bit)) == 0;
}

/* A link that could serve nothing is not made: somebody would open it in vain, or keep it for another day. */
void immersion_check_awaited(const struct awaited_facts *facts, enum signatory party, struct findings *findings)
{
    bool signs = facts->to_sign && (facts->asked & ~facts->signed_by & 1u << party);
    bool assesses = facts->lived && !facts->assessed && party == SIGNATORY_HOST;

    if (!signs && !assesses)
        findings_error(findings, LINK_WITHOUT_USE, "role");
}

/* D5135-2: the convention comes first. It is recorded late all the same, because it happens, and said. */
void immersion_check_validation(day_t starts_on, day_t today, struct findings *findings)
{
    if (today > starts_on)
        finding_day(findings_warn(findings, IMMERSION_LATE_VALIDATION, NULL), 0, starts_on);
}

/* D5135-3: one renewal, for one month at most, when the objectives are not reached. */
void immersion_check_renewal(const struct renewal_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    if (facts->is_renewal || facts->renewed)
        findings_error(findings, IMMERSION_RENEWED, NULL);
    days_check_order(facts->source_ends_on + 1, facts->starts_on, "starts_on", findings);
    if (days_check_order(facts->starts_on, facts->ends_on, "ends_on", findings))
        check_length(facts->starts_on, facts->ends_on, parameters, findings);
}

/* The last day really made, from `first` to `last`; it is a fact, so it does not lie ahead. */
static void check_last_day(day_t last_on, day_t first, day_t last, day_t today, struct findings *findings)
{
    if (last_on < first || last_on > last) {
        struct finding *finding = findings_error(findings, IMMERSION_LAST_DAY, "last_on");

        finding_day(finding, 0, first);
        finding_day(finding, 1, last);
    }
    day_check_past(last_on, today, "last_on", findings);
}

/* It is made once: what is not said of a person who came is never said. */
static void check_told(const struct assessment_facts *facts, struct findings *findings)
{
    if (!facts->says_job)
        findings_error(findings, FIELD_REQUIRED, "job_obtained");
    if (!facts->says_project)
        findings_error(findings, FIELD_REQUIRED, "project_confirmed");
    if (!facts->says_beneficiary)
        findings_error(findings, FIELD_REQUIRED, "beneficiary_agrees");
    if (!facts->says_host)
        findings_warn(findings, IMMERSION_NO_FEEDBACK, "host_feedback");
}

/* D5135-7: an assessment is made at the end. A partial presence says until when, and what was missed. */
void immersion_check_assessment(const struct assessment_facts *facts, struct findings *findings)
{
    if (facts->today < facts->ends_on)
        finding_day(findings_error(findings, IMMERSION_NOT_OVER, NULL), 0, facts->ends_on);
    if (facts->result && strcmp(facts->result, "did_not_show") != 0)
        check_told(facts, findings);
    if (!facts->result || strcmp(facts->result, "partially_completed") != 0)
        return;
    if (facts->last_on == DAY_NONE)
        findings_error(findings, FIELD_REQUIRED, "last_on");
    else
        check_last_day(facts->last_on, facts->starts_on, facts->ends_on, facts->today, findings);
    if (facts->missed_minutes < 0) {
        findings_error(findings, FIELD_REQUIRED, "missed_minutes");
    } else if (facts->missed_minutes > facts->planned_minutes) {
        struct finding *finding = findings_error(findings, FIELD_RANGE, "missed_minutes");

        finding_int(finding, 0, 0);
        finding_int(finding, 1, facts->planned_minutes);
    }
}

void immersion_check_stop(day_t starts_on, day_t ends_on, day_t last_on, day_t today, struct findings *findings)
{
    check_last_day(last_on, starts_on, ends_on - 1, today, findings);
}
