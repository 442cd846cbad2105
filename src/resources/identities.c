/* Identities: what proves a membership beside a key of one's own. The staff's come from codes (enrol.c), the others from the
 * operator. */
#include "common.h"
#include "credentials.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    ISSUER,
    SUBJECT,
    API_KEY_ID,
    STAFF_ID,
    PRESCRIBER_ID,
    PARTNER_ID,
    STATE,
    REVOKED_AT,
    FIELDS
};

enum { SUBJECT_CHARACTERS = 255 };

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [ISSUER] = {"issuer", T_TEXT, ONCE | FILTER, .set = OPERATOR, .about = "Issuer of the tokens, as their claim iss says it.",
                .about_fr = "Émetteur des jetons, tel que le dit leur champ iss.",
                .example = "\"https://connexion.example.org\""},
    [SUBJECT] = {"subject", T_TEXT, ONCE | FILTER | PERSONAL, .max = SUBJECT_CHARACTERS, .set = OPERATOR,
                 .about = "Subject of the tokens, as their claim sub says it.",
                 .about_fr = "Sujet des jetons, tel que le dit leur champ sub.", .example = "\"client-du-logiciel\""},
    [API_KEY_ID] = {"api_key_id", T_UUID, ONCE | FILTER | RARE, .see = OPERATOR, .set = OPERATOR, .refers = "api_keys",
                    .about = "Key of a prescriber or partner that acts for this holder too.",
                    .about_fr = "Clé d'un prescripteur ou d'un financeur qui agit aussi pour ce titulaire.",
                    .example = EXAMPLE_ID},
    [STAFF_ID] = {"staff_id", T_UUID, SERVER | FILTER, .see = DIRECTOR, .refers = "staff",
                  .about = "Staff member that the subject is.", .about_fr = "Permanent que le sujet désigne.",
                  .example = EXAMPLE_ID},
    [PRESCRIBER_ID] = {"prescriber_id", T_UUID, ONCE | FILTER, .see = OPERATOR, .set = OPERATOR, .refers = "prescribers",
                       .about = "Prescriber that it acts for.", .about_fr = "Prescripteur pour qui elle agit.",
                       .example = EXAMPLE_ID},
    [PARTNER_ID] = {"partner_id", T_UUID, ONCE | FILTER | RARE, .see = OPERATOR, .set = OPERATOR, .refers = "partners",
                    .about = "Partner that it acts for.", .about_fr = "Financeur pour qui elle agit.", .example = EXAMPLE_ID},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Whether the identity is active or revoked.",
               .about_fr = "Si l'identité est active ou révoquée."},
    [REVOKED_AT] = {"revoked_at", T_INSTANT, SERVER, .about = "When the identity was revoked.",
                    .about_fr = "Instant où l'identité a été révoquée.", .example = EXAMPLE_INSTANT},
};

static const struct move moves[] = {
    {.verb = "revoke",
     .from = BIT(ACTIVE),
     .to = BIT(REVOKED),
     .roles = DIRECTOR | OPERATOR,
     .rule = revoke_rule,
     .effect = revoke_effect,
     .about = "Ends the membership at once, for good.",
     .about_fr = "Met fin au rattachement aussitôt et pour toujours."},
};

static const struct flow flow = {
    .states = revocation_states, .initial = BIT(ACTIVE), .final = BIT(REVOKED), .moves = moves, .n_moves = COUNT(moves)};

static const struct fact facts[] = {{QUERY_OPERATOR_KEY, {API_KEY_ID, ARG_END}}, {0}};
enum { FACT_KEY };

/* The foreign key of api_key_id does not see whose a key is; the operator's own policies do. */
static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    bool issuer = write_value(write, ISSUER), subject = write_value(write, SUBJECT), key = write_value(write, API_KEY_ID);
    if (issuer != subject || issuer == key)
        findings_error(findings, IDENTITY_CREDENTIAL, NULL);
    if (key && fact_rows(write, FACT_KEY) == 0)
        findings_error(findings, FIELD_REFERENCE, "api_key_id");
    if (!write_value(write, PRESCRIBER_ID) == !write_value(write, PARTNER_ID))
        findings_error(findings, KEY_HOLDER, NULL);
}

const struct resource identities = {
    .path = "identities",
    .table = "identity",
    .name = "identity",
    .about = "What a subject of an issuer, or a key beside its own holder, may act as: one membership each.",
    .about_fr = "Rattachements : au nom de qui agit le sujet d'un émetteur de jetons, ou une clé en plus de son titulaire.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = DIRECTOR | OPERATOR, [ACTION_READ] = DIRECTOR | OPERATOR, [ACTION_CREATE] = OPERATOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-"},
    .flow = &flow,
    .state = STATE,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(KEY_HOLDER, IDENTITY_CREDENTIAL, FIELD_REFERENCE),
};
