/** The attach menu: a matching receipt first, own files, then the gallery of good and bad samples. */
export const attachJs = String.raw`
import { el, icon, toast } from "/assets/dom.js";
import { ask, state } from "/assets/store.js";

const BANKS = [["", "Own bank"], ["kobobank", "KoboBank"], ["eko-wallet", "Eko Wallet"], ["lagoon-bank", "Lagoon Bank"]];
const HOSTILE = new Set(["bomb", "svg", "text-as-jpg"]);

export function attachMenu({ person, number, takeCaption, send, close }) {
  let layout = localStorage.getItem("simulator.bank") || "";
  const picker = el("input", { type: "file", class: "offscreen", tabindex: "-1", "aria-hidden": "true" });
  picker.addEventListener("change", async () => {
    const file = picker.files[0];
    if (file) await sendFile(file, takeCaption(), send);
    close();
  });
  const sendSample = (sample) => {
    const caption = takeCaption();
    send({ [sample.kind]: { sample: sample.name, ...(layout ? { layout } : {}), ...(caption ? { caption } : {}) } });
    close();
  };
  const receipt = el("button", { type: "button", class: "receipt", onclick: () => sendSample(state.samples.find((one) => one.name === "receipt")) });
  const drawReceipt = () => describeReceipt(receipt, person, number, layout);
  drawReceipt();
  const others = state.samples.filter((sample) => !["receipt", "receipt-png", "sticker", "voice-note"].includes(sample.name));
  const node = el(
    "div",
    { class: "attach", role: "menu", "aria-label": "Attach", onkeydown: (event) => event.key === "Escape" && close() },
    receipt,
    el("div", { class: "banks", role: "radiogroup", "aria-label": "Whose receipt" }, BANKS.map(([name, title]) => bankChoice(name, title))),
    el(
      "div",
      { class: "quick" },
      quick("file", "Any file", () => picker.click()),
      quick("smile", "Sticker", () => sendSample({ name: "sticker", kind: "sticker" })),
      number.platform === "instagram" && quick("smile", "Like", () => (send({ like: true }), close())),
      number.platform === "instagram" && quick("chat", "Story mention", () => (send({ story_mention: true }), close())),
      number.platform !== "instagram" && quick("place", "Location", () => (send({ location: { latitude: 6.6018, longitude: 3.3515, name: "Ikeja City Mall", address: "Obafemi Awolowo Way, Ikeja" } }), close())),
      quick("voice", "Voice note", () => sendSample({ name: "voice-note", kind: "audio" })),
    ),
    el("h3", { text: "Other things to send" }),
    el("ul", { class: "gallery" }, others.map((sample) => galleryItem(sample, person, number, () => sendSample(sample)))),
    picker,
  );
  return node;

  function bankChoice(name, title) {
    const radio = el("input", { type: "radio", name: "bank-" + person.phone, value: name, checked: name === layout });
    radio.addEventListener("change", () => {
      layout = name;
      localStorage.setItem("simulator.bank", name);
      drawReceipt();
    });
    return el("label", {}, radio, el("span", { text: title }));
  }
}

async function describeReceipt(button, person, number, layout) {
  const source = "/_sim/people/" + person.phone + "/samples/receipt?number=" + number.phoneNumberId + (layout ? "&layout=" + layout : "");
  const image = el("img", { src: source, alt: "" });
  const label = el("span", { class: "two-lines" }, el("b", { text: "Receipt for the last amount asked" }), el("small", { text: "…" }));
  button.replaceChildren(image, label);
  const asked = await ask("GET", "people/" + person.phone + "/asked?number=" + number.phoneNumberId);
  label.lastChild.textContent = asked.amountKobo
    ? "₦" + (asked.amountKobo / 100).toLocaleString("en-NG", { minimumFractionDigits: 2 }) + " to " + (asked.name || asked.account) + (asked.reference ? " · " + asked.reference : "")
    : "Nothing asked yet: shows ₦12,500.00";
}

function quick(name, title, run) {
  return el("button", { type: "button", onclick: run }, el("span", { class: "round" }, icon(name)), title);
}

function galleryItem(sample, person, number, run) {
  const source = "/_sim/people/" + person.phone + "/samples/" + sample.name + "?number=" + number.phoneNumberId;
  const picture = sample.kind === "image" && !HOSTILE.has(sample.name) ? el("img", { src: source, alt: "", loading: "lazy" }) : el("span", { class: "no-picture" }, icon("file"));
  return el("li", {}, el("button", { type: "button", onclick: run }, picture, el("span", { text: sample.title })));
}

async function sendFile(file, caption, send) {
  if (file.size > 60000000) return toast("That file is too large for this phone.");
  const base64 = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  const isPicture = /^image\/(jpeg|png|webp)$/.test(file.type);
  const kind = isPicture ? "image" : file.type.startsWith("audio/") ? "audio" : "document";
  const mime_type = file.type || "application/octet-stream";
  return send({ [kind]: { base64, mime_type, filename: file.name, ...(caption ? { caption } : {}) } });
}
`;
