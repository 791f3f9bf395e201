import type { Answer } from "@/components/ui/send-json";

/** More pixels than a phone shows only cost data. */
const SIDE_PIXELS = 1_600;

/** The picture as JPEG, which WhatsApp and Instagram both take, small enough for a slow network; null when it is none. */
export async function toJpeg(file: File): Promise<Blob | null> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE_PIXELS / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    const context = canvas.getContext("2d");
    if (!context) return null;
    context.fillStyle = "white";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.86));
  } catch {
    return null;
  }
}

/** Sends it to the buyer of an order. */
export async function uploadPicture(orderId: string, jpeg: Blob): Promise<Answer<{ message_id: string }>> {
  try {
    const answer = await fetch(`/api/vendor/orders/${orderId}/pictures`, {
      method: "POST",
      headers: { "content-type": "image/jpeg" },
      body: jpeg,
    });
    const content = (await answer.json().catch(() => ({}))) as Record<string, never>;
    if (answer.ok) return { ok: true, data: content.data as unknown as { message_id: string } };
    const { code = "unavailable", detail, request_id: requestId } = content;
    return { ok: false, problem: { code, status: answer.status, detail, fields: {}, requestId, extra: {} } };
  } catch {
    return { ok: false, problem: { code: "offline", status: 0, fields: {}, extra: {} } };
  }
}
