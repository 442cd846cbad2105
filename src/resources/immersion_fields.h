/* Fields and states of immersions, shared by their descriptor, their rules and their moves. */
#ifndef MAILLON_RESOURCES_IMMERSION_FIELDS_H
#define MAILLON_RESOURCES_IMMERSION_FIELDS_H

#include "common.h"
#include "schedule.h"

enum {
    ID,
    VERSION,
    CREATED_AT,
    UPDATED_AT,
    STRUCTURE_ID,
    CONTRACT_ID,
    PARTICIPANT_ID,
    PATH_ID,
    HOST_ID,
    PRESCRIBER_ID,
    RENEWS_ID,
    OBJECT,
    OBJECTIVES,
    EVALUATION_MEANS,
    TASKS,
    STARTS_ON,
    ENDS_ON,
    PLACE,
    SCHEDULE,
    BENEFICIARY_SITUATION,
    RSA,
    REFERENT_NAME,
    TUTOR_NAME,
    TUTOR_FUNCTION,
    TUTOR_EMAIL,
    TUTOR_PHONE,
    LEGAL_REPRESENTATIVE_NAME,
    IMMERSION_FACILITEE_ID,
    PLANNED_MINUTES,
    PLANNED_DAYS,
    STATE,
    VALIDATED_ON,
    LAST_ON,
    RENEWAL_JUSTIFICATION,
    REJECTION_JUSTIFICATION,
    ABANDON_JUSTIFICATION,
    CANCEL_JUSTIFICATION,
    RESULT,
    MISSED_MINUTES,
    JOB_OBTAINED,
    HOST_FEEDBACK,
    PROJECT_CONFIRMED,
    BENEFICIARY_AGREES,
    BENEFICIARY_COMMENT,
    ASSESSED_ON,
    BENEFICIARY_FIRST_NAME,
    BENEFICIARY_LAST_NAME,
    BENEFICIARY_BIRTH_ON,
    EMPLOYER_NAME,
    EMPLOYER_SIRET,
    HOST_NAME,
    HOST_SIRET,
    HOST_ADDRESS,
    HOST_LEGAL_FORM,
    HOST_MAIN_ACTIVITY,
    HOST_COLLECTIVE_AGREEMENT,
    HOST_PERSON_IN_CHARGE,
    HOST_PERSON_IN_CHARGE_FUNCTION,
    PRESCRIBING_BODY,
    FIELDS
};

enum { DRAFT, TO_SIGN, PARTIALLY_SIGNED, IN_REVIEW, VALIDATED, IN_PROGRESS, COMPLETED, REJECTED, ABANDONED, CANCELLED };

extern const char *const immersion_objects[];

/* A body that follows people under justice or in a shelter tells so by its name: the prescribing body is for those who accompany
 * the person and for the parties, no other function.
 *
 * What the convention says: given at creation, and again by the move `change`. `more` adds flags. */
#define HOST_FIELD(more)                                                                                                         \
    {                                                                                                                            \
        "host_id", T_UUID, more, .refers = "hosts", .about = "Host company.", .about_fr = "Entreprise d'accueil.",               \
                                 .example = EXAMPLE_ID                                                                           \
    }
#define PRESCRIBER_FIELD(more)                                                                                                   \
    {                                                                                                                            \
        "prescriber_id", T_UUID, more,                                                                                           \
            .see = ACCOMPANIERS | PRESCRIBER, .refers = "prescribers",                                                           \
            .about = "Body that validates the convention; null when the structure does by right.",                               \
            .about_fr = "Organisme qui valide la convention ; null si la structure le fait de plein droit.",                     \
            .example = EXAMPLE_ID                                                                                                \
    }
#define OBJECT_FIELD(more)                                                                                                       \
    {                                                                                                                            \
        "object", T_WORD, more,                                                                                                  \
            .words = immersion_objects,                                                                                          \
            .about = "Object of the convention: discover a job, confirm a project, or begin a recruitment.",                     \
            .about_fr = "Objet de la convention : découvrir un métier, confirmer un projet, ou initier un recrutement."        \
    }
