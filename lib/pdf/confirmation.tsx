import { renderToBuffer, Text, View } from "@react-pdf/renderer";
import { formatNairaExact } from "@/lib/money";
import type { ConfirmationData } from "./confirmation-data";
import { styles } from "./confirmation-styles";
import { OrderPaper } from "./order-paper";
import { formatTime, registerFonts } from "./paper-parts";
import { type Printable, printable } from "./printable";

export type { ConfirmationData } from "./confirmation-data";

/** The confirmation of an order as a PDF (P11.2): A4, for a phone's screen and for any printer. Built from stored facts alone. */
export async function renderConfirmation(data: ConfirmationData): Promise<Buffer> {
  registerFonts();
  return renderToBuffer(<Confirmation data={printable(data)} />);
}

function Confirmation({ data }: { data: Printable }) {
  const { reference, confirmedAt } = data;
  return (
    <OrderPaper data={data} title={`Order ${reference}`} at={confirmedAt} label="Order" name={reference}>
      <State data={data} />
      <People data={data} />
    </OrderPaper>
  );
}

function State({ data }: { data: Printable }) {
  return (
    <View style={styles.state} wrap={false}>
      <View>
        <Text style={styles.stateText}>Payment confirmed</Text>
        <Text style={styles.stateNote}>{formatTime(data.confirmedAt, data.timeZone)}</Text>
      </View>
      <Text style={styles.stateTotal}>{formatNairaExact(data.totalKobo)}</Text>
    </View>
  );
}

function People({ data: { buyer, addressLines, deliveryPromise } }: { data: Printable }) {
  return (
    <View style={styles.people}>
      <View style={styles.person}>
        <Text style={styles.label}>For</Text>
        <Text style={styles.strong}>{buyer.name}</Text>
        {buyer.phone === undefined ? null : <Text>{buyer.phone}</Text>}
      </View>
      <View style={styles.person}>
        <Text style={styles.label}>Deliver to</Text>
        <Text>{addressLines.join("\n")}</Text>
      </View>
      <View style={styles.person}>
        <Text style={styles.label}>Expected</Text>
        <Text style={styles.strong}>{deliveryPromise}</Text>
      </View>
    </View>
  );
}
