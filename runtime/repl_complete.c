/* What may stand next: commands, the words that the grammar takes there, the
 * names of the rulebook, units behind a number. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/repl.h"

struct completing {
    struct repl *r;
    const char *word; /* begun */
    size_t n;         /* its length */
    line_add *add;
    void *list;
    bool by_sound; /* candidates by the first letters of their reading */
    bool some;     /* something was offered */
};

static void
offer(struct completing *c, const char *candidate)
{
    bool fits = c->by_sound ? pinyin_begins(candidate, c->word, c->n)
                            : !strncmp(candidate, c->word, c->n);
    if (!candidate[0] || !fits)
        return;
    c->add(c->list, candidate, c->n);
    c->some = true;
}

static void
offer_names(struct completing *c)
{
    const struct tiao_catalog *k = c->r->catalog;
    for (size_t i = 0; k && i < k->entities; i++) {
        offer(c, k->entity[i].name);
        for (size_t m = 0; m < k->entity[i].members; m++)
            offer(c, k->entity[i].member[m]);
    }
    for (size_t i = 0; k && i < k->facts; i++)
        offer(c, k->fact[i].name);
    for (size_t i = 0; k && i < k->decisions; i++)
        offer(c, k->decision[i].name);
    for (size_t i = 0; k && i < k->readings; i++) {
        offer(c, k->reading[i].name);
        for (size_t m = 0; m < k->reading[i].alternatives; m++)
            offer(c, k->reading[i].alternative[m]);
    }
    for (size_t i = 0; i < c->r->now.row.n; i++)
        offer(c, LIST(struct row, c->r->now.row, i)->id);
}

/* 60个: the unit is part of the word. */
static void
offer_units(struct completing *c)
{
    const struct tiao_catalog *k = c->r->catalog;
    size_t digits = strspn(c->word, "0123456789.");
    if (!digits || digits > c->n)
        return;
    for (size_t i = 0; k && i < k->facts; i++) {
        const char *unit = k->fact[i].type.unit;
        char *number, *whole;
        if (!unit[0])
            continue;
        number = text_copy(c->word, digits);
        whole = text_join(number, unit, "");
        offer(c, whole);
        free(number);
        free(whole);
    }
}

static void
offer_words(struct completing *c, const char *before, size_t n)
{
    struct tiao_expectation *next;
    char *line = text_copy(before, n);
    char *text = text_join(repl_unfinished(c->r), line, "");
    /* Declarations may follow one to which nothing can be added. */
    static const char *const whole = "未编码 一.1 因 “”\n";
    if (!text[strspn(text, " \t")] &&
        tiao_expect(NULL, whole, strlen(whole), c->r->language, &next) ==
            TIAO_OK) {
        for (size_t i = 0; i < next->words; i++)
            offer(c, next->word[i]);
        tiao_expectation_free(next);
    }
    if (tiao_expect(NULL, text, strlen(text), c->r->language, &next) ==
        TIAO_OK) {
        for (size_t i = 0; i < next->words; i++)
            offer(c, next->word[i]);
        if (next->name)
            offer_names(c);
        tiao_expectation_free(next);
    }
    free(text);
    free(line);
}

/* Where the word that the N bytes at BEFORE end with begins. */
static size_t
word_start(const char *before, size_t n)
{
    static const char *const marks[] = {
        " ", "\t", "\u3000", "、", "，", "：", "（", "「", "的", "＝",
        "(", "=",  ",",      ":",  "+",  "*",  "|",  "/",  "<",  ">"};
    size_t start = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
            size_t len = strlen(marks[k]);
            if (i + len <= n && !strncmp(before + i, marks[k], len))
                start = i + len;
        }
    return start;
}

static bool
begins(const char *before, const char *word)
{
    return !strncmp(before, word, strlen(word));
}

/* What may stand where the N bytes at BEFORE end. */
static void
offer_here(struct completing *c, const char *before, size_t n)
{
    if (before[0] == '.' || begins(before, "设 ") || begins(before, "given "))
        offer_names(c);
    else
        offer_words(c, before, n);
}

void
complete(void *user, const char *before, size_t n, line_add *add, void *list)
{
    size_t start = word_start(before, n);
    struct completing c = {.r = user,
                           .word = before + start,
                           .n = n - start,
                           .add = add,
                           .list = list};
    if (before[0] == '.' && !start) {
        for (int i = 0; i < COMMAND_COUNT; i++)
            offer(&c, command_rows[i].name);
        return;
    }
    /* Nothing offered: readline completes the names of files. */
    if (begins(before, ".load ") || begins(before, ".save "))
        return;
    offer_units(&c);
    offer_here(&c, before, start);
    /* jsbt for 建设补贴, where nothing is written so. */
    c.by_sound = true;
    if (!c.some && c.n)
        offer_here(&c, before, start);
}
