/** Building elements without markup strings: whatever a message says stays text. */
export const domJs = `
const SVG = "http://www.w3.org/2000/svg";

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key === "text") node.textContent = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

const ICONS = {
  plus: "M12 5v14M5 12h14",
  send: "M4 12l16-8-5 16-3.5-6.5L4 12z",
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 8V5l-6 6 6 6v-3.5c5 0 8 1.5 10 4.5-.8-6-4-9.5-10-10z",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  place: "M12 21s7-6.5 7-11.5a7 7 0 10-14 0C5 14.5 12 21 12 21zM12 12a2.5 2.5 0 100-5 2.5 2.5 0 000 5z",
  chat: "M4 5h16v11H9l-5 4z",
  mail: "M3.5 6h17v12h-17zM3.5 7l8.5 6 8.5-6",
  sms: "M8 3h8a1.5 1.5 0 011.5 1.5v15A1.5 1.5 0 0116 21H8a1.5 1.5 0 01-1.5-1.5v-15A1.5 1.5 0 018 3zM11 18h2",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3L19 19M5 19l1.7-1.7M17.3 6.7L19 5",
  smile: "M12 21a9 9 0 100-18 9 9 0 000 18zM8.5 14.5c1.8 2 5.2 2 7 0M9 9.5v.01M15 9.5v.01",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.01M4 12v.01M4 18v.01",
  link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  voice: "M12 15a3 3 0 003-3V6a3 3 0 10-6 0v6a3 3 0 003 3zM6 12a6 6 0 0012 0M12 18v3",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [["viewBox", "0 0 24 24"], ["class", "icon"], ["aria-hidden", "true"]]) svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function ticks(state) {
  const names = { pending: "Sending", sent: "Sent", delivered: "Delivered", read: "Read", failed: "Not delivered" };
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 18 12");
  svg.setAttribute("class", "ticks " + state);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", names[state] || state);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", state === "delivered" || state === "read" ? "M1 6.5l3.5 3.5L11 2M8 9l1 1L16.5 2" : "M3 6.5l3.5 3.5L13 2");
  svg.append(path);
  return svg;
}

const COLOURS = ["#0b7a4b", "#9a3412", "#1d5f8a", "#7a3fa0", "#8a6a00", "#a12a5e"];

export function avatar(name) {
  let sum = 0;
  for (const sign of name) sum += sign.codePointAt(0);
  const node = el("span", { class: "avatar", "aria-hidden": "true", text: [...name][0] || "?" });
  node.style.background = COLOURS[sum % COLOURS.length];
  return node;
}

let toastTimer;
export function toast(message) {
  const node = document.getElementById("toast");
  node.textContent = message;
  node.classList.add("shown");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => node.classList.remove("shown"), 2200);
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "offscreen" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  toast("Copied " + text);
}
`;
