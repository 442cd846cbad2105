/* Candidacies: the files that prescribers send, or that a structure opens for who comes by itself. */
#include "candidacy_fields.h"
#include "domain/candidacy.h"
#include "domain/exit.h"
#include "facts.h"
#include "resources.h"

static const struct field fields[FIELDS] = {
    COMMON_FIELDS_UPDATED(SORT),
    ADDRESS_FIELDS(PERSONAL, 0),
    CONTACT_FIELDS(PERSONAL, 0),
    [STRUCTURE_ID] = {"structure_id", T_UUID, REQUIRED | ONCE | FILTER, .set = PRESCRIBER, .refers = "structures",
                      .about = "Structure that receives the file.", .about_fr = "Structure qui reçoit la candidature.",
                      .example = EXAMPLE_ID},
    [PRESCRIBER_ID] = {"prescriber_id", T_UUID, SERVER | FILTER, .refers = "prescribers",
                       .about = "Body that sent the file; null when the person came by itself.",
                       .about_fr = "Organisme qui a envoyé la candidature ; null si la personne est venue d'elle-même.",
                       .example = EXAMPLE_ID},
    [CANDIDATE_REFERENCE] = {"candidate_reference", T_TEXT, REQUIRED | ONCE | FILTER, .max = TOKEN_MAX, .format = format_token,
                             .about = "The sender's own reference of the person: one open file per structure.",
                             .about_fr =
                                 "Référence de la personne chez l'envoyeur : une seule candidature en cours par structure.",
                             .example = "\"ml-2026-00412\""},
    [EXTERNAL_ID] = {"external_id", T_TEXT, ONCE | FILTER, .max = TOKEN_MAX, .format = format_token,
                     .about = "The sender's identifier of this file, taken once.",
                     .about_fr = "Identifiant de cette candidature chez l'envoyeur, pris une seule fois.",
                     .example = "\"cand-8f21\""},
    [WORKSITE_ID] = {"worksite_id", T_UUID, FILTER, .refers = "worksites", .about = "Worksite the person wishes to join.",
                     .about_fr = "Chantier que la personne souhaite rejoindre.", .example = EXAMPLE_ID},
    [VACANCY_ID] = {"vacancy_id", T_UUID, FILTER, .refers = "vacancies",
                    .about = "Vacancy that the person applies for: one of the structure's, open on the day.",
                    .about_fr = "Offre à laquelle la personne se porte candidate : de la structure, ouverte ce jour.",
                    .example = EXAMPLE_ID},
    [WISHED_JOBS] = {"wished_jobs", T_CODES, OPEN_CODE, .max = 10, .list = "rome", .format = format_rome,
                     .about = "ROME codes of the jobs that the person wishes.",
                     .about_fr = "Codes ROME des métiers que la personne souhaite.", .example = "[\"A1202\", \"A1203\"]"},
    [FIRST_NAME] = {"first_name", T_TEXT, REQUIRED | PERSONAL, .about = "First name of the candidate.",
                    .about_fr = "Prénom de la personne candidate.", .example = "\"Aïcha\""},
    [LAST_NAME] = {"last_name", T_TEXT, REQUIRED | SORT | FILTER | PERSONAL, .about = "Last name of the candidate.",
                   .about_fr = "Nom de la personne candidate.", .example = "\"Le Guen-Dubois\""},
    [BIRTH_ON] = {"birth_on", T_DATE, REQUIRED | PERSONAL, .about = "Birth date of the candidate.",
                  .about_fr = "Date de naissance de la personne candidate.", .example = "\"1994-05-17\""},
    [CANDIDATE_INFORMED_ON] = {"candidate_informed_on", T_DATE, REQUIRED,
                               .about = "Day the candidate was told that the file is sent and what becomes of it.",
                               .about_fr = "Jour où la personne a été informée de l'envoi et de ce que deviennent ses données.",
                               .example = "\"2026-02-20\""},
    [REFERENT_NAME] = {"referent_name", T_TEXT, PERSONAL,
                       .about = "Who follows the candidate at the sender's; a sender gives it.",
                       .about_fr = "Qui suit la personne chez l'envoyeur ; un prescripteur doit le donner.",
                       .example = "\"Karim Benali\""},
    [REFERENT_EMAIL] = {"referent_email", T_TEXT, PERSONAL, .max = 254, .format = format_email,
                        .about = "E-mail of the referent; this or a phone number.",
                        .about_fr = "Courriel du référent ; lui ou un téléphone.", .example = "\"karim.benali@example.org\""},
    [REFERENT_PHONE] = {"referent_phone", T_TEXT, PERSONAL, .max = 30, .format = format_phone,
                        .about = "Phone of the referent; this or an e-mail.",
                        .about_fr = "Téléphone du référent ; lui ou un courriel.", .example = "\"+33321000000\""},
    [MESSAGE] = {"message", T_TEXT, LINES | PERSONAL, .max = LINES_MAX, .about = "Why this candidacy.",
                 .about_fr = "Motif de la candidature.", .example = "\"Souhaite reprendre une activité en extérieur.\""},
    [EXPECTED_START_ON] = {"expected_start_on", T_DATE, 0, .about = "Day the person could begin.",
                           .about_fr = "Jour où la personne pourrait commencer.", .example = "\"2026-04-01\""},
    [SITUATIONS] = {"situations", T_CODES, RESTRICTED | PERSONAL, .max = 14, .list = "candidate_situations",
                    .about = "What the author of the file says of the person's situation, in the words of a list.",
                    .about_fr =
                        "Ce que l'auteur de la candidature dit de la situation de la personne, dans les mots d'une liste.",
                    .example = "[\"job_seeker\", \"no_transport\"]"},
    [SITUATION_DETAILS] = {"situation_details", T_TEXT, RESTRICTED | LINES | PERSONAL, .max = LINES_MAX,
                           .about = "The same in other words; nothing of health, justice or child protection has its place here.",
                           .about_fr = "La même chose en d'autres mots ; rien de la santé, de la justice ni de la protection de "
                                       "l'enfance n'y a sa place.",
                           .example = "\"Hébergée chez sa sœur, cherche un rythme régulier.\""},
    [STATE] = {"state", T_STATE, SERVER | FILTER, .about = "Where the file stands.", .about_fr = "Où en est la candidature."},
    [STATE_SINCE_ON] = {"state_since_on", T_DATE, SERVER | FILTER | SORT | FILLED,
                        .about = "Day it was sent, or of its last move.",
                        .about_fr = "Jour de l'envoi, ou du dernier changement d'état.", .example = "\"2026-02-20\""},
    [OVERDUE] = {"overdue", T_BOOL, SERVER | FILTER | UNVERSIONED | FILLED,
                 .sql = "t.state = any ('{submitted,under_review,interview_planned,waitlisted}') and t.state_since_on <= "
                        "nullif(current_setting('app.today', true), '')::date - (select p.value::integer from parameter p "
                        "where p.key = 'candidacy.overdue_days' and daterange(p.valid_from, p.valid_to, '[]') @> "
                        "nullif(current_setting('app.today', true), '')::date)",
                 .about = "Whether an open file has waited 60 days since it was sent or last moved; it is never refused for it.",
                 .about_fr = "Candidature en cours sans réponse depuis 60 jours, de l'envoi ou du dernier changement d'état ; "
                             "elle n'est jamais refusée pour autant.",
                 .example = "false"},
    [INTERVIEW_AT] = {"interview_at", T_INSTANT, SERVER | FILTER, .about = "When the interview takes place.",
                      .about_fr = "Date et heure de l'entretien.", .example = "\"2026-03-18T08:00:00Z\""},
    [INTERVIEW_PLACE] = {"interview_place", T_TEXT, SERVER, .about = "Where the interview takes place.",
                         .about_fr = "Lieu de l'entretien.", .example = "\"Siège, 12 rue des Ateliers, Arras\""},
    [REFUSAL_REASON] = {"refusal_reason", T_CODE, SERVER | FILTER, .see = ACCOMPANIERS, .list = "refusal_reasons",
                        .about = "Why the structure refused, never shown to the sender, who has an answer of its own.",
                        .about_fr = "Motif du refus de la structure, jamais montré à l'envoyeur, qui a sa propre réponse.",
                        .example = "\"no_position\""},
    [ANSWER_TO_CANDIDATE] = {"answer_to_candidate", T_TEXT, SERVER | LINES, .see = ACCOMPANIERS, .max = LINES_MAX,
                             .about = "What the candidate is told; the sender has an answer of its own.",
                             .about_fr = "Ce qui est dit à la personne ; l'envoyeur a sa propre réponse.",
                             .example = "\"Nous n'avons pas de poste ouvert ce mois-ci.\""},
    [ANSWER_TO_PRESCRIBER] = {"answer_to_prescriber", T_TEXT, SERVER | LINES, .max = LINES_MAX,
                              .about = "What the sender is told.", .about_fr = "Ce qui est dit à l'envoyeur.",
                              .example = "\"Complet jusqu'en juin, à représenter ensuite.\""},
    [WITHDRAWAL_REASON] = {"withdrawal_reason", T_TEXT, SERVER | LINES, .max = LINES_MAX,
                           .about = "Why its sender withdrew the file; the sender and the structure read it.",
                           .about_fr = "Motif du retrait par l'envoyeur, que lui et la structure lisent.",
                           .example = "\"A trouvé un emploi.\""},
    [STAFF_WITHDRAWAL_REASON] = {"staff_withdrawal_reason", T_TEXT, SERVER | LINES, .see = ACCOMPANIERS, .max = LINES_MAX,
                                 .about = "Why the structure withdrew the file for the candidate, never shown to the sender.",
                                 .about_fr = "Motif du retrait par la structure, à la demande de la personne, jamais montré à "
                                             "l'envoyeur.",
                                 .example = "\"Préfère une formation.\""},
    [CANCEL_REASON] = {"cancel_reason", T_TEXT, SERVER | LINES, .see = ACCOMPANIERS, .max = LINES_MAX,
                       .about = "Why the acceptance was cancelled.", .about_fr = "Motif de l'annulation de l'acceptation.",
                       .example = "\"La personne a déménagé avant la signature.\""},
    [STAFF_COMMENT] = {"staff_comment", T_TEXT, LINES | PERSONAL, .see = ACCOMPANIERS, .set = ACCOMPANIERS, .max = LINES_MAX,
                       .about = "Note of the structure, never shown to the sender.",
                       .about_fr = "Note de la structure, jamais montrée à l'envoyeur.",
                       .example = "\"À revoir avec l'encadrant.\""},
    [PRESCRIBER_KIND] = {"prescriber_kind", T_CODE, SERVER | FILTER, .see = ACCOMPANIERS, .list = "prescriber_kinds",
                         .about = "Kind of the sender on the day it sent the file.",
                         .about_fr = "Type du prescripteur le jour de l'envoi.", .example = "\"ML\""},
    [ASSIGNED_COUNSELLOR_ID] =
        {"assigned_counsellor_id", T_UUID, FILTER, .see = ACCOMPANIERS, .set = ACCOMPANIERS, .refers = "staff",
         .about = "Counsellor or director who follows the file in the structure, never shown to the sender.",
         .about_fr = "Accompagnateur ou direction qui suit la candidature dans la structure, jamais montré à l'envoyeur.",
         .example = EXAMPLE_ID},
    [MERGED_INTO_ID] = {"merged_into_id", T_UUID, SERVER | FILTER, .see = ACCOMPANIERS, .refers = "candidacies",
                        .about = "File of the same person that is followed instead of this one.",
                        .about_fr = "Candidature de la même personne, suivie à la place de celle-ci.", .example = EXAMPLE_ID},
    [PARTICIPANT_ID] = {"participant_id", T_UUID, SERVER | FILTER, .see = ACCOMPANIERS, .refers = "participants",
                        .about = "Participant made or found by the acceptance.",
                        .about_fr = "Salarié créé ou retrouvé par l'acceptation.", .example = EXAMPLE_ID},
    [POSSIBLE_DUPLICATE_OF] = {"possible_duplicate_of", T_UUID, SERVER, .see = ACCOMPANIERS, .refers = "candidacies",
                               .about = "A file from elsewhere, of a person of the same name and birth date.",
                               .about_fr = "Candidature venue d'ailleurs, pour une personne de mêmes nom et date de naissance.",
                               .example = EXAMPLE_ID},
    [FIRST_DAY_ON] = {"first_day_on", T_DATE, SERVER, .about = "First day of the first contract, while the file is accepted.",
                      .about_fr = "Premier jour du premier contrat, tant que la candidature est acceptée.",
                      .example = "\"2026-04-01\""},
    [LAST_DAY_ON] = {"last_day_on", T_DATE, SERVER, .about = "Last day in the structure.",
                     .about_fr = "Dernier jour dans la structure.", .example = "\"2027-03-31\""},
    [EXIT_CATEGORY] =
        {"exit_category", T_WORD, SERVER, .words = exit_category_words,
         .sql = "case when t.exit_category = 'neutral' and current_setting('app.prescriber_id', true) <> '' "
                "then 'other' else t.exit_category end",
         .about = "Category of the exit; a neutral one, which may tell of health or justice, reads other to the sender.",
         .about_fr =
             "Catégorie de la sortie ; une sortie neutre, qui peut parler de santé ou de justice, se lit other pour l'envoyeur."},
};

