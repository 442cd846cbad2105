/* Vacancies: what a structure offers, and prescribers find in the directory while it is open. */
#include <string.h>

#include "common.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    STRUCTURE_ID,
    STRUCTURE_NAME,
    WORKSITE_ID,
    TITLE,
    ROME,
    DESCRIPTION,
    OPENINGS,
    WEEKLY_MINUTES,
    OPENS_ON,
    CLOSES_ON,
    STATE,
    TOWN,
    DEPARTMENT,
    REGION,
    FIELDS
};

enum { DRAFT, OPEN, CLOSED };
static const char *const states[] = {"draft", "open", "closed", NULL};

/* Where it is: the worksite, or what it does not say, its structure. */
#define PLACE(expression)                                                                                                        \
    "select " expression " from worksite w join structure s on s.id = w.structure_id "                                           \
    "where w.structure_id = t.structure_id and w.id = t.worksite_id"

enum { WEEK_MINUTES = 7 * 24 * 60 };

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [STRUCTURE_ID] = {"structure_id", T_UUID, SERVER | FILTER | FILLED, .refers = "structures",
                      .about = "Structure that offers it.", .about_fr = "Structure qui la propose.", .example = EXAMPLE_ID},
    [STRUCTURE_NAME] = {"structure_name", T_TEXT, SERVER | UNVERSIONED | FILLED,
                        .sql = "select s.name from structure s where s.id = t.structure_id", .about = "Name of the structure.",
                        .about_fr = "Nom de la structure.", .example = "\"Les Jardins du Pont\""},
    [WORKSITE_ID] = {"worksite_id", T_UUID, REQUIRED | FILTER, .refers = "worksites", .about = "Worksite where the work is.",
                     .about_fr = "Chantier où l'on travaille.", .example = EXAMPLE_ID},
    [TITLE] = {"title", T_TEXT, REQUIRED, .about = "What is offered.", .about_fr = "Intitulé de l'offre.",
               .example = "\"Ouvrier maraîcher, ouvrière maraîchère\""},
    [ROME] = {"rome", T_CODE, REQUIRED | FILTER | OPEN_CODE, .max = 5, .list = "rome", .format = format_rome,
              .about = "ROME code of the job.", .about_fr = "Code ROME de l'emploi.", .example = "\"A1202\""},
    [DESCRIPTION] = {"description", T_TEXT, LINES, .max = LINES_MAX, .about = "The work, and who it suits.",
                     .about_fr = "Le travail, et à qui il convient.",
                     .example = "\"Semis, plantation, récolte. Débutants bienvenus.\""},
    [OPENINGS] = {"openings", T_INT, REQUIRED, .min = 1, .max = 500, .about = "Number of posts to fill.",
                  .about_fr = "Nombre de postes à pourvoir.", .example = "3"},
    [WEEKLY_MINUTES] = {"weekly_minutes", T_INT, 0, .min = 1, .max = WEEK_MINUTES, .about = "Working time of a week, in minutes.",
                        .about_fr = "Durée de travail par semaine, en minutes.", .example = "1560"},
    [OPENS_ON] = {"opens_on", T_DATE, REQUIRED | FILTER | SORT, .about = "First day candidacies are taken.",
                  .about_fr = "Premier jour où les candidatures sont reçues.", .example = "\"2026-03-01\""},
    [CLOSES_ON] = {"closes_on", T_DATE, 0, .about = "Last day candidacies are taken, null while no day is set.",
                   .about_fr = "Dernier jour où les candidatures sont reçues ; null s'il n'est pas fixé.",
                   .example = "\"2031-12-31\""},
    [STATE] =
        {"state", T_STATE, SERVER | FILTER,
         .about = "Where it stands; outside its structure a vacancy is seen while it is open, within its days, and its structure "
                  "takes candidacies.",
         .about_fr = "Où elle en est ; hors de sa structure, une offre se voit tant qu'elle est ouverte, entre ses jours, et que "
                     "sa structure reçoit des candidatures."},
    [TOWN] = {"town", T_TEXT, SERVER | FILTER | UNVERSIONED, .sql = PLACE("coalesce(w.town, s.town)"),
              .match = "t.worksite_id = any(array(select worksites_at($?)))",
              .about = "Town of the worksite, or of its structure; case, accents and hyphens are ignored when filtering.",
              .about_fr = "Commune du chantier, à défaut de sa structure ; le filtre ignore casse, accents et traits d'union.",
              .example = "\"Arras\""},
    [DEPARTMENT] = {"department", T_CODE, SERVER | FILTER | UNVERSIONED, .list = "departments",
                    .sql = PLACE("coalesce(w.located_in, s.located_in)"),
                    .match = "t.worksite_id = any(array(select worksites_in($?::text[])))",
                    .about = "Department, by the worksite's postcode or as its structure says.",
                    .about_fr = "Département, d'après le code postal du chantier, à défaut celui de la structure.",
                    .example = "\"62\""},
    [REGION] = {"region", T_TEXT, SERVER | FILTER | UNVERSIONED, .sql = PLACE("region_of(coalesce(w.located_in, s.located_in))"),
                .match = "t.worksite_id = any(array(select worksites_in(departments_of($?))))",
                .about = "Region of the department; case, accents and hyphens are ignored when filtering.",
                .about_fr = "Région du département ; le filtre ignore casse, accents et traits d'union.",
                .example = "\"Hauts-de-France\""},
};

static const struct move moves[] = {
    {.verb = "open",
     .from = BIT(DRAFT) | BIT(CLOSED),
     .to = BIT(OPEN),
     .roles = ACCOMPANIERS,
     .about = "Shows it in the directory, within its days, while the structure takes candidacies.",
     .about_fr = "La publie dans l'annuaire, entre ses jours, tant que la structure reçoit des candidatures."},
    {.verb = "close",
     .from = BIT(OPEN),
     .to = BIT(CLOSED),
     .roles = ACCOMPANIERS,
     .about = "Takes it out of the directory: no more candidacies on it.",
     .about_fr = "La retire de l'annuaire : plus de candidature sur cette offre."},
};

static const struct flow flow = {.states = states, .initial = BIT(DRAFT), .moves = moves, .n_moves = COUNT(moves)};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    check_order(write_day(write, OPENS_ON), write_day(write, CLOSES_ON), "closes_on", findings);
    if (write_changes(write, ROME))
        warn_rome(write_value(write, ROME), "rome", findings);
}

const struct resource vacancies = {
    .path = "vacancies",
    .table = "vacancy",
    .name = "vacancy",
    .about = "Vacancies: the jobs that a structure offers; prescribers find those that are open, of every structure "
             "that takes candidacies.",
    .about_fr = "Offres : les emplois que propose une structure ; les prescripteurs trouvent celles qui sont ouvertes, de toutes "
                "les structures qui reçoivent des candidatures.",
    .fields = fields,
    .n_fields = FIELDS,
    .find = "directory_find('vacancy', $?)",
    .actions = {[ACTION_LIST] = STAFF | PRESCRIBER | OPERATOR,
                [ACTION_READ] = STAFF | PRESCRIBER | OPERATOR,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PARTNER] = "-"},
    .flow = &flow,
    .state = STATE,
    .tenant = STRUCTURE_ID,
    .rule = rule,
    .problems = PROBLEMS(DAYS_OUT_OF_ORDER, FIELD_REFERENCE),
};
