/* What becomes of a contract: signed, renewed, ended by its term or before it, or never begun. */
#include <string.h>

#include "contract_fields.h"
#include "db/reference.h"
#include "facts.h"

static const char *const states[] = {"draft", "signed", "ended", "terminated", "cancelled", NULL};

static const struct field sign_fields[] = {
    {"signed_on", T_DATE, REQUIRED, .about = "Day of the signature.", .about_fr = "Jour de la signature.",
     .example = "\"2026-02-27\""},
    {"end_suspension", T_BOOL, 0,
     .about = "Ends, the day before the contract, the suspension of the PASS that holds its first day.",
     .about_fr = "Met fin, la veille du contrat, à la suspension du PASS IAE qui couvre son premier jour.", .example = "false"},
};

static const struct field renew_fields[] = {
    {"ends_on", T_DATE, REQUIRED, .about = "Term of the renewal, which starts the day after this contract.",
     .about_fr = "Terme du renouvellement, qui commence le lendemain de ce contrat.", .example = "\"2027-03-31\""},
    WEEKLY_MINUTES_FIELD(0),
    JOB_TITLE_FIELD(0),
};

static const struct field terminate_fields[] = {
    {"last_on", T_DATE, REQUIRED, .about = "Last day, before the term.", .about_fr = "Dernier jour, avant le terme.",
     .example = "\"2026-06-30\""},
    {"termination_code", T_CODE, REQUIRED, .list = "dsn_termination", .about = "Why, DSN code allowed for the kind of contract.",
     .about_fr = "Motif : code DSN permis pour ce type de contrat.", .example = "\"037\""},
    {"termination_reason", T_TEXT, LINES, .max = LINES_MAX, .about = "Why, in words.", .about_fr = "Motif, en toutes lettres.",
     .example = "\"Embauche en CDI.\""},
    {"occurred_on", T_DATE, 0, .about = "Legal day of the termination, from the signature to today.",
     .about_fr = "Jour légal de la rupture, de la signature à aujourd'hui.", .example = "\"2026-02-27\""},
};

static const struct field cancel_fields[] = {
    {"reason", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Why.", .about_fr = "Motif.",
     .example = "\"La personne n'est pas venue signer.\""},
};

static const struct fact contract_facts[] = {CONTRACT_FACTS, {0}};

/* What rests on a signed contract: a renewal, or an immersion on days that it would no longer cover. */
static const struct fact rests_facts[] = {CONTRACT_FACTS, {QUERY_CONTRACT_RESTS, {ARG_ID, ARG_END}}, {0}};
enum { FACT_RESTS = FACT_MORE };

static void sign_rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters parameters;
    bool ends_suspension = text_equal(move_value(write, "end_suspension"), "true");
    facts_parameters(write, FACT_PARAMETERS, write_day(write, STARTS_ON), &parameters);
    contract_check_signature(write_day(write, SIGNED_ON), write_day(write, STARTS_ON), write_today(write), &parameters, findings);
    contract_judge(call, write, findings);
    contract_judge_right(call, write, ends_suspension, findings);
    write->occurred_on = write_value(write, SIGNED_ON);
}

/* First day and limit of the path with the contract as it now is (`counts`: signed), then what its candidacy tells the sender. */
static void tell_path(struct call *call, struct write *write, bool counts)
{
    struct parameters parameters;
    unsigned count;
    struct contract_period *periods = facts_contracts(call, write, FACT_PERIODS, write->id, true, &count);
    if (counts)
        periods_insert(periods, &count,
                       (struct contract_period){write_day(write, STARTS_ON), write_day(write, LAST_ON),
                                                write_value(write, RENEWS_ID) != NULL});
    day_t started_on = count ? periods[0].starts_on : DAY_NONE;
    facts_parameters(write, FACT_PARAMETERS, started_on, &parameters);
    day_t limit_on = count ? contract_limit_on(periods, count, &parameters) : DAY_NONE;
    const char *candidacy = fact_text(write, FACT_PATH, 0, 5);
    write_also(write, QUERY_PATH_DATES,
               (const char *[]){write_value(write, PATH_ID), day_text(call, started_on), day_text(call, limit_on)});
    if (candidacy)
        write_also(write, QUERY_CANDIDACY_STAY, (const char *[]){candidacy});
}

