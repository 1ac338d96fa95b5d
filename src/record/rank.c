/* rank.c - how well a found text fits the words asked for, for FTS5: BM25 (Robertson, Zaragoza 2009) as FTS5's own bm25() has it,
 * but for how rare a word is: FTS5 counts all texts that hold it, which in a large record takes longer than all the rest. Here
 * counting ends at RANK_COUNTED: a word that so many hold tells little. */
#include "record/record_int.h"

#include <math.h>

enum { RANK_COUNTED = 10000 };
static const double RANK_K1 = 1.2, RANK_B = 0.75, RANK_LEAST = 1e-6; /* a word in more than half of all still counts a little */

typedef struct rank_words {
    double average; /* words of a text */
    int n;
    double rare[]; /* [n] of each phrase */
} rank_words;

static int rank_count(const Fts5ExtensionApi *api, Fts5Context *fts, void *count) {
    (void)api;
    (void)fts;
    return ++*(int64_t *)count < RANK_COUNTED ? SQLITE_OK : SQLITE_DONE;
}

/* What is the same for all texts of one query, made at the first. */
static int rank_words_of(const Fts5ExtensionApi *api, Fts5Context *fts, rank_words **out) {
    int n = api->xPhraseCount(fts), rc = SQLITE_OK;
    sqlite3_int64 texts = 0, words = 0;
    if ((*out = api->xGetAuxdata(fts, 0)))
        return SQLITE_OK;
    rank_words *w = sqlite3_malloc64(sizeof *w + sizeof *w->rare * (size_t)n);
    if (!w)
        return SQLITE_NOMEM;
    w->n = n;
    if ((rc = api->xRowCount(fts, &texts)) == SQLITE_OK)
        rc = api->xColumnTotalSize(fts, -1, &words);
    w->average = texts > 0 ? (double)words / (double)texts : 1;
    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        int64_t found = 0;
        rc = api->xQueryPhrase(fts, i, &found, rank_count);
        double rare = log(((double)(texts - found) + 0.5) / ((double)found + 0.5));
        w->rare[i] = rare > RANK_LEAST ? rare : RANK_LEAST;
    }
    if (rc != SQLITE_OK) {
        sqlite3_free(w);
        return rc;
    }
    *out = w;
    return api->xSetAuxdata(fts, w, sqlite3_free);
}

static int rank_score(const Fts5ExtensionApi *api, Fts5Context *fts, double *score) {
    rank_words *w;
    int n = 0, length = 0, rc = rank_words_of(api, fts, &w);
    *score = 0;
    if (rc == SQLITE_OK && (rc = api->xInstCount(fts, &n)) == SQLITE_OK)
        rc = api->xColumnSize(fts, -1, &length);
    double often[64] = {0}; /* of a phrase; those beyond are few and not ranked by */
    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        int phrase = 0, column = 0, at = 0;
        rc = api->xInst(fts, i, &phrase, &column, &at);
        if (rc == SQLITE_OK && phrase < (int)COUNT_OF(often))
            often[phrase]++;
    }
    for (int i = 0; rc == SQLITE_OK && i < w->n && i < (int)COUNT_OF(often); i++)
        *score +=
            w->rare[i] * often[i] * (RANK_K1 + 1) / (often[i] + RANK_K1 * (1 - RANK_B + RANK_B * (double)length / w->average));
    return rc;
}

/* Less is better, as with bm25(). */
static void rank_function(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int n,
                          sqlite3_value **values) {
    double score;
    (void)n;
    (void)values;
    int rc = rank_score(api, fts, &score);
    if (rc == SQLITE_OK)
        sqlite3_result_double(context, -score);
    else
        sqlite3_result_error_code(context, rc);
}

int record_rank_open(sqlite3 *db) {
    fts5_api *api = NULL;
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &s, NULL);
    if (rc != SQLITE_OK)
        return rc;
    sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
    sqlite3_step(s);
    rc = sqlite3_finalize(s);
    return rc == SQLITE_OK && api ? api->xCreateFunction(api, "word_rank", NULL, rank_function, NULL) : rc;
}
