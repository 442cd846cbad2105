/* The list of everything served. */
#include "resources/index.h"

#include "common.h"
#include "db/query.h"
#include "eligibility.h"
#include "outcomes.h"
#include "resources.h"

static const struct resource *const resources[] = {
    &structures,
    &worksites,
    &vacancies,
    &staff,
    &prescribers,
    &hosts,
    &candidacies,
    &recruitment_assessments,
    &participants,
    &backgrounds,
    &entry_situations,
    &diagnoses,
    &passes,
    &pass_suspensions,
    &pass_extensions,
    &paths,
    &contracts,
    &immersions,
    &signatures,
    &immersion_links,
    &exits,
    &targets,
    &partners,
    &agreements,
    &api_keys,
    &identities,
    &invitations,
    &timeline,
    &access_log,
    &parameters_list,
    NULL,
};

static const char *const kinds[] = {"staff", "prescriber", "partner", "operator", "signatory", NULL};
static const char *const roles[] = {"director", "counsellor", "supervisor", "office", "prescriber",
                                    "partner",  "operator",   "signatory",  NULL};

static const struct field membership_fields[] = {
    {"id", T_UUID, REQUIRED, .about = "What Maillon-Context names.", .about_fr = "Ce que désigne Maillon-Context.",
     .example = EXAMPLE_ID},
    {"kind", T_WORD, REQUIRED, .words = kinds, .about = "What kind of caller it makes.",
     .about_fr = "Quelle sorte d'appelant il fait."},
    {"role", T_WORD, REQUIRED, .words = roles, .about = "Function that decides what it sees and does.",
     .about_fr = "Fonction, qui décide de ce qu'il voit et fait."},
    {"name", T_TEXT, SERVER, .about = "Name of the structure, prescriber or partner.",
     .about_fr = "Nom de la structure, du prescripteur ou du financeur.", .example = "\"Les Jardins du Pont\""},
    {"structure_id", T_UUID, SERVER, .refers = "structures", .about = "Structure of a staff member.",
     .about_fr = "Structure d'un permanent.", .example = EXAMPLE_ID},
    {"prescriber_id", T_UUID, SERVER, .refers = "prescribers", .about = "The prescriber.", .about_fr = "Le prescripteur.",
     .example = EXAMPLE_ID},
    {"partner_id", T_UUID, SERVER, .refers = "partners", .about = "The partner.", .about_fr = "Le financeur.",
     .example = EXAMPLE_ID},
    {"immersion_id", T_UUID, SERVER, .refers = "immersions", .about = "The convention of a signatory.",
     .about_fr = "La convention d'un signataire.", .example = EXAMPLE_ID},
};

