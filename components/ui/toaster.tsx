"use client";

import { useEffect, useState } from "react";
import { later } from "./later";
import { type Note, onNote } from "./notify";

const Surface = later(() => import("./toaster-surface").then((file) => ({ default: file.ToasterSurface })));

/** Where toasts appear. Put it once per shell; the code that draws them is fetched with the first one. */
export function Toaster() {
  const [notes, setNotes] = useState<Note[]>([]);
  useEffect(() => onNote((note) => setNotes((before) => [...before, note])), []);
  if (notes.length === 0) return null;
  return <Surface notes={notes} />;
}
