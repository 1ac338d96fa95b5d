"""A plain tokenizer and sentence splitter in the manner of UD EWT.

Only for making training text (vectors, silver labels) out of raw news: the
product's tokenizer is the C one. Returns (start, end) code point offsets.
"""
import re

_ABBR = set("""mr mrs ms dr prof gen col lt sgt capt cpl maj adm sen rep gov pres st rev hon jr sr inc ltd co corp llc vs etc
no jan feb mar apr jun jul aug sep sept oct nov dec mt ft dept est fig approx messrs brig cmdr supt insp atty""".split())
_TOK = re.compile(r"""
   https?://[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’] | www\.[^\s<>"“”]+[^\s<>"“”.,;:!?)\]'’]
 | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
 | [@\#][A-Za-z_]\w*
 | (?:[A-Za-z]\.){2,}                      # U.S., p.m.
 | (?:[Mm]r|[Mm]rs|[Mm]s|[Dd]r|[Pp]rof|[Gg]en|[Cc]ol|[Ll]t|[Ss]gt|[Cc]apt|[Ss]en|[Rr]ep|[Gg]ov|[Ss]t|[Jj]r|[Ss]r|[Ii]nc|[Ll]td|[Cc]orp|[Vv]s|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|No|Maj|Adm|Rev|Hon|Brig)\.(?=\s|$|,)
 | \d+(?:[.,:]\d+)+ | \d+(?:st|nd|rd|th|s)\b
 | (?:[Cc]an)(?=not\b) | (?:[Gg]on|[Ww]an)(?=na\b)
 | [^\W\d_]+(?=[nN]['’][tT]\b)
 | [nN]['’][tT]\b
 | ['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)\b
 | (?:[A-Z]\.)(?=\s[A-Z])                   # initial
 | (?:[A-Z]&[A-Z]\b)
 | [^\W\d_]+(?:['’](?!(?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M|t|T)\b)[^\W\d_]+)* # O'Neil
 | \d+(?=[A-Za-z%]) | \d+
 | \.{2,} | …  | -{2,} | ([!?])\1+
 | [^\s]
""", re.X)
_END = {'.', '!', '?', '…'}
_CLOSE = set('"”’\')]»')


def tokens(text):
    return [(m.start(), m.end()) for m in _TOK.finditer(text)]


def sentences(text):
    """List of sentences, each a list of (start, end)."""
    out = []
    for m in re.finditer(r'[^\n]+', text):
        base = m.start()
        toks = [(a + base, b + base) for a, b in tokens(m.group())]
        cur = []
        i = 0
        n = len(toks)
        while i < n:
            a, b = toks[i]
            w = text[a:b]
            cur.append(toks[i])
            last = w[-1]
            end = False
            if last in _END and w not in ('..',):
                j = i + 1
                while j < n and text[toks[j][0]:toks[j][1]] in _CLOSE and toks[j][0] == toks[j - 1][1]:
                    j += 1
                if j >= n:
                    end = True
                elif toks[j][0] > toks[j - 1][1]:
                    nxt = text[toks[j][0]]
                    end = nxt.isupper() or nxt.isdigit() or nxt in '"“‘\'([-–—•'
                    if len(w) > 1 and w[0].isalpha():
                        s = w[:-1].lower()
                        if s in _ABBR or len(w) == 2:
                            end = False
                        elif '.' in s:
                            end = end and text[toks[j][0]:toks[j][1]].lower() in (
                                'the', 'he', 'she', 'it', 'they', 'we', 'but', 'in', 'a', 'this', 'that', 'and', 'on', 'at')
                if end:
                    while i + 1 < j:
                        i += 1
                        cur.append(toks[i])
            i += 1
            if end or len(cur) >= 200:
                out.append(cur)
                cur = []
        if cur:
            out.append(cur)
    return out
