/* What becomes of an immersion: signed by its parties, validated by the prescribing body, lived, assessed. */
#include "facts.h"
#include "immersion_fields.h"

static const char *const states[] = {"draft",     "to_sign",  "partially_signed", "in_review", "validated", "in_progress",
                                     "completed", "rejected", "abandoned",        "cancelled", NULL};
static const char *const results[] = {"completed", "partially_completed", "did_not_show", NULL};

static const struct field change_fields[] = {
    HOST_FIELD(0),        PRESCRIBER_FIELD(0),       OBJECT_FIELD(0),
    OBJECTIVES_FIELD(0),  EVALUATION_MEANS_FIELD(0), TASKS_FIELD(0),
    STARTS_ON_FIELD(0),   ENDS_ON_FIELD(0),          PLACE_FIELD(0),
    SCHEDULE_FIELD(0),    SITUATION_FIELD(0),        RSA_FIELD(0),
    REFERENT_FIELD(0),    TUTOR_NAME_FIELD(0),       TUTOR_FUNCTION_FIELD(0),
    TUTOR_EMAIL_FIELD(0), TUTOR_PHONE_FIELD(0),      LEGAL_REPRESENTATIVE_FIELD(0),
    FACILITEE_FIELD(0),
};

static const struct field justification_fields[] = {
    {"justification", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Why.", .about_fr = "Motif.",
     .example = "\"L'entreprise n'est plus disponible.\""},
};

static const struct field renew_fields[] = {
    ENDS_ON_FIELD(REQUIRED),
    {"justification", T_TEXT, REQUIRED | LINES, .max = LINES_MAX, .about = "Which objectives were not reached, and why.",
     .about_fr = "Quels objectifs n'ont pas été atteints, et pourquoi.", .example = "\"Pose non abordée, faute de chantier.\""},
};

static const struct field correct_fields[] = {TUTOR_EMAIL_FIELD(0), TUTOR_PHONE_FIELD(0)};

static const struct field stop_fields[] = {
    {"last_on", T_DATE, REQUIRED, .about = "Last day in fact.", .about_fr = "Dernier jour réel.", .example = "\"2026-05-15\""},
};

static const struct field assess_fields[] = {
    {"result", T_WORD, REQUIRED, .words = results, .about = "What was made of the immersion.",
     .about_fr = "Ce qu'il en a été de l'immersion."},
    {"last_on", T_DATE, RARE, .about = "Last day in fact, of a partial immersion.",
     .about_fr = "Dernier jour réel d'une immersion partielle.", .example = "\"2026-05-20\""},
    {"missed_minutes", T_INT, RARE, .min = 0, .max = 20000, .about = "Hours missed in minutes, of a partial immersion.",
     .about_fr = "Absences d'une immersion partielle, en minutes.", .example = "420"},
    {"job_obtained", T_BOOL, 0, .about = "Whether a job came of it; required of a person who came.",
     .about_fr = "Si un emploi en est venu ; obligatoire si la personne est venue.", .example = "false"},
    {"host_feedback", T_TEXT, LINES, .max = LINES_MAX, .about = "What the host says.", .about_fr = "Ce qu'en dit l'entreprise.",
     .example = "\"Ponctuelle, soigneuse.\""},
    {"project_confirmed", T_BOOL, 0, .about = "Whether the person's project is confirmed; required of a person who came.",
     .about_fr = "Si le projet de la personne est confirmé ; obligatoire si elle est venue.", .example = "true"},
    {"beneficiary_agrees", T_BOOL, 0,
     .about = "Whether the person agrees with the assessment; this or a comment is required of a person who came.",
     .about_fr = "Si la personne est d'accord avec le bilan ; ceci ou un commentaire est obligatoire si elle est venue.",
     .example = "true"},
    {"beneficiary_comment", T_TEXT, LINES, .max = LINES_MAX, .about = "What the person says.",
     .about_fr = "Ce qu'en dit la personne.", .example = "\"Le métier me plaît.\""},
};

