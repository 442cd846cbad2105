/* Rules of candidacies: what makes a file that a structure can answer. */
#include "domain/candidacy.h"

#include <string.h>

#include "rules.h"

void candidacy_check(const struct candidacy_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    if (!facts->structure_open)
        findings_error(findings, STRUCTURE_CLOSED, "structure_id");
    /* The age asked is that at hire, which is not before the day the person could begin. */
    person_check_age(facts->birth_on, facts->expected_start_on > facts->today ? facts->expected_start_on : facts->today,
                     "birth_on", parameters, findings);
    /* GDPR art. 13 and 14: the person knows before the file travels. */
    day_check_past(facts->candidate_informed_on, facts->today, "candidate_informed_on", findings);
    if (!facts->reachable)
        findings_error(findings, CONTACT_REQUIRED, "phone");
    if (!facts->referent_reachable)
        findings_error(findings, REFERENT_REQUIRED, "referent_email");
}

bool candidacy_is_followed(const char *state)
{
    static const char *const followed[] = {"submitted", "under_review", "interview_planned", "waitlisted", "accepted"};

    for (unsigned i = 0; state && i < sizeof followed / sizeof *followed; i++)
        if (strcmp(state, followed[i]) == 0)
            return true;
    return false;
}

/* Ours: a day or a month typed wrong is common, and two persons of one name are too, so that it is said and not refused. */
void candidacy_check_birth(day_t birth_on, day_t other_birth_on, const char *field, struct findings *findings)
{
    if (birth_on != DAY_NONE && other_birth_on != DAY_NONE && birth_on != other_birth_on)
        findings_warn(findings, CANDIDACY_OTHER_BIRTH, field);
}
