/* Recruitment assessments: what the structure asks itself about a candidate, and tells nobody else.
 *
 * A row of its own, whose version is its own: a change of it leaves the candidacy as its sender reads it, ETag included. */
#include "common.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    CANDIDACY_ID,
    AUTHOR_ID,
    ASSESSED_ON,
    NEEDS_HELP,
    NEEDS_HELP_COMMENT,
    ASKS_FOR_HELP,
    ASKS_FOR_HELP_COMMENT,
    CAN_BE_USEFUL,
    CAN_BE_USEFUL_COMMENT,
    OUTSIDE_MEANS,
    OUTSIDE_MEANS_COMMENT,
    FITS_TEAM,
    FITS_TEAM_COMMENT,
    OPINION,
    OPINION_COMMENT,
    FIELDS
};

static const char *const answers[] = {"yes", "no", "unknown", NULL};
static const char *const opinions[] = {"favourable", "reserved", "unfavourable", NULL};

/* A question with its comment, at `place` and `place`_COMMENT. */
#define QUESTION(place, question, sentence, sentence_fr)                                                                         \
    [place] = {question, T_WORD, RESTRICTED | FILLED, .words = answers, .about = sentence, .about_fr = sentence_fr},             \
    [place##_COMMENT] = {question "_comment",                                                                                    \
                         T_TEXT,                                                                                                 \
                         RESTRICTED | PERSONAL | LINES,                                                                          \
                         .max = LINES_MAX,                                                                                       \
                         .about = "Comment on that answer.",                                                                     \
                         .about_fr = "Commentaire sur cette réponse.",                                                           \
                         .example = "\"Vu en entretien, à reprendre avec le référent.\""}

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [CANDIDACY_ID] = {"candidacy_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "candidacies",
                      .about = "Candidacy that is assessed; it has one assessment.",
                      .about_fr = "Candidature évaluée ; elle n'a qu'une évaluation.", .example = EXAMPLE_ID},
    [AUTHOR_ID] = {"author_id", T_UUID, SERVER | FILTER | FILLED, .refers = "staff", .about = "Who made the assessment.",
                   .about_fr = "Qui a fait l'évaluation.", .example = EXAMPLE_ID},
    [ASSESSED_ON] = {"assessed_on", T_DATE, REQUIRED | FILTER, .about = "Day of the assessment.",
                     .about_fr = "Jour de l'évaluation.", .example = "\"2026-02-24\""},
    QUESTION(NEEDS_HELP, "needs_help", "Whether the person needs help: people are not recruited for an easy exit.",
             "La personne a besoin d'aide : on ne recrute pas en visant la sortie positive évidente."),
    QUESTION(ASKS_FOR_HELP, "asks_for_help", "Whether the person itself is asking, and not only whoever sent it.",
             "La personne est demandeuse, et pas seulement celui qui l'envoie."),
    QUESTION(CAN_BE_USEFUL, "can_be_useful", "Whether the structure can be useful in the person's course.",
             "La structure peut lui être utile dans son parcours."),
    QUESTION(OUTSIDE_MEANS, "outside_means", "Whether means from outside can be mobilised: people, techniques, money.",
             "Des moyens extérieurs peuvent être mobilisés : humains, techniques et financiers."),
    QUESTION(FITS_TEAM, "fits_team", "Whether the person and the present team fit together.",
             "Il y a adéquation entre la personne et l'équipe en place."),
    [OPINION] = {"opinion", T_WORD, FILTER | RESTRICTED, .words = opinions, .about = "Opinion on the candidacy.",
                 .about_fr = "Avis sur la candidature."},
    [OPINION_COMMENT] = {"opinion_comment", T_TEXT, RESTRICTED | PERSONAL | LINES, .max = LINES_MAX,
                         .about = "What the opinion rests on.", .about_fr = "Ce sur quoi l'avis se fonde.",
                         .example = "\"Motivée, projet à construire, équipe prête à l'accueillir.\""},
};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    static const int questions[] = {NEEDS_HELP, ASKS_FOR_HELP, CAN_BE_USEFUL, OUTSIDE_MEANS, FITS_TEAM};
    for (unsigned i = 0; i < COUNT(questions); i++)
        null_as(write, questions[i], "unknown");
    if (write->action == ACTION_CREATE)
        write_set(write, AUTHOR_ID, call->who.actor_id);
    day_check_past(write_day(write, ASSESSED_ON), write_today(write), "assessed_on", findings);
}

const struct resource recruitment_assessments = {
    .path = "recruitment_assessments",
    .table = "recruitment_assessment",
    .name = "recruitment_assessment",
    .about =
        "What the structure asks itself about a candidate: five questions and an opinion, for director and counsellor alone.",
    .about_fr = "Évaluations au recrutement : les cinq questions que la structure se pose et son avis, pour la direction et les "
                "accompagnateurs seuls.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS,
                [ACTION_READ] = ACCOMPANIERS,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .subject = {.sql = "select c.participant_id from candidacy c where c.structure_id = t.structure_id and c.id = t.candidacy_id",
                .purpose = "recruitment"},
    .rule = rule,
    .problems = PROBLEMS(FIELD_REFERENCE, DUPLICATE, DAY_IN_FUTURE),
};
