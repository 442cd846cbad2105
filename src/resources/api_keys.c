/* API keys: how people's software and other bodies' systems prove who they are. The key itself is shown once. */
#include "api/hooks.h"
#include "api/key.h"
#include "common.h"
#include "credentials.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    LABEL,
    STAFF_ID,
    PRESCRIBER_ID,
    PARTNER_ID,
    SCOPES,
    PREFIX,
    HASH,
    EXPIRES_AT,
    REVOKED_AT,
    LAST_USED_AT,
    STATE,
    KEY,
    FIELDS
};

static const char *const scopes[] = {"read", "write", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [LABEL] = {"label", T_TEXT, REQUIRED, .about = "What the key is for.", .about_fr = "À quoi sert la clé.",
               .example = "\"Logiciel de suivi, poste de Nadia\""},
    [STAFF_ID] = {"staff_id", T_UUID, REQUIRED | ONCE | FILTER, .see = DIRECTOR, .set = DIRECTOR, .refers = "staff",
                  .about = "Staff member who holds the key.", .about_fr = "Permanent titulaire de la clé.",
                  .example = EXAMPLE_ID},
    [PRESCRIBER_ID] = {"prescriber_id", T_UUID, ONCE | FILTER, .see = OPERATOR, .set = OPERATOR, .refers = "prescribers",
                       .about = "Prescriber that holds the key.", .about_fr = "Prescripteur titulaire de la clé.",
                       .example = EXAMPLE_ID},
    [PARTNER_ID] = {"partner_id", T_UUID, ONCE | FILTER | RARE, .see = OPERATOR, .set = OPERATOR, .refers = "partners",
                    .about = "Partner that holds the key.", .about_fr = "Financeur titulaire de la clé.", .example = EXAMPLE_ID},
    [SCOPES] = {"scopes", T_WORDS, ONCE, .min = 1, .max = 2, .words = scopes,
                .about = "What the key may do; read and write when not given.",
                .about_fr = "Ce que la clé permet ; sans précision, lire et écrire.", .example = "[\"read\", \"write\"]"},
    [PREFIX] = {"prefix", T_TEXT, SERVER | FILLED, .about = "First characters of the key, to recognise it.",
                .about_fr = "Premiers caractères de la clé, pour la reconnaître.", .example = "\"mln_4fG7kQ2a\""},
    /* No caller has the role JOB: the hash is written and never shown. */
    [HASH] = {"hash", T_TEXT, SERVER, .see = JOB, .about = "SHA-256 of the key.", .about_fr = "SHA-256 de la clé.",
              .example = "\"\\\\x00\""},
    [EXPIRES_AT] = {"expires_at", T_INSTANT, ONCE, .about = "When the key stops working, null for never.",
                    .about_fr = "Instant où la clé cesse de valoir ; null : jamais.", .example = "\"2027-03-10T08:30:00Z\""},
    [REVOKED_AT] = {"revoked_at", T_INSTANT, SERVER, .about = "When the key was revoked.",
                    .about_fr = "Instant où la clé a été révoquée.", .example = EXAMPLE_INSTANT},
    [LAST_USED_AT] = {"last_used_at", T_INSTANT, SERVER | UNVERSIONED, .about = "When the key last served, to the minute.",
                      .about_fr = "Dernier usage de la clé, à la minute près.", .example = EXAMPLE_INSTANT},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Whether the key is active or revoked.",
               .about_fr = "Si la clé est active ou révoquée."},
    [KEY] = {"key", T_TEXT, SERVER | SIGHTED, .about = "The key, shown in the answer that creates it and never again.",
             .about_fr = "La clé, montrée dans la réponse qui la crée et plus jamais ensuite.",
             .example = "\"mln_4fG7kQ2aXv9TzL0bR5cYw8DnE3hJpM6sU1iK7oA2fBg1HIDZo\""},
};

/* `expires_at` is adopted as the new key's. */
static const struct field rotate_fields[] = {
    {"overlap_hours", T_INT, 0, .min = 0, .max = 168,
     .about = "Hours during which the former key still works; 24 when not given.",
     .about_fr = "Heures pendant lesquelles l'ancienne clé vaut encore ; 24 sans précision.", .example = "24"},
    {"expires_at", T_INSTANT, 0, .about = "When the new key stops working; required when the former one has such an instant.",
     .about_fr = "Instant où la nouvelle clé cesse de valoir ; obligatoire si l'ancienne en a un.",
     .example = "\"2028-03-10T08:30:00Z\""},
};

