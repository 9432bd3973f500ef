/* Reports as SARIF 2.1.0, what services that show the findings of tools read.
 * Columns are UTF-16 code units; each code is a rule with its page. */
#include "lang/diag_print.h"
#include "lang/pages.h"
#include "runtime/json_member.h"
#include "runtime/report.h"

static void
member_number(struct json_writer *w, const char *key, uint64_t value)
{
    member_key(w, key);
    json_integer(w, (int64_t)value);
}

/* "KEY": {"text": VALUE} */
static void
member_message(struct json_writer *w, const char *key, struct str value)
{
    member_key(w, key);
    json_object_open(w);
    member_key(w, "text");
    json_string(w, value);
    json_object_close(w);
}

/* ---- rules: the codes ---- */

struct rules {
    struct text *scratch;
    VEC(const struct tiao_diagnostic *) first; /* of each code */
};

static uint32_t
rule_of(struct rules *r, const struct tiao_diagnostic *d)
{
    struct str code = str_of(d->code);
    for (uint32_t i = 0; i < r->first.n; i++)
        if (str_equal(str_of(r->first.at[i]->code), code))
            return i;
    vec_push(r->scratch->arena, &r->first, d);
    return r->first.n - 1;
}

static bool
text_take(void *user, const char *at, size_t len)
{
    text_add(user, (struct str){at, (uint32_t)len});
    return true;
}

/* S on one line: Chinese lines are joined without a blank. */
static struct str
joined(struct arena *a, struct str s, enum language l)
{
    struct text to = {.arena = a};
    for (uint32_t i = 0; i < s.len; i++)
        if (s.at[i] != '\n')
            text_add_char(&to, s.at[i]);
        else if (i + 1 < s.len && l == LANGUAGE_EN)
            text_add_char(&to, ' ');
    return text_str(&to);
}

static void
rule_add(struct json_writer *w, const struct tiao_diagnostic *d,
         struct arena *a, enum language l)
{
    struct text help = {.arena = a};
    struct page page;
    json_object_open(w);
    member_text(w, "id", d->code);
    if (page_find(str_of(d->code), &page)) {
        tiao_code_text(d->code, l == LANGUAGE_ZH ? TIAO_ZH : TIAO_EN, text_take,
                       &help);
        member_message(w, "shortDescription", page.title[l]);
        member_message(w, "fullDescription", joined(a, page.cause[l], l));
        member_message(w, "help", text_str(&help));
    }
    member_key(w, "defaultConfiguration");
    json_object_open(w);
    member_text(w, "level", severity_key(d->severity));
    json_object_close(w);
    json_object_close(w);
}

/* ---- places ---- */

/* PATH as a reference: bytes that may not stand in one are %XX. */
static void
member_uri(struct json_writer *w, const char *path, struct arena *a)
{
    struct text uri = {.arena = a};
    text_add_z(&uri, path[0] == '/' ? "file://" : "");
    for (const char *c = path; *c; c++) {
        unsigned char byte = (unsigned char)*c;
        bool letter = ((byte | 32) >= 'a' && (byte | 32) <= 'z') ||
                      (byte >= '0' && byte <= '9');
        if (letter || byte == '/' || byte == '-' || byte == '.' ||
            byte == '_' || byte == '~') {
            text_add_char(&uri, *c);
            continue;
        }
        text_add_char(&uri, '%');
        text_add_char(&uri, "0123456789ABCDEF"[byte >> 4]);
        text_add_char(&uri, "0123456789ABCDEF"[byte & 15]);
    }
    member_key(w, "artifactLocation");
    json_object_open(w);
    member_key(w, "uri");
    json_string(w, text_str(&uri));
    json_object_close(w);
}

static void
member_region(struct json_writer *w, const char *key,
              const struct tiao_place *p)
{
    member_key(w, key);
    json_object_open(w);
    member_number(w, "startLine", p->line);
    member_number(w, "startColumn", p->unit);
    member_number(w, "endLine", p->end_line);
    member_number(w, "endColumn", p->end_unit);
    member_number(w, "byteOffset", p->from);
    member_number(w, "byteLength", p->to - p->from);
    json_object_close(w);
}

/* A location; MESSAGE may be "". */
static void
location_add(struct json_writer *w, const struct tiao_place *p,
             const char *message, struct arena *a)
{
    json_object_open(w);
    member_key(w, "physicalLocation");
    json_object_open(w);
    member_uri(w, p->file, a);
    member_region(w, "region", p);
    json_object_close(w);
    if (message[0])
        member_message(w, "message", str_of(message));
    json_object_close(w);
}

