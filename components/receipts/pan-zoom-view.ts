/** Where a picture stands in its box: its scale over the fitting size, and its top left corner in pixels. */
export type View = { scale: number; x: number; y: number };
export type Size = { width: number; height: number };
export type Point = { x: number; y: number };

const SCALE_MAX = 8;
/** Wider boxes show the whole picture; on a phone it fills the width and is moved up and down. */
const PHONE_WIDTH = 560;

/** The size of the picture at scale 1 in a box. */
export function fitSize(box: Size, picture: Size): Size {
  const ratio = picture.width / picture.height;
  const widest = box.width > PHONE_WIDTH ? box.height * ratio : Number.POSITIVE_INFINITY;
  const width = Math.min(box.width, widest);
  return { width, height: width / ratio };
}

/** A view that leaves no gap where picture could be, and stays in the middle where there is less than fills the box. */
export function clampView(view: View, box: Size, fit: Size): View {
  const scale = Math.min(SCALE_MAX, Math.max(1, view.scale));
  const place = (at: number, room: number, size: number) =>
    size <= room ? (room - size) / 2 : Math.min(0, Math.max(room - size, at));
  return {
    scale,
    x: place(view.x, box.width, fit.width * scale),
    y: place(view.y, box.height, fit.height * scale),
  };
}

/** Scales around a point of the box, so that what is under the finger stays there. */
export function zoomAround(view: View, factor: number, at: Point): View {
  const scale = Math.min(SCALE_MAX, Math.max(1, view.scale * factor));
  const real = scale / view.scale;
  return { scale, x: at.x - (at.x - view.x) * real, y: at.y - (at.y - view.y) * real };
}
