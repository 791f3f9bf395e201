"use client";

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { clampView, fitSize, type Point, type Size, type View, zoomAround } from "./pan-zoom-view";
import { useTouches } from "./use-touches";

const START: View = { scale: 1, x: 0, y: 0 };
const STEP = 1.5;
const KEY_MOVE = 60;
const MOVES: Record<string, Point> = {
  ArrowLeft: { x: KEY_MOVE, y: 0 },
  ArrowRight: { x: -KEY_MOVE, y: 0 },
  ArrowUp: { x: 0, y: KEY_MOVE },
  ArrowDown: { x: 0, y: -KEY_MOVE },
};

/**
 * Pinch, drag, wheel, double tap and keys for one picture of a known size. Spread `handlers` on the box. Embedded in a page
 * that scrolls, the bare wheel stays the page's.
 */
export function usePanZoom(picture: Size, isEmbedded: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const room = useRoom(box);
  const [view, setView] = useState<View>(START);
  const fit = fitSize(room, picture);
  const shown = room.width > 0 ? clampView(view, room, fit) : view;

  const change = useCallback(
    (next: (view: View) => View) =>
      setView((before) => {
        const now = roomOf(box.current);
        const size = fitSize(now, picture);
        return clampView(next(clampView(before, now, size)), now, size);
      }),
    [picture],
  );
  const zoom = useCallback(
    (factor: number, at?: Point) =>
      change((before) => {
        const { width, height } = roomOf(box.current);
        return zoomAround(before, factor, at ?? { x: width / 2, y: height / 2 });
      }),
    [change],
  );
  const move = (by: Point) => change((at) => ({ ...at, x: at.x + by.x, y: at.y + by.y }));
  useWheel(box, zoom, isEmbedded);
  const touches = useTouches({ move, zoom, isZoomed: shown.scale > 1, scale: shown.scale });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = MOVES[event.key];
    if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") setView(START);
    else if (by) move(by);
    else return;
    event.preventDefault();
  };

  return {
    box,
    isMeasured: room.width > 0,
    style: {
      width: fit.width,
      height: fit.height,
      transform: `translate3d(${shown.x}px, ${shown.y}px, 0) scale(${shown.scale})`,
    },
    isZoomed: shown.scale > 1,
    zoomIn: () => zoom(STEP),
    zoomOut: () => zoom(1 / STEP),
    reset: () => setView(START),
    handlers: { ...touches, onKeyDown },
  };
}

function roomOf(element: HTMLElement | null): Size {
  return { width: element?.clientWidth ?? 0, height: element?.clientHeight ?? 0 };
}

/** The size of an element, kept up to date. */
function useRoom(box: RefObject<HTMLElement | null>): Size {
  const [room, setRoom] = useState<Size>({ width: 0, height: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setRoom(roomOf(element));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return room;
}

/** React's own wheel listener is passive and cannot keep the page still. */
function useWheel(
  box: RefObject<HTMLElement | null>,
  zoom: (factor: number, at: Point) => void,
  needsControl: boolean,
): void {
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (needsControl && !event.ctrlKey) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [box, zoom, needsControl]);
}
