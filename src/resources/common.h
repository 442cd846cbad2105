/* What the descriptors share: the fields every resource begins with, an address, and examples.
 *
 * Each file numbers its fields with an enum that begins ID, VERSION, CREATED_AT, UPDATED_AT. */
#ifndef MAILLON_RESOURCES_COMMON_H
#define MAILLON_RESOURCES_COMMON_H

#include "api/resource.h"
#include "api/write.h"
#include "core/text.h"
#include "domain/formats.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define EXAMPLE_ID "\"019b3f6e-0d2c-7a41-9c55-3f2a6e0d7b18\""
#define EXAMPLE_INSTANT "\"2026-03-10T08:30:00.000000Z\""

enum { LINES_MAX = 2000, NAME_MAX_CHARACTERS = 200, TOKEN_MAX = 64 };

/* `flag`: SORT where an index serves the order of the last change, else 0. */
#define COMMON_FIELDS_UPDATED(flag)                                                                                              \
    [ID] = {"id",                                                                                                                \
            T_UUID,                                                                                                              \
            SERVER | FILTER | SORT,                                                                                              \
            .about = "Identifier given by the service, time ordered.",                                                           \
            .about_fr = "Identifiant donné par le service, croissant avec le temps.",                                            \
            .example = EXAMPLE_ID},                                                                                              \
    [VERSION] = {"version",                                                                                                      \
                 T_INT,                                                                                                          \
                 SERVER,                                                                                                         \
                 .min = 1,                                                                                                       \
                 .about = "Grows by one with every change; the ETag of the record.",                                             \
                 .about_fr = "Augmente de un à chaque modification ; c'est l'ETag de l'enregistrement.",                         \
                 .example = "1"},                                                                                                \
    [CREATED_AT] = {"created_at",                                                                                                \
                    T_INSTANT,                                                                                                   \
                    SERVER | FILTER | SORT,                                                                                      \
                    .about = "When the record was created.",                                                                     \
                    .about_fr = "Instant de la création.",                                                                       \
                    .example = EXAMPLE_INSTANT},                                                                                 \
    [UPDATED_AT] = {"updated_at",                                                                                                \
                    T_INSTANT,                                                                                                   \
                    SERVER | FILTER | (flag),                                                                                    \
                    .about = "When the record last changed.",                                                                    \
                    .about_fr = "Instant de la dernière modification.",                                                          \
                    .example = EXAMPLE_INSTANT}

#define COMMON_FIELDS COMMON_FIELDS_UPDATED(0)

/* `who`: roles that see it; `flag`: PERSONAL for the address of a person, else 0. */
#define STREET_FIELDS(flag, who)                                                                                                 \
    [ADDRESS] = {"address",                                                                                                      \
                 T_TEXT,                                                                                                         \
                 flag,                                                                                                           \
                 .see = (who),                                                                                                   \
                 .about = "Number and street.",                                                                                  \
                 .about_fr = "Numéro et voie.",                                                                                  \
                 .example = "\"12 rue des Ateliers\""},                                                                          \
    [POSTCODE] = {"postcode",                                                                                                    \
                  T_TEXT,                                                                                                        \
                  flag,                                                                                                          \
                  .see = (who),                                                                                                  \
                  .format = format_postcode,                                                                                     \
                  .about = "Postcode, 5 digits.",                                                                                \
                  .about_fr = "Code postal, 5 chiffres.",                                                                        \
                  .example = "\"62000\""}

#define ADDRESS_FIELDS(flag, who)                                                                                                \
    STREET_FIELDS(flag, who), [TOWN] = {"town",                                                                                  \
                                        T_TEXT,                                                                                  \
                                        flag,                                                                                    \
                                        .see = (who),                                                                            \
                                        .about = "Town.",                                                                        \
                                        .about_fr = "Commune.",                                                                  \
                                        .example = "\"Arras\""}

#define CONTACT_FIELDS(flag, who)                                                                                                \
    [EMAIL] = {"email",                                                                                                          \
               T_TEXT,                                                                                                           \
               flag,                                                                                                             \
               .see = (who),                                                                                                     \
               .max = 254,                                                                                                       \
               .format = format_email,                                                                                           \
               .about = "E-mail address.",                                                                                       \
               .about_fr = "Adresse électronique.",                                                                              \
               .example = "\"contact@example.org\""},                                                                            \
    [PHONE] = {"phone",                                                                                                          \
               T_TEXT,                                                                                                           \
               flag,                                                                                                             \
               .see = (who),                                                                                                     \
               .max = 30,                                                                                                        \
               .format = format_phone,                                                                                           \
               .about = "Phone number, kept as E.164.",                                                                          \
               .about_fr = "Numéro de téléphone, gardé au format E.164.",                                                        \
               .example = "\"+33311452204\""}

#endif
