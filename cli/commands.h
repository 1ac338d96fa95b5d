/* The program's commands: X(name, arguments, what it does). Each is cmd_NAME in cmd_NAME.c. */
#define PARLEY_COMMANDS(X)
