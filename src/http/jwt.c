#include "jwt.h"

#include <jansson.h>
#include <string.h>
#include <strings.h>

#include "api/body.h"
#include "api/seal.h"
#include "core/text.h"
#include "issuers.h"

struct parts {
    const char *text[3]; /* header, payload, signature */
    size_t length[3];
};

static bool split(const char *text, size_t length, struct parts *ret)
{
    const char *end = text + length;
    for (unsigned i = 0; i < 3; i++) {
        const char *dot = memchr(text, '.', (size_t)(end - text));
        if ((dot == NULL) != (i == 2))
            return false;
        ret->text[i] = text;
        ret->length[i] = (size_t)((dot ? dot : end) - text);
        if (ret->length[i] == 0)
            return false;
        text = dot ? dot + 1 : end;
    }
    return true;
}

/* An object in base64url; a claim given twice is refused, since two readers could take one each. */
static json_t *decode_object(struct arena *arena, const char *text, size_t length)
{
    json_error_t error;
    size_t size = 0;
    const char *json = (const char *)base64url_decode(arena, text, length, &size);
    if (!json || !text_is_utf8(json, size) || json_nests_too_deep(json, size))
        return NULL;
    json_t *root = json_loadb(json, size, JSON_REJECT_DUPLICATES, &error);
    if (json_is_object(root))
        return root;
    json_decref(root);
    return NULL;
}

static bool is_word(const json_t *value, const char *word)
{
    const char *text = json_string_value(value);
    return text && strcasecmp(text, word) == 0;
}

/* Members that would name a key of the sender's choice, change what is signed, or ask for what is not done here. */
static const char *check_header(const json_t *header, enum algorithm *ret_algorithm, const char **ret_kid)
{
    static const char *const refused[] = {"jku", "jwk", "x5u", "x5c", "crit", "zip", "b64", "enc", "cty"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        if (json_object_get(header, refused[i]))
            return "a header member that is not taken";
    const json_t *type = json_object_get(header, "typ"), *kid = json_object_get(header, "kid");
    if (!is_word(type, "JWT") && !is_word(type, "at+jwt") && !is_word(type, "application/at+jwt"))
        return "typ is neither JWT nor at+jwt";
    if (!algorithm_from_word(json_string_value(json_object_get(header, "alg")), ret_algorithm))
        return "an algorithm that is not taken";
    if (kid && (!json_is_string(kid) || json_string_length(kid) == 0 || json_string_length(kid) > KID_MAX))
        return "kid is no name";
    *ret_kid = json_string_value(kid);
    return NULL;
}

static bool names(const struct issuer *issuer, const json_t *audience)
{
    for (unsigned i = 0; i < issuer->n_audiences; i++)
        if (text_equal(json_string_value(audience), issuer->audiences[i]))
            return true;
    return false;
}

/* One text, or a list of texts among which one is ours. */
static bool is_for_us(const struct issuer *issuer, const json_t *audience)
{
    bool found = names(issuer, audience);
    for (size_t i = 0; i < json_array_size(audience); i++) {
        const json_t *one = json_array_get(audience, i);
        if (!json_is_string(one))
            return false;
        found = found || names(issuer, one);
    }
    return found;
}

static const char *check_claims(const struct issuer *issuer, const json_t *claims, int64_t now, struct token *ret)
{
    const json_t *expires = json_object_get(claims, "exp"), *from = json_object_get(claims, "nbf");
    const json_t *subject = json_object_get(claims, "sub");
    size_t length = json_string_length(subject);
    if (!json_is_integer(expires))
        return "exp is no whole number";
    if (json_integer_value(expires) <= now - TOKEN_LEEWAY_S)
        return "expired";
    if (from && !json_is_integer(from))
        return "nbf is no whole number";
    if (from && json_integer_value(from) > now + TOKEN_LEEWAY_S)
        return "not yet valid";
    if (!is_for_us(issuer, json_object_get(claims, "aud")))
        return "another audience";
    if (!json_is_string(subject) || length == 0 || length > SUBJECT_MAX ||
        text_has_control(json_string_value(subject), length, false))
        return "sub is no subject";
    ret->subject = json_string_value(subject);
    ret->expires_at = json_integer_value(expires);
    return NULL;
}

const char *token_check(struct arena *arena, const char *text, size_t length, int64_t now, struct token *ret_token)
{
    struct parts parts;
    enum algorithm algorithm;
    const char *kid = NULL, *fault;
    size_t size = 0;
    if (length > TOKEN_MAX)
        return "too long";
    if (!split(text, length, &parts))
        return "not three parts";
    json_auto_t *header = decode_object(arena, parts.text[0], parts.length[0]);
    if (!header)
        return "the header is no object";
    if ((fault = check_header(header, &algorithm, &kid)))
        return fault;
    json_auto_t *claims = decode_object(arena, parts.text[1], parts.length[1]);
    if (!claims)
        return "the claims are no object";
    /* Read before the signature is known: it only chooses among the issuers that we have. */
    const struct issuer *issuer = issuer_find(json_string_value(json_object_get(claims, "iss")));
    if (!issuer)
        return "another issuer";
    if (!(issuer->algorithms & 1u << algorithm))
        return "an algorithm that the issuer does not use";
    const unsigned char *signature = base64url_decode(arena, parts.text[2], parts.length[2], &size);
    if (!signature)
        return "the signature is not base64url";
    size_t signed_length = parts.length[0] + 1 + parts.length[1];
    if ((fault = key_source_verify(issuer->keys, kid, algorithm, text, signed_length, signature, size)))
        return fault;
    if ((fault = check_claims(issuer, claims, now, ret_token)))
        return fault;
    ret_token->issuer = issuer->name;
    ret_token->subject = arena_strdup(arena, ret_token->subject);
    return NULL;
}
