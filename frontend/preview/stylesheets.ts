// Puts one stylesheet in the place of another without a moment in which the page has none.

/** Load each new stylesheet, and take the old one away when the new one is there. */
export function swapStylesheets(pairs: readonly (readonly [string, string])[]): void {
  for (const [before, after] of pairs) {
    for (const old of document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")) {
      if (old.getAttribute("href") === before) replace(old, after);
    }
  }
}

function replace(old: HTMLLinkElement, href: string): void {
  const link = old.cloneNode() as HTMLLinkElement;
  link.setAttribute("href", href);
  link.addEventListener("load", () => old.remove());
  link.addEventListener("error", () => location.reload());
  old.after(link);
}
