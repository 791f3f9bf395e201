import { sql } from "drizzle-orm";
import { queueNotice } from "@/lib/notices/queue-notice";
import { withPlatform } from "@/lib/tenancy/with-tenant";
import type { ChallengeRow } from "./count-attempt";

/** Wrong codes in 24 h after which the owner of the account hears of it. */
const TOLD_AFTER = 5;

/**
 * Tells a person by every way they have proved that somebody is guessing their codes (OT-12, ASVS 6.3.5): at the fifth
 * wrong one of 24 h, and at most once a day.
 */
export async function tellOfGuessing(challenge: ChallengeRow): Promise<void> {
  if (challenge.subjectKind !== "identity") return;
  await withPlatform(async (tx) => {
    // Whatever pool the tries came from: guesses are guesses.
    const pools = sql`(${`${challenge.subjectId}|stranger`}, ${`${challenge.subjectId}|known`})`;
    const due = await tx.execute(sql`
      update otp_challenge_failures set told_at = now()
      where subject_id in ${pools} and (told_at is null or told_at < now() - interval '24 hours')
        and (select count(*) from otp_challenge_failures f, unnest(f.failed_at) t
          where f.subject_id in ${pools} and t > now() - interval '24 hours') >= ${TOLD_AFTER}
      returning subject_id`);
    if (due.length === 0) return;
    const [person] = await tx.execute<{ phone: string | null; email: string | null }>(sql`
      select case when phone_verified_at is not null then phone end as phone,
        case when email_verified_at is not null then email end as email
      from identities where id = ${challenge.subjectId}`);
    const about = {
      template: "codes.guessed" as const,
      ceoId: challenge.ceoId,
      subjectId: challenge.subjectId,
    };
    if (person?.phone) await queueNotice(tx, { ...about, way: "sms", to: person.phone });
    if (person?.email) await queueNotice(tx, { ...about, way: "email", to: person.email });
  });
}
