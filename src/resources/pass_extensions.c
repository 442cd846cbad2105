/* Extensions of a PASS IAE. Three reasons need the opinion of an authorised prescriber, who answers with its own key. */
#include "common.h"
#include "facts.h"
#include "resources.h"
#include "rights.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    STRUCTURE_ID,
    PASS_ID,
    PARTICIPANT_ID,
    PRESCRIBER_ID,
    REASON,
    DAYS,
    PASS_NUMBER,
    PASS_LAST_ON,
    FIRST_NAME,
    LAST_NAME,
    BIRTH_ON,
    STATE,
    REQUESTED_ON,
    ANSWERED_ON,
    ANSWER,
    FIELDS
};

enum { REQUESTED, GRANTED, DENIED, WITHDRAWN };
static const char *const states[] = {"requested", "granted", "denied", "withdrawn", NULL};

/* The prescriber asked reads this record and nothing else of the person: the reason, because it is what it is asked about, and
 * no word more of health or hardship. */
static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [STRUCTURE_ID] = {"structure_id", T_UUID, SERVER | FILTER | FILLED, .refers = "structures", .about = "Structure that asks.",
                      .about_fr = "Structure qui demande.", .example = EXAMPLE_ID},
    [PASS_ID] = {"pass_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "passes", .about = "PASS to extend.",
                 .about_fr = "PASS IAE à prolonger.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER | FILLED, .see = ACCOMPANIERS, .refers = "participants",
                        .about = "Whose PASS it is.", .about_fr = "Titulaire du PASS IAE.", .example = EXAMPLE_ID},
    [PRESCRIBER_ID] = {"prescriber_id", T_UUID, ONCE | FILTER, .refers = "prescribers",
                       .about = "Authorised prescriber asked for its opinion: required by the reasons rqth, senior and "
                                "particular_difficulties, and by no other.",
                       .about_fr = "Prescripteur habilité dont l'avis est demandé : requis pour les motifs rqth, senior et "
                                   "particular_difficulties, et pour eux seuls.",
                       .example = EXAMPLE_ID},
    [REASON] = {"reason", T_WORD, REQUIRED | ONCE | FILTER | RESTRICTED, .words = extension_reason_words,
                .about = "Why it is asked.", .about_fr = "Motif de la prolongation."},
    [DAYS] = {"days", T_INT, REQUIRED | ONCE, .min = 1, .max = 3650, .about = "Days asked, from the end of the PASS on.",
              .about_fr = "Jours demandés, à compter de la fin du PASS IAE.", .example = "180"},
    [PASS_NUMBER] = {"pass_number", T_TEXT, SERVER | FILLED, .about = "Number of the PASS.", .about_fr = "Numéro du PASS IAE.",
                     .example = "\"999992139048\""},
    [PASS_LAST_ON] = {"pass_last_on", T_DATE, SERVER | FILLED, .about = "Last day of the PASS when the extension was asked.",
                      .about_fr = "Dernier jour du PASS IAE au moment de la demande.", .example = "\"2028-02-29\""},
    [FIRST_NAME] = {"first_name", T_TEXT, SERVER | PERSONAL | FILLED, .about = "First name of the person.",
                    .about_fr = "Prénom de la personne.", .example = "\"Aïcha\""},
    [LAST_NAME] = {"last_name", T_TEXT, SERVER | PERSONAL | FILLED, .about = "Last name of the person.",
                   .about_fr = "Nom de la personne.", .example = "\"Le Guen-Dubois\""},
    [BIRTH_ON] = {"birth_on", T_DATE, SERVER | PERSONAL | FILLED, .about = "Birth date of the person.",
                  .about_fr = "Date de naissance de la personne.", .example = "\"1994-05-17\""},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Where the extension stands; granted, it moves the end of the PASS.",
               .about_fr = "État de la prolongation ; accordée, elle repousse la fin du PASS IAE."},
    [REQUESTED_ON] = {"requested_on", T_DATE, SERVER | FILTER | FILLED, .about = "Day it was asked or recorded.",
                      .about_fr = "Jour de la demande ou de l'enregistrement.", .example = "\"2027-10-04\""},
    [ANSWERED_ON] = {"answered_on", T_DATE, SERVER | FILTER, .about = "Day it was granted or denied.",
                     .about_fr = "Jour de la réponse.", .example = "\"2027-10-18\""},
    [ANSWER] = {"answer", T_TEXT, SERVER | LINES, .max = LINES_MAX, .about = "What the prescriber says.",
                .about_fr = "Ce que dit le prescripteur.", .example = "\"Avis favorable.\""},
};

static const struct field grant_fields[] = {
    {"answer", T_TEXT, LINES, .max = LINES_MAX, .about = "What the structure is told.", .about_fr = "Réponse à la structure.",
     .example = "\"Avis favorable.\""},
};

