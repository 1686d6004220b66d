// What the preview server adds to a page: it listens for word of another site, and acts on it. No published page has it.

import { Panel, type Told } from "./panel";
import { swapStylesheets } from "./stylesheets";

/** `shown` is word of the page as it is now, and goes back as it came; `styles` are addresses, old and new. */
interface Word {
  readonly shown: string;
  readonly reload: boolean;
  readonly styles: readonly (readonly [string, string])[];
  readonly problems: readonly Told[];
  readonly errors: number;
  readonly count: number;
}

const EVENTS = "/_preview/events";
const RETRY = 1000;
/** One failure is a server that starts again; two in a row are one that has stopped. */
const PATIENCE = 2;

let shown = (document.currentScript as HTMLScriptElement | null)?.dataset["shown"] ?? "";
let source: EventSource | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let failures = 0;
const panel = new Panel();

function hear(word: Word): void {
  if (word.reload) {
    disconnect();
    location.reload();
    return;
  }
  shown = word.shown;
  swapStylesheets(word.styles);
  panel.show(word.problems, word.errors, word.count);
}

/** The browser's own way of connecting again would ask for what the page showed at first. */
function connect(): void {
  disconnect();
  const page = new URLSearchParams({ page: location.pathname, shown });
  source = new EventSource(`${EVENTS}?${page.toString()}`);
  source.addEventListener("message", (event) => hear(JSON.parse(event.data as string) as Word));
  source.addEventListener("open", () => {
    failures = 0;
    panel.setStopped(false);
  });
  source.addEventListener("error", () => {
    disconnect();
    failures += 1;
    panel.setStopped(failures >= PATIENCE);
    retry = setTimeout(connect, RETRY);
  });
}

function disconnect(): void {
  clearTimeout(retry);
  source?.close();
  source = undefined;
}

/** A browser opens six connections to a host and no more: a tab that nobody looks at keeps none. */
function connectWhileVisible(): void {
  if (document.visibilityState === "visible") connect();
  else disconnect();
}

document.addEventListener("visibilitychange", connectWhileVisible);
addEventListener("pagehide", disconnect);
addEventListener("pageshow", (event) => event.persisted && connectWhileVisible());
connectWhileVisible();
