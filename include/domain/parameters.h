/* Numbers of law in force on a day. A rule receives them and holds no bare number; a rule whose parameter is not in
 * force on the day it concerns does not apply. */
#ifndef MAILLON_DOMAIN_PARAMETERS_H
#define MAILLON_DOMAIN_PARAMETERS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/date.h"

enum parameter_key {
#define PARAMETER(NAME, key) NAME,
#include "domain/parameters.def"
#undef PARAMETER
    N_PARAMETERS
};

struct parameters {
    bool known[N_PARAMETERS];
    int64_t value[N_PARAMETERS];
};

/* "contract.limit_months" → enumerator; false for an unknown key (a newer database may hold more). */
bool parameter_from_key(const char *key, enum parameter_key *ret_key);
const char *parameter_key_name(enum parameter_key key);

/* One dated version of a number; `valid_to` is DAY_NONE while open, else its last day. */
struct parameter_version {
    enum parameter_key key;
    int64_t value;
    day_t valid_from, valid_to;
};

/* Picks the versions in force on `on`. */
void parameters_on(const struct parameter_version *versions, unsigned n_versions, day_t on, struct parameters *ret_parameters);

#endif
