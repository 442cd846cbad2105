/* Exits: how a path ended. People choose the reason; category and counting follow from it. */
#include <string.h>

#include "common.h"
#include "db/reference.h"
#include "domain/contract.h"
#include "domain/exit.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    PATH_ID,
    PARTICIPANT_ID,
    WORKSITE_ID,
    EXIT_ON,
    REASON,
    CATEGORY,
    ASP_CODE,
    COUNTED,
    UNCOUNTED_BECAUSE,
    JOB_STARTS_ON,
    JOB_ENDS_ON,
    EMPLOYER_NAME,
    INDIVIDUAL_PROGRESS,
    COLLECTIVE_LIFE,
    TRANSFERABLE_SKILLS,
    PROJECT_DEFINED,
    BARRIERS_LIFTED,
    JOB_SEARCH_TOOLS,
    COMMENT,
    FIELDS
};

static const char *const shares[] = {"all", "some", "none", NULL};
static const char *const reasons_uncounted[] = {"neutral", "short_stay", NULL};

#define ALL ACCOMPANIERS /* the office sees that a path ended and when, not how */
#define ACHIEVEMENT(en, fr) .see = ALL, .about = en, .about_fr = fr, .example = "true"

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PATH_ID] = {"path_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "paths", .about = "Path that ended.",
                 .about_fr = "Parcours qui a pris fin.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER | FILLED, .see = ALL, .refers = "participants",
                        .about = "Who left.", .about_fr = "Salarié sorti.", .example = EXAMPLE_ID},
    [WORKSITE_ID] = {"worksite_id", T_UUID, SERVER | FILTER | FILLED, .see = ALL, .refers = "worksites",
                     .about = "Worksite of the path on that day.", .about_fr = "Chantier du parcours ce jour-là.",
                     .example = EXAMPLE_ID},
    [EXIT_ON] = {"exit_on", T_DATE, REQUIRED | ONCE | FILTER | SORT,
                 .about = "Day of the exit: the last day of the last contract.",
                 .about_fr = "Jour de la sortie : le dernier jour du dernier contrat.", .example = "\"2027-03-31\""},
    [REASON] = {"reason", T_CODE, RESTRICTED | REQUIRED | ONCE | FILTER, .see = ALL, .list = "exit_reasons",
                .about = "What the person left for.", .about_fr = "Vers quoi la personne est partie.",
                .example = "\"permanent_unaided\""},
    [CATEGORY] = {"category", T_WORD, RESTRICTED | SERVER | FILTER | FILLED, .see = ALL, .words = exit_category_words,
                  .about = "Category that the reason gives.", .about_fr = "Catégorie que donne le motif."},
    [ASP_CODE] = {"asp_code", T_TEXT, RESTRICTED | SERVER | FILTER, .see = ALL,
                  .about = "Code of the reason in the national list, when it has one.",
                  .about_fr = "Code du motif dans la liste nationale, s'il y figure.", .example = "\"3\""},
    [COUNTED] = {"counted", T_BOOL, SERVER | FILTER | FILLED, .see = ALL, .about = "Whether the exit counts in the rates.",
                 .about_fr = "Si la sortie compte dans les taux.", .example = "true"},
    [UNCOUNTED_BECAUSE] = {"uncounted_because", T_WORD, RESTRICTED | SERVER, .see = ALL, .words = reasons_uncounted,
                           .about = "Why it does not count.", .about_fr = "Pourquoi elle ne compte pas."},
    [JOB_STARTS_ON] = {"job_starts_on", T_DATE, ONCE, .see = ALL,
                       .about = "First day of the job found; required when the reason names its length.",
                       .about_fr = "Premier jour de l'emploi trouvé ; obligatoire si le motif en dit la durée.",
                       .example = "\"2027-04-05\""},
    [JOB_ENDS_ON] = {"job_ends_on", T_DATE, ONCE, .see = ALL, .about = "Last day of that job.",
                     .about_fr = "Dernier jour de cet emploi.", .example = "\"2027-12-31\""},
    [EMPLOYER_NAME] = {"employer_name", T_TEXT, 0, .see = ALL, .about = "Employer or training body.",
                       .about_fr = "Employeur ou organisme de formation.", .example = "\"Menuiserie Delattre\""},
    [INDIVIDUAL_PROGRESS] = {"individual_progress", T_BOOL, 0,
                             ACHIEVEMENT("Achievement: individual and social progress.",
                                         "Acquis : progrès individuels et sociaux.")},
    [COLLECTIVE_LIFE] = {"collective_life", T_BOOL, 0,
                         ACHIEVEMENT("Achievement: takes part in collective life.", "Acquis : participe à la vie collective.")},
    [TRANSFERABLE_SKILLS] = {"transferable_skills", T_BOOL, 0,
                             ACHIEVEMENT("Achievement: new transferable skills.",
                                         "Acquis : nouvelles compétences transférables.")},
    [PROJECT_DEFINED] = {"project_defined", T_BOOL, 0,
                         ACHIEVEMENT("Achievement: a defined project.", "Acquis : un projet défini.")},
    [BARRIERS_LIFTED] = {"barriers_lifted", T_WORD, 0, .see = ALL, .words = shares,
                         .about = "Achievement: barriers to work lifted.", .about_fr = "Acquis : freins à l'emploi levés."},
    [JOB_SEARCH_TOOLS] = {"job_search_tools", T_BOOL, 0,
                          ACHIEVEMENT("Achievement: knows and uses job-search tools.",
                                      "Acquis : connaît et emploie les outils de recherche d'emploi.")},
    [COMMENT] = {"comment", T_TEXT, RESTRICTED | LINES | PERSONAL, .see = ALL, .max = LINES_MAX,
                 .about = "What the team remembers of the exit.", .about_fr = "Ce que l'équipe retient de la sortie.",
                 .example = "\"CDI obtenu après l'immersion chez l'hôte.\""},
};