static const struct fact convention_facts[] = {IMMERSION_FACTS, {0}};
static const struct fact submit_facts[] = {IMMERSION_FACTS, {QUERY_IMMERSION_SOURCE, {ARG_ID, ARG_END}}, {0}};
static const struct fact cancel_facts[] = {{QUERY_IMMERSION_RENEWED, {ARG_ID, ARG_END}}, {0}};
static const struct fact assess_facts[] = {LINK_FACT, {0}};
static const struct fact renew_facts[] = {IMMERSION_FACTS, {QUERY_IMMERSION_RENEWED, {ARG_ID, ARG_END}}, {0}};

/* The row's own lock is enough, and neither a prescriber nor a signatory sees the participant. */
static const struct fact no_lock = {0};

static void submit_rule(struct call *call, struct write *write, struct findings *findings)
{
    if (write->before[RENEWS_ID] && fact_rows(write, FACT_MORE) == 0)
        findings_error(findings, RENEWED_NOT_VALID, NULL);
    immersion_judge(call, write, findings);
    immersion_mentions(call, write, findings);
}

/* D5135-3: a renewal is of the same convention, and begins when that one ends. */
static void keep_renewed(const struct write *write, struct findings *findings)
{
    static const int kept[] = {HOST_ID, OBJECT, OBJECTIVES, STARTS_ON};
    for (unsigned i = 0; write->before[RENEWS_ID] && i < COUNT(kept); i++)
        if (write_changes(write, kept[i]))
            findings_error(findings, RENEWAL_DIFFERS, write->resource->fields[kept[i]].name);
}

/* What the parties signed is no longer what is written: a convention on its way is to be signed again. */
static void change_rule(struct call *call, struct write *write, struct findings *findings)
{
    write->to = write->state == DRAFT ? DRAFT : TO_SIGN;
    keep_renewed(write, findings);
    immersion_judge(call, write, findings);
    if (write->to == TO_SIGN && findings->errors == 0)
        immersion_mentions(call, write, findings);
}

static bool change_effect(struct call *call, struct write *write)
{
    (void)call;
    if (write->to == TO_SIGN)
        write_also(write, QUERY_IMMERSION_REVOKE_SIGNATURES, (const char *[]){write->id});
    return true;
}

/* The prescribing body decides: the prescriber that the convention is addressed to, else the structure by right. */
static enum problem may_decide(const struct call *call, const char *const *row)
{
    return row[PRESCRIBER_ID] && call->who.kind != KIND_PRESCRIBER ? PRESCRIBER_DECIDES : PROBLEM_NONE;
}

static enum problem not_assessed(const struct call *call, const char *const *row)
{
    (void)call;
    return row[ASSESSED_ON] ? IMMERSION_ASSESSED : PROBLEM_NONE;
}

static void validate_rule(struct call *call, struct write *write, struct findings *findings)
{
    day_t today = write_today(write);
    immersion_check_validation(write_day(write, STARTS_ON), today, findings);
    write_set(write, VALIDATED_ON, day_text(call, today));
}

static void reject_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call, (void)findings;
    write_set(write, REJECTION_JUSTIFICATION, move_value(write, "justification"));
}

static void abandon_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call, (void)findings;
    write_set(write, ABANDON_JUSTIFICATION, move_value(write, "justification"));
}

/* The draft of a renewal keeps nothing: it goes nowhere without what it renews. */
static void cancel_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    if (fact_rows(write, 0) > 0 && !fact_bool(write, 0, 0, 1))
        findings_error(findings, IN_USE, NULL);
    if (write->state == DRAFT) /* nor was it ever addressed to anybody, who would read it now */
        write_set(write, PRESCRIBER_ID, NULL);
    write_set(write, CANCEL_JUSTIFICATION, move_value(write, "justification"));
}

