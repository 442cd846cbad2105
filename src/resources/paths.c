/* Paths: one stay of a participant in the structure, from the first contract to the exit. */
#include "common.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    PARTICIPANT_ID,
    WORKSITE_ID,
    COUNSELLOR_ID,
    CANDIDACY_ID,
    STARTED_ON,
    LIMIT_ON,
    ENDED_ON,
    OBJECTIVE,
    FIELDS
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PARTICIPANT_ID] = {"participant_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "participants",
                        .about = "Whose path it is.", .about_fr = "Salarié dont c'est le parcours.", .example = EXAMPLE_ID},
    [WORKSITE_ID] = {"worksite_id", T_UUID, REQUIRED | FILTER, .refers = "worksites", .about = "Worksite where the person works.",
                     .about_fr = "Chantier où la personne travaille.", .example = EXAMPLE_ID},
    [COUNSELLOR_ID] = {"counsellor_id", T_UUID, FILTER, .refers = "staff",
                       .about = "Counsellor or director who accompanies the person.",
                       .about_fr = "Accompagnateur ou direction qui accompagne la personne.", .example = EXAMPLE_ID},
    [CANDIDACY_ID] = {"candidacy_id", T_UUID, SERVER, .see = ACCOMPANIERS, .refers = "candidacies",
                      .about = "Accepted candidacy that the path follows.",
                      .about_fr = "Candidature acceptée dont le parcours est la suite.", .example = EXAMPLE_ID},
    [STARTED_ON] = {"started_on", T_DATE, SERVER | FILTER, .about = "First day of the first signed contract.",
                    .about_fr = "Premier jour du premier contrat signé.", .example = "\"2026-04-01\""},
    [LIMIT_ON] = {"limit_on", T_DATE, SERVER | FILTER, .about = "Last day that a contract of this path may reach.",
                  .about_fr = "Dernier jour qu'un contrat de ce parcours peut atteindre.", .example = "\"2028-03-31\""},
    [ENDED_ON] = {"ended_on", T_DATE, SERVER | FILTER, .about = "Day of the exit, null while the path goes on.",
                  .about_fr = "Jour de la sortie ; null tant que le parcours dure.", .example = "\"2027-03-31\""},
    [OBJECTIVE] = {"objective", T_TEXT, LINES | PERSONAL, .see = ACCOMPANIERS, .max = LINES_MAX,
                   .about = "What the person aims at.", .about_fr = "Ce que vise la personne.",
                   .example = "\"Obtenir le permis B, puis un emploi en espaces verts.\""},
};

static const struct fact lock = {QUERY_LOCK_PATH_PARTICIPANT, {ARG_ID, PARTICIPANT_ID, ARG_END}};
static const struct fact facts[] = {
    {QUERY_PATH_CANDIDACY, {PARTICIPANT_ID, ARG_END}}, {QUERY_STAFF_ACCOMPANIES, {COUNSELLOR_ID, ARG_END}}, {0}};
enum { FACT_CANDIDACY, FACT_ACCOMPANIES };

/* A path follows the last accepted candidacy that no other path follows: its sender will learn of the first day. */
static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    check_accompanies(write, COUNSELLOR_ID, FACT_ACCOMPANIES, findings);
    if (write->action == ACTION_CREATE && fact_rows(write, FACT_CANDIDACY))
        write_set(write, CANDIDACY_ID, fact_text(write, FACT_CANDIDACY, 0, 0));
}

static const struct child children[] = {
    {"contracts", "contracts", "path_id"},
    {"immersions", "immersions", "path_id"},
    {"exit", "exits", "path_id", .one = true},
};

const struct resource paths = {
    .path = "paths",
    .table = "path",
    .name = "path",
    .about = "Stays of participants in the structure; a person who comes back has a second path.",
    .about_fr = "Parcours : le séjour d'un salarié dans la structure ; qui revient a un second parcours.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = STAFF, [ACTION_READ] = STAFF, [ACTION_CREATE] = ACCOMPANIERS, [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .subject = {.column = "participant_id",
                .made = "A path begins to be prepared in the structure.",
                .made_fr = "Un parcours se prépare dans la structure.",
                .purpose = "accompaniment"},
    .lock = &lock,
    .parent = PARTICIPANT_ID,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(PATH_OPEN, FIELD_REFERENCE),
    .children = children,
    .n_children = COUNT(children),
};
