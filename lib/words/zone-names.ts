/**
 * What people call their time, where `Intl` in British English knows only an offset ("GMT+1"). From CLDR 47: the metazones
 * Africa_Western, _Central, _Eastern and _Southern, whose zones keep one offset all year.
 */
const ZONES: Record<string, readonly string[]> = {
  WAT: "Bangui Brazzaville Douala Kinshasa Lagos Libreville Luanda Malabo Ndjamena Niamey Porto-Novo".split(
    " ",
  ),
  CAT: "Blantyre Bujumbura Gaborone Harare Juba Khartoum Kigali Lubumbashi Lusaka Maputo Windhoek".split(" "),
  EAT: "Addis_Ababa Asmara Asmera Dar_es_Salaam Djibouti Kampala Mogadishu Nairobi".split(" "),
  SAST: "Johannesburg Maseru Mbabane".split(" "),
};

const NAMES = new Map<string, string>(
  Object.entries(ZONES).flatMap(([name, cities]) => cities.map((city) => [`Africa/${city}`, name] as const)),
);

/** The short name of a zone at a moment, as the people who live there say it: "WAT", "SAST", else what `Intl` says. */
export function sayZone(at: Date, zone: string): string {
  const known = NAMES.get(zone);
  if (known) return known;
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? zone;
}
