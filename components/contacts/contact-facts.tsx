import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { TimeText } from "@/components/ui/time-text";
import type { ContactIdentityView, ContactView } from "@/lib/contacts/schema";
import { contactWords } from "@/lib/words/en/contacts";
import { CorrectContact } from "./correct-contact";

const words = contactWords.one;

/** Who this is: how they can be reached, by which ids they are known and from where, what they proved and agreed to. */
export function ContactFacts({ contact, now }: { contact: ContactView; now: Date }) {
  const none = <span className="text-faint">{words.none}</span>;
  const { profile_name, name, phone, email, address, consent_at, opted_out_at } = contact;
  return (
    <Card title={words.facts} aside={<CorrectContact contact={contact} />}>
      <dl className="grid gap-3.5 text-14">
        {profile_name && profile_name !== name && <Fact name={words.profile}>{profile_name}</Fact>}
        <Fact name={words.phone}>{phone ? <Exact text={phone} copy={words.copyPhone} /> : none}</Fact>
        <Fact name={words.email}>{email ? <span className="break-all">{email}</span> : none}</Fact>
        <Fact name={words.address}>{address ?? none}</Fact>
        <Fact name={words.knownAs}>
          <ul className="grid gap-2">
            {contact.identities.map((identity) => (
              <li key={identity.handle}>
                <Identity identity={identity} />
              </li>
            ))}
          </ul>
        </Fact>
        <Fact name={words.verified}>
          <Verified contact={contact} now={now} />
        </Fact>
        <Fact name={words.consent}>{consent_at ? <TimeText at={consent_at} /> : words.noConsent}</Fact>
        <Fact name={words.wants}>
          {opted_out_at ? (
            <span className="font-medium text-marigold-ink">
              {words.optedOut} <TimeText at={opted_out_at} />
            </span>
          ) : (
            words.wantsThem
          )}
        </Fact>
        <Fact name={words.first}>
          <TimeText at={contact.created_at} />
        </Fact>
        <Fact name={words.last}>
          <TimeText at={contact.last_seen_at} />
        </Fact>
      </dl>
      <p className="mt-4 border-line border-t pt-3 text-12 text-faint">{words.looked}</p>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-0.5">
      <dt className="text-12 text-faint">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function Exact({ text, copy }: { text: string; copy: string }) {
  return (
    <span className="-my-2.5 flex items-center gap-1">
      <span className="exact min-w-0 break-all">{text}</span>
      <CopyButton text={text} label={copy} />
    </span>
  );
}

function Identity({ identity }: { identity: ContactIdentityView }) {
  return (
    <>
      <Exact text={identity.handle} copy={words.copyHandle} />
      <span className="mt-1 block text-12 text-faint">
        {words.kinds[identity.kind]}
        {identity.from.length > 0 && ` ${words.from(identity.from.join(", "))}`}, {words.since}{" "}
        <TimeText plain at={identity.since} />
      </span>
    </>
  );
}

function Verified({ contact, now }: { contact: ContactView; now: Date }) {
  const proved = contact.conversations.filter(
    ({ verified_until }) => verified_until !== null && new Date(verified_until) > now,
  );
  if (proved.length === 0) return words.unverified;
  return (
    <ul className="grid gap-1">
      {proved.map((talk) => (
        <li key={talk.conversation_id}>
          {contactWords.platforms[talk.platform]}, {words.verifiedUntil}{" "}
          <TimeText at={talk.verified_until ?? ""} />
        </li>
      ))}
    </ul>
  );
}
