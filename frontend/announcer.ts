// A status line for screen readers.

/** Milliseconds: it speaks once typing pauses. */
export const QUIET = 500;

/** A status line that speaks once typing pauses, and only when it has something new to say. */
export function announcer(status: HTMLElement | null): (text: string) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (status && status.textContent !== text) status.textContent = text;
    }, QUIET);
  };
}
