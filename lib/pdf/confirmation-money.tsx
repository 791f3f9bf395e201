import { Text, View } from "@react-pdf/renderer";
import { formatNairaExact } from "@/lib/money";
import { styles } from "./confirmation-styles";
import type { Printable } from "./printable";

/** What was bought, its head repeated on every page. */
export function Items({ data: { items } }: { data: Pick<Printable, "items"> }) {
  return (
    <View style={styles.table}>
      <View style={styles.tableHead} fixed>
        <Text style={[styles.item, styles.headText]}>Item</Text>
        <Text style={[styles.quantity, styles.headText]}>Qty</Text>
        <Text style={[styles.money, styles.headText]}>Price</Text>
        <Text style={[styles.money, styles.headText]}>Amount</Text>
      </View>
      {items.map((item, line) => (
        <Row key={String(line)} item={item} />
      ))}
    </View>
  );
}

function Row({ item }: { item: Printable["items"][number] }) {
  return (
    <View style={styles.row} wrap={false}>
      <Text style={styles.item}>{item.name}</Text>
      <Text style={styles.quantity}>{item.quantity.toLocaleString("en-NG")}</Text>
      <Text style={styles.money}>{formatNairaExact(item.unitPriceKobo)}</Text>
      <Text style={styles.money}>{formatNairaExact(item.totalKobo)}</Text>
    </View>
  );
}

/** From the items to what was paid; lines that would say nothing are left out. */
export function Sums({
  data,
}: {
  data: Pick<Printable, "items" | "discountKobo" | "deliveryFeeKobo" | "totalKobo">;
}) {
  const { items, discountKobo = 0, deliveryFeeKobo = 0, totalKobo } = data;
  const itemsKobo = items.reduce((sum, item) => sum + item.totalKobo, 0);
  const isPlain = discountKobo === 0 && deliveryFeeKobo === 0;
  return (
    <View style={styles.sums} wrap={false}>
      {isPlain ? null : <Sum label="Items" kobo={itemsKobo} />}
      {discountKobo === 0 ? null : <Sum label="Discount" kobo={-discountKobo} />}
      {deliveryFeeKobo === 0 ? null : <Sum label="Delivery" kobo={deliveryFeeKobo} />}
      <View style={styles.total}>
        <Text>Total paid</Text>
        <Text>{formatNairaExact(totalKobo)}</Text>
      </View>
    </View>
  );
}

function Sum({ label, kobo }: { label: string; kobo: number }) {
  return (
    <View style={styles.sum}>
      <Text>{label}</Text>
      <Text>{formatNairaExact(kobo).replace("-", "\u2212")}</Text>
    </View>
  );
}
