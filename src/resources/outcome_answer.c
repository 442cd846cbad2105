/* What GET /v1/outcomes answers. */
#include "common.h"
#include "outcomes.h"

#define COUNTED(word, fr, en, shown)                                                                                             \
    {                                                                                                                            \
        word, T_INT, SERVER | REQUIRED, .about = en, .about_fr = fr, .example = shown                                            \
    }

static const struct field rate[] = {
    COUNTED("count", "Sorties retenues.", "Exits that count for it.", "6"),
    COUNTED("of", "Sorties comptées.", "Exits counted.", "9"),
    {"rate", T_TEXT, SERVER, .max = 6, .about = "The one over the other, four decimals; null when nothing was counted.",
     .about_fr = "Le rapport des deux, quatre décimales ; null si rien n'a été compté.", .example = "\"0.6667\""},
};
#define RATE(word, fr, en)                                                                                                       \
    {                                                                                                                            \
        word, T_OBJECT, SERVER | REQUIRED, .of = rate, .n_of = COUNT(rate), .about = en, .about_fr = fr,                         \
                                           .example = "{\"count\": 6, \"of\": 9, \"rate\": \"0.6667\"}"                          \
    }

static const struct field categories[] = {
    COUNTED("durable", "Emploi durable.", "Durable job.", "4"),
    COUNTED("transition", "Emploi de transition.", "Job of transition.", "2"),
    COUNTED("positive", "Sortie positive.", "Positive exit.", "3"),
    COUNTED("other", "Autre sortie.", "Other exit.", "0"),
};

/* Of a structure, and of each of its worksites. */
#define OUTCOME                                                                                                                  \
    {"total",                                                                                                                    \
     T_INT,                                                                                                                      \
     SERVER | REQUIRED,                                                                                                          \
     .see = ACCOMPANIERS,                                                                                                        \
     .about = "All exits, those that are not counted too.",                                                                      \
     .about_fr = "Toutes les sorties, y compris celles qui ne sont pas comptées.",                                               \
     .example = "10"},                                                                                                           \
        COUNTED("counted", "Sorties comptées : ni neutres, ni dans les trois premiers mois.",                                    \
                "Exits counted: neither neutral, nor within the first three months.", "9"),                                      \
        {"categories",                                                                                                           \
         T_OBJECT,                                                                                                               \
         SERVER | REQUIRED,                                                                                                      \
         .of = categories,                                                                                                       \
         .n_of = COUNT(categories),                                                                                              \
         .about = "The counted exits by category.",                                                                              \
         .about_fr = "Les sorties comptées, par catégorie.",                                                                     \
         .example = "{\"durable\": 4, \"transition\": 2, \"positive\": 3, \"other\": 0}"},                                       \
        RATE("dynamic", "Sorties dynamiques : durables, de transition et positives.",                                            \
             "Dynamic exits: durable, of transition and positive."),                                                             \
        RATE("durable", "Sorties durables.", "Durable exits.")

static const struct field worksites[] = {
    {"worksite_id", T_UUID, SERVER | REQUIRED, .refers = "worksites", .about = "The worksite.", .about_fr = "Le chantier.",
     .example = EXAMPLE_ID},
    {"name", T_TEXT, SERVER | REQUIRED, .about = "Its name.", .about_fr = "Son nom.", .example = "\"Espaces verts\""},
    OUTCOME,
};

static const struct field references[] = {
    {"dynamic", T_TEXT, SERVER, .max = 6, .about = "Of dynamic exits.", .about_fr = "De sorties dynamiques.",
     .example = "\"0.6000\""},
    {"durable", T_TEXT, SERVER, .max = 6, .about = "Of durable exits.", .about_fr = "De sorties durables.",
     .example = "\"0.2500\""},
};

static const struct field fraction[] = {
    COUNTED("numerator", "Numérateur.", "Numerator.", "2"),
    {"denominator", T_INT, SERVER | REQUIRED, .min = 1, .about = "Denominator.", .about_fr = "Dénominateur.", .example = "3"},
};

static const struct field targets[] = {
    {"name", T_TEXT, SERVER | REQUIRED, .about = "What was agreed.", .about_fr = "Ce qui a été convenu.",
     .example = "\"Dialogue de gestion\""},
    COUNTED("year", "Année de l'objectif.", "Year of the target.", "2026"),
    RATE("rate", "Ce qui a été fait, cette année-là, dans la période.", "What was done, in that year, within the period."),
    {"target", T_OBJECT, SERVER | REQUIRED, .of = fraction, .n_of = COUNT(fraction), .about = "What was to be done.",
     .about_fr = "Ce qui était à faire.", .example = "{\"numerator\": 2, \"denominator\": 3}"},
    {"met", T_BOOL, SERVER | REQUIRED, .about = "Whether it is met.", .about_fr = "S'il est atteint.", .example = "true"},
};

static const struct field structures[] = {
    {"structure_id", T_UUID, SERVER | REQUIRED, .refers = "structures", .about = "The structure.", .about_fr = "La structure.",
     .example = EXAMPLE_ID},
    {"structure_name", T_TEXT, SERVER | REQUIRED, .about = "Its name.", .about_fr = "Son nom.",
     .example = "\"Les Jardins du Pont\""},
    {"worksites", T_LIST, SERVER | REQUIRED, .of = worksites, .n_of = COUNT(worksites), .max = 1000,
     .about = "Its worksites that people left in the period.", .about_fr = "Ses chantiers que des personnes ont quittés.",
     .example = "[]"},
    OUTCOME,
    {"references", T_OBJECT, SERVER | REQUIRED, .of = references, .n_of = COUNT(references),
     .about = "National references on the last day of the period; null where none was in force.",
     .about_fr = "Références nationales au dernier jour de la période ; null s'il n'y en avait pas.",
     .example = "{\"dynamic\": \"0.6000\", \"durable\": \"0.2500\"}"},
    {"targets", T_LIST, SERVER | REQUIRED, .of = targets, .n_of = COUNT(targets), .max = 1000,
     .about = "Targets of the years of the period.", .about_fr = "Objectifs des années de la période.", .example = "[]"},
};

const struct field outcome_answer[OUTCOME_ANSWER] = {
    {"from", T_DATE, SERVER | REQUIRED, .about = "First day of the period.", .about_fr = "Premier jour de la période.",
     .example = "\"2026-01-01\""},
    {"to", T_DATE, SERVER | REQUIRED, .about = "Last day of the period.", .about_fr = "Dernier jour de la période.",
     .example = "\"2026-12-31\""},
    {"data", T_LIST, SERVER | REQUIRED, .of = structures, .n_of = COUNT(structures), .max = 10000,
     .about = "The structures that the caller may read.", .about_fr = "Les structures que l'appelant peut lire.",
     .example = "[]"},
};
