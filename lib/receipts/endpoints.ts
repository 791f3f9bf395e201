import { z } from "zod";
import { endpoint } from "@/lib/endpoint";
import { deleteReceiptInput, receiptFilter, receiptView, reviewInput, reviewResult } from "./schema";

export const listReceiptsEndpoint = endpoint({
  method: "GET",
  path: "/api/vendor/receipts",
  summary: "List receipts by state, what waits longest first",
  auth: "vendor",
  query: receiptFilter,
  data: z.object({ items: z.array(receiptView), next_cursor: z.string().nullable() }),
});

export const getReceiptEndpoint = endpoint({
  method: "GET",
  path: "/api/receipts/{id}",
  summary: "Read one receipt with its checks",
  auth: "vendor",
  data: receiptView,
});

export const deleteReceiptEndpoint = endpoint({
  method: "DELETE",
  path: "/api/receipts/{id}",
  summary: "Delete the files of a decided receipt, with a reason",
  description:
    "Picture and original go for good; that there was a receipt, its SHA-256, what was decided and the reason stay. 409 `wrong_state` while nobody has decided on it. The target of the code is `{id, reason}`.",
  auth: "ceo",
  body: deleteReceiptInput,
  data: receiptView,
  sensitive: "receipt.delete",
});

export const openReceiptFileEndpoint = endpoint({
  method: "GET",
  path: "/api/receipts/{id}/file",
  summary: "Open a receipt's picture by a link that lives 60 seconds",
  description: "`original=1` gives the file as it came, to the CEO alone. Each link is audited.",
  auth: "vendor",
  query: z.object({ original: z.enum(["0", "1"]).optional() }),
  successStatus: 302,
  limit: "none",
  answers: "redirect",
});

export const sendUploadEndpoint = endpoint({
  method: "PUT",
  path: "/api/uploads/{token}",
  summary: "Send the file of an upload link",
  description:
    "The same as `PUT /u/{token}`. The body is the file itself: JPEG, PNG, WebP, HEIC or PDF, up to 16 MiB (on Vercel up to what its functions take, 4.5 MB). The same file again is answered as before; another one with 409 `link_used`.",
  auth: "public",
  limit: "none",
  data: z.object({ received: z.literal(true) }),
  successStatus: 201,
});

export const reviewReceiptEndpoint = endpoint({
  method: "POST",
  path: "/api/vendor/orders/{order_id}/verify",
  summary: "Approve, reject or flag an order's receipt",
  description:
    "Approve needs `credit_seen: true`, else 409 `credit_required`; from the business's threshold on 409 `escalated`.",
  auth: "vendor",
  body: reviewInput,
  data: reviewResult,
});
