/* Words about duties that several forms of output share. */
#include "runtime/duties.h"

#include <string.h>

struct key {
    const char *key;
    enum phrase phrase;
};

static const struct key statuses[TIAO_DUTY_STATUSES] = {
    [TIAO_DUTY_FAULT] = {"fault", PHRASE_FAULT_SHORT},
    [TIAO_DUTY_VIOLATED] = {"violated", PHRASE_VIOLATED},
    [TIAO_DUTY_LATE] = {"late", PHRASE_LATE},
    [TIAO_DUTY_UNKNOWN] = {"unknown", PHRASE_NOT_KNOWN},
    [TIAO_DUTY_PENDING] = {"pending", PHRASE_PENDING},
    [TIAO_DUTY_NOT_BEGUN] = {"not_begun", PHRASE_NOT_BEGUN},
    [TIAO_DUTY_FULFILLED] = {"fulfilled", PHRASE_FULFILLED},
    [TIAO_DUTY_APPLICABLE] = {"applicable", PHRASE_APPLICABLE},
    [TIAO_DUTY_WAIVED] = {"waived", PHRASE_WAIVED},
    [TIAO_DUTY_NOT_APPLICABLE] = {"not_applicable", PHRASE_NOT_APPLICABLE},
};

static const struct key modalities[] = {
    [TIAO_MODALITY_DUTY] = {"duty", PHRASE_MODALITY_DUTY},
    [TIAO_MODALITY_PROHIBITION] = {"prohibition", PHRASE_MODALITY_PROHIBITION},
    [TIAO_MODALITY_PERMISSION] = {"permission", PHRASE_MODALITY_PERMISSION},
    [TIAO_MODALITY_ENCOURAGEMENT] = {"encouragement",
                                     PHRASE_MODALITY_ENCOURAGEMENT},
    [TIAO_MODALITY_TARGET] = {"target", PHRASE_MODALITY_TARGET},
};

const char *
duty_status_key(enum tiao_duty_status status)
{
    return statuses[status].key;
}

struct str
duty_status_words(enum tiao_duty_status status, enum language l)
{
    return phrase_str(statuses[status].phrase, l);
}

const char *
modality_key(enum tiao_modality modality)
{
    return modalities[modality].key;
}

struct str
modality_words(enum tiao_modality modality, enum language l)
{
    return phrase_str(modalities[modality].phrase, l);
}

bool
duty_open(enum tiao_duty_status status)
{
    return status <= TIAO_DUTY_NOT_BEGUN;
}

/* Was bearer I told before, by the name of its set? */
static bool
is_told(const struct tiao_duty *duty, size_t i)
{
    const struct tiao_bearer *b = &duty->bearer[i];
    for (size_t k = 0; b->whole && k < i; k++)
        if (duty->bearer[k].whole && !strcmp(duty->bearer[k].of, b->of))
            return true;
    return false;
}

void
bearers_words(struct text *to, enum language l, const struct tiao_duty *duty)
{
    for (size_t i = 0; i < duty->bearers; i++) {
        const struct tiao_bearer *b = &duty->bearer[i];
        if (is_told(duty, i))
            continue;
        if (i)
            phrase_add(to, PHRASE_LIST, l);
        text_add_z(to, b->whole ? b->of : b->name);
        if (b->lead)
            phrase_add(to, PHRASE_LEAD, l);
    }
}
