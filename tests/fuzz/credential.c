/* What proves who asks: tokens of issuers, their sets of keys, API keys, codes, and base64url below them. The first byte
 * chooses. */
#include "../../src/http/jwk.h"
#include "../../src/http/jwt.h"
#include "../unit/http/forge.h"
#include "api/key.h"
#include "fuzz.h"

enum { NOW = 2000000000 };

/* As it comes: nothing that is not signed is taken. */
static void try_token(struct arena *arena, char *text, size_t length)
{
    struct token token;
    PROMISE(token_check(arena, text, length, NOW, &token) != NULL);
}

/* Two lines, header and claims, signed as the header's first issuer would. */
static void try_claims(struct arena *arena, char *text, size_t length)
{
    struct token token;
    char *line = strchr(text, '\n');
    (void)length;
    if (!line)
        return;
    *line = '\0';
    const char *signed_text = forge(text, line + 1, ED);
    if (token_check(arena, signed_text, strlen(signed_text), NOW, &token))
        return;
    PROMISE(token.expires_at > NOW - TOKEN_LEEWAY_S && strcmp(token.issuer, "https://issuer.example") == 0);
    PROMISE(strlen(token.subject) >= 1 && strlen(token.subject) <= SUBJECT_MAX);
}

static void try_key_set(struct arena *arena, char *text, size_t length)
{
    const char *fault = NULL;
    struct jwk_set *set = jwk_set_parse(text, length, &fault);
    (void)arena;
    PROMISE((set == NULL) == (fault != NULL));
    for (unsigned i = 0; set && i < set->count; i++) {
        PROMISE(strlen(set->keys[i].kid) <= KID_MAX && set->keys[i].algorithms);
        for (int algorithm = 0; algorithm < N_ALGORITHMS; algorithm++)
            jwk_verify(&set->keys[i], (enum algorithm)algorithm, text, length, (const unsigned char *)text, length);
    }
    jwk_set_free(set);
}

static void try_key(struct arena *arena, char *text, size_t length)
{
    char hex[API_KEY_HASH_HEX];
    (void)arena;
    if (api_key_well_formed(text, length))
        PROMISE(length == API_KEY_TEXT - 1 && memcmp(text, "mln_", 4) == 0);
    if (code_hash(text, hex))
        PROMISE(strspn(hex, "0123456789abcdef") == API_KEY_HASH_HEX - 1);
}

/* Bytes have one text alone. */
static void try_base64url(struct arena *arena, char *text, size_t length)
{
    size_t size = 0;
    const unsigned char *bytes = base64url_decode(arena, text, length, &size);
    if (bytes)
        PROMISE(strlen(base64url_encode(arena, bytes, size)) == length &&
                memcmp(base64url_encode(arena, bytes, size), text, length) == 0);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static char folder[] = "/tmp/maillon-fuzz.XXXXXX";
    (void)argc, (void)argv;
    forge_init();
    if (!mkdtemp(folder) || forge_issuers(folder) || rmdir(folder) != 0)
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const tries[])(struct arena * arena, char *text, size_t length) = {try_token, try_claims, try_key_set, try_key,
                                                                                     try_base64url};
    struct arena arena;
    if (size == 0)
        return 0;
    char *text = fuzz_text(data + 1, size - 1);
    arena_init(&arena);
    tries[data[0] % (sizeof tries / sizeof *tries)](&arena, text, size - 1);
    arena_done(&arena);
    arena_reset(&forge_arena);
    free(text);
    return 0;
}
