#include "rights.h"

#include "common.h"
#include "facts.h"

const char *const right_states[] = {"active", "cancelled", NULL};

const struct field right_cancel_fields[1] = {
    {"comment", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Why; kept with the move.",
     .about_fr = "Motif, gardé avec l'annulation.", .example = "\"Saisi pour une autre personne.\""},
};

/* Columns of person_rights(). */
enum { KIND, ROW_ID, OF_PASS, FIRST_ON, LAST_ON, OFFICIAL_END_ON, DAYS, PRESCRIBER_ID };

struct reader {
    struct call *call;
    const struct tx *tx;
    unsigned answer, rows;
    struct rights *rights;
};

static const char *text_at(const struct reader *reader, unsigned row, unsigned column)
{
    const char *text = tx_text(reader->tx, reader->answer, row, column);
    return text ? arena_strdup(reader->call->arena, text) : NULL;
}

static struct contract_period period_at(const struct reader *reader, unsigned row)
{
    return (struct contract_period){.starts_on = tx_day(reader->tx, reader->answer, row, FIRST_ON),
                                    .last_on = tx_day(reader->tx, reader->answer, row, LAST_ON)};
}

static void add_pass(const struct reader *reader, unsigned row)
{
    struct rights *rights = reader->rights;
    unsigned at = rights->n_passes++;
    rights->pass_ids[at] = text_at(reader, row, ROW_ID);
    rights->periods[at] = period_at(reader, row);
    rights->passes[at] =
        (struct pass){.start_on = rights->periods[at].starts_on,
                      .official_end_on = tx_day(reader->tx, reader->answer, row, OFFICIAL_END_ON),
                      .suspensions = arena_zalloc(reader->call->arena, reader->rows + 1, sizeof *rights->suspensions)};
}

static void add_diagnosis(const struct reader *reader, unsigned row)
{
    struct rights *rights = reader->rights;
    unsigned at = rights->n_diagnoses++;
    struct contract_period period = period_at(reader, row);
    rights->diagnosis_ids[at] = text_at(reader, row, ROW_ID);
    rights->prescriber_ids[at] = text_at(reader, row, PRESCRIBER_ID);
    rights->diagnoses[at] = (struct diagnosis){period.starts_on, period.last_on, rights->prescriber_ids[at] != NULL};
}

static void add_suspension(const struct reader *reader, unsigned row, unsigned of_pass)
{
    struct rights *rights = reader->rights;
    struct pass *pass = &rights->passes[of_pass];
    unsigned at = rights->n_suspensions++;
    rights->suspension_ids[at] = text_at(reader, row, ROW_ID);
    rights->suspended[at] = of_pass;
    rights->suspensions[at] = period_at(reader, row);
    ((struct contract_period *)pass->suspensions)[pass->n_suspensions++] = rights->suspensions[at];
}

/* What belongs to a PASS, once every PASS is known. */
static void add_to_pass(const struct reader *reader, unsigned row)
{
    const char *kind = tx_text(reader->tx, reader->answer, row, KIND);
    int of_pass = rights_pass(reader->rights, tx_text(reader->tx, reader->answer, row, OF_PASS));
    if (of_pass < 0)
        return;
    if (text_equal(kind, "suspension"))
        add_suspension(reader, row, (unsigned)of_pass);
    else if (text_equal(kind, "extension"))
        reader->rights->passes[of_pass].extension_days += tx_int(reader->tx, reader->answer, row, DAYS);
}

static void allocate(struct arena *arena, unsigned rows, struct rights *rights)
{
    *rights = (struct rights){
        .passes = arena_zalloc(arena, rows + 1, sizeof *rights->passes),
        .periods = arena_zalloc(arena, rows + 1, sizeof *rights->periods),
        .pass_ids = arena_zalloc(arena, rows + 1, sizeof *rights->pass_ids),
        .suspensions = arena_zalloc(arena, rows + 1, sizeof *rights->suspensions),
        .suspension_ids = arena_zalloc(arena, rows + 1, sizeof *rights->suspension_ids),
        .suspended = arena_zalloc(arena, rows + 1, sizeof *rights->suspended),
        .diagnoses = arena_zalloc(arena, rows + 1, sizeof *rights->diagnoses),
        .diagnosis_ids = arena_zalloc(arena, rows + 1, sizeof *rights->diagnosis_ids),
        .prescriber_ids = arena_zalloc(arena, rows + 1, sizeof *rights->prescriber_ids),
    };
}

