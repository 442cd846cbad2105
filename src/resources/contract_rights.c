/* A contract before the PASS IAE and the diagnoses of its person. */
#include "contract_fields.h"
#include "facts.h"
#include "rights.h"

static struct pass with_end(struct call *call, const struct rights *rights, unsigned suspension, day_t ends_on)
{
    struct pass pass = rights->passes[rights->suspended[suspension]];
    struct contract_period *suspensions = arena_zalloc(call->arena, pass.n_suspensions + 1, sizeof *suspensions);
    for (unsigned i = 0; i < pass.n_suspensions; i++) {
        suspensions[i] = pass.suspensions[i];
        if (suspensions[i].starts_on == rights->suspensions[suspension].starts_on)
            suspensions[i].last_on = ends_on;
    }
    pass.suspensions = suspensions;
    return pass;
}

/* The PASSes whose suspensions hold the first day, as the signing leaves them: each suspension ended the day before. The ids of
 * these as an SQL array. */
static const struct moved_pass *ended_suspensions(struct call *call, const struct write *write, const struct rights *rights,
                                                  unsigned *ret_count, const char **ret_suspensions)
{
    day_t starts_on = write_day(write, STARTS_ON);
    struct moved_pass *all = arena_zalloc(call->arena, rights->n_suspensions + 1, sizeof *all);
    *ret_count = 0;
    *ret_suspensions = "{}";
    for (unsigned i = 0; i < rights->n_suspensions; i++) {
        if (starts_on <= rights->suspensions[i].starts_on || starts_on > rights->suspensions[i].last_on)
            continue;
        struct moved_pass *moved = &all[(*ret_count)++];
        moved->pass = with_end(call, rights, i, starts_on - 1);
        moved->id = rights->pass_ids[rights->suspended[i]];
        facts_parameters(write, FACT_PARAMETERS, moved->pass.start_on, &moved->parameters);
        *ret_suspensions = array_with(call, *ret_suspensions, rights->suspension_ids[i]);
    }
    return all;
}

/* Another suspension of a PASS may lie on days that the one which is ended gave it. */
static void check_other_suspensions(struct call *call, const struct write *write, const struct moved_pass *moved,
                                    struct findings *findings)
{
    day_t ended_on = write_day(write, STARTS_ON) - 1;
    struct contract_period *others = arena_zalloc(call->arena, moved->pass.n_suspensions + 1, sizeof *others);
    struct suspension_facts suspension = {.pass = moved->pass};
    suspension.pass.suspensions = others;
    suspension.pass.n_suspensions = 0;
    for (unsigned i = 0; i < moved->pass.n_suspensions; i++)
        if (moved->pass.suspensions[i].last_on == ended_on)
            suspension.suspension = moved->pass.suspensions[i];
        else
            others[suspension.pass.n_suspensions++] = moved->pass.suspensions[i];
    suspension_check_others(&suspension, &moved->parameters, "end_suspension", findings);
}

/* Puts the PASSes that the signing shortens into the rights that it rests on; what they were, in the same order. */
static const struct contract_period *take_moved(struct call *call, const struct write *write, const struct moved_pass *moved,
                                                unsigned count, struct rights *rights, struct findings *findings)
{
    struct contract_period *former = arena_zalloc(call->arena, count + 1, sizeof *former);
    for (unsigned i = 0; i < count; i++) {
        int at = rights_pass(rights, moved[i].id);
        former[i] = rights->periods[at];
        rights->periods[at].last_on = pass_last_on(&moved[i].pass, &moved[i].parameters);
        pass_check_end(&moved[i].pass, &moved[i].parameters, "end_suspension", findings);
        check_other_suspensions(call, write, &moved[i], findings);
    }
    return former;
}

/* The suspensions as far as their PASS goes: one whose official end came nearer is over with it. */
static const struct contract_period *lived_suspensions(struct call *call, const struct rights *rights, unsigned *ret_count)
{
    struct contract_period *lived = arena_zalloc(call->arena, rights->n_suspensions + 1, sizeof *lived);
    *ret_count = 0;
    for (unsigned i = 0; i < rights->n_suspensions; i++) {
        struct contract_period suspension = rights->suspensions[i], pass = rights->periods[rights->suspended[i]];
        if (suspension.starts_on > pass.last_on)
            continue;
        if (suspension.last_on > pass.last_on)
            suspension.last_on = pass.last_on;
        lived[(*ret_count)++] = suspension;
    }
    return lived;
}

/* The right is that which the signing leaves: a suspension that it ends gives its PASS fewer days, which this contract and those
 * signed before may have rested on. */
void contract_judge_right(struct call *call, struct write *write, bool ends_suspension, struct findings *findings)
{
    const struct contracts_facts of_contracts = {FACT_PERIODS, FACT_PARAMETERS, "end_suspension"};
    struct parameters parameters;
    struct rights rights;
    unsigned count = 0;
    const char *suspensions;
    struct contract_right_facts right = {
        .starts_on = write_day(write, STARTS_ON), .ends_on = write_day(write, ENDS_ON), .ends_suspension = ends_suspension};
    right.renewal = write_value(write, RENEWS_ID) != NULL;
    facts_rights(call, write, FACT_RIGHTS, NULL, &rights);
    const struct moved_pass *moved = ends_suspension ? ended_suspensions(call, write, &rights, &count, &suspensions) : NULL;
    const struct contract_period *former = take_moved(call, write, moved, count, &rights, findings);
    right.others = facts_contracts(call, write, FACT_PERIODS, write->id, true, &right.n_others);
    right.rights = rights_on(&rights, DAY_NONE);
    right.suspensions = lived_suspensions(call, &rights, &right.n_suspensions);
    facts_parameters(write, FACT_PARAMETERS, contract_chain_start(right.others, right.n_others, right.starts_on, right.renewal),
                     &parameters);
    contract_check_right(&right, &parameters, findings);
    for (unsigned i = 0; i < count; i++)
        if (rights.periods[rights_pass(&rights, moved[i].id)].last_on < former[i].last_on)
            rights_warn_contracts(call, write, &of_contracts, &rights, former[i], findings);
}

void contract_end_suspension(struct call *call, struct write *write)
{
    unsigned count;
    const char *suspensions;
    struct rights rights;
    facts_rights(call, write, FACT_RIGHTS, NULL, &rights);
    const struct moved_pass *moved = ended_suspensions(call, write, &rights, &count, &suspensions);
    write_also(write, QUERY_SUSPENSION_END, (const char *[]){suspensions, day_text(call, write_day(write, STARTS_ON) - 1)});
    write_pass_ends(call, write, moved, count);
}

/* A draft holds no day yet: what may still come, or be moved, is asked when it is signed and said before. */
void contract_let_wait(struct findings *findings)
{
    for (unsigned i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        bool waits = finding->problem == CONTRACT_OVERLAP || finding->problem == CONTRACT_WITHOUT_PASS ||
                     finding->problem == CONTRACT_IN_SUSPENSION;
        if (waits && finding->severity == SEVERITY_ERROR) {
            finding->severity = SEVERITY_WARNING;
            findings->errors--;
        }
    }
}
