#include "issuers.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "core/text.h"

/* Read before threads start, then constant. The texts are those of `root`. */
static json_t *root;
static struct issuer issuers[ISSUERS_MAX];
static struct key_source *sources[ISSUERS_MAX];
static unsigned count;
static char fault_text[200];

static const char *fault(const char *what)
{
    snprintf(fault_text, sizeof fault_text, "issuer %u: %s", count + 1, what);
    return fault_text;
}

/* Names without surprise: an unknown member was meant for something. */
static bool members_are_known(const json_t *object)
{
    static const char *const known[] = {"issuer", "audiences", "algorithms", "jwks_file", "jwks_url", NULL};
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)object, name, value)
    {
        if (text_index(known, name) < 0)
            return false;
    }
    return true;
}

static const char *short_text(const json_t *value)
{
    size_t length = json_string_length(value);
    return length > 0 && length <= ISSUER_TEXT_MAX ? json_string_value(value) : NULL;
}

static bool read_audiences(const json_t *list, struct issuer *issuer)
{
    issuer->n_audiences = (unsigned)json_array_size(list);
    if (issuer->n_audiences == 0 || issuer->n_audiences > AUDIENCES_MAX)
        return false;
    for (unsigned i = 0; i < issuer->n_audiences; i++)
        if (!(issuer->audiences[i] = short_text(json_array_get(list, i))))
            return false;
    return true;
}

static bool read_algorithms(const json_t *list, struct issuer *issuer)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        enum algorithm algorithm;
        if (!algorithm_from_word(json_string_value(json_array_get(list, i)), &algorithm))
            return false;
        issuer->algorithms |= 1u << algorithm;
    }
    return issuer->algorithms != 0;
}

/* A host written so that nothing but this machine can be meant. */
static bool is_loopback(const char *url)
{
    static const char *const starts[] = {"http://127.0.0.1", "http://[::1]", "http://localhost"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t length = strlen(starts[i]);
        if (strncmp(url, starts[i], length) == 0 && (url[length] == ':' || url[length] == '/') && !strchr(url, '@'))
            return true;
    }
    return false;
}

static const char *read_source(const json_t *object, bool development, struct issuer *issuer)
{
    const json_t *file = json_object_get(object, "jwks_file"), *url = json_object_get(object, "jwks_url");
    const char *path = json_string_value(file), *address = json_string_value(url);
    if (!file == !url || (file && !path) || (url && !address))
        return fault("give jwks_file or jwks_url");
    bool loopback = address && development && is_loopback(address);
    if (address && !loopback && strncmp(address, "https://", 8) != 0)
        return fault("jwks_url is not https://");
    issuer->keys = sources[count] = key_source_new(path, address, loopback);
    const char *why = path ? key_source_read(issuer->keys) : NULL;
    if (!why)
        return NULL;
    key_source_free(issuer->keys);
    return fault(why);
}

static const char *read_issuer(const json_t *object, bool development)
{
    struct issuer *issuer = &issuers[count];
    *issuer = (struct issuer){.name = short_text(json_object_get(object, "issuer"))};
    if (!json_is_object(object) || !members_are_known(object))
        return fault("an unknown member");
    if (!issuer->name || issuer_find(issuer->name))
        return fault("issuer is no name, or is given twice");
    if (!read_audiences(json_object_get(object, "audiences"), issuer))
        return fault("audiences is no list of texts");
    if (!read_algorithms(json_object_get(object, "algorithms"), issuer))
        return fault("algorithms is no list of RS256, PS256, ES256, EdDSA");
    const char *why = read_source(object, development, issuer);
    count += why == NULL;
    return why;
}

const char *issuers_load(const char *path, bool development)
{
    json_error_t error;
    const char *why = NULL;
    if (!*path)
        return NULL;
    root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (!json_is_array(root) || json_array_size(root) > ISSUERS_MAX)
        why = "the file is no JSON list of at most 32 issuers";
    for (size_t i = 0; i < json_array_size(root) && !why; i++)
        why = read_issuer(json_array_get(root, i), development);
    if (why)
        issuers_unload();
    return why;
}

void issuers_unload(void)
{
    for (unsigned i = 0; i < count; i++)
        key_source_free(sources[i]);
    count = 0;
    json_decref(root);
    root = NULL;
}

void issuers_start(void)
{
    key_sources_start(sources, count);
}

void issuers_stop(void)
{
    key_sources_stop();
}

const struct issuer *issuer_find(const char *name)
{
    for (unsigned i = 0; name && i < count; i++)
        if (strcmp(issuers[i].name, name) == 0)
            return &issuers[i];
    return NULL;
}
