/* Tokens: those that must be taken, and a crowd of those that must not. */
#include "../../../src/http/jwt.h"

#include <sys/mman.h>
#include <time.h>

#include "forge.h"

enum { NOW = 2000000000 };

#define ISS "\"iss\":\"https://issuer.example\""
#define AUD "\"aud\":\"https://api.example\""
#define SUB "\"sub\":\"person-1\""
#define EXP "\"exp\":2000000300"
#define CLAIMS "{" ISS "," AUD "," SUB "," EXP "}"
#define RS "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"at+jwt\"}"
#define HEADER(alg, kid, more) "{\"alg\":\"" alg "\",\"kid\":\"" kid "\",\"typ\":\"at+jwt\"" more "}"

static const char *check(const char *token, struct token *ret)
{
    static struct arena arena;
    static bool ready;
    struct token unused;
    if (!ready)
        arena_init(&arena);
    ready = true;
    arena_reset(&arena);
    if (!token) {
        arena_done(&arena);
        ready = false;
        return NULL;
    }
    return token_check(&arena, token, strlen(token), NOW, ret ? ret : &unused);
}

static void test_taken(void)
{
    static const struct {
        const char *label, *header, *claims;
        enum signer signer;
    } rows[] = {
        {"RS256", RS, CLAIMS, RSA},
        {"PS256", HEADER("PS256", "rsa", ""), CLAIMS, RSA_PSS},
        {"ES256", HEADER("ES256", "ec", ""), CLAIMS, EC},
        {"EdDSA", HEADER("EdDSA", "ed", ""), CLAIMS, ED},
        {"typ JWT", "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"JWT\"}", CLAIMS, EC},
        {"typ in full", "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"application/AT+JWT\"}", CLAIMS, EC},
        {"no kid, one key for the algorithm", "{\"alg\":\"ES256\",\"typ\":\"JWT\"}", CLAIMS, EC},
        {"aud a list", RS, "{" ISS ",\"aud\":[\"other\",\"https://api.example\"]," SUB "," EXP "}", RSA},
        {"aud the second of ours", RS, "{" ISS ",\"aud\":\"maillon\"," SUB "," EXP "}", RSA},
        {"expired within the leeway", RS, "{" ISS "," AUD "," SUB ",\"exp\":1999999941}", RSA},
        {"not yet valid within the leeway", RS, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":2000000060}", RSA},
        {"claims of the issuer's own", RS, "{" ISS "," AUD "," SUB "," EXP ",\"iat\":1,\"scope\":\"a\",\"x\":{\"y\":[1.5,null]}}",
         RSA},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct token token = {0};
        test_row(rows[i].label);
        CHECK_TEXT(check(forge(rows[i].header, rows[i].claims, rows[i].signer), &token), NULL);
        CHECK_TEXT(token.issuer, "https://issuer.example");
        CHECK_TEXT(token.subject, "person-1");
    }
}