static const struct fact facts[] = {{QUERY_CANDIDACY_STRUCTURE, {STRUCTURE_ID, ARG_STRUCTURE, ARG_END}},
                                    {QUERY_CANDIDACY_VACANCY, {VACANCY_ID, STRUCTURE_ID, ARG_STRUCTURE, ARG_ID, ARG_END}},
                                    {QUERY_PARAMETERS, {ARG_END}},
                                    {QUERY_STAFF_ACCOMPANIES, {ASSIGNED_COUNSELLOR_ID, ARG_END}},
                                    {0}};
enum { FACT_STRUCTURE, FACT_VACANCY, FACT_PARAMETERS, FACT_ACCOMPANIES };

/* What the person asks for: a vacancy that takes candidacies today, trades of a list that grows. */
static void wish_rule(struct call *call, struct write *write, struct findings *findings)
{
    unsigned n_jobs = 0;
    const char *const *jobs = words_of(call, write_value(write, WISHED_JOBS), &n_jobs);
    for (unsigned i = 0; write_changes(write, WISHED_JOBS) && i < n_jobs; i++)
        warn_rome(jobs[i], arena_printf(call->arena, "wished_jobs/%u", i), findings);
    if (write_changes(write, VACANCY_ID) && write_value(write, VACANCY_ID) && !fact_bool(write, FACT_VACANCY, 0, 0))
        findings_error(findings, fact_text(write, FACT_VACANCY, 0, 0) ? VACANCY_NOT_OPEN : FIELD_REFERENCE, "vacancy_id");
    null_as(write, WISHED_JOBS, "{}");
}

