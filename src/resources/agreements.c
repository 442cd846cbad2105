/* Agreements: what lets a partner read a structure's outcomes. Anybody may propose one, only the director opens it. */
#include "common.h"
#include "facts.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, STRUCTURE_ID, PARTNER_ID, SCOPE, STARTS_ON, ENDS_ON, STATE, FIELDS };

static const char *const scopes[] = {"headline", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [STRUCTURE_ID] = {"structure_id", T_UUID, REQUIRED | ONCE | FILTER, .set = OPERATOR, .refers = "structures",
                      .about = "Structure whose outcomes may be read.",
                      .about_fr = "Structure dont les résultats peuvent être lus.", .example = EXAMPLE_ID},
    [PARTNER_ID] = {"partner_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "partners", .about = "Partner that may read them.",
                    .about_fr = "Financeur qui peut les lire.", .example = EXAMPLE_ID},
    [SCOPE] = {"scope", T_WORD, REQUIRED | ONCE, .words = scopes,
               .about = "What is shown: headline, the exits per worksite and category with their rates.",
               .about_fr = "Ce qui est montré : headline, les sorties par chantier et par catégorie, avec leurs taux."},
    [STARTS_ON] = {"starts_on", T_DATE, REQUIRED | ONCE, .about = "First day of the access.",
                   .about_fr = "Premier jour de l'accès.", .example = "\"2026-01-01\""},
    [ENDS_ON] = {"ends_on", T_DATE, ONCE, .about = "Last day of the access, null when not set.",
                 .about_fr = "Dernier jour de l'accès ; null s'il n'est pas fixé.", .example = "\"2028-12-31\""},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Where the agreement stands.", .about_fr = "Où en est l'accord."},
};

enum { PROPOSED, OPEN, CLOSED, DECLINED };
static const char *const states[] = {"proposed", "open", "closed", "declined", NULL};

static const struct field close_fields[] = {
    {"closes_on", T_DATE, 0, .about = "Last day of the access, today or before; today when not given.",
     .about_fr = "Dernier jour de l'accès, aujourd'hui ou avant ; sans lui, aujourd'hui.", .example = "\"2026-02-27\""},
};

/* An agreement that has not begun keeps its first day as its last: it never gave an access. */
static void close_rule(struct call *call, struct write *write, struct findings *findings)
{
    day_t today = write_today(write), starts_on = write_day(write, STARTS_ON), closes_on = move_day(write, "closes_on");
    if (closes_on == DAY_NONE)
        closes_on = today < starts_on ? starts_on : today;
    else
        day_check_past(closes_on, today, "closes_on", findings);
    check_order(starts_on, closes_on, "closes_on", findings);
    write_set(write, ENDS_ON, day_text(call, closes_on));
}

static const struct move moves[] = {
    {.verb = "open",
     .from = BIT(PROPOSED),
     .to = BIT(OPEN),
     .roles = DIRECTOR,
     .about = "Gives the partner its access.",
     .about_fr = "Donne au financeur l'accès aux résultats.",
     .problems = PROBLEMS(AGREEMENT_OVERLAP)},
    {.verb = "decline",
     .from = BIT(PROPOSED),
     .to = BIT(DECLINED),
     .roles = DIRECTOR,
     .about = "Refuses the proposal.",
     .about_fr = "Décline la proposition d'accord."},
    {.verb = "close",
     .from = BIT(OPEN),
     .to = BIT(CLOSED),
     .roles = DIRECTOR,
     .fields = close_fields,
     .n_fields = COUNT(close_fields),
     .rule = close_rule,
     .about = "Ends the access at once.",
     .about_fr = "Clôt l'accord : l'accès cesse aussitôt.",
     .problems = PROBLEMS(DAY_IN_FUTURE, DAYS_OUT_OF_ORDER)},
};

static const struct flow flow = {
    .states = states, .initial = BIT(PROPOSED), .final = BIT(CLOSED) | BIT(DECLINED), .moves = moves, .n_moves = COUNT(moves)};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    check_order(write_day(write, STARTS_ON), write_day(write, ENDS_ON), "ends_on", findings);
}

const struct resource agreements = {
    .path = "agreements",
    .table = "agreement",
    .name = "agreement",
    .about = "Agreements under which a partner reads the outcomes of a structure.",
    .about_fr = "Accords par lesquels une structure laisse un financeur lire ses résultats.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = DIRECTOR | OPERATOR | PARTNER,
                [ACTION_READ] = DIRECTOR | OPERATOR | PARTNER,
                [ACTION_CREATE] = DIRECTOR | OPERATOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PARTNER] = "partner_id", [KIND_PRESCRIBER] = "-"},
    .flow = &flow,
    .state = STATE,
    .tenant = STRUCTURE_ID,
    .rule = rule,
    .problems = PROBLEMS(DAYS_OUT_OF_ORDER, FIELD_REFERENCE),
};
