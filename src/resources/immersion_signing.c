/* How a convention is signed: the staff records a signature, or a party gives its own with its link. */
#include "api/hooks.h"
#include "core/uuid.h"
#include "facts.h"
#include "immersion_fields.h"

static const char *const media[] = {"paper", "electronic", NULL};

const struct field immersion_sign_fields[IMMERSION_SIGN_FIELDS] = {
    {"role", T_WORD, REQUIRED, .words = signatory_words, .set = ACCOMPANIERS, .about = "Which party signed.",
     .about_fr = "Quelle partie a signé."},
    {"name", T_TEXT, REQUIRED | PERSONAL, .about = "Who signed.", .about_fr = "Qui a signé.", .example = "\"Hugues Delattre\""},
    {"function", T_TEXT, 0, .about = "Function of who signed.", .about_fr = "Fonction du signataire.", .example = "\"Gérant\""},
    {"signed_on", T_DATE, REQUIRED, .set = ACCOMPANIERS, .about = "Day of the signature.", .about_fr = "Jour de la signature.",
     .example = "\"2026-02-26\""},
    {"medium", T_WORD, REQUIRED, .words = media, .set = ACCOMPANIERS, .about = "Paper or electronic.",
     .about_fr = "Sur papier ou par voie électronique."},
    {"evidence", T_TEXT, 0, .set = ACCOMPANIERS, .about = "Where the proof is kept.", .about_fr = "Où la preuve est gardée.",
     .example = "\"Classeur PMSMP 2026, no 14\""},
};

enum { SIGN_PARAMETERS, SIGN_SIGNED, SIGN_LINK };

const struct fact immersion_sign_facts[] = {
    {QUERY_PARAMETERS, {ARG_END}}, {QUERY_IMMERSION_SIGNED, {ARG_ID, ARG_END}}, LINK_FACT, {0}};

const char *immersion_link_party(const struct write *write, unsigned link_fact)
{
    return fact_rows(write, link_fact) ? fact_text(write, link_fact, 0, 0) : NULL;
}

/* The party that the staff names, or the one that the link was made for; NULL when that link has served. */
static const char *party_of(const struct call *call, const struct write *write)
{
    return call->who.kind == KIND_SIGNATORY ? immersion_link_party(write, SIGN_LINK) : move_value(write, "role");
}

void immersion_sign_rule(struct call *call, struct write *write, struct findings *findings)
{
    const char *party = party_of(call, write);
    unsigned signed_by = 0;
    if (!party) {
        findings_error(findings, FORBIDDEN, NULL);
        return;
    }
    for (unsigned row = 0; row < fact_rows(write, SIGN_SIGNED); row++)
        signed_by |= BIT(text_index(signatory_words, fact_text(write, SIGN_SIGNED, row, 0)));
    write->occurred_on = call->who.kind == KIND_SIGNATORY ? day_text(call, write_today(write)) : move_value(write, "signed_on");
    bool last = immersion_check_signature(immersion_asked(write, SIGN_PARAMETERS), signed_by,
                                          (enum signatory)text_index(signatory_words, party), day_from_sql(write->occurred_on),
                                          write_today(write), findings);
    write->to = last ? IN_REVIEW : PARTIALLY_SIGNED;
}

/* What a signature made with a link is known by: the link, which tells who asked for it and when. */
bool immersion_sign_effect(struct call *call, struct write *write)
{
    bool by_link = call->who.kind == KIND_SIGNATORY;
    char *id = arena_alloc(call->arena, UUID_TEXT);
    uuid_new(id);
    write_also(write, QUERY_IMMERSION_SIGN,
               (const char *[]){id, write->id, party_of(call, write), move_value(write, "name"), move_value(write, "function"),
                                write->occurred_on, by_link ? "electronic" : move_value(write, "medium"),
                                by_link ? arena_printf(call->arena, "/v1/immersion_links/%s", call->who.actor_id)
                                        : move_value(write, "evidence")});
    return immersion_link_served(call, write);
}

/* A link serves once. This node forgets it at once, as it does a revoked key. */
bool immersion_link_served(struct call *call, struct write *write)
{
    if (call->who.kind != KIND_SIGNATORY)
        return true;
    write_also(write, QUERY_IMMERSION_LINK_USE, (const char *[]){call->who.actor_id, call->request->id});
    hook_principal_changed_call(call->who.actor_id);
    return true;
}
