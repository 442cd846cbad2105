/* Staff: the permanent team, and the function that gives each member their rights. */
#include "api/hooks.h"
#include "common.h"
#include "facts.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, FIRST_NAME, LAST_NAME, EMAIL, ROLE, ACTIVE, FIELDS };

static const char *const roles[] = {"director", "counsellor", "supervisor", "office", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [FIRST_NAME] = {"first_name", T_TEXT, REQUIRED | PERSONAL, .about = "First name.", .about_fr = "Prénom.",
                    .example = "\"Nadia\""},
    [LAST_NAME] = {"last_name", T_TEXT, REQUIRED | SORT | PERSONAL, .about = "Last name.", .about_fr = "Nom.",
                   .example = "\"Lefèvre\""},
    [EMAIL] = {"email", T_TEXT, REQUIRED | PERSONAL, .max = 254, .format = format_email,
               .about = "Work e-mail address, one per member of the structure.",
               .about_fr = "Courriel professionnel, un par permanent de la structure.",
               .example = "\"nadia.lefevre@example.org\""},
    [ROLE] = {"role", T_WORD, REQUIRED | FILTER, .words = roles,
              .about = "Function in the structure; it decides what the member sees and does.",
              .about_fr = "Fonction dans la structure ; elle décide de ce que le permanent voit et fait."},
    [ACTIVE] = {"active", T_BOOL, FILTER | FILLED, .about = "False once the member has left: their keys stop working.",
                .about_fr = "Faux dès que le permanent est parti : ses clés cessent de valoir.", .example = "true"},
};

/* Two directors leaving at once would each count on the other: the structure's row is locked first. */
static const struct fact lock = {QUERY_LOCK_STRUCTURE, {ARG_STRUCTURE, ARG_END}};
static const struct fact facts[] = {
    {QUERY_STAFF_OTHER_DIRECTORS, {ARG_STRUCTURE, ARG_ID, ARG_END}}, {QUERY_STAFF_KEYS, {ARG_ID, ARG_STRUCTURE, ARG_END}}, {0}};
enum { FACT_OTHER_DIRECTORS, FACT_KEYS };

static bool directs(const char *role, const char *active)
{
    return text_equal(role, "director") && active && active[0] == 't';
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    null_as(write, ACTIVE, "true");
    if (write->action != ACTION_PATCH || !directs(write->before[ROLE], write->before[ACTIVE]))
        return;
    if (!directs(write_value(write, ROLE), write_value(write, ACTIVE)) && fact_int(write, FACT_OTHER_DIRECTORS, 0, 0) == 0)
        findings_error(findings, LAST_DIRECTOR, write_changes(write, ROLE) ? "role" : "active");
}

/* Another function, or none any more: this node forgets what it knew of the member's keys. */
static bool effect(struct call *call, struct write *write)
{
    (void)call;
    if (write_changes(write, ROLE) || write_changes(write, ACTIVE))
        for (unsigned row = 0; row < fact_rows(write, FACT_KEYS); row++)
            hook_principal_changed_call(fact_text(write, FACT_KEYS, row, 0));
    return true;
}

const struct resource staff = {
    .path = "staff",
    .table = "staff_member",
    .name = "staff_member",
    .about = "The permanent team of the structure.",
    .about_fr = "L'équipe permanente de la structure.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = STAFF, [ACTION_READ] = STAFF, [ACTION_CREATE] = DIRECTOR, [ACTION_PATCH] = DIRECTOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .lock = &lock,
    .facts = facts,
    .rule = rule,
    .effect = effect,
    .problems = PROBLEMS(LAST_DIRECTOR, DUPLICATE),
};
