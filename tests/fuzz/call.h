/* A call without a database, for targets that read requests and bodies: the API as it is served, some caller. */
#ifndef MAILLON_FUZZ_CALL_H
#define MAILLON_FUZZ_CALL_H

#include <jansson.h>

#include "api/call.h"
#include "api/view.h"
#include "core/text.h"
#include "db/reference.h"
#include "fuzz.h"
#include "resources/index.h"

static inline void fuzz_api(void)
{
    reference_load();
    api_set(&maillon_api);
}

/* `role` is a word; another one is a director's. */
static inline void fuzz_call(struct call *call, struct arena *arena, struct request *request, const char *role)
{
    arena_init(arena);
    call_start(call, arena, NULL, request);
    if (!role_from_word(role, &call->who.role))
        call->who.role = ROLE_DIRECTOR;
    call->who.kind = kind_of_role(call->who.role);
    request->id = "fuzz";
    request->path = "/";
}

/* What a refusal promises: JSON, whatever it quotes. And of headers: that they cannot become two. Ends the call. */
static inline void fuzz_answer(struct call *call)
{
    if (call->error.problem != PROBLEM_NONE) {
        struct buffer out = {0};
        json_error_t error;
        problem_write(&out, call);
        PROMISE(text_is_utf8(out.data, out.length));
        json_t *problem = json_loadb(out.data, out.length, JSON_REJECT_DUPLICATES, &error);
        PROMISE(json_is_object(problem));
        json_decref(problem);
        buffer_done(&out);
    }
    for (unsigned i = 0; i < call->response.n_headers; i++)
        PROMISE(!strpbrk(call->response.headers[i].value, "\r\n"));
    arena_done(call->arena);
}

#endif
