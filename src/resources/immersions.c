/* Immersions in companies (PMSMP): the conventions and what came of them. */
#include "facts.h"
#include "immersion_fields.h"
#include "resources.h"

const char *const immersion_objects[] = {"discover", "confirm", "recruit", NULL};
static const char *const results[] = {"completed", "partially_completed", "did_not_show", NULL};

/* Who accompanies the person, and the body that the convention is addressed to. */
#define FOLLOWERS (ACCOMPANIERS | PRESCRIBER)

/* Copied into the convention when it leaves its draft, for those who sign or validate it and read no other record. */
#define MENTION(word, flag, french, english, shown)                                                                              \
    {                                                                                                                            \
        word, T_TEXT, SERVER | (flag), .about = english, .about_fr = french, .example = "\"" shown "\""                          \
    }

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [STRUCTURE_ID] = {"structure_id", T_UUID, SERVER | FILTER | FILLED, .refers = "structures",
                      .about = "Structure that employs the person.", .about_fr = "Structure qui emploie la personne.",
                      .example = EXAMPLE_ID},
    [CONTRACT_ID] = {"contract_id", T_UUID, REQUIRED | ONCE | FILTER, .refers = "contracts",
                     .about = "Contract during which the immersion takes place.",
                     .about_fr = "Contrat pendant lequel l'immersion a lieu.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER | FILLED, .refers = "participants", .about = "Who goes.",
                        .about_fr = "Salarié qui part en immersion.", .example = EXAMPLE_ID},
    [PATH_ID] = {"path_id", T_UUID, SERVER | FILTER | FILLED, .refers = "paths", .about = "Path of the contract.",
                 .about_fr = "Parcours du contrat.", .example = EXAMPLE_ID},
    [HOST_ID] = HOST_FIELD(REQUIRED | FILTER),
    [PRESCRIBER_ID] = PRESCRIBER_FIELD(FILTER),
    [RENEWS_ID] = {"renews_id", T_UUID, SERVER | FILTER, .refers = "immersions", .about = "Convention that this one renews.",
                   .about_fr = "Convention que celle-ci renouvelle.", .example = EXAMPLE_ID},
    [OBJECT] = OBJECT_FIELD(REQUIRED | FILTER),
    [OBJECTIVES] = OBJECTIVES_FIELD(0),
    [EVALUATION_MEANS] = EVALUATION_MEANS_FIELD(0),
    [TASKS] = TASKS_FIELD(0),
    [STARTS_ON] = STARTS_ON_FIELD(REQUIRED | FILTER | SORT),
    [ENDS_ON] = ENDS_ON_FIELD(REQUIRED | FILTER),
    [PLACE] = PLACE_FIELD(0),
    [SCHEDULE] = SCHEDULE_FIELD(0),
    [BENEFICIARY_SITUATION] = SITUATION_FIELD(0),
    [RSA] = RSA_FIELD(0),
    [REFERENT_NAME] = REFERENT_FIELD(0),
    [TUTOR_NAME] = TUTOR_NAME_FIELD(0),
    [TUTOR_FUNCTION] = TUTOR_FUNCTION_FIELD(0),
    [TUTOR_EMAIL] = TUTOR_EMAIL_FIELD(0),
    [TUTOR_PHONE] = TUTOR_PHONE_FIELD(0),
    [LEGAL_REPRESENTATIVE_NAME] = LEGAL_REPRESENTATIVE_FIELD(0),
    [IMMERSION_FACILITEE_ID] = FACILITEE_FIELD(0),
    [PLANNED_MINUTES] = {"planned_minutes", T_INT, SERVER, .about = "Hours of the schedule, in minutes.",
                         .about_fr = "Durée prévue, en minutes.", .example = "4200"},
    [PLANNED_DAYS] = {"planned_days", T_INT, SERVER, .about = "Days of the schedule.", .about_fr = "Nombre de jours prévus.",
                      .example = "10"},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Where the convention stands.",
               .about_fr = "Où en est la convention."},
    [VALIDATED_ON] = {"validated_on", T_DATE, SERVER | FILTER, .about = "Day the prescribing body validated.",
                      .about_fr = "Jour de la validation par l'organisme prescripteur.", .example = "\"2026-05-06\""},
    [LAST_ON] = {"last_on", T_DATE, SERVER | FILTER | FILLED, .about = "Last day in fact: as agreed, or the day it stopped.",
                 .about_fr = "Dernier jour réel : celui convenu, ou celui de l'arrêt.", .example = "\"2026-05-22\""},
    [RENEWAL_JUSTIFICATION] = {"renewal_justification", T_TEXT, SERVER | RESTRICTED | LINES, .see = FOLLOWERS | SIGNATORY,
                               .max = LINES_MAX, .about = "Of a renewal: which objectives were not reached, and why.",
                               .about_fr = "D'un renouvellement : quels objectifs n'ont pas été atteints, et pourquoi.",
                               .example = "\"Pose non abordée, faute de chantier.\""},
    [REJECTION_JUSTIFICATION] = {"rejection_justification", T_TEXT, SERVER | RESTRICTED | LINES, .see = FOLLOWERS,
                                 .max = LINES_MAX, .about = "Why it was rejected.", .about_fr = "Motif du rejet.",
                                 .example = "\"Objectifs trop proches du poste occupé.\""},
    [ABANDON_JUSTIFICATION] = {"abandon_justification", T_TEXT, SERVER | RESTRICTED | LINES, .see = FOLLOWERS, .max = LINES_MAX,
                               .about = "Why it was given up before its validation.",
                               .about_fr = "Motif de l'abandon avant la validation.",
                               .example = "\"L'entreprise n'est plus disponible.\""},
    [CANCEL_JUSTIFICATION] = {"cancel_justification", T_TEXT, SERVER | RESTRICTED | LINES, .see = FOLLOWERS, .max = LINES_MAX,
                              .about = "Why the draft, or the validated convention, was cancelled.",
                              .about_fr = "Motif de l'annulation du brouillon, ou de la convention validée.",
                              .example = "\"Arrêt de travail.\""},
    [RESULT] = {"result", T_WORD, SERVER | FILTER, .words = results, .about = "Assessment: what was made of the immersion.",
                .about_fr = "Bilan : ce qu'il en a été de l'immersion."},
    [MISSED_MINUTES] = {"missed_minutes", T_INT, SERVER, .about = "Hours missed, in minutes.",
                        .about_fr = "Absences, en minutes.", .example = "420"},
    [JOB_OBTAINED] = {"job_obtained", T_BOOL, SERVER, .about = "Whether a job came of it.",
                      .about_fr = "Si un emploi en est venu.", .example = "false"},
    [HOST_FEEDBACK] = {"host_feedback", T_TEXT, SERVER | LINES | PERSONAL, .max = LINES_MAX, .about = "What the host says.",
                       .about_fr = "Ce qu'en dit l'entreprise.", .example = "\"Ponctuelle, soigneuse.\""},
    [PROJECT_CONFIRMED] = {"project_confirmed", T_BOOL, SERVER, .about = "Whether the person's project is confirmed.",
                           .about_fr = "Si le projet de la personne est confirmé.", .example = "true"},
    [BENEFICIARY_AGREES] = {"beneficiary_agrees", T_BOOL, SERVER | RESTRICTED, .see = FOLLOWERS,
                            .about = "Whether the person agrees with it.", .about_fr = "Si la personne est d'accord avec lui.",
                            .example = "true"},
    [BENEFICIARY_COMMENT] = {"beneficiary_comment", T_TEXT, SERVER | RESTRICTED | LINES | PERSONAL, .see = FOLLOWERS,
                             .max = LINES_MAX, .about = "What the person says.", .about_fr = "Ce qu'en dit la personne.",
                             .example = "\"Le métier me plaît.\""},
    [ASSESSED_ON] = {"assessed_on", T_DATE, SERVER, .about = "Day of the assessment.", .about_fr = "Jour du bilan.",
                     .example = "\"2026-05-22\""},
    [BENEFICIARY_FIRST_NAME] =
        MENTION("beneficiary_first_name", PERSONAL, "Prénom du bénéficiaire.", "First name of the beneficiary.", "Aïcha"),
    [BENEFICIARY_LAST_NAME] =
        MENTION("beneficiary_last_name", PERSONAL, "Nom du bénéficiaire.", "Last name of the beneficiary.", "Le Guen-Dubois"),
    [BENEFICIARY_BIRTH_ON] = {"beneficiary_birth_on", T_DATE, SERVER | PERSONAL, .about = "Birth date of the beneficiary.",
                              .about_fr = "Date de naissance du bénéficiaire.", .example = "\"1994-05-17\""},
    [EMPLOYER_NAME] = MENTION("employer_name", 0, "Structure, employeur du bénéficiaire.", "The structure, as employer.",
                              "Les Jardins du Pont"),
    [EMPLOYER_SIRET] = MENTION("employer_siret", 0, "SIRET de l'employeur.", "SIRET of the employer.", "77700011800011"),
    [HOST_NAME] = MENTION("host_name", 0, "Nom de l'entreprise d'accueil.", "Name of the host.", "Menuiserie Delattre"),
    [HOST_SIRET] = MENTION("host_siret", 0, "SIRET de l'entreprise d'accueil.", "SIRET of the host.", "77700011800011"),
    [HOST_ADDRESS] = MENTION("host_address", 0, "Adresse de l'entreprise d'accueil.", "Address of the host.",
                             "4 rue des Tilleuls, 62000 Arras"),
    [HOST_LEGAL_FORM] =
        MENTION("host_legal_form", 0, "Forme juridique de l'entreprise d'accueil.", "Legal form of the host.", "SARL"),
    [HOST_MAIN_ACTIVITY] = MENTION("host_main_activity", 0, "Activité principale de l'entreprise d'accueil.",
                                   "Main activity of the host.", "Menuiserie bois"),
    [HOST_COLLECTIVE_AGREEMENT] =
        MENTION("host_collective_agreement", 0, "Convention collective applicable dans l'entreprise d'accueil.",
                "Collective agreement that holds in the host.", "Bâtiment, ouvriers jusqu'à 10 salariés"),
    [HOST_PERSON_IN_CHARGE] = MENTION("host_person_in_charge", PERSONAL, "Qui représente l'entreprise d'accueil et signe.",
                                      "Who represents the host and signs.", "Hugues Delattre"),
    [HOST_PERSON_IN_CHARGE_FUNCTION] =
        MENTION("host_person_in_charge_function", 0, "Fonction de cette personne.", "Function of that person.", "Gérant"),
    [PRESCRIBING_BODY] = {"prescribing_body", T_TEXT, SERVER, .see = FOLLOWERS | SIGNATORY,
                          .about = "The prescribing body; the structure itself when it prescribes by right.",
                          .about_fr = "Organisme prescripteur de l'immersion ; la structure elle-même si elle prescrit de droit.",
                          .example = "\"Mission locale d'Arras\""},
};

