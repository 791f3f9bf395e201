const MB = 1024 * 1024;

const WORD = "application/vnd.openxmlformats-officedocument";

/** What WhatsApp takes: MIME types and largest size in bytes by kind (Meta's media reference). */
export const MEDIA_RULES: Record<string, { mimeTypes: string[]; maxBytes: number }> = {
  image: { mimeTypes: ["image/jpeg", "image/png"], maxBytes: 5 * MB },
  video: { mimeTypes: ["video/mp4", "video/3gpp"], maxBytes: 16 * MB },
  audio: { mimeTypes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"], maxBytes: 16 * MB },
  sticker: { mimeTypes: ["image/webp"], maxBytes: 500 * 1024 },
  document: {
    mimeTypes: [
      "text/plain",
      "application/pdf",
      "application/msword",
      "application/vnd.ms-excel",
      "application/vnd.ms-powerpoint",
      `${WORD}.wordprocessingml.document`,
      `${WORD}.spreadsheetml.sheet`,
      `${WORD}.presentationml.presentation`,
    ],
    maxBytes: 100 * MB,
  },
};

/** A MIME type without its parameters: `audio/ogg; codecs=opus` → `audio/ogg`. */
export function bareMimeType(value: string): string {
  return (value.split(";")[0] ?? "").trim().toLowerCase();
}