/* What its author writes, and completes while nobody has begun to study the file: the others are the ways to reach the
 * person and the referent, which either side corrects as long as the file is open, and the structure's own notes. */
static const int authored[] = {WORKSITE_ID,           VACANCY_ID, WISHED_JOBS, FIRST_NAME,        LAST_NAME,        BIRTH_ON,
                               CANDIDATE_INFORMED_ON, MESSAGE,    SITUATIONS,  SITUATION_DETAILS, EXPECTED_START_ON};

static void check_author(const struct call *call, const struct write *write, struct findings *findings)
{
    bool author = call->who.role == ROLE_PRESCRIBER || !write->before[PRESCRIBER_ID];
    for (unsigned i = 0; i < COUNT(authored); i++) {
        const char *field = fields[authored[i]].name;
        if (!write_changes(write, authored[i]))
            continue;
        if (!author)
            findings_error(findings, FIELD_READ_ONLY, field);
        else if (write->state != SUBMITTED)
            finding_text(findings_error(findings, STATE_CONFLICT, field), 0, state_before(write));
    }
}

static void rule(struct call *call, struct write *write, struct findings *findings)
{
    struct parameters parameters;
    day_t today = write_today(write);
    bool created = write->action == ACTION_CREATE;
    bool sent = created ? call->who.role == ROLE_PRESCRIBER : write->before[PRESCRIBER_ID] != NULL;
    if (!created && !(BIT(write->state) & OPEN_STATES)) {
        refuse_state(write, findings);
        return;
    }
    if (created && fact_rows(write, FACT_STRUCTURE) == 0) {
        findings_error(findings, FIELD_REFERENCE, "structure_id");
        return;
    }
    null_as(write, SITUATIONS, "{}");
    if (!created)
        check_author(call, write, findings);
    if (sent && !write_value(write, REFERENT_NAME))
        findings_error(findings, FIELD_REQUIRED, "referent_name");
    check_accompanies(write, ASSIGNED_COUNSELLOR_ID, FACT_ACCOMPANIES, findings);
    struct candidacy_facts candidacy = {
        .birth_on = write_day(write, BIRTH_ON),
        .candidate_informed_on = write_day(write, CANDIDATE_INFORMED_ON),
        .today = today,
        .expected_start_on = write_day(write, EXPECTED_START_ON),
        .reachable = write_value(write, PHONE) || write_value(write, EMAIL) || write_value(write, ADDRESS),
        .referent_reachable = !sent || write_value(write, REFERENT_EMAIL) || write_value(write, REFERENT_PHONE),
        /* What a structure records for itself, and what is corrected later, was not sent to it now. */
        .structure_open = !created || !sent || fact_bool(write, FACT_STRUCTURE, 0, 0),
    };
    facts_parameters(write, FACT_PARAMETERS, today, &parameters);
    candidacy_check(&candidacy, &parameters, findings);
    wish_rule(call, write, findings); /* last: a closed structure is told before its vacancies, which are then closed too */
}

