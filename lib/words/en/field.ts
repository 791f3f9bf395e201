/** Words around a form field. */
export const fieldWords = { optional: "optional" } as const;
