-- schema.sql - the record of Parley, as a SQLite file. Version 10 (PRAGMA user_version); application_id is 'PRLY'.
--
-- You are welcome to query it:  sqlite3 -box talks.db "SELECT doc, speaker, words FROM statements LIMIT 10"
--
-- Read the views first (plural names, at the end: documents, translations, actors, statements, events, meetings, positions, figures, proposals, terms, issues,
-- conflicts, origins, changes): they show names where the tables hold numbers. The tables (singular names) are what
-- Parley writes; foreign keys lead from each fact to its page.
--
-- Places: `start` and `stop` are bytes of the source as it was given, half open; `text_start` and `text_stop` are bytes of
-- page.text, the same page as plain UTF-8 (NULL when the record was imported without its pages). `words` are the words there.
-- Names: an actor, proposal or issue is one row per page (actor, proposal, issue) that points to one row in identity: what
-- all pages call by that name. identity.canon_id leads on to the identity that it was merged into, usually itself.
-- Dates: ISO 8601. Labels: those of the exchange format, spelled in full.

-- Facts about the file itself: across_version, the version of the rules and word lists that joined the pages; talks, which is there
-- while pages came or went since negotiations were told apart.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Software and language model that read a page: "parley-0.1.0/en-1".
CREATE TABLE model (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- What made a fact: the stage and the rule or lexicon entry that fired there.
CREATE TABLE rule (
    id    INTEGER PRIMARY KEY,
    stage TEXT NOT NULL,
    name  TEXT NOT NULL,
    UNIQUE (stage, name)
) STRICT;

-- --- pages ---------------------------------------------------------------------------------------------------------------

CREATE TABLE document (
    id            INTEGER PRIMARY KEY,
    doc           TEXT NOT NULL UNIQUE,           -- file name without folder; member of an archive: "file#member"
    path          TEXT,                           -- where it was read from, absolute; "-": standard input; NULL: imported
    member_offset INTEGER NOT NULL DEFAULT 0,     -- of an archive's member, in uncompressed bytes
    format        TEXT,                           -- text, html, jsonl, feed
    encoding      TEXT,
    lang          TEXT,                           -- ISO 639-1; only "en" is coded
    digest        TEXT,                           -- of the source bytes: a page that has not changed is not read again
    n_bytes       INTEGER,                        -- of the source
    title         TEXT,                           -- NULL: the page does not say; so too the next four
    outlet        TEXT,
    author        TEXT,
    published     TEXT,
    url           TEXT,
    model_id      INTEGER REFERENCES model (id),
    read_at       TEXT,                           -- UTC; not exported: it says nothing about the page
    origin_id     INTEGER                         -- pages with the same number print one story (the least id among them)
) STRICT;
CREATE INDEX document_published ON document (published) WHERE published IS NOT NULL;
CREATE INDEX document_origin ON document (origin_id) WHERE origin_id IS NOT NULL;

-- Where the page says its title, outlet, author, date, url. start = stop = 0: known from outside (file name, archive).
CREATE TABLE field (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    name        TEXT NOT NULL CHECK (name IN ('title', 'outlet', 'author', 'published', 'url')),
    start       INTEGER NOT NULL,
    stop        INTEGER NOT NULL,
    rule_id     INTEGER REFERENCES rule (id),
    PRIMARY KEY (document_id, name)
) STRICT, WITHOUT ROWID;

-- Pages whose words are a translation, and what says so: "note", words of the page ("Translated by …"); "markup", what a translating
-- program left in HTML; "traces", wording that no writer leaves.
CREATE TABLE translation (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    sign        TEXT NOT NULL CHECK (sign IN ('note', 'markup', 'traces')),
    made        TEXT CHECK (made IN ('machine', 'person')), -- NULL: the sign does not say
    original    TEXT,                                       -- ISO 639-1: the language that it was translated from; NULL: it does not say
    start       INTEGER NOT NULL,                           -- of the sign
    stop        INTEGER NOT NULL CHECK (stop >= start),
    words       TEXT
) STRICT;

-- The bytes that are the report (FORMAT's body).
CREATE TABLE body (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    stop        INTEGER NOT NULL CHECK (stop >= start),
    PRIMARY KEY (document_id, seq)
) STRICT, WITHOUT ROWID;

-- The page as plain text, and its blocks: report and noise. Nothing of a page is thrown away.
CREATE TABLE page (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    text        TEXT NOT NULL,
    print       BLOB                              -- what joining keeps of it (src/across/across.h)
) STRICT;
CREATE TABLE block (
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    start       INTEGER NOT NULL,
    stop        INTEGER NOT NULL,
    text_start  INTEGER NOT NULL,
    text_stop   INTEGER NOT NULL CHECK (text_stop >= text_start),
    role        TEXT NOT NULL,                    -- headline, standfirst, byline, dateline, heading, paragraph, quote, list, credit, noise
    reason      TEXT,                             -- of noise: menu, share, shop, account, disclaimer, counter, …
    paragraph   INTEGER NOT NULL DEFAULT 1,       -- 0: continues the line before it
    PRIMARY KEY (document_id, seq)
) STRICT, WITHOUT ROWID;

-- --- who and what ----------------------------------------------------------------------------------------------------------

-- Negotiations. A page is about the talks of the two sides that most of its parties speak for (talks_page; z: a third side); pairs of
-- sides that are one negotiation share a number (talks_pair; src/across/talks.c). x and y: its pair that most pages are about.
CREATE TABLE talks (
    id     INTEGER PRIMARY KEY,
    x      TEXT NOT NULL,
    y      TEXT NOT NULL,                         -- '': pages tell of one side only
    n_docs INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE talks_page (                         -- names of sides as all pages call them; '': there is none
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    x           TEXT NOT NULL,
    y           TEXT NOT NULL,
    z           TEXT NOT NULL,
    given       INTEGER NOT NULL DEFAULT 0        -- 1: as an import says
) STRICT;
CREATE INDEX talks_page_pair ON talks_page (x, y);
CREATE TABLE talks_pair (
    x        TEXT NOT NULL,
    y        TEXT NOT NULL,
    n        INTEGER NOT NULL,                    -- pages that are about the two
    together INTEGER NOT NULL,                    -- pages that have both among their first three sides
    talks_id INTEGER,
    PRIMARY KEY (x, y)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER talks_page_insert AFTER INSERT ON talks_page BEGIN
    INSERT INTO talks_pair (x, y, n, together) VALUES (new.x, new.y, 1, new.y <> '')
        ON CONFLICT (x, y) DO UPDATE SET n = n + 1, together = together + excluded.together;
    INSERT INTO talks_pair (x, y, n, together) SELECT min(v.s, new.z), max(v.s, new.z), 0, 1
        FROM (SELECT new.x AS s UNION ALL SELECT new.y) v WHERE new.z <> '' ON CONFLICT (x, y) DO UPDATE SET together = together + 1;
    INSERT OR REPLACE INTO meta (key, value) VALUES ('talks', 'stale');
END;
CREATE TRIGGER talks_page_delete AFTER DELETE ON talks_page BEGIN
    UPDATE talks_pair SET n = n - 1, together = together - (old.y <> '') WHERE x = old.x AND y = old.y;
    UPDATE talks_pair SET together = together - 1 WHERE old.z <> '' AND x = min(old.x, old.z) AND y = max(old.x, old.z);
    UPDATE talks_pair SET together = together - 1 WHERE old.z <> '' AND x = min(old.y, old.z) AND y = max(old.y, old.z);
    INSERT OR REPLACE INTO meta (key, value) VALUES ('talks', 'stale');
END;

-- One actor, proposal or issue across pages. name, role … are what most pages say (ties: byte order), so that they do not
-- depend on the order of reading. Pages are joined by the same name, folded (case, "the", possessive); a proposal or an issue without
-- a name of its own, by the same name in the same negotiation. Anything bolder is a row in merge.
CREATE TABLE identity (
    id       INTEGER PRIMARY KEY,
    sort     TEXT NOT NULL CHECK (sort IN ('actor', 'proposal', 'issue')),
    key      TEXT NOT NULL,                       -- folded name; of one negotiation's own, a tab and talks_id behind it
    name     TEXT NOT NULL,
    canon_id INTEGER REFERENCES identity (id),    -- what it was merged into; itself when it was not
    kind     TEXT,                                -- actors: person, organisation, state, body, outlet, group, unnamed
    role     TEXT,                                -- actors: party, mediator, other
    side     TEXT,                                -- actors: name of whom it speaks for
    title    TEXT,
    country  TEXT,
    sector   TEXT,
    date     TEXT,                                -- proposals
    author   TEXT,                                -- proposals: names, "; " between, where a person set them
    verdict  TEXT CHECK (verdict = 'corrected'),  -- a person set one of these; NULL: all as pages say
    n_docs   INTEGER NOT NULL DEFAULT 0,
    talks_id INTEGER,                             -- the negotiation inside which alone the name means this ("the deal", "wages")
    UNIQUE (sort, key)
) STRICT;
CREATE INDEX identity_talks ON identity (talks_id) WHERE talks_id IS NOT NULL;
CREATE INDEX identity_canon ON identity (canon_id);
CREATE INDEX identity_name ON identity (sort, name);
CREATE INDEX identity_side ON identity (side) WHERE side IS NOT NULL;

-- Why two identities are one ('one'), or must not be ('two'): by a rule of joining, or by a person.
CREATE TABLE merge (
    a       INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
    b       INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('one', 'two')),
    rule    TEXT NOT NULL,                        -- "person" for a correction
    why     TEXT,
    PRIMARY KEY (a, b, rule)
) STRICT, WITHOUT ROWID;
CREATE INDEX merge_b ON merge (b);

-- An actor of one page. document_id NULL: from an imported record, which names actors for all pages at once.
CREATE TABLE actor (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER REFERENCES document (id) ON DELETE CASCADE,
    identity_id INTEGER NOT NULL REFERENCES identity (id),
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    role        TEXT NOT NULL,
    side_id     INTEGER REFERENCES actor (id) ON DELETE SET NULL,
    title       TEXT,
    country     TEXT,                             -- ISO 3166-1 alpha-3
    sector      TEXT,                             -- PLOVER
    start       INTEGER,                          -- first mention
    stop        INTEGER,
    head_id     INTEGER REFERENCES actor (id) ON DELETE SET NULL -- of a delegation or another group: who leads it
) STRICT;
CREATE INDEX actor_head ON actor (head_id) WHERE head_id IS NOT NULL;
CREATE INDEX actor_document ON actor (document_id);
CREATE INDEX actor_identity ON actor (identity_id, document_id);
CREATE INDEX actor_side ON actor (side_id) WHERE side_id IS NOT NULL;
CREATE TABLE alias (
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    alias    TEXT NOT NULL,
    judging  INTEGER NOT NULL DEFAULT 0,          -- 1: the name judges whom it names ("terrorist group", "scabs")
    PRIMARY KEY (actor_id, alias)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_alias ON alias (alias COLLATE NOCASE);
CREATE TABLE member (                             -- of a group: the actors that the page lists as its members
    group_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    seq      INTEGER NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_actor ON member (actor_id);

-- A plan, draft, document or resolution; and a matter in dispute. As one page speaks of them.
CREATE TABLE proposal (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER REFERENCES document (id) ON DELETE CASCADE,
    identity_id INTEGER NOT NULL REFERENCES identity (id),
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL DEFAULT '[]',       -- JSON list
    date        TEXT,
    date_text   TEXT,                             -- "July 2", as written
    carrier_id  INTEGER REFERENCES actor (id) ON DELETE SET NULL,    -- who conveys it
    answers_id  INTEGER REFERENCES proposal (id) ON DELETE SET NULL, -- the proposal that it answers or revises
    version     TEXT,                             -- revised, announced, draft, …
    phases      INTEGER,                          -- how many phases the page says that it has
    start       INTEGER,
    stop        INTEGER,
    waits       INTEGER NOT NULL DEFAULT 0        -- 1: not joined yet: what its page is about is not known, and it is in no vote
) STRICT;
CREATE INDEX proposal_document ON proposal (document_id);
CREATE INDEX proposal_identity ON proposal (identity_id, document_id);
CREATE INDEX proposal_carrier ON proposal (carrier_id) WHERE carrier_id IS NOT NULL;
CREATE INDEX proposal_answers ON proposal (answers_id) WHERE answers_id IS NOT NULL;
CREATE TABLE issue (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER REFERENCES document (id) ON DELETE CASCADE,
    identity_id INTEGER NOT NULL REFERENCES identity (id),
    name        TEXT NOT NULL,
    aliases     TEXT NOT NULL DEFAULT '[]',
    start       INTEGER,
    stop        INTEGER,
    waits       INTEGER NOT NULL DEFAULT 0,       -- see proposal
    minor       INTEGER NOT NULL DEFAULT 0        -- 1: only the object of a position, no matter in dispute
) STRICT;
CREATE INDEX issue_document ON issue (document_id);
CREATE INDEX issue_identity ON issue (identity_id, document_id);
CREATE TABLE proposal_author (
    proposal_id INTEGER NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    actor_id    INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (proposal_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_author_actor ON proposal_author (actor_id);
CREATE TABLE proposal_term (                      -- issues inside a proposal
    proposal_id INTEGER NOT NULL REFERENCES proposal (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    issue_id    INTEGER NOT NULL REFERENCES issue (id) ON DELETE CASCADE,
    phase       INTEGER,                          -- the phase of the plan that it belongs to, from 1; NULL: the page does not say
    PRIMARY KEY (proposal_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_term_issue ON proposal_term (issue_id);

-- What pages say of an identity, counted: so that a page more or less costs what is on it, however many pages speak of the same.
-- field: doc (pages that name it; value ''), name, alias, kind, role, title, country, sector, date, author; side: the number of the
-- identity that it speaks for. Rows that belong to no page (imported) are not in here.
CREATE TABLE vote (
    identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
    field       TEXT NOT NULL,
    value       ANY NOT NULL,
    n           INTEGER NOT NULL,
    PRIMARY KEY (identity_id, field, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX vote_side ON vote (value) WHERE field = 'side';
CREATE VIEW thing_vote AS                         -- of proposals and issues
    SELECT document_id, identity_id, 'doc' AS field, '' AS value FROM proposal WHERE waits = 0
    UNION ALL SELECT document_id, identity_id, 'name', name FROM proposal WHERE waits = 0
    UNION ALL SELECT document_id, identity_id, 'date', date FROM proposal WHERE date IS NOT NULL AND waits = 0
    UNION ALL SELECT p.document_id, p.identity_id, 'alias', x.value FROM proposal p, json_each(p.aliases) x WHERE x.type = 'text' AND p.waits = 0
    UNION ALL SELECT p.document_id, p.identity_id, 'author', n.name FROM proposal p JOIN proposal_author x ON x.proposal_id = p.id
              JOIN actor n ON n.id = x.actor_id WHERE p.waits = 0
    UNION ALL SELECT document_id, identity_id, 'doc', '' FROM issue WHERE waits = 0
    UNION ALL SELECT document_id, identity_id, 'name', name FROM issue WHERE waits = 0
    UNION ALL SELECT p.document_id, p.identity_id, 'alias', x.value FROM issue p, json_each(p.aliases) x WHERE x.type = 'text' AND p.waits = 0;
CREATE VIEW page_vote AS                          -- the same, page by page
    SELECT document_id, identity_id, 'doc' AS field, '' AS value FROM actor
    UNION ALL SELECT document_id, identity_id, 'name', name FROM actor
    UNION ALL SELECT document_id, identity_id, 'kind', kind FROM actor WHERE kind <> ''
    UNION ALL SELECT document_id, identity_id, 'role', role FROM actor WHERE role <> 'other'
    UNION ALL SELECT document_id, identity_id, 'title', title FROM actor WHERE title IS NOT NULL
    UNION ALL SELECT document_id, identity_id, 'country', country FROM actor WHERE country IS NOT NULL
    UNION ALL SELECT document_id, identity_id, 'sector', sector FROM actor WHERE sector IS NOT NULL
    UNION ALL SELECT p.document_id, p.identity_id, 'side', q.identity_id FROM actor p JOIN actor q ON q.id = p.side_id
    UNION ALL SELECT p.document_id, p.identity_id, 'alias', x.alias FROM actor p JOIN alias x ON x.actor_id = p.id
    UNION ALL SELECT document_id, identity_id, field, value FROM thing_vote;

-- --- facts -------------------------------------------------------------------------------------------------------------------

-- What every fact has: its page, its place and words, what made it. The number lasts until the page is read again.
CREATE TABLE fact (
    id          INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('statement', 'event', 'position', 'figure', 'time', 'outlook')),
    start       INTEGER NOT NULL,
    stop        INTEGER NOT NULL CHECK (stop >= start),
    text_start  INTEGER,
    text_stop   INTEGER,
    words       TEXT,                             -- a statement's: all its content, " … " between
    context_start INTEGER,                        -- the sentence around it, in page.text
    context_stop  INTEGER,
    rule_id     INTEGER REFERENCES rule (id),
    confidence  REAL,                             -- 0 to 1; NULL: the rule does not say
    verdict     TEXT CHECK (verdict IN ('confirmed', 'rejected', 'corrected', 'added')) -- by a person; NULL: the machine's own
) STRICT;
CREATE INDEX fact_place ON fact (document_id, start);

-- Somebody is reported to have said something.
CREATE TABLE statement (
    fact_id    INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    mode       TEXT NOT NULL,                     -- direct, indirect, mixed
    speaker_id INTEGER REFERENCES actor (id) ON DELETE SET NULL,
    cue_start  INTEGER,
    cue_stop   INTEGER,
    cue        TEXT                               -- "said"
) STRICT;
CREATE INDEX statement_speaker ON statement (speaker_id);
CREATE TABLE content (                            -- the pieces of a statement's content
    fact_id    INTEGER NOT NULL REFERENCES statement (fact_id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    start      INTEGER NOT NULL,
    stop       INTEGER NOT NULL CHECK (stop >= start),
    text_start INTEGER,
    text_stop  INTEGER,
    PRIMARY KEY (fact_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE chain (                              -- who passed it on, innermost first
    fact_id  INTEGER NOT NULL REFERENCES statement (fact_id) ON DELETE CASCADE,
    seq      INTEGER NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (fact_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX chain_actor ON chain (actor_id);

-- Someone did something to or with someone.
CREATE TABLE event (
    fact_id     INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    event       TEXT NOT NULL,                    -- PLOVER: AGREE, CONSULT, …
    mode        TEXT,
    status      TEXT NOT NULL,                    -- happened, denied, planned, hypothetical
    date        TEXT,
    time        TEXT,                             -- without a date, what its clause gives: TIMEX3 (XXXX-WXX-1), else its words (last week)
    place       TEXT,
    asserted_id INTEGER REFERENCES actor (id) ON DELETE SET NULL, -- NULL: the report's own voice
    round       INTEGER,                          -- of talks: which round the page says that it is, from 1
    turn        INTEGER                           -- of meetings that the page puts in order: which comes where, from 1
) STRICT;
CREATE INDEX event_asserted ON event (asserted_id) WHERE asserted_id IS NOT NULL;
CREATE TABLE event_actor (
    fact_id  INTEGER NOT NULL REFERENCES event (fact_id) ON DELETE CASCADE,
    part     TEXT NOT NULL CHECK (part IN ('source', 'target')),
    seq      INTEGER NOT NULL,
    actor_id INTEGER NOT NULL REFERENCES actor (id) ON DELETE CASCADE,
    PRIMARY KEY (fact_id, part, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_actor_actor ON event_actor (actor_id);

-- Where a party is said to stand on a proposal or an issue.
CREATE TABLE position (
    fact_id     INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    holder_id   INTEGER REFERENCES actor (id) ON DELETE SET NULL,
    stance      TEXT NOT NULL,                    -- accept, reject, demand, offer, support, oppose, retreat
    proposal_id INTEGER REFERENCES proposal (id) ON DELETE SET NULL,
    issue_id    INTEGER REFERENCES issue (id) ON DELETE SET NULL,
    asserted_id INTEGER REFERENCES actor (id) ON DELETE SET NULL,
    date        TEXT,
    nuance      TEXT
) STRICT;
CREATE INDEX position_holder ON position (holder_id);
CREATE INDEX position_proposal ON position (proposal_id) WHERE proposal_id IS NOT NULL;
CREATE INDEX position_issue ON position (issue_id) WHERE issue_id IS NOT NULL;
CREATE INDEX position_asserted ON position (asserted_id) WHERE asserted_id IS NOT NULL;

-- A number that the report gives.
CREATE TABLE figure (
    fact_id      INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    value        REAL NOT NULL,
    high         REAL NOT NULL,                   -- upper end of a range, else value
    qualifier    TEXT NOT NULL,                   -- exact, about, more_than, at_least, at_most, less_than
    unit         TEXT,
    measure      TEXT,                            -- killed, wounded, missing, held, …, duration, or free
    subject      TEXT,
    according_id INTEGER REFERENCES actor (id) ON DELETE SET NULL,
    as_of        TEXT
) STRICT;
CREATE INDEX figure_measure ON figure (measure, unit);
CREATE INDEX figure_according ON figure (according_id) WHERE according_id IS NOT NULL;

-- A time expression and what it means on its page.
CREATE TABLE time (
    fact_id   INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,                      -- date, time, duration, set
    value     TEXT,                               -- TIMEX3: 2024-08-19, 2024-W34, P4M, …; NULL: the page gives no anchor
    date      TEXT,                               -- when it is one day
    precision TEXT                                -- d, w, m, y, t
) STRICT;

-- How the talks go as an account has it.
CREATE TABLE outlook (
    fact_id     INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    about       TEXT NOT NULL,                    -- talks: do they go on; deal: how near is it
    leaning     INTEGER NOT NULL CHECK (leaning IN (-1, 1)), -- 1: they live, it is near or made; -1: they are off or stuck, it is far
    asserted_id INTEGER REFERENCES actor (id) ON DELETE SET NULL -- NULL: the page's own voice
) STRICT;
CREATE INDEX outlook_asserted ON outlook (asserted_id) WHERE asserted_id IS NOT NULL;

-- --- from many pages ---------------------------------------------------------------------------------------------------------

-- Pages that belong together. copy, rewrite and same-wire are one origin; same-event pages are independent reports.
-- A page that rests on an outside outlet's story has a row with `of` naming that outlet and b NULL.
CREATE TABLE lineage (
    id         INTEGER PRIMARY KEY,
    a          INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    b          INTEGER REFERENCES document (id) ON DELETE CASCADE,
    relation   TEXT NOT NULL,
    score      REAL,                              -- share of the shorter page's runs of words that the longer one holds
    evidence   TEXT,
    of         TEXT,
    made       TEXT NOT NULL DEFAULT 'machine'    -- or 'import'
) STRICT;
CREATE INDEX lineage_a ON lineage (a);
CREATE INDEX lineage_b ON lineage (b) WHERE b IS NOT NULL;

-- Accounts of one matter that cannot all hold as stated. Nothing here says which is true.
CREATE TABLE conflict (
    id       INTEGER PRIMARY KEY,
    join_key INTEGER,                             -- the key under which the accounts met; NULL: imported
    kind     TEXT NOT NULL,                       -- figure, event, position
    about    TEXT NOT NULL,
    rule     TEXT
) STRICT;
CREATE INDEX conflict_key ON conflict (join_key);
CREATE TABLE conflict_side (
    conflict_id INTEGER NOT NULL REFERENCES conflict (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    fact_id     INTEGER REFERENCES fact (id) ON DELETE CASCADE,
    start       INTEGER NOT NULL,
    stop        INTEGER NOT NULL,
    PRIMARY KEY (conflict_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_side_document ON conflict_side (document_id);
CREATE INDEX conflict_side_fact ON conflict_side (fact_id) WHERE fact_id IS NOT NULL;

-- What became different: before and after, each a place on a page.
CREATE TABLE change (
    id           INTEGER PRIMARY KEY,
    join_key     INTEGER,
    kind         TEXT NOT NULL,
    what         TEXT NOT NULL,                   -- reversed, hardened, softened, revised, denied, held, dropped
    about        TEXT NOT NULL,
    before_doc   INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    before_fact  INTEGER REFERENCES fact (id) ON DELETE CASCADE,
    before_start INTEGER NOT NULL,
    before_stop  INTEGER NOT NULL,
    before_date  TEXT,                            -- of the fact, else of its page
    after_doc    INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    after_fact   INTEGER REFERENCES fact (id) ON DELETE CASCADE,
    after_start  INTEGER NOT NULL,
    after_stop   INTEGER NOT NULL,
    after_date   TEXT,
    rule         TEXT
) STRICT;
CREATE INDEX change_key ON change (join_key);
CREATE INDEX change_date ON change (after_date);
CREATE INDEX change_before ON change (before_doc);
CREATE INDEX change_after ON change (after_doc);
CREATE INDEX change_before_fact ON change (before_fact) WHERE before_fact IS NOT NULL;
CREATE INDEX change_after_fact ON change (after_fact) WHERE after_fact IS NOT NULL;

-- Where joining files pages and facts that may belong together, and what it has still to look at. After a program that was
-- killed these last tables tell what is left; the next one goes on there.
CREATE TABLE doc_key (
    key         INTEGER NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
    PRIMARY KEY (key, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX doc_key_document ON doc_key (document_id);
CREATE TABLE fact_key (
    key     INTEGER NOT NULL,
    rank    INTEGER NOT NULL,                     -- day of the fact, else of its page, and within a day by what the fact is: under
    fact_id INTEGER NOT NULL REFERENCES fact (id) ON DELETE CASCADE, -- a key that many share the latest are compared
    sign    INTEGER NOT NULL DEFAULT 0,           -- which others it may tell something with (across.h): only those are read
    PRIMARY KEY (key, rank, fact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_key_fact ON fact_key (fact_id);
CREATE TABLE fact_form (                          -- what comparing asks of a fact that has keys, ready to be read (src/across/form.c)
    fact_id     INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    document_id INTEGER NOT NULL,
    form        BLOB NOT NULL
) STRICT;
CREATE TABLE name_key (
    key         INTEGER NOT NULL,
    identity_id INTEGER NOT NULL REFERENCES identity (id) ON DELETE CASCADE,
    PRIMARY KEY (key, identity_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_key_identity ON name_key (identity_id);
-- quiet: imported, and joined by whoever exported it; file it, so that later pages find it, and look for nothing now.
-- renamed: the page stands, only names in its facts changed.
CREATE TABLE pending_identity (
    identity_id INTEGER PRIMARY KEY REFERENCES identity (id) ON DELETE CASCADE,
    quiet       INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE pending_group (identity_id INTEGER PRIMARY KEY REFERENCES identity (id) ON DELETE CASCADE) STRICT;
CREATE TABLE pending_doc (
    document_id INTEGER PRIMARY KEY REFERENCES document (id) ON DELETE CASCADE,
    quiet       INTEGER NOT NULL DEFAULT 0,
    renamed     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE pending_key (
    key  INTEGER PRIMARY KEY,
    rank INTEGER NOT NULL                         -- the highest rank among what came or went under it
) STRICT;

-- --- by a person ---------------------------------------------------------------------------------------------------------------

-- What a person said about the record. Keyed by page, bytes and kind, never by number, so that it outlives a new reading by a
-- new model; applied again whenever the page is read. A correction that finds no fact any more stays here, `applied` 0.
CREATE TABLE correction (
    id      INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,                        -- UTC
    who     TEXT NOT NULL,
    action  TEXT NOT NULL CHECK (action IN ('confirm', 'reject', 'set', 'add', 'merge', 'part')),
    kind    TEXT NOT NULL,                        -- statement, event, position, figure, time; actor, proposal, issue for merge and part
    doc     TEXT,                                 -- NULL for merge, for part of two names, for set of a name's field
    start   INTEGER,
    stop    INTEGER,
    which   TEXT,                                 -- tells facts at one place apart: "REJECT", "accept|Plan", "1200|killed"; a name
    field   TEXT,                                 -- of set: "speaker"; of merge and part: the one name
    value   TEXT,                                 -- of set: the new value; of merge and part: the other name (with doc: what it is
                                                  -- called on that page from now on); of add: the fact as JSON
    was     TEXT,                                 -- of set: what the machine had said
    note    TEXT,
    applied INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX correction_doc ON correction (doc, start);

-- --- search ----------------------------------------------------------------------------------------------------------------------

CREATE VIRTUAL TABLE page_text USING fts5 (text, content = 'page', content_rowid = 'document_id', tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER page_insert AFTER INSERT ON page BEGIN
    INSERT INTO page_text (rowid, text) VALUES (new.document_id, new.text);
END;
CREATE TRIGGER page_delete AFTER DELETE ON page BEGIN
    INSERT INTO page_text (page_text, rowid, text) VALUES ('delete', old.document_id, old.text);
END;
CREATE VIRTUAL TABLE fact_text USING fts5 (words, content = 'fact', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
-- New facts are put into fact_text a page at a time, not by a trigger: one savepoint a page instead of one a fact.
CREATE TRIGGER fact_delete AFTER DELETE ON fact WHEN old.kind <> 'time' BEGIN
    INSERT INTO fact_text (fact_text, rowid, words) VALUES ('delete', old.id, old.words);
END;

-- Of figures, beside their words, what is counted.
CREATE VIRTUAL TABLE figure_text USING fts5 (measure, subject, content = 'figure', content_rowid = 'fact_id', tokenize = "unicode61 remove_diacritics 2");
CREATE TRIGGER figure_update AFTER UPDATE OF measure, subject ON figure BEGIN
    INSERT INTO figure_text (figure_text, rowid, measure, subject) VALUES ('delete', old.fact_id, old.measure, old.subject);
    INSERT INTO figure_text (rowid, measure, subject) VALUES (new.fact_id, new.measure, new.subject);
END;
CREATE TRIGGER figure_delete AFTER DELETE ON figure BEGIN
    INSERT INTO figure_text (figure_text, rowid, measure, subject) VALUES ('delete', old.fact_id, old.measure, old.subject);
END;

-- --- to read -----------------------------------------------------------------------------------------------------------------------

-- Numbers to names: what all pages call this page's actor, proposal or issue. Not to the right of LEFT JOIN: SQLite makes such a view
-- whole for each question there, all actors of the record for one fact.
CREATE VIEW actor_name AS
    SELECT actor.id, c.id AS identity_id, c.name, c.side, c.role
    FROM actor JOIN identity i ON i.id = actor.identity_id JOIN identity c ON c.id = coalesce(i.canon_id, i.id);
CREATE VIEW proposal_name AS
    SELECT proposal.id, c.id AS identity_id, c.name
    FROM proposal JOIN identity i ON i.id = proposal.identity_id JOIN identity c ON c.id = coalesce(i.canon_id, i.id);
CREATE VIEW issue_name AS
    SELECT issue.id, c.id AS identity_id, c.name
    FROM issue JOIN identity i ON i.id = issue.identity_id JOIN identity c ON c.id = coalesce(i.canon_id, i.id);

CREATE VIEW documents AS
    SELECT d.id, d.doc, d.published, d.outlet, d.title, d.author, d.url, d.lang, d.format, d.encoding, d.n_bytes,
           (SELECT sum(stop - start) FROM body b WHERE b.document_id = d.id) AS body_bytes,
           (SELECT count(*) FROM fact f WHERE f.document_id = d.id AND f.kind <> 'time' AND f.verdict IS NOT 'rejected') AS facts,
           m.name AS model, d.path, d.read_at, coalesce(t.made, CASE WHEN t.sign IS NOT NULL THEN 'yes' END) AS translated,
           t.original, (SELECT coalesce(k.x || ' / ' || nullif(k.y, ''), k.x) FROM talks_page g JOIN talks_pair p ON p.x = g.x AND p.y = g.y
            JOIN talks k ON k.id = p.talks_id WHERE g.document_id = d.id) AS talks
    FROM document d LEFT JOIN model m ON m.id = d.model_id LEFT JOIN translation t ON t.document_id = d.id;

CREATE VIEW translations AS
    SELECT d.id, d.doc, t.sign, t.made, t.original, t.start, t.stop, t.words, d.published, d.outlet
    FROM translation t JOIN document d ON d.id = t.document_id;

CREATE VIEW actors AS
    SELECT i.id, i.name, i.kind, i.role, i.side, i.title, i.country, i.sector, i.n_docs AS docs,
           (SELECT group_concat(alias, '; ') FROM (SELECT DISTINCT alias FROM identity j JOIN actor a ON a.identity_id = j.id
            JOIN alias ON alias.actor_id = a.id WHERE j.canon_id = i.id AND alias <> i.name ORDER BY alias)) AS aliases,
           (SELECT min(n.name) FROM identity j JOIN actor a ON a.identity_id = j.id JOIN actor_name n ON n.id = a.head_id
            WHERE j.canon_id = i.id) AS head,
           (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT n.name FROM identity j JOIN actor a ON a.identity_id = j.id
            JOIN member m ON m.group_id = a.id JOIN actor_name n ON n.id = m.actor_id WHERE j.canon_id = i.id ORDER BY n.name)) AS members,
           (SELECT group_concat(alias, '; ') FROM (SELECT DISTINCT alias FROM identity j JOIN actor a ON a.identity_id = j.id
            JOIN alias ON alias.actor_id = a.id WHERE j.canon_id = i.id AND judging = 1 ORDER BY alias)) AS judging, i.verdict
    FROM identity i WHERE i.sort = 'actor' AND coalesce(i.canon_id, i.id) = i.id;

-- translated: 1 where quoted words stand on a page that is a translation: they are not the speaker's own.
CREATE VIEW statements AS
    SELECT f.id, d.doc, f.start, f.stop, n.name AS speaker, coalesce(n.side, n.name) AS side, s.cue, f.words, s.mode,
           (SELECT group_concat(name, ' > ') FROM (SELECT cn.name FROM chain c JOIN actor_name cn ON cn.id = c.actor_id
            WHERE c.fact_id = f.id ORDER BY c.seq)) AS chain,
           d.published, d.outlet, f.confidence, f.verdict,
           CASE WHEN s.mode <> 'indirect' AND EXISTS (SELECT 1 FROM translation t WHERE t.document_id = d.id) THEN 1 END AS translated
    FROM statement s JOIN fact f ON f.id = s.fact_id JOIN document d ON d.id = f.document_id
    LEFT JOIN actor n_a ON n_a.id = s.speaker_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity n ON n.id = coalesce(n_i.canon_id, n_i.id) WHERE f.verdict IS NOT 'rejected';

CREATE VIEW events AS
    SELECT f.id, d.doc, f.start, f.stop, e.event,
           (SELECT group_concat(name, '; ') FROM (SELECT an.name FROM event_actor ea JOIN actor_name an ON an.id = ea.actor_id
            WHERE ea.fact_id = f.id AND ea.part = 'source' ORDER BY ea.seq)) AS source,
           (SELECT group_concat(name, '; ') FROM (SELECT an.name FROM event_actor ea JOIN actor_name an ON an.id = ea.actor_id
            WHERE ea.fact_id = f.id AND ea.part = 'target' ORDER BY ea.seq)) AS target,
           e.status, e.date, e.time, e.place, n.name AS asserted_by, f.words, d.published, d.outlet, f.confidence, f.verdict
    FROM event e JOIN fact f ON f.id = e.fact_id JOIN document d ON d.id = f.document_id
    LEFT JOIN actor n_a ON n_a.id = e.asserted_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity n ON n.id = coalesce(n_i.canon_id, n_i.id) WHERE f.verdict IS NOT 'rejected';

-- The course of the talks: who met or is to meet, where, when and how long, of events that tell at least one of these. length: a
-- duration inside the event's own words, and not in those of another meeting inside them, that is said of the meeting, or of nothing named if it is hours or minutes. held: of a planned one, the event that
-- tells of the same meeting once held. round: of talks, which one the page says that it is. turn: of meetings that one page puts in
-- order, which comes where.
CREATE VIEW meetings AS
    SELECT * FROM (SELECT f.id, d.doc, f.start, f.stop, e.status,
           (SELECT group_concat(name, '; ') FROM (SELECT an.name FROM event_actor ea JOIN actor_name an ON an.id = ea.actor_id
            WHERE ea.fact_id = f.id GROUP BY an.name ORDER BY min(ea.part), min(ea.seq))) AS who,
           coalesce(e.date, e.time) AS time, e.place,
           (SELECT g_f.words FROM fact g_f JOIN figure g ON g.fact_id = g_f.id WHERE g_f.document_id = f.document_id AND
            g_f.start >= f.start AND g_f.start < f.stop AND g_f.stop <= f.stop AND g.measure = 'duration' AND g_f.verdict IS NOT 'rejected'
            AND CASE WHEN g.subject IS NULL THEN g.unit IN ('minutes', 'hours') ELSE g.unit IN ('minutes', 'hours', 'days', 'weeks') AND
            (g.subject LIKE '%talk%' OR g.subject LIKE '%meeting%' OR g.subject LIKE '%negotiation%' OR g.subject LIKE '%discussion%' OR
            g.subject LIKE '%summit%' OR g.subject LIKE '%visit%' OR g.subject LIKE '%session%' OR g.subject LIKE '%round%' OR
            g.subject LIKE '%conference%') END AND NOT EXISTS (SELECT 1 FROM fact i JOIN event ie ON ie.fact_id = i.id WHERE
            i.document_id = f.document_id AND ie.event = 'CONSULT' AND i.start >= f.start AND i.start <= g_f.start AND i.stop <= f.stop AND
            i.stop >= g_f.stop AND i.stop - i.start < f.stop - f.start) ORDER BY g_f.start LIMIT 1) AS length,
           (SELECT min(c.after_fact) FROM change c WHERE c.before_fact = f.id AND c.rule = 'planned-then-held') AS held,
           e.round, e.turn, f.words, d.published, d.outlet, f.verdict
    FROM event e JOIN fact f ON f.id = e.fact_id JOIN document d ON d.id = f.document_id
    WHERE e.event = 'CONSULT' AND f.verdict IS NOT 'rejected') WHERE time IS NOT NULL OR place IS NOT NULL OR length IS NOT NULL
    OR round IS NOT NULL OR turn IS NOT NULL;

CREATE VIEW positions AS
    SELECT f.id, d.doc, f.start, f.stop, n.name AS holder, coalesce(n.side, n.name) AS side, p.stance,
           coalesce(pn.name, isn.name) AS object, CASE WHEN p.proposal_id IS NOT NULL THEN 'proposal' ELSE 'issue' END AS object_is,
           an.name AS asserted_by, p.date, p.nuance, f.words, d.published, d.outlet, f.confidence, f.verdict
    FROM position p JOIN fact f ON f.id = p.fact_id JOIN document d ON d.id = f.document_id
    LEFT JOIN actor n_a ON n_a.id = p.holder_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity n ON n.id = coalesce(n_i.canon_id, n_i.id) LEFT JOIN actor an_a ON an_a.id = p.asserted_id LEFT JOIN identity an_i ON an_i.id = an_a.identity_id LEFT JOIN identity an ON an.id = coalesce(an_i.canon_id, an_i.id)
    LEFT JOIN proposal pn_a ON pn_a.id = p.proposal_id LEFT JOIN identity pn_i ON pn_i.id = pn_a.identity_id LEFT JOIN identity pn ON pn.id = coalesce(pn_i.canon_id, pn_i.id) LEFT JOIN issue isn_a ON isn_a.id = p.issue_id LEFT JOIN identity isn_i ON isn_i.id = isn_a.identity_id LEFT JOIN identity isn ON isn.id = coalesce(isn_i.canon_id, isn_i.id)
    WHERE f.verdict IS NOT 'rejected';

CREATE VIEW figures AS
    SELECT f.id, d.doc, f.start, f.stop, g.measure, g.qualifier, g.value, g.high, g.unit, g.subject, n.name AS according_to,
           g.as_of, f.words, d.published, d.outlet, f.confidence, f.verdict
    FROM figure g JOIN fact f ON f.id = g.fact_id JOIN document d ON d.id = f.document_id
    LEFT JOIN actor n_a ON n_a.id = g.according_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity n ON n.id = coalesce(n_i.canon_id, n_i.id) WHERE f.verdict IS NOT 'rejected';

CREATE VIEW outlooks AS
    SELECT f.id, d.doc, o.about, CASE WHEN o.about = 'talks' THEN CASE o.leaning WHEN 1 THEN 'on' ELSE 'off' END ELSE CASE o.leaning WHEN 1 THEN 'near' ELSE 'far' END END AS outlook, n.name AS asserted_by, n.side, f.words, f.start, f.stop,
           d.published, d.outlet, r.name AS rule
    FROM outlook o JOIN fact f ON f.id = o.fact_id JOIN document d ON d.id = f.document_id
    LEFT JOIN actor n_a ON n_a.id = o.asserted_id LEFT JOIN identity n_i ON n_i.id = n_a.identity_id LEFT JOIN identity n ON n.id = coalesce(n_i.canon_id, n_i.id)
    LEFT JOIN rule r ON r.id = f.rule_id WHERE f.verdict IS NOT 'rejected';

CREATE VIEW proposals AS
    SELECT i.id, i.name, i.date,
           coalesce(i.author, (SELECT group_concat(name, '; ') FROM (SELECT DISTINCT an.name FROM identity j JOIN proposal p ON p.identity_id = j.id
            JOIN proposal_author pa ON pa.proposal_id = p.id JOIN actor_name an ON an.id = pa.actor_id
            WHERE j.canon_id = i.id ORDER BY an.name))) AS author,
           (SELECT max(p.phases) FROM identity j JOIN proposal p ON p.identity_id = j.id WHERE j.canon_id = i.id) AS phases,
           i.n_docs AS docs, i.verdict,
           (SELECT coalesce(k.x || ' / ' || nullif(k.y, ''), k.x) FROM talks k WHERE k.id = i.talks_id) AS talks
    FROM identity i WHERE i.sort = 'proposal' AND coalesce(i.canon_id, i.id) = i.id;

-- What stands in proposals: one row for each term on each page, with the phase of the plan that it belongs to.
CREATE VIEW terms AS
    SELECT p.id, pn.name AS proposal, t.phase, isn.name AS term, p.phases, t.seq, d.doc, p.start, p.stop, d.published, d.outlet
    FROM proposal_term t JOIN proposal p ON p.id = t.proposal_id JOIN proposal_name pn ON pn.id = p.id
    JOIN issue_name isn ON isn.id = t.issue_id LEFT JOIN document d ON d.id = p.document_id;

CREATE VIEW issues AS
    SELECT i.id, i.name, i.n_docs AS docs, i.verdict,
           (SELECT coalesce(k.x || ' / ' || nullif(k.y, ''), k.x) FROM talks k WHERE k.id = i.talks_id) AS talks FROM identity i WHERE i.sort = 'issue' AND coalesce(i.canon_id, i.id) = i.id
        AND (EXISTS (SELECT 1 FROM issue s WHERE s.identity_id = i.id AND s.minor = 0)
             OR EXISTS (SELECT 1 FROM identity j JOIN issue s ON s.identity_id = j.id WHERE j.canon_id = i.id AND s.minor = 0));

-- One row for each account of a conflict; rows of one conflict share its id.
CREATE VIEW conflicts AS
    SELECT c.id, c.kind, c.about, d.doc, s.start, s.stop, f.words, d.published, d.outlet, c.rule
    FROM conflict c JOIN conflict_side s ON s.conflict_id = c.id JOIN document d ON d.id = s.document_id
    LEFT JOIN fact f ON f.id = s.fact_id;

CREATE VIEW origins AS
    SELECT l.id, da.doc AS doc, db.doc AS other, l.relation, l.score, l.of, l.evidence
    FROM lineage l JOIN document da ON da.id = l.a LEFT JOIN document db ON db.id = l.b;

CREATE VIEW changes AS
    SELECT c.id, c.kind, c.what, c.about, db.doc AS before_doc, c.before_start, c.before_stop, fb.words AS before_words, c.before_date,
           da.doc AS after_doc, c.after_start, c.after_stop, fa.words AS after_words, c.after_date,
           db.published AS before_published, da.published AS after_published, c.rule
    FROM change c JOIN document db ON db.id = c.before_doc JOIN document da ON da.id = c.after_doc
    LEFT JOIN fact fb ON fb.id = c.before_fact LEFT JOIN fact fa ON fa.id = c.after_fact;
