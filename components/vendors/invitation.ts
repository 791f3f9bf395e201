import { PHONE_START } from "./format-phone";

/** What is typed of somebody to invite. */
export type Typed = { name: string; phone: string; email: string };

export const EMPTY: Typed = { name: "", phone: PHONE_START, email: "" };
