/* The issuers whose tokens are taken: a file, read once at start. */
#ifndef MAILLON_HTTP_ISSUERS_H
#define MAILLON_HTTP_ISSUERS_H

#include "jwks.h"

enum { ISSUERS_MAX = 32, AUDIENCES_MAX = 16, ISSUER_TEXT_MAX = 200 };

struct issuer {
    const char *name;
    const char *audiences[AUDIENCES_MAX];
    unsigned n_audiences;
    uint32_t algorithms;
    struct key_source *keys;
};

/* Reads the file; files of keys too, which must be right. NULL, or a sentence about the first fault (static text). "" is no
 * file: no token is taken. `development` allows addresses of keys on this machine without TLS. */
const char *issuers_load(const char *path, bool development);
void issuers_unload(void);

/* The thread that keeps their keys fresh. */
void issuers_start(void);
void issuers_stop(void);

/* NULL for one that is not allowed; `name` may be NULL. */
const struct issuer *issuer_find(const char *name);

#endif
