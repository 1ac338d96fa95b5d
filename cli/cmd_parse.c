/* cmd_parse.c - parley parse: text or CoNLL-U in, CoNLL-U out. */
#include "commands.h"

#include <errno.h>
#include <parley/language.h>
#include <stdlib.h>
#include <string.h>

int cmd_parse(int argc, char **argv);

static const char help[] = "usage: parley parse [--input text|conllu] [--model NAME] [FILE...]\n"
                           "\n"
                           "Write sentences, words, lemmas, tags, dependency trees (Universal Dependencies v2)\n"
                           "and names of the files, or of standard input, as CoNLL-U. MISC holds start_byte and\n"
                           "end_byte, bytes of the input, and NE=B-PER, NE=I-PER … for names.\n"
                           "\n"
                           "  --input text     plain UTF-8 text (default); a line end ends a sentence\n"
                           "  --input conllu   words and sentences are kept as given, all else is replaced\n"
                           "  --model NAME     default, fast, accurate, or a path\n";

static char *read_all(FILE *f, size_t *n) {
    char *s = NULL;
    size_t cap = 0;
    *n = 0;
    do {
        cap = cap ? cap * 2 : 1 << 16;
        char *grown = realloc(s, cap);
        if (!grown) {
            free(s);
            errno = ENOMEM;
            return NULL;
        }
        s = grown;
        *n += fread(s + *n, 1, cap - *n, f);
    } while (*n == cap);
    if (ferror(f)) {
        free(s);
        return NULL;
    }
    return s;
}

static int parse_file(parley_parser *parser, const char *path, int conllu) {
    FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "rb");
    parley_analysis *a = NULL;
    parley_error err = {PARLEY_OK, -1, ""};
    char *text = NULL;
    size_t n = 0;
    int rc = 1;
    if (!f || !(text = read_all(f, &n))) {
        fprintf(stderr, "parley: %s: %s\n", path, strerror(errno));
        goto done;
    }
    parley_status status =
        conllu ? parley_analyse_conllu(&a, parser, text, n, &err) : parley_analyse_text(&a, parser, text, n, &err);
    if (status < 0 || parley_analysis_write_conllu(a, stdout, &err) < 0) {
        fprintf(stderr, "parley: %s: %s\n", path, err.msg);
        goto done;
    }
    rc = 0;
done:
    parley_analysis_free(a);
    free(text);
    if (f && f != stdin)
        fclose(f);
    return rc;
}

int cmd_parse(int argc, char **argv) {
    const char *model = NULL;
    int conllu = 0, i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            fputs(help, stdout);
            return 0;
        }
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        if (strcmp(argv[i], "--model") == 0 && i + 1 < argc) {
            model = argv[++i];
        } else if (strcmp(argv[i], "--input") == 0 && i + 1 < argc &&
                   (strcmp(argv[i + 1], "text") == 0 || strcmp(argv[i + 1], "conllu") == 0)) {
            conllu = strcmp(argv[++i], "conllu") == 0;
        } else {
            fprintf(stderr, "parley: parse: do not know what to do with '%s'\n%s", argv[i], help);
            return 2;
        }
    }
    parley_language *language = NULL;
    parley_parser *parser = NULL;
    parley_error err;
    int rc = 1;
    if (parley_language_open(&language, model, &err) < 0 || parley_parser_new(&parser, language, &err) < 0) {
        fprintf(stderr, "parley: %s\n", err.msg);
        goto done;
    }
    rc = i < argc ? 0 : parse_file(parser, "-", conllu);
    for (; i < argc; i++)
        rc |= parse_file(parser, argv[i], conllu);
    if (fflush(stdout) != 0) {
        fprintf(stderr, "parley: standard output: %s\n", strerror(errno));
        rc = 1;
    }
done:
    parley_parser_free(parser);
    parley_language_close(language);
    return rc;
}
