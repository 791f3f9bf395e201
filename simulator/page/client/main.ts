/** Puts phones, inboxes and the drawer together; on a small screen one of them at a time. */
export const mainJs = `
import { addPersonDialog } from "/assets/dialogs.js";
import { avatar, el, icon } from "/assets/dom.js";
import { faultDrawer } from "/assets/faults.js";
import { mailbox } from "/assets/mail.js";
import { phone } from "/assets/phone.js";
import { smsInbox } from "/assets/sms.js";
import { connect, on, state } from "/assets/store.js";

const byId = (id) => document.getElementById(id);
const phones = byId("phones");
const chips = byId("people");
const drawer = byId("drawer");
const shown = new Map();
let hidden = new Set(JSON.parse(localStorage.getItem("simulator.hidden") || "[]"));

function drawPeople() {
  chips.replaceChildren(...state.people.map(chip), el("button", { type: "button", class: "chip add", onclick: () => addPersonDialog((person) => show(person.phone)) }, icon("plus"), "Add person"));
  for (const [digits, one] of shown) {
    if (state.people.some((person) => person.phone === digits) && !hidden.has(digits)) continue;
    one.close();
    one.node.remove();
    shown.delete(digits);
  }
  for (const person of state.people) {
    if (shown.has(person.phone) || hidden.has(person.phone)) continue;
    const one = phone(person);
    shown.set(person.phone, one);
    phones.append(one.node);
  }
}

function chip(person) {
  const isShown = !hidden.has(person.phone);
  return el(
    "button",
    { type: "button", class: "chip", "aria-pressed": String(isShown), "data-phone": person.phone, onclick: () => choose(person.phone) },
    avatar(person.name),
    person.name,
    !person.online && el("small", { text: "off" }),
  );
}

/** On a wide screen a chip shows or hides a phone; on a narrow one it goes to it. */
function choose(digits) {
  if (isNarrow()) {
    openTab("phones");
    show(digits);
    return;
  }
  if (hidden.has(digits)) return show(digits);
  hidden.add(digits);
  remember();
}

function show(digits) {
  hidden.delete(digits);
  remember();
  byId("phone-" + digits)?.scrollIntoView({ inline: "start", block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

function remember() {
  localStorage.setItem("simulator.hidden", JSON.stringify([...hidden]));
  drawPeople();
}

const isNarrow = () => matchMedia("(max-width: 999px)").matches;

const unseen = { sms: 0, mail: 0 };
function openTab(name) {
  document.body.dataset.tab = name;
  for (const tab of document.querySelectorAll("[data-opens]")) {
    if (tab.dataset.opens === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (name in unseen) unseen[name] = 0;
  drawBadges();
}

function drawBadges() {
  for (const name of ["sms", "mail"]) {
    const badge = byId("badge-" + name);
    badge.textContent = unseen[name] || "";
    badge.hidden = unseen[name] === 0;
  }
}

function noticeUnseen(name) {
  on(name, () => {
    if (isNarrow() && document.body.dataset.tab !== name) unseen[name] += 1;
    drawBadges();
  });
}

function theme() {
  const root = document.documentElement;
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("simulator.theme", root.dataset.theme);
}

document.documentElement.dataset.theme = localStorage.getItem("simulator.theme") || "";
for (const tab of document.querySelectorAll("[data-opens]")) tab.addEventListener("click", () => openTab(tab.dataset.opens));
for (const opener of document.querySelectorAll("[data-drawer]")) opener.addEventListener("click", () => drawer.showModal());
byId("theme").append(icon("sun"));
byId("theme").addEventListener("click", theme);
smsInbox(byId("sms-list"));
mailbox(byId("mail-list"));
faultDrawer(drawer, byId("badge-faults"));
noticeUnseen("sms");
noticeUnseen("mail");
drawBadges();
openTab("phones");
on("people", drawPeople);
on("everything", () => {
  for (const one of shown.values()) {
    one.close();
    one.node.remove();
  }
  shown.clear();
  drawPeople();
});
on("connection", () => document.body.classList.toggle("offline", !state.connected));
connect();
`;
