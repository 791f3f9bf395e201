import { importProductsEndpoint } from "@/lib/catalogue/endpoints";
import { importProducts } from "@/lib/catalogue/spreadsheet/import-products";
import { IMPORT_BYTES_MAX } from "@/lib/catalogue/spreadsheet/read-file";
import { readFileBody } from "@/lib/http/read-file-body";
import { route } from "@/lib/http/route";

export const POST = route(importProductsEndpoint, async (ctx, { query, request }) =>
  importProducts(ctx, { bytes: await readFileBody(request, IMPORT_BYTES_MAX), digest: query.digest }),
);
