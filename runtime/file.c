#include "runtime/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static struct str
reason_arg(struct arena *a, int error)
{
    struct text text = {.arena = a};
    if (error == ENOENT || error == ENOTDIR)
        diag_word_add(&text, WORD_NO_FILE);
    else if (error == EACCES || error == EPERM)
        diag_word_add(&text, WORD_NO_ACCESS);
    else if (error == EBADF)
        diag_word_add(&text, WORD_CLOSED);
    else if (error == ELOOP)
        diag_word_add(&text, WORD_LINK_CIRCLE);
    else
        text_add_z(&text, strerror(error));
    return text_str(&text);
}

static bool
say_open(struct arena *a, struct diags *diags, const char *path, int error)
{
    if (error == EISDIR)
        report(diags, FILE_FOLDER, .arg = {str_of(path)});
    else
        report(diags, FILE_OPEN, .arg = {str_of(path), reason_arg(a, error)});
    return false;
}

/* All that FD gives, up to MOST + 1 bytes; an errno, or 0. */
static int
bytes_read(struct arena *a, int fd, uint64_t most, struct str *text)
{
    size_t room = 65536, n = 0;
    char *at = arena_take(a, room);
    for (;;) {
        ssize_t got;
        if (n + 1 >= room) {
            at = arena_grow(a, at, room, room * 2);
            room *= 2;
        }
        got = read(fd, at + n, room - n - 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        if (!got || n > most)
            break;
        n += (size_t)got;
    }
    if (n > most)
        n = (size_t)most + 1;
    at[n] = '\0';
    *text = (struct str){at, (uint32_t)n};
    return 0;
}

bool
file_read_from(struct object *o, struct diags *diags, const char *path, int fd,
               uint64_t most, struct str *text)
{
    struct arena *a = &o->arena;
    struct stat st;
    int error;
    if (most > UINT32_MAX - 1)
        most = UINT32_MAX - 1;
    o->open.file = fd == STDIN_FILENO ? 0 : fd + 1;
    error = fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) ? EISDIR : 0;
    if (!error)
        error = bytes_read(a, fd, most, text);
    object_close(o);
    if (error == EISDIR)
        return say_open(a, diags, path, EISDIR);
    if (error)
        report(diags, FILE_READ, .arg = {str_of(path), reason_arg(a, error)});
    return !error;
}

bool
file_read(struct object *o, struct diags *diags, const char *path,
          uint64_t most, struct str *text)
{
    int fd =
        strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
    if (fd < 0)
        return say_open(&o->arena, diags, path, errno);
    return file_read_from(o, diags, path, fd, most, text);
}

/* ---- folders ---- */

/* False when the file was seen before under any name. */
static bool
file_first(struct file_list *l, const struct stat *st)
{
    struct file_key key = {(uint64_t)st->st_dev, (uint64_t)st->st_ino};
    for (uint32_t i = 0; i < l->seen.n; i++)
        if (l->seen.at[i].device == key.device &&
            l->seen.at[i].number == key.number)
            return false;
    vec_push(l->arena, &l->seen, key);
    return true;
}

static void
file_add(struct file_list *l, const char *path)
{
    struct loaded file = {.name = str_copy(l->arena, str_of(path))};
    struct text most = {.arena = l->arena};
    if (l->file.n >= l->limits->at[LIMIT_FILES]) {
        text_add_unsigned(&most, l->limits->at[LIMIT_FILES]);
        report(l->diags, LIMIT_FILES, .arg = {text_str(&most)});
    } else if (file_read(l->object, l->diags, path, l->limits->at[LIMIT_FILE],
                         &file.text)) {
        vec_push(l->arena, &l->file, file);
    } else {
        l->failed = true;
    }
}

