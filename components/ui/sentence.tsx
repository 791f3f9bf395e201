import { Fragment } from "react";

const REFERENCE = /(TG-[A-Z0-9]+)/;

/** A sentence in which no order's reference is torn apart at the end of a line. */
export function Sentence({ children }: { children: string }) {
  return children.split(REFERENCE).map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place in the sentence
    <Fragment key={at}>{at % 2 === 1 ? <span className="whitespace-nowrap">{part}</span> : part}</Fragment>
  ));
}
