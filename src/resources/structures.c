/* Structures: the employer associations, each the keeper of its own people. */
#include "common.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    NAME,
    SIRET,
    KIND,
    FOUNDED_YEAR,
    NAF,
    ADDRESS,
    POSTCODE,
    TOWN,
    DEPARTMENT,
    REGION,
    ROMES,
    EMAIL,
    PHONE,
    OPEN_TO_CANDIDACIES,
    OFFERS_TWO_BARRIERS_EXIT,
    FIELDS
};

static const char *const kinds[] = {"aci", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    STREET_FIELDS(0, 0),
    CONTACT_FIELDS(0, 0),
    [NAME] = {"name", T_TEXT, REQUIRED | SORT, .about = "Name of the structure.", .about_fr = "Nom de la structure.",
              .example = "\"Les Jardins du Pont\""},
    [SIRET] = {"siret", T_TEXT, REQUIRED | FILTER, .set = OPERATOR, .max = 30, .format = format_siret,
               .about = "SIRET of the employer establishment.", .about_fr = "SIRET de l'établissement employeur.",
               .example = "\"81234567600017\""},
    [KIND] = {"kind", T_WORD, REQUIRED, .set = OPERATOR, .words = kinds,
              .about = "Kind of structure: aci, atelier et chantier d'insertion.",
              .about_fr = "Type de structure : aci, atelier et chantier d'insertion."},
    [FOUNDED_YEAR] = {"founded_year", T_INT, .min = 1900, .max = 2100, .about = "Year the structure was founded.",
                      .about_fr = "Année de création de la structure.", .example = "1998"},
    [NAF] = {"naf", T_TEXT, .format = format_naf, .about = "Main activity, NAF code.",
             .about_fr = "Activité principale, code NAF.", .example = "\"88.99B\""},
    [TOWN] = {"town", T_TEXT, FILTER, .match = "t.search_town = search_form($?)",
              .about = "Town; case, accents and hyphens are ignored when filtering.",
              .about_fr = "Commune ; le filtre ignore casse, accents et traits d'union.", .example = "\"Arras\""},
    [DEPARTMENT] = {"department", T_CODE, FILTER, .list = "departments", .match = "t.located_in = any($?::text[])",
                    .about = "Department where the structure works; not given, it is found by its postcode.",
                    .about_fr = "Département où la structure travaille ; sans lui, elle se trouve par son code postal.",
                    .example = "\"62\""},
    [REGION] = {"region", T_TEXT, SERVER | FILTER, .sql = "region_of(t.located_in)",
                .match = "t.located_in = any(departments_of($?))",
                .about = "Region of the department; case, accents and hyphens are ignored when filtering.",
                .about_fr = "Région du département ; le filtre ignore casse, accents et traits d'union.",
                .example = "\"Hauts-de-France\""},
    [ROMES] = {"romes", T_CODES, SERVER | FILTER | OPEN_CODE | UNVERSIONED, .see = STAFF | PRESCRIBER | OPERATOR, .list = "rome",
               .sql = "select to_jsonb(array(select distinct v.rome from vacancy v where v.structure_id = t.id "
                      "and vacancy_is_open(v.state, v.opens_on, v.closes_on) order by 1))",
               .match = "t.id = any(array(select v.structure_id from vacancy v where v.rome = any($?::text[]) "
                        "and vacancy_is_open(v.state, v.opens_on, v.closes_on)))",
               .about = "ROME codes of its vacancies that are open today.",
               .about_fr = "Codes ROME de ses offres ouvertes aujourd'hui.", .example = "[\"A1202\"]"},
    [OPEN_TO_CANDIDACIES] = {"open_to_candidacies", T_BOOL, FILTER | FILLED,
                             .about = "Whether prescribers may send candidacies now; while not, they are not shown its "
                                      "vacancies.",
                             .about_fr = "Si les prescripteurs peuvent envoyer des candidatures en ce moment ; sinon, ses "
                                         "offres ne leur sont pas montrées.",
                             .example = "true"},
    [OFFERS_TWO_BARRIERS_EXIT] = {"offers_two_barriers_exit", T_BOOL, FILLED, .see = STAFF | OPERATOR,
                                  .about = "Setting: the lifting of two barriers may be the reason of an exit.",
                                  .about_fr = "Réglage : la levée de deux freins peut être le motif d'une sortie.",
                                  .example = "false"},
};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    (void)findings;
    null_as(write, OPEN_TO_CANDIDACIES, "true");
    null_as(write, OFFERS_TWO_BARRIERS_EXIT, "false");
}

static const struct child children[] = {{"worksites", "worksites", "structure_id"}, {"vacancies", "vacancies", "structure_id"}};

const struct resource structures = {
    .path = "structures",
    .table = "structure",
    .name = "structure",
    .about = "Employer associations of work integration; each keeps the files of its own people.",
    .about_fr = "Structures d'insertion, associations employeuses ; chacune garde pour elle les dossiers de ses salariés.",
    .fields = fields,
    .n_fields = FIELDS,
    .find = "directory_find('structure', $?)",
    .actions =
        {[ACTION_LIST] = MEMBERS, [ACTION_READ] = MEMBERS, [ACTION_CREATE] = OPERATOR, [ACTION_PATCH] = DIRECTOR | OPERATOR},
    .owned = {[KIND_STAFF] = "id"},
    .rule = rule,
    .problems = PROBLEMS(DUPLICATE),
    .children = children,
    .n_children = COUNT(children),
    .no_structure = true,
};
