import { ArrowRight, MessageCircle, Play, ShieldCheck, Store } from "lucide-react";
import Link from "next/link";
import { Logo } from "@/components/brand/logo";
import { MovingChat } from "@/components/brand/moving-chat";
import { ProofChain } from "@/components/brand/proof-chain";
import { SkipLink } from "@/components/shell/skip-link";
import { ButtonContent } from "@/components/ui/button";
import { buttonClasses } from "@/components/ui/button-classes";
import { ButtonLink } from "@/components/ui/button-link";
import { landingWords } from "@/lib/words/en/landing";

const STEP_ICONS = [Store, MessageCircle, ShieldCheck];

export default function LandingPage() {
  const simulator = simulatorUrl(process.env.DEMO_SIMULATOR_URL);
  return (
    <>
      <SkipLink />
      <header className="mx-auto flex w-full max-w-6xl items-center justify-between gap-4 px-4 py-4 md:px-8 md:py-6">
        <Logo />
        <ButtonLink href="/login" look="quiet">
          {landingWords.signIn}
        </ButtonLink>
      </header>
      <main id="content" tabIndex={-1} className="outline-none">
        <Hero simulator={simulator} />
        <HowItWorks />
        <ProofChain />
        <Honest />
        <Closing simulator={simulator} />
      </main>
    </>
  );
}

function Hero({ simulator }: { simulator: string | undefined }) {
  return (
    <section className="mx-auto grid w-full max-w-6xl gap-12 px-4 pt-6 pb-16 md:grid-cols-2 md:items-center lg:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)] md:px-8 md:pb-24">
      <div className="grid content-center gap-6">
        <h1 className="font-bold font-display text-36 lg:text-48">{landingWords.title}</h1>
        <p className="max-w-[34rem] text-18 text-soft">{landingWords.text}</p>
        <Actions simulator={simulator} />
        <p className="text-14 text-faint">{landingWords.small}</p>
      </div>
      <MovingChat />
    </section>
  );
}

function Actions({ simulator }: { simulator: string | undefined }) {
  return (
    <div className="grid gap-3 sm:flex sm:flex-wrap">
      {simulator && (
        <a href={simulator} className={buttonClasses({ look: "primary", size: "large" })}>
          <ButtonContent icon={<Play aria-hidden />}>{landingWords.tryIt}</ButtonContent>
        </a>
      )}
      <ButtonLink
        href="/register"
        look={simulator ? "secondary" : "primary"}
        size="large"
        iconAfter={simulator ? undefined : <ArrowRight aria-hidden />}
      >
        {landingWords.register}
      </ButtonLink>
    </div>
  );
}

function HowItWorks() {
  return (
    <section aria-labelledby="how" className="border-line border-y bg-surface">
      <div className="mx-auto max-w-6xl px-4 py-16 md:px-8 md:py-20">
        <h2 id="how" className="font-bold font-display text-28 md:text-36">
          {landingWords.how.title}
        </h2>
        <ol className="mt-10 grid gap-10 md:grid-cols-3">
          {landingWords.how.steps.map((step, at) => {
            const Icon = STEP_ICONS[at] ?? Store;
            return (
              <li key={step.title} className="grid content-start gap-3">
                <span className="flex items-center gap-3 text-palm-ink">
                  <Icon aria-hidden className="size-6" />
                  <span className="tabular font-bold font-display text-22">{at + 1}</span>
                </span>
                <h3 className="font-semibold text-18">{step.title}</h3>
                <p className="text-soft">{step.text}</p>
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}

function Honest() {
  const { honest } = landingWords;
  return (
    <section aria-labelledby="honest" className="mx-auto max-w-6xl px-4 pb-16 md:px-8 md:pb-20">
      <h2 id="honest" className="font-bold font-display text-28 md:text-36">
        {honest.title}
      </h2>
      <p className="mt-2 text-18 text-soft">{honest.text}</p>
      <ul className="mt-10 grid gap-4 md:grid-cols-3">
        {honest.items.map((item) => (
          <li key={item.title} className="rounded-card bg-sunken p-6">
            <h3 className="font-semibold text-18">{item.title}</h3>
            <p className="mt-2 text-soft">{item.text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Closing({ simulator }: { simulator: string | undefined }) {
  return (
    <section className="border-line border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center justify-between gap-6 px-4 py-12 md:px-8">
        <h2 className="font-bold font-display text-28">{landingWords.close}</h2>
        <Actions simulator={simulator} />
      </div>
      <footer className="mx-auto flex max-w-6xl items-center justify-between gap-4 px-4 pb-10 text-14 text-faint md:px-8">
        <Logo />
        <Link
          href="/login"
          className="inline-flex min-h-11 items-center underline underline-offset-4 hover:text-ink"
        >
          {landingWords.signIn}
        </Link>
      </footer>
    </section>
  );
}

/** The demonstration's phone, only when the installation says where it is; nothing but http and https is linked. */
function simulatorUrl(value: string | undefined): string | undefined {
  return value && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined;
}