/* The first ones are null together while no membership is chosen. */
static const struct field me_answer[] = {
    {"kind", T_WORD, SERVER, .words = kinds, .about = "What kind of caller.", .about_fr = "Quelle sorte d'appelant."},
    {"role", T_WORD, SERVER, .words = roles, .about = "Function that decides what the caller sees and does.",
     .about_fr = "Fonction, qui décide de ce que l'appelant voit et fait."},
    {"membership_id", T_UUID, SERVER, .about = "Membership that acts.", .about_fr = "Rattachement qui agit.",
     .example = EXAMPLE_ID},
    {"key_id", T_UUID, SERVER, .about = "Key that was used, or identity that the token was bound to.",
     .about_fr = "Clé employée, ou identité à laquelle le jeton est lié.", .example = EXAMPLE_ID},
    {"actor_id", T_UUID, SERVER, .about = "Staff member, prescriber or partner that acts; of an operator, the key.",
     .about_fr = "Permanent, prescripteur ou financeur qui agit ; de l'exploitant, la clé.", .example = EXAMPLE_ID},
    {"structure_id", T_UUID, SERVER, .refers = "structures", .about = "Structure of a staff member.",
     .about_fr = "Structure d'un permanent.", .example = EXAMPLE_ID},
    {"prescriber_id", T_UUID, SERVER, .refers = "prescribers", .about = "The prescriber itself.",
     .about_fr = "Le prescripteur lui-même.", .example = EXAMPLE_ID},
    {"partner_id", T_UUID, SERVER, .refers = "partners", .about = "The partner itself.", .about_fr = "Le financeur lui-même.",
     .example = EXAMPLE_ID},
    {"immersion_id", T_UUID, SERVER, .refers = "immersions", .about = "The convention of a signatory.",
     .about_fr = "La convention d'un signataire.", .example = EXAMPLE_ID},
    {"may_write", T_BOOL, SERVER, .about = "Whether the key has the scope write; a token has.",
     .about_fr = "Si la clé permet d'écrire ; un jeton le permet.", .example = "true"},
    {"memberships", T_LIST, REQUIRED, .max = 1000, .of = membership_fields, .n_of = COUNT(membership_fields),
     .about = "What the key or token may act as; with several, Maillon-Context chooses.",
     .about_fr = "Ce au nom de quoi la clé ou le jeton peut agir ; s'il y en a plusieurs, Maillon-Context choisit.",
     .example =
         "[{\"id\": " EXAMPLE_ID ", \"kind\": \"operator\", \"role\": \"operator\", \"name\": null, \"structure_id\": null, "
         "\"prescriber_id\": null, \"partner_id\": null, \"immersion_id\": null}]"},
    {"today", T_DATE, REQUIRED, .about = "Legal day of the service, in Europe/Paris.",
     .about_fr = "Jour légal du service, à Paris.", .example = "\"2026-03-10\""},
};

static const char *const staff_roles[] = {"director", "counsellor", "supervisor", "office", NULL};

static const struct field enrol_answer[] = {
    {"membership_id", T_UUID, REQUIRED, .refers = "identities", .about = "The membership made.",
     .about_fr = "Le rattachement créé.", .example = EXAMPLE_ID},
    {"structure_id", T_UUID, REQUIRED, .refers = "structures", .about = "Structure that the caller works for.",
     .about_fr = "Structure pour laquelle travaille l'appelant.", .example = EXAMPLE_ID},
    {"staff_id", T_UUID, REQUIRED, .refers = "staff", .about = "Who the caller is there.", .about_fr = "Qui l'appelant y est.",
     .example = EXAMPLE_ID},
    {"role", T_WORD, REQUIRED, .words = staff_roles, .about = "Function in the structure.",
     .about_fr = "Fonction dans la structure."},
};

static const struct field list_fields[] = {
    {"name", T_TEXT, REQUIRED, .about = "Name of the list, last segment of its address.",
     .about_fr = "Nom du référentiel, dernier segment de son adresse.", .example = "\"exit_reasons\""},
    {"columns", T_STRINGS, REQUIRED, .about = "Columns; the first is the code.",
     .about_fr = "Colonnes ; la première est le code.", .example = "[\"code\", \"label_fr\"]"},
    {"rows", T_INT, REQUIRED, .about = "Number of codes.", .about_fr = "Nombre de codes.", .example = "26"},
};

static const struct field reference_answer[] = {
    {"data", T_LIST, REQUIRED, .max = 100, .of = list_fields, .n_of = COUNT(list_fields), .about = "The lists.",
     .about_fr = "Les référentiels.",
     .example = "[{\"name\": \"exit_reasons\", \"columns\": [\"code\", \"label_fr\"], \"rows\": 26}]"},
};

/* Columns differ from list to list: every cell is a text or null. */
#define REFERENCE_LIST_SCHEMA                                                                                                    \
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"name\",\"data\"],\"properties\":{"                      \
    "\"name\":{\"type\":\"string\",\"description\":\"Nom du référentiel.\\n\\nName of the list.\"},"                           \
    "\"data\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"required\":[\"code\"],"                                       \
    "\"properties\":{\"code\":{\"type\":\"string\"}},\"additionalProperties\":{\"type\":[\"string\",\"null\"]}}}}}"

