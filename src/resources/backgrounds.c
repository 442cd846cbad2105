/* Backgrounds: what a person did before, likes and wishes; where the work on the project begins. */
#include <jansson.h>
#include <string.h>

#include "common.h"
#include "db/reference.h"
#include "domain/background.h"
#include "facts.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, PARTICIPANT_ID, FORMER_JOBS, TRAININGS, INTERESTS, WISHES, FIELDS };

enum { JOBS_MAX = 30, TRAININGS_MAX = 30, INTERESTS_MAX = 60, WISHES_MAX = 10, YEAR_MAX = 2100, COMMENT_MAX = 500 };

#define YEAR(name, sentence, sentence_fr)                                                                                        \
    {                                                                                                                            \
        name, T_INT, 0, .min = YEAR_MIN, .max = YEAR_MAX, .about = sentence, .about_fr = sentence_fr, .example = "2019"          \
    }
#define ROME                                                                                                                     \
    {                                                                                                                            \
        "rome", T_CODE, OPEN_CODE, .max = 5, .list = "rome", .format = format_rome, .about = "ROME code of the job.",            \
                                   .about_fr = "Code ROME du métier.", .example = "\"A1203\""                                    \
    }
#define COMMENT                                                                                                                  \
    {                                                                                                                            \
        "comment", T_TEXT, LINES, .max = COMMENT_MAX, .about = "What is worth knowing of it.",                                   \
                                  .about_fr = "Ce qu'il est utile d'en savoir.",                                                 \
                                  .example = "\"A aimé le contact avec les clients.\""                                          \
    }

static const struct field job_fields[] = {
    {"title", T_TEXT, REQUIRED, .about = "What the person did.", .about_fr = "Emploi occupé.",
     .example = "\"Agent d'entretien\""},
    ROME,
    {"employer", T_TEXT, 0, .about = "With whom.", .about_fr = "Employeur.", .example = "\"Mairie de Liévin\""},
    YEAR("from_year", "Year it began.", "Année de début."),
    YEAR("to_year", "Year it ended.", "Année de fin."),
    COMMENT,
};

static const struct field training_fields[] = {
    {"title", T_TEXT, REQUIRED, .about = "What was learnt.", .about_fr = "Intitulé de la formation.",
     .example = "\"CAP Maintenance de bâtiments\""},
    {"body", T_TEXT, 0, .about = "Where.", .about_fr = "Organisme.", .example = "\"GRETA de l'Artois\""},
    YEAR("from_year", "Year it began.", "Année de début."),
    YEAR("to_year", "Year it ended.", "Année de fin."),
    {"completed", T_BOOL, 0, .about = "Whether it was brought to its end.", .about_fr = "Formation menée à son terme.",
     .example = "true"},
    {"diploma", T_TEXT, 0, .about = "Diploma or title obtained.", .about_fr = "Diplôme ou titre obtenu.", .example = "\"CAP\""},
    COMMENT,
};

