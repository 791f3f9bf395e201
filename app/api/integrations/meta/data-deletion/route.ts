import { deleteMetaData } from "@/lib/connections/delete-meta-data";
import { dataDeletionEndpoint } from "@/lib/connections/endpoints";
import { readForm } from "@/lib/http/read-form";
import { route } from "@/lib/http/route";
import { countingRefusals } from "../counting-refusals";

export const POST = route(dataDeletionEndpoint, (_facts, { request }) =>
  countingRefusals(async () => {
    const form = await readForm(request);
    return Response.json(await deleteMetaData(form.get("signed_request")));
  }),
);
