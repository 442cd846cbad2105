/* The page /docs: swagger-ui over /openapi.json, from files built into the program. For anyone, without a key. */
#ifndef MAILLON_HTTP_DOCS_H
#define MAILLON_HTTP_DOCS_H

#include "api/call.h"
#include "headers.h"

struct docs_file {
    const char *path; /* "/docs/init.js" */
    const char *type;
    const char *digest; /* of the content: its entity tag */
    size_t length;
    size_t packed_length;
    const char *packed; /* gzip */
};

/* Written at build by tools/embed_page.py. Ended by a NULL path, which comes first in a build without the page. */
extern const struct docs_file docs_files[];

/* Once, before threads. `also_asked`: another origin that the page may ask, or NULL. */
void docs_init(const char *also_asked);

/* Whether the page answers for this path: /docs and all below it. */
bool docs_owns(const char *path);

/* The headers that keep a browser to what is served here. */
void docs_confine(struct call *call);

void docs_serve(struct call *call, const struct headers *headers);

#endif
