/* json.h - JSON as tokens that know their bytes (json.c). */
#ifndef PARLEY_JSON_H
#define PARLEY_JSON_H

#include "page/page_int.h"

typedef enum json_type { JSON_OBJECT, JSON_ARRAY, JSON_STRING, JSON_OTHER } json_type;

typedef struct json_token {
    json_type type;
    uint32_t start, end; /* bytes; of a string without its quotes */
    uint32_t n_children; /* of an object: members; of an array: elements */
    uint32_t parent;
    uint32_t next; /* token behind this one and all inside it */
} json_token;

typedef struct json_doc {
    const char *s;
    json_token *tokens;
    uint32_t n_tokens;
} json_doc;

/* Parse s; tokens in order, parents first; memory of a. false: not JSON. Cost: linear. */
bool json_parse(json_doc *out, parley_arena *a, const char *s, uint32_t n);
/* Token of the value of object's member key; PARLEY_NONE when absent. */
uint32_t json_member(const json_doc *j, uint32_t object, const char *key);
/* Append a string token, escapes resolved, to b; segments point into j->s. */
void json_string(page_build *b, const json_doc *j, uint32_t token);

#endif
