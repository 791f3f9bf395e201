import { Text, View } from "@react-pdf/renderer";
import type { AuditPaperData, AuditPaperSeal } from "./audit-paper-data";
import { auditStyles as styles } from "./audit-styles";

/** Hex digits on one line of the paper. */
const HEX_LINE_LENGTH = 64;

/** The last page: how to verify what stands before it, how far each chain is signed, and the public key. */
export function Seals({ data: { steps, seals, publicKeys } }: { data: AuditPaperData }) {
  return (
    <>
      <Text style={styles.section}>Is this genuine?</Text>
      {steps.map((step, index) => (
        <View key={step} style={styles.step}>
          <Text style={styles.stepNumber}>{index + 1}</Text>
          <Text style={styles.factText}>{step}</Text>
        </View>
      ))}
      {seals.map((seal) => (
        <Seal key={seal.title} seal={seal} />
      ))}
      {publicKeys.map(({ keyId, pem }) => (
        <View key={keyId} style={styles.seal} wrap={false}>
          <Text style={styles.sealTitle}>Public key {keyId}</Text>
          <Exact lines={pem.trim().split("\n")} />
        </View>
      ))}
    </>
  );
}

function Seal({ seal: { title, text, signed } }: { seal: AuditPaperSeal }) {
  return (
    <View style={styles.seal} wrap={false}>
      <Text style={styles.sealTitle}>{title}</Text>
      <Text style={styles.sealText}>{text}</Text>
      {signed && (
        <>
          <Text style={styles.label}>Signed note</Text>
          <Exact lines={signed.note.trimEnd().split("\n")} />
          <Text style={styles.label}>Signature (Ed25519, key {signed.keyId})</Text>
          <Exact lines={signed.signature.match(new RegExp(`.{1,${HEX_LINE_LENGTH}}`, "g")) ?? []} />
        </>
      )}
    </View>
  );
}

/** Text that is compared to the letter: its lines as they are, nothing broken. */
function Exact({ lines }: { lines: readonly string[] }) {
  return (
    <>
      {lines.map((line) => (
        <Text key={line} style={styles.exact} hyphenationCallback={(word) => [word]}>
          {line}
        </Text>
      ))}
    </>
  );
}