void rights_read(struct call *call, const struct tx *tx, unsigned answer, const char *skip_id, struct rights *ret_rights)
{
    unsigned rows = tx_rows(tx, answer);
    allocate(call->arena, rows, ret_rights);
    struct reader reader = {call, tx, answer, rows, ret_rights};
    for (unsigned row = 0; row < reader.rows; row++) {
        const char *kind = tx_text(tx, answer, row, KIND);
        if (text_equal(tx_text(tx, answer, row, ROW_ID), skip_id))
            continue;
        if (text_equal(kind, "pass"))
            add_pass(&reader, row);
        else if (text_equal(kind, "diagnosis"))
            add_diagnosis(&reader, row);
    }
    for (unsigned row = 0; row < reader.rows; row++)
        if (!text_equal(tx_text(tx, answer, row, ROW_ID), skip_id))
            add_to_pass(&reader, row);
}

void facts_rights(struct call *call, const struct write *write, unsigned fact, const char *skip_id, struct rights *ret_rights)
{
    rights_read(call, write->tx, write->facts[fact], skip_id, ret_rights);
}

int rights_pass(const struct rights *rights, const char *id)
{
    for (unsigned i = 0; id && i < rights->n_passes; i++)
        if (text_equal(rights->pass_ids[i], id))
            return (int)i;
    return -1;
}

struct eligibility_facts rights_on(const struct rights *rights, day_t on)
{
    return (struct eligibility_facts){rights->periods, rights->n_passes, rights->diagnoses, rights->n_diagnoses, on};
}

bool rights_prescribed(const struct rights *rights, day_t on)
{
    for (unsigned i = 0; i < rights->n_diagnoses; i++)
        if (rights->diagnoses[i].by_prescriber && rights->diagnoses[i].diagnosed_on <= on && on <= rights->diagnoses[i].last_on)
            return true;
    return false;
}

void rights_warn_contracts(struct call *call, const struct write *write, const struct contracts_facts *facts,
                           const struct rights *rights, struct contract_period pass, struct findings *findings)
{
    unsigned count, before = findings->count;
    const struct contract_period *contracts = facts_contracts(call, write, facts->contracts, NULL, true, &count);
    for (unsigned i = 0; i < count && findings->count == before; i++) {
        struct parameters parameters;
        struct contract_right_facts right = {.starts_on = contracts[i].starts_on,
                                             .ends_on = contracts[i].last_on,
                                             .others = contracts,
                                             .n_others = count,
                                             .renewal = contracts[i].renewal,
                                             .rights = rights_on(rights, DAY_NONE)};
        if (right.starts_on > pass.last_on || right.ends_on < pass.starts_on)
            continue;
        facts_parameters(write, facts->parameters, contract_chain_start(contracts, count, right.starts_on, right.renewal),
                         &parameters);
        contract_warn_right(&right, &parameters, facts->field, findings);
    }
}

void write_pass_ends(struct call *call, struct write *write, const struct moved_pass *moved, unsigned count)
{
    const char *ids = "{}", *ends = "{}", *lasts = "{}";
    for (unsigned i = 0; i < count; i++) {
        ids = array_with(call, ids, moved[i].id);
        ends = array_with(call, ends, day_text(call, pass_end_on(&moved[i].pass, &moved[i].parameters)));
        lasts = array_with(call, lasts, day_text(call, pass_last_on(&moved[i].pass, &moved[i].parameters)));
    }
    write_also(write, QUERY_PASS_SET_END, (const char *[]){ids, ends, lasts});
}

void right_cancel_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    (void)findings;
    write->comment = move_value(write, "comment");
}
