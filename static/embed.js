// On a page that shows figures of ours: a frame becomes as high as it says it is, and light or dark as
// what it stands on. Where the page forbids frames, what stands in the frame's own code stays.
{
  const { origin } = new URL(document.currentScript.src);
  const frames = () => [...document.querySelectorAll(`iframe[src^="${origin}/"]`)];
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  const groundOf = (frame) => {
    for (let each = frame.parentElement; each; each = each.parentElement) {
      const [red, green, blue, opaque = 1] = getComputedStyle(each)
        .backgroundColor.match(/^rgba?\((.*)\)/)?.[1]
        .split(",") ?? [0, 0, 0, 0];
      if (opaque > 0.5) return +red + +green + +blue < 383 ? "dark" : "light";
    }
    // Nobody has said: the browser's own ground.
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    return /dark/.test(scheme) && (!/light/.test(scheme) || prefersDark.matches) ? "dark" : "light";
  };
  const tell = (frame) => frame.contentWindow?.postMessage({ ground: groundOf(frame) }, "*");

  addEventListener("message", ({ source, data }) => {
    const height = data?.embeddedHeight;
    if (!(height > 0 && height < 9999)) return;
    for (const each of frames()) {
      if (each.contentWindow !== source) continue;
      each.style.height = `${height}px`;
      tell(each);
    }
  });
  prefersDark.addEventListener("change", () => frames().forEach(tell));
  for (const each of frames()) each.contentWindow?.postMessage("embeddedHeight?", "*");

  // Also of what was forbidden before this had come.
  const instead = ([{ body }]) => {
    if (!body.effectiveDirective.startsWith("frame-src")) return;
    for (const each of frames()) {
      const given = new DOMParser().parseFromString(each.textContent, "text/html");
      const [link, picture] = [given.querySelector("a"), given.querySelector("img")];
      if (!link?.href.startsWith(`${origin}/`)) continue;
      // Made anew of its words and addresses: nothing else in there is ours to run.
      const stays = document.createElement("a");
      stays.href = link.href;
      stays.textContent = link.textContent;
      if (picture) stays.append(Object.assign(new Image(), { src: picture.src, alt: picture.alt }));
      each.replaceWith(stays);
    }
  };
  if (window.ReportingObserver) {
    new ReportingObserver(instead, { types: ["csp-violation"], buffered: true }).observe();
  }
}