#define OBJECTIVES_FIELD(more)                                                                                                   \
    {                                                                                                                            \
        "objectives", T_TEXT, LINES | more, .max = LINES_MAX, .about = "What the person is to find out or show.",                \
                                            .about_fr = "Ce que la personne doit découvrir ou montrer.",                         \
                                            .example = "\"Découvrir le métier de menuisier d'atelier.\""                       \
    }
#define EVALUATION_MEANS_FIELD(more)                                                                                             \
    {                                                                                                                            \
        "evaluation_means", T_TEXT, LINES | more, .max = LINES_MAX, .about = "How it will be evaluated.",                        \
                                                  .about_fr = "Comment ce sera évalué.",                                         \
                                                  .example = "\"Point à mi-parcours et bilan avec le tuteur.\""                 \
    }
#define TASKS_FIELD(more)                                                                                                        \
    {                                                                                                                            \
        "tasks", T_TEXT, LINES | more, .max = LINES_MAX, .about = "Tasks given.", .about_fr = "Tâches confiées.",                \
                                       .example = "\"Débit, ponçage, assemblage.\""                                            \
    }
#define STARTS_ON_FIELD(more)                                                                                                    \
    {                                                                                                                            \
        "starts_on", T_DATE, more, .about = "First day.", .about_fr = "Premier jour.", .example = "\"2026-05-11\""               \
    }
#define ENDS_ON_FIELD(more)                                                                                                      \
    {                                                                                                                            \
        "ends_on", T_DATE, more, .about = "Last day as agreed.", .about_fr = "Dernier jour convenu.",                            \
                                 .example = "\"2026-05-22\""                                                                     \
    }
#define PLACE_FIELD(more)                                                                                                        \
    {                                                                                                                            \
        "place", T_TEXT, more, .about = "Where the immersion takes place.", .about_fr = "Lieu de l'immersion.",                  \
                               .example = "\"4 rue des Tilleuls, 62000 Arras\""                                                  \
    }
#define SCHEDULE_FIELD(more)                                                                                                     \
    {                                                                                                                            \
        "schedule", T_LIST, more,                                                                                                \
            .min = 1, .max = SCHEDULE_DAYS_MAX, .of = schedule_day_fields, .n_of = SCHEDULE_DAY_FIELDS,                          \
            .about = "Days and hours of presence.", .about_fr = "Jours et heures de présence.",                                  \
            .example = "[{\"on\": \"2026-05-11\", \"periods\": [{\"from\": \"08:30\", \"to\": \"12:00\"}]}]"                     \
    }
#define SITUATION_FIELD(more)                                                                                                    \
    {                                                                                                                            \
        "beneficiary_situation", T_TEXT, PERSONAL | RESTRICTED | more,                                                           \
            .see = ACCOMPANIERS | PRESCRIBER | SIGNATORY, .about = "Situation of the person, as the convention states it.",      \
            .about_fr = "Situation de la personne, telle que la convention l'énonce.", .example = "\"Salariée en CDDI\""        \
    }
#define RSA_FIELD(more)                                                                                                          \
    {                                                                                                                            \
        "rsa", T_BOOL, PERSONAL | RESTRICTED | more, .see = ACCOMPANIERS | PRESCRIBER | SIGNATORY,                               \
                                                     .about = "Whether the person receives the RSA.",                            \
                                                     .about_fr = "Si la personne perçoit le RSA.", .example = "true"             \
    }
#define REFERENT_FIELD(more)                                                                                                     \
    {                                                                                                                            \
        "referent_name", T_TEXT, more, .about = "Who follows the person in the structure.",                                      \
                                       .about_fr = "Qui suit la personne dans la structure.", .example = "\"Nadia Lefèvre\""    \
    }
#define TUTOR_NAME_FIELD(more)                                                                                                   \
    {                                                                                                                            \
        "tutor_name", T_TEXT, more, .about = "Who receives the person in the host.",                                             \
                                    .about_fr = "Qui accueille la personne dans l'entreprise.", .example = "\"Paul Caron\""      \
    }
#define TUTOR_FUNCTION_FIELD(more)                                                                                               \
    {                                                                                                                            \
        "tutor_function", T_TEXT, more, .about = "Function of the tutor.", .about_fr = "Fonction du tuteur.",                    \
                                        .example = "\"Chef d'atelier\""                                                          \
    }
