/**
 * What people call their time, where `Intl` in British English knows only an offset ("GMT+1"): the metazones Africa_Western,
 * _Central, _Eastern and _Southern of CLDR 47, whose zones keep one offset all year. Told by the offset, with the zones that
 * share it and are in none of them left out, because every page's browser carries this along.
 */
const NAMES: Record<string, string> = { "GMT+1": "WAT", "GMT+2": "CAT", "GMT+3": "EAT" };
/** In the north, which goes by Europe's time or by its own. */
const OTHERS = /\/(?:Algiers|Cairo|Casablanca|Ceuta|El_Aaiun|Tripoli|Tunis)$/;
const SOUTHERN = /\/(?:Johannesburg|Maseru|Mbabane)$/;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The short name of a zone at a moment, as the people who live there say it: "WAT", "SAST", else what `Intl` says. */
export function sayZone(at: Date, zone: string): string {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" });
  formats.set(zone, format);
  const said = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? zone;
  if (!zone.startsWith("Africa/") || OTHERS.test(zone)) return said;
  return SOUTHERN.test(zone) ? "SAST" : (NAMES[said] ?? said);
}
