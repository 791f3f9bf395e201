import type postgres from "postgres";

type Bubble = { id: string; from: "person" | "business"; opaque?: string; state: string };
type OutRow = { id: string; status: string };

/** What the phones of a simulator show against what the tables say. Only at rest can the two be compared. */
export async function compareWithPhones(sql: postgres.Sql, simulatorUrl: string): Promise<string[]> {
  const read = async <T>(path: string) => (await (await fetch(simulatorUrl + path)).json()) as T;
  const people = await read<{ phone: string }[]>("/_sim/people");
  const chats = await Promise.all(
    people.map(({ phone }) => read<{ messages: Bubble[] }>(`/_sim/people/${phone}/chat`)),
  );
  const bubbles = chats.flatMap((chat) => chat.messages);
  const out = await sql<OutRow[]>`
    select id, status from messages where direction = 'out' and author <> 'phone_app'`;
  const incoming = await sql<
    { external_id: string }[]
  >`select external_id from messages where direction = 'in'`;
  return [
    ...doubled(bubbles),
    ...outgoing(out, new Set(bubbles.flatMap((bubble) => bubble.opaque ?? []))),
    ...missing(bubbles, new Set(incoming.map((row) => row.external_id))),
  ];
}

function doubled(bubbles: Bubble[]): string[] {
  const ids = bubbles.flatMap((bubble) => (bubble.from === "business" ? (bubble.opaque ?? []) : []));
  const twice = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [...twice].map((id) => `message ${id} came to a phone twice`);
}

/** `unknown` promises nothing: the message may have come, and a person is shown that it may not have. */
function outgoing(rows: OutRow[], arrived: ReadonlySet<string>): string[] {
  return rows.flatMap(({ id, status }) => {
    const isThere = arrived.has(id);
    if (["sent", "delivered", "read", "played"].includes(status) && !isThere) {
      return [`message ${id} is ${status} and came to no phone`];
    }
    const isDenied = ["queued", "held", "failed"].includes(status) && isThere;
    return isDenied ? [`message ${id} came to a phone and is ${status}`] : [];
  });
}

function missing(bubbles: Bubble[], stored: ReadonlySet<string>): string[] {
  const said = bubbles.filter((bubble) => bubble.from === "person");
  return said.filter(({ id }) => !stored.has(id)).map(({ id }) => `what a person said is nowhere: ${id}`);
}
