/** Words of the pages for when something is missing. */
export const missingWords = {
  notFound: {
    title: "Nothing here",
    text: "The page does not exist, or it is not yours to see. If you followed a link, ask who sent it for a new one.",
    action: "Go to the start page",
  },
  offline: {
    title: "No network",
    text: "This page was not open before, so we cannot show it without a connection. Nothing was sent or approved.",
    retry: "Try again",
  },
} as const;
