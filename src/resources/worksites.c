/* Worksites: the places where people in insertion work. */
#include "common.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    STRUCTURE_ID,
    NAME,
    ACTIVITY,
    ADDRESS,
    POSTCODE,
    TOWN,
    CAPACITY,
    OPENS_ON,
    CLOSES_ON,
    FIELDS
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    ADDRESS_FIELDS(0, 0),
    [STRUCTURE_ID] = {"structure_id", T_UUID, SERVER | FILTER | FILLED, .refers = "structures",
                      .about = "Structure that runs the worksite.", .about_fr = "Structure qui tient le chantier.",
                      .example = EXAMPLE_ID},
    [NAME] = {"name", T_TEXT, REQUIRED | SORT, .about = "Name of the worksite.", .about_fr = "Nom du chantier.",
              .example = "\"Maraîchage de Bapaume\""},
    [ACTIVITY] = {"activity", T_TEXT, REQUIRED, .about = "What is done there.", .about_fr = "Ce qu'on y fait.",
                  .example = "\"Maraîchage biologique\""},
    [CAPACITY] = {"capacity", T_INT, REQUIRED, .min = 1, .max = 500, .about = "Number of posts.", .about_fr = "Nombre de postes.",
                  .example = "12"},
    [OPENS_ON] = {"opens_on", T_DATE, REQUIRED | SORT, .about = "First day of the worksite.",
                  .about_fr = "Premier jour du chantier.", .example = "\"2024-01-08\""},
    [CLOSES_ON] = {"closes_on", T_DATE, 0, .about = "Last day of the worksite, null while it goes on.",
                   .about_fr = "Dernier jour du chantier ; null tant qu'il dure.", .example = "\"2031-12-31\""},
};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    check_order(write_day(write, OPENS_ON), write_day(write, CLOSES_ON), "closes_on", findings);
}

const struct resource worksites = {
    .path = "worksites",
    .table = "worksite",
    .name = "worksite",
    .about = "Places and activities where people in insertion work, with their number of posts.",
    .about_fr = "Chantiers : lieux et activités où travaillent les salariés en parcours, avec leur nombre de postes.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = STAFF | PRESCRIBER,
                [ACTION_READ] = STAFF | PRESCRIBER,
                [ACTION_CREATE] = DIRECTOR,
                [ACTION_PATCH] = DIRECTOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .tenant = STRUCTURE_ID,
    .rule = rule,
    .problems = PROBLEMS(DAYS_OUT_OF_ORDER),
};
