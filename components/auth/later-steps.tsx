"use client";

import { lazy } from "react";

const loadCode = () => import("./code-step").then((file) => ({ default: file.CodeStep }));
const loadTwoCodes = () => import("./two-codes-step").then((file) => ({ default: file.TwoCodesStep }));
const loadBusinesses = () => import("./business-chooser").then((file) => ({ default: file.BusinessChooser }));

/** The steps after the first come in chunks of their own, fetched while the first is being filled in. */
export const CodeStepLater = lazy(loadCode);
export const TwoCodesStepLater = lazy(loadTwoCodes);
export const BusinessChooserLater = lazy(loadBusinesses);

/** Fetches what speaks to the server; undefined when the network does not give it. */
export function loadTalk(): Promise<typeof import("./talk") | undefined> {
  return import("./talk").catch(() => undefined);
}

/** Fetches a later step; false when the network does not give it. */
export function prepareStep(step: "code" | "two-codes"): Promise<boolean> {
  return Promise.all([step === "code" ? loadCode() : loadTwoCodes(), import("./talk")]).then(
    () => true,
    () => false,
  );
}