static const struct field deny_fields[] = {
    {"answer", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "What the structure is told.",
     .about_fr = "Réponse à la structure.", .example = "\"Une orientation vers le droit commun est possible dès maintenant.\""},
};

static const struct fact lock = {QUERY_LOCK_EXTENSION_PASS, {ARG_ID, PASS_ID, ARG_END}};
static const struct fact asked_lock = {QUERY_ASKED_EXTENSION_LOCK, {ARG_ID, ARG_END}};
static const struct fact facts[] = {{QUERY_PASS_RIGHTS, {PASS_ID, PARTICIPANT_ID, ARG_END}},
                                    {QUERY_PARAMETERS, {ARG_END}},
                                    {QUERY_EXTENSION_PERSON, {PASS_ID, PRESCRIBER_ID, ARG_END}},
                                    {0}};
static const struct fact grant_facts[] = {{QUERY_ASKED_EXTENSION_RIGHTS, {ARG_ID, ARG_END}},
                                          {QUERY_PARAMETERS, {ARG_END}},
                                          {QUERY_PRESCRIBER_AUTHORISATION, {ARG_PRESCRIBER, ARG_END}},
                                          {0}};
enum { FACT_RIGHTS, FACT_PARAMETERS, FACT_PERSON, FACT_AUTHORISATION = FACT_PERSON };

/* Columns of extension_person.sql. */
enum { PERSON_ID, PERSON_FIRST_NAME, PERSON_LAST_NAME, PERSON_BIRTH_ON, PERSON_NUMBER, PERSON_LAST_ON, PERSON_KIND, ASKED };

/* The extension, and what holds on the first day of its PASS. False: it is no PASS in force. */
static bool facts_of(struct call *call, const struct write *write, struct extension_facts *ret_facts,
                     struct parameters *ret_of_pass, struct findings *findings)
{
    struct rights rights;
    facts_rights(call, write, FACT_RIGHTS, write->id, &rights);
    int of_pass = rights_pass(&rights, write_value(write, PASS_ID));
    if (of_pass < 0) {
        findings_error(findings, FIELD_REFERENCE, "pass_id");
        return false;
    }
    *ret_facts = (struct extension_facts){
        .pass = rights.passes[of_pass],
        .reason = (enum extension_reason)text_index(extension_reason_words, write_value(write, REASON)),
        .days = write_int(write, DAYS),
        .today = write_today(write),
    };
    facts_parameters(write, FACT_PARAMETERS, ret_facts->pass.start_on, ret_of_pass);
    return true;
}

static void check_asked(const struct write *write, bool needed, struct findings *findings)
{
    const char *asked = write_value(write, PRESCRIBER_ID), *authorisation = fact_text(write, FACT_PERSON, 0, ASKED);
    if (needed && !asked)
        findings_error(findings, FIELD_REQUIRED, "prescriber_id");
    else if (!needed && asked)
        findings_error(findings, FIELD_UNKNOWN, "prescriber_id");
    else if (asked && !authorisation)
        findings_error(findings, FIELD_REFERENCE, "prescriber_id");
    else if (asked && !text_equal(authorisation, "validated"))
        findings_error(findings, PRESCRIBER_NOT_AUTHORISED, "prescriber_id");
}

static void copy_person(struct write *write)
{
    static const int copies[][2] = {{PARTICIPANT_ID, PERSON_ID}, {FIRST_NAME, PERSON_FIRST_NAME}, {LAST_NAME, PERSON_LAST_NAME},
                                    {BIRTH_ON, PERSON_BIRTH_ON}, {PASS_NUMBER, PERSON_NUMBER},    {PASS_LAST_ON, PERSON_LAST_ON}};
    for (unsigned i = 0; i < COUNT(copies); i++)
        write_set(write, copies[i][0], fact_text(write, FACT_PERSON, 0, (unsigned)copies[i][1]));
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters of_pass, parameters;
    struct extension_facts extension;
    if (!facts_of(call, write, &extension, &of_pass, findings))
        return;
    extension.kind = (enum structure_kind)text_index(structure_kind_words, fact_text(write, FACT_PERSON, 0, PERSON_KIND));
    bool needs_opinion = extension_needs_opinion(extension.reason);
    check_asked(write, needs_opinion, findings);
    facts_parameters(write, FACT_PARAMETERS, extension.today, &parameters);
    extension_check(&extension, &of_pass, &parameters, findings);
    copy_person(write);
    write_set(write, REQUESTED_ON, day_text(call, extension.today));
    write->to = needs_opinion ? REQUESTED : GRANTED;
    if (write->to == GRANTED) {
        write_set(write, ANSWERED_ON, day_text(call, extension.today));
        extension.pass.extension_days += extension.days;
        pass_check_end(&extension.pass, &of_pass, "days", findings);
    }
}

