/** Words of the CEO's settings: who she is, and who may act as her. */
export const settingsWords = {
  title: "Settings",
  tabs: { label: "Settings", profile: "Profile", money: "Money in", safety: "Safety" },
} as const;
