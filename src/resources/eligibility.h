/* GET of somebody's eligibility: what it answers, for the list of endpoints. */
#ifndef MAILLON_RESOURCES_ELIGIBILITY_H
#define MAILLON_RESOURCES_ELIGIBILITY_H

#include "api/call.h"

enum { ELIGIBILITY_FIELDS = 13 };
extern const struct field eligibility_answer[ELIGIBILITY_FIELDS];

bool eligibility_of_participant(struct call *call, const char *item);
bool eligibility_of_candidacy(struct call *call, const char *item);

#endif
