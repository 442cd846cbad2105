/* What becomes of a candidacy: the moves of the structure, of its sender, and of time. */
#include <string.h>

#include "candidacy_fields.h"
#include "core/uuid.h"
#include "domain/candidacy.h"
#include "domain/contract.h"
#include "facts.h"

static const char *const states[] = {"submitted", "under_review", "interview_planned", "waitlisted", "accepted",
                                     "refused",   "withdrawn",    "cancelled",         "obsolete",   NULL};

static const struct field interview_fields[] = {
    {"interview_at", T_INSTANT, REQUIRED, .about = "When the interview takes place.", .about_fr = "Date et heure de l'entretien.",
     .example = "\"2030-03-18T08:00:00Z\""},
    {"interview_place", T_TEXT, REQUIRED, .about = "Where it takes place.", .about_fr = "Où il a lieu.",
     .example = "\"Siège, 12 rue des Ateliers, Arras\""},
};

static const struct field comment_fields[] = {
    {"comment", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Why; kept with the move.",
     .about_fr = "Motif, gardé avec l'acte.", .example = "\"Place attendue en juin.\""},
};

static const struct field accept_fields[] = {
    {"participant_id", T_UUID, RARE, .refers = "participants",
     .about = "A participant the structure has already; a new one is made when not given.",
     .about_fr = "Salarié déjà connu de la structure ; sans lui, un nouveau est créé.", .example = EXAMPLE_ID},
};

static const struct field refuse_fields[] = {
    {"refusal_reason", T_CODE, REQUIRED, .list = "refusal_reasons", .about = "Why.", .about_fr = "Motif.",
     .example = "\"no_position\""},
    {"answer_to_candidate", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "What the candidate is told.",
     .about_fr = "Ce qui est dit à la personne candidate.", .example = "\"Nous n'avons pas de poste ouvert ce mois-ci.\""},
    {"answer_to_prescriber", T_TEXT, LINES, .max = LINES_MAX,
     .about = "What the sender is told; required when there is a sender.",
     .about_fr = "Ce qui est dit à l'envoyeur ; obligatoire s'il y en a un.",
     .example = "\"Complet jusqu'en juin, à représenter ensuite.\""},
};

static const struct field merge_fields[] = {
    {"merged_into_id", T_UUID, REQUIRED, .refers = "candidacies",
     .about = "The file of the same person that is kept, open or accepted.",
     .about_fr = "La candidature de la même personne que l'on garde, en cours ou acceptée.", .example = EXAMPLE_ID},
    {"comment", T_TEXT, LINES, .max = LINES_MAX, .about = "Why; kept with the move.",
     .about_fr = "Motif ; gardé avec le changement d'état.", .example = "\"Même personne, orientée deux fois.\""},
};

static const struct field reason_fields[] = {
    {"reason", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Why.", .about_fr = "Motif.",
     .example = "\"A trouvé un emploi.\""},
};

static void keep_comment(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    (void)findings;
    write->comment = move_value(write, "comment");
}

static void interview_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    const char *at = move_value(write, "interview_at");
    day_t day, today = write_today(write);
    if (at && day_of_instant(at, strlen(at), &day) && day < today)
        finding_day(findings_error(findings, DAY_IN_PAST, "interview_at"), 0, today);
}

/* The sender's files of this person elsewhere are settled by this acceptance: one at a time, whatever the structure. */
static const struct fact accept_lock = {QUERY_CANDIDACY_LOCK, {ARG_ID, ARG_END}};
static const struct fact accept_facts[] = {{QUERY_CANDIDACY_PARTICIPANT, {PARTICIPANT_ID, ARG_END}},
                                           {QUERY_PARTICIPANT_KNOWN, {ARG_ID, FIRST_NAME, LAST_NAME, BIRTH_ON, ARG_END}},
                                           {QUERY_PARTICIPANT_OPEN_PATH, {PARTICIPANT_ID, ARG_END}},
                                           {0}};
enum { FACT_PARTICIPANT, FACT_KNOWN, FACT_OPEN_PATH };

