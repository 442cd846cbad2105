/* What a write answers: the row as its author sees it, what the rules noticed, and a secret shown once. */
#include "api/output.h"
#include "write_run.h"

static void write_warnings(struct buffer *out, struct call *call)
{
    json_key(out, "warnings");
    json_open(out, '[');
    for (unsigned i = 0; i < call->warnings.count; i++) {
        const struct finding *finding = &call->warnings.items[i];
        struct buffer detail = {0};
        problem_write_detail(&detail, finding->problem, call->request->language, finding->values);
        json_open(out, '{');
        json_key(out, "code");
        json_text(out, problem_text(finding->problem)->slug);
        json_key(out, "pointer");
        json_text(out, finding->field ? arena_printf(call->arena, "/%s", finding->field) : NULL);
        json_key(out, "detail");
        json_chars(out, detail.data, detail.length);
        json_close(out, '}');
        buffer_done(&detail);
    }
    json_close(out, ']');
}

static void write_secret(struct buffer *out, const struct write *write)
{
    for (unsigned i = 0; i < write->resource->n_fields; i++)
        if (write->resource->fields[i].flags & SIGHTED) {
            json_key(out, write->resource->fields[i].name);
            json_text(out, write->secret);
        }
}

void run_answer(struct buffer *out, const struct run *run)
{
    static const struct shape whole = {.columns = UINT64_MAX};
    const struct view *view = run->view;
    const struct tx *tx = run->write->tx;
    output_row(out, view, &whole, tx, run->written, 0);
    if (run->write->secret)
        write_secret(out, run->write);
    output_allowed_moves(out, run->call, view, tx, run->written, 0);
    write_warnings(out, run->call);
    json_close(out, '}');
}
