/* Outcomes: the exits of a period by structure and worksite, their rates, and the targets negotiated on them. */
#include "outcomes.h"
#include "common.h"
#include "domain/exit.h"
#include "endpoint.h"
#include "facts.h"
#include "resources.h"

enum { YEARS_MAX = 10, MONTHS_OF_YEAR = 12, BASIS_POINTS = 10000 };

enum { PARAM_FROM, PARAM_TO, PARAM_STRUCTURE };
const struct field outcome_params[OUTCOME_PARAMS] = {
    [PARAM_FROM] = {"from", T_DATE, REQUIRED, .about = "First day of the period; exits are taken by their day.",
                    .about_fr = "Premier jour de la période ; les sorties sont prises selon leur jour.",
                    .example = "\"2026-01-01\""},
    [PARAM_TO] = {"to", T_DATE, REQUIRED, .about = "Last day of the period, at most ten years long.",
                  .about_fr = "Dernier jour de la période, longue de dix ans au plus.", .example = "\"2026-12-31\""},
    [PARAM_STRUCTURE] = {"structure_id", T_UUID, 0, .refers = "structures",
                         .about = "One structure among those the caller may read.",
                         .about_fr = "Une structure parmi celles que l'appelant peut lire.", .example = EXAMPLE_ID},
};

/* Columns of the three queries. */
enum {
    EXIT_YEAR,
    EXIT_STRUCTURE,
    EXIT_WORKSITE,
    EXIT_WORKSITE_NAME,
    EXIT_REASON_CODE,
    EXIT_CATEGORY_WORD,
    EXIT_COUNTED,
    EXIT_UNCOUNTED
};
enum { TARGET_STRUCTURE, TARGET_YEAR, TARGET_NAME, TARGET_CATEGORIES, TARGET_REASONS, TARGET_NUMERATOR, TARGET_DENOMINATOR };

struct report {
    struct call *call;
    struct tx tx;
    const char *values[OUTCOME_PARAMS];
    unsigned structures, exits, targets, parameters; /* answers */
};

static bool same(const struct report *report, unsigned answer, unsigned row, unsigned column, const char *id)
{
    return text_equal(tx_text(&report->tx, answer, row, column), id);
}

static enum exit_category category_of(const struct report *report, unsigned row)
{
    return (enum exit_category)text_index(exit_category_words, tx_text(&report->tx, report->exits, row, EXIT_CATEGORY_WORD));
}

/* The exits of a structure, or of one of its worksites. */
static struct outcome outcome_of(const struct report *report, unsigned column, const char *id)
{
    struct outcome outcome = {0};
    for (unsigned row = 0; row < tx_rows(&report->tx, report->exits); row++)
        if (same(report, report->exits, row, column, id))
            outcome_add(&outcome, category_of(report, row), tx_int(&report->tx, report->exits, row, EXIT_COUNTED),
                        tx_int(&report->tx, report->exits, row, EXIT_UNCOUNTED));
    return outcome;
}

/* Beside the counted ones a total would tell a partner how many exits are neutral: what a funder contracts on is enough. */
static void write_outcome(struct buffer *out, const struct report *report, const struct outcome *outcome)
{
    if (report->call->who.kind == KIND_STAFF) {
        json_key(out, "total");
        json_int(out, outcome->total);
    }
    json_key(out, "counted");
    json_int(out, outcome->counted);
    json_key(out, "categories");
    json_open(out, '{');
    for (unsigned category = 0; category < EXIT_NEUTRAL; category++) {
        json_key(out, exit_category_words[category]);
        json_int(out, outcome->by_category[category]);
    }
    json_close(out, '}');
    json_key(out, "dynamic");
    rate_write(out, outcome_dynamic(outcome));
    json_key(out, "durable");
    rate_write(out, outcome_durable(outcome));
}

/* Rows come sorted by worksite: each is written at its first row. */
static void write_worksites(struct buffer *out, const struct report *report, const char *structure)
{
    const char *written = NULL;
    json_key(out, "worksites");
    json_open(out, '[');
    for (unsigned row = 0; row < tx_rows(&report->tx, report->exits); row++) {
        const char *worksite = tx_text(&report->tx, report->exits, row, EXIT_WORKSITE);
        if (!same(report, report->exits, row, EXIT_STRUCTURE, structure) || text_equal(worksite, written))
            continue;
        struct outcome outcome = outcome_of(report, EXIT_WORKSITE, worksite);
        written = worksite;
        json_open(out, '{');
        json_key(out, "worksite_id");
        json_text(out, worksite);
        json_key(out, "name");
        json_text(out, tx_text(&report->tx, report->exits, row, EXIT_WORKSITE_NAME));
        write_outcome(out, report, &outcome);
        json_close(out, '}');
    }
    json_close(out, ']');
}

static void write_reference(struct buffer *out, const char *key, const struct parameters *parameters,
                            enum parameter_key parameter)
{
    long long value = parameters->value[parameter];
    json_key(out, key);
    if (parameters->known[parameter])
        buffer_printf(out, "\"%lld.%04lld\"", value / BASIS_POINTS, value % BASIS_POINTS);
    else
        json_nothing(out);
}

static void write_references(struct buffer *out, const struct parameters *parameters)
{
    json_key(out, "references");
    json_open(out, '{');
    write_reference(out, "dynamic", parameters, PARAM_EXIT_DYNAMIC_REFERENCE);
    write_reference(out, "durable", parameters, PARAM_EXIT_DURABLE_REFERENCE);
    json_close(out, '}');
}

