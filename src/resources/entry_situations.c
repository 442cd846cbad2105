/* Entry situations: what the funders ask about a person at the entry. Part of a path, and not of the person: who comes back
 * enters anew. */
#include "common.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    PATH_ID,
    PARTICIPANT_ID,
    RSA,
    ASS,
    AAH,
    RQTH,
    UNEMPLOYED_MONTHS,
    EDUCATION_LEVEL,
    ZRR,
    QPV,
    FIELDS
};

#define YES_OR_NO(word, sentence, sentence_fr)                                                                                   \
    {                                                                                                                            \
        word, T_BOOL, RESTRICTED, .about = sentence " Null: not asked.", .about_fr = sentence_fr " Null : non demandé.",         \
                                  .example = "false"                                                                             \
    }

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PATH_ID] = {"path_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "paths",
                 .about = "Path that the person enters; one each.",
                 .about_fr = "Parcours dans lequel la personne entre ; une seule par parcours.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER | FILLED, .refers = "participants",
                        .about = "Whose path it is.", .about_fr = "Personne dont c'est le parcours.", .example = EXAMPLE_ID},
    [RSA] = YES_OR_NO("rsa", "Receives the RSA.", "Bénéficie du RSA."),
    [ASS] = YES_OR_NO("ass", "Receives the ASS.", "Bénéficie de l'ASS."),
    [AAH] = YES_OR_NO("aah", "Receives the AAH.", "Bénéficie de l'AAH."),
    [RQTH] =
        YES_OR_NO("rqth", "Recognised as a worker with a disability (RQTH).", "A la qualité de travailleur handicapé (RQTH)."),
    [UNEMPLOYED_MONTHS] = {"unemployed_months", T_INT, RESTRICTED, .min = 0, .max = 840,
                           .about = "Months without a job before the entry.", .about_fr = "Mois sans emploi avant l'entrée.",
                           .example = "26"},
    [EDUCATION_LEVEL] = {"education_level", T_CODE, RESTRICTED, .list = "education_levels", .about = "Level of education.",
                         .about_fr = "Niveau de formation.", .example = "\"60\""},
    [ZRR] = YES_OR_NO("zrr", "Lives in a rural revitalisation area (ZRR).", "Habite une zone de revitalisation rurale (ZRR)."),
    [QPV] =
        YES_OR_NO("qpv", "Lives in a priority district of the towns (QPV).", "Habite un quartier prioritaire de la ville (QPV)."),
};

/* Under the lock that contracts are signed under: no signature comes between the question and the write. */
static const struct fact lock = {QUERY_LOCK_ENTRY_PARTICIPANT, {ARG_ID, PATH_ID, ARG_END}};
static const struct fact facts[] = {{QUERY_ENTRY_PATH, {ARG_ID, PATH_ID, ARG_END}}, {0}};
enum { FACT_PATH };

/* What the person was at the entry is what it was when it signed: afterwards nobody changes it. */
static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    day_t started_on = fact_day(write, FACT_PATH, 0, 1);
    if (started_on != DAY_NONE)
        finding_day(findings_error(findings, ENTRY_FROZEN, NULL), 0, started_on);
    if (write->action == ACTION_CREATE)
        write_set(write, PARTICIPANT_ID, fact_text(write, FACT_PATH, 0, 0));
}

const struct resource entry_situations = {
    .path = "entry_situations",
    .table = "entry_situation",
    .name = "entry_situation",
    .about = "Situation of a person at the entry: allowances, disability, time without a job, level, area; frozen by the first "
             "signature, for director and counsellor alone.",
    .about_fr = "Situations à l'entrée : allocations, RQTH, durée sans emploi, niveau, territoire ; figées à la première "
                "signature, pour la direction et les accompagnateurs seuls.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS,
                [ACTION_READ] = ACCOMPANIERS,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .subject = {.column = "participant_id",
                .made = "The situation at the entry is recorded.",
                .made_fr = "La situation à l'entrée est relevée.",
                .purpose = "accompaniment"},
    .lock = &lock,
    .parent = PATH_ID,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(FIELD_REFERENCE, DUPLICATE, ENTRY_FROZEN),
};
