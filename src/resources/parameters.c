/* Parameters: the numbers of law, dated and sourced, read only. */
#include "common.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, KEY, VALUE, UNIT, VALID_FROM, VALID_TO, SOURCE, MARK, FIELDS };

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [KEY] = {"key", T_TEXT, SERVER | FILTER | FILLED, .about = "What the number says.", .about_fr = "Ce que dit le nombre.",
             .example = "\"contract.limit_months\""},
    [VALUE] = {"value", T_INT, SERVER | FILLED, .about = "The number, in the unit.", .about_fr = "Le nombre, dans son unité.",
               .example = "24"},
    [UNIT] = {"unit", T_TEXT, SERVER | FILLED, .about = "Unit of the number.", .about_fr = "Unité du nombre.",
              .example = "\"months\""},
    [VALID_FROM] = {"valid_from", T_DATE, SERVER | FILLED, .about = "First day the number holds.",
                    .about_fr = "Premier jour où le nombre vaut.", .example = "\"2014-07-01\""},
    [VALID_TO] = {"valid_to", T_DATE, SERVER, .about = "Last day the number holds, null while it does.",
                  .about_fr = "Dernier jour où le nombre vaut ; null tant qu'il vaut.", .example = "\"2030-12-31\""},
    [SOURCE] = {"source", T_TEXT, SERVER, .about = "Article or page it comes from.", .about_fr = "Article ou page d'où il vient.",
                .example = "\"Code du travail, L5132-15-1\""},
    [MARK] = {"mark", T_TEXT, SERVER, .about = "How sure the source is: law, asp, peer, seed, own, or check.",
              .about_fr = "Sûreté de la source : law, asp, peer, seed, own ou check.", .example = "\"law\""},
};

const struct resource parameters_list = {
    .path = "parameters",
    .table = "parameter",
    .name = "parameter",
    .about = "The numbers of law that the rules use, each with its dates and its source.",
    .about_fr = "Paramètres réglementaires que les règles appliquent, chacun avec ses dates et sa source.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = EVERYONE, [ACTION_READ] = EVERYONE},
    .no_structure = true,
};