/* Only the hash is kept; the key goes into this one answer. */
static void make_key(struct call *call, struct write *write)
{
    char key[API_KEY_TEXT], hash[API_KEY_HASH_HEX], prefix[API_KEY_PREFIX];
    api_key_generate(key);
    api_key_hash(key, hash);
    api_key_prefix(key, prefix);
    write_set(write, PREFIX, arena_strdup(call->arena, prefix));
    credential_give(call, write, HASH, key, hash);
}

/* The words of a stored list, as a value to write. */
static const char *written_words(struct call *call, const char *stored)
{
    unsigned count;
    const char *const *words = words_of(call, stored, &count);
    const char *text = "{";
    for (unsigned i = 0; i < count; i++)
        text = arena_printf(call->arena, "%s%s%s", text, i ? "," : "", words[i]);
    return arena_printf(call->arena, "%s}", text);
}

static void rotate_rule(struct call *call, struct write *write, struct findings *findings)
{
    static const int kept[] = {LABEL, STAFF_ID, PRESCRIBER_ID, PARTNER_ID};
    for (unsigned i = 0; i < COUNT(kept); i++)
        if (write->before[kept[i]])
            write_set(write, kept[i], arena_strdup(call->arena, write->before[kept[i]]));
    write_set(write, SCOPES, written_words(call, write->before[SCOPES]));
    /* A key that was to end is not followed by one that never does, unless somebody says so. */
    if (write->before[EXPIRES_AT] && !write->set[EXPIRES_AT].text)
        findings_error(findings, FIELD_REQUIRED, "expires_at");
}

static bool rotate_effect(struct call *call, struct write *write)
{
    const char *hours = move_value(write, "overlap_hours");
    make_key(call, write);
    write_also(write, QUERY_API_KEY_OUTLIVE, (const char *[]){write->source_id, hours ? hours : "24"});
    if (call->who.kind == KIND_OPERATOR)
        write_also(write, QUERY_OPERATOR_KEY_HOLDERS, (const char *[]){write->source_id, write->id});
    if (hours && text_equal(hours, "0"))
        hook_principal_changed_call(write->source_id);
    return true;
}

static const struct move moves[] = {
    {.verb = "rotate",
     .from = BIT(ACTIVE),
     .roles = DIRECTOR | OPERATOR,
     .fields = rotate_fields,
     .n_fields = COUNT(rotate_fields),
     .rule = rotate_rule,
     .effect = rotate_effect,
     .makes = true,
     .about = "Makes another key with the same holders and scopes; this one stops after the overlap.",
     .about_fr = "Crée une autre clé, de mêmes titulaires et portées ; celle-ci s'arrête après le recouvrement.",
     .problems = PROBLEMS(FIELD_REQUIRED)},
    {.verb = "revoke",
     .from = BIT(ACTIVE),
     .to = BIT(REVOKED),
     .roles = DIRECTOR | OPERATOR,
     .rule = revoke_rule,
     .effect = revoke_effect,
     .about = "Stops the key at once, for good.",
     .about_fr = "Révoque la clé aussitôt et pour toujours."},
};

static const struct flow flow = {
    .states = revocation_states, .initial = BIT(ACTIVE), .final = BIT(REVOKED), .moves = moves, .n_moves = COUNT(moves)};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    null_as(write, SCOPES, "{read,write}");
    int holders = (write_value(write, STAFF_ID) != NULL) + (write_value(write, PRESCRIBER_ID) != NULL) +
                  (write_value(write, PARTNER_ID) != NULL);
    if (holders != 1)
        findings_error(findings, KEY_HOLDER, NULL);
}

static bool effect(struct call *call, struct write *write)
{
    make_key(call, write);
    return true;
}

const struct resource api_keys = {
    .path = "api_keys",
    .table = "api_key",
    .name = "api_key",
    .about = "Keys of the software that acts for a staff member, a prescriber or a partner.",
    .about_fr = "Clés d'accès des logiciels qui agissent pour un permanent, un prescripteur ou un financeur.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = DIRECTOR | OPERATOR, [ACTION_READ] = DIRECTOR | OPERATOR, [ACTION_CREATE] = DIRECTOR | OPERATOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-"},
    .flow = &flow,
    .state = STATE,
    .rule = rule,
    .problems = PROBLEMS(KEY_HOLDER, FIELD_REFERENCE),
    .effect = effect,
};
