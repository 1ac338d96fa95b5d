/* talks.c - which negotiation each page is about, and whose a name is that means something inside one negotiation only.
 *
 * Joining goes through three steps between the names of actors and those of proposals and issues: the sides that each page's
 * talks are between (talks_page), which pairs of sides are one negotiation (talks_pair, talks; decided in src/across/talks.c),
 * and the row of each proposal and issue of a page: "the deal" of one negotiation is another than that of the next. The numbers
 * of talks are ours alone; what is told of them depends on the set of pages.
 */
#include "across/across.h"
#include "record/join_int.h"

#include <stdio.h>
#include <stdlib.h>

/* --- names ---------------------------------------------------------------------------------------------------------------- */
/* "wages (X / Y)": the name alone and the number of the talks; false: it is not written so. */
static bool name_parts(parley_record *r, const char *full, const char **name, int64_t *talks, parley_arena *a) {
    size_t n = strlen(full);
    const char *open = n > 3 && full[n - 1] == ')' ? full + n : NULL;
    while (open && open > full && !(open[0] == '(' && open[-1] == ' '))
        open--;
    if (!open || open == full)
        return false;
    const char *sides = arena_strn(a, open + 1, (size_t)(full + n - 1 - (open + 1))), *bar = strstr(sides, " / ");
    *talks = record_int(r, "SELECT talks_id FROM talks_pair WHERE x = ?1 AND y = ?2", "ss",
                        bar ? arena_strn(a, sides, (size_t)(bar - sides)) : sides, bar ? bar + 3 : "");
    *name = arena_strn(a, full, (size_t)(open - 1 - full));
    return *talks != 0;
}

static const char *talks_key(parley_arena *a, const char *name, int64_t talks) {
    const char *fold = record_fold(a, name);
    return talks ? arena_printf(a, "%s\t%lld", fold, (long long)talks) : fold;
}

#define ANSWERS_TO "sort = ?1 AND (key = ?2 OR (key > ?2 || char(9) AND key < ?2 || char(10)))"

int64_t record_named_n(parley_record *r, const char *sort, const char *name, parley_arena *a) {
    int64_t talks;
    if (name_parts(r, name, &name, &talks, a))
        return record_int(r, "SELECT count(*) FROM identity WHERE sort = ?1 AND key = ?2", "ss", sort, talks_key(a, name, talks));
    return record_int(r, "SELECT count(*) FROM identity WHERE " ANSWERS_TO, "ss", sort, record_fold(a, name));
}

int64_t record_named(parley_record *r, const char *sort, const char *name, parley_arena *a) {
    int64_t talks;
    if (name_parts(r, name, &name, &talks, a))
        return record_int(r, "SELECT id FROM identity WHERE sort = ?1 AND key = ?2", "ss", sort, talks_key(a, name, talks));
    return record_int(r, "SELECT CASE WHEN count(*) = 1 THEN min(id) END FROM identity WHERE " ANSWERS_TO, "ss", sort,
                      record_fold(a, name));
}

int64_t record_named_on(parley_record *r, int64_t document_id, const char *sort, const char *name, parley_arena *a) {
    char sql[240];
    snprintf(sql, sizeof sql,
             "SELECT i.id FROM %s p JOIN identity i ON i.id = p.identity_id WHERE p.document_id = ?3 AND " ANSWERS_TO
             " ORDER BY p.id LIMIT 1",
             sort);
    return record_int(r, sql, "ssi", sort, record_fold(a, name), document_id);
}

const char *record_name_in_full(parley_record *r, int64_t identity, const char *name, parley_arena *a) {
    int64_t talks;
    const char *bare;
    if (!name || name_parts(r, name, &bare, &talks, a))
        return name;
    sqlite3_stmt *s = record_prepare(
        r, NULL,
        "SELECT coalesce(k.x || ' / ' || nullif(k.y, ''), k.x) FROM identity i JOIN talks k ON k.id = i.talks_id WHERE i.id = ?1",
        "i", identity);
    const char *sides = s && sqlite3_step(s) == SQLITE_ROW ? record_text(a, s, 0) : NULL;
    record_done(r, s);
    return sides ? arena_printf(a, "%s (%s)", name, sides) : name;
}

