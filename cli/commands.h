/* The program's commands: X(name, arguments, what it does). Each is cmd_NAME; cmd_NAME.c, or a file of commands that belong
 * together. */
#define PARLEY_COMMANDS(X)                                                                                                       \
    X(read, "RECORD PAGES...", "read pages into a record")                                                                       \
    X(show, "RECORD WHAT", "documents, statements, figures, actors, … as a table")                                               \
    X(search, "RECORD WORDS...", "facts and pages that hold the words")                                                          \
    X(changes, "RECORD [--since DATE]", "what became different")                                                                 \
    X(explain, "RECORD FACT", "where a fact comes from")                                                                         \
    X(report, "RECORD -o FILE", "write the record as one HTML file to read")                                                     \
    X(export, "RECORD [--format FORMAT]", "write the record for other software")                                                 \
    X(import, "RECORD FILE...", "put what export wrote into a record")                                                           \
    X(verify, "RECORD", "prove that every span holds its words")                                                                 \
    X(correct, "RECORD confirm|reject|set|...", "say what is right")                                                             \
    X(remove, "RECORD PAGE...", "take pages out of a record")                                                                    \
    X(code, "[--format FORMAT] [FILE...]", "articles as JSON Lines in, events out; no record")                                   \
    X(parse, "[--input text|conllu] [FILE...]", "words, trees and names as CoNLL-U")
