/* Suspensions of a PASS IAE: days on which the right does not run, which push its end. */
#include "common.h"
#include "facts.h"
#include "resources.h"
#include "rights.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, PASS_ID, PARTICIPANT_ID, REASON, STARTS_ON, ENDS_ON, STATE, FIELDS };

static const char *const reasons[] = {"contract_suspended", "contract_broken", "contract_finished",
                                      "between_structures", "bridge_contract", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PASS_ID] = {"pass_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "passes", .about = "PASS that is suspended.",
                 .about_fr = "PASS IAE suspendu.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER | FILLED, .refers = "participants",
                        .about = "Whose PASS it is.", .about_fr = "Titulaire du PASS IAE.", .example = EXAMPLE_ID},
    [REASON] = {"reason", T_WORD, REQUIRED | FILTER, .words = reasons, .about = "Why the right does not run.",
                .about_fr = "Motif de la suspension."},
    [STARTS_ON] = {"starts_on", T_DATE, REQUIRED | FILTER | SORT, .about = "First suspended day: today, or at most a year ago.",
                   .about_fr = "Premier jour suspendu : aujourd'hui, ou un an plus tôt au plus.", .example = "\"2026-03-02\""},
    [ENDS_ON] = {"ends_on", T_DATE, REQUIRED | FILTER, .about = "Last suspended day.", .about_fr = "Dernier jour suspendu.",
                 .example = "\"2026-05-31\""},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Active, or cancelled when it was recorded by mistake.",
               .about_fr = "Active, ou annulée si elle a été saisie par erreur."},
};

static const struct fact lock = {QUERY_LOCK_SUSPENSION_PASS, {ARG_ID, PASS_ID, ARG_END}};
static const struct fact facts[] = {{QUERY_SUSPENSION_RIGHTS, {ARG_ID, PASS_ID, ARG_END}},
                                    {QUERY_SUSPENSION_CONTRACTS, {ARG_ID, PASS_ID, ARG_END}},
                                    {QUERY_PARAMETERS, {ARG_END}},
                                    {0}};
enum { FACT_RIGHTS, FACT_CONTRACTS, FACT_PARAMETERS };

/* Of the columns of suspension_contracts.sql. */
enum { CONTRACT_ID, CONTRACT_STARTS_ON, PERSON_ID = 5 };

/* The PASS as it is without this suspension, and what holds on its first day. False: it is no PASS in force. */
static bool pass_without(struct call *call, const struct write *write, struct pass *ret_pass, struct parameters *ret_parameters,
                         struct findings *findings)
{
    struct rights rights;
    facts_rights(call, write, FACT_RIGHTS, write->id, &rights);
    int of_pass = rights_pass(&rights, write_value(write, PASS_ID));
    if (of_pass < 0) {
        findings_error(findings, FIELD_REFERENCE, "pass_id");
        return false;
    }
    *ret_pass = rights.passes[of_pass];
    facts_parameters(write, FACT_PARAMETERS, ret_pass->start_on, ret_parameters);
    return true;
}

static const day_t *contract_starts(struct call *call, const struct write *write, unsigned *ret_count)
{
    unsigned rows = fact_rows(write, FACT_CONTRACTS), count = 0;
    day_t *starts = arena_zalloc(call->arena, rows + 1, sizeof *starts);
    for (unsigned row = 0; row < rows; row++)
        if (fact_text(write, FACT_CONTRACTS, row, CONTRACT_ID))
            starts[count++] = fact_day(write, FACT_CONTRACTS, row, CONTRACT_STARTS_ON);
    *ret_count = count;
    return starts;
}

static struct contract_period own_days(const struct write *write)
{
    return (struct contract_period){.starts_on = write_day(write, STARTS_ON), .last_on = write_day(write, ENDS_ON)};
}

static struct pass pass_with(struct call *call, const struct write *write, struct pass pass)
{
    struct contract_period *suspensions = arena_zalloc(call->arena, pass.n_suspensions + 1, sizeof *suspensions);
    for (unsigned i = 0; i < pass.n_suspensions; i++)
        suspensions[i] = pass.suspensions[i];
    pass.suspensions = suspensions;
    periods_insert(suspensions, &pass.n_suspensions, own_days(write));
    return pass;
}

