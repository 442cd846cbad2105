/* The one writer of application/problem+json (RFC 9457), for the whole process. */
#include <string.h>

#include "api/call.h"

static void write_texts(struct buffer *out, enum problem problem, enum language language, const struct problem_value *values)
{
    struct buffer detail = {0};
    problem_write_detail(&detail, problem, language, values);
    json_key(out, "detail");
    json_chars(out, detail.data, detail.length);
    buffer_done(&detail);
}

static void write_item(struct buffer *out, const struct error_item *item, enum language language)
{
    json_open(out, '{');
    if (item->pointer) {
        json_key(out, "pointer");
        json_text(out, item->pointer);
    }
    if (item->parameter) {
        json_key(out, "parameter");
        json_text(out, item->parameter);
    }
    json_key(out, "code");
    json_text(out, problem_text(item->problem)->slug);
    write_texts(out, item->problem, language, item->values);
    json_close(out, '}');
}

static void write_state(struct buffer *out, const struct call *call)
{
    const struct call_error *error = &call->error;
    json_key(out, "current_state");
    json_text(out, error->current_state);
    json_key(out, "allowed_moves");
    json_raw(out, error->allowed_moves, strlen(error->allowed_moves));
}

void problem_write(struct buffer *out, const struct call *call)
{
    const struct call_error *error = &call->error;
    const struct problem_text *text = problem_text(error->problem);
    enum language language = call->request->language;
    json_open(out, '{');
    json_key(out, "type");
    buffer_printf(out, "\"/problems#%s\"", text->slug);
    json_key(out, "title");
    json_text(out, text->title[language]);
    json_key(out, "status");
    json_int(out, text->status);
    write_texts(out, error->problem, language, error->values);
    json_key(out, "instance");
    json_text(out, call->request->path ? call->request->path : "");
    json_key(out, "code");
    json_text(out, text->slug);
    json_key(out, "request_id");
    json_text(out, call->request->id);
    json_key(out, "errors");
    json_open(out, '[');
    for (unsigned i = 0; i < error->n_items; i++)
        write_item(out, &error->items[i], language);
    json_close(out, ']');
    if (error->problem == STATE_CONFLICT && error->allowed_moves)
        write_state(out, call);
    json_close(out, '}');
}

void call_write_problem(struct call *call)
{
    struct response *response = &call->response;
    response->status = problem_text(call->error.problem)->status;
    if (response->status == 401)
        call_header(call, "WWW-Authenticate", "Bearer realm=\"maillon\"");
    if (response->status == 503 || call->error.problem == IN_FLIGHT)
        call_header(call, "Retry-After", "1");
    response->content_type = "application/problem+json";
    response->body.length = 0;
    problem_write(&response->body, call);
}
