/* One-time links: the credential of one party of one convention, shown once. With it who has no account reads the convention,
 * and signs it or, as the host, assesses the immersion. */
#include "api/key.h"
#include "common.h"
#include "credentials.h"
#include "domain/immersion.h"
#include "facts.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, IMMERSION_ID, ROLE, HASH, EXPIRES_AT, USED_AT, STATE, KEY, FIELDS };

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [IMMERSION_ID] = {"immersion_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "immersions", .about = "The convention.",
                      .about_fr = "La convention.", .example = EXAMPLE_ID},
    [ROLE] = {"role", T_WORD, REQUIRED | ONCE | FILTER, .words = signatory_words, .about = "The party that the link is for.",
              .about_fr = "La partie à qui le lien est destiné."},
    /* No caller has the role JOB: the hash is written and never shown. */
    [HASH] = {"hash", T_TEXT, SERVER, .see = JOB, .about = "SHA-256 of the key.", .about_fr = "SHA-256 de la clé.",
              .example = "\"\\\\x00\""},
    [EXPIRES_AT] = {"expires_at", T_INSTANT, SERVER | FILLED, .about = "When the link stops working: 31 days after it was made.",
                    .about_fr = "Instant où le lien cesse de valoir : 31 jours après sa création.", .example = EXAMPLE_INSTANT},
    [USED_AT] = {"used_at", T_INSTANT, SERVER, .about = "When it served; it shows the convention for an hour more.",
                 .about_fr = "Instant où il a servi ; il montre la convention une heure encore.", .example = EXAMPLE_INSTANT},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Whether the link waits, has served, or was revoked.",
               .about_fr = "Si le lien attend, a servi, ou a été révoqué."},
    [KEY] = {"key", T_TEXT, SERVER | SIGHTED,
             .about = "What the party's browser sends as `Authorization: Bearer`; put it after the # of an address, which no "
                      "server is sent. Shown in the answer that creates it and never again.",
             .about_fr =
                 "Ce que le navigateur de la partie envoie en `Authorization: Bearer` ; à placer après le # d'une adresse, "
                 "qu'aucun serveur ne reçoit. Montrée dans la réponse qui la crée et plus jamais ensuite.",
             .example = "\"mln_4fG7kQ2aXv9TzL0bR5cYw8DnE3hJpM6sU1iK7oA2fBg1HIDZo\""},
};

static const struct move moves[] = {
    {.verb = "revoke",
     .from = BIT(ONCE_PENDING),
     .to = BIT(ONCE_REVOKED),
     .roles = ACCOMPANIERS,
     .effect = revoke_effect,
     .about = "Stops the link at once.",
     .about_fr = "Révoque le lien aussitôt."},
    {.verb = "use",
     .from = BIT(ONCE_PENDING),
     .to = BIT(ONCE_USED),
     .roles = JOB,
     .about = "The party has signed or assessed with it.",
     .about_fr = "La partie a signé ou fait le bilan avec lui."},
};

static const struct flow flow = {.states = once_states,
                                 .initial = BIT(ONCE_PENDING),
                                 .final = BIT(ONCE_USED) | BIT(ONCE_REVOKED),
                                 .moves = moves,
                                 .n_moves = COUNT(moves)};

static const struct fact facts[] = {
    {QUERY_IMMERSION_LINK_CONVENTION, {IMMERSION_ID, ARG_END}}, {QUERY_PARAMETERS, {ARG_END}}, {0}};
enum { FACT_CONVENTION, FACT_PARAMETERS };

/* The columns of immersion_link_convention.sql. */
enum { CONVENTION_TO_SIGN, CONVENTION_LIVED, CONVENTION_ASSESSED, CONVENTION_STARTS_ON, CONVENTION_BIRTH_ON, FIRST_SIGNED };

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters parameters;
    (void)call;
    if (fact_rows(write, FACT_CONVENTION) == 0) {
        findings_error(findings, FIELD_REFERENCE, "immersion_id");
        return;
    }
    day_t starts_on = fact_day(write, FACT_CONVENTION, 0, CONVENTION_STARTS_ON);
    facts_parameters(write, FACT_PARAMETERS, starts_on, &parameters);
    struct awaited_facts awaited = {
        .to_sign = fact_bool(write, FACT_CONVENTION, 0, CONVENTION_TO_SIGN),
        .lived = fact_bool(write, FACT_CONVENTION, 0, CONVENTION_LIVED),
        .assessed = fact_bool(write, FACT_CONVENTION, 0, CONVENTION_ASSESSED),
        .asked = immersion_signatories(fact_day(write, FACT_CONVENTION, 0, CONVENTION_BIRTH_ON), starts_on, &parameters),
    };
    for (unsigned party = 0; party < N_SIGNATORIES; party++)
        if (fact_bool(write, FACT_CONVENTION, 0, FIRST_SIGNED + party))
            awaited.signed_by |= BIT(party);
    immersion_check_awaited(&awaited, (enum signatory)text_index(signatory_words, write_value(write, ROLE)), findings);
}

/* Only the hash is kept; the key goes into this one answer. */
static bool effect(struct call *call, struct write *write)
{
    char key[API_KEY_TEXT], hash[API_KEY_HASH_HEX];
    api_key_generate(key);
    api_key_hash(key, hash);
    credential_give(call, write, HASH, key, hash);
    return true;
}

const struct resource immersion_links = {
    .path = "immersion_links",
    .table = "immersion_link",
    .name = "immersion_link",
    .about = "One-time links with which a party of a convention of immersion, who has no account, signs it, or the host assesses "
             "the immersion.",
    .about_fr =
        "Liens à usage unique avec lesquels une partie d'une convention d'immersion, sans compte, la signe, ou l'entreprise "
        "d'accueil fait le bilan.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS, [ACTION_READ] = ACCOMPANIERS, [ACTION_CREATE] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id",
              [KIND_PRESCRIBER] = "-",
              [KIND_PARTNER] = "-",
              [KIND_OPERATOR] = "-",
              [KIND_SIGNATORY] = "-"},
    .flow = &flow,
    .state = STATE,
    .facts = facts,
    .rule = rule,
    .effect = effect,
    .problems = PROBLEMS(LINK_WITHOUT_USE, FIELD_REFERENCE),
};
