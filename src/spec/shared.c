/* What operations refer to instead of saying it again: parameters, headers of answers, and the answer of a refusal. */
#include "parts.h"

#include <string.h>

struct shared {
    const char *key, *name, *in, *schema;
    bool required; /* of a header: every answer that names it has it */
    const char *fr, *en;
};

#define STRING "{\"type\":\"string\"}"
#define UUID "{\"type\":\"string\",\"format\":\"uuid\"}"

static const struct shared parameters[] = {
    {"id", "id", "path", UUID, true, "Identifiant de l'enregistrement.", "Identifier of the record."},
    {"context", "Maillon-Context", "header", UUID, false,
     "Rattachement qui agit, par son id dans GET /v1/me ; nécessaire quand la clé ou le jeton en a plusieurs.",
     "Which membership acts, by its id in GET /v1/me; needed when the key or token has several."},
    {"language", "Accept-Language", "header", "{\"type\":\"string\",\"default\":\"fr\",\"examples\":[\"en\"]}", false,
     "Langue des refus et des avertissements : le français, ou l'anglais (en).",
     "Language of refusals and warnings: French, or English (en)."},
    {"today", "Maillon-Today", "header", "{\"type\":\"string\",\"format\":\"date\"}", false,
     "En développement seulement : le jour que vit cette requête.", "In development only: the day that this request lives."},
    {"fields", "fields", "query", STRING, false,
     "Champs à répondre, séparés par des virgules ; sans lui, tous. Les colonnes d'un CSV suivent cet ordre. allowed_moves n'en "
     "est pas "
     "un : un enregistrement seul l'a toujours, une liste ou un export jamais.",
     "Fields to answer, comma separated; all when it is not given. Columns of a CSV come in this order. allowed_moves is none of "
     "them: an item always has it, a list or an export never."},
    {"limit", "limit", "query", "{\"type\":\"integer\",\"minimum\":1,\"maximum\":200,\"default\":50}", false, "Lignes par page.",
     "Rows of a page."},
    {"format", "format", "query", "{\"type\":\"string\",\"enum\":[\"csv\",\"ndjson\"],\"default\":\"csv\"}", false,
     "Format du fichier ; CSV sans précision.", "Of the file; CSV when it is not given."},
    {"cursor", "cursor", "query", STRING, false, "next_cursor de la page précédente, avec les mêmes filtres et le même ordre.",
     "next_cursor of the page before, with the same filters and order."},
    {"total", "total", "query", "{\"type\":\"string\",\"enum\":[\"exact\"]}", false,
     "exact : compte aussi les lignes, jusqu'à 10 000.", "exact: count the rows too, to 10,000 at most."},
    {"q", "q", "query", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}", false,
     "Début du nom, nom ou prénom d'abord ; casse, accents, traits d'union et apostrophes ne comptent pas.",
     "What the name begins with, last name first or first name first; case, accents, hyphens and apostrophes ignored."},
    {"q_words", "q", "query", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":100}", false,
     "Mots ou débuts de mots, dans n'importe quel ordre, du nom ou de l'intitulé, de la commune et, pour une offre, du nom de sa "
     "structure ; casse, accents, traits d'union et apostrophes ne comptent pas.",
     "Words or beginnings of words, in any order, of the name or title, of the town and, for a vacancy, of its structure's name; "
     "case, accents, hyphens and apostrophes ignored."},
    {"atomic", "atomic", "query", "{\"type\":\"boolean\",\"default\":false}", false,
     "true : un élément refusé fait refuser le tout.", "true: an item that is refused refuses the whole."},
    {"idempotency_key", "Idempotency-Key", "header", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":255}", false,
     "Choisie par le client (un UUID), une par acte : la requête répétée avec elle n'a qu'un effet et reçoit la même réponse, "
     "pendant 48 heures.",
     "Chosen by the client (a UUID), one per act: the request repeated with it has one effect and gets the same answer, for 48 "
     "hours."},
    {"if_match", "If-Match", "header", STRING, true, "L'ETag lu.", "The ETag that was read."},
    {"if_match_optional", "If-Match", "header", STRING, false, "L'ETag lu ; respecté s'il est donné.",
     "The ETag that was read; honoured when given."},
    {"if_none_match", "If-None-Match", "header", STRING, false, "ETag détenus ; 304 si l'un d'eux vaut encore.",
     "ETags held; 304 when one is current."},
};

