import { ImageOff } from "lucide-react";
import { Card } from "@/components/ui/card";
import { type Column, DataTable } from "@/components/ui/data-table";
import { Money } from "@/components/ui/money";
import { Badge } from "@/components/ui/status-badge";
import type { ProductView } from "@/lib/catalogue/schema";
import type { VendorView } from "@/lib/members/schema";
import { productWords as words } from "@/lib/words/en/products";
import { ProductActions } from "./product-actions";

/** Who can take care of a product's orders. */
export type Staff = Pick<VendorView, "vendor_id" | "name" | "status">;

type Props = { products: readonly ProductView[]; staff: readonly Staff[] };

/** Products as a table on a laptop, as cards on a phone. */
export function ProductTable({ products, staff }: Props) {
  return (
    <Card flush className="max-md:border-0 max-md:bg-transparent">
      <DataTable
        caption={words.caption}
        rows={products}
        columns={columnsFor(staff)}
        rowKey={(product) => product.product_id}
      />
    </Card>
  );
}

function columnsFor(staff: readonly Staff[]): Column<ProductView>[] {
  return [
    {
      key: "product",
      header: words.columns.product,
      onPhone: "title",
      cell: (product) => <ProductChip product={product} />,
    },
    {
      key: "price",
      header: words.columns.price,
      align: "end",
      onPhone: "lead",
      cell: (product) => <Money kobo={product.price_kobo} className="font-semibold max-md:text-16" />,
    },
    {
      key: "floor",
      header: words.columns.floor,
      align: "end",
      onPhone: "sub",
      cell: (product) => <Floor product={product} />,
    },
    {
      key: "stock",
      header: words.columns.stock,
      align: "end",
      onPhone: "amount",
      cell: (product) => <Stock product={product} />,
    },
    {
      key: "vendor",
      header: words.columns.vendor,
      onPhone: "when",
      cell: (product) => (
        <span className="text-soft max-md:block max-md:max-w-24 max-md:truncate">
          {staff.find((one) => one.vendor_id === product.vendor_id)?.name ?? words.anybody}
        </span>
      ),
    },
    {
      key: "actions",
      header: words.columns.actions,
      onPhone: "corner",
      align: "end",
      width: "4rem",
      cell: (product) => <ProductActions product={product} staff={staff} />,
    },
  ];
}

function ProductChip({ product }: { product: ProductView }) {
  return (
    <span className="flex min-w-0 items-center gap-3">
      <Thumbnail product={product} />
      <span className="grid min-w-0 gap-0.5">
        <span className="font-medium [overflow-wrap:anywhere]">{product.name}</span>
        {product.aliases.length > 0 && (
          <span className="line-clamp-2 font-normal text-12 text-faint [overflow-wrap:anywhere]">
            {product.aliases.join(", ")}
          </span>
        )}
        {!product.active && <Badge>{words.notOffered}</Badge>}
      </span>
    </span>
  );
}

function Thumbnail({ product }: { product: ProductView }) {
  const frame =
    "grid size-14 shrink-0 place-items-center overflow-hidden rounded-control border border-line bg-sunken";
  if (!product.has_picture) {
    return (
      <span className={frame}>
        <ImageOff role="img" aria-label={words.noPicture} className="size-5 text-faint" />
      </span>
    );
  }
  return (
    <span className={frame}>
      {/* biome-ignore lint/performance/noImgElement: behind a link of one minute, which no image server could open */}
      <img
        src={`/api/products/${product.product_id}/picture?v=${product.picture_version}`}
        alt={words.pictureOf(product.name)}
        loading="lazy"
        decoding="async"
        className="size-full object-cover"
      />
    </span>
  );
}

function Floor({ product: { floor_price_kobo } }: { product: ProductView }) {
  if (floor_price_kobo === null) return <span className="text-faint max-md:hidden">{words.noFloor}</span>;
  return (
    <span className="text-soft">
      <span aria-hidden className="md:hidden">
        {words.columns.floor}{" "}
      </span>
      <Money kobo={floor_price_kobo} />
    </span>
  );
}

function Stock({ product: { stock } }: { product: ProductView }) {
  if (stock === null) return <span className="text-faint">{words.notCounted}</span>;
  if (stock === 0) return <Badge tone="marigold">{words.soldOut}</Badge>;
  return <span className="tabular">{words.stock(stock)}</span>;
}
