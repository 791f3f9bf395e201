import { webhookRoute } from "@/lib/webhook-inbox/webhook-route";

export const runtime = "nodejs";
export const dynamic = "force-dynamic";

export const { GET, POST } = webhookRoute("instagram");