static void accept_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    if (!move_value(write, "participant_id"))
        warn_known(write, FACT_KNOWN, "participant_id", findings);
    else if (fact_rows(write, FACT_PARTICIPANT) == 0)
        findings_error(findings, PARTICIPANT_UNKNOWN, "participant_id");
    else
        candidacy_check_birth(write_day(write, BIRTH_ON), fact_day(write, FACT_PARTICIPANT, 0, 1), "participant_id", findings);
}

/* Somebody who is there already: the path goes on as that of this file, whose sender is told of it, and whose acceptance is not
 * undone under a contract. */
static void take_path(struct write *write)
{
    write_also(write, QUERY_PATH_TAKE_CANDIDACY, (const char *[]){fact_text(write, FACT_OPEN_PATH, 0, 0), write->id});
    write_set(write, FIRST_DAY_ON, fact_text(write, FACT_OPEN_PATH, 0, 1));
}

static bool accept_effect(struct call *call, struct write *write)
{
    if (fact_rows(write, FACT_OPEN_PATH) > 0)
        take_path(write);
    if (!move_value(write, "participant_id")) {
        char participant[UUID_TEXT];
        uuid_new(participant);
        write_set(write, PARTICIPANT_ID, arena_strdup(call->arena, participant));
        write_before(write, QUERY_CANDIDACY_MAKE_PARTICIPANT, (const char *[]){write_value(write, PARTICIPANT_ID), write->id});
    }
    write_also(write, QUERY_DIAGNOSIS_LINK, (const char *[]){write->id, write_value(write, PARTICIPANT_ID)});
    if (write->before[PRESCRIBER_ID])
        write_also(write, QUERY_CANDIDACY_OBSOLETE_SIBLINGS, (const char *[]){write->id});
    return true;
}

/* Two files of one person: this one is put away, and the other is not written at all, so that neither sender reads in the
 * version of its own that there is another. What this one holds for the structure stays readable in it. The assessment goes
 * over, where the kept file has none, since the person would be asked the same again; diagnoses stay and count for both. */
static const struct fact merge_lock = {QUERY_CANDIDACY_MERGE_LOCK, {ARG_ID, MERGED_INTO_ID, ARG_END}};
static const struct fact merge_facts[] = {{QUERY_CANDIDACY_KEPT, {MERGED_INTO_ID, ARG_END}}, {0}};
enum { FACT_KEPT };

static void merge_rule(struct call *call, struct write *write, struct findings *findings)
{
    keep_comment(call, write, findings);
    const char *kept = fact_rows(write, FACT_KEPT) ? fact_text(write, FACT_KEPT, 0, 0) : NULL;
    if (!kept || text_equal(kept, write->id)) {
        findings_error(findings, FIELD_REFERENCE, "merged_into_id");
        return;
    }
    const char *state = fact_text(write, FACT_KEPT, 0, 1);
    if (!candidacy_is_followed(state))
        finding_text(findings_error(findings, CANDIDACY_NOT_KEPT, "merged_into_id"), 0, state);
    candidacy_check_birth(write_day(write, BIRTH_ON), fact_day(write, FACT_KEPT, 0, 2), "merged_into_id", findings);
}

static bool merge_effect(struct call *call, struct write *write)
{
    (void)call;
    const char *kept = write_value(write, MERGED_INTO_ID), *participant = fact_text(write, FACT_KEPT, 0, 3);
    write_also(write, QUERY_CANDIDACY_MERGE_ASSESSMENT, (const char *[]){write->id, kept});
    if (participant)
        write_also(write, QUERY_DIAGNOSIS_LINK, (const char *[]){kept, participant});
    return true;
}

static void refuse_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    if (write->before[PRESCRIBER_ID] && !move_value(write, "answer_to_prescriber"))
        findings_error(findings, FIELD_REQUIRED, "answer_to_prescriber");
}

