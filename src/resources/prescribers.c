/* Prescribers: the shared directory of bodies that send candidacies. */
#include "common.h"
#include <string.h>

#include "db/reference.h"
#include "domain/exit.h"
#include "facts.h"
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
    AUTHORISATION,
    SIRET,
    SAFIR,
    ADDRESS,
    POSTCODE,
    TOWN,
    DEPARTMENT,
    EMAIL,
    PHONE,
    EXTERNAL_ID,
    FIELDS
};

enum { PENDING, VALIDATED, REFUSED, NOT_REQUIRED };

static const char *const states[] = {"pending", "validated", "refused", "not_required", NULL};

/* What a sensitive kind would tell is not told by its authorisation either: outside, such a body is one of kind OTHER. */
#define AS_OTHERS_KNOW_IT(hidden, column)                                                                                        \
    "case when t.sensitive and current_setting('app.prescriber_id', true) <> '' "                                                \
    "and t.id::text is distinct from current_setting('app.prescriber_id', true) then '" hidden "' else t." column " end"

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    STREET_FIELDS(0, 0),
    CONTACT_FIELDS(0, 0),
    [NAME] = {"name", T_TEXT, REQUIRED | SORT, .about = "Name of the body.", .about_fr = "Nom de l'organisme.",
              .example = "\"France Travail - Arras\""},
    [KIND] = {"kind", T_CODE, REQUIRED | FILTER, .see = STAFF | OPERATOR, .list = "prescriber_kinds",
              .about = "Kind of body, code of the national list.", .about_fr = "Type d'organisme, code de la liste nationale.",
              .example = "\"FT\""},
    [SHOWN_KIND] = {"shown_kind", T_CODE, SERVER | FILLED, .see = PRESCRIBER, .list = "prescriber_kinds",
                    .sql = AS_OTHERS_KNOW_IT("OTHER", "kind"),
                    .about = "Kind of body as other bodies may know it: those that would tell of a person's health, detention or "
                             "protection read OTHER.",
                    .about_fr = "Type d'organisme tel que les autres peuvent le connaître : ceux qui parleraient de santé, de "
                                "détention ou de protection se lisent OTHER.",
                    .example = "\"FT\""},
    [SENSITIVE] = {"sensitive", T_BOOL, SERVER | FILLED, .see = STAFF | OPERATOR,
                   .about = "Whether having been sent by such a body tells something that must stay in the structure.",
                   .about_fr = "Si avoir été orienté par un tel organisme dit quelque chose qui doit rester dans la structure.",
                   .example = "false"},
    [AUTHORISATION] = {"authorisation", T_STATE, SERVER | FILTER, .sql = AS_OTHERS_KNOW_IT("not_required", "authorisation"),
                       .about =
                           "Whether the body is authorised (L5132-3): an authorised one diagnoses eligibility by itself. Kinds "
                           "that cannot be are not_required.",
                       .about_fr =
                           "Si l'organisme est habilité (L5132-3) : habilité, il établit seul l'éligibilité. Les types qui "
                           "ne peuvent pas l'être se lisent not_required."},
    [SIRET] = {"siret", T_TEXT, FILTER, .max = 30, .format = format_siret, .about = "SIRET of the body.",
               .about_fr = "SIRET de l'organisme.", .example = "\"90012345600015\""},
    [SAFIR] = {"safir", T_TEXT, FILTER, .max = 10, .format = format_safir,
               .about = "Code of a France Travail agency, 5 characters.",
               .about_fr = "Code d'une agence France Travail, 5 caractères.", .example = "\"62041\""},
    [TOWN] = {"town", T_TEXT, FILTER, .match = "t.search_town = search_form($?)",
              .about = "Town; case, accents and hyphens are ignored when filtering.",
              .about_fr = "Commune ; le filtre ignore casse, accents et traits d'union.", .example = "\"Arras\""},
    [DEPARTMENT] = {"department", T_CODE, SERVER | FILTER, .list = "departments", .sql = "t.located_in",
                    .match = "t.located_in = any($?::text[])", .about = "Department, by the postcode.",
                    .about_fr = "Département, d'après le code postal.", .example = "\"62\""},
    [EXTERNAL_ID] = {"external_id", T_TEXT, FILTER, .see = OPERATOR, .max = TOKEN_MAX, .format = format_token,
                     .about = "Identifier of the body where it is imported from: a batch that carries it again changes the same "
                              "body, or leaves it when nothing differs.",
                     .about_fr = "Identifiant de l'organisme là d'où il est importé : un lot qui le porte de nouveau modifie le "
                                 "même organisme, ou le laisse si rien ne change.",
                     .example = "\"ft-62041\""},
};