static const struct shared headers[] = {
    {"request_id", "X-Request-Id", NULL, STRING, true, "Nom de l'échange : celui que vous avez envoyé, ou un nouveau.",
     "Name of the exchange: the one you sent, or a new one."},
    {"rate_limit_policy", "RateLimit-Policy", NULL, STRING, false, "Quota de la clé (q) par fenêtre de w secondes.",
     "Quota of the key (q) in a window of w seconds."},
    {"rate_limit", "RateLimit", NULL, STRING, false, "Ce qui reste du quota (r), et en combien de secondes il revient (t).",
     "What is left of the quota (r), and in how many seconds it is back (t)."},
    {"etag", "ETag", NULL, STRING, false, "Version de l'enregistrement, pour If-Match ; absent avec include.",
     "Version of the record, for If-Match; absent with include."},
    {"location", "Location", NULL, STRING, true, "Chemin de ce qui a été créé.", "Path of what was made."},
    {"link", "Link", NULL, STRING, false, "<…>; rel=\"next\" : la page suivante, s'il y en a une.",
     "<…>; rel=\"next\": the next page, when there is one."},
    {"replayed", "Idempotent-Replayed", NULL, "{\"type\":\"string\",\"const\":\"true\"}", false,
     "Présent quand cette réponse est celle d'une requête déjà faite avec la même Idempotency-Key.",
     "There when this answer is the one of a request done before with the same Idempotency-Key."},
    {"disposition", "Content-Disposition", NULL, STRING, true, "Nom du fichier.", "Name of the file."},
    {"retry_after", "Retry-After", NULL, "{\"type\":\"integer\"}", false,
     "Secondes à attendre avant de redemander (429, 503, request_in_flight).",
     "Seconds to wait before asking again (429, 503, request_in_flight)."},
    {"authenticate", "WWW-Authenticate", NULL, STRING, false, "Comment s'identifier (401).", "How to say who calls (401)."},
};

enum { N_PARAMETERS = sizeof parameters / sizeof *parameters, N_HEADERS = sizeof headers / sizeof *headers };

void json_both(struct buffer *out, const char *fr, const char *en)
{
    struct buffer text = {0};
    buffer_printf(&text, "%s\n\n%s", fr, en);
    json_member(out, "description", buffer_text(&text));
    buffer_done(&text);
}

static void shared_parts(struct buffer *out, const char *section, const struct shared *parts, unsigned n)
{
    json_key(out, section);
    json_open(out, '{');
    for (unsigned i = 0; i < n; i++) {
        json_key(out, parts[i].key);
        json_open(out, '{');
        if (parts[i].in) {
            json_member(out, "name", parts[i].name);
            json_member(out, "in", parts[i].in);
        }
        json_both(out, parts[i].fr, parts[i].en);
        json_key(out, "required");
        json_bool(out, parts[i].required);
        json_key(out, "schema");
        json_literal(out, parts[i].schema);
        json_close(out, '}');
    }
    json_close(out, '}');
}

static void write_refused(struct buffer *out)
{
    static const char *const carried[] = {"request_id", "rate_limit_policy", "rate_limit", "retry_after",
                                          "allow",      "authenticate",      NULL};
    json_open(out, '{');
    json_both(out, "Refusé : `code` en dit la raison, parmi `x-problems`.", "Refused: `code` says why, among `x-problems`.");
    header_refs(out, carried);
    json_key(out, "content");
    json_literal(out, "{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/problem\"}}}");
    json_close(out, '}');
}

void shared_components(struct buffer *out)
{
    shared_parts(out, "parameters", parameters, N_PARAMETERS);
    shared_parts(out, "headers", headers, N_HEADERS);
    json_key(out, "responses");
    json_open(out, '{');
    json_key(out, "refused");
    write_refused(out);
    json_close(out, '}');
}

static void write_ref(struct buffer *out, const char *section, const char *key)
{
    json_open(out, '{');
    json_key(out, "$ref");
    buffer_printf(out, "\"#/components/%s/%s\"", section, key);
    json_close(out, '}');
}

void parameter_ref(struct buffer *out, const char *key)
{
    write_ref(out, "parameters", key);
}

static void header_ref(struct buffer *out, const char *key)
{
    for (unsigned i = 0; i < N_HEADERS; i++) {
        if (strcmp(headers[i].key, key) == 0) {
            json_key(out, headers[i].name);
            write_ref(out, "headers", key);
        }
    }
}

void header_refs(struct buffer *out, const char *const *keys)
{
    json_key(out, "headers");
    json_open(out, '{');
    for (unsigned i = 0; keys[i]; i++)
        header_ref(out, keys[i]);
    json_close(out, '}');
}

void answer_headers(struct buffer *out, const struct operation *operation)
{
    bool row = operation->resource && !operation->batch && (operation->action != ACTION_LIST || operation->move);
    bool posts = strcmp(operation->method, "post") == 0;
    const char *carried[8] = {"request_id", "rate_limit_policy", "rate_limit"};
    unsigned n = 3;
    if (row)
        carried[n++] = "etag";
    if (row && operation->status == 201)
        carried[n++] = "location";
    if (posts && operation->resource)
        carried[n++] = "replayed";
    if (operation->exports)
        carried[n++] = "disposition";
    else if (operation->resource && operation->action == ACTION_LIST && !operation->move)
        carried[n++] = "link";
    carried[n] = NULL;
    header_refs(out, carried);
}
