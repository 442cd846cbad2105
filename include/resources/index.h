/* Everything that Maillon serves, as one constant table that app hands to the engine. */
#ifndef MAILLON_RESOURCES_INDEX_H
#define MAILLON_RESOURCES_INDEX_H

#include "api/resource.h"

extern const struct api maillon_api;

#endif
