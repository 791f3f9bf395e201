"use client";

import { type PointerEvent, useRef } from "react";
import type { Point } from "./pan-zoom-view";

type Acts = {
  move: (by: Point) => void;
  zoom: (factor: number, at: Point) => void;
  isZoomed: boolean;
  scale: number;
};

const DOUBLE_TAP = 2.5;
const DOUBLE_TAP_MS = 300;

/** One finger drags, two pinch, a double tap zooms in and out again. A mouse is one finger. */
export function useTouches({ move, zoom, isZoomed, scale }: Acts) {
  const fingers = useRef(new Map<number, Point>());
  const lastTap = useRef(0);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = pointIn(event);
    fingers.current.set(event.pointerId, at);
    const isDouble = fingers.current.size === 1 && event.timeStamp - lastTap.current < DOUBLE_TAP_MS;
    lastTap.current = isDouble ? 0 : event.timeStamp;
    if (isDouble) zoom(isZoomed ? 1 / scale : DOUBLE_TAP, at);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = pointIn(event);
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, now);
    if (!other) return move({ x: now.x - before.x, y: now.y - before.y });
    const factor = distance(now, other) / Math.max(1, distance(before, other));
    zoom(factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 });
  };
  const onPointerUp = (event: PointerEvent) => {
    fingers.current.delete(event.pointerId);
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp };
}

function pointIn(event: PointerEvent<HTMLElement>): Point {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
