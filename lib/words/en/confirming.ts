/** Words around codes that are typed and buttons that are held. */
export const confirmingWords = {
  code: {
    label: (length: number) => `Code, ${length} characters`,
    paste: "Paste",
    pasteFailed: "Your browser did not let us paste. Hold the boxes and choose Paste.",
    entered: (typed: number, length: number) => `${typed} of ${length} typed`,
  },
  resend: {
    wait: (clock: string) => `New code in ${clock}`,
    now: "Send a new code",
    ready: "You can ask for a new code now.",
  },
  hold: {
    hint: "Press and hold to confirm",
    keep: "Keep holding…",
    again: "Press once more to confirm",
  },
} as const;
