/* Hosts: the companies that receive immersions, a structure's own list. */
#include "common.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    NAME,
    SIRET,
    LEGAL_FORM,
    MAIN_ACTIVITY,
    NAF,
    COLLECTIVE_AGREEMENT,
    ADDRESS,
    POSTCODE,
    TOWN,
    PERSON_IN_CHARGE,
    PERSON_IN_CHARGE_FUNCTION,
    EMAIL,
    PHONE,
    EXTERNAL_ID,
    FIELDS
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    ADDRESS_FIELDS(0, 0),
    CONTACT_FIELDS(0, 0),
    [NAME] = {"name", T_TEXT, REQUIRED | SORT | FILTER, .about = "Name of the company.", .about_fr = "Nom de l'entreprise.",
              .example = "\"Menuiserie Delattre\""},
    [SIRET] = {"siret", T_TEXT, REQUIRED | FILTER, .max = 30, .format = format_siret, .about = "SIRET of the establishment.",
               .about_fr = "SIRET de l'établissement.", .example = "\"77700011800011\""},
    [LEGAL_FORM] = {"legal_form", T_TEXT, 0, .about = "Legal form; a mention of the convention.",
                    .about_fr = "Forme juridique ; mention de la convention.", .example = "\"SARL\""},
    [MAIN_ACTIVITY] = {"main_activity", T_TEXT, 0, .about = "Main activity; a mention of the convention.",
                       .about_fr = "Activité principale ; mention de la convention.", .example = "\"Menuiserie bois\""},
    [NAF] = {"naf", T_TEXT, .format = format_naf, .about = "NAF code of the main activity.",
             .about_fr = "Code NAF de l'activité principale.", .example = "\"43.32A\""},
    [COLLECTIVE_AGREEMENT] = {"collective_agreement", T_TEXT, 0,
                              .about = "Collective agreement that holds there; a mention of the convention.",
                              .about_fr = "Convention collective applicable ; mention de la convention.",
                              .example = "\"Bâtiment, ouvriers jusqu'à 10 salariés\""},
    [PERSON_IN_CHARGE] = {"person_in_charge", T_TEXT, PERSONAL, .about = "Who represents the host and signs.",
                          .about_fr = "Qui représente l'entreprise d'accueil et signe.", .example = "\"Hugues Delattre\""},
    [PERSON_IN_CHARGE_FUNCTION] = {"person_in_charge_function", T_TEXT, 0, .about = "Function of that person.",
                                   .about_fr = "Fonction de cette personne.", .example = "\"Gérant\""},
    [EXTERNAL_ID] = {"external_id", T_TEXT, FILTER, .max = TOKEN_MAX, .format = format_token,
                     .about = "Identifier of the host in the structure's own software.",
                     .about_fr = "Identifiant de l'entreprise dans le logiciel de la structure.", .example = "\"host-0042\""},
};

const struct resource hosts = {
    .path = "hosts",
    .table = "host",
    .name = "host",
    .about = "Companies that receive people in immersion: each structure keeps its own list.",
    .about_fr = "Entreprises qui accueillent des immersions : chaque structure tient sa propre liste.",
    .fields = fields,
    .n_fields = FIELDS,
    .search = {"search"},
    .actions = {[ACTION_LIST] = ACCOMPANIERS | SUPERVISOR,
                [ACTION_READ] = ACCOMPANIERS | SUPERVISOR,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .problems = PROBLEMS(DUPLICATE, EXTERNAL_ID_TAKEN),
};