static const struct field wish_fields[] = {
    {"title", T_TEXT, REQUIRED, .about = "Job or training that the person wishes.", .about_fr = "Métier ou formation souhaités.",
     .example = "\"Jardinier paysagiste\""},
    ROME,
    COMMENT,
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PARTICIPANT_ID] = {"participant_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "participants",
                        .about = "Whose background it is; one each.", .about_fr = "Personne concernée ; un seul par personne.",
                        .example = EXAMPLE_ID},
    [FORMER_JOBS] = {"former_jobs", T_LIST, RESTRICTED | PERSONAL, .max = JOBS_MAX, .of = job_fields, .n_of = COUNT(job_fields),
                     .about = "Former jobs, in the order that the person gives.",
                     .about_fr = "Emplois antérieurs, dans l'ordre que la personne donne.",
                     .example = "[{\"title\": \"Agent d'entretien\", \"rome\": \"K2204\", \"employer\": \"Mairie de Liévin\", "
                                "\"from_year\": 2016, \"to_year\": 2019, \"comment\": \"Temps partiel.\"}]"},
    [TRAININGS] = {"trainings", T_LIST, RESTRICTED | PERSONAL, .max = TRAININGS_MAX, .of = training_fields,
                   .n_of = COUNT(training_fields), .about = "Trainings, in the order that the person gives.",
                   .about_fr = "Formations suivies, dans l'ordre que la personne donne.",
                   .example =
                       "[{\"title\": \"CAP Maintenance de bâtiments\", \"body\": \"GRETA de l'Artois\", \"from_year\": 2010, "
                       "\"to_year\": 2012, \"completed\": true, \"diploma\": \"CAP\", \"comment\": \"En alternance.\"}]"},
    [INTERESTS] = {"interests", T_STRINGS, RESTRICTED | PERSONAL, .max = INTERESTS_MAX, .about = "What the person likes to do.",
                   .about_fr = "Centres d'intérêt.", .example = "[\"Potager\", \"Football\"]"},
    [WISHES] = {"wishes", T_LIST, RESTRICTED | PERSONAL, .max = WISHES_MAX, .of = wish_fields, .n_of = COUNT(wish_fields),
                .about = "Jobs and trainings wished, the dearest first.",
                .about_fr = "Métiers et formations souhaités, par ordre de préférence.",
                .example = "[{\"title\": \"Jardinier paysagiste\", \"rome\": \"A1203\", \"comment\": \"Dès que possible.\"}]"},
};

static int year_of(const json_t *element, const char *name)
{
    return (int)json_integer_value(json_object_get(element, name));
}

static void warn_of_trade(struct call *call, const json_t *element, const char *pointer, struct findings *findings)
{
    const char *rome = json_string_value(json_object_get(element, "rome"));
    warn_rome(rome, arena_printf(call->arena, "%s/rome", pointer), findings);
}

/* The elements of a list that the body gives; those stored were judged when they came. */
static void judge(struct call *call, const struct write *write, int field, int this_year, struct findings *findings)
{
    if (!write->set[field].given)
        return;
    json_auto_t *list = json_loads(write->set[field].text, 0, NULL);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *element = json_array_get(list, i);
        const char *pointer = arena_printf(call->arena, "%s/%zu", write->resource->fields[field].name, i);
        years_check(year_of(element, "from_year"), year_of(element, "to_year"), this_year,
                    arena_printf(call->arena, "%s/from_year", pointer), arena_printf(call->arena, "%s/to_year", pointer),
                    findings);
        warn_of_trade(call, element, pointer, findings);
    }
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    static const int lists[] = {FORMER_JOBS, TRAININGS, WISHES};
    int this_year, month, day;
    day_to_ymd(write_today(write), &this_year, &month, &day);
    null_as(write, INTERESTS, "{}");
    for (unsigned i = 0; i < COUNT(lists); i++) {
        null_as(write, lists[i], "[]");
        judge(call, write, lists[i], this_year, findings);
    }
}

static const struct fact lock = {QUERY_LOCK_PARTICIPANT, {PARTICIPANT_ID, ARG_END}};

const struct resource backgrounds = {
    .path = "backgrounds",
    .table = "background",
    .name = "background",
    .about = "What a participant did before, likes and wishes: former jobs, trainings, interests, wishes.",
    .about_fr = "Parcours antérieurs : emplois, formations, centres d'intérêt et souhaits d'un salarié en parcours.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS,
                [ACTION_READ] = ACCOMPANIERS,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .subject = {.column = "participant_id",
                .made = "What the person did before is written down.",
                .made_fr = "Le parcours antérieur de la personne est noté.",
                .purpose = "accompaniment"},
    .lock = &lock,
    .parent = PARTICIPANT_ID,
    .rule = rule,
    .problems = PROBLEMS(FIELD_REFERENCE, FIELD_RANGE, DUPLICATE),
};
