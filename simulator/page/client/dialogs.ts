/** What opens above the page: a picture, a list to choose from, a new person. */
export const dialogsJs = `
import { el, icon, toast } from "/assets/dom.js";
import { ask } from "/assets/store.js";

function openDialog(title, ...content) {
  const dialog = el(
    "dialog",
    { "aria-label": title },
    el("header", {}, el("h2", { text: title }), el("button", { type: "button", class: "icon-button", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    ...content,
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

export function openPicture(url, file) {
  const dialog = openDialog(file.filename || "Photo", el("img", { src: url, alt: "Photo, full size" }));
  dialog.classList.add("picture-dialog");
}

export function chooseRow(list, choose) {
  const dialog = openDialog(
    list.button,
    list.sections.map((section) =>
      el(
        "section",
        { class: "rows" },
        section.title && el("h3", { text: section.title }),
        section.rows.map((row) =>
          el("button", { type: "button", onclick: () => (choose(row.id), dialog.close()) }, el("b", { text: row.title }), row.description && el("small", { text: row.description })),
        ),
      ),
    ),
  );
}

export function addPersonDialog(done) {
  const name = el("input", { name: "name", required: true, autocomplete: "off" });
  const phone = el("input", { name: "phone", required: true, inputmode: "tel", placeholder: "+234 803 555 0101", autocomplete: "off" });
  const instagram = el("input", { name: "instagram", placeholder: "bola.lagos", autocomplete: "off" });
  const hide = el("input", { type: "checkbox" });
  const form = el(
    "form",
    {
      class: "stack",
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          const person = await ask("POST", "people", { name: name.value, phone: phone.value, instagram: instagram.value, hidePhone: hide.checked });
          dialog.close();
          done(person);
        } catch (error) {
          toast(error.message);
        }
      },
    },
    el("label", {}, "Name", name),
    el("label", {}, "Phone", phone),
    el("label", {}, "Instagram user name, if any", instagram),
    el("label", { class: "check" }, hide, "Hides the number behind a user name"),
    el("button", { type: "submit", class: "primary", text: "Add this person" }),
  );
  const dialog = openDialog("A new phone", form);
}
`;
