/* Rulebooks: from files or texts to a plan. */
#include "lang/compile.h"
#include "runtime/file.h"
#include "runtime/report.h"

struct load {
    struct tiao_rulebook *rulebook;
    const struct tiao_settings *settings;
    const struct tiao_file *file; /* texts */
    const char *const *path;      /* or paths */
    size_t n;
};

static struct compile_limits
compile_limits_of(const struct limits *l)
{
    return (struct compile_limits){
        .file = (uint32_t)l->at[LIMIT_FILE],
        .line = (uint32_t)l->at[LIMIT_LINE],
        .token = (uint32_t)l->at[LIMIT_TOKEN],
        .name = (uint32_t)l->at[LIMIT_NAME],
        .nesting = (uint32_t)l->at[LIMIT_NESTING],
        .digits = (uint32_t)l->at[LIMIT_DIGITS],
        .text = (uint32_t)l->at[LIMIT_TEXT],
        .rules = (uint32_t)l->at[LIMIT_RULES],
        .depth = (uint32_t)l->at[LIMIT_DEPTH],
        .readings = (uint32_t)l->at[LIMIT_READINGS],
        .plan = l->at[LIMIT_PLAN],
    };
}

/* ---- what is loaded ---- */

static struct loaded
file_copy(struct arena *a, const struct tiao_file *from)
{
    uint32_t len =
        from->len > UINT32_MAX - 1 ? UINT32_MAX - 1 : (uint32_t)from->len;
    return (struct loaded){
        .name = str_copy(a, str_of(from->name)),
        .text = str_copy(a, (struct str){from->at, len}),
    };
}

static void
files_of_texts(struct tiao_rulebook *r, const struct tiao_file *file, size_t n)
{
    struct arena *a = &r->object.arena;
    for (size_t i = 0; i < n; i++)
        vec_push(a, &r->file, file_copy(a, &file[i]));
}

static bool
files_of_paths(struct load *l)
{
    struct tiao_rulebook *r = l->rulebook;
    struct file_list list = {.object = &r->object,
                             .arena = &r->object.arena,
                             .diags = &r->diags,
                             .limits = &r->limits};
    for (size_t i = 0; i < l->n; i++)
        files_add(&list, l->path[i]);
    for (uint32_t i = 0; i < list.file.n; i++)
        vec_push(&r->object.arena, &r->file, list.file.at[i]);
    return !list.failed;
}

static void
source_of(struct tiao_rulebook *r, struct loaded file)
{
    struct text most = {.arena = &r->object.arena};
    if (source_add(&r->source, file.name, file.text) >= 0)
        return;
    text_add_unsigned(&most, UINT32_MAX);
    report(&r->diags, LIMIT_FILE, .arg = {file.name, text_str(&most)});
}

/* The expression is no file of the rulebook, but stands in its source. */
static struct compile_question
sources_add(struct tiao_rulebook *r, const struct tiao_settings *settings)
{
    struct compile_question question = {0};
    for (uint32_t i = 0; i < r->file.n; i++)
        source_of(r, r->file.at[i]);
    if (settings && settings->expression) {
        source_of(r, file_copy(&r->object.arena, settings->expression));
        question.asked = true;
        if (settings->expression_entity)
            question.entity = str_of(settings->expression_entity);
    }
    return question;
}

static enum tiao_status
load_work(void *argument)
{
    struct load *l = argument;
    struct tiao_rulebook *r = l->rulebook;
    struct compile_limits limits;
    struct compile_question question;
    source_init(&r->source, &r->object.arena);
    diags_init(&r->diags, &r->object.arena, 0);
    if (!limits_set(&r->limits, &r->diags, l->settings))
        return TIAO_BAD_QUESTION;
    r->diags.most = (uint32_t)r->limits.at[LIMIT_MESSAGES];
    if (l->file)
        files_of_texts(r, l->file, l->n);
    else if (!files_of_paths(l))
        return TIAO_IO;
    if (l->settings)
        files_of_texts(r, l->settings->extra, l->settings->extras);
    if (l->settings && l->settings->have_read)
        l->settings->have_read(l->settings->have_read_user);
    question = sources_add(r, l->settings);
    if (r->diags.errors)
        return TIAO_BAD_RULES;
    limits = compile_limits_of(&r->limits);
    limits.for_asking = l->settings && l->settings->for_asking;
    limits.drafting = l->settings && l->settings->drafting;
    limits.without_cases = l->settings && l->settings->without_cases;
    r->plan =
        compile(&r->object.arena, &r->source, &r->diags, &limits, &question);
    return r->plan && !r->diags.errors ? TIAO_OK : TIAO_BAD_RULES;
}

static enum tiao_status
settle_work(void *argument)
{
    struct load *l = argument;
    diags_settle(&l->rulebook->diags, &l->rulebook->source);
    return TIAO_OK;
}

static enum tiao_status
load(struct load *l, struct tiao_rulebook **rulebook)
{
    struct allocator from =
        allocator_of(l->settings ? &l->settings->allocator : NULL);
    enum tiao_status status;
    *rulebook = NULL;
    l->rulebook = object_new(&from, sizeof *l->rulebook);
    if (!l->rulebook)
        return TIAO_MEMORY;
    status = object_try(&l->rulebook->object, load_work, l);
    if (status != TIAO_MEMORY &&
        object_try(&l->rulebook->object, settle_work, l) != TIAO_OK)
        status = TIAO_MEMORY;
    if (status == TIAO_MEMORY)
        object_free(l->rulebook);
    else
        *rulebook = l->rulebook;
    return status;
}

enum tiao_status
tiao_load_texts(const struct tiao_file *file, size_t n,
                const struct tiao_settings *settings,
                struct tiao_rulebook **rulebook)
{
    static const struct tiao_file none = {"", "", 0};
    struct load l = {.settings = settings, .file = n ? file : &none, .n = n};
    return load(&l, rulebook);
}

enum tiao_status
tiao_load_paths(const char *const *path, size_t n,
                const struct tiao_settings *settings,
                struct tiao_rulebook **rulebook)
{
    struct load l = {.settings = settings, .path = path, .n = n};
    return load(&l, rulebook);
}

void
tiao_rulebook_free(struct tiao_rulebook *rulebook)
{
    object_free(rulebook);
}

struct tiao_size
tiao_rulebook_size(const struct tiao_rulebook *rulebook)
{
    const struct plan *plan = rulebook->plan;
    return (struct tiao_size){rulebook->file.n, plan ? plan->decisions : 0};
}

const char *
tiao_version(void)
{
    return TIAO_VERSION;
}