/* A granted extension moves the end of its PASS. */
static bool effect(struct call *call, struct write *write)
{
    struct findings none = {0};
    struct extension_facts extension;
    struct parameters of_pass;
    if (write->to != GRANTED || !facts_of(call, write, &extension, &of_pass, &none))
        return true;
    extension.pass.extension_days += extension.days;
    const struct moved_pass moved = {write_value(write, PASS_ID), extension.pass, of_pass};
    write_pass_ends(call, write, &moved, 1);
    return true;
}

static void answer_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)findings;
    write_set(write, ANSWERED_ON, day_text(call, write_today(write)));
}

static void grant_rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters of_pass, parameters;
    struct extension_facts extension;
    if (!text_equal(fact_text(write, FACT_AUTHORISATION, 0, 0), "validated"))
        findings_error(findings, PRESCRIBER_NOT_AUTHORISED, NULL);
    if (!facts_of(call, write, &extension, &of_pass, findings))
        return;
    facts_parameters(write, FACT_PARAMETERS, extension.today, &parameters);
    extension_check_grant(&extension, &of_pass, &parameters, findings);
    extension.pass.extension_days += extension.days;
    pass_check_end(&extension.pass, &of_pass, NULL, findings);
    answer_rule(call, write, findings);
}

static const struct move moves[] = {
    {.verb = "grant",
     .from = BIT(REQUESTED),
     .to = BIT(GRANTED),
     .roles = PRESCRIBER,
     .fields = grant_fields,
     .n_fields = COUNT(grant_fields),
     .lock = &asked_lock,
     .facts = grant_facts,
     .rule = grant_rule,
     .effect = effect,
     .about = "The prescriber asked agrees: the PASS ends later.",
     .about_fr = "Le prescripteur sollicité accorde la prolongation : le PASS IAE finit plus tard.",
     .problems = PROBLEMS(PRESCRIBER_NOT_AUTHORISED, EXTENSION_WINDOW, EXTENSION_WHILE_SUSPENDED, EXTENSION_CAP,
                          EXTENSION_TOO_LONG, PASS_OVERLAP, FIELD_REFERENCE)},
    {.verb = "deny",
     .from = BIT(REQUESTED),
     .to = BIT(DENIED),
     .roles = PRESCRIBER,
     .fields = deny_fields,
     .n_fields = COUNT(deny_fields),
     .lock = &asked_lock,
     .rule = answer_rule,
     .about = "The prescriber asked does not agree.",
     .about_fr = "Le prescripteur sollicité refuse la prolongation."},
    {.verb = "withdraw",
     .from = BIT(REQUESTED),
     .to = BIT(WITHDRAWN),
     .roles = ACCOMPANIERS,
     .about = "The structure takes its request back: another may be asked.",
     .about_fr = "La structure retire sa demande : elle peut en faire une autre."},
};

static const struct flow flow = {.states = states,
                                 .initial = BIT(REQUESTED) | BIT(GRANTED),
                                 .final = BIT(GRANTED) | BIT(DENIED) | BIT(WITHDRAWN),
                                 .moves = moves,
                                 .n_moves = COUNT(moves)};

const struct resource pass_extensions = {
    .path = "pass_extensions",
    .table = "pass_extension",
    .name = "pass_extension",
    .about = "Extensions of a PASS IAE: asked of an authorised prescriber, or recorded when the reason needs no opinion.",
    .about_fr = "Prolongations d'un PASS IAE : demandées à un prescripteur habilité, ou enregistrées quand le motif ne demande "
                "aucun avis.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions =
        {[ACTION_LIST] = ACCOMPANIERS | PRESCRIBER, [ACTION_READ] = ACCOMPANIERS | PRESCRIBER, [ACTION_CREATE] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "prescriber_id", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .flow = &flow,
    .state = STATE,
    .subject = {.column = "participant_id",
                .made = "An extension of the PASS IAE is asked or recorded.",
                .made_fr = "Une prolongation du PASS IAE est demandée ou enregistrée.",
                .purpose = "employment"},
    .tenant = STRUCTURE_ID,
    .lock = &lock,
    .parent = PASS_ID,
    .facts = facts,
    .rule = rule,
    .effect = effect,
    .problems = PROBLEMS(EXTENSION_WINDOW, EXTENSION_WHILE_SUSPENDED, EXTENSION_TOO_LONG, EXTENSION_CAP, EXTENSION_PENDING,
                         PRESCRIBER_NOT_AUTHORISED, PASS_OVERLAP, FIELD_REFERENCE, FIELD_REQUIRED, FIELD_UNKNOWN),
};
