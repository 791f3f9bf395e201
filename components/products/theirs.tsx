import { Button } from "@/components/ui/button";
import { Money } from "@/components/ui/money";
import type { ProductView } from "@/lib/catalogue/schema";
import { productFormWords } from "@/lib/words/en/product-form";
import { productWords } from "@/lib/words/en/products";

const words = productFormWords;

type Props = { theirs: ProductView; busy: boolean; onMine: () => void; onTheirs: () => void };

/** What somebody else saved while this form was open, and whose is to stand. */
export function Theirs({ theirs, busy, onMine, onTheirs }: Props) {
  const facts: [string, React.ReactNode][] = [
    [words.name, theirs.name],
    [words.aliases, theirs.aliases.join(", ") || productWords.noFloor],
    [words.price, <Money key="price" kobo={theirs.price_kobo} />],
    [
      words.floor,
      theirs.floor_price_kobo === null ? (
        productWords.noFloor
      ) : (
        <Money key="floor" kobo={theirs.floor_price_kobo} />
      ),
    ],
    [words.stock, theirs.stock?.toLocaleString("en-NG") ?? productWords.notCounted],
  ];
  return (
    <section
      role="alert"
      aria-label={words.conflict.title}
      className="grid gap-3 rounded-control border border-marigold/60 bg-marigold-wash p-4"
    >
      <div>
        <p className="font-semibold">{words.conflict.title}</p>
        <p className="text-14 text-soft">{words.conflict.text}</p>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-14">
        {facts.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="[overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Button size="small" busy={busy} onClick={onMine}>
          {words.conflict.mine}
        </Button>
        <Button size="small" disabled={busy} onClick={onTheirs}>
          {words.conflict.theirs}
        </Button>
      </div>
    </section>
  );
}
