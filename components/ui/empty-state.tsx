import type { ReactNode } from "react";

/** An empty page: what belongs here, what to do, and the one button that does it. */
export function EmptyState(props: {
  icon?: ReactNode;
  title: string;
  text: ReactNode;
  action?: ReactNode;
  level?: 2 | 3;
}) {
  const Title = props.level === 3 ? "h3" : "h2";
  return (
    <div className="mx-auto grid max-w-96 justify-items-center gap-2 px-4 py-12 text-center">
      {props.icon && (
        <span
          aria-hidden
          className="mb-2 grid size-14 place-items-center rounded-full bg-palm-wash text-palm-ink [&_svg]:size-7"
        >
          {props.icon}
        </span>
      )}
      <Title className="font-semibold text-18">{props.title}</Title>
      <div className="text-16 text-soft">{props.text}</div>
      {props.action && <div className="mt-4">{props.action}</div>}
    </div>
  );
}
