/* Whether a person may be hired today, in words: by PASS or by diagnosis, criterion by criterion, until when. */
#include "eligibility.h"

#include <string.h>

#include "common.h"
#include "db/reference.h"
#include "endpoint.h"
#include "facts.h"
#include "resources.h"
#include "rights.h"

static const struct field criterion_fields[] = {
    {"code", T_CODE, REQUIRED, .list = "eligibility_criteria", .about = "Code of the criterion.", .about_fr = "Code du critère.",
     .example = "\"RSA\""},
    {"level", T_INT, REQUIRED, .min = 1, .max = 2, .about = "Level: one of level 1 is enough.",
     .about_fr = "Niveau : un seul critère de niveau 1 suffit.", .example = "1"},
    {"label", T_TEXT, REQUIRED, .about = "What it says, in the language asked.", .about_fr = "Libellé, dans la langue demandée.",
     .example = "\"Bénéficiaire du RSA\""},
};

static const char *const grounds[] = {"pass", "prescriber_diagnosis", "structure_diagnosis", NULL};

const struct field eligibility_answer[ELIGIBILITY_FIELDS] = {
    {"on", T_DATE, REQUIRED, .about = "Day that the answer is about: today.", .about_fr = "Jour considéré : aujourd'hui.",
     .example = "\"2026-03-02\""},
    {"eligible", T_BOOL, 0,
     .about = "Whether the person has a right to a contract that day; null to a prescriber that has no diagnosis in force: it is "
              "not told of the others, nor of the PASS.",
     .about_fr = "Si la personne a droit à un contrat ce jour-là ; nul pour un prescripteur sans diagnostic en cours de "
                 "validité : il ne connaît ni les autres ni le PASS IAE.",
     .example = "true"},
    {"sentence", T_TEXT, REQUIRED, .about = "The same in words, in the language asked.",
     .about_fr = "La même chose en toutes lettres, dans la langue demandée.",
     .example = "\"Éligible jusqu'au 01/09/2026 : diagnostic d'un prescripteur habilité.\""},
    {"ground", T_WORD, 0, .words = grounds, .about = "What the right rests on; null without right.",
     .about_fr = "Ce qui fonde le droit ; nul s'il n'y en a pas."},
    {"last_on", T_DATE, 0, .about = "Last day of the right.", .about_fr = "Dernier jour du droit.", .example = "\"2026-09-01\""},
    {"waiting_until_on", T_DATE, 0, .about = "Last day of the waiting period after a PASS, when one runs.",
     .about_fr = "Dernier jour du délai de carence qui court après un PASS IAE.", .example = "\"2028-02-28\""},
    {"suspended_until_on", T_DATE, 0, .about = "Last day of the suspension of the PASS, when one runs.",
     .about_fr = "Dernier jour de la suspension du PASS IAE, s'il est suspendu.", .example = "\"2026-05-31\""},
    {"pass_id", T_UUID, 0, .refers = "passes", .about = "The PASS in force.", .about_fr = "PASS IAE en cours.",
     .example = EXAMPLE_ID},
    {"remaining_days", T_INT, 0, .min = 0, .about = "Days left of the PASS in force.",
     .about_fr = "Jours restants du PASS IAE en cours.", .example = "730"},
    {"diagnosis_id", T_UUID, 0, .refers = "eligibility_diagnoses",
     .about = "The diagnosis that the right rests on, else the last one made.",
     .about_fr = "Diagnostic qui fonde le droit, sinon le dernier établi.", .example = EXAMPLE_ID},
    {"prescriber_id", T_UUID, 0, .refers = "prescribers", .about = "Who made that diagnosis; null: the structure.",
     .about_fr = "Auteur de ce diagnostic ; nul : la structure.", .example = EXAMPLE_ID},
    {"prescriber_name", T_TEXT, 0, .about = "Name of that prescriber.", .about_fr = "Nom de ce prescripteur.",
     .example = "\"Mission locale de l'Artois\""},
    {"criteria", T_LIST, 0, .max = 18, .see = ACCOMPANIERS, .of = criterion_fields, .n_of = COUNT(criterion_fields),
     .about = "Criteria of that diagnosis, one by one.", .about_fr = "Critères de ce diagnostic, un à un.",
     .example = "[{\"code\": \"RSA\", \"level\": 1, \"label\": \"Bénéficiaire du RSA\"}]"},
};

