/* Participants: the people in insertion, once accepted. */
#include "common.h"
#include "domain/contract.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    CANDIDACY_ID,
    FIRST_NAME,
    LAST_NAME,
    BIRTH_ON,
    SEX,
    EMAIL,
    PHONE,
    ADDRESS,
    POSTCODE,
    TOWN,
    SUPPORT_AGREED_ON,
    EXTERNAL_ID,
    FIELDS
};

static const char *const sexes[] = {"female", "male", "unspecified", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    ADDRESS_FIELDS(PERSONAL, ACCOMPANIERS | OFFICE),
    CONTACT_FIELDS(PERSONAL, 0),
    [CANDIDACY_ID] = {"candidacy_id", T_UUID, SERVER, .see = ACCOMPANIERS, .refers = "candidacies",
                      .about = "Candidacy whose acceptance made the participant.",
                      .about_fr = "Candidature dont l'acceptation a créé le salarié.", .example = EXAMPLE_ID},
    [FIRST_NAME] = {"first_name", T_TEXT, REQUIRED | PERSONAL, .about = "First name.", .about_fr = "Prénom.",
                    .example = "\"Aïcha\""},
    [LAST_NAME] = {"last_name", T_TEXT, REQUIRED | SORT | FILTER | PERSONAL, .about = "Last name.", .about_fr = "Nom.",
                   .example = "\"Le Guen-Dubois\""},
    [BIRTH_ON] = {"birth_on", T_DATE, REQUIRED | PERSONAL, .about = "Birth date.", .about_fr = "Date de naissance.",
                  .example = "\"1994-05-17\""},
    [SEX] = {"sex", T_WORD, PERSONAL | FILLED, .see = ACCOMPANIERS | OFFICE, .words = sexes,
             .about = "Sex, for the statistics that ask it.", .about_fr = "Sexe, pour les statistiques qui le demandent."},
    [SUPPORT_AGREED_ON] = {"support_agreed_on", T_DATE, 0, .see = ACCOMPANIERS,
                           .about = "Day the person agreed to be accompanied.",
                           .about_fr = "Jour où la personne a accepté d'être accompagnée.", .example = "\"2026-02-20\""},
    [EXTERNAL_ID] = {"external_id", T_TEXT, FILTER, .max = TOKEN_MAX, .format = format_token,
                     .about = "Identifier of the person in the structure's own software.",
                     .about_fr = "Identifiant de la personne dans le logiciel de la structure.", .example = "\"sal-0107\""},
};

static const struct fact facts[] = {{QUERY_PARAMETERS, {ARG_END}},
                                    {QUERY_PARTICIPANT_HIRED, {ARG_ID, ARG_END}},
                                    {QUERY_PARTICIPANT_KNOWN, {ARG_ID, FIRST_NAME, LAST_NAME, BIRTH_ON, ARG_END}},
                                    {QUERY_PARTICIPANT_CONVENTIONS, {ARG_ID, FIRST_NAME, LAST_NAME, BIRTH_ON, ARG_END}},
                                    {0}};
enum { FACT_PARAMETERS, FACT_HIRED, FACT_KNOWN, FACT_CONVENTIONS };

/* A birth date that is corrected leaves the age at every hire that there was right. */
static void check_hired(const struct write *write, struct findings *findings)
{
    day_t birth_on = write_day(write, BIRTH_ON);
    for (unsigned row = 0; row < fact_rows(write, FACT_HIRED) && findings->errors == 0; row++) {
        struct parameters parameters;
        day_t starts_on = fact_day(write, FACT_HIRED, row, 0);
        facts_parameters(write, FACT_PARAMETERS, starts_on, &parameters);
        person_check_age(birth_on, starts_on, "birth_on", &parameters, findings);
    }
}

/* The age is asked of those who come, not again of who is here: a corrected phone number judges nobody's birth date. */
static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    struct parameters parameters;
    day_t today = write_today(write);
    null_as(write, SEX, "unspecified");
    if (write->action == ACTION_CREATE)
        warn_known(write, FACT_KNOWN, "last_name", findings);
    /* It may be that a minor's legal representative is to sign now (D5135-1), or a name is written wrong on what was signed. */
    if (fact_rows(write, FACT_CONVENTIONS) > 0)
        finding_text(findings_warn(findings, CONVENTION_DIFFERS, NULL), 0, fact_text(write, FACT_CONVENTIONS, 0, 0));
    day_check_past(write_day(write, SUPPORT_AGREED_ON), today, "support_agreed_on", findings);
    if (!write_changes(write, BIRTH_ON))
        return;
    facts_parameters(write, FACT_PARAMETERS, today, &parameters);
    person_check_birth(write_day(write, BIRTH_ON), today, &parameters, findings);
    check_hired(write, findings);
}

static const struct child children[] = {
    {"background", "backgrounds", "participant_id", .one = true},
    {"paths", "paths", "participant_id"},
    {"contracts", "contracts", "participant_id"},
    {"passes", "passes", "participant_id"},
    {"immersions", "immersions", "participant_id"},
};

const struct resource participants = {
    .path = "participants",
    .table = "participant",
    .name = "participant",
    .about = "People in insertion: who they are and how to reach them.",
    .about_fr = "Salariés en parcours d'insertion : qui ils sont et comment les joindre.",
    .fields = fields,
    .n_fields = FIELDS,
    .search = {"search", "search_first"},
    .actions = {[ACTION_LIST] = STAFF, [ACTION_READ] = STAFF, [ACTION_CREATE] = ACCOMPANIERS, [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .subject = {.column = "id",
                .made = "The person's file is opened.",
                .made_fr = "Le dossier de la personne est ouvert.",
                .purpose = "accompaniment"},
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(AGE_AT_HIRE, DAY_IN_FUTURE, EXTERNAL_ID_TAKEN, PERSON_KNOWN, CONVENTION_DIFFERS),
    .children = children,
    .n_children = COUNT(children),
};