static bool kind_says(const struct write *write, const char *column)
{
    const char *kind = write_value(write, KIND);
    const struct reference_list *list = reference_list("prescriber_kinds");
    int row = kind ? reference_row(list, kind, strlen(kind)) : -1;
    return row >= 0 && text_equal(reference_cell(list, row, column), "1");
}

/* Which kinds are sensitive, and which may be authorised, is law's business, not the operator's: the reference list says. */
static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    const char *kind = write_value(write, KIND);
    if (write_value(write, SAFIR) && !text_equal(kind, "FT"))
        findings_error(findings, SAFIR_OF_AGENCY, "safir");
    if (text_equal(kind, "FT") && !write_value(write, SAFIR) && !write_value(write, SIRET))
        findings_warn(findings, AGENCY_WITHOUT_CODE, "safir");
    write_set(write, SENSITIVE, kind_says(write, "sensitive") ? "true" : "false");
    if (!kind_says(write, "may_be_authorised"))
        write->to = NOT_REQUIRED;
    else if (!write->before || write->state == NOT_REQUIRED)
        write->to = PENDING;
}

static const struct field authorise_fields[] = {
    {"decided_on", T_DATE, 0, .about = "Day of the decision, today when not given.",
     .about_fr = "Jour de la décision ; aujourd'hui s'il n'est pas donné.", .example = "\"2026-01-15\""},
    {"comment", T_TEXT, LINES, .max = LINES_MAX, .about = "The act that authorises; kept with the move.",
     .about_fr = "L'acte qui habilite, gardé avec la décision.", .example = "\"Arrêté préfectoral du 15 janvier 2026.\""},
};

static const struct field refuse_fields[] = {
    {"decided_on", T_DATE, 0, .about = "Day of the decision, today when not given.",
     .about_fr = "Jour de la décision ; aujourd'hui s'il n'est pas donné.", .example = "\"2026-01-15\""},
    {"comment", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Why; kept with the move.",
     .about_fr = "Motif, gardé avec la décision.", .example = "\"Hors de la liste du département.\""},
};

static void decision_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    day_check_past(move_day(write, "decided_on"), write_today(write), "decided_on", findings);
    write->occurred_on = move_value(write, "decided_on");
    write->comment = move_value(write, "comment");
}

static const struct move moves[] = {
    {.verb = "authorise",
     .from = BIT(PENDING) | BIT(REFUSED),
     .to = BIT(VALIDATED),
     .roles = OPERATOR,
     .fields = authorise_fields,
     .n_fields = COUNT(authorise_fields),
     .rule = decision_rule,
     .about = "Records that the body is authorised.",
     .about_fr = "Enregistre l'habilitation de l'organisme.",
     .problems = PROBLEMS(DAY_IN_FUTURE)},
    {.verb = "refuse_authorisation",
     .from = BIT(PENDING) | BIT(VALIDATED),
     .to = BIT(REFUSED),
     .roles = OPERATOR,
     .fields = refuse_fields,
     .n_fields = COUNT(refuse_fields),
     .rule = decision_rule,
     .about = "Records that the body is not authorised, or no longer.",
     .about_fr = "Enregistre que l'organisme n'est pas habilité, ou ne l'est plus.",
     .problems = PROBLEMS(DAY_IN_FUTURE)},
};

static const struct flow flow = {.states = states,
                                 .initial = BIT(PENDING) | BIT(NOT_REQUIRED),
                                 .final = BIT(NOT_REQUIRED),
                                 .moves = moves,
                                 .n_moves = COUNT(moves)};

const struct resource prescribers = {
    .path = "prescribers",
    .table = "prescriber",
    .name = "prescriber",
    .about = "Bodies that send candidacies: a directory shared by every structure.",
    .about_fr = "Prescripteurs et orienteurs qui envoient des candidatures : un annuaire commun à toutes les structures.",
    .fields = fields,
    .n_fields = FIELDS,
    .find = "directory_find('prescriber', $?)",
    .actions = {[ACTION_LIST] = STAFF | PRESCRIBER | OPERATOR,
                [ACTION_READ] = STAFF | PRESCRIBER | OPERATOR,
                [ACTION_CREATE] = OPERATOR,
                [ACTION_PATCH] = OPERATOR},
    .owned = {[KIND_PARTNER] = "-"},
    .flow = &flow,
    .state = AUTHORISATION,
    .rule = rule,
    .problems = PROBLEMS(DUPLICATE, EXTERNAL_ID_TAKEN, SAFIR_OF_AGENCY),
    .no_structure = true,
    .imported_by = EXTERNAL_ID,
    .batch_max = 1000, /* a network is imported at once: France Travail has about a thousand agencies */
};
