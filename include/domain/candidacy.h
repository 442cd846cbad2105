/* Rules of candidacies: what is needed to submit one, to meet the person, to answer. */
#ifndef MAILLON_DOMAIN_CANDIDACY_H
#define MAILLON_DOMAIN_CANDIDACY_H

#include "core/findings.h"
#include "domain/parameters.h"

struct candidacy_facts {
    day_t birth_on, candidate_informed_on, today;
    day_t expected_start_on; /* DAY_NONE: not given */
    bool reachable;          /* a phone, an e-mail or a postal address of the candidate */
    bool referent_reachable; /* the referent's phone or e-mail; true when there is no sender */
    bool structure_open;
};

/* Fields: birth_on (age 16 to 100 on the later of today and expected_start_on), candidate_informed_on (not after today), phone,
 * referent_email, structure_id. */
void candidacy_check(const struct candidacy_facts *facts, const struct parameters *parameters, struct findings *findings);

/* Whether a file in that state is followed: open, or accepted. NULL: no file. */
bool candidacy_is_followed(const char *state);

/* A warning CANDIDACY_OTHER_BIRTH on `field` when two files said to be one person's give different birth dates; DAY_NONE: one
 * that gives none. */
void candidacy_check_birth(day_t birth_on, day_t other_birth_on, const char *field, struct findings *findings);

/* The normal form under which two files may be of one person: lower case, no accent, one space for any run of spaces,
 * hyphens and apostrophes. Writes at most `capacity` bytes with the NUL. */
void name_normal(const char *name, char *out, size_t capacity);

#endif