static const struct fact lock = {QUERY_LOCK_IMMERSION_PARTICIPANT, {ARG_ID, CONTRACT_ID, ARG_END}};
static const struct fact facts[] = {IMMERSION_FACTS, {0}};

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    write_set(write, PARTICIPANT_ID, fact_text(write, FACT_PERSON, 0, 0));
    write_set(write, PATH_ID, fact_text(write, FACT_PERSON, 0, 1));
    immersion_judge(call, write, findings);
}

static const struct child children[] = {{"signatures", "signatures", "immersion_id"}};

const struct resource immersions = {
    .path = "immersions",
    .table = "immersion",
    .name = "immersion",
    .about = "Time spent in a host company under a signed convention (PMSMP).",
    .about_fr = "Immersions en entreprise, sous une convention signée (PMSMP).",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS | SUPERVISOR | PRESCRIBER | SIGNATORY,
                [ACTION_READ] = ACCOMPANIERS | SUPERVISOR | PRESCRIBER | SIGNATORY,
                [ACTION_CREATE] = ACCOMPANIERS},
    .owned = {[KIND_STAFF] = "structure_id",
              [KIND_PRESCRIBER] = "prescriber_id",
              [KIND_PARTNER] = "-",
              [KIND_OPERATOR] = "-",
              [KIND_SIGNATORY] = "id"},
    .flow = &immersion_flow,
    .state = STATE,
    .tenant = STRUCTURE_ID,
    .subject = {.column = "participant_id",
                .made = "A convention of immersion is drawn up.",
                .made_fr = "Une convention d'immersion est rédigée.",
                .purpose = "immersion"},
    .lock = &lock,
    .parent = CONTRACT_ID,
    .facts = facts,
    .rule = rule,
    .problems = PROBLEMS(IMMERSION_TOO_LONG, IMMERSION_NO_CONTRACT, IMMERSION_OUTSIDE_CONTRACT, IMMERSION_OVERLAP,
                         IMMERSION_OWN_STRUCTURE, IMMERSION_WEEK, IMMERSION_DAY, IMMERSION_UNDER_16, SCHEDULE_DAY_OUTSIDE,
                         SCHEDULE_DAY_TWICE, SCHEDULE_PERIODS, DAYS_OUT_OF_ORDER, FIELD_REFERENCE),
    .children = children,
    .n_children = COUNT(children),
};
