import { StyleSheet } from "@react-pdf/renderer";
import { FAMILY, INK } from "./confirmation-styles";

const QUIET = "#4a554f";
const LINE = "#b9c0bb";
const SOFT = "#f3f3ef";

/** The audit log on paper: small type, for there is much of it, and hashes that stay on one line. */
export const auditStyles = StyleSheet.create({
  page: { paddingTop: 40, paddingHorizontal: 44, paddingBottom: 56, fontFamily: FAMILY, color: INK },
  head: { marginBottom: 12 },
  business: { fontSize: 20, fontWeight: 700, lineHeight: 1.2 },
  title: { fontSize: 12, fontWeight: 700, marginTop: 2 },
  facts: { marginTop: 10, padding: 10, backgroundColor: SOFT, borderRadius: 6 },
  fact: { flexDirection: "row", fontSize: 9, lineHeight: 1.45 },
  factName: { width: 76, color: QUIET },
  factText: { flex: 1 },
  entry: { flexDirection: "row", paddingVertical: 5, borderBottomWidth: 0.5, borderBottomColor: LINE },
  when: { width: 92, paddingRight: 8, fontSize: 7.5, lineHeight: 1.4 },
  number: { fontWeight: 700 },
  what: { flex: 1 },
  sentence: { fontSize: 9, lineHeight: 1.35 },
  quiet: { fontSize: 7, lineHeight: 1.4, color: QUIET },
  hash: { fontSize: 6.5, lineHeight: 1.4 },
  section: { fontSize: 13, fontWeight: 700, marginTop: 4, marginBottom: 6 },
  step: { flexDirection: "row", fontSize: 9, lineHeight: 1.45, marginBottom: 4 },
  stepNumber: { width: 16, fontWeight: 700 },
  seal: {
    marginTop: 10,
    padding: 10,
    borderWidth: 0.75,
    borderColor: LINE,
    borderRadius: 6,
  },
  sealTitle: { fontSize: 10, fontWeight: 700 },
  sealText: { fontSize: 9, lineHeight: 1.4, marginBottom: 4 },
  exact: { fontSize: 7, lineHeight: 1.5 },
  label: { fontSize: 7, color: QUIET, textTransform: "uppercase", letterSpacing: 0.8, marginTop: 5 },
  footer: {
    position: "absolute",
    left: 44,
    right: 44,
    bottom: 26,
    paddingTop: 6,
    borderTopWidth: 0.5,
    borderTopColor: LINE,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 7.5,
    color: QUIET,
  },
});