#define TUTOR_EMAIL_FIELD(more)                                                                                                  \
    {                                                                                                                            \
        "tutor_email", T_TEXT, more, .max = 254, .format = format_email, .about = "E-mail of the tutor.",                        \
                                     .about_fr = "Courriel du tuteur.", .example = "\"atelier@example.org\""                     \
    }
#define TUTOR_PHONE_FIELD(more)                                                                                                  \
    {                                                                                                                            \
        "tutor_phone", T_TEXT, more, .max = 30, .format = format_phone, .about = "Phone of the tutor.",                          \
                                     .about_fr = "Téléphone du tuteur.", .example = "\"+33321000001\""                           \
    }
#define LEGAL_REPRESENTATIVE_FIELD(more)                                                                                         \
    {                                                                                                                            \
        "legal_representative_name", T_TEXT, PERSONAL | more,                                                                    \
            .about = "Legal representative of a person under 18.",                                                               \
            .about_fr = "Représentant légal d'une personne de moins de 18 ans.", .example = "\"Claire Dubois\""                  \
    }
#define FACILITEE_FIELD(more)                                                                                                    \
    {                                                                                                                            \
        "immersion_facilitee_id", T_TEXT, more,                                                                                  \
            .max = TOKEN_MAX, .format = format_token, .about = "Identifier of the convention in Immersion Facilitée.",           \
            .about_fr = "Identifiant de la convention dans Immersion Facilitée.", .example = "\"if-2026-5521\""                  \
    }

/* Facts of the convention: person, contract, host and structure; signed contracts of the path; the person's other live
 * immersions, and their weeks; the numbers of law. */
#define IMMERSION_FACTS                                                                                                          \
    {QUERY_IMMERSION_PERSON, {ARG_ID, CONTRACT_ID, HOST_ID, PRESCRIBER_ID, ARG_END}},                                            \
        {QUERY_IMMERSION_PERIODS, {ARG_ID, CONTRACT_ID, ARG_END}}, {QUERY_IMMERSION_OTHERS, {ARG_ID, CONTRACT_ID, ARG_END}},     \
        {QUERY_IMMERSION_WEEKS, {ARG_ID, CONTRACT_ID, ARG_END}},                                                                 \
    {                                                                                                                            \
        QUERY_PARAMETERS,                                                                                                        \
        {                                                                                                                        \
            ARG_END                                                                                                              \
        }                                                                                                                        \
    }
enum { FACT_PERSON, FACT_PERIODS, FACT_OTHERS, FACT_WEEKS, FACT_PARAMETERS, FACT_MORE };

/* immersion_rules.c: the convention as the write leaves it, with its counted hours. */
void immersion_judge(struct call *call, struct write *write, struct findings *findings);

/* Its mentions (D5135-2): those of other records are copied into it, and what is missing is an error. */
void immersion_mentions(struct call *call, struct write *write, struct findings *findings);

/* Whose signatures a convention with its mentions asks, as a set; `parameters` is the fact that holds the numbers of law. */
unsigned immersion_asked(const struct write *write, unsigned parameters);

/* immersion_signing.c: the move `sign`. */
enum { IMMERSION_SIGN_FIELDS = 6 };
extern const struct field immersion_sign_fields[IMMERSION_SIGN_FIELDS];
extern const struct fact immersion_sign_facts[];
void immersion_sign_rule(struct call *call, struct write *write, struct findings *findings);
bool immersion_sign_effect(struct call *call, struct write *write);

/* The party whose link acts, from the answer of LINK_FACT; NULL: it has served already. */
#define LINK_FACT                                                                                                                \
    {                                                                                                                            \
        QUERY_IMMERSION_LINK_PARTY,                                                                                              \
        {                                                                                                                        \
            ARG_ACTOR, ARG_END                                                                                                   \
        }                                                                                                                        \
    }
const char *immersion_link_party(const struct write *write, unsigned link_fact);

/* Effect of what a signatory does: its link has served. */
bool immersion_link_served(struct call *call, struct write *write);

extern const struct flow immersion_flow;

#endif