static bool counted_effect(struct call *call, struct write *write)
{
    tell_path(call, write, true);
    return true;
}

static bool sign_effect(struct call *call, struct write *write)
{
    if (text_equal(move_value(write, "end_suspension"), "true"))
        contract_end_suspension(call, write);
    return counted_effect(call, write);
}

static bool uncounted_effect(struct call *call, struct write *write)
{
    if (write->state == SIGNED)
        tell_path(call, write, false);
    return true;
}

static struct contract_rests rests(const struct write *write)
{
    return (struct contract_rests){fact_bool(write, FACT_RESTS, 0, 0), fact_day(write, FACT_RESTS, 0, 1)};
}

/* The renewal takes over what its body does not say; posts are counted when it is signed. */
static void renew_rule(struct call *call, struct write *write, struct findings *findings)
{
    static const int kept[] = {PATH_ID, PARTICIPANT_ID, KIND, WEEKLY_MINUTES, JOB_TITLE, ROME};
    struct parameters parameters;
    day_t starts_on = day_from_sql(write->before[LAST_ON]) + 1;
    if (rests(write).renewed) {
        findings_error(findings, CONTRACT_RENEWED, NULL);
        return;
    }
    for (unsigned i = 0; i < COUNT(kept); i++)
        if (!write->set[kept[i]].given || !write->set[kept[i]].text)
            write_set(write, kept[i], write->before[kept[i]]);
    write_set(write, RENEWS_ID, write->source_id);
    write_set(write, STARTS_ON, day_text(call, starts_on));
    write_set(write, LAST_ON, write_value(write, ENDS_ON));
    struct contract_facts contract = {
        .starts_on = starts_on,
        .ends_on = write_day(write, ENDS_ON),
        .weekly_minutes = write_int(write, WEEKLY_MINUTES),
        .birth_on = fact_day(write, FACT_PATH, 0, 1),
        .renewal = true,
        .former_last_on = starts_on - 1,
        .path_ended_on = fact_day(write, FACT_PATH, 0, 2),
    };
    contract.others = facts_contracts(call, write, FACT_PERIODS, NULL, true, &contract.n_others);
    contract.elsewhere = facts_contracts(call, write, FACT_PERIODS, NULL, false, &contract.n_elsewhere);
    facts_parameters(write, FACT_PARAMETERS, starts_on, &parameters);
    contract_judge_right(call, write, false, findings);
    contract_let_wait(findings);
    contract_check(&contract, &parameters, findings);
}

/* An exit was worked out from these days: it would no longer be true. */
static void check_path_open(const struct write *write, struct findings *findings)
{
    day_t ended_on = fact_day(write, FACT_PATH, 0, 2);
    if (ended_on != DAY_NONE)
        finding_day(findings_error(findings, PATH_ENDED, NULL), 0, ended_on);
}

static bool code_allowed(const char *code, const char *kind)
{
    const struct reference_list *list = reference_list("dsn_termination");
    int row = code ? reference_row(list, code, strlen(code)) : -1;
    const char *kinds = row < 0 ? NULL : reference_cell(list, row, "contract_kinds");
    for (size_t length; kinds && *kinds; kinds += length + (kinds[length] == ',')) {
        length = strcspn(kinds, ",");
        if (strlen(kind) == length && memcmp(kinds, kind, length) == 0)
            return true;
    }
    return false;
}

static void terminate_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    const struct termination_facts termination = {
        .starts_on = write_day(write, STARTS_ON),
        .ends_on = write_day(write, ENDS_ON),
        .last_on = move_day(write, "last_on"),
        .signed_on = write_day(write, SIGNED_ON),
        .occurred_on = move_day(write, "occurred_on"),
        .today = write_today(write),
        .code_allowed = code_allowed(move_value(write, "termination_code"), write->before[KIND]),
        .kind = write->before[KIND],
    };
    const struct contract_rests on_it = rests(write);
    contract_check_termination(&termination, findings);
    check_path_open(write, findings);
    contract_check_rests(&on_it, termination.last_on, "last_on", findings);
    write->occurred_on = move_value(write, "occurred_on");
}

