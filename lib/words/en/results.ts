/** Words for how something stands: a check, a message on its way. */
export const resultWords = {
  check: {
    pass: "Pass",
    warn: "Look closer",
    fail: "Problem",
    not_possible: "Could not check",
    evidence: "Show what we saw",
  },
  message: {
    sent: "Sent",
    delivered: "Delivered",
    read: "Read",
    failed: "Not sent",
    waiting: "Sending",
    typing: "typing",
  },
} as const;
