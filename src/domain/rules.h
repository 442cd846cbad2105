/* Small helpers that several rules of this directory share. Private to src/domain. */
#ifndef MAILLON_DOMAIN_RULES_H
#define MAILLON_DOMAIN_RULES_H

#include "core/findings.h"
#include "domain/contract.h"
#include "domain/parameters.h"

/* Whether two periods share a day. */
static inline bool periods_meet(struct contract_period a, struct contract_period b)
{
    return a.starts_on <= b.last_on && b.starts_on <= a.last_on;
}

/* A number of months, or of years, as the calendar functions take it. */
static inline int parameter_int(const struct parameters *parameters, enum parameter_key key)
{
    return (int)parameters->value[key];
}

/* `last` ≥ `first`, else DAYS_OUT_OF_ORDER on `field`. Returns whether they are in order. */
bool days_check_order(day_t first, day_t last, const char *field, struct findings *findings);

#endif
