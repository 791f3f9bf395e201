/** What a form needs once it is sent, in a chunk of its own: the first sight of a page does without. */
export { sendJson } from "@/components/ui/send-json";
export { sayProblem } from "./problem-words";