static const struct fact lock = {QUERY_LOCK_EXIT_PARTICIPANT, {ARG_ID, PATH_ID, ARG_END}};
static const struct fact facts[] = {{QUERY_EXIT_PATH, {PATH_ID, ARG_END}}, {QUERY_PARAMETERS, {ARG_END}}, {0}};
enum { FACT_PATH, FACT_PARAMETERS };
enum { PATH_PARTICIPANT, PATH_WORKSITE, PATH_ENDED_ON, PATH_FIRST_ON, PATH_LAST_ON, PATH_CANDIDACY };

/* Category and ASP code stand beside the reason in its list; the category's index is its enumerator. */
static enum exit_category categorise(struct write *write, const char *reason)
{
    const struct reference_list *list = reference_list("exit_reasons");
    int row = reference_row(list, reason, strlen(reason));
    const char *category = reference_cell(list, row, "category"), *asp = reference_cell(list, row, "asp_code");
    write_set(write, CATEGORY, category);
    write_set(write, ASP_CODE, *asp ? asp : NULL);
    return (enum exit_category)text_index(exit_category_words, category);
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    struct parameters parameters;
    if (write->action == ACTION_PATCH)
        return;
    const char *reason = write_value(write, REASON);
    const struct exit_facts facts_of_exit = {
        .exit_on = write_day(write, EXIT_ON),
        .today = write_today(write),
        .first_contract_on = fact_day(write, FACT_PATH, 0, PATH_FIRST_ON),
        .last_contract_on = fact_day(write, FACT_PATH, 0, PATH_LAST_ON),
        .job_starts_on = write_day(write, JOB_STARTS_ON),
        .job_ends_on = write_day(write, JOB_ENDS_ON),
        .reason = reason,
        /* It rests on barriers recorded as lifted, of which the service holds none. */
        .reason_offered = !text_equal(reason, "two_barriers_lifted"),
        .path_ended = fact_day(write, FACT_PATH, 0, PATH_ENDED_ON) != DAY_NONE,
    };
    facts_parameters(write, FACT_PARAMETERS, facts_of_exit.exit_on, &parameters);
    exit_check(&facts_of_exit, &parameters, findings);
    enum uncounted uncounted =
        exit_uncounted(categorise(write, reason), facts_of_exit.exit_on, facts_of_exit.first_contract_on, &parameters);
    write_set(write, COUNTED, uncounted == UNCOUNTED_NO ? "true" : "false");
    write_set(write, UNCOUNTED_BECAUSE, uncounted == UNCOUNTED_NO ? NULL : uncounted_words[uncounted]);
    write_set(write, PARTICIPANT_ID, fact_text(write, FACT_PATH, 0, PATH_PARTICIPANT));
    write_set(write, WORKSITE_ID, fact_text(write, FACT_PATH, 0, PATH_WORKSITE));
}

static bool effect(struct call *call, struct write *write)
{
    (void)call;
    if (write->action == ACTION_PATCH)
        return true;
    const char *candidacy = fact_text(write, FACT_PATH, 0, PATH_CANDIDACY);
    write_also(write, QUERY_EXIT_ENDS_PATH, (const char *[]){write_value(write, PATH_ID), write_value(write, EXIT_ON)});
    if (candidacy)
        write_also(write, QUERY_CANDIDACY_STAY, (const char *[]){candidacy});
    return true;
}

const struct resource exits = {
    .path = "exits",
    .table = "path_exit",
    .name = "exit",
    .about = "Ends of paths, with what the person left for and what was achieved.",
    .about_fr = "Sorties : la fin d'un parcours, vers quoi la personne part et ce qui a été acquis.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS | OFFICE,
                [ACTION_READ] = ACCOMPANIERS | OFFICE,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .subject = {.column = "participant_id",
                .made = "The person leaves: the path ends.",
                .made_fr = "La personne part : le parcours prend fin.",
                .purpose = "outcome"},
    .lock = &lock,
    .parent = PATH_ID,
    .facts = facts,
    .rule = rule,
    .effect = effect,
    .problems = PROBLEMS(EXIT_TWICE, EXIT_NO_CONTRACT, EXIT_DAY, EXIT_JOB_DATES, EXIT_JOB_TOO_SHORT, EXIT_JOB_TOO_LONG,
                         EXIT_REASON_NOT_OFFERED, FIELD_REQUIRED, DAY_IN_FUTURE, DAYS_OUT_OF_ORDER),
};
