/* Prescribers: the shared directory of bodies that send candidacies. */
#include "common.h"
#include <string.h>

#include "db/reference.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    NAME,
    KIND,
    SHOWN_KIND,
    SENSITIVE,
    SIRET,
    SAFIR,
    ADDRESS,
    POSTCODE,
    TOWN,
    EMAIL,
    PHONE,
    FIELDS
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    ADDRESS_FIELDS(0, 0),
    CONTACT_FIELDS(0, 0),
    [NAME] = {"name", T_TEXT, REQUIRED | SORT, .about = "Name of the body.", .about_fr = "Nom de l'organisme.",
              .example = "\"Mission locale de l'Artois\""},
    [KIND] = {"kind", T_CODE, REQUIRED | FILTER, .see = STAFF | OPERATOR, .list = "prescriber_kinds",
              .about = "Kind of body, code of the national list.", .about_fr = "Type d'organisme, code de la liste nationale.",
              .example = "\"ML\""},
    [SHOWN_KIND] = {"shown_kind", T_CODE, SERVER, .see = PRESCRIBER, .list = "prescriber_kinds",
                    .sql = "case when t.sensitive and t.id::text is distinct from current_setting('app.prescriber_id', true) "
                           "then 'OTHER' else t.kind end",
                    .about = "Kind of body as other bodies may know it: those that would tell of a person's health, detention or "
                             "protection read OTHER.",
                    .about_fr = "Type d'organisme tel que les autres peuvent le connaître : ceux qui parleraient de santé, de "
                                "détention ou de protection se lisent OTHER.",
                    .example = "\"ML\""},
    [SENSITIVE] = {"sensitive", T_BOOL, SERVER, .see = STAFF | OPERATOR,
                   .about = "Whether having been sent by such a body tells something that must stay in the structure.",
                   .about_fr = "Si avoir été orienté par un tel organisme dit quelque chose qui doit rester dans la structure.",
                   .example = "false"},
    [SIRET] = {"siret", T_TEXT, FILTER, .max = 30, .format = format_siret, .about = "SIRET of the body.",
               .about_fr = "SIRET de l'organisme.", .example = "\"90012345600015\""},
    [SAFIR] = {"safir", T_TEXT, FILTER, .max = 10, .format = format_safir,
               .about = "Code of a France Travail agency, 5 characters.",
               .about_fr = "Code d'une agence France Travail, 5 caractères.", .example = "\"62041\""},
};

/* Which kinds are sensitive is law's business, not the operator's: the reference list decides. */
static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    (void)findings;
    const char *kind = write_value(write, KIND);
    const struct reference_list *list = reference_list("prescriber_kinds");
    int row = kind ? reference_row(list, kind, strlen(kind)) : -1;
    const char *cell = row < 0 ? NULL : reference_cell(list, row, "sensitive");
    write_set(write, SENSITIVE, text_equal(cell, "1") ? "true" : "false");
}

const struct resource prescribers = {
    .path = "prescribers",
    .table = "prescriber",
    .name = "prescriber",
    .about = "Bodies that send candidacies: a directory shared by every structure.",
    .about_fr = "Prescripteurs et orienteurs qui envoient des candidatures : un annuaire commun à toutes les structures.",
    .fields = fields,
    .n_fields = FIELDS,
    .search = {"search"},
    .actions = {[ACTION_LIST] = STAFF | PRESCRIBER | OPERATOR,
                [ACTION_READ] = STAFF | PRESCRIBER | OPERATOR,
                [ACTION_CREATE] = OPERATOR,
                [ACTION_PATCH] = OPERATOR},
    .owned = {[KIND_PARTNER] = "-"},
    .rule = rule,
    .problems = PROBLEMS(DUPLICATE),
    .no_structure = true,
    .batch_max = 1000, /* a network is imported at once: France Travail has about a thousand agencies */
};