static void cancel_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    write_set(write, CANCEL_REASON, move_value(write, "reason"));
    if (write->state != SIGNED)
        return;
    const struct contract_rests on_it = rests(write);
    contract_check_cancel(write_day(write, STARTS_ON), write_today(write), findings);
    check_path_open(write, findings);
    contract_check_rests(&on_it, DAY_NONE, NULL, findings);
}

#define WRITERS (ACCOMPANIERS | OFFICE)

static const struct move moves[] = {
    {.verb = "sign",
     .from = BIT(DRAFT),
     .to = BIT(SIGNED),
     .roles = WRITERS,
     .fields = sign_fields,
     .n_fields = COUNT(sign_fields),
     .facts = contract_facts,
     .rule = sign_rule,
     .effect = sign_effect,
     .about = "Both parties signed; the path starts with the first.",
     .about_fr = "Les deux parties ont signé le contrat ; le parcours commence avec le premier.",
     .problems = PROBLEMS(CONTRACT_TOO_SHORT, CONTRACT_BEYOND_LIMIT, CONTRACT_HOURS_LOW, CONTRACT_HOURS_HIGH, CONTRACT_OVERLAP,
                          CONTRACT_NOT_NEXT, CONTRACT_WITHOUT_PASS, CONTRACT_IN_SUSPENSION, SUSPENSION_OUTSIDE_PASS,
                          DAY_IN_FUTURE, AGE_AT_HIRE, PATH_ENDED)},
    {.verb = "renew",
     .from = BIT(SIGNED) | BIT(ENDED),
     .roles = WRITERS,
     .fields = renew_fields,
     .n_fields = COUNT(renew_fields),
     .facts = rests_facts,
     .rule = renew_rule,
     .makes = true,
     .about = "Makes the draft of a renewal that starts the day after.",
     .about_fr = "Prépare le brouillon du renouvellement, qui commence le lendemain du terme.",
     .problems = PROBLEMS(CONTRACT_BEYOND_LIMIT, CONTRACT_HOURS_LOW, CONTRACT_HOURS_HIGH, CONTRACT_OVERLAP, CONTRACT_RENEWED,
                          DAYS_OUT_OF_ORDER, AGE_AT_HIRE, PATH_ENDED)},
    /* Days decide, not states that the clock writes later: a termination may be learnt after the term. */
    {.verb = "terminate",
     .from = BIT(SIGNED) | BIT(ENDED),
     .to = BIT(TERMINATED),
     .roles = WRITERS,
     .fields = terminate_fields,
     .n_fields = COUNT(terminate_fields),
     .facts = rests_facts,
     .rule = terminate_rule,
     .effect = counted_effect,
     .about = "Ends the contract before its term.",
     .about_fr = "Rompt le contrat avant son terme.",
     .problems = PROBLEMS(TERMINATION_DAY, TERMINATION_CODE, DAY_IN_FUTURE, DAYS_OUT_OF_ORDER, PATH_ENDED, CONTRACT_RENEWED,
                          IMMERSION_OUTLIVES_CONTRACT)},
    {.verb = "cancel",
     .from = BIT(DRAFT) | BIT(SIGNED),
     .to = BIT(CANCELLED),
     .roles = WRITERS,
     .fields = cancel_fields,
     .n_fields = COUNT(cancel_fields),
     .facts = rests_facts,
     .rule = cancel_rule,
     .effect = uncounted_effect,
     .about = "Drops a draft, or a signed contract that never started.",
     .about_fr = "Annule un brouillon, ou un contrat signé qui n'a pas commencé.",
     .problems = PROBLEMS(CONTRACT_STARTED, PATH_ENDED, CONTRACT_RENEWED, IMMERSION_OUTLIVES_CONTRACT)},
    {.verb = "end",
     .from = BIT(SIGNED),
     .to = BIT(ENDED),
     .roles = JOB,
     .about = "The term has passed.",
     .about_fr = "Le terme du contrat est passé."},
};

const struct flow contract_flow = {
    .states = states, .initial = BIT(DRAFT), .final = BIT(TERMINATED) | BIT(CANCELLED), .moves = moves, .n_moves = COUNT(moves)};
