/* Invitations: a code, shown once, with which whoever holds a token becomes a member of the staff. The director invites the
 * team; the operator a first director, since nobody of the structure can. */
#include "api/key.h"
#include "common.h"
#include "core/uuid.h"
#include "credentials.h"
#include "facts.h"
#include "resources.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    STRUCTURE_ID,
    STAFF_ID,
    FIRST_NAME,
    LAST_NAME,
    EMAIL,
    BY_OPERATOR,
    HASH,
    EXPIRES_AT,
    USED_AT,
    STATE,
    CODE,
    FIELDS
};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [STRUCTURE_ID] = {"structure_id", T_UUID, REQUIRED | ONCE | FILTER, .see = OPERATOR, .set = OPERATOR, .refers = "structures",
                      .about = "Structure that nobody directs yet.", .about_fr = "Structure que personne ne dirige encore.",
                      .example = EXAMPLE_ID},
    [STAFF_ID] = {"staff_id", T_UUID, REQUIRED | ONCE | FILTER, .see = DIRECTOR, .set = DIRECTOR, .refers = "staff",
                  .about = "Staff member who is invited.", .about_fr = "Permanent invité.", .example = EXAMPLE_ID},
    [FIRST_NAME] = {"first_name", T_TEXT, REQUIRED | ONCE | PERSONAL, .set = OPERATOR, .about = "First name.",
                    .about_fr = "Prénom.", .example = "\"Nadia\""},
    [LAST_NAME] = {"last_name", T_TEXT, REQUIRED | ONCE | PERSONAL, .set = OPERATOR, .about = "Last name.", .about_fr = "Nom.",
                   .example = "\"Lefèvre\""},
    [EMAIL] = {"email", T_TEXT, REQUIRED | ONCE | PERSONAL, .set = OPERATOR, .max = 254, .format = format_email,
               .about = "Work e-mail address; an invitation to the same address is for the same person.",
               .about_fr = "Courriel professionnel ; une invitation à la même adresse est pour la même personne.",
               .example = "\"nadia.lefevre@example.org\""},
    /* No caller has the role JOB: written and never shown. */
    [BY_OPERATOR] = {"by_operator", T_BOOL, SERVER, .see = JOB, .about = "Whether the operator invites.",
                     .about_fr = "Si c'est l'exploitant qui invite.", .example = "false"},
    [HASH] = {"hash", T_TEXT, SERVER, .see = JOB, .about = "SHA-256 of the code.", .about_fr = "SHA-256 du code.",
              .example = "\"\\\\x00\""},
    [EXPIRES_AT] = {"expires_at", T_INSTANT, SERVER | FILLED,
                    .about = "When the code stops working: seven days after it was made.",
                    .about_fr = "Instant où le code cesse de valoir : sept jours après sa création.", .example = EXAMPLE_INSTANT},
    [USED_AT] = {"used_at", T_INSTANT, SERVER, .about = "When the person enrolled.",
                 .about_fr = "Instant où la personne s'est inscrite.", .example = EXAMPLE_INSTANT},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Whether the code waits, has served, or was revoked.",
               .about_fr = "Si le code attend, a servi, ou a été révoqué."},
    [CODE] = {"code", T_TEXT, SERVER | SIGHTED, .about = "The code, shown in the answer that makes it and never again.",
              .about_fr = "Le code, montré dans la réponse qui le crée et plus jamais ensuite.",
              .example = "\"7Q2MD-X4K9V-0T3HB-NR8YC-W5JGA\""},
};

static const struct move moves[] = {
    {.verb = "revoke",
     .from = BIT(ONCE_PENDING),
     .to = BIT(ONCE_REVOKED),
     .roles = DIRECTOR | OPERATOR,
     .about = "Stops the code at once.",
     .about_fr = "Révoque le code aussitôt."},
    {.verb = "enrol",
     .from = BIT(ONCE_PENDING),
     .to = BIT(ONCE_USED),
     .roles = JOB,
     .about = "The person has said the code: POST /v1/enrol.",
     .about_fr = "La personne a donné le code : POST /v1/enrol."},
};