static const char *const sentences[N_GROUNDS][N_LANGUAGES] = {
    [GROUND_NONE] = {"Non éligible : ni PASS IAE ni diagnostic d'éligibilité en cours de validité.",
                     "Not eligible: neither PASS IAE nor eligibility diagnosis in force."},
    [GROUND_PASS] = {"Éligible jusqu'au {0} : PASS IAE en cours.", "Eligible until {0}: PASS IAE in force."},
    [GROUND_PRESCRIBER] = {"Éligible jusqu'au {0} : diagnostic d'un prescripteur habilité.",
                           "Eligible until {0}: diagnosis of an authorised prescriber."},
    [GROUND_STRUCTURE] = {"Éligible jusqu'au {0} : diagnostic de la structure.",
                          "Eligible until {0}: diagnosis of the structure."},
};
static const char *const waiting_sentence[N_LANGUAGES] = {
    "Non éligible : délai de carence jusqu'au {1}, que seul le diagnostic d'un prescripteur habilité lève.",
    "Not eligible: waiting period until {1}, which only an authorised prescriber's diagnosis lifts."};

static const char *const suspended_sentence[N_LANGUAGES] = {
    "Éligible jusqu'au {0} : PASS IAE en cours, suspendu jusqu'au {1} ; la signature d'un contrat peut y mettre fin.",
    "Eligible until {0}: PASS IAE in force, suspended until {1}; signing a contract may end that."};

static const char *const unknown_sentence[N_LANGUAGES] = {"Aucun diagnostic établi par vous n'est en cours de validité.",
                                                          "No diagnosis of yours is in force."};

/* Columns of eligibility_diagnoses.sql. */
enum { DIAGNOSIS_ID, DIAGNOSED_ON, LAST_ON, PRESCRIBER_ID, PRESCRIBER_NAME, CRITERIA };

struct question {
    struct call *call;
    struct tx tx;
    const char *participant, *candidacy;              /* one of them */
    unsigned person, person_rights, made, parameters; /* answers */
    struct rights rights;
    struct eligibility verdict;
};

static bool known(const struct question *question)
{
    return eligibility_is_known(question->verdict.ground, question->call->who.kind == KIND_PRESCRIBER);
}

static bool told_criteria(const struct call *call)
{
    return BIT(call->who.role) & ACCOMPANIERS;
}

/* Diagnoses as the caller may read them: who reads none, the office, is told of those in force without what they say. */
static void read_diagnoses(struct question *question)
{
    struct rights *rights = &question->rights;
    unsigned rows = tx_rows(&question->tx, question->made);
    if (rows == 0)
        return;
    rights->diagnoses = arena_zalloc(question->call->arena, rows, sizeof *rights->diagnoses);
    rights->n_diagnoses = rows;
    for (unsigned row = 0; row < rows; row++)
        rights->diagnoses[row] = (struct diagnosis){tx_day(&question->tx, question->made, row, DIAGNOSED_ON),
                                                    tx_day(&question->tx, question->made, row, LAST_ON),
                                                    tx_text(&question->tx, question->made, row, PRESCRIBER_ID) != NULL};
}

static void judge(struct question *question)
{
    struct parameters parameters;
    rights_read(question->call, &question->tx, question->person_rights, NULL, &question->rights);
    read_diagnoses(question);
    struct eligibility_facts facts = rights_on(&question->rights, question->tx.today);
    parameters_read(&question->tx, question->parameters, facts.on, &parameters);
    question->verdict = eligibility_on(&facts, &parameters);
}

static void day_member(struct buffer *out, const char *key, day_t day)
{
    char text[DAY_TEXT];
    json_key(out, key);
    json_text(out, day == DAY_NONE ? NULL : day_format(day, text));
}

/* The last day of the suspension of the PASS that the right rests on. */
static day_t suspended_until(const struct question *question)
{
    if (question->verdict.ground != GROUND_PASS)
        return DAY_NONE;
    const struct contract_period *suspended =
        pass_suspension_at(&question->rights.passes[question->verdict.index], question->tx.today);
    return suspended ? suspended->last_on : DAY_NONE;
}

static void write_sentence(struct buffer *out, const struct question *question)
{
    const struct eligibility *verdict = &question->verdict;
    enum language language = question->call->request->language;
    const char *said = sentences[verdict->ground][language];
    day_t until = verdict->waiting_until;
    if (!known(question))
        said = unknown_sentence[language];
    else if (verdict->ground == GROUND_NONE && verdict->waiting_until != DAY_NONE)
        said = waiting_sentence[language];
    else if (suspended_until(question) != DAY_NONE) {
        said = suspended_sentence[language];
        until = suspended_until(question);
    }
    struct problem_value values[PROBLEM_VALUES] = {{.kind = VALUE_DAY, .number = verdict->last_on},
                                                   {.kind = VALUE_DAY, .number = until}};
    struct buffer text = {0};
    sentence_write(&text, said, language, values);
    json_key(out, "sentence");
    json_text(out, buffer_text(&text));
    buffer_done(&text);
}

static void write_pass(struct buffer *out, const struct question *question)
{
    const struct eligibility *verdict = &question->verdict;
    bool in_force = verdict->ground == GROUND_PASS;
    const struct pass *pass = in_force ? &question->rights.passes[verdict->index] : NULL;
    day_member(out, "suspended_until_on", suspended_until(question));
    json_key(out, "pass_id");
    json_text(out, in_force ? question->rights.pass_ids[verdict->index] : NULL);
    json_key(out, "remaining_days");
    if (in_force)
        json_int(out, pass_remaining_days(pass, verdict->last_on, question->tx.today));
    else
        json_nothing(out);
}