/* Same object, objectives and host (D5135-3); the schedule of the new days is still to be written. */
static void renew_rule(struct call *call, struct write *write, struct findings *findings)
{
    static const int kept[] = {
        CONTRACT_ID,   PARTICIPANT_ID,   PATH_ID,        HOST_ID,     PRESCRIBER_ID,         OBJECT,
        OBJECTIVES,    EVALUATION_MEANS, TASKS,          PLACE,       BENEFICIARY_SITUATION, RSA,
        REFERENT_NAME, TUTOR_NAME,       TUTOR_FUNCTION, TUTOR_EMAIL, TUTOR_PHONE,           LEGAL_REPRESENTATIVE_NAME};
    struct parameters parameters;
    const struct renewal_facts renewal = {
        .is_renewal = write->before[RENEWS_ID] != NULL,
        .renewed = fact_rows(write, FACT_MORE) > 0,
        .source_ends_on = day_from_sql(write->before[LAST_ON]),
        .starts_on = day_from_sql(write->before[LAST_ON]) + 1,
        .ends_on = move_day(write, "ends_on"),
    };
    for (unsigned i = 0; i < COUNT(kept); i++)
        write_set(write, kept[i], write->before[kept[i]]);
    write_set(write, RENEWS_ID, write->source_id);
    write_set(write, STARTS_ON, day_text(call, renewal.starts_on));
    write_set(write, SCHEDULE, NULL);
    write_set(write, RENEWAL_JUSTIFICATION, move_value(write, "justification"));
    write->comment = move_value(write, "justification");
    facts_parameters(write, FACT_PARAMETERS, renewal.starts_on, &parameters);
    immersion_check_renewal(&renewal, &parameters, findings);
    if (findings->errors == 0)
        immersion_judge(call, write, findings);
}

static void stop_rule(struct call *call, struct write *write, struct findings *findings)
{
    (void)call;
    immersion_check_stop(write_day(write, STARTS_ON), day_from_sql(write->before[LAST_ON]), move_day(write, "last_on"),
                         write_today(write), findings);
    write->occurred_on = move_value(write, "last_on");
}

static void assess_rule(struct call *call, struct write *write, struct findings *findings)
{
    const char *missed = move_value(write, "missed_minutes");
    const struct assessment_facts assessment = {
        .result = move_value(write, "result"),
        .starts_on = write_day(write, STARTS_ON),
        .ends_on = day_from_sql(write->before[LAST_ON]),
        .last_on = move_day(write, "last_on"),
        .today = write_today(write),
        .missed_minutes = missed ? write_int(write, MISSED_MINUTES) : -1,
        .planned_minutes = write_int(write, PLANNED_MINUTES),
        .says_job = move_value(write, "job_obtained"),
        .says_project = move_value(write, "project_confirmed"),
        .says_beneficiary = move_value(write, "beneficiary_agrees") || move_value(write, "beneficiary_comment"),
        .says_host = move_value(write, "host_feedback"),
    };
    if (call->who.kind == KIND_SIGNATORY && !text_equal(immersion_link_party(write, 0), signatory_words[SIGNATORY_HOST]))
        findings_error(findings, FORBIDDEN, NULL);
    immersion_check_assessment(&assessment, findings);
    /* Only a partial immersion has another last day, and hours of its own that were missed. */
    if (!text_equal(assessment.result, "partially_completed")) {
        if (assessment.last_on != DAY_NONE)
            findings_error(findings, FIELD_UNKNOWN, "last_on");
        if (missed)
            findings_error(findings, FIELD_UNKNOWN, "missed_minutes");
    }
    null_as(write, LAST_ON, write->before[LAST_ON]);
    write_set(write, ASSESSED_ON, day_text(call, assessment.today));
}

#define ON_THE_WAY (BIT(TO_SIGN) | BIT(PARTIALLY_SIGNED) | BIT(IN_REVIEW))
#define DECIDERS (ACCOMPANIERS | PRESCRIBER)
#define CONVENTION_PROBLEMS                                                                                                      \
    IMMERSION_TOO_LONG, IMMERSION_NO_CONTRACT, IMMERSION_OUTSIDE_CONTRACT, IMMERSION_OVERLAP, IMMERSION_OWN_STRUCTURE,           \
        IMMERSION_WEEK, IMMERSION_DAY, IMMERSION_UNDER_16, DAYS_OUT_OF_ORDER, SCHEDULE_DAY_OUTSIDE, SCHEDULE_DAY_TWICE,          \
        SCHEDULE_PERIODS

