import { clsx } from "clsx";

/** Drawn by us in one line, not the companies' own logos: a bubble with a receiver, a camera. */
const LINES = {
  whatsapp: [
    "M12 3.5a8.5 8.5 0 0 0-7.3 12.9L3.5 20.5l4.2-1.1A8.5 8.5 0 1 0 12 3.5Z",
    "M9 8.3c-.9.9-.6 2.6 1.2 4.4 1.9 1.9 3.6 2.2 4.5 1.300l.5-.6-1.9-1.3-.9.7c-.9-.4-1.6-1.1-2-2l.7-.9L9.6 7.700Z",
  ],
  instagram: [
    "M8 3.5h8A4.5 4.5 0 0 1 20.5 8v8a4.5 4.5 0 0 1-4.5 4.5H8A4.5 4.5 0 0 1 3.5 16V8A4.5 4.5 0 0 1 8 3.500Z",
    "M12 8.200a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.600Z",
    "M16.7 7.200v.1",
  ],
} as const;

/** Which platform a channel is on, as a small sign. The words beside it say the same. */
export function PlatformMark({
  platform,
  className,
}: {
  platform: "whatsapp" | "instagram";
  className?: string;
}) {
  return (
    <span
      aria-hidden
      className={clsx(
        "grid size-11 shrink-0 place-items-center rounded-control",
        platform === "whatsapp" ? "bg-palm-wash text-palm-ink" : "bg-laterite-wash text-laterite-ink",
        className,
      )}
    >
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className="size-6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {LINES[platform].map((line) => (
          <path key={line} d={line} />
        ))}
      </svg>
    </span>
  );
}
