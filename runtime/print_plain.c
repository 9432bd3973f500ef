#include "runtime/print.h"

/* One line an answer: 甲园 建设补贴：5万元（措施一 第1句）; steps below it,
 * two blanks for each level. */
static void
answer_line(const struct printing *p, const struct tiao_answer *a)
{
    if (a->id[0]) {
        print_safe(p->to, a->id);
        text_add_char(p->to, ' ');
    }
    text_add_z(p->to, a->decision);
    if (a->period[0]) {
        text_add_char(p->to, ' ');
        text_add_z(p->to, a->period);
    }
    phrase_add(p->to, PHRASE_COLON, p->language);
    print_outcome(p->to, p->language, a);
    text_add_char(p->to, '\n');
}

void
print_projection(const struct printing *p)
{
    if (!p->status.len)
        return;
    phrase_with(p->to, PHRASE_PROJECTION, p->language, p->status);
    text_add_char(p->to, '\n');
}

void
print_plain(const struct printing *p)
{
    print_projection(p);
    for (size_t i = 0; i < p->answers; i++) {
        const struct tiao_answer *a = &p->answer[i];
        answer_line(p, a);
        print_used(p->to, p->language, a, "  ");
        if (p->why && p->why[i])
            print_why(p, i, "  ", "");
        if (p->why_not && p->why_not[i])
            print_why_not(p->to, p->language, a, p->why_not[i], "  ", "");
    }
}