static const struct move moves[] = {
    {.verb = "submit",
     .from = BIT(DRAFT),
     .to = BIT(TO_SIGN),
     .roles = ACCOMPANIERS,
     .facts = submit_facts,
     .rule = submit_rule,
     .about = "The convention is complete and goes to its signatories.",
     .about_fr = "La convention est complète et part à la signature.",
     .problems = PROBLEMS(CONVENTION_PROBLEMS, IMMERSION_MENTION, RENEWED_NOT_VALID)},
    {.verb = "sign",
     .from = BIT(TO_SIGN) | BIT(PARTIALLY_SIGNED),
     .to = BIT(PARTIALLY_SIGNED) | BIT(IN_REVIEW),
     .roles = ACCOMPANIERS | SIGNATORY,
     .fields = immersion_sign_fields,
     .n_fields = IMMERSION_SIGN_FIELDS,
     .lock = &no_lock,
     .facts = immersion_sign_facts,
     .rule = immersion_sign_rule,
     .effect = immersion_sign_effect,
     .about = "Signs: the staff records the signature of one party, or a signatory gives its own, today; with the last one the "
              "convention goes to the prescribing body.",
     .about_fr = "Signe : l'équipe enregistre la signature d'une partie, ou un signataire donne la sienne, ce jour ; après la "
                 "dernière, la convention va au prescripteur de l'immersion.",
     .problems = PROBLEMS(SIGNATURE_TWICE, SIGNATURE_NOT_ASKED, DAY_IN_FUTURE)},
    {.verb = "change",
     .from = BIT(DRAFT) | ON_THE_WAY,
     .to = BIT(DRAFT) | BIT(TO_SIGN),
     .roles = ACCOMPANIERS,
     .fields = change_fields,
     .n_fields = COUNT(change_fields),
     .edits = true,
     .facts = convention_facts,
     .rule = change_rule,
     .effect = change_effect,
     .about = "Changes what the convention says; signatures given are revoked and asked again.",
     .about_fr = "Modifie la convention ; les signatures données sont révoquées et redemandées.",
     .problems = PROBLEMS(CONVENTION_PROBLEMS, IMMERSION_MENTION, FIELD_REQUIRED, FIELD_REFERENCE, RENEWAL_DIFFERS)},
    {.verb = "validate",
     .from = BIT(IN_REVIEW),
     .to = BIT(VALIDATED),
     .roles = DECIDERS,
     .lock = &no_lock,
     .may = may_decide,
     .rule = validate_rule,
     .about = "The prescribing body validates: the prescriber addressed, or the structure by right.",
     .about_fr = "Valide la convention : c'est le prescripteur de l'immersion qui le fait, ou la structure lorsqu'elle prescrit "
                 "de droit.",
     .problems = PROBLEMS(PRESCRIBER_DECIDES)},
    {.verb = "reject",
     .from = ON_THE_WAY,
     .to = BIT(REJECTED),
     .roles = DECIDERS,
     .fields = justification_fields,
     .n_fields = COUNT(justification_fields),
     .lock = &no_lock,
     .may = may_decide,
     .rule = reject_rule,
     .about = "The prescribing body refuses the convention.",
     .about_fr = "Le prescripteur de l'immersion rejette la convention.",
     .problems = PROBLEMS(PRESCRIBER_DECIDES)},
    {.verb = "abandon",
     .from = ON_THE_WAY,
     .to = BIT(ABANDONED),
     .roles = DECIDERS,
     .fields = justification_fields,
     .n_fields = COUNT(justification_fields),
     .lock = &no_lock,
     .may = may_decide,
     .rule = abandon_rule,
     .about = "The prescribing body records that the immersion is given up before its validation.",
     .about_fr = "Le prescripteur de l'immersion note qu'elle est abandonnée avant sa validation.",
     .problems = PROBLEMS(PRESCRIBER_DECIDES)},
    {.verb = "renew",
     .from = BIT(VALIDATED) | BIT(IN_PROGRESS) | BIT(COMPLETED),
     .roles = ACCOMPANIERS,
     .fields = renew_fields,
     .n_fields = COUNT(renew_fields),
     .facts = renew_facts,
     .rule = renew_rule,
     .makes = true,
     .about = "Makes the draft of the one renewal: same object, objectives and host, from the day after.",
     .about_fr =
         "Prépare le brouillon de l'unique renouvellement : même objet, mêmes objectifs, même entreprise, dès le lendemain.",
     .problems = PROBLEMS(CONVENTION_PROBLEMS, IMMERSION_RENEWED)},
    {.verb = "correct",
     .from = BIT(VALIDATED) | BIT(IN_PROGRESS),
     .roles = ACCOMPANIERS,
     .fields = correct_fields,
     .n_fields = COUNT(correct_fields),
     .edits = true,
     .lock = &no_lock,
     .about = "Corrects how to reach the tutor; the signatures stay.",
     .about_fr = "Corrige les coordonnées du tuteur ; les signatures restent valables."},
    /* Days decide, not states that the clock writes later: a stop may be learnt after the last day. */
    {.verb = "stop_early",
     .from = BIT(VALIDATED) | BIT(IN_PROGRESS) | BIT(COMPLETED),
     .to = BIT(COMPLETED),
     .roles = ACCOMPANIERS,
     .fields = stop_fields,
     .n_fields = COUNT(stop_fields),
     .may = not_assessed,
     .rule = stop_rule,
     .about = "The immersion stopped before its last day; the days left are free again.",
     .about_fr = "L'immersion s'est arrêtée avant son dernier jour ; les jours restants redeviennent disponibles.",
     .problems = PROBLEMS(IMMERSION_LAST_DAY, DAY_IN_FUTURE, IMMERSION_ASSESSED)},
    {.verb = "cancel",
     .from = BIT(DRAFT) | BIT(VALIDATED),
     .to = BIT(CANCELLED),
     .roles = DECIDERS,
     .fields = justification_fields,
     .n_fields = COUNT(justification_fields),
     .lock = &no_lock,
     .may = not_assessed,
     .facts = cancel_facts,
     .rule = cancel_rule,
     .about = "Drops a draft, or a validated immersion that will not take place.",
     .about_fr = "Annule un brouillon, ou une immersion validée qui n'aura pas lieu.",
     .problems = PROBLEMS(IMMERSION_ASSESSED, IN_USE)},
    {.verb = "begin",
     .from = BIT(VALIDATED),
     .to = BIT(IN_PROGRESS),
     .roles = JOB,
     .about = "The first day has come.",
     .about_fr = "Le premier jour est arrivé."},
    {.verb = "complete",
     .from = BIT(IN_PROGRESS),
     .to = BIT(COMPLETED),
     .roles = JOB,
     .about = "The last day has passed.",
     .about_fr = "Le dernier jour est passé."},
    /* Again the days: a validated immersion whose last day has come is over. */
    {.verb = "assess",
     .from = BIT(VALIDATED) | BIT(IN_PROGRESS) | BIT(COMPLETED),
     .roles = ACCOMPANIERS | SIGNATORY,
     .fields = assess_fields,
     .n_fields = COUNT(assess_fields),
     .lock = &no_lock,
     .facts = assess_facts,
     .may = not_assessed,
     .rule = assess_rule,
     .effect = immersion_link_served,
     .about = "Records what came of the immersion, once, from its last day on; of the signatories the host does.",
     .about_fr =
         "Enregistre le bilan de l'immersion, une seule fois, à partir de son dernier jour ; parmi les signataires, c'est "
         "l'entreprise d'accueil qui le fait.",
     .problems = PROBLEMS(IMMERSION_ASSESSED, IMMERSION_NOT_OVER, IMMERSION_LAST_DAY, DAY_IN_FUTURE, FIELD_REQUIRED, FIELD_RANGE,
                          FIELD_UNKNOWN, IMMERSION_NO_FEEDBACK)},
};

const struct flow immersion_flow = {.states = states,
                                    .initial = BIT(DRAFT),
                                    .final = BIT(COMPLETED) | BIT(REJECTED) | BIT(ABANDONED) | BIT(CANCELLED),
                                    .moves = moves,
                                    .n_moves = COUNT(moves)};
