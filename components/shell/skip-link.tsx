import { shellWords } from "@/lib/words/en/shell";

/** The first stop of the Tab key: straight to `#content`. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only rounded-control bg-ink font-semibold text-paper focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-4 focus:py-3"
    >
      {shellWords.skip}
    </a>
  );
}
