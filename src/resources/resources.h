/* Every resource of this folder, one file each; index.c lists them. */
#ifndef MAILLON_RESOURCES_RESOURCES_H
#define MAILLON_RESOURCES_RESOURCES_H

#include "api/resource.h"

extern const struct resource structures, worksites, vacancies, staff, prescribers, hosts;
extern const struct resource candidacies, recruitment_assessments, participants, backgrounds, entry_situations;
extern const struct resource paths, contracts, immersions, immersion_links, signatures, exits, timeline, access_log;
extern const struct resource diagnoses, passes, pass_suspensions, pass_extensions;
extern const struct resource targets, partners, agreements, api_keys, identities, invitations, parameters_list;

enum { ENROL_FIELDS = 1 };
extern const struct field enrol_fields[ENROL_FIELDS]; /* the body of POST /v1/enrol */

/* Endpoints: what is not a row of a table. */
bool outcomes_get(struct call *call, const char *item);
bool enrol_post(struct call *call, const char *item);
bool me_get(struct call *call, const char *item);
bool reference_get(struct call *call, const char *item);
bool reference_list_get(struct call *call, const char *item);

#endif
