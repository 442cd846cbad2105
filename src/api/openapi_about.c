/* What the OpenAPI document says in words, French first: the service as a whole, its groups, and each operation: what it
 * does, for whom, what it needs first, where it leads and what it may refuse. All but the first from the descriptors. */
#include "openapi_parts.h"

static const char about_fr[] =
    "Le système d'information des ateliers et chantiers d'insertion, de bout en bout : prescripteur → candidature → salarié en "
    "parcours → parcours → contrat → immersion → sortie → résultats.\n\n"
    "- **S'identifier.** Chaque appel porte `Authorization: Bearer mln_…` (ici : le bouton *Authorize*). La direction crée les "
    "clés "
    "de son équipe, l'exploitant celles des prescripteurs et des financeurs (`api_key_create`) ; une clé n'est montrée qu'une "
    "fois. `GET /v1/me` dit qui appelle. Un jeton d'un émetteur reconnu vaut une clé ; qui a plusieurs rattachements en choisit "
    "un par `Maillon-Context`.\n"
    "- **Qui voit quoi.** Chaque opération dit pour qui elle est ; un champ que la fonction ne voit pas est absent de la "
    "réponse. "
    "Ce qui est à une autre structure répond 404, comme ce qui n'existe pas.\n"
    "- **Valeurs.** `…_on` est un jour à Paris (`2026-03-02`), `…_at` un instant en UTC, `…_minutes` une durée (26 h : 1560). "
    "Les "
    "codes viennent de `GET /v1/reference`.\n"
    "- **Listes.** `limit` (50, au plus 200), puis `cursor` avec le `next_cursor` reçu ; filtres par champ "
    "(`state=submitted,under_review`, `created_at.gte=2026-01-01T00:00:00Z`), `sort=-created_at`, `fields=id,last_name`, "
    "`include=`, `q=` (noms), `total=exact`.\n"
    "- **Écrire.** Un `POST` répété avec la même `Idempotency-Key` n'a qu'un effet. `POST …/batch` en prend plusieurs. `PATCH` "
    "demande `If-Match` : l'`ETag` de la "
    "dernière lecture ; `null` efface un champ facultatif. Des `warnings` signalent sans refuser. Les exemples de corps montrent "
    "les "
    "champs de toutes les fonctions : ne gardez que ceux de la vôtre.\n"
    "- **Actes.** Un état ne s'écrit pas : `POST /v1/candidacies/{id}/accept`. `allowed_moves` donne les actes possibles.\n"
    "- **Refus.** `application/problem+json` : `code` est stable ([tous](/problems)), `errors[].pointer` nomme le champ, "
    "`detail` dit la règle en "
    "français (en anglais avec `Accept-Language: en`).";

static const char about_en[] =
    "The information system of French work-integration workshops, end to end: prescriber → candidacy → participant → path → "
    "contract → immersion → exit → outcome.\n\n"
    "- **Who calls.** Every call carries `Authorization: Bearer mln_…` (here: the *Authorize* button). A director makes the keys "
    "of "
    "the team, the operator those of prescribers and partners (`api_key_create`); a key is shown once. `GET /v1/me` says who "
    "calls. A token of an issuer that is trusted does as well as a key; who has several memberships chooses one with "
    "`Maillon-Context`.\n"
    "- **Who sees what.** Every operation says whom it is for; a field that a role does not see is absent from the answer. What "
    "belongs to another structure answers 404, as what does not exist.\n"
    "- **Values.** `…_on` is a day in Paris (`2026-03-02`), `…_at` an instant in UTC, `…_minutes` a duration (26 h: 1560). Codes "
    "come from `GET /v1/reference`.\n"
    "- **Lists.** `limit` (50, at most 200), then `cursor` with the `next_cursor` received; filters by field "
    "(`state=submitted,under_review`, `created_at.gte=2026-01-01T00:00:00Z`), `sort=-created_at`, `fields=id,last_name`, "
    "`include=`, `q=` (names), `total=exact`.\n"
    "- **Writes.** A `POST` repeated with the same `Idempotency-Key` has one effect. `POST …/batch` takes many. `PATCH` needs "
    "`If-Match`: the `ETag` of the "
    "last read; `null` clears an optional field. `warnings` tell without refusing. Examples of bodies show the fields of every "
    "role: keep those of yours.\n"
    "- **Moves.** A state is never written: `POST /v1/candidacies/{id}/accept`. `allowed_moves` lists the moves possible now.\n"
    "- **Refusals.** `application/problem+json`: `code` is stable ([all of them](/problems)), `errors[].pointer` names the "
    "field, `detail` says the rule in "
    "French (in English with `Accept-Language: en`).";

void openapi_info(struct buffer *out)
{
    struct buffer both = {0};
    buffer_printf(&both, "%s\n\n---\n\n%s", about_fr, about_en);
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
