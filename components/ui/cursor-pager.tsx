import { ArrowLeft, ArrowRight } from "lucide-react";
import { uiWords } from "@/lib/words/en/ui";
import { ButtonLink } from "./button-link";

type Props = {
  path: string;
  /** The page's own search parameters, kept on the way. */
  params: Record<string, string | string[] | undefined>;
  nextCursor: string | null;
};

/** Older and newest, for lists that know only the next cursor; the browser's Back does the rest. */
export function CursorPager({ path, params, nextCursor }: Props) {
  const inside = params.cursor !== undefined;
  if (!inside && !nextCursor) return null;
  return (
    <nav aria-label={uiWords.pages} className="flex items-center justify-between gap-3 pt-4">
      {inside ? (
        <ButtonLink
          look="quiet"
          href={hrefWith(path, params, { cursor: undefined })}
          icon={<ArrowLeft aria-hidden />}
        >
          {uiWords.firstPage}
        </ButtonLink>
      ) : (
        <span />
      )}
      {nextCursor && (
        <ButtonLink
          href={hrefWith(path, params, { cursor: nextCursor })}
          iconAfter={<ArrowRight aria-hidden />}
        >
          {uiWords.nextPage}
        </ButtonLink>
      )}
    </nav>
  );
}

/** The same page with some parameters changed; undefined takes one away. */
export function hrefWith(path: string, params: Props["params"], changes: Props["params"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...params, ...changes })) {
    for (const one of Array.isArray(value) ? value : [value]) if (one) query.append(name, one);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