/* ---- results: the messages ---- */

static void
fix_add(struct json_writer *w, const struct tiao_diagnostic *d, struct arena *a)
{
    json_object_open(w);
    if (d->help[0])
        member_message(w, "description", str_of(d->help));
    member_key(w, "artifactChanges");
    json_array_open(w);
    json_object_open(w);
    member_uri(w, d->fix.place.file, a);
    member_key(w, "replacements");
    json_array_open(w);
    json_object_open(w);
    member_region(w, "deletedRegion", &d->fix.place);
    if (d->fix.text[0])
        member_message(w, "insertedContent", str_of(d->fix.text));
    json_object_close(w);
    json_array_close(w);
    json_object_close(w);
    json_array_close(w);
    json_object_close(w);
}

static void
places_add(struct json_writer *w, const struct tiao_diagnostic *d,
           struct arena *a)
{
    member_key(w, "locations");
    json_array_open(w);
    if (d->place.file[0])
        location_add(w, &d->place, "", a);
    json_array_close(w);
    if (!d->second.file[0])
        return;
    member_key(w, "relatedLocations");
    json_array_open(w);
    location_add(w, &d->second, d->second_label, a);
    json_array_close(w);
}

static void
result_add(struct json_writer *w, const struct tiao_diagnostic *d,
           uint32_t rule, struct arena *a)
{
    struct text message = {.arena = a};
    text_add_z(&message, d->message);
    if (d->help[0]) {
        text_add_char(&message, '\n');
        text_add_z(&message, d->help);
    }
    json_object_open(w);
    member_text(w, "ruleId", d->code);
    member_number(w, "ruleIndex", rule);
    member_text(w, "level", severity_key(d->severity));
    member_message(w, "message", text_str(&message));
    places_add(w, d, a);
    if (d->fix.place.file[0]) {
        member_key(w, "fixes");
        json_array_open(w);
        fix_add(w, d, a);
        json_array_close(w);
    }
    json_object_close(w);
}

/* ---- the run ---- */

static void
tool_add(struct json_writer *w, const struct rules *rules, enum language l)
{
    member_key(w, "tool");
    json_object_open(w);
    member_key(w, "driver");
    json_object_open(w);
    member_text(w, "name", "Tiao");
    member_text(w, "version", tiao_version());
    member_key(w, "rules");
    json_array_open(w);
    for (uint32_t i = 0; i < rules->first.n; i++)
        rule_add(w, rules->first.at[i], rules->scratch->arena, l);
    json_array_close(w);
    json_object_close(w);
    json_object_close(w);
}

/* How many messages there were beyond those that are shown. */
static void
more_add(struct json_writer *w, size_t more, struct arena *a, enum language l)
{
    struct text words = {.arena = a};
    diags_more(&words, more, l);
    member_key(w, "toolExecutionNotifications");
    json_array_open(w);
    json_object_open(w);
    member_text(w, "level", "note");
    member_message(w, "message", text_str(&words));
    json_object_close(w);
    json_array_close(w);
}

static void
run_add(struct json_writer *w, const struct tiao_report *report,
        struct rules *rules, enum language l)
{
    struct arena *a = rules->scratch->arena;
    for (size_t i = 0; i < report->n; i++)
        rule_of(rules, &report->at[i]);
    json_object_open(w);
    tool_add(w, rules, l);
    member_text(w, "language", l == LANGUAGE_ZH ? "zh-CN" : "en-US");
    member_text(w, "columnKind", "utf16CodeUnits");
    member_key(w, "invocations");
    json_array_open(w);
    json_object_open(w);
    member_truth(w, "executionSuccessful", true);
    if (report->more)
        more_add(w, report->more, a, l);
    json_object_close(w);
    json_array_close(w);
    member_key(w, "results");
    json_array_open(w);
    for (size_t i = 0; i < report->n; i++)
        result_add(w, &report->at[i], rule_of(rules, &report->at[i]), a);
    json_array_close(w);
    json_object_close(w);
}

void
report_sarif(struct text *to, const struct tiao_report *report, enum language l)
{
    struct json_writer w = {.to = to, .pretty = true};
    struct rules rules = {.scratch = to};
    json_object_open(&w);
    member_text(&w, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    member_text(&w, "version", "2.1.0");
    member_key(&w, "runs");
    json_array_open(&w);
    run_add(&w, report, &rules, l);
    json_array_close(&w);
    json_object_close(&w);
    text_add_char(to, '\n');
}
