/* Rules of backgrounds: the years of a former job or training. */
#ifndef MAILLON_DOMAIN_BACKGROUND_H
#define MAILLON_DOMAIN_BACKGROUND_H

#include "core/findings.h"

enum { YEAR_NONE = 0, YEAR_MIN = 1940 };

/* FIELD_RANGE on `field` (as findings take it) when `last` is before `first`, and on either when it lies ahead. */
void years_check(int first, int last, int this_year, const char *first_field, const char *last_field, struct findings *findings);

#endif
