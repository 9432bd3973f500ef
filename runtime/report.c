#include "runtime/report.h"

#include <string.h>

#include "lang/base/utf8.h"
#include "lang/diag_print.h"
#include "runtime/explain.h"
#include "runtime/json_member.h"

/* What a view of a report keeps besides what it shows. */
struct report_view {
    struct tiao_report report;
    struct str pretty; /* coloured */
    enum language language;
};

struct reporting {
    struct report_view *view;
    struct arena *arena;
    const struct diags *diags;
    const struct source *source;
};

void
diags_settle(struct diags *diags, struct source *s)
{
    diags_sort(diags);
    for (uint32_t i = 0; i < s->file.n; i++)
        source_place(s, s->file.at[i].base);
}

/* ---- texts ---- */

struct text_printing {
    text_adds *work;
    const void *what;
    struct text text;
};

static enum tiao_status
print_text_work(void *argument)
{
    struct text_printing *p = argument;
    p->work(&p->text, p->what);
    return TIAO_OK;
}

enum tiao_status
text_print(const struct allocator *from, text_adds *work, const void *what,
           tiao_write *write, void *user)
{
    struct text_printing p = {.work = work, .what = what};
    struct object *o = object_new(from, sizeof *o);
    enum tiao_status status;
    if (!o)
        return TIAO_MEMORY;
    p.text.arena = &o->arena;
    status = object_try(o, print_text_work, &p);
    if (status == TIAO_OK && p.text.len && !write(user, p.text.at, p.text.len))
        status = TIAO_IO;
    object_free(o);
    return status;
}

/* ---- making ---- */

/* The column of OFFSET within FILE in UTF-16 code units; a byte that is no
 * character is one. */
static uint32_t
unit_of(const struct source_file *file, uint32_t line, uint32_t offset)
{
    uint32_t from = file->line[line - 1], unit = 1, len;
    struct str before = str_cut(file->text, from, offset - from);
    if (!from && str_starts(before, STR("\xEF\xBB\xBF")))
        before = str_from(before, 3);
    while (before.len) {
        uint32_t code = utf8_next(before, &len);
        unit += code > 0xFFFF && code <= 0x10FFFF ? 2 : 1;
        before = str_from(before, len);
    }
    return unit;
}

struct tiao_place
place_public(struct arena *a, const struct source *s, struct span at)
{
    struct place place = source_place(s, at.lo);
    struct place end = source_place(s, at.hi);
    const struct source_file *f = place.file;
    if (!f)
        return (struct tiao_place){.file = ""};
    return (struct tiao_place){
        .file = str_z(a, f->name),
        .line = place.line,
        .column = place.column,
        .from = at.lo - f->base,
        .to = at.hi - f->base,
        .unit = unit_of(f, place.line, at.lo - f->base),
        .end_line = end.line,
        .end_unit = unit_of(f, end.line, at.hi - f->base),
    };
}

static enum tiao_severity
severity_of(enum severity severity)
{
    switch (severity) {
    case SEVERITY_ERROR:
        return TIAO_ERROR;
    case SEVERITY_WARNING:
        return TIAO_WARNING;
    case SEVERITY_NOTE:
        return TIAO_NOTE;
    }
    return TIAO_NOTE;
}

static struct tiao_diagnostic
diagnostic_of(const struct reporting *r, const struct diag *d)
{
    const struct diag_row *row = diag_row(d->id);
    enum language l = r->view->language;
    struct text message = {.arena = r->arena}, help = message;
    struct tiao_diagnostic out = {
        .code = row->code,
        .severity = severity_of(row->severity),
        .fix = {place_public(r->arena, r->source, d->fix.at),
                str_z(r->arena, d->fix.text), !d->fix.guess},
        .place = place_public(r->arena, r->source, d->at),
        .second = {.file = ""},
        .second_label = "",
    };
    diag_sentence(&message, d, l);
    diag_help(&help, d, l);
    out.message = text_z(&message);
    out.help = text_z(&help);
    if (d->second.label != LABEL_NONE) {
        out.second = place_public(r->arena, r->source, d->second.at);
        out.second_label =
            str_z(r->arena, str_of(diag_label_text(d->second.label, l)));
    }
    return out;
}

static enum tiao_status
report_work(void *argument)
{
    struct reporting *r = argument;
    struct text pretty = {.arena = r->arena};
    struct diags diags = *r->diags;
    uint32_t n = diags.list.n < diags.most ? diags.list.n : diags.most;
    struct tiao_diagnostic *at =
        arena_array(r->arena, struct tiao_diagnostic, n);
    struct diag_style style = {
        .language = r->view->language, .ambiguous = 1, .color = true};
    for (uint32_t i = 0; i < n; i++)
        at[i] = diagnostic_of(r, &diags.list.at[i]);
    diags_print(&pretty, &diags, r->source, &style);
    r->view->pretty = text_str(&pretty);
    r->view->report = (struct tiao_report){
        .at = at,
        .n = n,
        .errors = diags.errors,
        .warnings = diags.warnings,
        .more = diags.list.n - n + diags.dropped,
    };
    return TIAO_OK;
}

