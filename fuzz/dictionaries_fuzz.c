/* dictionaries_fuzz.c - dictionaries of TABARI and PETRARCH, trees in brackets, PETRARCH's XML. The first byte says which. */
#include <parley/dictionaries.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char verbs1[] =
    "&SET\n+PIG\n+OLD_COW\n--- RAID [190:191] ---\nRAID\n+LASH_OUT\n- * &SET TO + [192]\n- $ * ^_FOR % [193]\n";
static const char verbs2[] =
    "&SET\n+PIG\n--- RAID [190] ---\nRAID\nSAY {SAID}\n- &SET * {OLD PIG} (TO +) [192]\n~ a (b . RAID) SAY = a b 112\n";
static const char actors[] = "ORLANDIA_ [ORL]\n+OLD ORLANDIA\n\t[ORX 900101-19951231]\nVESTRIA_ [VES/KAR]\n";
static const char tree[] =
    "(S (NP (NP (NNP Orlandia)) (CC and) (NP (NNP Vestria))) (VP (VBD said) (SBAR (S (NP (PRP it)) (VP (VBD was) "
    "(VP (VBN raided) (PP (IN by) (NP (NNP Vestria) (POS 's) (NN pig)))))))) (, ,) (CC and) (VP (VBD lashed) (PRT (RP out))))";

/* A path under which n bytes can be opened. */
static int put(const char *bytes, size_t n, char path[32]) {
    int fd = memfd_create("dictionary", 0);
    if (fd < 0 || write(fd, bytes, n) != (ssize_t)n)
        abort();
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

static void code(const parley_dictionaries *d, const char *penn, const char *text) {
    parley_code_options o = PARLEY_CODE_OPTIONS_INIT;
    const parley_coding *c;
    o.penn = penn;
    o.date = "19930504";
    o.require_dyad = 0;
    o.new_actor_length = 2;
    parley_code_text(&c, d, NULL, text, strlen(text), &o, NULL);
    parley_coding_free(c);
}

static int each(void *user, const parley_xml_sentence *s) {
    code(user, s->parse ? s->parse : tree, s->text ? s->text : "");
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2)
        return 0;
    int what = data[0] % 4;
    const char *bytes = (const char *)data + 1;
    size_t n = size - 1;
    char paths[2][32];
    const char *given[2] = {paths[0], paths[1]};
    int own = what == 0   ? put(bytes, n, paths[0])
              : what == 1 ? put(verbs2, sizeof verbs2 - 1, paths[0])
                          : put(verbs1, sizeof verbs1 - 1, paths[0]);
    int other = what == 3 ? put(bytes, n, paths[1]) : put(actors, sizeof actors - 1, paths[1]);
    parley_dictionaries *d = NULL;
    if (parley_dictionaries_open(&d, given, 2, NULL, 0, NULL, NULL, NULL) >= 0) {
        if (what == 2) {
            FILE *f = fmemopen((void *)(uintptr_t)bytes, n, "r");
            if (f) {
                parley_petrarch_xml(f, "-", each, NULL, d, NULL);
                fclose(f);
            }
        } else if (what == 1) {
            char *penn = strndup(bytes, n);
            code(d, penn, penn);
            free(penn);
        } else {
            code(d, tree, "Orlandia raided it.");
        }
        parley_dictionaries_close(d);
    }
    close(own);
    close(other);
    return 0;
}
