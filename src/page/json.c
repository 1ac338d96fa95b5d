/* json.c - jsmn's tokens, with what jsmn leaves to the caller: sizes, ends, escapes.
 *
 * jsmn and not jansson: a fact must lead back to its bytes in the file, and jansson's values do not know where they stood. */
#define JSMN_STATIC
#define JSMN_PARENT_LINKS /* else closing a bracket looks back over all tokens: quadratic */
#define JSMN_STRICT
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#include <jsmn.h>
#pragma GCC diagnostic pop

#include "page/json.h"

bool json_parse(json_doc *out, parley_arena *a, const char *s, uint32_t n) {
    jsmn_parser p;
    *out = (json_doc){.s = s};
    if (n > INT32_MAX)
        return false;
    jsmn_init(&p);
    int count = jsmn_parse(&p, s, n, NULL, 0);
    if (count <= 0)
        return false;
    jsmntok_t *raw = ARENA_ARRAY(a, jsmntok_t, count);
    jsmn_init(&p);
    if (jsmn_parse(&p, s, n, raw, (unsigned)count) != count)
        return false;
    out->n_tokens = (uint32_t)count;
    out->tokens = ARENA_ARRAY(a, json_token, count);
    for (int i = 0; i < count; i++) {
        json_token *t = &out->tokens[i];
        if (raw[i].start < 0 || raw[i].end < raw[i].start)
            return false; /* a bracket that is never closed */
        t->type = raw[i].type == JSMN_OBJECT   ? JSON_OBJECT
                  : raw[i].type == JSMN_ARRAY  ? JSON_ARRAY
                  : raw[i].type == JSMN_STRING ? JSON_STRING
                                               : JSON_OTHER;
        t->start = (uint32_t)raw[i].start;
        t->end = (uint32_t)raw[i].end;
        t->n_children = (uint32_t)raw[i].size;
        t->parent = raw[i].parent < 0 ? PARLEY_NONE : (uint32_t)raw[i].parent;
        t->next = (uint32_t)i + 1;
    }
    /* Children come behind their parent, so one walk back carries each subtree's end up. */
    for (uint32_t i = out->n_tokens; i-- > 0;) {
        json_token *t = &out->tokens[i];
        if (t->parent != PARLEY_NONE && t->parent < i && out->tokens[t->parent].next < t->next)
            out->tokens[t->parent].next = t->next;
    }
    return true;
}

uint32_t json_member(const json_doc *j, uint32_t object, const char *key) {
    size_t n = strlen(key);
    if (object >= j->n_tokens || j->tokens[object].type != JSON_OBJECT)
        return PARLEY_NONE;
    for (uint32_t i = object + 1; i < j->tokens[object].next; i = j->tokens[i].next) {
        const json_token *t = &j->tokens[i];
        if (t->type == JSON_STRING && t->n_children == 1 && i + 1 < j->n_tokens && t->end - t->start == n &&
            memcmp(j->s + t->start, key, n) == 0)
            return i + 1;
    }
    return PARLEY_NONE;
}

static uint32_t hex4(const char *s) {
    uint32_t v = 0;
    for (int i = 0; i < 4; i++) {
        unsigned char c = (unsigned char)s[i];
        v = v * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return v;
}

void json_string(page_build *b, const json_doc *j, uint32_t token) {
    const char *s = j->s;
    uint32_t i = j->tokens[token].start, end = j->tokens[token].end;
    while (i < end) {
        const char *slash = memchr(s + i, '\\', end - i);
        uint32_t stop = slash ? (uint32_t)(slash - s) : end;
        build_same(b, s + i, stop - i, i);
        i = stop;
        if (i >= end)
            break;
        uint32_t used = 2, cp;
        char c = i + 1 < end ? s[i + 1] : '\\';
        switch (c) {
        case 'n': cp = '\n'; break;
        case 't': cp = '\t'; break;
        case 'r': cp = '\r'; break;
        case 'b':
        case 'f': cp = ' '; break;
        case 'u':
            if (end - i < 6) {
                cp = 0xFFFD;
                used = end - i;
                break;
            }
            cp = hex4(s + i + 2);
            used = 6;
            if (cp >= 0xD800 && cp < 0xDC00 && end - i >= 12 && s[i + 6] == '\\' && s[i + 7] == 'u') {
                uint32_t low = hex4(s + i + 8);
                if (low >= 0xDC00 && low < 0xE000) {
                    cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
                    used = 12;
                }
            }
            if (cp == 0 || (cp >= 0xD800 && cp < 0xE000))
                cp = 0xFFFD;
            break;
        default: cp = (unsigned char)c; break;
        }
        if (used > end - i)
            used = end - i;
        char out[4];
        build_atom(b, out, utf8_put(out, cp), i, used);
        i += used;
    }
}
