/* The lock of a text: which sentence stood where, by hash. */
#include <string.h>

#include "runtime/explain.h"
#include "runtime/json_member.h"
#include "runtime/policy_text.h"
#include "runtime/report.h"

/* ---- writing ---- */

static void
lock_put(struct text *to, const void *what)
{
    const struct tiao_text *text = what;
    struct json_writer w = {.to = to, .pretty = true};
    json_object_open(&w);
    member_text(&w, "format", LOCK_FORMAT);
    member_key(&w, "sentences");
    json_object_open(&w);
    for (size_t i = 0; i < text->sentences; i++)
        member_text(&w, text->sentence[i].locator, text->sentence[i].hash);
    json_object_close(&w);
    json_object_close(&w);
    text_add_char(to, '\n');
}

enum tiao_status
tiao_lock_print(const struct tiao_text *text, tiao_write *write, void *user)
{
    return text_print(&view_object(text)->from, lock_put, text, write, user);
}

/* ---- reading ---- */

static bool
hash_right(const struct json *j)
{
    if (j->kind != JSON_STRING || j->text.len != SENTENCE_HASH)
        return false;
    for (uint32_t i = 0; i < j->text.len; i++)
        if (!strchr("0123456789abcdef", j->text.at[i]) || !j->text.at[i])
            return false;
    return true;
}

/* What of KEY is its group: the outermost part, or a section. */
static struct str
group_key(struct str key)
{
    uint32_t i = key.len > 0;
    while (i < key.len && key.at[i] != '.' &&
           (key.at[i] < 'a' || key.at[i] > 'z' || key.at[i] == 'j'))
        i++;
    return str_cut(key, 0, i);
}

static struct str
group_name(struct arena *a, struct str locator, struct str group)
{
    struct text name = {.arena = a};
    struct str part, sentence;
    locator_divide(locator, &part, &sentence);
    for (uint32_t i = 1; i <= part.len; i++) {
        name.len = 0;
        text_add(&name, str_cut(part, 0, i));
        if (str_equal(locator_key(a, text_str(&name)), group))
            return text_str(&name);
    }
    return part;
}

static bool
sentence_take(struct arena *a, struct lock *lock, const struct json *j,
              struct str *before)
{
    struct sentence s = {.locator = j->key, .key = locator_key(a, j->key)};
    struct sentences *to = &lock->sentences;
    struct str part, sentence, group = group_key(s.key);
    locator_divide(j->key, &part, &sentence);
    if (!s.key.len || !sentence.len || !hash_right(j))
        return false;
    if (!to->group.n || !str_equal(group, *before))
        vec_push(a, &to->group,
                 (struct sentence_group){.name = group_name(a, j->key, group),
                                         .first = to->list.n});
    *before = group;
    s.group = to->group.n - 1;
    s.kind = key_is_heading(s.key)       ? SENTENCE_HEADING
             : key_is_responsible(s.key) ? SENTENCE_RESPONSIBLE
                                         : SENTENCE_PLAIN;
    lock->hash[to->list.n] = j->text;
    to->group.at[s.group].n++;
    vec_push(a, &to->list, s);
    return true;
}

bool
lock_read(struct arena *a, struct diags *diags, const struct source *s,
          int number, struct json_limits limits, struct lock *lock)
{
    const struct source_file *file = &s->file.at[number];
    struct json_error error = {0};
    const struct json *j = json_read(a, file->text, limits, &error);
    const struct json *format = NULL, *list = NULL;
    struct span at = {file->base + error.at.lo, file->base + error.at.hi};
    struct str before = STR("");
    if (j && j->kind == JSON_OBJECT) {
        format = json_member(j, STR("format"));
        list = json_member(j, STR("sentences"));
    }
    bool fine = format && format->kind == JSON_STRING &&
                str_equal(format->text, STR(LOCK_FORMAT)) && list &&
                list->kind == JSON_OBJECT && list->n;
    if (fine)
        lock->hash = arena_array(a, struct str, list->n);
    for (const struct json *m = fine ? list->first : NULL; fine && m;
         m = m->next) {
        fine = sentence_take(a, lock, m, &before);
        at = (struct span){file->base + m->key_at.lo, file->base + m->at.hi};
    }
    if (!fine)
        report(diags, LOCK_WRONG, .at = at);
    lock->index =
        sentence_index(a, lock->sentences.list.at, lock->sentences.list.n);
    return fine;
}
