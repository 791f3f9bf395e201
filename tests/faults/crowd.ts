import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "./stage";

type Bubble = { from: "person" | "business"; text?: string };

/** What people ask that costs no code and always has an answer. */
const SMALL_TALK = [
  "Hi",
  "How much is the red ankara dress?",
  "What do you sell?",
  "Good evening, una dey open?",
  "How much be the handbag?",
  "Thank you",
];

const FIRST_PHONE = 2_348_071_000_000;

/** Buyers with phones of their own, who write, wait for the answer, and write again. */
export class Crowd {
  readonly phones: string[];
  sent = 0;
  private isOver = false;
  private talks: Promise<void>[] = [];

  private constructor(
    private readonly stage: Stage,
    size: number,
    private readonly random: (below: number) => number,
  ) {
    this.phones = Array.from({ length: size }, (_, place) => String(FIRST_PHONE + place));
  }

  static async gather(stage: Stage, size: number, random: (below: number) => number): Promise<Crowd> {
    const crowd = new Crowd(stage, size, random);
    for (const [place, phone] of crowd.phones.entries()) {
      await stage.simulate("/_sim/people", { name: `Buyer ${place + 1}`, phone });
    }
    return crowd;
  }

  /** Everybody begins to talk, until {@link fallsSilent}. */
  begins(): void {
    this.isOver = false;
    this.talks = this.phones.map((phone) =>
      this.talk(phone).catch((error) => {
        // A simulator that was taken away under them ends the talk, too.
        if (!this.isOver) throw error;
      }),
    );
    this.stage.beforeStop(() => this.fallsSilent());
  }

  async fallsSilent(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.talks);
  }

  async say(phone: string, text: string): Promise<void> {
    await this.stage.simulate(`/_sim/people/${phone}/send`, { text });
    this.sent += 1;
  }

  /** What the business said to this phone. */
  async heard(phone: string): Promise<string[]> {
    const chat = await this.stage.simulate<{ messages: Bubble[] }>(`/_sim/people/${phone}/chat`);
    return chat.messages.filter((one) => one.from === "business").map((one) => one.text ?? "");
  }

  private async talk(phone: string): Promise<void> {
    while (!this.isOver) {
      const before = (await this.heard(phone)).length;
      await this.say(phone, SMALL_TALK[this.random(SMALL_TALK.length)] ?? "Hi");
      await this.waitsForAnswer(phone, before);
      await sleep(20 + this.random(200));
    }
  }

  /** A patient person: not for ever, though. */
  private async waitsForAnswer(phone: string, before: number): Promise<void> {
    for (let looks = 0; looks < 200 && !this.isOver; looks += 1) {
      if ((await this.heard(phone)).length > before) return;
      await sleep(100);
    }
  }
}
