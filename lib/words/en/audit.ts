/** Words of the audit log: who acts when no name is known, and what its page says. */
export const auditWords = {
  actors: {
    ceo: "The CEO",
    vendor: "A vendor",
    contact: "A buyer",
    bot: "The bot",
    worker: "TrustGuard",
    operator: "The operator",
    public: "Somebody with the link",
  } as Record<string, string>,
  subjects: { contact: "a buyer", conversation: "a buyer" } as Record<string, string>,
  withCode: "with a code",
} as const;
