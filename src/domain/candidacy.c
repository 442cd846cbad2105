/* Rules of candidacies: what makes a file that a structure can answer. */
#include "domain/candidacy.h"

#include "rules.h"

void candidacy_check(const struct candidacy_facts *facts, const struct parameters *parameters, struct findings *findings)
{
    if (!facts->structure_open)
        findings_error(findings, STRUCTURE_CLOSED, "structure_id");
    person_check_age(facts->birth_on, facts->today, "birth_on", parameters, findings);
    /* GDPR art. 13 and 14: the person knows before the file travels. */
    day_check_past(facts->candidate_informed_on, facts->today, "candidate_informed_on", findings);
    if (!facts->reachable)
        findings_error(findings, CONTACT_REQUIRED, "phone");
    if (!facts->referent_reachable)
        findings_error(findings, REFERENT_REQUIRED, "referent_email");
}