/* A PASS whose end comes nearer may leave a signed contract behind. */
static void warn_contracts(struct call *call, const struct write *write, const struct pass *pass,
                           const struct parameters *of_pass, const char *field, struct findings *findings)
{
    const struct contracts_facts of_contracts = {FACT_CONTRACTS, FACT_PARAMETERS, field};
    struct rights rights;
    facts_rights(call, write, FACT_RIGHTS, write->id, &rights);
    struct contract_period *now = &rights.periods[rights_pass(&rights, write_value(write, PASS_ID))], former = *now;
    now->last_on = pass_last_on(pass, of_pass);
    if (now->last_on < former.last_on)
        rights_warn_contracts(call, write, &of_contracts, &rights, former, findings);
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters of_pass, parameters;
    struct suspension_facts suspension = {
        .suspension = own_days(write), .today = write_today(write), .starts_as_before = !write_changes(write, STARTS_ON)};
    if (write->action == ACTION_PATCH && write->state != RIGHT_ACTIVE) {
        refuse_state(write, findings);
        return;
    }
    if (!pass_without(call, write, &suspension.pass, &of_pass, findings))
        return;
    if (write->action == ACTION_CREATE)
        write_set(write, PARTICIPANT_ID, fact_text(write, FACT_CONTRACTS, 0, PERSON_ID));
    suspension.contract_starts = contract_starts(call, write, &suspension.n_contract_starts);
    facts_parameters(write, FACT_PARAMETERS, suspension.suspension.starts_on, &parameters);
    suspension_check(&suspension, &of_pass, &parameters, findings);
    if (findings->errors == 0) {
        struct pass pass = pass_with(call, write, suspension.pass);
        pass_check_end(&pass, &of_pass, "ends_on", findings);
        warn_contracts(call, write, &pass, &of_pass, "ends_on", findings);
    }
}

/* The end of the PASS with the suspension as it now is, or without it. */
static void move_end(struct call *call, struct write *write, bool with_it)
{
    struct findings none = {0};
    struct moved_pass moved = {.id = write_value(write, PASS_ID)};
    if (!pass_without(call, write, &moved.pass, &moved.parameters, &none))
        return;
    if (with_it)
        moved.pass = pass_with(call, write, moved.pass);
    write_pass_ends(call, write, &moved, 1);
}

static bool effect(struct call *call, struct write *write)
{
    move_end(call, write, true);
    return true;
}

/* As if it had ended on its first day: a later suspension may no longer lie in the PASS. */
static void cancel_rule(struct call *call, struct write *write, struct findings *findings)
{
    struct suspension_facts suspension = {
        .suspension = {.starts_on = write_day(write, STARTS_ON), .last_on = write_day(write, STARTS_ON)}};
    struct parameters of_pass;
    if (pass_without(call, write, &suspension.pass, &of_pass, findings)) {
        suspension_check_others(&suspension, &of_pass, "ends_on", findings);
        pass_check_end(&suspension.pass, &of_pass, NULL, findings);
        warn_contracts(call, write, &suspension.pass, &of_pass, NULL, findings);
    }
    right_cancel_rule(call, write, findings);
}

static bool cancel_effect(struct call *call, struct write *write)
{
    move_end(call, write, false);
    return true;
}

static const struct move moves[] = {
    {.verb = "cancel",
     .from = BIT(RIGHT_ACTIVE),
     .to = BIT(RIGHT_CANCELLED),
     .roles = ACCOMPANIERS,
     .fields = right_cancel_fields,
     .n_fields = COUNT(right_cancel_fields),
     .facts = facts,
     .rule = cancel_rule,
     .effect = cancel_effect,
     .about = "Takes back a suspension recorded by mistake: the PASS ends as if it had not been.",
     .about_fr = "Annule une suspension saisie par erreur : le PASS IAE finit comme si elle n'avait pas eu lieu.",
     .problems = PROBLEMS(SUSPENSION_OUTSIDE_PASS, FIELD_REFERENCE)},
};

static const struct flow flow = RIGHT_FLOW(moves);

const struct resource pass_suspensions = {
    .path = "pass_suspensions",
    .table = "pass_suspension",
    .name = "pass_suspension",
    .about = "Suspensions of a PASS IAE: days on which the right does not run; they push its end.",
    .about_fr = "Suspensions d'un PASS IAE : jours où le droit ne court pas ; ils en repoussent la fin.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS | OFFICE,
                [ACTION_READ] = ACCOMPANIERS | OFFICE,
                [ACTION_CREATE] = ACCOMPANIERS,
                [ACTION_PATCH] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .flow = &flow,
    .state = STATE,
    .subject = {.column = "participant_id",
                .made = "The PASS IAE is suspended.",
                .made_fr = "Le PASS IAE est suspendu.",
                .purpose = "employment"},
    .lock = &lock,
    .parent = PASS_ID,
    .facts = facts,
    .rule = rule,
    .effect = effect,
    .problems = PROBLEMS(DAYS_OUT_OF_ORDER, DAY_IN_FUTURE, DAY_IN_PAST, SUSPENSION_OUTSIDE_PASS, SUSPENSION_TOO_LONG,
                         SUSPENSION_OVERLAP, SUSPENSION_OVER_CONTRACT, PASS_OVERLAP, FIELD_REFERENCE, STATE_CONFLICT),
};
