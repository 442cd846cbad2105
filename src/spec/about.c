/* What the OpenAPI document says in words, French first: the service as a whole, its groups, and each operation: what it
 * does, for whom, what it needs first, where it leads and what it may refuse. The first is docs/client/, the rest comes from the
 * descriptors. */
#include "parts.h"

void openapi_info(struct buffer *out)
{
    struct buffer both = {0};
    buffer_printf(&both, "%s\n\n---\n\n%s", guide_fr, guide_en);
    json_key(out, "info");
    json_open(out, '{');
    json_member(out, "title", "Maillon");
    json_member(out, "version", "1");
    json_member(out, "summary", "From a prescriber's first message to the outcome a funder counts.");
    json_member(out, "description", buffer_text(&both));
    json_key(out, "license");
    json_literal(out, "{\"name\":\"Apache-2.0\",\"identifier\":\"Apache-2.0\"}");
    json_close(out, '}');
    buffer_done(&both);
}

static void write_tag(struct buffer *out, const char *name, const char *fr, const char *en)
{
    struct buffer both = {0};
    buffer_printf(&both, "%s\n\n%s", fr, en);
    json_open(out, '{');
    json_member(out, "name", name);
    json_member(out, "description", buffer_text(&both));
    json_close(out, '}');
    buffer_done(&both);
}

void openapi_tags(struct buffer *out, const struct api *api)
{
    json_key(out, "tags");
    json_open(out, '[');
    write_tag(out, TAG_AROUND, "Qui appelle, les référentiels, et les résultats.",
              "Who calls, the reference lists, and the outcomes.");
    for (const struct resource *const *r = api->resources; *r; r++)
        write_tag(out, (*r)->path, (*r)->about_fr, (*r)->about);
    json_close(out, ']');
}

/* "direction (`director`), prescripteur (`prescriber`)" */
static void roles(struct buffer *out, uint32_t roles)
{
    static const char *const french[] = {
        [ROLE_DIRECTOR] = "direction",
        [ROLE_COUNSELLOR] = "accompagnement",
        [ROLE_SUPERVISOR] = "encadrement technique",
        [ROLE_OFFICE] = "administratif",
        [ROLE_PRESCRIBER] = "prescripteur",
        [ROLE_PARTNER] = "financeur",
        [ROLE_OPERATOR] = "exploitant du service",
        [ROLE_SIGNATORY] = "signataire d'une convention",
    };
    const char *comma = "";
    for (unsigned role = 0; role < ROLE_JOB; role++) {
        if (roles & BIT(role)) {
            buffer_printf(out, "%s%s (`%s`)", comma, french[role], role_word((enum role)role));
            comma = ", ";
        }
    }
}

/* What a body must hold, and for whom when not for all. Returns whether anything is written. */
static bool required_fields(struct buffer *out, const struct field *fields, unsigned n_fields, uint32_t callers)
{
    const char *comma = "";
    for (unsigned i = 0; i < n_fields; i++) {
        const struct field *field = &fields[i];
        uint32_t givers = field->set ? field->set & callers : callers;
        if (!(field->flags & REQUIRED) || (field->flags & SERVER) || !givers)
            continue;
        buffer_printf(out, "%s`%s`", comma, field->name);
        comma = ", ";
        if (givers == callers)
            continue;
        const char *open = " (";
        for (unsigned role = 0; role < ROLE_JOB; role++) {
            if (givers & BIT(role)) {
                buffer_printf(out, "%s%s", open, role_word((enum role)role));
                open = ", ";
            }
        }
        buffer_add_char(out, ')');
    }
    return *comma;
}

static void needs(struct buffer *out, const struct operation *operation)
{
    struct buffer list = {0};
    bool any = false;
    if (operation->move)
        any = required_fields(&list, operation->move->fields, operation->move->n_fields, operation->roles);
    else if (!operation->resource)
        any = required_fields(&list, operation->endpoint->body ? operation->endpoint->body : operation->endpoint->params,
                              operation->endpoint->body ? operation->endpoint->n_body : operation->endpoint->n_params,
                              operation->roles);
    else if (operation->action == ACTION_CREATE)
        any = required_fields(&list, operation->resource->fields, operation->resource->n_fields, operation->roles);
    else if (operation->action == ACTION_PATCH) {
        buffer_add_text(&list, "`If-Match`");
        any = true;
    }
    if (any)
        buffer_printf(out, "\n- **Il faut / Needed:** %s", buffer_text(&list));
    buffer_done(&list);
}

static void states(struct buffer *out, const struct flow *flow, uint32_t set)
{
    const char *comma = "";
    for (unsigned state = 0; flow->states[state]; state++) {
        if (set & BIT(state)) {
            buffer_printf(out, "%s`%s`", comma, flow->states[state]);
            comma = ", ";
        }
    }
}

static void way(struct buffer *out, const struct operation *operation)
{
    if (!operation->move)
        return;
    const struct flow *flow = operation->resource->flow;
    buffer_add_text(out, "\n- **États / States:** ");
    states(out, flow, operation->move->from);
    if (operation->move->to) {
        buffer_add_text(out, " → ");
        states(out, flow, operation->move->to);
    } else if (operation->move->makes) {
        buffer_add_text(out, " → nouveau / new ");
        states(out, flow, flow->initial);
    }
}

static void refusals(struct buffer *out, const struct operation *operation)
{
    const enum problem *problem = operation->problems;
    if (!problem || *problem == PROBLEM_NONE)
        return;
    buffer_add_text(out, "\n- **Refus propres / Its own refusals:** ");
    for (const char *comma = ""; *problem != PROBLEM_NONE; problem++, comma = ", ")
        buffer_printf(out, "%s[`%s`](/problems#%s)", comma, problem_text(*problem)->slug, problem_text(*problem)->slug);
}

struct sentence_start {
    const char *fr, *en;
};

void about_operation(struct buffer *out, const struct operation *operation)
{
    static const struct sentence_start kinds[N_ACTIONS] = {
        [ACTION_LIST] = {"**Lister.** ", "**List.** "},
        [ACTION_READ] = {"**Lire.** ", "**Read.** "},
        [ACTION_CREATE] = {"**Créer.** ", "**Create.** "},
        [ACTION_PATCH] = {"**Modifier.** ", "**Change.** "},
    };
    static const struct sentence_start exports = {
        "**Exporter** tout en un fichier (CSV, NDJSON) ; sans relais, sur le port des exports. ",
        "**Export** all as one file (CSV, NDJSON); without a proxy, on the port of exports. "};
    static const struct sentence_start itself = {"", ""}; /* of a move or an endpoint: its sentence says what is done */
    const struct sentence_start *start = operation->exports                        ? &exports
                                         : operation->move || !operation->resource ? &itself
                                                                                   : &kinds[operation->action];
    const char *fr = operation->move       ? operation->move->about_fr
                     : operation->resource ? operation->resource->about_fr
                                           : operation->endpoint->about_fr;
    const char *en = operation->move       ? operation->move->about
                     : operation->resource ? operation->resource->about
                                           : operation->endpoint->about;
    struct buffer text = {0};
    buffer_printf(&text, "%s%s%s\n\n%s%s%s\n\n- **Pour / For:** ",
                  operation->batch ? "*Plusieurs à la fois, un résultat pour chacun.* " : "", start->fr, fr,
                  operation->batch ? "*Many at once, a result for each.* " : "", start->en, en);
    roles(&text, operation->roles);
    needs(&text, operation);
    way(&text, operation);
    refusals(&text, operation);
    json_member(out, "description", buffer_text(&text));
    buffer_done(&text);
}
