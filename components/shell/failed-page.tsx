import { failureWords as words } from "@/lib/words/en/failure";

type Props = { digest?: string; onRetry: () => void };

/** What is shown when a page fails. Every page loads it ahead, so it is small and leans on nothing. */
export function FailedPage({ digest, onRetry }: Props) {
  return (
    <main
      id="content"
      className="mx-auto grid min-h-dvh w-full max-w-lg content-center justify-items-start gap-4 px-4"
    >
      <h1 className="font-bold font-display text-36">{words.title}</h1>
      <p className="text-18 text-soft">{words.text}</p>
      {digest && (
        <p className="text-14 text-faint">
          {words.number} <code className="exact select-all rounded-4 bg-sunken px-1.5 py-0.5">{digest}</code>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-4">
        <button
          type="button"
          onClick={onRetry}
          className="h-11 rounded-control bg-palm px-4 font-semibold text-on-palm hover:bg-palm-deep"
        >
          {words.retry}
        </button>
        <a href="/" className="inline-flex min-h-11 items-center font-semibold text-soft hover:text-ink">
          {words.home}
        </a>
      </div>
    </main>
  );
}
