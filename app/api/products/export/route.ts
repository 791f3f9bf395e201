import { exportProductsEndpoint } from "@/lib/catalogue/endpoints";
import { exportProducts, productTemplate } from "@/lib/catalogue/spreadsheet/export-products";
import { route } from "@/lib/http/route";

export const GET = route(exportProductsEndpoint, async (ctx, { query }) => {
  const isTemplate = query.template === "true";
  const csv = isTemplate ? productTemplate() : await exportProducts(ctx);
  const name = isTemplate ? "products-template.csv" : `products-${new Date().toISOString().slice(0, 10)}.csv`;
  return new Response(csv, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
