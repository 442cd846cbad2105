/* Sets of keys, and the file of issuers: what is taken, what is left out, what is refused. */
#include "../../../src/http/issuers.h"
#include "forge.h"

static int keys_of(const char *text, const char **ret_fault)
{
    struct jwk_set *set = jwk_set_parse(text, strlen(text), ret_fault);
    int count = set ? (int)set->count : -1;
    jwk_set_free(set);
    return count;
}

static void test_sets(void)
{
    static const char *const refused[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"keys\":{}}",
        "{\"keys\":[],\"keys\":[]}",
        "null",
        "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"}]}",
        "{\"keys\":[{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\",\"d\":\"AQAB\"}]}",
    };
    const char *fault;
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        test_row(refused[i]);
        CHECK_INT(keys_of(refused[i], &fault), -1);
        CHECK(fault != NULL);
    }
    test_row("an empty set");
    CHECK_INT(keys_of("{\"keys\":[]}", &fault), 0);
}

static void test_keys(void)
{
    const char *const left_out[] = {
        "null",
        "1",
        "{}",
        "{\"kty\":\"RSA\"}",
        "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQAB\",\"y\":\"AQAB\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-384\",\"x\":\"AQAB\",\"y\":\"AQAB\"}",
        "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}",
        "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AA\"}",
        "{\"kty\":7}",
        forge_jwk(RSA, "\"use\":\"enc\","),
        forge_jwk(RSA, "\"use\":7,"),
        forge_jwk(RSA, "\"key_ops\":[\"encrypt\"],"),
        forge_jwk(RSA, "\"alg\":\"RS512\","),
        forge_jwk(RSA, "\"alg\":\"ES256\","),
        forge_jwk(EC, "\"alg\":\"EdDSA\","),
        forge_jwk(EC, "\"kid\":7,"),
    };
    const char *fault;
    for (size_t i = 0; i < COUNT_OF(left_out); i++) {
        test_row(left_out[i]);
        CHECK_INT(keys_of(arena_printf(&forge_arena, "{\"keys\":[%s]}", left_out[i]), &fault), 0);
        CHECK_INT(keys_of(arena_printf(&forge_arena, "{\"keys\":[%s,%s]}", left_out[i], forge_jwk(ED, "")), &fault), 1);
    }
}

static void test_issuers(void)
{
    char path[] = "/tmp/maillon-issuers.XXXXXX";
    int fd = mkstemp(path);
#define ONE(rest) "[{\"issuer\":\"https://a.example\",\"audiences\":[\"m\"],\"algorithms\":[\"ES256\"]" rest "}]"
#define BOTH(rest) ONE(",\"jwks_url\":\"https://a.example/k\"" rest)
    static const struct {
        const char *text;
        bool development, right;
    } rows[] = {
        {"[]", false, true},
        {BOTH(""), false, true},
        {ONE(",\"jwks_url\":\"http://127.0.0.1:9/k\""), true, true},
        {ONE(",\"jwks_url\":\"http://localhost:9/k\""), true, true},
        {ONE(",\"jwks_url\":\"http://127.0.0.1:9/k\""), false, false},
        {ONE(",\"jwks_url\":\"http://a.example/k\""), true, false},
        {ONE(",\"jwks_url\":\"http://127.0.0.1.a.example/k\""), true, false},
        {ONE(",\"jwks_url\":\"http://127.0.0.1:9@a.example/k\""), true, false},
        {ONE(",\"jwks_url\":\"file:///etc/passwd\""), true, false},
        {ONE(",\"jwks_url\":7"), true, false},
        {ONE(",\"jwks_file\":\"/nowhere/keys\""), false, false},
        {ONE(""), false, false},
        {BOTH(",\"jwks_file\":\"/dev/null\""), false, false},
        {BOTH(",\"surprise\":1"), false, false},
        {BOTH(",\"issuer\":\"https://b.example\""), false, false},
        {"{}", false, false},
        {"[1]", false, false},
        {"", false, false},
        {"[{\"audiences\":[\"m\"],\"algorithms\":[\"ES256\"],\"jwks_url\":\"https://a.example/k\"}]", false, false},
        {"[{\"issuer\":\"a\",\"audiences\":[],\"algorithms\":[\"ES256\"],\"jwks_url\":\"https://a.example/k\"}]", false, false},
        {"[{\"issuer\":\"a\",\"audiences\":[7],\"algorithms\":[\"ES256\"],\"jwks_url\":\"https://a.example/k\"}]", false, false},
        {"[{\"issuer\":\"a\",\"audiences\":[\"m\"],\"algorithms\":[\"HS256\"],\"jwks_url\":\"https://a.example/k\"}]", false,
         false},
        {"[{\"issuer\":\"a\",\"audiences\":[\"m\"],\"algorithms\":[],\"jwks_url\":\"https://a.example/k\"}]", false, false},
    };
    if (fd < 0)
        abort();
    close(fd);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        test_row(rows[i].text);
        forge_file(path, rows[i].text);
        CHECK((issuers_load(path, rows[i].development) == NULL) == rows[i].right);
        issuers_unload();
    }
    unlink(path);
    test_row("no file");
    CHECK_TEXT(issuers_load("", false), NULL);
    CHECK(issuers_load("/nowhere/issuers", false) != NULL);
}

int main(void)
{
    forge_init();
    test_sets();
    test_keys();
    test_issuers();
    forge_done();
    return test_done();
}
