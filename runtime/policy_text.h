/* The text of a policy as a public object, and the lock of its sentences. */
#ifndef TIAO_RUNTIME_POLICY_TEXT_H
#define TIAO_RUNTIME_POLICY_TEXT_H

#include "runtime/json.h"
#include "runtime/object.h"
#include "runtime/sentence.h"

/* The form of a lock; goes up when a key changes its meaning. */
#define LOCK_FORMAT "tiao-lock/1"

/* Sentences by their keys. */
struct sentence_index {
    const struct sentence *at; /* in the order of the text */
    const uint32_t *order;     /* in that of keys */
    uint32_t n;
};

enum { NO_SENTENCE = UINT32_MAX };

struct sentence_index
sentence_index(struct arena *a, const struct sentence *at, uint32_t n);
/* The number of the sentence with KEY, or NO_SENTENCE. */
uint32_t sentence_find(const struct sentence_index *index, struct str key);
/* The place in INDEX->order of the first whose key is not before KEY. */
uint32_t sentence_from(const struct sentence_index *index, struct str key);

/* What a public text keeps besides what it shows. */
struct text_view {
    struct tiao_text text;
    struct sentences sentences; /* in the same order */
    struct sentence_index index;
    enum language language;
};

/* What was locked: a locator and a hash for each sentence, in the order of the
 * text that it was written for. */
struct lock {
    struct sentences sentences;
    struct str *hash;
    struct sentence_index index;
};

/* Reads TEXT, the bytes of the file NUMBER of S. False after a message. */
bool lock_read(struct arena *a, struct diags *diags, const struct source *s,
               int number, struct json_limits limits, struct lock *lock);

/* What is read beside rules: FILE, or what stands at its name, as the file of
 * a source. Its number, or -1 after a message; *STATUS then says what kind. */
struct beside {
    struct object *object;
    struct source source;
    struct diags diags;
};
int beside_read(struct beside *b, const struct tiao_file *file, uint64_t most,
                enum tiao_status *status);
/* STATUS, with its report unless all is well. */
enum tiao_status
beside_settle(struct beside *b, enum tiao_status status,
              enum tiao_language language, struct tiao_report **report);

#endif
