/* Diagnoses of eligibility, by the structure on criteria, or by an authorised prescriber on its own authority. */
#include <string.h>

#include "common.h"
#include "db/reference.h"
#include "facts.h"
#include "resources.h"
#include "rights.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    STRUCTURE_ID,
    CANDIDACY_ID,
    PARTICIPANT_ID,
    PRESCRIBER_ID,
    DIAGNOSED_ON,
    LAST_ON,
    CRITERIA,
    STATE,
    FIELDS
};

enum { CRITERIA_MAX = 18 };

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [STRUCTURE_ID] = {"structure_id", T_UUID, SERVER | FILTER | FILLED, .refers = "structures",
                      .about = "Structure that the person may join.", .about_fr = "Structure que la personne peut rejoindre.",
                      .example = EXAMPLE_ID},
    [CANDIDACY_ID] = {"candidacy_id", T_UUID, ONCE | FILTER, .refers = "candidacies",
                      .about = "Candidacy of the person, open or accepted; a prescriber names one of its own.",
                      .about_fr = "Candidature de la personne, en cours ou acceptée ; un prescripteur nomme l'une des siennes.",
                      .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, ONCE | FILTER | RARE | UNVERSIONED, .see = ACCOMPANIERS, .set = ACCOMPANIERS,
                        .refers = "participants", .about = "The person, once accepted; given instead of a candidacy.",
                        .about_fr = "La personne, une fois accueillie ; se donne à la place d'une candidature.",
                        .example = EXAMPLE_ID},
    [PRESCRIBER_ID] = {"prescriber_id", T_UUID, SERVER | FILTER, .refers = "prescribers",
                       .about = "Authorised prescriber that made it; null when the structure did.",
                       .about_fr = "Prescripteur habilité qui l'a établi ; nul si c'est la structure.", .example = EXAMPLE_ID},
    [DIAGNOSED_ON] = {"diagnosed_on", T_DATE, REQUIRED | ONCE | FILTER | SORT, .about = "Day of the diagnosis.",
                      .about_fr = "Jour du diagnostic.", .example = "\"2026-03-02\""},
    [LAST_ON] = {"last_on", T_DATE, SERVER | FILTER | FILLED,
                 .about = "Last day it holds: six months for a prescriber's, 91 days more for a structure's.",
                 .about_fr = "Dernier jour de validité : six mois pour un prescripteur, 91 jours de plus pour une structure.",
                 .example = "\"2026-06-01\""},
    [CRITERIA] = {"criteria", T_CODES, ONCE | RESTRICTED, .max = CRITERIA_MAX, .see = ACCOMPANIERS, .set = ACCOMPANIERS,
                  .list = "eligibility_criteria", .about = "Criteria that the structure has checked.",
                  .about_fr = "Critères vérifiés par la structure.", .example = "[\"RSA\"]"},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Active, or cancelled when it was recorded by mistake.",
               .about_fr = "Actif, ou annulé s'il a été saisi par erreur."},
};

static const struct fact facts[] = {{QUERY_DIAGNOSIS_PERSON, {CANDIDACY_ID, PARTICIPANT_ID, ARG_END}},
                                    {QUERY_PRESCRIBER_AUTHORISATION, {ARG_PRESCRIBER, ARG_END}},
                                    {QUERY_PARAMETERS, {ARG_END}},
                                    {0}};
enum { FACT_PERSON, FACT_AUTHORISATION, FACT_PARAMETERS };

/* Columns of diagnosis_person.sql. */
enum { PERSON_STRUCTURE, PERSON_ID, PERSON_BIRTH_ON, PERSON_KIND, PERSON_STATE };

