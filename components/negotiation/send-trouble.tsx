/** Why something was not sent, with the number to tell us. */
export function SendTrouble({ trouble }: { trouble?: { text: string; requestId?: string } }) {
  if (!trouble) return null;
  return (
    <p
      role="alert"
      className="animate-fade rounded-control bg-laterite-wash px-3 py-2 text-14 text-laterite-ink"
    >
      <span className="font-medium">{trouble.text}</span>{" "}
      {trouble.requestId && <code className="exact select-all text-12">{trouble.requestId}</code>}
    </p>
  );
}
