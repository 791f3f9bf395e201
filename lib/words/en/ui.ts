/** Words of the building blocks that every page shares. */
export const uiWords = {
  busy: "Working…",
  close: "Close",
  cancel: "Cancel",
  retry: "Try again",
  requestId: "Request",
  copy: "Copy",
  copied: "Copied",
  clearFilters: "Clear filters",
  all: "All",
  from: "From",
  to: "To",
  firstPage: "Back to the newest",
  nextPage: "Older",
  pages: "Pages",
  loading: "Loading…",
  menu: "More actions",
  error: {
    title: "This did not load",
    text: "It is our side, not yours. Try again; if it stays like this, tell us the request number.",
  },
  offline: {
    banner:
      "You are offline. What is open stays readable; nothing can be approved or sent until you are back.",
    later: "You are offline. This opens once you are back.",
    stay: "You are offline. This page stays open; others open once you are back.",
  },
} as const;
