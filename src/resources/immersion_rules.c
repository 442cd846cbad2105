/* The convention of an immersion put before the rules of the domain. */
#include "facts.h"
#include "immersion_fields.h"

/* Columns of immersion_person.sql; the mentions come last, as the fields from BENEFICIARY_FIRST_NAME on. */
enum { WEEKLY_MINUTES_COLUMN = 2, CONTRACT_COLUMN, MENTIONS_COLUMN };

/* Columns of immersion_periods.sql. */
enum { PERIOD_STARTS_ON = 1, PERIOD_LAST_ON, PERIOD_WEEKLY_MINUTES = 5 };

static unsigned mention_column(int field)
{
    return MENTIONS_COLUMN + (unsigned)(field - BENEFICIARY_FIRST_NAME);
}

static const char *mention(const struct write *write, int field)
{
    return fact_text(write, FACT_PERSON, 0, mention_column(field));
}

static const char *number_text(struct call *call, int64_t number)
{
    return arena_printf(call->arena, "%lld", (long long)number);
}

/* The week of the contract that is in force when the immersion begins; of the one named where that is not signed yet. */
static int64_t contract_week(const struct write *write, day_t starts_on)
{
    for (unsigned row = 0; row < fact_rows(write, FACT_PERIODS); row++)
        if (fact_day(write, FACT_PERIODS, row, PERIOD_STARTS_ON) <= starts_on &&
            fact_day(write, FACT_PERIODS, row, PERIOD_LAST_ON) >= starts_on)
            return fact_int(write, FACT_PERIODS, row, PERIOD_WEEKLY_MINUTES);
    return fact_int(write, FACT_PERSON, 0, WEEKLY_MINUTES_COLUMN);
}

static const struct immersion_week *other_weeks(struct call *call, const struct write *write, unsigned *ret_count)
{
    *ret_count = fact_rows(write, FACT_WEEKS);
    struct immersion_week *weeks = arena_zalloc(call->arena, *ret_count + 1, sizeof *weeks);
    for (unsigned row = 0; row < *ret_count; row++)
        weeks[row] = (struct immersion_week){fact_day(write, FACT_WEEKS, row, 0), fact_int(write, FACT_WEEKS, row, 1)};
    return weeks;
}

/* Hours and days are those of the schedule, counted once here. */
static void count_schedule(struct call *call, struct write *write, bool given, const struct schedule *schedule)
{
    write_set(write, PLANNED_MINUTES, given ? number_text(call, schedule_minutes(schedule)) : NULL);
    write_set(write, PLANNED_DAYS, given ? number_text(call, schedule_days(schedule)) : NULL);
}

/* A change may take an optional mention away, never one that the convention is made of. */
static bool has_its_bones(const struct write *write, struct findings *findings)
{
    static const int bones[] = {HOST_ID, OBJECT, STARTS_ON, ENDS_ON};
    bool whole = true;
    for (unsigned i = 0; i < COUNT(bones); i++)
        if (!write_value(write, bones[i])) {
            findings_error(findings, FIELD_REQUIRED, write->resource->fields[bones[i]].name);
            whole = false;
        }
    return whole;
}

void immersion_judge(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters parameters;
    struct schedule schedule;
    unsigned n_periods;
    if (!has_its_bones(write, findings))
        return;
    bool scheduled = schedule_read(write_value(write, SCHEDULE), &schedule);
    struct immersion_facts immersion = {
        .starts_on = write_day(write, STARTS_ON),
        .ends_on = write_day(write, ENDS_ON),
        .birth_on = fact_day(write, FACT_PERSON, 0, mention_column(BENEFICIARY_BIRTH_ON)),
        .chain = {.starts_on = DAY_NONE, .last_on = DAY_NONE},
        .contract_weekly_minutes = contract_week(write, write_day(write, STARTS_ON)),
        .structure_siret = mention(write, EMPLOYER_SIRET),
        .host_siret = mention(write, HOST_SIRET),
        .schedule = scheduled ? &schedule : NULL,
    };
    const struct contract_period *periods = facts_contracts(call, write, FACT_PERIODS, NULL, true, &n_periods);
    /* The chain is that of the contract named: none when it is not signed. */
    contract_chain_at(periods, n_periods, fact_day(write, FACT_PERSON, 0, CONTRACT_COLUMN), &immersion.chain);
    immersion.others = facts_periods(call, write, FACT_OTHERS, write->id, &immersion.n_others);
    immersion.other_weeks = other_weeks(call, write, &immersion.n_other_weeks);
    facts_parameters(write, FACT_PARAMETERS, immersion.starts_on, &parameters);
    immersion_check(&immersion, &parameters, findings);
    count_schedule(call, write, scheduled, &schedule);
    write_set(write, LAST_ON, write_value(write, ENDS_ON));
}

unsigned immersion_asked(const struct write *write, unsigned parameters_fact)
{
    struct parameters parameters;
    day_t starts_on = write_day(write, STARTS_ON);
    facts_parameters(write, parameters_fact, starts_on, &parameters);
    return immersion_signatories(write_day(write, BENEFICIARY_BIRTH_ON), starts_on, &parameters);
}

/* What is signed is what the records said on that day: a host that moves later moves in no convention. Without a prescriber the
 * structure prescribes by right. */
static void copy_mentions(struct call *call, struct write *write)
{
    for (int field = BENEFICIARY_FIRST_NAME; field <= PRESCRIBING_BODY; field++) {
        const char *text = mention(write, field);
        write_set(write, field, text ? arena_strdup(call->arena, text) : NULL);
    }
    if (!write_value(write, PRESCRIBER_ID))
        write_set(write, PRESCRIBING_BODY, write_value(write, EMPLOYER_NAME));
}

/* The names of beneficiary, employer and host are in their own records, which always have them. */
void immersion_mentions(struct call *call, struct write *write, struct findings *findings)
{
    static const int own[] = {OBJECTIVES, EVALUATION_MEANS, TASKS,     PLACE, SCHEDULE, BENEFICIARY_SITUATION,
                              RSA,        REFERENT_NAME,    TUTOR_NAME};
    static const char *const of_host[] = {"host_id/address",          "host_id/legal_form",
                                          "host_id/main_activity",    "host_id/collective_agreement",
                                          "host_id/person_in_charge", "host_id/person_in_charge_function"};
    copy_mentions(call, write);
    for (unsigned i = 0; i < COUNT(own); i++)
        if (!write_value(write, own[i]))
            findings_error(findings, IMMERSION_MENTION, write->resource->fields[own[i]].name);
    for (unsigned i = 0; i < COUNT(of_host); i++)
        if (!write_value(write, HOST_ADDRESS + (int)i))
            findings_error(findings, IMMERSION_MENTION, of_host[i]);
    if ((immersion_asked(write, FACT_PARAMETERS) & BIT(SIGNATORY_LEGAL_REPRESENTATIVE)) &&
        !write_value(write, LEGAL_REPRESENTATIVE_NAME))
        findings_error(findings, IMMERSION_MENTION, "legal_representative_name");
}
