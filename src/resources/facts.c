#include "facts.h"

#include <string.h>

#include "core/text.h"
#include "db/reference.h"

enum { VERSIONS_MAX = 256 }; /* dated versions of the numbers of law: a few for each key */

void parameters_read(const struct tx *tx, unsigned answer, day_t on, struct parameters *ret_parameters)
{
    struct parameter_version versions[VERSIONS_MAX];
    unsigned count = 0;
    for (unsigned row = 0; row < tx_rows(tx, answer) && count < VERSIONS_MAX; row++) {
        struct parameter_version *version = &versions[count];
        if (!parameter_from_key(tx_text(tx, answer, row, 0), &version->key))
            continue;
        version->value = tx_int(tx, answer, row, 1);
        version->valid_from = tx_day(tx, answer, row, 2);
        version->valid_to = tx_day(tx, answer, row, 3);
        count++;
    }
    parameters_on(versions, count, on, ret_parameters);
}

void facts_parameters(const struct write *write, unsigned fact, day_t on, struct parameters *ret_parameters)
{
    parameters_read(write->tx, write->facts[fact], on, ret_parameters);
}

struct contract_period *facts_periods(struct call *call, const struct write *write, unsigned fact, const char *skip_id,
                                      unsigned *ret_count)
{
    unsigned rows = fact_rows(write, fact);
    struct contract_period *periods = arena_zalloc(call->arena, rows + 1, sizeof *periods);
    *ret_count = 0;
    for (unsigned row = 0; row < rows; row++)
        if (!text_equal(fact_text(write, fact, row, 0), skip_id))
            periods[(*ret_count)++] =
                (struct contract_period){.starts_on = fact_day(write, fact, row, 1), .last_on = fact_day(write, fact, row, 2)};
    return periods;
}

struct contract_period *facts_contracts(struct call *call, const struct write *write, unsigned fact, const char *skip_id,
                                        bool of_path, unsigned *ret_count)
{
    unsigned rows = fact_rows(write, fact);
    struct contract_period *contracts = arena_zalloc(call->arena, rows + 1, sizeof *contracts);
    *ret_count = 0;
    for (unsigned row = 0; row < rows; row++)
        if (!text_equal(fact_text(write, fact, row, 0), skip_id) && fact_bool(write, fact, row, 4) == of_path)
            contracts[(*ret_count)++] = (struct contract_period){fact_day(write, fact, row, 1), fact_day(write, fact, row, 2),
                                                                 fact_bool(write, fact, row, 3)};
    return contracts;
}

void periods_insert(struct contract_period *periods, unsigned *count, struct contract_period period)
{
    unsigned at = (*count)++;
    for (; at > 0 && periods[at - 1].starts_on > period.starts_on; at--)
        periods[at] = periods[at - 1];
    periods[at] = period;
}

const char *day_text(struct call *call, day_t day)
{
    char text[DAY_TEXT];
    return day == DAY_NONE ? NULL : arena_strdup(call->arena, day_format(day, text));
}

bool write_true(const struct write *write, int field)
{
    const char *text = write_value(write, field);
    return text && text[0] == 't';
}

void null_as(struct write *write, int field, const char *text)
{
    if (write->set[field].given && !write->set[field].text)
        write_set(write, field, text);
}

day_t move_day(const struct write *write, const char *name)
{
    return day_from_sql(move_value(write, name));
}

const char *const *words_of(struct call *call, const char *text, unsigned *ret_count)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    size_t most = text ? strlen(text) / 2 + 1 : 0;
    const char **words = arena_zalloc(call->arena, most + 1, sizeof *words);
    *ret_count = 0;
    while (text && *text) {
        size_t length = strspn(text, letters);
        if (length)
            words[(*ret_count)++] = arena_strndup(call->arena, text, length);
        text += length ? length : 1;
    }
    return words;
}

void check_order(day_t first, day_t last, const char *field, struct findings *findings)
{
    if (first != DAY_NONE && last != DAY_NONE && last < first)
        finding_day(findings_error(findings, DAYS_OUT_OF_ORDER, field), 0, first);
}

const char *array_with(struct call *call, const char *array, const char *item)
{
    int kept = (int)strlen(array) - 1; /* without the brace */
    return arena_printf(call->arena, "%.*s%s%s}", kept, array, kept > 1 ? "," : "", item ? item : "null");
}

void check_accompanies(const struct write *write, int field, unsigned fact, struct findings *findings)
{
    if (write_changes(write, field) && write_value(write, field) && !fact_bool(write, fact, 0, 0))
        findings_error(findings, FIELD_REFERENCE, write->resource->fields[field].name);
}

void warn_known(const struct write *write, unsigned fact, const char *field, struct findings *findings)
{
    if (fact_rows(write, fact) > 0)
        finding_text(findings_warn(findings, PERSON_KNOWN, field), 0, fact_text(write, fact, 0, 0));
}

void warn_rome(const char *code, const char *field, struct findings *findings)
{
    if (code && reference_row(reference_list("rome"), code, strlen(code)) < 0)
        finding_text(findings_warn(findings, FIELD_CODE, field), 0, "rome");
}

const char *state_before(const struct write *write)
{
    return write->state < 0 ? NULL : write->resource->flow->states[write->state];
}

void refuse_state(const struct write *write, struct findings *findings)
{
    finding_text(findings_error(findings, STATE_CONFLICT, NULL), 0, state_before(write));
}
