/* The access log of a participant: who of the staff read what of the person's file, when and why. The engine writes it
 * (src/api/access.c); nobody changes it. */
#include "common.h"
#include "resources.h"

static const char *const purposes[] = {"recruitment", "accompaniment", "employment", "immersion", "outcome", NULL};

static const struct field fields[] = {
    {"id", T_INT, SERVER | REQUIRED, .max = INT64_MAX >> 10, .about = "Number of the entry: later ones are greater.",
     .about_fr = "Numéro de l'inscription : les suivantes en ont un plus grand.", .example = "90211"},
    {"at", T_INSTANT, SERVER | REQUIRED | FILTER, .about = "When it was read.", .about_fr = "Quand la lecture a eu lieu.",
     .example = EXAMPLE_INSTANT},
    {"actor_id", T_UUID, SERVER | REQUIRED | FILTER, .refers = "staff", .about = "Who read.", .about_fr = "Qui a lu.",
     .example = EXAMPLE_ID},
    {"actor_name", T_TEXT, SERVER, .max = 401,
     .sql = "select s.first_name || ' ' || s.last_name from staff_member s where s.structure_id = t.structure_id and s.id = "
            "t.actor_id",
     .about = "Their name.", .about_fr = "Son nom.", .example = "\"Nadia Lefèvre\""},
    {"resource", T_TEXT, SERVER | REQUIRED | FILTER, .about = "What was read: `/v1/{resource}/{resource_id}`.",
     .about_fr = "Ce qui a été lu : `/v1/{resource}/{resource_id}`.", .example = "\"contracts\""},
    {"resource_id", T_UUID, SERVER | REQUIRED | FILTER, .about = "Its identifier.", .about_fr = "Son identifiant.",
     .example = EXAMPLE_ID},
    {"operation", T_TEXT, SERVER | REQUIRED | FILTER, .about = "How: the operationId.", .about_fr = "Comment : l'operationId.",
     .example = "\"contract_read\""},
    {"purpose", T_WORD, SERVER | REQUIRED | FILTER, .words = purposes, .about = "Why: what the thing read serves.",
     .about_fr = "Pourquoi : à quoi sert ce qui a été lu."},
    {"request_id", T_TEXT, SERVER, .about = "X-Request-Id of the read, as in the log of requests.",
     .about_fr = "X-Request-Id de la lecture, comme au journal des requêtes.", .example = "\"c1f0a6d2\""},
};

const struct resource access_log = {
    .path = "access_log",
    .table = "access_entry",
    .name = "access_entry",
    .about = "Who of the team read the file of a person, when, and what for.",
    .about_fr = "Journal des accès : qui, dans l'équipe, a lu le dossier de la personne, quand et pourquoi.",
    .fields = fields,
    .n_fields = COUNT(fields),
    .actions = {[ACTION_LIST] = DIRECTOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .under = "participants",
    .parent_column = "participant_id",
};
