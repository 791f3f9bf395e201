export type Note = {
  kind: "done" | "news" | "problem";
  title: string;
  text?: string;
  /** One thing to do about it. */
  action?: { label: string; onClick: () => void };
  /** Notes with the same id replace one another. */
  id?: string;
  /** Goes by itself, or does not come any more, once there is a network. */
  untilOnline?: boolean;
};

type Listener = (note: Note) => void;

let listener: Listener | undefined;
const early: Note[] = [];

/** Shows a toast, wherever it is called from. Before the toaster is there, it waits for it. */
export function notify(note: Note): void {
  if (listener) listener(note);
  else early.push(note);
}

/** The toaster's own ear; gives back how to stop listening. */
export function onNote(ear: Listener): () => void {
  listener = ear;
  for (const note of early.splice(0)) ear(note);
  return () => {
    listener = undefined;
  };
}
