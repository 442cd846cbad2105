/* The schedule of an immersion against its dates and the limits of working time. Private to src/domain. */
#ifndef MAILLON_DOMAIN_SCHEDULE_H
#define MAILLON_DOMAIN_SCHEDULE_H

#include "domain/immersion.h"

/* Every day inside the dates, none twice, periods in order; then hours a day and a week.
 * Fields: "schedule/N/on" and "schedule/N/periods". */
void schedule_check(const struct immersion_facts *facts, const struct parameters *parameters, struct findings *findings);

#endif