static void count_levels(struct diagnosis_facts *diagnosis)
{
    const struct reference_list *list = reference_list("eligibility_criteria");
    for (unsigned i = 0; i < diagnosis->n_criteria; i++) {
        int row = reference_row(list, diagnosis->criteria[i], strlen(diagnosis->criteria[i]));
        if (text_equal(reference_cell(list, row, "level"), "1"))
            diagnosis->level1++;
        else
            diagnosis->level2++;
    }
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters parameters;
    const char *person = write_value(write, CANDIDACY_ID) ? "candidacy_id" : "participant_id";
    if (!write_value(write, CANDIDACY_ID) && !write_value(write, PARTICIPANT_ID)) {
        findings_error(findings, FIELD_REQUIRED, "candidacy_id");
        return;
    }
    if (fact_rows(write, FACT_PERSON) == 0) {
        findings_error(findings, FIELD_REFERENCE, person);
        return;
    }
    struct diagnosis_facts diagnosis = {
        .by_prescriber = call->who.kind == KIND_PRESCRIBER,
        .authorised = text_equal(fact_text(write, FACT_AUTHORISATION, 0, 0), "validated"),
        .kind = (enum structure_kind)text_index(structure_kind_words, fact_text(write, FACT_PERSON, 0, PERSON_KIND)),
        .birth_on = fact_day(write, FACT_PERSON, 0, PERSON_BIRTH_ON),
        .diagnosed_on = write_day(write, DIAGNOSED_ON),
        .today = write_today(write),
        .candidacy_state = fact_text(write, FACT_PERSON, 0, PERSON_STATE),
    };
    null_as(write, CRITERIA, "{}");
    diagnosis.criteria = words_of(call, write_value(write, CRITERIA), &diagnosis.n_criteria);
    count_levels(&diagnosis);
    facts_parameters(write, FACT_PARAMETERS, diagnosis.diagnosed_on, &parameters);
    diagnosis_check(&diagnosis, &parameters, findings);
    write_set(write, STRUCTURE_ID, fact_text(write, FACT_PERSON, 0, PERSON_STRUCTURE));
    write_set(write, PARTICIPANT_ID, fact_text(write, FACT_PERSON, 0, PERSON_ID));
    write_set(write, LAST_ON, day_text(call, diagnosis_last_on(diagnosis.by_prescriber, diagnosis.diagnosed_on, &parameters)));
}

/* Whoever made it takes it back, nobody else. */
static enum problem may_cancel(const struct call *call, const char *const *row)
{
    return row[PRESCRIBER_ID] && call->who.kind != KIND_PRESCRIBER ? PRESCRIBER_DECIDES : PROBLEM_NONE;
}

static const struct move moves[] = {
    {.verb = "cancel",
     .from = BIT(RIGHT_ACTIVE),
     .to = BIT(RIGHT_CANCELLED),
     .roles = ACCOMPANIERS | PRESCRIBER,
     .fields = right_cancel_fields,
     .n_fields = COUNT(right_cancel_fields),
     .may = may_cancel,
     .rule = right_cancel_rule,
     .about = "Takes back a diagnosis made by mistake; whoever made it does.",
     .about_fr = "Annule un diagnostic établi par erreur ; seul son auteur le peut.",
     .problems = PROBLEMS(PRESCRIBER_DECIDES)},
};

static const struct flow flow = RIGHT_FLOW(moves);

const struct resource diagnoses = {
    .path = "eligibility_diagnoses",
    .table = "eligibility_diagnosis",
    .name = "eligibility_diagnosis",
    .about = "Diagnoses of eligibility, by the structure on criteria or by an authorised prescriber.",
    .about_fr = "Diagnostics d'éligibilité, établis par la structure sur critères ou par un prescripteur habilité.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS | PRESCRIBER,
                [ACTION_READ] = ACCOMPANIERS | PRESCRIBER,
                [ACTION_CREATE] = ACCOMPANIERS | PRESCRIBER},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "prescriber_id", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .flow = &flow,
    .state = STATE,
    .subject = {.column = "participant_id", .purpose = "employment"},
    .tenant = STRUCTURE_ID,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(PRESCRIBER_NOT_AUTHORISED, DIAGNOSIS_CRITERIA, DIAGNOSIS_EXCLUSIVE, DIAGNOSIS_AGE, DIAGNOSIS_NO_RULE,
                         DIAGNOSIS_FILE_CLOSED, DAY_IN_FUTURE, FIELD_REFERENCE, FIELD_REQUIRED),
};
