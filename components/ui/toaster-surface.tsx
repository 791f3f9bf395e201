"use client";

import { BellRing, CircleCheck, CircleX } from "lucide-react";
import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast } from "sonner";
import type { Note } from "./notify";

const ICONS = {
  done: <CircleCheck aria-hidden className="size-5 text-palm-ink" />,
  news: <BellRing aria-hidden className="size-5 text-marigold-ink" />,
  problem: <CircleX aria-hidden className="size-5 text-laterite-ink" />,
};

/** Draws the notes; problems stay until they are read. */
export function ToasterSurface({ notes }: { notes: readonly Note[] }) {
  const shown = useRef(0);
  useEffect(() => {
    for (const note of notes.slice(shown.current)) show(note);
    shown.current = notes.length;
  }, [notes]);
  useEffect(() => {
    window.addEventListener("online", dismissOffline);
    return () => window.removeEventListener("online", dismissOffline);
  }, []);
  return (
    <Sonner
      position="top-center"
      expand
      style={{ fontFamily: "inherit" }}
      gap={10}
      visibleToasts={3}
      mobileOffset={{ top: 64, left: 12, right: 12 }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-3 rounded-card border border-line bg-surface p-4 text-ink shadow-float md:w-96",
          title: "font-semibold text-16",
          description: "text-14 text-soft",
          content: "min-w-0 flex-1",
          actionButton:
            "reach shrink-0 rounded-control px-3 h-9 self-center font-semibold text-14 text-palm-ink hover:bg-palm-wash",
          closeButton:
            "order-last grid size-8 shrink-0 place-items-center rounded-control text-faint hover:bg-sunken",
        },
      }}
    />
  );
}

/** How often the note of an id has left the screen: sonner would take what comes under the id of one that is leaving away with it. */
const departures = new Map<string, number>();

/** What is on the screen only as long as there is no network. */
const offline = new Set<string | number>();

function dismissOffline() {
  for (const id of offline) toast.dismiss(id);
  offline.clear();
}

function show(note: Note) {
  const { kind, title, text, action, id } = note;
  // The code that draws notes may itself have waited for the network.
  if (note.untilOnline && navigator.onLine) return;
  const leave = () => id && departures.set(id, (departures.get(id) ?? 0) + 1);
  const shown = toast(title, {
    id: id && `${id} ${departures.get(id) ?? 0}`,
    description: text,
    action: action && {
      label: action.label,
      onClick: ({ currentTarget }) => {
        leave();
        // Gives the focus back now: sonner would do it when the note has left, out of what was opened meanwhile.
        currentTarget.blur();
        action.onClick();
      },
    },
    icon: ICONS[kind],
    duration: durationOf(note),
    closeButton: kind === "problem",
    onDismiss: leave,
    onAutoClose: leave,
  });
  if (note.untilOnline) offline.add(shown);
}

function durationOf({ kind, action }: Note): number {
  if (kind === "problem") return Number.POSITIVE_INFINITY;
  return action ? 10_000 : 5_000;
}
