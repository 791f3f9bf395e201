import { Link2, ShieldCheck } from "lucide-react";
import { Sentence } from "@/components/ui/sentence";
import { landingWords } from "@/lib/words/en/landing";

const { proof } = landingWords;

/** The record as it looks: readable lines, each tied to the one before. */
export function ProofChain() {
  return (
    <section
      aria-labelledby="proof"
      className="mx-auto grid max-w-6xl gap-10 px-4 py-16 md:grid-cols-2 md:items-center md:gap-16 md:px-8 md:py-24"
    >
      <div className="grid gap-4">
        <h2 id="proof" className="font-bold font-display text-28 md:text-36">
          {proof.title}
        </h2>
        <p className="text-18 text-soft">{proof.text}</p>
      </div>
      <div>
        <ol className="grid gap-3">
          {proof.lines.map((line, at) => (
            <li key={line} className="relative rounded-card border border-line bg-surface px-5 py-4">
              {at > 0 && (
                <span
                  aria-hidden
                  className="absolute -top-5 left-7 grid size-7 place-items-center rounded-full border border-line bg-paper text-palm-ink"
                >
                  <Link2 className="size-4 rotate-90" />
                </span>
              )}
              <span className="font-medium">
                <Sentence>{line}</Sentence>
              </span>
            </li>
          ))}
        </ol>
        <p className="mt-4 flex items-center gap-2 font-medium text-14 text-palm-ink">
          <ShieldCheck aria-hidden className="size-5 shrink-0" />
          {proof.seal}
        </p>
      </div>
    </section>
  );
}
