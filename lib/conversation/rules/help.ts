import { type Done, type Draft, phrase, tell, tellText } from "./draft";
import { offerQuestions } from "./own-questions";

/** What the bot can do, without what is switched off. */
export function tellHelp(draft: Draft): Done {
  const { business, kind, features } = draft.facts.settings;
  offerQuestions(draft);
  if (kind === "casework") return tell(draft, "help_case", { business });
  const lines = [
    phrase(draft, "help", {}),
    ...(features?.catalogueAnswers === false ? [] : [phrase(draft, "help_goods", {})]),
    phrase(draft, "help_paying", {}),
    phrase(draft, features?.orderTracking === false ? "help_cancel" : "help_orders", {}),
    ...(features?.addressCollection === false ? [] : [phrase(draft, "help_address", {})]),
    phrase(draft, "help_person", { business }),
  ];
  tellText(draft, "help", lines.join("\n"));
}
