/* What rules find: a bounded list of problems about fields, errors or warnings.
 *
 * A rule adds findings and decides nothing else; who calls it refuses on any error. */
#ifndef MAILLON_CORE_FINDINGS_H
#define MAILLON_CORE_FINDINGS_H

#include <stdbool.h>

#include "core/problem.h"

enum severity { SEVERITY_ERROR, SEVERITY_WARNING };

struct finding {
    enum problem problem;
    enum severity severity;
    const char *field; /* constant JSON name or pointer below the body ("schedule/2/periods"), or NULL: the whole request */
    struct problem_value values[PROBLEM_VALUES];
};

enum { FINDINGS_MAX = 32 };

struct findings {
    unsigned count;
    unsigned errors;
    bool truncated; /* more was found than is kept */
    struct finding items[FINDINGS_MAX];
};

/* Adds a finding and returns it so that the caller may fill values; when the list is full the last place is reused. */
struct finding *findings_add(struct findings *findings, enum problem problem, enum severity severity, const char *field);

/* Shorthands. */
struct finding *findings_error(struct findings *findings, enum problem problem, const char *field);
struct finding *findings_warn(struct findings *findings, enum problem problem, const char *field);

/* Fill a value of a finding; return the finding. */
struct finding *finding_day(struct finding *finding, unsigned place, day_t day);
struct finding *finding_int(struct finding *finding, unsigned place, int64_t number);
struct finding *finding_minutes(struct finding *finding, unsigned place, int64_t minutes);
struct finding *finding_text(struct finding *finding, unsigned place, const char *text);

/* The finding of that problem, or NULL. */
const struct finding *findings_of(const struct findings *findings, enum problem problem);

#endif
