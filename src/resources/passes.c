/* PASS IAE: the two years of right to contracts of insertion, as the State's platform delivers them. */
#include "common.h"
#include "facts.h"
#include "resources.h"
#include "rights.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    PARTICIPANT_ID,
    NUMBER,
    START_ON,
    END_ON,
    OFFICIAL_END_ON,
    LAST_ON,
    REMAINING_DAYS,
    STATE,
    FIELDS
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [PARTICIPANT_ID] = {"participant_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "participants",
                        .about = "Whose PASS it is.", .about_fr = "Titulaire du PASS IAE.", .example = EXAMPLE_ID},
    [NUMBER] = {"number", T_TEXT, REQUIRED | FILTER, .max = 30, .format = format_pass_number,
                .about = "Number of the PASS: 12 letters and digits.", .about_fr = "Numéro du PASS IAE : 12 lettres et chiffres.",
                .example = "\"999992139048\""},
    [START_ON] = {"start_on", T_DATE, REQUIRED | ONCE | FILTER, .about = "First day.", .about_fr = "Premier jour.",
                  .example = "\"2026-03-02\""},
    [END_ON] = {"end_on", T_DATE, SERVER | FILTER,
                .about = "Last day as we count it: 730 days, the days that suspensions push, the days of extensions.",
                .about_fr =
                    "Dernier jour selon notre calcul : 730 jours, les jours rendus par les suspensions, les prolongations.",
                .example = "\"2028-02-29\""},
    [OFFICIAL_END_ON] = {"official_end_on", T_DATE, 0,
                         .about = "Last day as the State's platform shows it: when given, it is what rules use.",
                         .about_fr = "Dernier jour affiché par la plateforme de l'État : s'il est donné, il fait foi.",
                         .example = "\"2028-02-29\""},
    [LAST_ON] = {"last_on", T_DATE, SERVER | FILTER | SORT, .about = "Last day that rules use: the official one, else ours.",
                 .about_fr = "Dernier jour retenu par les règles : la date officielle, sinon la nôtre.",
                 .example = "\"2028-02-29\""},
    [REMAINING_DAYS] = {"remaining_days", T_INT, SERVER | UNVERSIONED | FILLED, .min = 0,
                        .sql = "case when t.state = 'active' then pass_days_left(t.id, t.start_on, t.last_on) else 0 end",
                        .about = "Days left, from today or from the first day, both ends counted, less the suspended ones.",
                        .about_fr = "Jours restants, d'aujourd'hui (ou du premier jour) au dernier compris, sans les jours "
                                    "suspendus.",
                        .example = "730"},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Active, or cancelled when it was recorded by mistake.",
               .about_fr = "Actif, ou annulé s'il a été saisi par erreur."},
};

static const struct fact lock = {QUERY_LOCK_PASS_PARTICIPANT, {ARG_ID, PARTICIPANT_ID, ARG_END}};
static const struct fact facts[] = {{QUERY_PASS_RIGHTS, {ARG_ID, PARTICIPANT_ID, ARG_END}},
                                    {QUERY_PARAMETERS, {ARG_END}},
                                    {QUERY_PASS_CONTRACTS, {ARG_ID, PARTICIPANT_ID, ARG_END}},
                                    {0}};
enum { FACT_RIGHTS, FACT_PARAMETERS, FACT_CONTRACTS };

static day_t former_last_on(const struct rights *rights, day_t start_on)
{
    day_t last_on = DAY_NONE;
    for (unsigned i = 0; i < rights->n_passes; i++)
        if (rights->periods[i].last_on < start_on && rights->periods[i].last_on > last_on)
            last_on = rights->periods[i].last_on;
    return last_on;
}

static day_t next_start_on(const struct rights *rights, day_t start_on)
{
    day_t next = DAY_NONE;
    for (unsigned i = 0; i < rights->n_passes; i++)
        if (rights->periods[i].starts_on > start_on && (next == DAY_NONE || rights->periods[i].starts_on < next))
            next = rights->periods[i].starts_on;
    return next;
}

