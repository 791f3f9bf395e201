import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Grant } from "../oauth/types";
import type { Simulator } from "./simulator";
import type {
  BusinessNumber,
  Chat,
  InstagramAccount,
  Mail,
  Media,
  PendingWebhook,
  Person,
  Sms,
} from "./types";

interface Snapshot {
  people: Person[];
  chats: Chat[];
  media: (Omit<Media, "bytes"> & { bytes?: undefined })[];
  sms: Sms[];
  mails: Mail[];
  numbers: { phoneNumberId: string; registered: boolean; subscribed: boolean; pin?: string }[];
  accounts?: { userId: string; subscribed: boolean }[];
  webhooks: PendingWebhook[];
  /** What came to be after the start, and the access that dialogs gave. */
  added?: { numbers: BusinessNumber[]; accounts: InstagramAccount[]; grants: Grant[] };
}

const SAVE_AFTER_MS = 500;

/** Keeps the world in `stateDir`: one JSON file, and one file per medium. Gives a function that saves at once. */
export function keepState(sim: Simulator, stateDir: string): () => void {
  const mediaDir = join(stateDir, "media");
  const file = join(stateDir, "simulator.json");
  mkdirSync(mediaDir, { recursive: true });
  restore(sim, file, mediaDir);
  const written = new Set(sim.world.media.keys());
  const save = () => {
    for (const media of sim.world.media.values()) {
      if (written.has(media.id)) continue;
      writeFileSync(join(mediaDir, media.id), media.bytes);
      written.add(media.id);
    }
    writeFileSync(`${file}.new`, JSON.stringify(snapshotOf(sim)));
    renameSync(`${file}.new`, file);
  };
  let waiting = false;
  sim.events.subscribe(() => {
    if (waiting) return;
    waiting = true;
    sim.timers.after(SAVE_AFTER_MS, () => {
      waiting = false;
      save();
    });
  });
  return save;
}

function snapshotOf(sim: Simulator): Snapshot {
  const { people, chats, media, sms, mails, numbers, accounts } = sim.world;
  return {
    people,
    chats: [...chats.values()],
    media: [...media.values()].map(({ bytes: _, ...described }) => described),
    sms,
    mails,
    numbers: numbers.map(({ phoneNumberId, registered, subscribed, pin }) => ({
      phoneNumberId,
      registered,
      subscribed,
      pin,
    })),
    accounts: accounts.map(({ userId, subscribed }) => ({ userId, subscribed })),
    webhooks: sim.webhooks.pending(),
    added: {
      numbers: numbers.filter(({ isAdded }) => isAdded),
      accounts: accounts.filter(({ isAdded }) => isAdded),
      grants: sim.world.grants,
    },
  };
}

/** The configuration's people stay; people added by hand, chats and the rest come from the file. */
function restore(sim: Simulator, file: string, mediaDir: string): void {
  if (!existsSync(file)) return;
  const saved: Snapshot = JSON.parse(readFileSync(file, "utf8"));
  const { world } = sim;
  const configured = world.people.filter((person) => !saved.people.some((one) => one.phone === person.phone));
  const known = saved.people.map((person) => {
    const given = world.people.find((one) => one.phone === person.phone);
    return { ...person, instagram: person.instagram ?? given?.instagram };
  });
  world.people = [...known, ...configured];
  world.sms = saved.sms;
  world.mails = saved.mails;
  for (const chat of saved.chats) world.chats.set(`${chat.phoneNumberId}:${chat.phone}`, chat);
  for (const described of saved.media) {
    const path = join(mediaDir, described.id);
    if (existsSync(path)) world.media.set(described.id, { ...described, bytes: readFileSync(path) });
  }
  world.numbers.push(...(saved.added?.numbers ?? []));
  world.accounts.push(...(saved.added?.accounts ?? []));
  world.grants = saved.added?.grants ?? [];
  for (const number of world.numbers) {
    const kept = saved.numbers.find((one) => one.phoneNumberId === number.phoneNumberId);
    if (kept) Object.assign(number, kept);
  }
  for (const account of world.accounts) {
    const kept = saved.accounts?.find((one) => one.userId === account.userId);
    if (kept) Object.assign(account, kept);
  }
  sim.webhooks.resume(saved.webhooks);
}
