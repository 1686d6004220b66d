// Shows the problems of the content over the page, in a tree of its own that the page's styles do not reach.

/** A problem: its text as the command line prints it. */
export interface Told {
  readonly severity: string;
  readonly text: string;
}

/** The policy of a page forbids style elements; a sheet that a script makes is none. */
const CSS = `
  :host { all: initial; color-scheme: light dark; }
  section {
    position: fixed; inset: auto 0.75rem 0.75rem auto; z-index: 2147483647; box-sizing: border-box;
    max-inline-size: min(56rem, 100vw - 1.5rem); max-block-size: 70vh; flex-direction: column;
    border: 1px solid; border-inline-start: 0.375rem solid; border-color: light-dark(#8a5a00, #e8b35a);
    border-radius: 0.375rem; background: light-dark(#fffdf7, #1c1a15); color: light-dark(#1b1b1b, #f1efe9);
    font: 0.9375rem/1.45 system-ui, sans-serif;
  }
  section[data-errors] { border-color: light-dark(#b00020, #ff8a80); }
  section:not([hidden]) { display: flex; }
  header { display: flex; align-items: center; gap: 1rem; padding: 0.5rem 0.75rem; }
  p { margin: 0; flex: 1; }
  button {
    font: inherit; color: inherit; background: none; border: 1px solid; border-radius: 0.25rem;
    min-block-size: 2rem; padding: 0 0.75rem; cursor: pointer;
  }
  button:focus-visible { outline: 0.1875rem solid; outline-offset: 0.125rem; }
  ol:focus-visible { outline: 0.1875rem solid; outline-offset: -0.1875rem; }
  ol { margin: 0; padding: 0; list-style: none; overflow: auto; border-block-start: 1px solid; }
  pre {
    margin: 0; padding: 0.625rem 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere;
    font: 0.8125rem/1.5 ui-monospace, monospace;
  }
  li + li { border-block-start: 1px solid light-dark(#ddd6c4, #46413a); }
  @media print { :host { display: none; } }
`;

const CLOSED = "preview-problems-closed";

/** Storage may be refused: then a list that was closed opens again on the next page. */
const closedFor = {
  get problems(): string {
    try {
      return sessionStorage.getItem(CLOSED) ?? "";
    } catch {
      return "";
    }
  },
  set problems(texts: string) {
    try {
      sessionStorage.setItem(CLOSED, texts);
    } catch {
      // refused
    }
  },
};

export class Panel {
  private readonly section = document.createElement("section");
  private readonly status = document.createElement("p");
  private readonly toggle = document.createElement("button");
  private readonly list = document.createElement("ol");
  private texts = "";
  private headline = "";
  private stopped = false;

  constructor() {
    this.section.setAttribute("aria-label", "Preview");
    this.status.setAttribute("role", "status");
    this.toggle.type = "button";
    this.toggle.addEventListener("click", () => this.open(this.list.hidden !== false));
    const header = document.createElement("header");
    header.append(this.status, this.toggle);
    this.section.append(header, this.list);
    this.list.tabIndex = 0; // A list that scrolls must do so by keyboard, too.
    this.section.hidden = true;
    document.body.append(this.host());
  }

  private host(): HTMLElement {
    const host = document.createElement("fingerpost-preview");
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(CSS);
    root.adoptedStyleSheets = [sheet];
    root.append(this.section);
    return host;
  }

  /** Show these problems, of which there are `count`; with none, go away. */
  show(problems: readonly Told[], errors: number, count: number): void {
    const texts = problems.map(({ text }) => text).join("\n\n");
    this.headline = headline(errors, count);
    this.section.toggleAttribute("data-errors", errors > 0);
    if (texts !== this.texts) {
      this.texts = texts;
      this.list.replaceChildren(...problems.map(entry), ...rest(count - problems.length));
      this.list.hidden = errors === 0 || closedFor.problems === texts;
    }
    this.update();
  }

  /** Say whether the server has stopped: what the page shows may then be old. */
  setStopped(stopped: boolean): void {
    this.stopped = stopped;
    this.update();
  }

  private open(open: boolean): void {
    this.list.hidden = !open;
    closedFor.problems = open ? "" : this.texts;
    this.update();
  }

  private update(): void {
    const said = this.stopped ? "The preview has stopped. This page shows how things were." : this.headline;
    if (this.status.textContent !== said) this.status.textContent = said;
    this.section.hidden = said === "";
    this.toggle.hidden = this.texts === "";
    this.toggle.textContent = this.list.hidden ? "Show" : "Hide";
    this.toggle.setAttribute("aria-expanded", String(!this.list.hidden !== false));
  }
}

function headline(errors: number, count: number): string {
  const warnings = count - errors;
  const told = [errors > 0 ? counted(errors, "error") : "", warnings > 0 ? counted(warnings, "warning") : ""];
  const sum = told.filter((text) => text !== "").join(" and ");
  return errors > 0 ? `${sum}. This is the site as it was before.` : sum;
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function entry(told: Told): HTMLLIElement {
  const item = document.createElement("li");
  const text = document.createElement("pre");
  text.textContent = told.text;
  item.append(text);
  return item;
}

function rest(more: number): HTMLLIElement[] {
  return more > 0 ? [entry({ severity: "", text: `and ${more} more, which the terminal tells` })] : [];
}
