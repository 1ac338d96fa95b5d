/* report.ts - what the HTML report can do when scripts run: filter, search, fold long lists, follow a fact into its page.
 *
 * Everything is in the document already; this only shows and hides. It writes no text of a page as markup: clones of nodes and
 * textContent alone. Compiled to report.js (`make web`), which is embedded in the library.
 */
"use strict";

(() => {
  const FOLD_AT = 40; // entries of one list that are shown at first: about six screens

  const $ = <T extends Element>(selector: string, from: ParentNode = document): T | null => from.querySelector<T>(selector);
  const all = <T extends Element>(selector: string, from: ParentNode = document): T[] => Array.from(from.querySelectorAll<T>(selector));

  /* --- light and dark ----------------------------------------------------------------------------------------------- */
  const root = document.documentElement;
  const nav = $<HTMLElement>("nav");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = (): boolean => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const themeButton = document.createElement("button");
  themeButton.type = "button";
  themeButton.className = "theme";
  const nameTheme = (): void => { themeButton.textContent = isDark() ? "Light colours" : "Dark colours"; };
  themeButton.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    nameTheme();
  });
  dark.addEventListener("change", nameTheme);
  nameTheme();
  nav?.append(themeButton);

  /* --- filters ------------------------------------------------------------------------------------------------------ */
  const form = $<HTMLFormElement>("#filters");
  const found = $<HTMLOutputElement>("#found");
  const field = (id: string): HTMLInputElement | HTMLSelectElement | null => $(`#${id}`);
  const [query, bySide, byWho, byDoc, from, to] = ["q", "by-side", "by-who", "by-doc", "from", "to"].map(field);

  type Entry = { element: HTMLElement; text: string; list: HTMLElement };
  const fold = (s: string): string => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[\u2018\u2019]/g, "'").toLowerCase();
  const entries: Entry[] = all<HTMLElement>(".fact, .actor, .conflict, .change, .links > li, .page").map((element) => ({
    element,
    text: "",
    list: (element.closest("section") ?? document.body) as HTMLElement,
  }));
  const unfolded = new Set<HTMLElement>();

  const wanted = (e: Entry, words: string[]): boolean => {
    const d = e.element.dataset;
    const side = bySide?.value, who = byWho?.value, doc = byDoc?.value;
    const first = (v: string | undefined): string => (v ?? "").trim().split(" ")[0] ?? "";
    /* A side or actor filters what it says, holds or does, and lists that name actors; pages stay. */
    if (side && d.s !== undefined && first(d.s) !== side) return false;
    if (side && d.s === undefined && e.element.classList.contains("fact")) return false;
    if (who && d.w !== undefined && !` ${d.w} `.includes(` ${who} `)) return false;
    if (who && d.w === undefined && e.element.classList.contains("fact")) return false;
    if (doc && d.d !== undefined && !` ${d.d} `.includes(` ${doc} `)) return false;
    if ((from?.value || to?.value) && e.element.classList.contains("fact")) {
      if (!d.t || (from?.value && d.t < from.value) || (to?.value && d.t > to.value)) return false;
    }
    if (words.length) {
      if (!e.text) e.text = fold(e.element.textContent ?? "");
      if (!words.every((w) => e.text.includes(w))) return false;
    }
    return true;
  };

  const apply = (): void => {
    const words = fold(query?.value ?? "").split(/\s+/).filter(Boolean);
    const filtering = words.length > 0 || [bySide, byWho, byDoc, from, to].some((x) => x?.value);
    const shown = new Map<HTMLElement, number>();
    const total = new Map<HTMLElement, number>();
    for (const e of entries) {
      if (e.list.id === "overview") continue;
      const ok = wanted(e, words);
      e.element.hidden = !ok;
      total.set(e.list, (total.get(e.list) ?? 0) + 1);
      if (!ok) continue;
      const n = (shown.get(e.list) ?? 0) + 1;
      shown.set(e.list, n);
      const long = e.element.matches(".list > .fact");
      e.element.classList.toggle("folded", long && n > FOLD_AT && !unfolded.has(e.list));
      if (e.element.classList.contains("folded")) e.element.hidden = true;
    }
    let sum = 0;
    for (const [list, n] of total) {
      const k = shown.get(list) ?? 0;
      sum += k;
      const badge = $<HTMLElement>("h2 .n", list);
      if (badge) badge.textContent = filtering && k !== n ? `${k} of ${badge.dataset.total ?? n}` : badge.dataset.total ?? `${n}`;
      let more = $<HTMLButtonElement>(":scope > .more", list);
      const folded = k > FOLD_AT && !unfolded.has(list) && $(".list", list);
      if (folded && !more) {
        more = document.createElement("button");
        more.type = "button";
        more.className = "more";
        more.addEventListener("click", () => {
          const next = $<HTMLElement>(".folded", list);
          unfolded.add(list);
          apply();
          next?.setAttribute("tabindex", "-1");
          next?.focus();
        });
        list.append(more);
      }
      if (more) {
        more.hidden = !folded;
        more.textContent = `Show all ${k}`;
      }
    }
    for (const group of all<HTMLElement>(".day, .figures")) {
      const box = group.classList.contains("figures") ? group.parentElement : group;
      if (box) box.hidden = !$(".fact:not([hidden])", group);
    }
    if (found) found.textContent = filtering ? `${sum} entries match` : "";
  };

  if (form) {
    form.hidden = false;
    let wait = 0;
    form.addEventListener("input", () => {
      clearTimeout(wait);
      wait = setTimeout(apply, 120);
    });
    form.addEventListener("reset", () => setTimeout(apply, 0));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  for (const link of all<HTMLAnchorElement>("a[data-only]"))
    link.addEventListener("click", () => {
      form?.reset();
      if (byWho) byWho.value = link.dataset.only ?? "";
      apply();
    });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !(event.target instanceof HTMLInputElement) && !(event.target instanceof HTMLSelectElement) && query) {
      event.preventDefault();
      query.focus();
    }
  });
  apply();

  /* --- following a fact ---------------------------------------------------------------------------------------------- */
  const parts = new Map<string, HTMLElement[]>(); // fact -> its pieces in the pages
  for (const piece of all<HTMLElement>(".text .m, .note a"))
    for (const id of (piece.dataset.f ?? "").split(" ")) {
      const list = parts.get(id);
      if (list) list.push(piece);
      else parts.set(id, [piece]);
    }
  let lit: Element[] = [];
  const light = (ids: string[]): void => {
    for (const x of lit) x.classList.remove("hit");
    lit = ids.flatMap((id) => (parts.get(id) ?? []).map((x) => x.closest(".note") ?? x));
    for (const x of lit) x.classList.add("hit");
  };

  const reveal = (): void => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    if (!target) return;
    closePeek();
    for (let at: Element | null = target; at; at = at.parentElement)
      if (at instanceof HTMLDetailsElement) at.open = true;
    const fact = /^f\d+$/.test(id) ? target : null;
    if (fact && (fact.hidden || fact.closest("[hidden]"))) { // filtered away or folded: the reader asked for it, so it is shown
      unfolded.add((fact.closest("section") ?? document.body) as HTMLElement);
      if (fact.hidden && !fact.classList.contains("folded")) form?.reset();
      apply();
    }
    light(/^w\d+$/.test(id) ? [id.slice(1)] : []);
    target.scrollIntoView({ block: /^[wf]\d+$/.test(id) ? "center" : "start" });
    if (/^[wfadcmp]\d+$/.test(id)) {
      const focus = /^w/.test(id) ? (lit.find((x) => x.classList.contains("m")) as HTMLElement | undefined) ?? target : target;
      focus.setAttribute("tabindex", "-1");
      focus.focus({ preventScroll: true });
    }
  };

  /* A click on marked words shows which facts rest on them. */
  let peek: HTMLElement | null = null;
  let peeked: HTMLElement | null = null;
  function closePeek(): void {
    peek?.remove();
    peek = null;
    peeked?.focus({ preventScroll: true });
    peeked = null;
  }
  const openPeek = (piece: HTMLElement): void => {
    closePeek();
    const box = document.createElement("div");
    box.id = "peek";
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", "Facts that rest on these words");
    box.tabIndex = -1;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "Close";
    close.addEventListener("click", () => { light([]); closePeek(); });
    box.append(close);
    const ids = (piece.dataset.f ?? "").split(" ").reverse(); // innermost first
    for (const id of ids) {
      const fact = document.getElementById(`f${id}`);
      if (!fact) continue;
      const item = document.createElement("div");
      item.className = "item";
      if (fact instanceof HTMLTableRowElement) {
        const p = document.createElement("p");
        p.textContent = Array.from(fact.cells).slice(0, 4).map((c) => (c.textContent ?? "").trim()).filter(Boolean).join(" · ");
        item.append(p);
      } else
        for (const part of all<HTMLElement>(":scope > .top, :scope > blockquote, :scope > .chain", fact)) item.append(part.cloneNode(true));
      const back = document.createElement("a");
      back.href = `#f${id}`;
      back.className = "ref";
      back.textContent = "in the list";
      item.append(back);
      box.append(item);
    }
    document.body.append(box);
    const r = piece.getClientRects()[0] ?? piece.getBoundingClientRect();
    box.style.left = `${Math.max(8, Math.min(r.left + scrollX, scrollX + root.clientWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${r.bottom + scrollY + 8}px`;
    peek = box;
    peeked = piece;
    light(ids);
    box.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const at = event.target instanceof Element ? event.target : null;
    if (peek && at && peek.contains(at)) return;
    const piece = at?.closest<HTMLElement>(".text .m");
    if (piece) {
      piece.setAttribute("tabindex", "-1");
      openPeek(piece);
    } else if (peek) {
      light([]);
      closePeek();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && peek) {
      light([]);
      closePeek();
    }
  });
  for (const note of all<HTMLAnchorElement>(".note a")) {
    const show = (): void => light([note.dataset.f ?? ""]);
    note.addEventListener("mouseenter", show);
    note.addEventListener("focus", show);
  }

  /* The legend switches its kind of mark on and off. */
  for (const sample of all<HTMLElement>(".legend .m")) {
    const kind = Array.from(sample.classList).find((c) => c !== "m") ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.className = sample.className;
    button.textContent = sample.textContent;
    button.setAttribute("aria-pressed", "true");
    button.addEventListener("click", () => {
      const hidden = document.body.classList.toggle(`hide-${kind}`);
      button.setAttribute("aria-pressed", String(!hidden));
    });
    sample.replaceWith(button);
  }

  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => {
    for (const d of all<HTMLDetailsElement>("details")) d.open = true;
  });

  /* --- where the reader is ------------------------------------------------------------------------------------------- */
  const links = new Map(all<HTMLAnchorElement>("nav a").map((a) => [a.hash.slice(1), a] as const));
  const seen = new IntersectionObserver((changes) => {
    for (const c of changes)
      if (c.isIntersecting) {
        for (const a of links.values()) a.removeAttribute("aria-current");
        links.get(c.target.id)?.setAttribute("aria-current", "true");
      }
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const s of all<HTMLElement>("main > section")) seen.observe(s);
})();
