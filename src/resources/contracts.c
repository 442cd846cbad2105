/* Contracts (CDDI): what is written, then signed, of a stay. */
#include <string.h>

#include "contract_fields.h"
#include "db/reference.h"
#include "facts.h"
#include "resources.h"

static const char *const kinds[] = {"cddi", NULL};

/* Why a contract ended may tell of health or misconduct: a supervisor sees its days and hours only. */
#define REASONS (ACCOMPANIERS | OFFICE)

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PATH_ID] = {"path_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "paths", .about = "Path the contract belongs to.",
                 .about_fr = "Parcours auquel appartient le contrat.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER | FILLED, .refers = "participants",
                        .about = "Whose contract it is.", .about_fr = "Salarié titulaire du contrat.", .example = EXAMPLE_ID},
    [KIND] = {"kind", T_WORD, ONCE | FILLED, .words = kinds, .about = "Kind of contract: cddi, fixed-term contract of insertion.",
              .about_fr = "Type de contrat : cddi, contrat à durée déterminée d'insertion."},
    [RENEWS_ID] = {"renews_id", T_UUID, SERVER | FILTER, .refers = "contracts", .about = "Contract that this one renews.",
                   .about_fr = "Contrat que celui-ci renouvelle.", .example = EXAMPLE_ID},
    [STARTS_ON] = {"starts_on", T_DATE, REQUIRED | FILTER | SORT, .about = "First day.", .about_fr = "Premier jour.",
                   .example = "\"2026-04-01\""},
    [ENDS_ON] = {"ends_on", T_DATE, REQUIRED | FILTER, .about = "Term: last day as signed.",
                 .about_fr = "Terme : dernier jour tel que signé.", .example = "\"2026-09-30\""},
    [WEEKLY_MINUTES] = WEEKLY_MINUTES_FIELD(REQUIRED),
    [JOB_TITLE] = JOB_TITLE_FIELD(REQUIRED),
    [ROME] = {"rome", T_CODE, OPEN_CODE, .max = 5, .list = "rome", .format = format_rome, .about = "ROME code of the job.",
              .about_fr = "Code ROME de l'emploi.", .example = "\"A1202\""},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Where the contract stands.", .about_fr = "Où en est le contrat."},
    [SIGNED_ON] = {"signed_on", T_DATE, SERVER, .about = "Day it was signed.", .about_fr = "Jour de sa signature.",
                   .example = "\"2026-02-27\""},
    [LAST_ON] = {"last_on", T_DATE, SERVER | FILTER | FILLED,
                 .about = "Last day in fact: the term, or the day it was terminated.",
                 .about_fr = "Dernier jour réel : le terme, ou le jour de la rupture.", .example = "\"2026-09-30\""},
    [DSN_CODE] = {"termination_code", T_CODE, SERVER, .see = REASONS, .list = "dsn_termination",
                  .about = "Why it was terminated, DSN code.", .about_fr = "Motif de la rupture, code DSN.",
                  .example = "\"037\""},
    [DSN_REASON] = {"termination_reason", T_TEXT, SERVER | LINES, .see = REASONS, .max = LINES_MAX,
                    .about = "Why it was terminated, in words.", .about_fr = "Motif de la rupture, en toutes lettres.",
                    .example = "\"Embauche en CDI.\""},
    [CANCEL_REASON] = {"cancel_reason", T_TEXT, SERVER | LINES, .see = REASONS, .max = LINES_MAX,
                       .about = "Why it was cancelled.", .about_fr = "Motif de l'annulation.",
                       .example = "\"La personne n'est pas venue signer.\""},
};

static const struct fact lock = {QUERY_LOCK_CONTRACT_PARTICIPANT, {ARG_ID, PATH_ID, ARG_END}};
static const struct fact facts[] = {CONTRACT_FACTS, {0}};

void contract_judge(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters parameters;
    struct contract_facts contract = {
        .starts_on = write_day(write, STARTS_ON),
        .ends_on = write_day(write, ENDS_ON),
        .weekly_minutes = write_int(write, WEEKLY_MINUTES),
        .birth_on = fact_day(write, FACT_PATH, 0, 1),
        .renewal = write_value(write, RENEWS_ID) != NULL,
        .former_last_on = fact_rows(write, FACT_FORMER) ? fact_day(write, FACT_FORMER, 0, 0) : DAY_NONE,
        .path_ended_on = fact_day(write, FACT_PATH, 0, 2),
        .posts = (int)fact_int(write, FACT_PATH, 0, 3),
        .posts_taken = (int)fact_int(write, FACT_PATH, 0, 4),
    };
    contract.others = facts_contracts(call, write, FACT_PERIODS, write->id, true, &contract.n_others);
    contract.elsewhere = facts_contracts(call, write, FACT_PERIODS, write->id, false, &contract.n_elsewhere);
    facts_parameters(write, FACT_PARAMETERS, contract.starts_on, &parameters);
    contract_check(&contract, &parameters, findings);
}

/* The list of trades grows between two of its versions: an unknown one is a warning. */
static void warn_of_trade(const struct write *write, struct findings *findings)
{
    if (write_changes(write, ROME))
        warn_rome(write_value(write, ROME), "rome", findings);
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    if (write->action == ACTION_PATCH && write->state != DRAFT) {
        refuse_state(write, findings);
        return;
    }
    null_as(write, KIND, "cddi");
    write_set(write, LAST_ON, write_value(write, ENDS_ON));
    if (write->action == ACTION_CREATE)
        write_set(write, PARTICIPANT_ID, fact_text(write, FACT_PATH, 0, 0));
    contract_judge(call, write, findings);
    contract_judge_right(call, write, false, findings);
    contract_let_wait(findings);
    warn_of_trade(write, findings);
}

static const struct child children[] = {{"immersions", "immersions", "contract_id"}};

const struct resource contracts = {
    .path = "contracts",
    .table = "contract",
    .name = "contract",
    .about = "Fixed-term contracts of insertion (CDDI), their renewals and their ends.",
    .about_fr = "Contrats à durée déterminée d'insertion (CDDI), leurs renouvellements et leurs fins.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = STAFF,
                [ACTION_READ] = STAFF,
                [ACTION_CREATE] = ACCOMPANIERS | OFFICE,
                [ACTION_PATCH] = ACCOMPANIERS | OFFICE},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .flow = &contract_flow,
    .state = STATE,
    .subject = {.column = "participant_id",
                .made = "A contract is drawn up.",
                .made_fr = "Un contrat est rédigé.",
                .purpose = "employment"},
    .lock = &lock,
    .parent = PATH_ID,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(CONTRACT_TOO_SHORT, CONTRACT_BEYOND_LIMIT, CONTRACT_HOURS_LOW, CONTRACT_HOURS_HIGH, CONTRACT_NOT_NEXT,
                         DAYS_OUT_OF_ORDER, AGE_AT_HIRE, PATH_ENDED, STATE_CONFLICT),
    .children = children,
    .n_children = COUNT(children),
};
