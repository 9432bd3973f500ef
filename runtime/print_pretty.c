#include <stdlib.h>
#include <string.h>

#include "lang/base/utf8.h"
#include "lang/base/vec.h"
#include "runtime/print.h"

/* Answers by subject: where each stands among its kind. */
struct place_of {
    const struct tiao_answer *answer;
    size_t index;    /* in the order asked for */
    uint32_t entity; /* in the order in which they first come */
};

static uint32_t
entity_number(struct arena *a, const char *name, const char ***names,
              uint32_t *n)
{
    for (uint32_t i = 0; i < *n; i++)
        if (!strcmp((*names)[i], name))
            return i;
    *names =
        arena_grow(a, *names, *n * sizeof **names, (*n + 1) * sizeof **names);
    (*names)[*n] = name;
    return (*n)++;
}

static int
place_order(const void *left, const void *right)
{
    const struct place_of *l = left, *r = right;
    if (l->entity != r->entity)
        return l->entity < r->entity ? -1 : 1;
    if (l->answer->row != r->answer->row)
        return l->answer->row < r->answer->row ? -1 : 1;
    return l->index < r->index ? -1 : l->index > r->index;
}

static struct place_of *
places_sorted(const struct printing *p)
{
    struct arena *a = p->to->arena;
    struct place_of *place = arena_array(a, struct place_of, p->answers + 1);
    const char **names = NULL;
    uint32_t n = 0;
    for (size_t i = 0; i < p->answers; i++)
        place[i] = (struct place_of){
            &p->answer[i],
            i,
            entity_number(a, p->answer[i].entity, &names, &n),
        };
    qsort(place, p->answers, sizeof *place, place_order);
    return place;
}

static bool
same_subject(const struct place_of *a, const struct place_of *b)
{
    return a->entity == b->entity && a->answer->row == b->answer->row;
}

/* ---- colour ---- */

static const char *
state_colour(enum tiao_state state)
{
    switch (state) {
    case TIAO_VALUE:
        return "32";
    case TIAO_NONE:
        return "33";
    case TIAO_FAULT:
        return "31";
    case TIAO_UNKNOWN:
        return "36";
    }
    return "0";
}

/* ---- one subject ---- */

static struct str
answer_name(const struct printing *p, const struct tiao_answer *a)
{
    struct text name = {.arena = p->to->arena};
    text_add_z(&name, a->decision);
    if (a->period[0]) {
        text_add_char(&name, ' ');
        text_add_z(&name, a->period);
    }
    return text_str(&name);
}

static void
subject_line(const struct printing *p, const struct tiao_answer *a)
{
    if (!a->entity[0])
        return;
    print_colour(p->to, p->colour, "1");
    text_add_z(p->to, a->entity);
    text_add_char(p->to, ' ');
    print_safe(p->to, a->id);
    print_colour(p->to, p->colour, "0");
    text_add_char(p->to, '\n');
}

static void
answer_lines(const struct printing *p, const struct place_of *place,
             uint32_t width)
{
    const struct tiao_answer *a = place->answer;
    struct str name = answer_name(p, a);
    text_add_z(p->to, "  ");
    text_add(p->to, name);
    for (uint32_t w = utf8_width(name, 1); w < width + 2; w++)
        text_add_char(p->to, ' ');
    print_colour(p->to, p->colour, state_colour(a->state));
    print_outcome(p->to, p->language, a);
    print_colour(p->to, p->colour, "0");
    text_add_char(p->to, '\n');
    print_used(p->to, p->language, a, "    ");
    if (p->why && p->why[place->index])
        print_why(p, place->index, "    ", "← ");
    if (p->why_not && p->why_not[place->index])
        print_why_not(p->to, p->language, a, p->why_not[place->index], "    ",
                      "→ ");
}

void
print_pretty(const struct printing *p)
{
    struct place_of *place = places_sorted(p);
    print_projection(p);
    for (size_t i = 0, end; i < p->answers; i = end) {
        uint32_t width = 0;
        for (end = i; end < p->answers && same_subject(&place[i], &place[end]);
             end++) {
            uint32_t w = utf8_width(answer_name(p, place[end].answer), 1);
            width = w > width ? w : width;
        }
        if (i)
            text_add_char(p->to, '\n');
        subject_line(p, place[i].answer);
        for (size_t k = i; k < end; k++)
            answer_lines(p, &place[k], width);
    }
}