/* What a candidate confides to the structure is not told to the body that sent them. */
static void withdraw_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)findings;
    int reason = call->who.kind == KIND_PRESCRIBER ? WITHDRAWAL_REASON : STAFF_WITHDRAWAL_REASON;
    write_set(write, reason, move_value(write, "reason"));
}

/* Under the same lock as the signing of the person's contracts. */
static const struct fact cancel_lock = {QUERY_LOCK_CANDIDACY_PARTICIPANT, {ARG_ID, ARG_END}};
static const struct fact cancel_facts[] = {{QUERY_CANDIDACY_CONTRACTS, {ARG_ID, ARG_END}}, {0}};
enum { FACT_CONTRACTS };

static void cancel_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    if (fact_rows(write, FACT_CONTRACTS) > 0)
        findings_error(findings, CANDIDACY_HAS_CONTRACT, NULL);
    write_set(write, CANCEL_REASON, move_value(write, "reason"));
    /* Its sender learnt of the stay after an acceptance, which is undone: candidacy_stay() tells no more of it either. There is
     * no exit, since no contract is signed. */
    write_set(write, FIRST_DAY_ON, NULL);
    write_set(write, LAST_DAY_ON, NULL);
}

/* A participant that only this acceptance made, and that nothing was added to, goes with it. */
static bool cancel_effect(struct call *call, struct write *write)
{
    (void)call;
    write_set(write, PARTICIPANT_ID, NULL);
    write_also(write, QUERY_DIAGNOSIS_LINK, (const char *[]){write->id, NULL});
    write_also(write, QUERY_CANDIDACY_UNMAKE_PARTICIPANT, (const char *[]){write->id});
    return true;
}

/* The former answer no longer holds, nor does an interview before it; the transitions keep that it was given. */
static void reopen_rule(struct call *call, struct write *write, struct findings *findings)
{
    keep_comment(call, write, findings);
    write_set(write, REFUSAL_REASON, NULL);
    write_set(write, ANSWER_TO_CANDIDATE, NULL);
    write_set(write, ANSWER_TO_PRESCRIBER, NULL);
    write_set(write, WITHDRAWAL_REASON, NULL);
    write_set(write, STAFF_WITHDRAWAL_REASON, NULL);
    write_set(write, INTERVIEW_AT, NULL);
    write_set(write, INTERVIEW_PLACE, NULL);
    write_set(write, MERGED_INTO_ID, NULL);
}

/* What was diagnosed in a file that was put away may be another person's after all. */
static bool reopen_effect(struct call *call, struct write *write)
{
    (void)call;
    if (write->before[MERGED_INTO_ID])
        write_also(write, QUERY_DIAGNOSIS_LINK, (const char *[]){write->id, NULL});
    return true;
}