static int
name_order(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

struct names {
    VEC(const char *) list;
};

/* The names in an open folder, hidden ones left out, in byte order. */
static void
names_read(struct arena *a, DIR *dir, struct names *names)
{
    for (struct dirent *e; (e = readdir(dir));) {
        struct str name = str_of(e->d_name);
        char *copy;
        if (name.at[0] == '.')
            continue;
        copy = arena_take(a, (size_t)name.len + 1);
        memcpy(copy, name.at, (size_t)name.len + 1);
        vec_push(a, &names->list, copy);
    }
    if (names->list.n)
        qsort(names->list.at, names->list.n, sizeof *names->list.at,
              name_order);
}

static bool
is_rule_file(const char *name)
{
    size_t n = strlen(name);
    return n > 5 && !strcmp(name + n - 5, ".tiao");
}

static int
name_order_any_case(const void *left, const void *right)
{
    int order =
        strcasecmp(*(const char *const *)left, *(const char *const *)right);
    return order ? order : name_order(left, right);
}

/* Names that some systems take for one: where the rulebook is copied there,
 * one file overwrites the other. */
static void
names_compare(struct file_list *l, const struct names *names)
{
    uint32_t n = names->list.n;
    const char **name = arena_array(l->arena, const char *, n ? n : 1);
    for (uint32_t i = 0; i < n; i++)
        name[i] = names->list.at[i];
    qsort(name, n, sizeof *name, name_order_any_case);
    for (uint32_t i = 1; i < n; i++)
        if (is_rule_file(name[i]) && !strcasecmp(name[i], name[i - 1]))
            report(l->diags, FILE_CASE,
                   .arg = {str_of(name[i - 1]), str_of(name[i])});
}

/* Does PATH, a link, stay within the folder that was named? */
static bool
stays_within(const struct file_list *l, const char *path)
{
    char to[PATH_MAX];
    return realpath(path, to) && !strncmp(to, l->root, l->root_len) &&
           (to[l->root_len] == '/' || !to[l->root_len]);
}

static void folder_add(struct file_list *l, const char *path, unsigned depth);

static void
entry_add(struct file_list *l, const char *path, const char *name,
          unsigned depth)
{
    struct stat st;
    if (lstat(path, &st))
        return;
    if (S_ISLNK(st.st_mode)) {
        if (!stays_within(l, path)) {
            report(l->diags, FILE_OUTSIDE, .arg = {str_of(path)});
            return;
        }
        if (stat(path, &st))
            return;
    }
    if (S_ISDIR(st.st_mode) && file_first(l, &st))
        folder_add(l, path, depth + 1);
    else if (!S_ISDIR(st.st_mode) && is_rule_file(name)) {
        l->found = true;
        if (file_first(l, &st))
            file_add(l, path);
    }
}

static char *
path_join(struct arena *a, const char *folder, const char *name)
{
    struct text text = {.arena = a};
    text_add_z(&text, folder);
    if (text.len && text.at[text.len - 1] != '/')
        text_add_char(&text, '/');
    text_add_z(&text, name);
    text_add_char(&text, '\0');
    return text.at;
}

static void
folder_add(struct file_list *l, const char *path, unsigned depth)
{
    struct names names = {0};
    struct text most = {.arena = l->arena};
    DIR *dir;
    if (depth > l->limits->at[LIMIT_FOLDERS]) {
        text_add_unsigned(&most, l->limits->at[LIMIT_FOLDERS]);
        report(l->diags, LIMIT_FOLDERS, .arg = {str_of(path), text_str(&most)});
        return;
    }
    dir = opendir(path);
    if (!dir) {
        say_open(l->arena, l->diags, path, errno);
        l->failed = true;
        return;
    }
    l->object->open.folder = dir;
    names_read(l->arena, dir, &names);
    object_close(l->object);
    names_compare(l, &names);
    for (uint32_t i = 0; i < names.list.n; i++)
        entry_add(l, path_join(l->arena, path, names.list.at[i]),
                  names.list.at[i], depth);
}

static bool
root_set(struct file_list *l, const char *path)
{
    char root[PATH_MAX];
    size_t n;
    char *copy;
    if (!realpath(path, root))
        return false;
    n = strlen(root);
    if (n == 1)
        n = 0; /* the root of all folders ends in its slash */
    copy = arena_take(l->arena, n + 1);
    memcpy(copy, root, n);
    copy[n] = '\0';
    l->root = copy;
    l->root_len = n;
    return true;
}

void
files_add(struct file_list *l, const char *path)
{
    struct stat st;
    uint32_t errors = l->diags->errors;
    if (!strcmp(path, "-")) {
        file_add(l, path);
        return;
    }
    if (stat(path, &st)) {
        say_open(l->arena, l->diags, path, errno);
        l->failed = true;
        return;
    }
    if (!S_ISDIR(st.st_mode)) {
        if (file_first(l, &st))
            file_add(l, path);
        return;
    }
    if (!file_first(l, &st) || !root_set(l, path))
        return;
    l->found = false;
    folder_add(l, path, 1);
    if (!l->found && l->diags->errors == errors) {
        report(l->diags, FOLDER_EMPTY, .arg = {str_of(path)});
        l->failed = true;
    }
}
