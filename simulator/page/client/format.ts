/** How WhatsApp shows text: *bold*, _italic_, ~strike~, monospace, links; and times as people say them. */
export const formatJs = String.raw`
import { copyText, el } from "/assets/dom.js";

const INLINE = new RegExp(
  [
    "\\x60{3}([\\s\\S]+?)\\x60{3}",
    "\\x60([^\\x60\\n]+)\\x60",
    "(https?:\\/\\/[^\\s<>]+[^\\s<>.,;:!?)\\x27\"])",
    "(?<![\\p{L}\\p{N}*])\\*(?=\\S)([^*\\n]*[^*\\s])\\*(?![\\p{L}\\p{N}*])",
    "(?<![\\p{L}\\p{N}_])_(?=\\S)([^_\\n]*[^_\\s])_(?![\\p{L}\\p{N}_])",
    "(?<![\\p{L}\\p{N}~])~(?=\\S)([^~\\n]*[^~\\s])~(?![\\p{L}\\p{N}~])",
  ].join("|"),
  "gu",
);

export function richText(text) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > last) nodes.push(text.slice(last, match.index));
    nodes.push(styled(match));
    last = match.index + match[0].length;
  }
  if (last < text.length) nodes.push(text.slice(last));
  return nodes;
}

function styled(match) {
  const [, block, code, link, bold, italic, strike] = match;
  const mono = block ?? code;
  if (mono !== undefined) return copyable(mono);
  if (link) return el("a", { href: link, target: "_blank", rel: "noreferrer", text: link });
  if (bold !== undefined) return el("strong", {}, richText(bold));
  if (italic !== undefined) return el("em", {}, richText(italic));
  return el("s", {}, richText(strike));
}

function copyable(text) {
  return el("button", {
    type: "button",
    class: "mono",
    "aria-label": "Copy " + text,
    onclick: (event) => {
      event.stopPropagation();
      copyText(text.trim());
    },
    text,
  });
}

export function plainText(message) {
  if (message.text) return message.text.replace(/[*_~\x60]/g, "");
  const names = { image: "Photo", document: "Document", sticker: "Sticker", audio: "Voice note", video: "Video", location: "Location" };
  return message.media?.filename || names[message.type] || message.type;
}

export function clock(atMs) {
  return new Date(atMs).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}

export function dayName(atMs) {
  const day = new Date(atMs);
  const today = new Date();
  if (day.toDateString() === today.toDateString()) return "Today";
  const yesterday = new Date(today.getTime() - 86400000);
  if (day.toDateString() === yesterday.toDateString()) return "Yesterday";
  return day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

export function phoneNumber(digits) {
  const bare = digits.replace(/\D/g, "");
  const nigerian = /^234(\d{3})(\d{3})(\d{4})$/.exec(bare);
  return nigerian ? "+234 " + nigerian.slice(1).join(" ") : "+" + bare;
}

export function fileSize(bytes) {
  if (bytes < 1024) return bytes + " B";
  if (bytes < 1048576) return Math.round(bytes / 1024) + " kB";
  return (bytes / 1048576).toFixed(1) + " MB";
}

/** A one-time code stands alone on its line. */
export function codeIn(text) {
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (/^[^\s.,:;/]{4,12}$/.test(line) && /\d|[A-Z]{4}|[^\p{L}\d]/u.test(line)) return line;
  }
  return undefined;
}
`;
