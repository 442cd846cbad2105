/* The schedule of an immersion: from the stored JSON to what the rules read. */
#ifndef MAILLON_RESOURCES_SCHEDULE_H
#define MAILLON_RESOURCES_SCHEDULE_H

#include "api/resource.h"
#include "domain/immersion.h"

/* One day: {"on": "2026-03-16", "periods": [{"from": "08:30", "to": "12:00"}, …]}. */
enum { SCHEDULE_DAY_FIELDS = 2 };
extern const struct field schedule_day_fields[SCHEDULE_DAY_FIELDS];

/* Reads a schedule that the body's validation or the database let through; false for NULL. */
bool schedule_read(const char *json, struct schedule *ret_schedule);

#endif
