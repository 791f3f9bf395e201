/** A key to press, shown only where there is a keyboard to press it on. */
export function KeyHint({ children }: { children: string }) {
  return (
    <kbd
      aria-hidden
      className="hidden h-5 min-w-5 place-items-center rounded-4 border border-current/30 px-1 font-medium font-sans text-12 opacity-80 pointer-fine:inline-grid"
    >
      {children}
    </kbd>
  );
}
