#include "api/export.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access.h"
#include "api/csv.h"
#include "api/list.h"
#include "core/log.h"
#include "core/text.h"

enum { FETCHED_ROWS = 500, WRITTEN_BYTES = 65536 };
static const char declare[] = "declare export no scroll cursor for ";
static const char fetch[] = "fetch forward 500 from export";

static const char csv[] = "text/csv", ndjson[] = "application/x-ndjson";
static const char *folder = "/tmp";

void export_set_folder(const char *given)
{
    folder = given;
}

/* A file that no name leads to and that ends with its descriptor, even when the process is killed. */
static int open_file(const char *where)
{
    int file = open(where, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (file >= 0 || (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL))
        return file;
    struct buffer path = {0}; /* a file system without nameless files */
    buffer_printf(&path, "%s/maillon-export.XXXXXX", where);
    buffer_text(&path);
    file = mkostemp(path.data, O_CLOEXEC);
    if (file >= 0)
        unlink(path.data);
    buffer_done(&path);
    return file;
}

bool export_folder_is_right(const char *given)
{
    int file = open_file(given);
    if (file >= 0)
        close(file);
    return file >= 0;
}

/* What is being written. */
struct output_file {
    int file;
    struct buffer waiting;
    const char *media;
    uint64_t rows;
    size_t bytes;
};

static bool write_out(struct call *call, struct output_file *to)
{
    size_t done = 0;
    while (done < to->waiting.length) {
        ssize_t written = write(to->file, to->waiting.data + done, to->waiting.length - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0) {
            log_with(LOG_ERROR, "export_not_written", {"reason", strerror(errno), 0});
            return call_fail(call, UNAVAILABLE);
        }
        done += (size_t)written;
    }
    to->bytes += done;
    to->waiting.length = 0;
    return true;
}

static void write_header(struct output_file *to, const struct view *view, const struct list_query *query)
{
    if (to->media != csv)
        return;
    buffer_add_text(&to->waiting, CSV_MARK);
    for (unsigned i = 0; i < query->shape.n_order; i++) {
        if (i)
            buffer_add_char(&to->waiting, CSV_SEPARATOR);
        buffer_add_text(&to->waiting, view->resource->fields[view->columns[query->shape.order[i]].field].name);
    }
    buffer_add_text(&to->waiting, CSV_LINE_END);
}

static void write_csv_row(struct buffer *out, const struct view *view, const struct list_query *query, const struct tx *tx,
                          unsigned answer, unsigned row)
{
    for (unsigned i = 0; i < query->shape.n_order; i++) {
        unsigned c = query->shape.order[i];
        if (i)
            buffer_add_char(out, CSV_SEPARATOR);
        size_t length;
        const char *bytes = tx_cell(tx, answer, row, c, &length);
        csv_value(out, view->columns[c].type, bytes, length);
    }
    buffer_add_text(out, CSV_LINE_END);
}

static bool write_rows(struct call *call, struct output_file *to, const struct view *view, const struct list_query *query,
                       const struct tx *tx, unsigned answer)
{
    unsigned rows = tx_rows(tx, answer);
    for (unsigned row = 0; row < rows; row++) {
        if (to->media == csv) {
            write_csv_row(&to->waiting, view, query, tx, answer, row);
        } else {
            output_row(&to->waiting, view, &query->shape, tx, answer, row);
            buffer_add_text(&to->waiting, "}\n");
        }
        if (to->waiting.length >= WRITTEN_BYTES && !write_out(call, to))
            return false;
    }
    to->rows += rows;
    return true;
}

/* Fetches until nothing is left. False: the call's error is set, or the transaction's failure. */
static bool fetch_all(struct call *call, struct tx *tx, struct output_file *to, const struct view *view,
                      const struct list_query *query)
{
    const struct statement page = statement_binary(fetch, 0);
    for (bool more = true; more;) {
        unsigned answer = tx_ask(tx, &page, NULL);
        if (!tx_flush(tx) || !write_rows(call, to, view, query, tx, answer))
            return false;
        more = tx_rows(tx, answer) == FETCHED_ROWS;
        tx_forget(tx, answer);
        if (more && call->is_cut && call->is_cut())
            return call_fail(call, UNAVAILABLE);
    }
    return write_out(call, to);
}

/* The entries of the access log, of the rows that were fetched: it is the same snapshot. They come last, so that no export
 * writes for as long as it reads; and nothing is answered before they are kept. False as above. */
static bool enter_all(struct call *call, struct tx *tx, const struct view *view, const struct list_query *query)
{
    if (!access_entered(view, query))
        return true;
    list_enter_export(call, tx, view, query);
    /* Whether they were kept matters no more: there is no answer. */
    return tx_commit(tx) || (tx->failure.problem == OUTCOME_UNKNOWN && call_fail(call, UNAVAILABLE));
}

/* False: to be run again. */
static bool export_once(struct call *call, const struct view *view, const struct list_query *query, struct output_file *to,
                        unsigned tried)
{
    struct context context = call_context(call);
    const char *values[LIST_PARAMS];
    unsigned n_values;
    struct buffer sql = {0};
    AUTO_TX struct tx tx;
    tx_begin_snapshot(&tx, call->conn, &context, access_entered(view, query));
    buffer_add_text(&sql, declare);
    list_statement(call, view, query, &sql, values, &n_values);
    struct statement statement = statement_of(arena_strndup(call->arena, sql.data, sql.length), n_values);
    buffer_done(&sql);
    tx_ask(&tx, &statement, values);
    to->waiting.length = to->bytes = to->rows = 0;
    write_header(to, view, query);
    if ((fetch_all(call, &tx, to, view, query) && enter_all(call, &tx, view, query)) || call->error.problem != PROBLEM_NONE)
        return true;
    if (!call_again(call, &tx, tried))
        return true;
    bool emptied = ftruncate(to->file, 0) == 0 && lseek(to->file, 0, SEEK_SET) == 0;
    return !emptied && !call_fail(call, UNAVAILABLE); /* what was written is not answered */
}

const char *export_media_type(const struct request *request)
{
    for (unsigned i = 0; i < request->n_parameters; i++)
        if (strcmp(request->parameters[i].name, "format") == 0 && strcmp(request->parameters[i].value, "ndjson") == 0)
            return ndjson;
    return csv;
}

/* The parameters of the list but those of its pages, and `format`, which is taken out. */
static bool read_parameters(struct call *call, const struct view *view, struct list_query *query)
{
    const struct request *request = call->request;
    struct request *rest = arena_alloc(call->arena, sizeof *rest);
    *rest = *request;
    rest->n_parameters = 0;
    for (unsigned i = 0; i < request->n_parameters; i++) {
        const struct parameter *parameter = &request->parameters[i];
        if (text_index((const char *const[]){"limit", "cursor", "include", "total", NULL}, parameter->name) >= 0)
            call_parameter_error(call, FIELD_UNKNOWN, parameter->name);
        else if (strcmp(parameter->name, "format") != 0)
            rest->parameters[rest->n_parameters++] = *parameter;
        else if (text_index((const char *const[]){"csv", "ndjson", NULL}, parameter->value) < 0)
            call_parameter_error(call, FIELD_WORD, "format")->values[0] =
                (struct problem_value){.kind = VALUE_TEXT, .text = "csv, ndjson"};
    }
    call->request = rest;
    bool right = list_query_read(call, view, query);
    call->request = request;
    query->limit = 0; /* every row */
    unsigned all = query->shape.n_order ? 0 : view->n_columns;
    for (unsigned c = 0; c < all; c++)
        query->shape.order[query->shape.n_order++] = (uint8_t)c;
    return right;
}

static void respond(struct call *call, const struct resource *resource, const struct output_file *to)
{
    struct response *response = &call->response;
    response->status = 200;
    response->file = to->file;
    response->file_size = to->bytes;
    response->rows = to->rows;
    response->has_file = true;
    response->content_type = to->media == csv ? "text/csv; charset=utf-8; header=present" : ndjson;
    call_header(call, "Content-Disposition",
                arena_printf(call->arena, "attachment; filename=\"%s.%s\"", resource->path, to->media == csv ? "csv" : "ndjson"));
    call_header(call, "Cache-Control", "no-store");
}

void export_serve(struct call *call, const struct resource *resource)
{
    const struct view *view = view_of(resource, call->who.role);
    struct list_query query;
    if (!read_parameters(call, view, &query))
        return;
    struct output_file to = {.file = open_file(folder), .media = export_media_type(call->request)};
    if (to.file < 0) {
        log_with(LOG_ERROR, "export_not_written", {"reason", strerror(errno), 0});
        call_fail(call, UNAVAILABLE);
        return;
    }
    for (unsigned tried = 0; !export_once(call, view, &query, &to, tried); tried++)
        continue;
    buffer_done(&to.waiting);
    if (call->error.problem == PROBLEM_NONE)
        respond(call, resource, &to);
    else
        close(to.file);
}