const struct resource candidacies = {
    .path = "candidacies",
    .table = "candidacy",
    .name = "candidacy",
    .about = "Application files: who asks to join a structure, who sends them, and what was answered.",
    .about_fr = "Candidatures : qui demande à rejoindre une structure, qui l'oriente, et ce qui lui a été répondu.",
    .fields = fields,
    .n_fields = FIELDS,
    .search = {"search", "search_first"},
    .actions = {[ACTION_LIST] = ACCOMPANIERS | PRESCRIBER,
                [ACTION_READ] = ACCOMPANIERS | PRESCRIBER,
                [ACTION_CREATE] = ACCOMPANIERS | PRESCRIBER,
                [ACTION_PATCH] = ACCOMPANIERS | PRESCRIBER},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PRESCRIBER] = "prescriber_id", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
    .flow = &candidacy_flow,
    .state = STATE,
    .tenant = STRUCTURE_ID,
    .subject = {.column = "participant_id",
                .made = "The candidacy is received.",
                .made_fr = "La candidature est reçue.",
                .purpose = "recruitment"},
    .facts = facts,
    .rule = rule,
    .problems =
        PROBLEMS(FIELD_REQUIRED, AGE_AT_HIRE, DAY_IN_FUTURE, CONTACT_REQUIRED, REFERENT_REQUIRED, STRUCTURE_CLOSED,
                 VACANCY_NOT_OPEN, CANDIDACY_OPEN_TWICE, EXTERNAL_ID_TAKEN, FIELD_REFERENCE, FIELD_READ_ONLY, STATE_CONFLICT),
};
