/** Words of the page that failed. Apart from the rest, for every page carries them along. */
export const failureWords = {
  title: "That went wrong on our side",
  text: "Nothing you did caused this, and nothing was done twice. Try again; if it stays, send us the number below.",
  number: "Error number",
  retry: "Try again",
  home: "Go to the start page",
} as const;