/* The least of three readings of the thread's own clock: what the token costs, not what else the machine does. */
static double cost_ms(const char *token)
{
    double least = 1e9;
    for (int i = 0; i < 3; i++) {
        struct timespec from, to;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
        check(token, NULL);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
        double ms = (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6;
        least = ms < least ? ms : least;
    }
    return least;
}

static unsigned hostile;

/* Refusing costs less than a millisecond; under a tool that makes everything slower (see ./dev test memcheck), more. */
static double limit_ms(void)
{
    return getenv("MAILLON_UNDER") ? 200.0 : 1.0;
}

static void refused(const char *label, const char *token)
{
    test_row(label);
    hostile++;
    CHECK(check(token, NULL) != NULL);
    CHECK(cost_ms(token) < limit_ms());
}

static void test_headers_and_claims(void)
{
    static const struct {
        const char *label, *header, *claims;
        enum signer signer;
    } rows[] = {
        {"alg none", "{\"alg\":\"none\",\"typ\":\"JWT\"}", CLAIMS, NOT_SIGNED},
        {"alg none with a signature", "{\"alg\":\"none\",\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"alg None", "{\"alg\":\"None\",\"typ\":\"JWT\"}", CLAIMS, NOT_SIGNED},
        {"no signature", RS, CLAIMS, NOT_SIGNED},
        {"HS256 with the public key as secret", HEADER("HS256", "rsa", ""), CLAIMS, SHARED_SECRET},
        {"HS256 said RS256", RS, CLAIMS, SHARED_SECRET},
        {"HS512", HEADER("HS512", "rsa", ""), CLAIMS, SHARED_SECRET},
        {"RS384", HEADER("RS384", "rsa", ""), CLAIMS, RSA},
        {"ES512", HEADER("ES512", "ec", ""), CLAIMS, EC},
        {"alg in small letters", HEADER("rs256", "rsa", ""), CLAIMS, RSA},
        {"alg with a space", HEADER("RS256 ", "rsa", ""), CLAIMS, RSA},
        {"alg a number", "{\"alg\":256,\"kid\":\"rsa\",\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"alg a list", "{\"alg\":[\"RS256\"],\"kid\":\"rsa\",\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"no alg", "{\"kid\":\"rsa\",\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"alg twice", "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"an EC key said RS256", HEADER("RS256", "ec", ""), CLAIMS, EC},
        {"an RSA key said ES256", HEADER("ES256", "rsa", ""), CLAIMS, RSA},
        {"an Ed25519 key said ES256", HEADER("ES256", "ed", ""), CLAIMS, ED},
        {"PS256 signed as RS256", HEADER("PS256", "rsa", ""), CLAIMS, RSA},
        {"RS256 signed as PS256", RS, CLAIMS, RSA_PSS},
        {"a key whose alg is another", HEADER("PS256", "rsa-rs-only", ""), CLAIMS, RSA_PSS},
        {"a key for encryption", HEADER("RS256", "rsa-enc", ""), CLAIMS, RSA},
        {"a stranger's RSA key", RS, CLAIMS, STRANGER_RSA},
        {"a stranger's EC key", HEADER("ES256", "ec", ""), CLAIMS, STRANGER_EC},
        {"an unknown kid", HEADER("RS256", "gone", ""), CLAIMS, RSA},
        {"kid a path", HEADER("RS256", "../../dev/null", ""), CLAIMS, RSA},
        {"kid SQL", HEADER("RS256", "' or 1=1 --", ""), CLAIMS, RSA},
        {"kid empty", HEADER("RS256", "", ""), CLAIMS, RSA},
        {"kid a number", "{\"alg\":\"RS256\",\"kid\":1,\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"no kid, two keys for the algorithm", "{\"alg\":\"RS256\",\"typ\":\"JWT\"}", CLAIMS, RSA},
        {"jku", HEADER("RS256", "rsa", ",\"jku\":\"https://evil.example/jwks\""), CLAIMS, STRANGER_RSA},
        {"jku, rightly signed", HEADER("RS256", "rsa", ",\"jku\":\"https://issuer.example/jwks\""), CLAIMS, RSA},
        {"x5u", HEADER("RS256", "rsa", ",\"x5u\":\"https://evil.example/c\""), CLAIMS, RSA},
        {"x5c", HEADER("RS256", "rsa", ",\"x5c\":[\"MIIB\"]"), CLAIMS, RSA},
        {"jwk", HEADER("RS256", "rsa", ",\"jwk\":{\"kty\":\"RSA\"}"), CLAIMS, STRANGER_RSA},
        {"crit", HEADER("RS256", "rsa", ",\"crit\":[\"exp\"]"), CLAIMS, RSA},
        {"crit empty", HEADER("RS256", "rsa", ",\"crit\":[]"), CLAIMS, RSA},
        {"zip", HEADER("RS256", "rsa", ",\"zip\":\"DEF\""), CLAIMS, RSA},
        {"b64", HEADER("RS256", "rsa", ",\"b64\":false"), CLAIMS, RSA},
        {"cty", HEADER("RS256", "rsa", ",\"cty\":\"JWT\""), CLAIMS, RSA},
        {"no typ", "{\"alg\":\"RS256\",\"kid\":\"rsa\"}", CLAIMS, RSA},
        {"typ of a security event", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"secevent+jwt\"}", CLAIMS, RSA},
        {"typ of a logout", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":\"logout+jwt\"}", CLAIMS, RSA},
        {"typ null", "{\"alg\":\"RS256\",\"kid\":\"rsa\",\"typ\":null}", CLAIMS, RSA},
        {"header a list", "[\"RS256\"]", CLAIMS, RSA},
        {"header a text", "\"RS256\"", CLAIMS, RSA},
        {"header followed by another", RS RS, CLAIMS, RSA},
        {"claims a list", RS, "[" CLAIMS "]", RSA},
        {"claims null", RS, "null", RSA},
        {"claims not JSON", RS, "sub=person-1", RSA},
        {"claims followed by others", RS, CLAIMS CLAIMS, RSA},
        {"another issuer", RS, "{\"iss\":\"https://evil.example\"," AUD "," SUB "," EXP "}", RSA},
        {"issuer with a slash more", RS, "{\"iss\":\"https://issuer.example/\"," AUD "," SUB "," EXP "}", RSA},
        {"issuer in capitals", RS, "{\"iss\":\"HTTPS://ISSUER.EXAMPLE\"," AUD "," SUB "," EXP "}", RSA},
        {"issuer a list", RS, "{\"iss\":[\"https://issuer.example\"]," AUD "," SUB "," EXP "}", RSA},
        {"no issuer", RS, "{" AUD "," SUB "," EXP "}", RSA},
        {"issuer twice", RS, "{\"iss\":\"https://evil.example\"," ISS "," AUD "," SUB "," EXP "}", RSA},
        {"the key of another issuer", HEADER("ES256", "ec", ""), "{\"iss\":\"https://second.example\"," AUD "," SUB "," EXP "}",
         EC},
        {"an algorithm the issuer does not use", HEADER("RS256", "rsa", ""),
         "{\"iss\":\"https://second.example\"," AUD "," SUB "," EXP "}", RSA},
        {"another audience", RS, "{" ISS ",\"aud\":\"other\"," SUB "," EXP "}", RSA},
        {"audience that begins alike", RS, "{" ISS ",\"aud\":\"https://api.example.evil\"," SUB "," EXP "}", RSA},
        {"audiences of others", RS, "{" ISS ",\"aud\":[\"a\",\"b\"]," SUB "," EXP "}", RSA},
        {"no audience in the list", RS, "{" ISS ",\"aud\":[]," SUB "," EXP "}", RSA},
        {"audiences not all texts", RS, "{" ISS ",\"aud\":[\"https://api.example\",1]," SUB "," EXP "}", RSA},
        {"audience an object", RS, "{" ISS ",\"aud\":{\"https://api.example\":1}," SUB "," EXP "}", RSA},
        {"no audience", RS, "{" ISS "," SUB "," EXP "}", RSA},
        {"no exp", RS, "{" ISS "," AUD "," SUB "}", RSA},
        {"exp a text", RS, "{" ISS "," AUD "," SUB ",\"exp\":\"2000000300\"}", RSA},
        {"exp with a fraction", RS, "{" ISS "," AUD "," SUB ",\"exp\":2000000300.5}", RSA},
        {"exp in scientific notation", RS, "{" ISS "," AUD "," SUB ",\"exp\":2e12}", RSA},
        {"exp beyond integers", RS, "{" ISS "," AUD "," SUB ",\"exp\":99999999999999999999}", RSA},
        {"exp null", RS, "{" ISS "," AUD "," SUB ",\"exp\":null}", RSA},
        {"exp true", RS, "{" ISS "," AUD "," SUB ",\"exp\":true}", RSA},
        {"exp negative", RS, "{" ISS "," AUD "," SUB ",\"exp\":-1}", RSA},
        {"exp the least integer", RS, "{" ISS "," AUD "," SUB ",\"exp\":-9223372036854775808}", RSA},
        {"expired beyond the leeway", RS, "{" ISS "," AUD "," SUB ",\"exp\":1999999940}", RSA},
        {"exp twice", RS, "{" ISS "," AUD "," SUB ",\"exp\":1," EXP "}", RSA},
        {"nbf beyond the leeway", RS, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":2000000061}", RSA},
        {"nbf a text", RS, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":\"0\"}", RSA},
        {"nbf with a fraction", RS, "{" ISS "," AUD "," SUB "," EXP ",\"nbf\":1.0}", RSA},
        {"no subject", RS, "{" ISS "," AUD "," EXP "}", RSA},
        {"subject empty", RS, "{" ISS "," AUD ",\"sub\":\"\"," EXP "}", RSA},
        {"subject a number", RS, "{" ISS "," AUD ",\"sub\":1," EXP "}", RSA},
        {"subject with a newline", RS, "{" ISS "," AUD ",\"sub\":\"a\\nb\"," EXP "}", RSA},
        {"subject with NUL", RS, "{" ISS "," AUD ",\"sub\":\"person-1\\u0000x\"," EXP "}", RSA},
        {"subject twice", RS, "{" ISS "," AUD ",\"sub\":\"admin\"," SUB "," EXP "}", RSA},
        {"a claim twice, written otherwise", RS, "{" ISS "," AUD "," SUB ",\"\\u0073ub\":\"admin\"," EXP "}", RSA},
        {"not UTF-8", RS, "{" ISS "," AUD ",\"sub\":\"\xff\xfe\"," EXP "}", RSA},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        refused(rows[i].label, forge(rows[i].header, rows[i].claims, rows[i].signer));
}

static void test_signatures(void)
{
    const char *rs = forge_head(RS, CLAIMS), *es = forge_head(HEADER("ES256", "ec", ""), CLAIMS);
    const char *ed = forge_head(HEADER("EdDSA", "ed", ""), CLAIMS);
    unsigned char zero[256] = {0}, pair[72];
    size_t length;
    const unsigned char *right = forge_sign(EC, es, &length);
    refused("ES256 of zeros", forge_with(es, zero, 64));
    memcpy(pair, right, 64);
    memset(pair, 0, 32);
    refused("ES256, r zero", forge_with(es, pair, 64));
    memcpy(pair, right, 64);
    memset(pair + 32, 0, 32);
    refused("ES256, s zero", forge_with(es, pair, 64));
    memset(pair, 0xff, 64);
    refused("ES256, r and s above the order", forge_with(es, pair, 64));
    refused("ES256, a byte short", forge_with(es, right, 63));
    memcpy(pair, right, 64);
    pair[64] = 0;
    refused("ES256, a byte long", forge_with(es, pair, 65));
    gnutls_datum_t r = {(unsigned char *)right, 32}, s = {(unsigned char *)right + 32, 32}, der;
    if (gnutls_encode_rs_value(&der, &r, &s) != 0)
        abort();
    refused("ES256 in DER", forge_with(es, der.data, der.size));
    gnutls_free(der.data);
    memcpy(pair, right + 32, 32);
    memcpy(pair + 32, right, 32);
    refused("ES256, r and s exchanged", forge_with(es, pair, 64));
    unsigned char *rsa = forge_sign(RSA, rs, &length);
    refused("RS256, a byte short", forge_with(rs, rsa + 1, length - 1));
    refused("RS256 of zeros", forge_with(rs, zero, 256));
    rsa[100] ^= 1;
    refused("RS256, a bit changed", forge_with(rs, rsa, length));
    refused("EdDSA of zeros", forge_with(ed, zero, 64));
    refused("EdDSA, 32 bytes", forge_with(ed, forge_sign(ED, ed, &length), 32));
    refused("the signature of other claims", forge_with(rs, forge_sign(RSA, es, &length), 256));
}

static void test_shapes(void)
{
    const char *token = forge(RS, CLAIMS, RSA);
    const char *rest = strchr(token, '.');
    static const char *const texts[] = {
        "", ".", "..", "...", "a", "a.b", "a.b.c", "e30.e30.e30", "....", "null.null.null", "\xff.\xff.\xff"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        refused("no token at all", texts[i]);
    refused("a part more", arena_printf(&forge_arena, "%s.x", token));
    refused("a point more", arena_printf(&forge_arena, "%s.", token));
    refused("a point before", arena_printf(&forge_arena, ".%s", token));
    refused("a space after", arena_printf(&forge_arena, "%s ", token));
    refused("padded", arena_printf(&forge_arena, "%s==", token));
    refused("five parts", arena_printf(&forge_arena, "%s.a.b", token));
    refused("the header alone", arena_strndup(&forge_arena, token, (size_t)(rest - token)));
    refused("no header", rest);
    refused("the alphabet of base64", "ey+/.ey+/.ab+/");
    refused("two tokens", arena_printf(&forge_arena, "%s,%s", token, token));
    char *changed = arena_strdup(&forge_arena, token);
    size_t last = strlen(changed) - 1;
    changed[last] = changed[last] == 'B' ? 'C' : 'B'; /* bits that stand for no byte */
    refused("bits left over", changed);
}

/* What is long or deep is not read at all, or costs little. */
static void test_sizes(void)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *nothing = mmap(NULL, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    struct token token;
    char deep[6001], spaces[6400];
    test_row("one byte over the limit, in memory that cannot be read");
    CHECK_TEXT(token_check(&forge_arena, nothing, TOKEN_MAX + 1, NOW, &token), "too long");
    CHECK_TEXT(token_check(&forge_arena, nothing, SIZE_MAX, NOW, &token), "too long");
    munmap(nothing, page);
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = '\0';
    refused("6 000 brackets", forge(RS, deep, NOT_SIGNED));
    refused("6 000 brackets, signed", forge(RS, deep, RSA));
    refused("6 000 brackets as header", forge(deep, "{}", NOT_SIGNED));
    memset(spaces, ' ', sizeof spaces);
    memcpy(spaces, CLAIMS, sizeof CLAIMS - 1);
    spaces[sizeof spaces - 1] = '\0';
    refused("right but for its length", forge(RS, spaces, RSA));
    spaces[5500] = '\0';
    test_row("long, within the limit");
    CHECK_TEXT(check(forge(RS, spaces, RSA), NULL), NULL);
    char subject[300];
    memset(subject, 'a', sizeof subject);
    subject[SUBJECT_MAX + 1] = '\0';
    refused("a subject too long",
            forge(RS, arena_printf(&forge_arena, "{" ISS "," AUD ",\"sub\":\"%s\"," EXP "}", subject), RSA));
    CHECK_TEXT(check(forge(RS, arena_printf(&forge_arena, "{" ISS "," AUD ",\"sub\":\"%s\"," EXP "}", subject + 1), RSA), NULL),
               NULL);
}

int main(void)
{
    char folder[] = "/tmp/maillon-jwt.XXXXXX";
    if (!mkdtemp(folder))
        return 1;
    forge_init();
    test_row("the issuers' file");
    CHECK_TEXT(forge_issuers(folder), NULL);
    rmdir(folder);
    test_taken();
    test_headers_and_claims();
    test_signatures();
    test_shapes();
    test_sizes();
    test_row("how many were refused");
    CHECK(hostile >= 60);
    check(NULL, NULL);
    issuers_unload();
    forge_done();
    return test_done();
}
