#include <stddef.h>

#include "admin_pg.h"
#include "core/log.h"
#include "core/uuid.h"
#include "db/admin.h"

/* A new director, and its row in the change feed: whoever follows the structure's staff learns of it. */
static bool insert_director(PGconn *pg, const struct key_request *request, const char *staff_id)
{
    const char *const staff[] = {staff_id, request->structure_id, request->first_name, request->last_name, request->email};
    const char *const change[] = {request->structure_id, staff_id};
    AUTO_RESULT member = admin_ask(pg, "staff_member",
                                   "insert into staff_member (id, structure_id, first_name, last_name, email, role) "
                                   "values ($1, $2, $3, $4, $5, 'director')",
                                   5, staff);
    if (!member)
        return false;
    AUTO_RESULT changed = admin_ask(pg, "change",
                                    "insert into change (structure_id, resource, row_id, version, kind) "
                                    "values ($1, 'staff', $2, 1, 'created')",
                                    2, change);
    return changed != NULL;
}

static bool insert_key(PGconn *pg, const struct key_request *request, const char *staff_id)
{
    char id[UUID_TEXT];
    uuid_new(id);
    const char *const values[] = {id,       request->label,         request->prefix,    request->hash_hex, request->structure_id,
                                  staff_id, request->prescriber_id, request->partner_id};
    AUTO_RESULT key = admin_ask(pg, "api_key",
                                "insert into api_key (id, label, prefix, hash, structure_id, staff_id, prescriber_id, "
                                "partner_id) values ($1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8)",
                                8, values);
    if (key)
        log_with(LOG_INFO, "api_key_made", {"id", id, 0});
    return key != NULL;
}

/* As the owner: no role that serves requests may make a key without holder, nor a first director. */
bool admin_api_key(const char *conninfo, const struct key_request *request)
{
    int holders = (request->structure_id != NULL) + (request->prescriber_id != NULL) + (request->partner_id != NULL);
    bool named = request->first_name && request->last_name && request->email;
    if (holders > 1 || (request->structure_id && !named)) {
        log_with(LOG_ERROR, "api_key_refused", {"fault", "give one holder; of a director, first name, last name and e-mail", 0});
        return false;
    }
    AUTO_PG pg = admin_connect(conninfo);
    if (!pg || !admin_run(pg, "begin", "begin"))
        return false;
    char staff_id[UUID_TEXT];
    uuid_new(staff_id);
    bool done = admin_run(pg, "role", "set local role maillon_owner") &&
                (!request->structure_id || insert_director(pg, request, staff_id)) &&
                insert_key(pg, request, request->structure_id ? staff_id : NULL);
    return admin_run(pg, "commit", done ? "commit" : "rollback") && done;
}