enum tiao_status
report_of(const struct allocator *from, const struct diags *diags,
          const struct source *s, enum tiao_language language,
          struct tiao_report **report)
{
    struct report_view *view = view_new(from, sizeof *view);
    struct reporting r = {.view = view, .diags = diags, .source = s};
    enum tiao_status status;
    *report = NULL;
    if (!view)
        return TIAO_MEMORY;
    view->language = language_of(language);
    r.arena = &view_object(view)->arena;
    status = object_try(view_object(view), report_work, &r);
    if (status == TIAO_OK)
        *report = &view->report;
    else
        view_free(view);
    return status;
}

enum tiao_status
tiao_rulebook_report(const struct tiao_rulebook *rulebook,
                     enum tiao_language language, struct tiao_report **report)
{
    return report_of(&rulebook->object.from, &rulebook->diags,
                     &rulebook->source, language, report);
}

void
tiao_report_free(struct tiao_report *report)
{
    view_free(report);
}

/* ---- printing ---- */

const char *
severity_key(enum tiao_severity severity)
{
    switch (severity) {
    case TIAO_NOTE:
        return "note";
    case TIAO_WARNING:
        return "warning";
    case TIAO_ERROR:
        return "error";
    }
    return "";
}

/* S without what colours it: ESC [ … m. */
static void
text_add_uncoloured(struct text *to, struct str s)
{
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.at[i] != '\033') {
            text_add_char(to, s.at[i]);
            continue;
        }
        while (i < s.len && s.at[i] != 'm')
            i++;
    }
}

static void
plain_add(struct text *to, const struct tiao_diagnostic *d)
{
    if (d->place.file[0]) {
        text_add_z(to, d->place.file);
        text_add_char(to, ':');
        text_add_unsigned(to, d->place.line);
        text_add_char(to, ':');
        text_add_unsigned(to, d->place.column);
        text_add_z(to, ": ");
    }
    text_add_z(to, d->code);
    text_add_char(to, ' ');
    text_add_z(to, d->message);
    text_add_char(to, '\n');
}

static void
json_place(struct json_writer *w, const char *key, const struct tiao_place *p)
{
    member_key(w, key);
    json_object_open(w);
    member_text(w, "file", p->file);
    member_key(w, "line");
    json_integer(w, p->line);
    member_key(w, "column");
    json_integer(w, p->column);
    member_key(w, "from");
    json_integer(w, p->from);
    member_key(w, "to");
    json_integer(w, p->to);
    json_object_close(w);
}

static void
json_fix(struct json_writer *w, const struct tiao_fix *fix)
{
    member_key(w, "fix");
    json_object_open(w);
    member_text(w, "text", fix->text);
    member_truth(w, "certain", fix->certain);
    json_place(w, "place", &fix->place);
    json_object_close(w);
}

static void
json_diagnostic(struct json_writer *w, const struct tiao_diagnostic *d)
{
    json_object_open(w);
    member_text(w, "code", d->code);
    member_text(w, "severity", severity_key(d->severity));
    member_text(w, "message", d->message);
    member_some(w, "help", d->help);
    if (d->place.file[0])
        json_place(w, "place", &d->place);
    if (d->second.file[0]) {
        member_text(w, "second_label", d->second_label);
        json_place(w, "second", &d->second);
    }
    if (d->fix.place.file[0])
        json_fix(w, &d->fix);
    json_object_close(w);
}

static void
json_report(struct text *to, const struct tiao_report *report)
{
    struct json_writer w = {.to = to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", "tiao-report/1");
    member_key(&w, "errors");
    json_integer(&w, (int64_t)report->errors);
    member_key(&w, "warnings");
    json_integer(&w, (int64_t)report->warnings);
    member_key(&w, "messages");
    json_array_open(&w);
    for (size_t i = 0; i < report->n; i++)
        json_diagnostic(&w, &report->at[i]);
    json_array_close(&w);
    json_object_close(&w);
    text_add_char(to, '\n');
}

struct report_printing {
    const struct report_view *view;
    enum tiao_report_format format;
    bool colour;
};

static void
print_work(struct text *to, const void *what)
{
    const struct report_printing *p = what;
    const struct tiao_report *report = &p->view->report;
    switch (p->format) {
    case TIAO_REPORT_PRETTY:
        if (p->colour)
            text_add(to, p->view->pretty);
        else
            text_add_uncoloured(to, p->view->pretty);
        break;
    case TIAO_REPORT_PLAIN:
        for (size_t i = 0; i < report->n; i++)
            plain_add(to, &report->at[i]);
        break;
    case TIAO_REPORT_JSON:
        json_report(to, report);
        break;
    case TIAO_REPORT_SARIF:
        report_sarif(to, report, p->view->language);
        break;
    case TIAO_REPORT_GITHUB:
        report_github(to, report, p->view->language);
        break;
    }
}

enum tiao_status
tiao_report_print(const struct tiao_report *report,
                  enum tiao_report_format format, bool colour,
                  tiao_write *write, void *user)
{
    const struct report_view *view = (const struct report_view *)report;
    struct report_printing p = {view, format, colour};
    return text_print(&view_object(view)->from, print_work, &p, write, user);
}
