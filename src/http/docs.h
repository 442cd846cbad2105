/* What describes the API, for anyone, without a key: /openapi.json and /problems, written at start, and the page /docs,
 * swagger-ui over the former, from files built into the program. */
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
    const char *plain;  /* or NULL: it is unpacked for who takes no gzip */
};

/* Written at build by tools/embed_page.py. Ended by a NULL path, which comes first in a build without the page. */
extern const struct docs_file docs_files[];

/* Once, before threads. `development_exports`: in development the base URL of exports, another origin that the page may ask; else
 * NULL. */
void docs_init(const char *development_exports);
void docs_done(void);

/* Whether it is one of these paths: /openapi.json, /problems, /docs and all below it. */
bool docs_owns(const char *path);

void docs_serve(struct call *call, const struct headers *headers);

#endif
