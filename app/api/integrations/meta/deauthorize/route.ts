import { deauthorize } from "@/lib/connections/deauthorize";
import { deauthorizeEndpoint } from "@/lib/connections/endpoints";
import { readForm } from "@/lib/http/read-form";
import { route } from "@/lib/http/route";
import { countingRefusals } from "../counting-refusals";

export const POST = route(deauthorizeEndpoint, (_facts, { request }) =>
  countingRefusals(async () => {
    const form = await readForm(request);
    return { channels: await deauthorize(form.get("signed_request")) };
  }),
);