parley_status record_talks(parley_record *r, int64_t *id, const char *x, const char *y, parley_error *err) {
    *id = 0;
    if (!x || !*x)
        return PARLEY_OK;
    *id = record_int(r, "SELECT talks_id FROM talks_pair WHERE x = ?1 AND y = ?2", "ss", x, y ? y : "");
    if (*id)
        return PARLEY_OK;
    TRY(record_exec(r, err, "INSERT INTO talks (x, y) VALUES (?1, ?2)", "ss", x, y ? y : ""));
    *id = sqlite3_last_insert_rowid(r->db);
    return record_exec(
        r, err,
        "INSERT INTO talks_pair (x, y, n, together, talks_id) VALUES (?1, ?2, 0, 0, ?3) ON CONFLICT (x, y) DO UPDATE "
        "SET talks_id = excluded.talks_id",
        "ssi", x, y ? y : "", *id);
}

/* --- the sides of a page -------------------------------------------------------------------------------------------------- */
typedef struct page_sides {
    const char *s[3];
    bool known, given;
} page_sides;

static parley_status sides_stored(parley_record *r, int64_t id, page_sides *out, parley_arena *a, parley_error *err) {
    sqlite3_stmt *s = record_prepare(r, err, "SELECT x, y, z, given FROM talks_page WHERE document_id = ?1", "i", id);
    if (!s)
        return PARLEY_EIO;
    int row = record_step(r, s, err);
    *out = (page_sides){{"", "", ""}, row == 1, false};
    for (int i = 0; i < 3 && row == 1; i++)
        out->s[i] = record_text(a, s, i);
    out->given = row == 1 && sqlite3_column_int(s, 3) != 0;
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* Those that most of the page's parties speak for; ties: byte order. */
static parley_status sides_of(parley_record *r, int64_t id, page_sides *out, parley_arena *a, parley_error *err) {
    int row, n = 0;
    *out = (page_sides){{"", "", ""}, true, false};
    sqlite3_stmt *s = record_prepare(
        r, err,
        "SELECT coalesce(c.side, c.name) AS own, count(*) FROM actor p JOIN identity i ON i.id = p.identity_id JOIN identity c "
        "ON "
        "c.id = coalesce(i.canon_id, i.id) WHERE p.document_id = ?1 AND p.role = 'party' GROUP BY own ORDER BY 2 DESC, 1 LIMIT 3",
        "i", id);
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1)
        out->s[n++] = record_text(a, s, 0);
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* What an import calls a side may have got another name since. */
static parley_status sides_renamed(parley_record *r, page_sides *x, parley_arena *a, parley_error *err) {
    for (int i = 0; i < 3; i++) {
        if (!*x->s[i])
            continue;
        sqlite3_stmt *s =
            record_prepare(r, err,
                           "SELECT c.name FROM identity i JOIN identity c ON c.id = coalesce(i.canon_id, i.id) WHERE "
                           "i.sort = 'actor' AND i.key = ?1",
                           "s", record_fold(a, x->s[i]));
        if (!s)
            return PARLEY_EIO;
        int row = record_step(r, s, err);
        if (row == 1)
            x->s[i] = record_text(a, s, 0);
        record_done(r, s);
        if (row < 0)
            return (parley_status)row;
    }
    return PARLEY_OK;
}

parley_status talks_of_page(parley_record *r, int64_t id, parley_arena *a, parley_error *err) {
    page_sides was, now;
    TRY(sides_stored(r, id, &was, a, err));
    now = was;
    TRY(was.given ? sides_renamed(r, &now, a, err) : sides_of(r, id, &now, a, err));
    if (*now.s[1] && strcmp(now.s[0], now.s[1]) > 0) {
        const char *swap = now.s[0];
        now.s[0] = now.s[1];
        now.s[1] = swap;
    }
    bool same = was.known;
    for (int i = 0; i < 3; i++)
        same = same && strcmp(was.s[i], now.s[i]) == 0;
    if (same)
        return PARLEY_OK;
    TRY(record_exec(r, err, "DELETE FROM talks_page WHERE document_id = ?1", "i", id));
    return record_exec(r, err, "INSERT INTO talks_page (document_id, x, y, z, given) VALUES (?1, ?2, ?3, ?4, ?5)", "isssi", id,
                       now.s[0], now.s[1], now.s[2], (int64_t)was.given);
}

/* --- which pairs are one negotiation -------------------------------------------------------------------------------------- */
typedef struct pair_row {
    int64_t talks; /* as it stands */
} pair_row;

typedef struct group {
    uint32_t root, n; /* n: pages */
    int64_t talks;
} group;

static parley_status pairs_load(parley_record *r, across_pair **pairs, pair_row **rows, uint32_t *n, parley_arena *a,
                                parley_error *err) {
    uint32_t cap = 0, cap_rows = 0, n_rows = 0;
    int row;
    *pairs = NULL;
    *rows = NULL;
    *n = 0;
    sqlite3_stmt *s = record_prepare(r, err, "SELECT x, y, n, together, talks_id FROM talks_pair ORDER BY x, y", "");
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        ARENA_PUSH(a, *pairs, *n, cap) =
            (across_pair){record_text(a, s, 0), record_text(a, s, 1), (uint32_t)sqlite3_column_int64(s, 2),
                          (uint32_t)sqlite3_column_int64(s, 3)};
        ARENA_PUSH(a, *rows, n_rows, cap_rows) = (pair_row){sqlite3_column_int64(s, 4)};
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

/* Of the numbers that a group's pairs have, each goes to the group where most pages have it: fewest pages are looked at again. */
typedef struct claim {
    int64_t talks;
    uint32_t group, n;
} claim;

static int cmp_claims(const void *p, const void *q) {
    const claim *x = p, *y = q;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    if (x->talks != y->talks)
        return x->talks < y->talks ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

static void groups_number(group *groups, const uint32_t *of, const across_pair *pairs, const pair_row *rows, uint32_t n,
                          parley_arena *a) {
    parley_map at, taken;
    claim *claims = NULL;
    uint32_t n_claims = 0, cap = 0;
    map_init(&at, a);
    map_init(&taken, a);
    for (uint32_t i = 0; i < n; i++) {
        if (!rows[i].talks || of[i] == PARLEY_NONE)
            continue;
        const int64_t key[2] = {rows[i].talks, of[i]};
        uint32_t k = map_get(&at, (const char *)key, sizeof key, PARLEY_NONE);
        if (k == PARLEY_NONE) {
            k = n_claims;
            map_set(&at, arena_copy(a, key, sizeof key), sizeof key, k);
            ARENA_PUSH(a, claims, n_claims, cap) = (claim){rows[i].talks, of[i], 0};
        }
        claims[k].n += pairs[i].n;
    }
    if (n_claims)
        qsort(claims, n_claims, sizeof *claims, cmp_claims);
    for (uint32_t k = 0; k < n_claims; k++) {
        group *g = &groups[claims[k].group];
        if (g->talks || map_get(&taken, (const char *)&claims[k].talks, sizeof claims[k].talks, 0))
            continue;
        g->talks = claims[k].talks;
        map_set(&taken, (const char *)&claims[k].talks, sizeof claims[k].talks, 1);
    }
}

/* Which talks are told already as the groups tell them; most are, when a page comes or goes. */
static parley_status groups_told(parley_record *r, const group *groups, uint32_t n, const across_pair *pairs, bool *told,
                                 parley_arena *a, parley_error *err) {
    parley_map at;
    int row;
    map_init(&at, a);
    for (uint32_t k = 0; k < n; k++)
        if (groups[k].talks)
            map_set(&at, (const char *)&groups[k].talks, sizeof groups[k].talks, k);
    sqlite3_stmt *s = record_prepare(r, err, "SELECT id, x, y, n_docs FROM talks", "");
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        int64_t id = sqlite3_column_int64(s, 0);
        uint32_t k = map_get(&at, (const char *)&id, sizeof id, PARLEY_NONE);
        if (k != PARLEY_NONE)
            told[k] = strcmp((const char *)sqlite3_column_text(s, 1), pairs[groups[k].root].x) == 0 &&
                      strcmp((const char *)sqlite3_column_text(s, 2), pairs[groups[k].root].y) == 0 &&
                      sqlite3_column_int64(s, 3) == (int64_t)groups[k].n;
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static parley_status groups_put(parley_record *r, group *groups, uint32_t n, const across_pair *pairs, parley_arena *a,
                                parley_error *err) {
    bool *told = ARENA_ARRAY(a, bool, n + 1);
    TRY(groups_told(r, groups, n, pairs, told, a, err));
    for (uint32_t k = 0; k < n; k++) {
        const across_pair *root = &pairs[groups[k].root];
        if (told[k])
            continue;
        if (groups[k].talks) {
            TRY(record_exec(r, err, "UPDATE talks SET x = ?2, y = ?3, n_docs = ?4 WHERE id = ?1", "issi", groups[k].talks,
                            root->x, root->y, (int64_t)groups[k].n));
        } else {
            TRY(record_exec(r, err, "INSERT INTO talks (x, y, n_docs) VALUES (?1, ?2, ?3)", "ssi", root->x, root->y,
                            (int64_t)groups[k].n));
            groups[k].talks = sqlite3_last_insert_rowid(r->db);
        }
    }
    return PARLEY_OK;
}

/* Groups of pairs that have pages, but for those without any side; of: the group of each pair, or PARLEY_NONE. */
static group *groups_of(const across_pair *pairs, uint32_t n, uint32_t *of, uint32_t *n_groups, parley_arena *a) {
    uint32_t *root = across_talks(pairs, n, a), *at = ARENA_ARRAY(a, uint32_t, n + 1), cap = 0;
    group *groups = NULL;
    *n_groups = 0;
    for (uint32_t i = 0; i < n; i++)
        at[i] = PARLEY_NONE;
    for (uint32_t i = 0; i < n; i++) {
        of[i] = PARLEY_NONE;
        if (!pairs[i].n || !*pairs[root[i]].x)
            continue;
        if (at[root[i]] == PARLEY_NONE) {
            at[root[i]] = *n_groups;
            ARENA_PUSH(a, groups, *n_groups, cap) = (group){.root = root[i]};
        }
        of[i] = at[root[i]];
        groups[of[i]].n += pairs[i].n;
    }
    return groups;
}

parley_status talks_tell_apart(parley_record *r, parley_arena *a, parley_error *err) {
    across_pair *pairs;
    pair_row *rows;
    uint32_t n, n_groups;
    if (!record_int(r, "SELECT EXISTS (SELECT 1 FROM meta WHERE key = 'talks')", ""))
        return PARLEY_OK;
    TRY(pairs_load(r, &pairs, &rows, &n, a, err));
    uint32_t *of = ARENA_ARRAY(a, uint32_t, n + 1);
    group *groups = groups_of(pairs, n, of, &n_groups, a);
    groups_number(groups, of, pairs, rows, n, a);
    TRY(groups_put(r, groups, n_groups, pairs, a, err));
    for (uint32_t i = 0; i < n; i++) {
        int64_t talks = of[i] == PARLEY_NONE ? (pairs[i].n ? 0 : rows[i].talks) : groups[of[i]].talks;
        if (talks == rows[i].talks)
            continue;
        TRY(record_exec(r, err, "UPDATE talks_pair SET talks_id = ?3 WHERE x = ?1 AND y = ?2", "ssz", pairs[i].x, pairs[i].y,
                        talks));
        TRY(record_exec(
            r, err,
            "INSERT OR IGNORE INTO pending_doc (document_id, renamed) SELECT document_id, 1 FROM talks_page WHERE x = ?1 "
            "AND y = ?2",
            "ss", pairs[i].x, pairs[i].y));
    }
    TRY(record_exec(r, err,
                    "DELETE FROM talks_pair WHERE n = 0 AND together = 0 AND (talks_id IS NULL OR NOT EXISTS (SELECT 1 FROM "
                    "identity WHERE talks_id = talks_pair.talks_id))",
                    ""));
    TRY(record_exec(r, err,
                    "DELETE FROM talks WHERE NOT EXISTS (SELECT 1 FROM identity WHERE talks_id = talks.id) AND id NOT IN (SELECT "
                    "talks_id FROM talks_pair WHERE talks_id IS NOT NULL)",
                    ""));
    return record_exec(r, err, "DELETE FROM meta WHERE key = 'talks'", "");
}

/* --- whose the names of a page are ---------------------------------------------------------------------------------------- */
typedef struct thing_row {
    int64_t id, identity, talks; /* talks: as its row of names says */
    bool waits, own;             /* own: the name means something inside one negotiation only */
    const char *name;
} thing_row;

static parley_status things_of(parley_record *r, int64_t id, const char *sort, thing_row **out, uint32_t *n, parley_arena *a,
                               parley_error *err) {
    uint32_t cap = 0;
    int row;
    char sql[160];
    *out = NULL;
    *n = 0;
    snprintf(sql, sizeof sql,
             "SELECT p.id, p.name, i.id, i.talks_id, p.waits FROM %s p JOIN identity i ON i.id = p.identity_id WHERE "
             "p.document_id = ?1",
             sort);
    sqlite3_stmt *s = record_prepare(r, err, sql, "i", id);
    if (!s)
        return PARLEY_EIO;
    while ((row = record_step(r, s, err)) == 1) {
        const char *name = record_text(a, s, 1);
        ARENA_PUSH(a, *out, *n, cap) = (thing_row){.id = sqlite3_column_int64(s, 0),
                                                   .identity = sqlite3_column_int64(s, 2),
                                                   .talks = sqlite3_column_int64(s, 3),
                                                   .waits = sqlite3_column_int(s, 4) != 0,
                                                   .own = across_of_talks(name),
                                                   .name = name};
    }
    record_done(r, s);
    return row < 0 ? (parley_status)row : PARLEY_OK;
}

static bool thing_stays(const thing_row *x, int64_t talks) {
    return !x->own || x->talks == talks;
}

/* Let a thing be what its name means inside its talks. The row of names that it leaves is gone if it was never joined and nothing
 * else is called so; else it is looked at again. */
static parley_status thing_settle(parley_record *r, const char *sort, const thing_row *x, int64_t talks, bool quiet,
                                  parley_arena *a, parley_error *err) {
    char sql[240];
    int64_t identity = x->identity;
    if (!thing_stays(x, talks))
        TRY(record_identify(r, &identity, sort, x->name, talks, a, err));
    else if (!x->waits)
        return PARLEY_OK;
    snprintf(sql, sizeof sql, "UPDATE %s SET identity_id = ?2, waits = 0 WHERE id = ?1", sort);
    TRY(record_exec(r, err, sql, "ii", x->id, identity));
    TRY(record_run(r, err, SQL_PENDING_IDENTITY, "ii", identity, (int64_t)quiet));
    if (identity == x->identity)
        return PARLEY_OK;
    TRY(record_exec(r, err, "DELETE FROM vote WHERE identity_id = ?1 AND n = 0", "i", x->identity));
    if (!x->waits)
        return record_run(r, err, SQL_PENDING_IDENTITY, "ii", x->identity, (int64_t)quiet);
    snprintf(sql, sizeof sql,
             "DELETE FROM identity WHERE id = ?1 AND canon_id IS NULL AND NOT EXISTS (SELECT 1 FROM %s WHERE identity_id = ?1)",
             sort);
    return record_exec(r, err, sql, "i", x->identity);
}

/* quiet: the page comes from an import. */
parley_status talks_names_of_page(parley_record *r, int64_t id, bool quiet, parley_arena *a, parley_error *err) {
    static const char *const sorts[] = {"proposal", "issue"};
    thing_row *things[2];
    uint32_t n[2];
    bool counted = false, changes = false;
    int64_t talks = record_int(r,
                               "SELECT p.talks_id FROM talks_page g JOIN talks_pair p ON p.x = g.x AND p.y = g.y WHERE "
                               "g.document_id = ?1",
                               "i", id);
    for (int k = 0; k < 2; k++) {
        TRY(things_of(r, id, sorts[k], &things[k], &n[k], a, err));
        for (uint32_t i = 0; i < n[k]; i++) {
            counted = counted || !things[k][i].waits;
            changes = changes || things[k][i].waits || !thing_stays(&things[k][i], talks);
        }
    }
    if (!changes)
        return PARLEY_OK;
    if (counted)
        TRY(record_run(r, err, SQL_VOTE_THINGS, "ii", id, (int64_t)-1));
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < n[k]; i++)
            TRY(thing_settle(r, sorts[k], &things[k][i], talks, quiet, a, err));
    return record_run(r, err, SQL_VOTE_THINGS, "ii", id, (int64_t)1);
}
