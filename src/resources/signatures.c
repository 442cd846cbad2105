/* Signatures of immersions: made by the move `sign`, revoked by `change`, read here. */
#include "common.h"
#include "domain/immersion.h"
#include "resources.h"

enum { ID, VERSION, CREATED_AT, UPDATED_AT, IMMERSION_ID, ROLE, NAME, FUNCTION, SIGNED_ON, MEDIUM, EVIDENCE, REVOKED_AT, FIELDS };

static const char *const media[] = {"paper", "electronic", NULL};

static const struct field fields[FIELDS] = {
    COMMON_FIELDS,
    [IMMERSION_ID] = {"immersion_id", T_UUID, SERVER | FILTER | FILLED, .refers = "immersions",
                      .about = "Convention that was signed.", .about_fr = "Convention signée.", .example = EXAMPLE_ID},
    [ROLE] = {"role", T_WORD, SERVER | FILLED, .words = signatory_words, .about = "Which party signed.",
              .about_fr = "Quelle partie a signé."},
    [NAME] = {"name", T_TEXT, SERVER | PERSONAL | FILLED, .about = "Who signed.", .about_fr = "Qui a signé.",
              .example = "\"Hugues Delattre\""},
    [FUNCTION] = {"function", T_TEXT, SERVER, .about = "Function of who signed.", .about_fr = "Fonction du signataire.",
                  .example = "\"Gérant\""},
    [SIGNED_ON] = {"signed_on", T_DATE, SERVER | FILLED, .about = "Day of the signature.", .about_fr = "Jour de la signature.",
                   .example = "\"2026-02-26\""},
    [MEDIUM] = {"medium", T_WORD, SERVER | FILLED, .words = media, .about = "Paper or electronic.",
                .about_fr = "Sur papier ou par voie électronique."},
    [EVIDENCE] = {"evidence", T_TEXT, SERVER, .about = "Where the proof is kept.", .about_fr = "Où la preuve est gardée.",
                  .example = "\"Classeur PMSMP 2026, no 14\""},
    [REVOKED_AT] = {"revoked_at", T_INSTANT, SERVER, .about = "When a change of the convention revoked it; null while it holds.",
                    .about_fr = "Instant où une modification de la convention l'a révoquée ; null tant qu'elle vaut.",
                    .example = EXAMPLE_INSTANT},
};

/* A prescriber reaches those of the conventions addressed to it: the table has no sender, its policy looks at them. */
const struct resource signatures = {
    .path = "signatures",
    .table = "immersion_signature",
    .name = "signature",
    .about = "Signatures of the conventions of immersion, revoked ones included.",
    .about_fr = "Signatures des conventions d'immersion, y compris celles qui ont été révoquées.",
    .fields = fields,
    .n_fields = FIELDS,
    .actions = {[ACTION_LIST] = ACCOMPANIERS | SUPERVISOR | PRESCRIBER, [ACTION_READ] = ACCOMPANIERS | SUPERVISOR | PRESCRIBER},
    .owned = {[KIND_STAFF] = "structure_id", [KIND_PARTNER] = "-", [KIND_OPERATOR] = "-"},
};