static void write_criterion(struct buffer *out, const char *code, enum language language)
{
    const struct reference_list *list = reference_list("eligibility_criteria");
    int row = reference_row(list, code, strlen(code));
    json_open(out, '{');
    json_key(out, "code");
    json_text(out, code);
    json_key(out, "level");
    json_int(out, text_equal(reference_cell(list, row, "level"), "1") ? 1 : 2);
    json_key(out, "label");
    json_text(out, reference_cell(list, row, language == FRENCH ? "label_fr" : "label_en"));
    json_close(out, '}');
}

/* The diagnosis that the right rests on, else the last one made. */
static void write_diagnosis(struct buffer *out, const struct question *question)
{
    const struct tx *tx = &question->tx;
    bool any = tx_rows(tx, question->made) > 0;
    bool rests = question->verdict.ground == GROUND_PRESCRIBER || question->verdict.ground == GROUND_STRUCTURE;
    unsigned row = any && rests ? question->verdict.index : 0, count = 0;
    json_key(out, "diagnosis_id");
    json_text(out, any ? tx_text(tx, question->made, row, DIAGNOSIS_ID) : NULL);
    json_key(out, "prescriber_id");
    json_text(out, any ? tx_text(tx, question->made, row, PRESCRIBER_ID) : NULL);
    json_key(out, "prescriber_name");
    json_text(out, any ? tx_text(tx, question->made, row, PRESCRIBER_NAME) : NULL);
    if (!told_criteria(question->call))
        return;
    const char *const *codes = words_of(question->call, any ? tx_text(tx, question->made, row, CRITERIA) : NULL, &count);
    json_key(out, "criteria");
    json_open(out, '[');
    for (unsigned i = 0; i < count; i++)
        write_criterion(out, codes[i], question->call->request->language);
    json_close(out, ']');
}

static void respond(const struct question *question)
{
    struct buffer *out = &question->call->response.body;
    const struct eligibility *verdict = &question->verdict;
    json_open(out, '{');
    day_member(out, "on", question->tx.today);
    json_key(out, "eligible");
    if (known(question))
        json_bool(out, verdict->ground != GROUND_NONE);
    else
        json_nothing(out);
    write_sentence(out, question);
    json_key(out, "ground");
    json_text(out, eligibility_ground_words[verdict->ground]);
    day_member(out, "last_on", verdict->last_on);
    day_member(out, "waiting_until_on", verdict->waiting_until);
    write_pass(out, question);
    write_diagnosis(out, question);
    json_close(out, '}');
    question->call->response.status = 200;
}

static const char *or_null(const char *id)
{
    return *id ? id : NULL;
}

/* A prescriber is told of what it has diagnosed itself, not of the PASS of the person in the structure. */
static void ask(struct call *call, struct tx *tx, void *data)
{
    struct question *question = data;
    const struct principal *who = &call->who;
    const char *participant = question->participant, *candidacy = question->candidacy;
    bool of_staff = who->kind == KIND_STAFF;
    struct context context = call_context(call);
    tx_begin_read(tx, call->conn, &context);
    question->person =
        tx_ask(tx, query(participant ? QUERY_ELIGIBILITY_PARTICIPANT : QUERY_ELIGIBILITY_CANDIDACY),
               (const char *[]){participant ? participant : candidacy, or_null(who->structure_id), or_null(who->prescriber_id)});
    question->person_rights =
        tx_ask(tx, query(QUERY_ELIGIBILITY_RIGHTS), (const char *[]){participant, of_staff && !participant ? candidacy : NULL});
    if (told_criteria(call))
        tx_ask(tx, query(QUERY_ELIGIBILITY_ENTRY), (const char *[]){participant, candidacy, or_null(who->structure_id)});
    question->made = tx_ask(tx, query(QUERY_ELIGIBILITY_DIAGNOSES), (const char *[]){participant, candidacy});
    question->parameters = tx_ask(tx, query(QUERY_PARAMETERS), NULL);
}

static bool answer(struct call *call, const char *participant, const char *candidacy)
{
    struct question question = {.call = call, .participant = participant, .candidacy = candidacy};
    if (!endpoint_params(call, NULL, 0, NULL) || !endpoint_answered(call, &question.tx, ask, &question))
        return false;
    bool found = tx_rows(&question.tx, question.person) > 0;
    if (found) {
        judge(&question);
        respond(&question);
    }
    tx_finish(&question.tx);
    return found || call_fail(call, NOT_FOUND);
}

bool eligibility_of_participant(struct call *call, const char *item)
{
    return answer(call, item, NULL);
}

bool eligibility_of_candidacy(struct call *call, const char *item)
{
    return answer(call, NULL, item);
}
