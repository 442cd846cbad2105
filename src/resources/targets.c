/* Targets: the rates of exits negotiated with funders, per year. */
#include "common.h"
#include "domain/exit.h"
#include "facts.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, YEAR, NAME, CATEGORIES, REASONS, RATE_NUMERATOR, RATE_DENOMINATOR, FIELDS };

/* Neutral exits are not counted, so no target counts them. */
static const char *const counted_categories[] = {"durable", "transition", "positive", "other", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [YEAR] = {"year", T_INT, REQUIRED | FILTER | SORT, .min = 2000, .max = 2100, .about = "Year of the exits.",
              .about_fr = "Année des sorties.", .example = "2026"},
    [NAME] = {"name", T_TEXT, REQUIRED, .about = "Name of the target.", .about_fr = "Nom de l'objectif.",
              .example = "\"Deux tiers de sorties dynamiques\""},
    [CATEGORIES] = {"categories", T_WORDS, 0, .max = 4, .words = counted_categories,
                    .about = "Categories of exits that count for it.", .about_fr = "Catégories de sorties qui comptent pour lui.",
                    .example = "[\"durable\"]"},
    [REASONS] = {"reasons", T_CODES, 0, .max = 26, .list = "exit_reasons",
                 .about = "Reasons that count for it besides the categories.",
                 .about_fr = "Motifs qui comptent pour lui, outre les catégories.",
                 .example = "[\"training\", \"apprenticeship\"]"},
    [RATE_NUMERATOR] = {"rate_numerator", T_INT, REQUIRED, .min = 0, .max = 10000,
                        .about = "The rate to reach: upper number of the fraction.",
                        .about_fr = "Taux à atteindre : numérateur de la fraction.", .example = "2"},
    [RATE_DENOMINATOR] = {"rate_denominator", T_INT, REQUIRED, .min = 1, .max = 10000, .about = "Lower number of the fraction.",
                          .about_fr = "Dénominateur de la fraction.", .example = "3"},
};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    null_as(write, CATEGORIES, "{}");
    null_as(write, REASONS, "{}");
    struct target target = {.numerator = write_int(write, RATE_NUMERATOR), .denominator = write_int(write, RATE_DENOMINATOR)};
    unsigned n_categories;
    const char *const *categories = words_of(call, write_value(write, CATEGORIES), &n_categories);
    for (unsigned i = 0; i < n_categories; i++)
        target.categories |= BIT(text_index(exit_category_words, categories[i]));
    target.reasons = words_of(call, write_value(write, REASONS), &target.n_reasons);
    target_check(&target, findings);
}

const struct resource targets = {
    .path = "targets",
    .table = "target",
    .name = "target",
    .about = "Rates of exits negotiated with the funders, per year: which categories or reasons count, and how many.",
    .about_fr = "Objectifs de sorties négociés avec les financeurs, par année : catégories ou motifs comptés, et "
                "taux attendu.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS | OFFICE,
                [ACTION_READ] = ACCOMPANIERS | OFFICE,
                [ACTION_CREATE] = DIRECTOR,
                [ACTION_PATCH] = DIRECTOR},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "-", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .rule = rule,
    .problems = PROBLEMS(TARGET_COUNTS_NOTHING, TARGET_RATE),
};
