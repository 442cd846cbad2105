/* Query parameters and answer of GET /v1/outcomes. */
#ifndef MAILLON_RESOURCES_OUTCOMES_H
#define MAILLON_RESOURCES_OUTCOMES_H

#include "api/resource.h"

enum { OUTCOME_PARAMS = 3, OUTCOME_ANSWER = 3 };
extern const struct field outcome_params[OUTCOME_PARAMS], outcome_answer[OUTCOME_ANSWER];

#endif
