import { FileSpreadsheet, SearchX, Tag } from "lucide-react";
import { LiveRefresh } from "@/components/live/live-refresh";
import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/card";
import { CursorPager } from "@/components/ui/cursor-pager";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterBar } from "@/components/ui/filter-bar";
import type { DeliveryView, ProductView } from "@/lib/catalogue/schema";
import { productWords as words } from "@/lib/words/en/products";
import { AddProduct } from "./add-product";
import { DeliveryCard } from "./delivery-card";
import { ProductTable, type Staff } from "./product-table";

type Props = {
  page: { items: readonly ProductView[]; next_cursor: string | null };
  params: Record<string, string | undefined>;
  staff: readonly Staff[];
  delivery: DeliveryView;
};

const PATH = "/ceo/products";

/** The catalogue; search and filter live in the address. Delivery stands below, for it is part of every price. */
export function ProductListPage({ page, params, staff, delivery }: Props) {
  const isFiltered = Object.keys(params).length > 0;
  const isEmpty = page.items.length === 0 && !isFiltered;
  return (
    <>
      <LiveRefresh topics={["order"]} />
      <PageHeader
        title={words.title}
        text={words.text}
        actions={isEmpty ? undefined : <Actions staff={staff} />}
      />
      {!isEmpty && (
        <FilterBar
          className="mb-4"
          filters={[
            { kind: "search", name: "q", label: words.search },
            {
              kind: "chips",
              name: "active",
              label: words.filters.active,
              options: words.groups.map(([value, label]) => ({ value, label })),
            },
          ]}
        />
      )}
      {page.items.length > 0 && <ProductTable products={page.items} staff={staff} />}
      {isEmpty && <NoProducts staff={staff} />}
      {page.items.length === 0 && isFiltered && (
        <EmptyState
          icon={<SearchX />}
          title={words.nothing.title}
          text={words.nothing.text}
          action={<ButtonLink href={PATH}>{words.nothing.action}</ButtonLink>}
        />
      )}
      <CursorPager path={PATH} params={params} nextCursor={page.next_cursor} />
      <DeliveryCard delivery={delivery} />
    </>
  );
}

function Actions({ staff }: { staff: readonly Staff[] }) {
  return (
    <>
      <ButtonLink href={`${PATH}/import`} icon={<FileSpreadsheet aria-hidden />}>
        {words.spreadsheet}
      </ButtonLink>
      <AddProduct staff={staff} />
    </>
  );
}

function NoProducts({ staff }: { staff: readonly Staff[] }) {
  const { title, text, orImport } = words.empty;
  return (
    <EmptyState
      icon={<Tag />}
      title={title}
      text={text}
      action={
        <span className="flex flex-wrap justify-center gap-3">
          <AddProduct staff={staff} />
          <ButtonLink href={`${PATH}/import`} icon={<FileSpreadsheet aria-hidden />}>
            {orImport}
          </ButtonLink>
        </span>
      }
    />
  );
}
