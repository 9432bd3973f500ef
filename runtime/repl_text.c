#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"

char *
text_copy(const char *at, size_t n)
{
    char *copy = memory(n + 1, 1);
    memcpy(copy, at, n);
    return copy;
}

char *
text_join(const char *a, const char *b, const char *c)
{
    char *whole = memory(strlen(a) + strlen(b) + strlen(c) + 1, 1);
    strcpy(whole, a);
    strcat(whole, b);
    return strcat(whole, c);
}

void
text_put(char **to, const char *z)
{
    char *copy = text_copy(z, strlen(z));
    free(*to);
    *to = copy;
}

/* How many bytes at Z are a blank: ASCII or U+3000. */
static size_t
blank(const char *z)
{
    if (*z == ' ' || *z == '\t' || *z == '\r')
        return 1;
    return strncmp(z, "\u3000", 3) ? 0 : 3;
}

char *
text_trim(char *z)
{
    size_t n;
    char *end = z + strlen(z);
    while ((n = blank(z)))
        z += n;
    while (end > z && (blank(end - 1) == 1 ||
                       (end - z >= 3 && !strncmp(end - 3, "\u3000", 3))))
        end -= blank(end - 1) == 1 ? 1 : 3;
    *end = '\0';
    return z;
}

char *
text_after(char *z, const char *word)
{
    size_t n = strlen(word), gap = 0, more;
    if (strncmp(z, word, n))
        return NULL;
    while ((more = blank(z + n + gap)))
        gap += more;
    return gap || !z[n] ? z + n + gap : NULL;
}

bool
text_same(const char *a, const char *b)
{
    for (;;) {
        while (blank(a))
            a += blank(a);
        while (blank(b))
            b += blank(b);
        if (*a != *b)
            return false;
        if (!*a)
            return true;
        a++, b++;
    }
}

/* How deep Z[0] leads into brackets or quotes (1), or out of them (-1). */
static int
bracket(const char *z)
{
    static const struct {
        const char *text;
        int way;
    } rows[] = {
        {"(", 1}, {")", -1}, {"（", 1}, {"）", -1}, {"[", 1}, {"]", -1},
        {"{", 1}, {"}", -1}, {"「", 1}, {"」", -1}, {"“", 1}, {"”", -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strncmp(z, rows[i].text, strlen(rows[i].text)))
            return rows[i].way;
    return 0;
}

char *
text_find(char *z, const char *const *mark, size_t n, size_t *len)
{
    int deep = 0;
    bool quoted = false;
    for (; *z; z++) {
        if (*z == '"')
            quoted = !quoted;
        if (quoted)
            continue;
        deep += bracket(z);
        for (size_t i = 0; deep <= 0 && i < n; i++) {
            *len = strlen(mark[i]);
            if (!strncmp(z, mark[i], *len))
                return z;
        }
    }
    return NULL;
}

struct list
text_parts(char *z)
{
    static const char *const marks[] = {"、", "，", ","};
    struct list parts = {0};
    size_t len;
    while (z) {
        char *at = text_find(z, marks, 3, &len);
        *(char **)list_add(&parts, sizeof(char *)) = z;
        if (at)
            *at = '\0';
        z = at ? at + len : NULL;
    }
    return parts;
}

void *
list_add(struct list *l, size_t size)
{
    char *at = memory(l->n + 1, size);
    if (l->n)
        memcpy(at, l->at, l->n * size);
    free(l->at);
    l->at = at;
    return at + l->n++ * size;
}

void
list_cut(struct list *l, size_t i, size_t size)
{
    char *at = l->at, **text = (char **)(void *)(at + i * size);
    for (size_t k = 0; k < size / sizeof *text; k++)
        free(text[k]);
    memmove(at + i * size, at + (i + 1) * size, (l->n - i - 1) * size);
    l->n--;
}

/* A copy of N texts that stand next to one another, in a new thing. */
static void
texts_copy(struct list *to, const struct list *from, size_t texts)
{
    for (size_t i = 0; i < from->n; i++) {
        char **new = list_add(to, texts * sizeof(char *));
        char *const *old = (char *const *)from->at + i * texts;
        for (size_t k = 0; k < texts; k++)
            new[k] = text_copy(old[k], strlen(old[k]));
    }
}

static void
texts_free(struct list *l, size_t texts)
{
    for (size_t i = 0; i < l->n * texts; i++)
        free(((char **)l->at)[i]);
    free(l->at);
    *l = (struct list){0};
}

enum { ROW_TEXTS = 2, GIVEN_TEXTS = 6, CHOICE_TEXTS = 2 };

_Static_assert(sizeof(struct row) == ROW_TEXTS * sizeof(char *), "texts");
_Static_assert(sizeof(struct given) == GIVEN_TEXTS * sizeof(char *), "texts");
_Static_assert(sizeof(struct choice) == CHOICE_TEXTS * sizeof(char *), "texts");

struct supposed
supposed_copy(const struct supposed *from)
{
    struct supposed to = {0};
    texts_copy(&to.row, &from->row, ROW_TEXTS);
    texts_copy(&to.given, &from->given, GIVEN_TEXTS);
    texts_copy(&to.choice, &from->choice, CHOICE_TEXTS);
    text_put(&to.as_of, from->as_of);
    text_put(&to.period, from->period);
    return to;
}

void
supposed_free(struct supposed *s)
{
    texts_free(&s->row, ROW_TEXTS);
    texts_free(&s->given, GIVEN_TEXTS);
    texts_free(&s->choice, CHOICE_TEXTS);
    free(s->as_of);
    free(s->period);
    *s = (struct supposed){0};
}
