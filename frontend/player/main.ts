// The player: puts a video from another host in the place of its button. Loaded at the press, and nothing before it.

/** Replace what stands there with the host's own player. */
export function play(place: HTMLElement): void {
  const frame = document.createElement("iframe");
  frame.className = "intro-video";
  frame.title = place.dataset["title"] ?? "";
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  // Hosts refuse to play for a page that does not say where it is.
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  frame.src = place.dataset["player"] ?? "";
  place.replaceChildren(frame);
  frame.focus();
}
