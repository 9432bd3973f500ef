/* What every public object is made on: its memory, and the way out when the
 * host has no more of it. */
#ifndef TIAO_RUNTIME_OBJECT_H
#define TIAO_RUNTIME_OBJECT_H

#include <dirent.h>

#include "lang/diag.h"
#include "runtime/limit.h"
#include "runtime/tiao.h"

struct object {
    struct allocator from;
    struct arena arena;
    size_t size; /* of the whole object */
    /* Open while it is read; closed when memory is refused meanwhile. */
    struct {
        int file; /* the descriptor + 1; 0: none */
        DIR *folder;
    } open;
};

/* An object of SIZE zeroed bytes that begins with a struct object; null when
 * the allocator refuses. */
void *object_new(const struct allocator *from, size_t size);
void object_free(void *object);
/* Closes what is open. */
void object_close(struct object *o);
struct allocator allocator_of(const struct tiao_allocator *a);

/* What is done in one public call. */
typedef enum tiao_status object_work(void *argument);

/* WORK(ARGUMENT), or TIAO_MEMORY when memory is refused on the way. May be
 * nested; each has its own way out. */
enum tiao_status
object_try(struct object *o, object_work *work, void *argument);

/* A view of SIZE bytes with an arena of its own behind it. VIEW_FREE takes
 * what view_new gave. */
void *view_new(const struct allocator *from, size_t size);
void view_free(void *view);
struct object *view_object(const void *view);

/* One file of a rulebook. */
struct loaded {
    struct str name, text;
};

struct tiao_rulebook {
    struct object object;
    struct source source;
    struct diags diags;
    struct limits limits;
    VEC(struct loaded) file;
    const struct plan *plan; /* null when there are errors */
};

#endif
