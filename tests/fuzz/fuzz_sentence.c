#include "tests/fuzz/fuzz.h"

#include "lang/base/utf8.h"
#include "runtime/sentence.h"

enum { MEMORY_MOST = 64 << 20 };

/* A locator is read as the key of its sentence, and no other. */
static void
check_locators(struct arena *a, const struct sentences *s)
{
    for (uint32_t i = 0; i < s->list.n; i++) {
        const struct sentence *at = &s->list.at[i];
        struct str key = locator_key(a, at->locator);
        PROMISE(str_equal(key, at->key));
        PROMISE(key_is_heading(key) == (at->kind == SENTENCE_HEADING));
        PROMISE(key_is_responsible(key) == (at->kind == SENTENCE_RESPONSIBLE));
        for (uint32_t k = 0; k < i && i < 100; k++)
            PROMISE(!str_equal(s->list.at[k].key, key));
    }
}

/* Every sentence lies in the text behind the one before it, without blanks
 * around it, and between two there are blanks and marks only. */
static void
check_places(struct str text, const struct sentences *s)
{
    const char *from = text.at;
    for (uint32_t i = 0; i < s->list.n; i++) {
        struct str at = s->list.at[i].text;
        PROMISE(at.len && at.at >= from);
        PROMISE(at.at + at.len <= text.at + text.len);
        PROMISE(!blank_at(at));
        from = at.at + at.len;
    }
}

static void
check_groups(const struct sentences *s)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < s->group.n; i++) {
        const struct sentence_group *g = &s->group.at[i];
        PROMISE(!g->n || g->first == next);
        for (uint32_t k = 0; k < g->n; k++)
            PROMISE(s->list.at[g->first + k].group == i);
        next += g->n;
    }
    PROMISE(next == s->list.n);
}

/* Blanks at the ends do not count. */
static void
check_hash(struct arena *a, const struct sentences *s)
{
    for (uint32_t i = 0; i < s->list.n && i < 20; i++) {
        struct text more = {.arena = a};
        struct str text = s->list.at[i].text;
        text_add_z(&more, "\n　");
        text_add(&more, text);
        text_add_z(&more, " \t");
        PROMISE(str_equal(sentence_hash(a, text_str(&more)),
                          sentence_hash(a, text)));
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    jmp_buf failed;
    struct arena a;
    struct str text = {(const char *)data, (uint32_t)size};
    uint32_t at;
    arena_init(&a, &allocator_libc, &failed);
    a.ceiling = MEMORY_MOST;
    if (size < UINT32_MAX && setjmp(failed) == 0) {
        locator_key(&a, text);
        if (utf8_check(text, &at) == UTF8_OK) {
            struct sentences s;
            sentences_of(&a, text, &s);
            check_locators(&a, &s);
            check_places(text, &s);
            check_groups(&s);
            check_hash(&a, &s);
        }
    }
    arena_free(&a);
    return 0;
}
