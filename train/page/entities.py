#!/usr/bin/env python3
"""Write src/page/entities.h, the named character references of HTML, from Python's copy of the WHATWG table (html.entities).

usage: train/page/entities.py > src/page/entities.h
"""
from html.entities import html5


def c_string(s):
    return "".join(f"\\x{b:02X}" for b in s.encode())


print("/* entities.h - named character references of HTML; made by train/page/entities.py, do not edit.")
print(" * Sorted by name in byte order; a name without ';' is one of the old ones that work without. */")
print("static const struct entity {\n    const char *name, *text;\n} entities[] = {")
for name in sorted(html5, key=lambda n: n.encode()):
    print(f'    {{"{name}", "{c_string(html5[name])}"}},')
print("};")