static const struct flow flow = {.states = once_states,
                                 .initial = BIT(ONCE_PENDING),
                                 .final = BIT(ONCE_USED) | BIT(ONCE_REVOKED),
                                 .moves = moves,
                                 .n_moves = COUNT(moves)};

static const struct fact facts[] = {{QUERY_INVITEE, {STRUCTURE_ID, STAFF_ID, EMAIL, ARG_END}}, {0}};
enum { FACT_INVITEE };
enum { INVITEE_DIRECTED, INVITEE_ID, INVITEE_FIRST_NAME, INVITEE_LAST_NAME, INVITEE_EMAIL, INVITEE_ACTIVE };

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    bool found = fact_rows(write, FACT_INVITEE) > 0;
    if (!found)
        findings_error(findings, FIELD_REFERENCE, "staff_id");
    else if (fact_bool(write, FACT_INVITEE, 0, INVITEE_DIRECTED))
        findings_error(findings, STRUCTURE_DIRECTED, NULL);
    else if (!fact_bool(write, FACT_INVITEE, 0, INVITEE_ACTIVE))
        findings_error(findings, MEMBER_INACTIVE, NULL);
    if (findings->errors || call->who.kind == KIND_OPERATOR)
        return;
    write_set(write, FIRST_NAME, arena_strdup(call->arena, fact_text(write, FACT_INVITEE, 0, INVITEE_FIRST_NAME)));
    write_set(write, LAST_NAME, arena_strdup(call->arena, fact_text(write, FACT_INVITEE, 0, INVITEE_LAST_NAME)));
    write_set(write, EMAIL, arena_strdup(call->arena, fact_text(write, FACT_INVITEE, 0, INVITEE_EMAIL)));
}

/* The first director's staff row is made with the invitation, unless an earlier one made it. */
static void name_director(struct call *call, struct write *write)
{
    const char *known = fact_text(write, FACT_INVITEE, 0, INVITEE_ID);
    write_set(write, BY_OPERATOR, "true");
    if (known) {
        write_set(write, STAFF_ID, arena_strdup(call->arena, known));
        return;
    }
    char *id = arena_alloc(call->arena, UUID_TEXT);
    uuid_new(id);
    write_set(write, STAFF_ID, id);
    write_before(write, QUERY_OPERATOR_ADD_DIRECTOR,
                 (const char *[]){write_value(write, STRUCTURE_ID), id, write_value(write, FIRST_NAME),
                                  write_value(write, LAST_NAME), write_value(write, EMAIL)});
}

/* Only the hash is kept; the code goes into this one answer. */
static bool effect(struct call *call, struct write *write)
{
    char code[CODE_TEXT], hash[API_KEY_HASH_HEX];
    code_generate(code);
    if (!code_hash(code, hash))
        return call_fail(call, INTERNAL);
    credential_give(call, write, HASH, code, hash);
    if (call->who.kind == KIND_OPERATOR)
        name_director(call, write);
    return true;
}

const struct resource invitations = {
    .path = "invitations",
    .table = "invitation",
    .name = "invitation",
    .about = "Codes with which people bind their own identity to their place in the team.",
    .about_fr = "Codes avec lesquels chacun lie sa propre identité à sa place dans l'équipe.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = DIRECTOR | OPERATOR, [ACTION_READ] = DIRECTOR | OPERATOR, [ACTION_CREATE] = DIRECTOR | OPERATOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-"},
    .flow = &flow,
    .state = STATE,
    .facts = facts,
    .rule = rule,
    .effect = effect,
    .problems = PROBLEMS(STRUCTURE_DIRECTED, MEMBER_INACTIVE, FIELD_REFERENCE),
};
