/* Tokens of allowed issuers: JWS in compact form (RFC 7515, 7519, 8725, 9068), checked without any look-up. */
#ifndef MAILLON_HTTP_JWT_H
#define MAILLON_HTTP_JWT_H

#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

enum { TOKEN_MAX = 8192, TOKEN_LEEWAY_S = 60, SUBJECT_MAX = 255 };

struct token {
    const char *issuer;  /* of the issuers' list: as long as the process */
    const char *subject; /* in the arena */
    int64_t expires_at;  /* `exp`, seconds */
};

/* NULL when the token is right at `now` (seconds since 1970); else why not, constant text for the log alone. Nothing is read
 * of a token over TOKEN_MAX: `length` may be a bound of the true length. */
const char *token_check(struct arena *arena, const char *text, size_t length, int64_t now, struct token *ret_token);

#endif
