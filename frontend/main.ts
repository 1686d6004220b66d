// What every page runs at first view: shows what needs a script, and waits for the first use of anything larger.

import type { AskedFile } from "./search/reading";

function unhide(selector: string): void {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) element.hidden = false;
}

function showWhatNeedsAScript(): void {
  unhide("[data-needs-js]");
  for (const element of document.querySelectorAll<HTMLElement>("[data-without-js]")) element.hidden = true;
  // A fragment that holds state means nothing without a script, and is no anchor.
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-fragment]")) link.hash = link.dataset["fragment"]!;
}

let search: Promise<void> | undefined;

function loadSearch(): void {
  search ??= withManifest()
    .catch(() => {
      search = undefined; // the network may be back at the next keystroke
      const failed = document.querySelector<HTMLElement>("form[data-search]")?.dataset["failed"] ?? "";
      for (const status of document.querySelectorAll("[data-search-status]")) status.textContent = failed;
    });
}

/** The code of search, and the files that every query takes, which need not wait for each other. */
async function withManifest(): Promise<void> {
  const { manifest: address = "" } = document.querySelector<HTMLElement>("form[data-search]")?.dataset ?? {};
  const manifest = fetch(address, { cache: "no-cache" });
  manifest.catch(() => undefined); // told where it is waited for
  const file = fileNamedIn(manifest, address).catch(() => null);
  (await import("./search/main")).start({ manifest, file });
}

/**
 * The answer for the file that every query takes, where there is a query: it is asked for as soon as the beginning of the
 * manifest names it.
 */
async function fileNamedIn(manifest: Promise<Response>, address: string): Promise<AskedFile | null> {
  const reader = (await manifest).clone().body?.getReader();
  const beginning = await reader?.read();
  void reader?.cancel();
  const name = /"(?:whole|lunr|lens)":"([^"]+)"/.exec(new TextDecoder().decode(beginning?.value))?.[1];
  if (name === undefined || !isAsked()) return null;
  const answer = fetch(new URL(name, new URL(address, document.baseURI)));
  answer.catch(() => undefined); // told where it is waited for
  return { name, answer };
}

/** Whether a box holds a query, or the fragment does: that of the search page, for the directory has such a one too. */
function isAsked(): boolean {
  const boxes = [...document.querySelectorAll<HTMLInputElement>("[data-search-input]")];
  if (boxes.some((box) => box.value !== "")) return true;
  return location.hash.startsWith("#?q=") && document.querySelector("[data-search-page]") !== null;
}

/** The page's policy forbids submitting a form, and a query must not reach a server: it goes into the fragment. */
function submitToFragment(form: HTMLFormElement): void {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = form.querySelector<HTMLInputElement>("[data-search-input]")?.value.trim() ?? "";
    location.assign(`${form.getAttribute("action")}#?${new URLSearchParams({ q: query }).toString()}`);
  });
}

function wireSearch(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-search]");
  const input = form?.querySelector<HTMLInputElement>("[data-search-input]");
  if (!form || !input) return;
  submitToFragment(form);
  input.addEventListener("focus", loadSearch);
  input.addEventListener("input", loadSearch);
  if (input === document.activeElement || document.querySelector("[data-search-page]")) loadSearch();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

const SLASH_OFF = "search-shortcut-off";

/** Storage may be refused; then the shortcut is on, and turning it off lasts for the page alone. */
const storage = {
  has(key: string): boolean {
    try {
      return localStorage.getItem(key) !== null;
    } catch {
      return false;
    }
  },
  mark(key: string, on: boolean): void {
    try {
      if (on) localStorage.setItem(key, "");
      else localStorage.removeItem(key);
    } catch {
      // refused: the button still works on this page
    }
  },
};

let slashOff = storage.has(SLASH_OFF);

/** A shortcut of one character must be one that can be turned off (WCAG 2.1.4). */
function wireShortcutButton(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-search-shortcut]");
  if (!button) return;
  const show = (): void => button.setAttribute("aria-pressed", String(!slashOff));
  button.addEventListener("click", () => {
    slashOff = !slashOff;
    storage.mark(SLASH_OFF, slashOff);
    show();
  });
  show();
}

function focusSearchOnSlash(): void {
  document.addEventListener("keydown", (event) => {
    if (slashOff || event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const input =
      document.querySelector<HTMLInputElement>("[data-search-page] [data-search-input]") ??
      document.querySelector<HTMLInputElement>("[data-search] [data-search-input]");
    if (!input || event.defaultPrevented) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/** Where the fragment holds state, following an in-page link must not throw it away. */
function keepStateOnInPageLinks(): void {
  if (!document.querySelector("[data-fragment-state]")) return;
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#"]') : null;
    const hash = link?.getAttribute("href") ?? "";
    const target = hash.startsWith("#?") ? null : document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
}

/** Filters come to life on the page of the whole directory; where their file cannot be had, its list stays. */
function startDirectory(): void {
  const root = document.querySelector<HTMLElement>("[data-directory]");
  if (!root) return;
  // The file is asked for while the code for it is still on its way.
  const file = fetch(root.dataset["directory"] ?? "", { cache: "no-cache" });
  void Promise.all([import("./directory/main"), file])
    .then(([loaded, response]) => loaded.start(root, response))
    .catch(() => unhide("[data-directory-failed]"));
}

let shortlist: Promise<boolean> | undefined;

/** Load the shortlist, and say whether it could be had. */
function loadShortlist(): Promise<boolean> {
  shortlist ??= import("./shortlist/main")
    .then(async (loaded) => {
      document.removeEventListener("click", keepWhenLoaded);
      await loaded.start();
      return true;
    })
    .catch(() => {
      shortlist = undefined; // the network may be back at the next press
      unhide("[data-shortlist-failed]");
      return false;
    });
  return shortlist;
}

/** A press on a button that has no code yet is done again once it has; further ones meanwhile are the same press. */
function keepWhenLoaded(event: Event): void {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-keep]") : null;
  if (!button || button.ariaBusy === "true") return;
  button.ariaBusy = "true";
  void loadShortlist().then((loaded) => {
    button.ariaBusy = null;
    if (loaded) button.click();
    else sayBeside(button);
  });
}

/** That a press came to nothing, where it was made. */
function sayBeside(button: HTMLElement): void {
  const text = document.querySelector<HTMLElement>("[data-shortlist-link]")?.dataset["failed"] ?? "";
  const there = button.nextElementSibling;
  const place = there?.getAttribute("role") === "status" ? there : document.createElement("span");
  place.setAttribute("role", "status");
  place.className = "keep__failed";
  button.after(place);
  // What is there from the start is not read out; what comes later is.
  setTimeout(() => (place.textContent = text));
}

/** The code of the shortlist waits for the first press, unless there is a list to show already. */
function startShortlist(): void {
  const page = document.querySelector("[data-shortlist]");
  if (!page && !document.querySelector("[data-keep], [data-directory]")) return;
  document.addEventListener("click", keepWhenLoaded);
  if (page || storage.has("shortlist")) void loadShortlist();
}

/** A video of another host is loaded at the press of its button, and the code for it then, too. */
function playOnPress(): void {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-play]") : null;
    const place = button?.closest<HTMLElement>("[data-player]");
    // Where the code for it cannot be had, the link beside the button leads to the same video.
    if (place) void import("./player/main").then((loaded) => loaded.play(place), () => button?.remove());
  });
}

showWhatNeedsAScript();
playOnPress();
startDirectory();
startShortlist();
wireSearch();
focusSearchOnSlash();
wireShortcutButton();
keepStateOnInPageLinks();
