import { getMid } from "diagram-js/lib/layout/LayoutUtil";

// How a picture is looked at: fitted to be read, and moved and zoomed with buttons, keys, mouse and fingers.
const STEP = 60;
const MOVES = { ArrowLeft: [STEP, 0], ArrowRight: [-STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] };
const LARGER = 1.25;
const SMALLEST = 0.1;
const LARGEST = 4;
// What is smaller than this can't be read: then the picture is wider than its frame, and is moved in it.
const LEGIBLE = 0.8;
const EDGE = 16;
const LOWEST = 180;
const WORDS = { tools: "Zooma bilden", smaller: "Zooma ut", larger: "Zooma in", whole: "Visa hela", full: "100 %", readable: "Läsbar storlek" };

export function steer(host, viewer, at) {
  const canvas = viewer.get("canvas");
  const zoomTo = (zoom, center) => canvas.zoom(Math.min(LARGEST, Math.max(SMALLEST, zoom)), center);
  const zoomBy = (factor, center) => zoomTo(canvas.zoom() * factor, center);

  // In the middle, but nothing empty beside the drawing for its sake.
  function show(element) {
    canvas.scrollToElement(element);
    const { inner, scale, ...seen } = canvas.viewbox();
    const mid = getMid(element);
    const along = (axis, size) => {
      const [least, most] = [inner[axis] - EDGE / scale, inner[axis] + inner[size] + EDGE / scale - seen[size]];
      return least < most ? Math.min(most, Math.max(least, mid[axis] - seen[size] / 2)) : seen[axis];
    };
    canvas.viewbox({ x: along("x", "width"), y: along("y", "height"), width: seen.width, height: seen.height });
  }

  // As wide as its frame, but never too small to read; the frame as high as that asks, within the page.
  function readable() {
    const { inner } = canvas.viewbox();
    const { width } = canvas.getSize();
    if (!inner.width || !width) return;
    const zoom = Math.max(LEGIBLE, Math.min(1, (width - 2 * EDGE) / inner.width));
    host.style.height = `${Math.round(Math.min(Math.max(inner.height * zoom + 2 * EDGE, LOWEST), innerHeight * 0.62))}px`;
    canvas.resized();
    const { height } = canvas.getSize();
    const beside = Math.max(EDGE, (width - inner.width * zoom) / 2);
    const above = Math.max(EDGE, (height - inner.height * zoom) / 2);
    canvas.viewbox({ x: inner.x - beside / zoom, y: inner.y - above / zoom, width: width / zoom, height: height / zoom });
    if (at) show(at);
  }
  const does = {
    smaller: () => zoomBy(1 / LARGER),
    larger: () => zoomBy(LARGER),
    whole: () => canvas.zoom("fit-viewport", "auto"),
    full: () => zoomTo(1),
    readable,
  };

  const shown = document.createElement("span");
  const tools = document.createElement("div");
  tools.className = "diagram__tools";
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", WORDS.tools);
  for (const [name, sign] of [["smaller", "−"], ["larger", "+"], ["readable", ""], ["whole", ""], ["full", ""]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button button--small";
    button.dataset.variant = "secondary";
    button.textContent = sign || WORDS[name];
    if (sign) button.setAttribute("aria-label", WORDS[name]);
    button.addEventListener("click", does[name]);
    tools.append(button);
  }
  shown.className = "diagram__zoom";
  tools.append(shown);
  host.before(tools);

  // Where the whole height is seen a finger goes on scrolling the page; else it moves the picture.
  function looked() {
    const { inner, scale } = canvas.viewbox();
    shown.textContent = `${Math.round(scale * 100)} %`;
    host.classList.toggle("is-taller", inner.height * scale > host.clientHeight);
  }
  viewer.on("canvas.viewbox.changed", () => void looked());

  const KEYS = { "+": does.larger, "=": does.larger, "-": does.smaller, 0: does.whole, 1: does.full };
  host.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = MOVES[event.key];
    if (move) canvas.scroll({ dx: move[0], dy: move[1] });
    else if (KEYS[event.key]) KEYS[event.key]();
    else return;
    event.preventDefault();
  });
  steerByFingers(host, canvas, zoomTo);
  readable();
  looked();
  return show;
}

// One finger moves the picture, two zoom it about the place between them. A mouse drags it already.
function steerByFingers(host, canvas, zoomTo) {
  const down = new Map();
  const place = ({ clientX, clientY }) => ({ x: clientX, y: clientY });
  const spread = () => {
    const [a, b] = [...down.values()];
    const { left, top } = host.getBoundingClientRect();
    return { apart: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2 - left, y: (a.y + b.y) / 2 - top };
  };
  host.addEventListener("pointerdown", (event) => event.pointerType === "touch" && down.set(event.pointerId, place(event)));
  host.addEventListener("pointermove", (event) => {
    const was = down.get(event.pointerId);
    if (!was) return;
    const before = down.size === 2 ? spread() : null;
    down.set(event.pointerId, place(event));
    if (down.size === 1) return canvas.scroll({ dx: event.clientX - was.x, dy: event.clientY - was.y });
    if (!before) return;
    const now = spread();
    canvas.scroll({ dx: now.x - before.x, dy: now.y - before.y });
    if (before.apart) zoomTo((canvas.zoom() * now.apart) / before.apart, now);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) host.addEventListener(name, ({ pointerId }) => down.delete(pointerId));
}

// Paper is narrower than the screen: all of it is drawn to fit, instead of being cut off.
export function fitPaper(host, canvas) {
  const svg = host.querySelector(".djs-container svg");
  let seen;
  addEventListener("beforeprint", () => {
    if (!host.clientWidth || !host.clientHeight) return;
    const { x, y, width, height } = canvas.viewbox();
    seen = { x, y, width, height };
    canvas.zoom("fit-viewport", "auto");
    svg.setAttribute("viewBox", `0 0 ${host.clientWidth} ${host.clientHeight}`);
  });
  addEventListener("afterprint", () => {
    svg.removeAttribute("viewBox");
    if (seen) canvas.viewbox(seen);
  });
}
