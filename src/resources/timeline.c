/* The timeline of a participant: what was made and moved of the rows about them, newest first. An entry follows the rule of
 * its row: what a role may not read does not exist in the timeline it gets (see events_from()). */
#include "api/event.h"
#include "common.h"
#include "resources.h"

static const char *const actor_kinds[] = {"staff", "prescriber", "operator", "signatory", "job", NULL};

/* Who acted, as the directory of the team and that of the prescribers name them. A body that follows people under justice or
 * in a shelter tells so by its name: which body acted is for those who accompany the person. */
#define ACTOR_NAME                                                                                                               \
    "case t.actor_kind when 'staff' then (select s.first_name || ' ' || s.last_name from staff_member s where s.structure_id = " \
    "t.structure_id and s.id = t.actor_id) when 'prescriber' then (select p.name from prescriber p where p.id = t.actor_id and " \
    "current_setting('app.staff_role', true) = any ('{director,counsellor}')) end"

static const struct field fields[] = {
    {"id", T_INT, SERVER | REQUIRED, .max = INT64_MAX >> 10, .about = "Number of the entry: later ones are greater.",
     .about_fr = "Numéro de l'inscription : les suivantes en ont un plus grand.", .example = "4812"},
    {"at", T_INSTANT, SERVER | REQUIRED | FILTER, .about = "When it was recorded.", .about_fr = "Quand cela a été inscrit.",
     .example = EXAMPLE_INSTANT},
    {"occurred_on", T_DATE, SERVER, .about = "Legal day that was given; null when none was: the day it was recorded.",
     .about_fr = "Jour légal donné ; null s'il n'y en a pas : le jour de l'inscription.", .example = "\"2026-03-10\""},
    {"resource", T_TEXT, SERVER | REQUIRED | FILTER, .about = "What it happened to: `/v1/{resource}/{resource_id}`.",
     .about_fr = "À quoi c'est arrivé : `/v1/{resource}/{resource_id}`.", .example = "\"contracts\""},
    {"resource_id", T_UUID, SERVER | REQUIRED | FILTER, .about = "Its identifier.", .about_fr = "Son identifiant.",
     .example = EXAMPLE_ID},
    {"event", T_TEXT, SERVER | REQUIRED | FILTER, .about = "The verb of the move; `create` when it was made.",
     .about_fr = "Le verbe de l'acte ; `create` à la création.", .example = "\"sign\""},
    {"from_state", T_TEXT, SERVER, .about = "State before.", .about_fr = "État d'avant.", .example = "\"draft\""},
    {"to_state", T_TEXT, SERVER, .about = "State after; null of what has no state.",
     .about_fr = "État d'après ; null pour ce qui n'a pas d'état.", .example = "\"signed\""},
    {"sentence", T_SENTENCE, SERVER, .sql = "t.resource || ' ' || t.event", .about = "What happened, in words.",
     .about_fr = "Ce qui s'est passé, en mots.",
     .example = "{\"fr\": \"Un contrat est rédigé.\", \"en\": \"A contract is drawn up.\"}"},
    {"comment", T_TEXT, SERVER | LINES, .see = ACCOMPANIERS, .max = LINES_MAX, .sql = "transition_comment(t.id)",
     .about = "What was said of it.", .about_fr = "Ce qui en a été dit.", .example = "\"Place attendue en juin.\""},
    {"actor_kind", T_WORD, SERVER | REQUIRED | FILTER, .words = actor_kinds, .about = "Who acted; job: time did.",
     .about_fr = "Qui a agi ; job : le temps."},
    {"actor_id", T_UUID, SERVER | FILTER, .see = ACCOMPANIERS, .about = "Member of the staff, prescriber, or link.",
     .about_fr = "Le permanent, le prescripteur, ou le lien.", .example = EXAMPLE_ID},
    {"actor_name", T_TEXT, SERVER, .max = 401, .sql = ACTOR_NAME,
     .about = "Their name; that of a prescriber for who accompanies the person.",
     .about_fr = "Son nom ; celui d'un prescripteur pour qui accompagne la personne.", .example = "\"Nadia Lefèvre\""},
};

const struct resource timeline = {
    .path = "timeline",
    .table = "transition",
    .name = "timeline_entry",
    .about = "What happened to a person, as far as the caller may read it, newest first.",
    .about_fr = "Chronologie : ce qui est arrivé à la personne, selon ce que l'appelant peut lire, le plus récent d'abord.",
    .fields = fields,
    .n_fields = COUNT(fields),
    .actions = {[ACTION_LIST] = STAFF},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .under = "participants",
    .parent_column = "participant_id",
    .logged = true,
    .from = events_from,
};
