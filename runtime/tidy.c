/* The public calls about the one way to write rule files. */
#include "lang/tidy.h"

#include "runtime/explain.h"
#include "runtime/object.h"
#include "runtime/report.h"

struct tidying {
    const struct tiao_rulebook *rulebook;
    struct object *object;
    enum surface surface;
    enum tiao_language language;
    struct diags diags;
    struct source source;
    struct tiao_tidied *out;
};

static enum tiao_status
tidy_work(void *argument)
{
    struct tidying *t = argument;
    struct arena *a = &t->object->arena;
    const struct tiao_rulebook *r = t->rulebook;
    struct tidy *tidy;
    struct tiao_tidied_file *file =
        arena_array(a, struct tiao_tidied_file, r->file.n + 1);
    diags_init(&t->diags, a, 0);
    source_init(&t->source, a);
    tidy = tidy_new(a, &t->source, &t->diags);
    for (uint32_t i = 0; i < r->file.n; i++) {
        const struct loaded *from = &r->file.at[i];
        struct text text = {.arena = a};
        int number = source_add(&t->source, from->name, from->text);
        bool fine = number >= 0 && tidy_file(tidy, number, t->surface, &text);
        file[i] = (struct tiao_tidied_file){
            .name = str_z(a, from->name),
            .at = fine ? text.at : NULL,
            .len = fine ? text.len : 0,
            .changed = fine && !str_equal(text_str(&text), from->text)};
    }
    *t->out = (struct tiao_tidied){.file = file, .files = r->file.n};
    if (!t->diags.errors)
        return TIAO_OK;
    diags_settle(&t->diags, &t->source);
    return TIAO_BAD_RULES;
}

enum tiao_status
tiao_tidy(const struct tiao_rulebook *rulebook, enum tiao_surface surface,
          enum tiao_language language, struct tiao_tidied **tidied,
          struct tiao_report **report)
{
    static const uint8_t surfaces[] = {
        [TIAO_SURFACE_KEEP] = SURFACE_KEEP,
        [TIAO_SURFACE_ZH] = SURFACE_ZH,
        [TIAO_SURFACE_EN] = SURFACE_EN,
    };
    struct tidying t = {.rulebook = rulebook,
                        .surface = (enum surface)surfaces[surface],
                        .language = language};
    enum tiao_status status;
    *report = NULL;
    *tidied = t.out = view_new(&rulebook->object.from, sizeof *t.out);
    if (!t.out)
        return TIAO_MEMORY;
    t.object = view_object(t.out);
    status = object_try(t.object, tidy_work, &t);
    if (status == TIAO_BAD_RULES &&
        report_of(&rulebook->object.from, &t.diags, &t.source, language,
                  report) != TIAO_OK)
        status = TIAO_MEMORY;
    if (status == TIAO_MEMORY) {
        view_free(t.out);
        *tidied = NULL;
    }
    return status;
}

void
tiao_tidied_free(struct tiao_tidied *tidied)
{
    view_free(tidied);
}
