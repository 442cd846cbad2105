/* Parameter keys and the versions in force on a day. */
#include "domain/parameters.h"

#include <string.h>

static const char *const keys[N_PARAMETERS] = {
#define PARAMETER(NAME, key) [NAME] = key,
#include "domain/parameters.def"
#undef PARAMETER
};

bool parameter_from_key(const char *key, enum parameter_key *ret_key)
{
    for (unsigned i = 0; i < N_PARAMETERS; i++)
        if (strcmp(keys[i], key) == 0) {
            *ret_key = (enum parameter_key)i;
            return true;
        }
    return false;
}

const char *parameter_key_name(enum parameter_key key)
{
    return keys[key];
}

void parameters_on(const struct parameter_version *versions, unsigned n_versions, day_t on, struct parameters *ret_parameters)
{
    day_t since[N_PARAMETERS] = {0};

    memset(ret_parameters, 0, sizeof *ret_parameters);
    for (unsigned i = 0; i < n_versions; i++) {
        const struct parameter_version *version = &versions[i];
        enum parameter_key key = version->key;

        if (on < version->valid_from || (version->valid_to != DAY_NONE && on > version->valid_to))
            continue;
        /* A number that supersedes another may be recorded before the former is closed: the younger one rules. */
        if (ret_parameters->known[key] && since[key] >= version->valid_from)
            continue;
        ret_parameters->known[key] = true;
        ret_parameters->value[key] = version->value;
        since[key] = version->valid_from;
    }
}
