/* Partners: the funders that pull outcomes under an agreement. */
#include "common.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, NAME, KIND, SIRET, FIELDS };

static const char *const kinds[] = {"state", "department", "region", "metropolis", "fund", "other", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [NAME] = {"name", T_TEXT, REQUIRED | SORT, .about = "Name of the funder.", .about_fr = "Nom du financeur.",
              .example = "\"Département du Pas-de-Calais\""},
    [KIND] = {"kind", T_WORD, REQUIRED, .words = kinds, .about = "Kind of funder.", .about_fr = "Type de financeur."},
    [SIRET] = {"siret", T_TEXT, FILTER, .max = 30, .format = format_siret, .about = "SIRET of the funder.",
               .about_fr = "SIRET du financeur.", .example = "\"50505050000014\""},
};

const struct resource partners = {
    .path = "partners",
    .table = "partner",
    .name = "partner",
    .about = "Funders that may read the outcomes of the structures that agreed to it.",
    .about_fr = "Financeurs qui peuvent lire les résultats des structures qui leur ont donné accès.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = DIRECTOR | OPERATOR | PARTNER,
                [ACTION_READ] = DIRECTOR | OPERATOR | PARTNER,
                [ACTION_CREATE] = OPERATOR,
                [ACTION_PATCH] = OPERATOR},
    .owned = {[KIND_PARTNER] = "id", [KIND_PRESCRIBER] = "-"},
    .problems = PROBLEMS(DUPLICATE),
    .no_structure = true,
};
