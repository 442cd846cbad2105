#include "api/event.h"

#include <string.h>

/* The rows come first, each table with its own policy; a transition is then looked up by its row. */
void events_from(struct buffer *sql, enum role role)
{
    const char *separator = "";
    buffer_add_text(sql,
                    "(select r.structure_id, r.participant_id, x.id, x.at, x.occurred_on, r.resource, x.row_id as resource_id, "
                    "x.verb as event, x.from_state, x.to_state, x.actor_kind, x.actor_id from (");
    for (const struct resource *const *p = api_get()->resources; *p; p++) {
        const struct resource *about = *p;
        if (!about->subject.made || !(about->actions[ACTION_READ] & BIT(role)))
            continue;
        buffer_printf(sql, "%sselect s.structure_id, s.%s as participant_id, s.id, '%s'::text as resource from %s s", separator,
                      about->subject.column, about->path, about->table);
        separator = " union all ";
    }
    buffer_add_text(sql, ") r join transition x on x.structure_id = r.structure_id and x.row_id = r.id)");
}

static void say(struct buffer *out, const char *fr, const char *en)
{
    json_open(out, '{');
    json_key(out, "fr");
    json_text(out, fr);
    json_key(out, "en");
    json_text(out, en);
    json_close(out, '}');
}

void event_write(struct buffer *out, const char *event, size_t length)
{
    size_t path = strcspn(event, " ");
    const struct resource *resource = resource_by_path(event, path);
    const char *verb = event + path + (path < length);
    if (resource && strcmp(verb, "create") == 0 && resource->subject.made) {
        say(out, resource->subject.made_fr, resource->subject.made);
        return;
    }
    for (unsigned i = 0; resource && resource->flow && i < resource->flow->n_moves; i++) {
        const struct move *move = &resource->flow->moves[i];
        if (strcmp(move->verb, verb) == 0) {
            say(out, move->about_fr, move->about);
            return;
        }
    }
    buffer_add_text(out, "null");
}