/* The rate of a target is that of its own year, on the days of that year that the period holds. */
static struct rate rate_of(const struct report *report, const struct target *target, const char *structure, int64_t year)
{
    unsigned rows = tx_rows(&report->tx, report->exits), count = 0;
    struct outcome_reason *reasons = arena_zalloc(report->call->arena, rows + 1, sizeof *reasons);
    for (unsigned row = 0; row < rows; row++)
        if (same(report, report->exits, row, EXIT_STRUCTURE, structure) &&
            tx_int(&report->tx, report->exits, row, EXIT_YEAR) == year)
            reasons[count++] =
                (struct outcome_reason){tx_text(&report->tx, report->exits, row, EXIT_REASON_CODE), category_of(report, row),
                                        tx_int(&report->tx, report->exits, row, EXIT_COUNTED)};
    return target_rate(target, reasons, count);
}

static struct target target_read(const struct report *report, unsigned row)
{
    unsigned n_categories;
    const char *const *categories =
        words_of(report->call, tx_text(&report->tx, report->targets, row, TARGET_CATEGORIES), &n_categories);
    struct target target = {.numerator = tx_int(&report->tx, report->targets, row, TARGET_NUMERATOR),
                            .denominator = tx_int(&report->tx, report->targets, row, TARGET_DENOMINATOR)};
    for (unsigned i = 0; i < n_categories; i++)
        target.categories |= BIT(text_index(exit_category_words, categories[i]));
    target.reasons = words_of(report->call, tx_text(&report->tx, report->targets, row, TARGET_REASONS), &target.n_reasons);
    return target;
}

static void write_target(struct buffer *out, const struct report *report, unsigned row, const char *structure)
{
    struct target target = target_read(report, row);
    int64_t year = tx_int(&report->tx, report->targets, row, TARGET_YEAR);
    struct rate rate = rate_of(report, &target, structure, year);
    json_open(out, '{');
    json_key(out, "name");
    json_text(out, tx_text(&report->tx, report->targets, row, TARGET_NAME));
    json_key(out, "year");
    json_int(out, year);
    json_key(out, "rate");
    rate_write(out, rate);
    json_key(out, "target");
    json_open(out, '{');
    json_key(out, "numerator");
    json_int(out, target.numerator);
    json_key(out, "denominator");
    json_int(out, target.denominator);
    json_close(out, '}');
    json_key(out, "met");
    json_bool(out, target_met(&target, rate));
    json_close(out, '}');
}

static void write_structure(struct buffer *out, const struct report *report, unsigned row, const struct parameters *parameters)
{
    const char *id = tx_text(&report->tx, report->structures, row, 0);
    struct outcome outcome = outcome_of(report, EXIT_STRUCTURE, id);
    json_open(out, '{');
    json_key(out, "structure_id");
    json_text(out, id);
    json_key(out, "structure_name");
    json_text(out, tx_text(&report->tx, report->structures, row, 1));
    write_worksites(out, report, id);
    write_outcome(out, report, &outcome);
    write_references(out, parameters);
    json_key(out, "targets");
    json_open(out, '[');
    for (unsigned target = 0; target < tx_rows(&report->tx, report->targets); target++)
        if (same(report, report->targets, target, TARGET_STRUCTURE, id))
            write_target(out, report, target, id);
    json_close(out, ']');
    json_close(out, '}');
}

static bool period_read(struct call *call, const char **values, day_t *ret_to)
{
    if (!endpoint_params(call, outcome_params, OUTCOME_PARAMS, values))
        return false;
    day_t from = day_from_sql(values[PARAM_FROM]), to = day_from_sql(values[PARAM_TO]);
    *ret_to = to;
    if (to < from) {
        struct error_item *item = call_parameter_error(call, DAYS_OUT_OF_ORDER, "to");
        item->values[0] = (struct problem_value){.kind = VALUE_DAY, .number = from};
        return false;
    }
    return to <= day_last_of_months(from, YEARS_MAX * MONTHS_OF_YEAR) || call_fail_int(call, PERIOD_TOO_LONG, YEARS_MAX);
}

static void respond(struct report *report, day_t to)
{
    struct buffer *out = &report->call->response.body;
    struct parameters parameters;
    parameters_read(&report->tx, report->parameters, to, &parameters);
    json_open(out, '{');
    json_key(out, "from");
    json_text(out, report->values[PARAM_FROM]);
    json_key(out, "to");
    json_text(out, report->values[PARAM_TO]);
    json_key(out, "data");
    json_open(out, '[');
    for (unsigned row = 0; row < tx_rows(&report->tx, report->structures); row++)
        write_structure(out, report, row, &parameters);
    json_close(out, ']');
    json_close(out, '}');
    report->call->response.status = 200;
}

static void ask(struct call *call, struct tx *tx, void *data)
{
    struct report *report = data;
    struct context context = call_context(call);
    tx_begin_read(tx, call->conn, &context);
    report->structures = tx_ask(tx, query(QUERY_OUTCOME_STRUCTURES), (const char *[]){report->values[PARAM_STRUCTURE]});
    report->exits = tx_ask(tx, query(QUERY_OUTCOME_EXITS), report->values);
    report->targets = tx_ask(tx, query(QUERY_OUTCOME_TARGETS), report->values);
    report->parameters = tx_ask(tx, query(QUERY_PARAMETERS), NULL);
}

bool outcomes_get(struct call *call, const char *item)
{
    struct report report = {.call = call};
    day_t to;
    (void)item;
    if (!period_read(call, report.values, &to) || !endpoint_answered(call, &report.tx, ask, &report))
        return false;
    respond(&report, to);
    tx_finish(&report.tx);
    return true;
}
