/* The public calls about fixes that are certain: they are applied pass by
 * pass, since one may bring the next to light. */
#include <stdlib.h>

#include "lang/base/utf8.h"
#include "runtime/diff.h"
#include "runtime/explain.h"
#include "runtime/object.h"
#include "runtime/report.h"

/* A name that is wrong in many places is mended one place a pass. */
enum { PASSES_MOST = 1000, SHOWN_MOST = 40 };

/* What is printed besides what is shown. */
struct mended_view {
    struct tiao_mended mended;
    struct loaded *was; /* as the rulebook has them */
};

struct mending {
    struct object *object;
    struct mended_view *view;
    enum language language;
    const struct tiao_rulebook *rulebook;
    struct tiao_settings settings;
    struct tiao_rulebook *now; /* as mended so far; null: RULEBOOK */
    const struct diag **fix;   /* of this pass, by place */
    uint32_t fixes;
    struct tiao_file *file; /* the texts as mended so far */
    VEC(struct tiao_fixed) fixed;
};

/* ---- one pass ---- */

static int
fix_compare(const void *a, const void *b)
{
    const struct diag *x = *(const struct diag *const *)a;
    const struct diag *y = *(const struct diag *const *)b;
    if (x->fix.at.lo != y->fix.at.lo)
        return x->fix.at.lo < y->fix.at.lo ? -1 : 1;
    return (x > y) - (x < y);
}

/* Those that are certain, without one that touches the one before it. */
static void
fixes_find(struct mending *m, const struct diags *diags)
{
    uint32_t n = 0, kept = 0;
    m->fix =
        arena_array(&m->object->arena, const struct diag *, diags->list.n + 1);
    for (uint32_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].fix.at.lo && !diags->list.at[i].fix.guess)
            m->fix[n++] = &diags->list.at[i];
    qsort(m->fix, n, sizeof *m->fix, fix_compare);
    for (uint32_t i = 0; i < n; i++)
        if (!kept || m->fix[i]->fix.at.lo > m->fix[kept - 1]->fix.at.hi)
            m->fix[kept++] = m->fix[i];
    m->fixes = kept;
}

/* S with what nobody sees, and marks on letters, spelt out; the beginning of
 * what is long. */
static const char *
shown_z(struct arena *a, struct str s)
{
    struct text to = {.arena = a};
    uint32_t len;
    for (uint32_t i = 0, n = 0; i < s.len; i += len) {
        if (n++ == SHOWN_MOST) {
            text_add_z(&to, " …");
            break;
        }
        uint32_t code = utf8_next(str_from(s, i), &len);
        bool seen = code >= 0x20 && code != 0x7F && code != UINT32_MAX &&
                    (code < 0x300 || code > 0x36F) && !utf8_is_invisible(code);
        if (seen) {
            text_add(&to, str_cut(s, i, len));
            continue;
        }
        text_add_char(&to, '<');
        text_add_code(&to, code);
        text_add_char(&to, '>');
    }
    return text_z(&to);
}

static void
fixed_note(struct mending *m, const struct tiao_rulebook *r,
           const struct diag *d)
{
    struct arena *a = &m->object->arena;
    struct text message = {.arena = a};
    diag_sentence(&message, d, m->language);
    vec_push(a, &m->fixed,
             (struct tiao_fixed){
                 .code = diag_row(d->id)->code,
                 .message = text_z(&message),
                 .place = place_public(a, &r->source, d->at),
                 .was = shown_z(a, source_text(&r->source, d->fix.at)),
                 .is = shown_z(a, d->fix.text)});
}

/* FROM with its fixes, which begin at *NEXT. */
static struct str
file_mend(struct mending *m, const struct tiao_rulebook *r,
          const struct source_file *from, uint32_t *next)
{
    struct text to = {.arena = &m->object->arena};
    uint32_t done = 0, end = from->base + from->text.len;
    for (; *next < m->fixes && m->fix[*next]->fix.at.lo <= end; ++*next) {
        const struct fix *fix = &m->fix[*next]->fix;
        uint32_t lo = fix->at.lo - from->base, hi = fix->at.hi - from->base;
        text_add(&to, str_cut(from->text, done, lo - done));
        text_add(&to, fix->text);
        done = hi;
        fixed_note(m, r, m->fix[*next]);
    }
    text_add(&to, str_from(from->text, done));
    return text_str(&to);
}

