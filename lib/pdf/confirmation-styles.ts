import { StyleSheet } from "@react-pdf/renderer";

/** Dark enough to survive a tired black-and-white printer. */
export const INK = "#101a15";
const QUIET = "#4a554f";
const LINE = "#b9c0bb";
const SOFT = "#f3f3ef";

export const FAMILY = "Noto Sans";

/**
 * Given to each section, not to the page: there it keeps texts that know their page number from being drawn. The line
 * height is reckoned from the size beside it.
 */
const READABLE = { fontSize: 10, lineHeight: 1.45 };

export const styles = StyleSheet.create({
  page: {
    paddingTop: 44,
    paddingHorizontal: 48,
    paddingBottom: 64,
    fontFamily: FAMILY,
    color: INK,
  },
  header: { ...READABLE, flexDirection: "row", justifyContent: "space-between", gap: 24 },
  business: { flex: 1 },
  businessName: { fontSize: 22, fontWeight: 700, lineHeight: 1.2 },
  contact: { color: QUIET, marginTop: 3 },
  reference: { paddingTop: 2, alignItems: "flex-end", maxWidth: 200 },
  label: { fontSize: 8, color: QUIET, textTransform: "uppercase", letterSpacing: 0.8, marginBottom: 2 },
  referenceText: { fontSize: 14, fontWeight: 700, lineHeight: 1.3 },
  state: {
    ...READABLE,
    marginTop: 22,
    paddingVertical: 12,
    paddingHorizontal: 16,
    borderWidth: 1.5,
    borderColor: INK,
    borderRadius: 8,
    flexDirection: "row",
    justifyContent: "space-between",
    alignItems: "center",
    gap: 16,
  },
  stateText: { fontSize: 15, fontWeight: 700, lineHeight: 1.3 },
  stateNote: { color: QUIET, marginTop: 1 },
  stateTotal: { fontSize: 18, fontWeight: 700, lineHeight: 1.3 },
  people: { ...READABLE, flexDirection: "row", gap: 24, marginTop: 22 },
  person: { flex: 1 },
  strong: { fontWeight: 700 },
  table: { ...READABLE, marginTop: 22 },
  tableHead: {
    flexDirection: "row",
    borderBottomWidth: 1.5,
    borderBottomColor: INK,
    paddingBottom: 4,
  },
  row: {
    flexDirection: "row",
    paddingVertical: 6,
    borderBottomWidth: 0.5,
    borderBottomColor: LINE,
  },
  headText: { fontSize: 8, color: QUIET, textTransform: "uppercase", letterSpacing: 0.8 },
  item: { flex: 1, paddingRight: 12 },
  quantity: { width: 40, textAlign: "right" },
  money: { width: 104, textAlign: "right" },
  sums: { ...READABLE, alignSelf: "flex-end", width: 260, marginTop: 8 },
  sum: { flexDirection: "row", justifyContent: "space-between", paddingVertical: 2 },
  total: {
    flexDirection: "row",
    justifyContent: "space-between",
    marginTop: 4,
    paddingTop: 6,
    borderTopWidth: 1.5,
    borderTopColor: INK,
    fontSize: 13,
    fontWeight: 700,
  },
  proof: {
    ...READABLE,
    marginTop: 26,
    padding: 14,
    flexDirection: "row",
    gap: 16,
    alignItems: "center",
    backgroundColor: SOFT,
    borderWidth: 0.75,
    borderColor: LINE,
    borderRadius: 8,
  },
  proofText: { flex: 1 },
  proofTitle: { fontSize: 12, fontWeight: 700, marginBottom: 3 },
  link: { marginTop: 5, fontSize: 8.5, color: INK },
  footer: {
    position: "absolute",
    left: 48,
    right: 48,
    bottom: 28,
    paddingTop: 8,
    borderTopWidth: 0.5,
    borderTopColor: LINE,
    flexDirection: "row",
    justifyContent: "space-between",
    fontSize: 8,
    color: QUIET,
  },
});