static const struct endpoint endpoints[] = {
    {.path = "outcomes",
     .operation_id = "outcomes",
     .roles = ACCOMPANIERS | PARTNER,
     .params = outcome_params,
     .n_params = OUTCOME_PARAMS,
     .handle = outcomes_get,
     .answer = outcome_answer,
     .n_answer = OUTCOME_ANSWER,
     .problems = PROBLEMS(PERIOD_TOO_LONG),
     .about = "Exits of a period per structure and worksite, with their rates and the targets negotiated.",
     .about_fr =
         "Résultats : les sorties d'une période par structure et par chantier, avec leurs taux et les objectifs négociés."},
    {.path = "participants/{id}/eligibility",
     .operation_id = "participant_eligibility",
     .roles = ACCOMPANIERS | OFFICE,
     .answer = eligibility_answer,
     .n_answer = ELIGIBILITY_FIELDS,
     .handle = eligibility_of_participant,
     .problems = PROBLEMS(NOT_FOUND),
     .about = "Whether the person has a right to a contract of insertion today, by PASS or by diagnosis, until when, and why.",
     .about_fr = "Si la personne a droit aujourd'hui à un contrat d'insertion, par PASS IAE ou par diagnostic, jusqu'à quand et "
                 "pourquoi."},
    {.path = "candidacies/{id}/eligibility",
     .operation_id = "candidacy_eligibility",
     .roles = ACCOMPANIERS | PRESCRIBER,
     .answer = eligibility_answer,
     .n_answer = ELIGIBILITY_FIELDS,
     .handle = eligibility_of_candidacy,
     .problems = PROBLEMS(NOT_FOUND),
     .about =
         "The same of who applies; a prescriber is told of its own diagnoses only: without one in force, neither yes nor no.",
     .about_fr = "La même chose pour la personne candidate ; un prescripteur ne connaît que ses propres diagnostics : sans "
                 "diagnostic en cours de validité, il ne lit ni oui ni non."},
    {.path = "me",
     .operation_id = "me",
     .roles = EVERYONE,
     .answer = me_answer,
     .n_answer = COUNT(me_answer),
     .unbound = true,
     .handle = me_get,
     .about = "Who the caller is, and the service's day.",
     .about_fr = "Qui est l'appelant, et quel est le jour du service."},
    {.path = "enrol",
     .operation_id = "enrol",
     .roles = EVERYONE,
     .body = enrol_fields,
     .n_body = ENROL_FIELDS,
     .unbound = true,
     .answer = enrol_answer,
     .n_answer = COUNT(enrol_answer),
     .handle = enrol_post,
     .problems = PROBLEMS(ENROLMENT_CODE),
     .about = "Binds the subject of the token to the member of the staff that a code was given to; said again, answers alike.",
     .about_fr = "Lie le sujet du jeton au permanent à qui le code a été remis ; redit, il répond de même."},
    {.path = "reference",
     .operation_id = "reference",
     .roles = EVERYONE,
     .answer = reference_answer,
     .n_answer = COUNT(reference_answer),
     .handle = reference_get,
     .about = "The reference lists that codes are taken from.",
     .about_fr = "Les référentiels d'où viennent les codes."},
    {.path = "reference/{list}",
     .operation_id = "reference_list",
     .roles = EVERYONE,
     .handle = reference_list_get,
     .answer_schema = REFERENCE_LIST_SCHEMA,
     .problems = PROBLEMS(NOT_FOUND),
     .about = "The codes of one list, with their labels.",
     .about_fr = "Les codes d'un référentiel, avec leurs libellés."},
};

const struct api maillon_api = {.resources = resources, .endpoints = endpoints, .n_endpoints = COUNT(endpoints)};