static enum tiao_status
pass_work(void *argument)
{
    struct mending *m = argument;
    const struct tiao_rulebook *r = m->now ? m->now : m->rulebook;
    uint32_t next = 0;
    fixes_find(m, &r->diags);
    for (uint32_t i = 0; i < m->rulebook->file.n && m->fixes; i++) {
        const struct source_file *from = &r->source.file.at[i];
        uint32_t before = next;
        struct str text = file_mend(m, r, from, &next);
        if (next > before) {
            m->file[i].at = text.at;
            m->file[i].len = text.len;
        }
    }
    return TIAO_OK;
}

/* ---- all passes ---- */

static enum tiao_status
begin_work(void *argument)
{
    struct mending *m = argument;
    const struct tiao_rulebook *r = m->rulebook;
    struct arena *a = &m->object->arena;
    m->file = arena_array(a, struct tiao_file, r->file.n + 1);
    m->view->was = arena_array(a, struct loaded, r->file.n + 1);
    for (uint32_t i = 0; i < r->file.n; i++) {
        struct str text = str_copy(a, r->file.at[i].text);
        m->file[i] =
            (struct tiao_file){str_z(a, r->file.at[i].name), text.at, text.len};
        m->view->was[i] = (struct loaded){str_of(m->file[i].name), text};
    }
    return TIAO_OK;
}

static enum tiao_status
end_work(void *argument)
{
    struct mending *m = argument;
    uint32_t n = m->rulebook->file.n;
    struct tiao_tidied_file *file =
        arena_array(&m->object->arena, struct tiao_tidied_file, n + 1);
    for (uint32_t i = 0; i < n; i++)
        file[i] = (struct tiao_tidied_file){
            .name = m->file[i].name,
            .at = m->file[i].at,
            .len = m->file[i].len,
            .changed = m->file[i].at != m->view->was[i].text.at,
        };
    m->view->mended = (struct tiao_mended){
        .file = file, .files = n, .fixed = m->fixed.at, .fixeds = m->fixed.n};
    return TIAO_OK;
}

static enum tiao_status
mend_all(struct mending *m)
{
    enum tiao_status status = object_try(m->object, begin_work, m);
    for (int pass = 0; status == TIAO_OK && pass < PASSES_MOST; pass++) {
        status = object_try(m->object, pass_work, m);
        tiao_rulebook_free(m->now);
        m->now = NULL;
        if (status != TIAO_OK || !m->fixes)
            break;
        status = tiao_load_texts(m->file, m->rulebook->file.n, &m->settings,
                                 &m->now);
        if (status == TIAO_BAD_RULES)
            status = TIAO_OK;
    }
    tiao_rulebook_free(m->now);
    return status == TIAO_OK ? object_try(m->object, end_work, m) : status;
}

enum tiao_status
tiao_mend(const struct tiao_rulebook *rulebook,
          const struct tiao_settings *settings, enum tiao_language language,
          struct tiao_mended **mended)
{
    struct mended_view *view = view_new(&rulebook->object.from, sizeof *view);
    struct mending m = {
        .rulebook = rulebook, .view = view, .language = language_of(language)};
    enum tiao_status status;
    *mended = NULL;
    if (!view)
        return TIAO_MEMORY;
    m.object = view_object(view);
    if (settings)
        m.settings = *settings;
    m.settings.have_read = NULL; /* it was called when the files were */
    m.settings.for_asking = true;
    status = mend_all(&m);
    if (status == TIAO_OK)
        *mended = &view->mended;
    else
        view_free(view);
    return status;
}

void
tiao_mended_free(struct tiao_mended *mended)
{
    view_free(mended);
}

/* ---- printing ---- */

static void
print_work(struct text *to, const void *what)
{
    const struct mended_view *view = what;
    for (size_t i = 0; i < view->mended.files; i++) {
        const struct tiao_tidied_file *f = &view->mended.file[i];
        if (f->changed)
            diff_add(to, view->was[i].name, view->was[i].text,
                     (struct str){f->at, (uint32_t)f->len});
    }
}

enum tiao_status
tiao_mended_print(const struct tiao_mended *mended, tiao_write *write,
                  void *user)
{
    return text_print(&view_object(mended)->from, print_work, mended, write,
                      user);
}
