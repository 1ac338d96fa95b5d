/* across.c - names, and the order of comparing. */
#include "across/across.h"

const char *across_relation_name(across_relation r) {
    static const char *const names[] = {"none", "copy", "rewrite", "same-wire", "same-event"};
    return names[r];
}