static const struct move moves[] = {
    {.verb = "review",
     .from = BIT(SUBMITTED) | BIT(WAITLISTED),
     .to = BIT(UNDER_REVIEW),
     .roles = ACCOMPANIERS,
     .about = "The structure begins to study the file.",
     .about_fr = "La structure commence l'étude de la candidature."},
    {.verb = "plan_interview",
     .from = OPEN_STATES,
     .to = BIT(INTERVIEW_PLANNED),
     .roles = ACCOMPANIERS,
     .fields = interview_fields,
     .n_fields = COUNT(interview_fields),
     .rule = interview_rule,
     .about = "Sets, or moves, the interview.",
     .about_fr = "Fixe ou déplace l'entretien.",
     .problems = PROBLEMS(DAY_IN_PAST)},
    {.verb = "waitlist",
     .from = BIT(SUBMITTED) | BIT(UNDER_REVIEW) | BIT(INTERVIEW_PLANNED),
     .to = BIT(WAITLISTED),
     .roles = ACCOMPANIERS,
     .fields = comment_fields,
     .n_fields = COUNT(comment_fields),
     .rule = keep_comment,
     .about = "Keeps the file for a place to come.",
     .about_fr = "Garde la candidature en vivier, en attente d'une place."},
    {.verb = "accept",
     .from = OPEN_STATES,
     .to = BIT(ACCEPTED),
     .roles = ACCOMPANIERS,
     .fields = accept_fields,
     .n_fields = COUNT(accept_fields),
     .lock = &accept_lock,
     .facts = accept_facts,
     .rule = accept_rule,
     .effect = accept_effect,
     .about = "Takes the person: makes the participant, or takes the one named; the sender's other files of the person become "
              "obsolete.",
     .about_fr = "Accepte la personne : crée son dossier de salarié en parcours, ou reprend celui qui est nommé ; ses autres "
                 "candidatures venues du même prescripteur deviennent sans objet.",
     .problems = PROBLEMS(PARTICIPANT_UNKNOWN, PERSON_KNOWN)},
    {.verb = "merge",
     .from = OPEN_STATES,
     .to = BIT(OBSOLETE),
     .roles = ACCOMPANIERS,
     .fields = merge_fields,
     .n_fields = COUNT(merge_fields),
     .lock = &merge_lock,
     .facts = merge_facts,
     .rule = merge_rule,
     .effect = merge_effect,
     .about = "Puts this file away for another one of the same person, which is kept and not changed.",
     .about_fr = "Range cette candidature au profit d'une autre de la même personne, qui est gardée et ne change pas.",
     .problems = PROBLEMS(FIELD_REFERENCE, CANDIDACY_NOT_KEPT)},
    {.verb = "refuse",
     .from = OPEN_STATES,
     .to = BIT(REFUSED),
     .roles = ACCOMPANIERS,
     .fields = refuse_fields,
     .n_fields = COUNT(refuse_fields),
     .rule = refuse_rule,
     .about = "Refuses, with a reason and an answer to each.",
     .about_fr = "Refuse la candidature, avec un motif et une réponse pour chacun, candidat et prescripteur.",
     .problems = PROBLEMS(FIELD_REQUIRED)},
    {.verb = "withdraw",
     .from = OPEN_STATES,
     .to = BIT(WITHDRAWN),
     .roles = ACCOMPANIERS | PRESCRIBER,
     .fields = reason_fields,
     .n_fields = COUNT(reason_fields),
     .rule = withdraw_rule,
     .about = "The sender, or staff for the candidate, takes the file back; the sender is not shown the reason that staff give.",
     .about_fr = "Le prescripteur, ou l'équipe à la demande du candidat, retire la candidature ; le motif donné par l'équipe "
                 "n'est pas montré au prescripteur."},
    {.verb = "cancel",
     .from = BIT(ACCEPTED),
     .to = BIT(CANCELLED),
     .roles = ACCOMPANIERS,
     .fields = reason_fields,
     .n_fields = COUNT(reason_fields),
     .lock = &cancel_lock,
     .facts = cancel_facts,
     .rule = cancel_rule,
     .effect = cancel_effect,
     .about = "Undoes an acceptance that no signed contract followed.",
     .about_fr = "Annule une acceptation qu'aucun contrat signé n'a suivie.",
     .problems = PROBLEMS(CANDIDACY_HAS_CONTRACT)},
    {.verb = "reopen",
     .from = BIT(REFUSED) | BIT(OBSOLETE) | BIT(WITHDRAWN),
     .to = BIT(UNDER_REVIEW),
     .roles = ACCOMPANIERS,
     .fields = comment_fields,
     .n_fields = COUNT(comment_fields),
     .rule = reopen_rule,
     .effect = reopen_effect,
     .about = "Takes a closed file up again.",
     .about_fr = "Rouvre une candidature close.",
     .problems = PROBLEMS(CANDIDACY_OPEN_TWICE)},
    {.verb = "obsolete",
     .from = OPEN_STATES,
     .to = BIT(OBSOLETE),
     .roles = JOB,
     .about = "The person was accepted elsewhere on another file of the same sender.",
     .about_fr = "La personne a été acceptée ailleurs, sur une autre candidature du même prescripteur."},
};

const struct flow candidacy_flow = {
    .states = states, .initial = BIT(SUBMITTED), .final = BIT(CANCELLED), .moves = moves, .n_moves = COUNT(moves)};
