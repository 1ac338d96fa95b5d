/* The program's commands: X(name, arguments, what it does). Each is cmd_NAME in cmd_NAME.c. */
#define PARLEY_COMMANDS(X) \
    X(report, "RECORD -o FILE", "write the record as one HTML file to read") \
    X(parse, "[--input text|conllu] [FILE...]", "words, trees and names as CoNLL-U")
