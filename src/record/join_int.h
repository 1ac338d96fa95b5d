/* join_int.h - what the files of joining share (join.c, join_fact.c). */
#ifndef PARLEY_JOIN_INT_H
#define PARLEY_JOIN_INT_H

#include "across/across.h"
#include "record/record_int.h"

/* Numbers that a query gives. */
parley_status join_ids(parley_record *r, sqlite3_stmt *s, int64_t **ids, uint32_t *n, parley_arena *a, parley_error *err);

/* Bring the facts of a page up to date where they are filed. Only keys of facts that are not as they were filed are looked at
 * again. */
parley_status join_file_facts(parley_record *r, int64_t document_id, bool quiet, parley_arena *a, parley_error *err);

/* The sides that a page's talks are between (talks.c), brought up to date. */
parley_status talks_of_page(parley_record *r, int64_t id, parley_arena *a, parley_error *err);
/* Which pairs of sides are one negotiation, if pages came or went; pages whose negotiation is another now are noted. */
parley_status talks_tell_apart(parley_record *r, parley_arena *a, parley_error *err);
/* Let the names of a page's proposals and issues that mean something inside its negotiation only be that one's own. */
parley_status talks_names_of_page(parley_record *r, int64_t id, bool quiet, parley_arena *a, parley_error *err);

/* Facts read already in this step: most stand under several keys. Names do not change here; what another program commits empties
 * it (data_version). */
typedef struct join_memo {
    parley_arena arena;
    parley_map at; /* fact -> index + 1 */
    across_fact **facts;
    uint32_t n, cap;
    int64_t version;
} join_memo;
enum { JOIN_MEMO = 30000 }; /* facts, about 700 bytes each */
void join_memo_empty(join_memo *m);

/* Conflicts and changes under one key. rank: the highest of what came or went. */
parley_status join_key(parley_record *r, int64_t key, int64_t rank, join_memo *memo, parley_arena *a, parley_error *err);

#endif