/* The contracts that rest on the days of the PASS, as they were and as they are now. */
static void warn_contracts(struct call *call, const struct write *write, struct rights *rights, int own,
                           struct contract_period now, struct findings *findings)
{
    static const struct contracts_facts of_contracts = {FACT_CONTRACTS, FACT_PARAMETERS, "official_end_on"};
    unsigned at = own < 0 ? rights->n_passes++ : (unsigned)own;
    struct contract_period met = now;
    if (own >= 0 && rights->periods[at].last_on > now.last_on)
        met.last_on = rights->periods[at].last_on;
    rights->periods[at] = now;
    rights_warn_contracts(call, write, &of_contracts, rights, met, findings);
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    bool created = write->action == ACTION_CREATE;
    struct parameters parameters;
    struct rights rights;
    if (!created && write->state != RIGHT_ACTIVE) {
        refuse_state(write, findings);
        return;
    }
    facts_rights(call, write, FACT_RIGHTS, NULL, &rights);
    int own = rights_pass(&rights, write->id);
    const struct pass unknown = {.start_on = write_day(write, START_ON)};
    struct pass_facts pass = {
        .pass = own < 0 ? unknown : rights.passes[own],
        .former_last_on = created ? former_last_on(&rights, write_day(write, START_ON)) : DAY_NONE,
        .lifted = rights_prescribed(&rights, write_day(write, START_ON)),
        .next_start_on = next_start_on(&rights, write_day(write, START_ON)),
    };
    pass.next_lifted = rights_prescribed(&rights, pass.next_start_on);
    pass.pass.official_end_on = write_day(write, OFFICIAL_END_ON);
    facts_parameters(write, FACT_PARAMETERS, pass.pass.start_on, &parameters);
    pass_check(&pass, &parameters, findings);
    write_set(write, END_ON, day_text(call, pass_end_on(&pass.pass, &parameters)));
    write_set(write, LAST_ON, day_text(call, pass_last_on(&pass.pass, &parameters)));
    if (findings->errors == 0 && (created || write_changes(write, OFFICIAL_END_ON)))
        warn_contracts(
            call, write, &rights, own,
            (struct contract_period){.starts_on = pass.pass.start_on, .last_on = pass_last_on(&pass.pass, &parameters)},
            findings);
}

/* It was never there: contracts that were signed on it now rest on what else there is. */
static void cancel_rule(struct call *call, struct write *write, struct findings *findings)
{
    static const struct contracts_facts of_contracts = {FACT_CONTRACTS, FACT_PARAMETERS, NULL};
    struct rights rights;
    facts_rights(call, write, FACT_RIGHTS, write->id, &rights);
    rights_warn_contracts(call, write, &of_contracts, &rights,
                          (struct contract_period){.starts_on = write_day(write, START_ON), .last_on = write_day(write, LAST_ON)},
                          findings);
    right_cancel_rule(call, write, findings);
}

/* Nobody can be left to answer a request that would extend nothing. */
static bool cancel_effect(struct call *call, struct write *write)
{
    write_also(write, QUERY_PASS_WITHDRAW_EXTENSION, (const char *[]){write->id, call->who.actor_id, call->request->id});
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
     .about = "Takes back a PASS recorded by mistake, with its suspensions and extensions; a request that awaits its answer is "
              "withdrawn.",
     .about_fr = "Annule un PASS IAE saisi par erreur, avec ses suspensions et prolongations ; une demande sans réponse est "
                 "retirée."},
};

static const struct flow flow = RIGHT_FLOW(moves);

static const struct child children[] = {{"suspensions", "pass_suspensions", "pass_id"},
                                        {"extensions", "pass_extensions", "pass_id"}};

const struct resource passes = {
    .path = "passes",
    .table = "pass",
    .name = "pass",
    .about = "PASS IAE: two years of right to contracts of insertion, delivered by the State's platform.",
    .about_fr = "PASS IAE : deux ans de droit aux contrats d'insertion, délivrés par la plateforme de l'État.",
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
                .made = "A PASS IAE is recorded.",
                .made_fr = "Un PASS IAE est enregistré.",
                .purpose = "employment"},
    .lock = &lock,
    .parent = PARTICIPANT_ID,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(PASS_WAITING, PASS_OVERLAP, SUSPENSION_OUTSIDE_PASS, DUPLICATE, DAYS_OUT_OF_ORDER, FIELD_REQUIRED,
                         STATE_CONFLICT),
    .children = children,
    .n_children = COUNT(children),
};
